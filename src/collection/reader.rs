//! The table of readers, and the choice among them.
//!
//! A format is recognised by content first; a file name's ending only says which formats to ask.

use std::path::Path;
use std::sync::Arc;

use super::{Collection, Remark, RemarkKind};
use crate::document::{Document, Syntax, SyntaxError};
use crate::text::Source;

/// A format that is read.
pub struct Reader {
    /// Its id: `json-schema`, `sql`.
    pub format: &'static str,
    /// What people call it, with the versions that are read.
    pub title: &'static str,
    /// How its files' names end, without the dot and in small letters; others are read when they are named.
    pub endings: &'static [&'static str],
    /// The sign by which it is recognised, for people.
    pub sign: &'static str,
    /// Where its owners declare, for people.
    pub declarations: &'static str,
    /// A small schema with a declaration.
    pub example: Example,
    /// Reads a file, or says that the file is not of this format.
    pub read: fn(&Reading<'_>) -> Option<Result<Collection, Failure>>,
}

/// A schema that shows a format, and that runs as a test.
pub struct Example {
    /// File names and their contents: the schema, and what stands beside it.
    pub files: &'static [(&'static str, &'static [u8])],
    /// The record and the field that it declares to be health data of a child.
    pub declares: (&'static str, &'static str),
}

/// Every format, in the order in which they are asked.
pub static READERS: &[Reader] = &[
    super::openapi::READER,
    super::openapi::MESSAGES,
    super::avro::READER,
    super::data_contract::READER,
    super::contract_specification::READER,
    super::fides::READER,
    super::safeguarding::READER,
    super::fhir::READER,
    super::forms::GOV_UK,
    super::forms::FORM_IO,
    super::forms::SURVEY_JS,
    super::json_schema::READER,
    super::dbt::READER,
    super::bigquery::READER,
    super::csvw::READER,
    super::frictionless::READER,
    super::workbook::FORM,
    super::workbook::READER,
    super::graphql::READER,
    super::proto::READER,
    super::xml_schema::READER,
    super::html::READER,
    super::sql::READER,
    super::dictionary::READER,
    super::separated::READER,
];

/// What a reader is given.
pub struct Reading<'r> {
    /// The file's text.
    pub source: &'r Arc<Source>,
    /// The file's tree, when its name promises JSON, YAML or TOML and it is that.
    pub document: Option<&'r Document>,
    /// The file on disk, to resolve references to its neighbours; none for standard input.
    pub file: Option<&'r Path>,
    /// The folder that references may not leave.
    pub root: &'r Path,
    /// Whether the file was named, so that it has to be a schema.
    pub named: bool,
}

impl Reading<'_> {
    /// The collection's name: the file's name without its endings.
    pub fn name(&self) -> String {
        let path = self.source.path();
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.split('.').find(|part| !part.is_empty()).unwrap_or(file);
        stem.to_owned()
    }
}

/// Why a file that is a schema could not be read.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Where.
    pub span: crate::text::Span,
    /// What is wrong and what to do.
    pub message: String,
    /// Whether a limit was met.
    pub limit: bool,
}

/// What a file is, when it is not a collection.
#[derive(Debug, Clone)]
pub enum Unread {
    /// No schema: skipped, with a word for the count.
    NoSchema(&'static str),
    /// A schema that could not be read.
    Failed(Failure),
}

/// Reads one file into a collection. A file that was `named` has to be a schema: where it is not
/// well formed that is said, while a file that was only found is skipped unless something in it
/// says that it is a schema.
///
/// # Errors
/// [`Unread::NoSchema`] for a file that is none, [`Unread::Failed`] for one that should be and
/// could not be read.
pub fn read(
    source: &Arc<Source>,
    file: Option<&Path>,
    root: &Path,
    named: bool,
) -> Result<Collection, Unread> {
    let syntax = Syntax::of_path(source.path()).or_else(|| by_content(source));
    let document = match syntax {
        None => None,
        Some(syntax) => match Document::parse(Arc::clone(source), syntax) {
            Ok(document) => Some(document),
            // Templates (charts, playbooks, scaffolds) are everywhere; they are not well formed and no schemas.
            Err(_)
                if !named
                    && !says_schema(source.text())
                    && (syntax == Syntax::Yaml || has_placeholder(source.text())) =>
            {
                return Err(Unread::NoSchema("not well formed, and without a sign of a schema"));
            }
            Err(error) => return Err(Unread::Failed(not_well_formed(syntax, &error))),
        },
    };
    if document.as_ref().is_some_and(is_notice) {
        return Err(Unread::NoSchema("a notice"));
    }
    let reading = Reading { source, document: document.as_ref(), file, root, named };
    for reader in READERS {
        if let Some(result) = (reader.read)(&reading) {
            let mut collection = result.map_err(Unread::Failed)?;
            if let Some(document) = &document {
                remark_on(document, &mut collection);
            }
            return Ok(collection);
        }
    }
    Err(super::foreign::recognise(&reading).map_or_else(
        || {
            Unread::NoSchema(if source.text()[source.mark_length()..].trim().is_empty() {
                "an empty file"
            } else if is_table(source) && named {
                "a table whose first row is not plainly headings; keep the headings alone, or describe its fields in a data dictionary"
            } else if is_table(source) {
                "a table without headings of a record"
            } else {
                "no schema of a format that is read"
            })
        },
        Unread::Failed,
    ))
}

/// Whether a file is a table of data by its name.
fn is_table(source: &Source) -> bool {
    let ending = source.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "tsv" | "xlsx" | "xlsm"))
}

/// Whether a document is a notice, which stands beside schemas and is none.
fn is_notice(document: &Document) -> bool {
    ["notice", "controller", "retention"].iter().all(|key| document.root().get(key).is_some())
}

/// Whether a text that is not well formed is a schema nevertheless.
fn says_schema(text: &str) -> bool {
    ["$schema", "properties:", "\"properties\"", "$defs", "definitions:", "x-gdpr", "openapi:"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// Whether a text is a template, to be filled in before it is anything.
fn has_placeholder(text: &str) -> bool {
    ["{{", "{%", "<%"].iter().any(|mark| text.contains(mark))
}

/// A file without a telling name: JSON when it starts like an object, else asked as it is.
fn by_content(source: &Source) -> Option<Syntax> {
    let ending = source.path().rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending);
    let start = source.text()[source.mark_length()..].trim_start();
    (ending.is_none() && start.starts_with('{')).then_some(Syntax::Json)
}

fn not_well_formed(syntax: Syntax, error: &SyntaxError) -> Failure {
    let message = if error.limit {
        format!("This {} file is beyond what is read: {}.", syntax.name(), error.message)
    } else {
        format!(
            "This is not well-formed {}: {}. Nothing in the file was checked.",
            syntax.name(),
            error.message
        )
    };
    Failure { span: error.span, message, limit: error.limit }
}

/// Duplicate keys and further documents, whatever the format.
fn remark_on(document: &Document, collection: &mut Collection) {
    for duplicate in &document.duplicates {
        collection.remarks.push(Remark {
            kind: RemarkKind::DuplicateKey,
            span: duplicate.second,
            message: format!(
                "`{}` stands twice in this mapping. Other tools keep only one of the two, and not all the same one. Remove or rename one.",
                duplicate.key
            ),
            other: Some((duplicate.first, "first here".to_owned())),
            source: None,
        });
    }
    if let Some(span) = document.further {
        collection.remarks.push(Remark::new(
            RemarkKind::Unread,
            span,
            "A second document starts here and was not read. Put it into a file of its own.",
        ));
    }
}
