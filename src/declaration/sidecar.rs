//! Declarations that stand beside a schema: `NAME.gdpr.yaml` for a schema nobody may edit.

use std::cell::Cell;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use crate::collection::{Layer, Spoken};
use crate::document::{Document, NodeRef, Problem};
use crate::text::{Source, Span};

/// A pattern over `record` or `record.field`, with what it declares.
#[derive(Debug)]
pub struct Selector {
    /// The pattern as written.
    pub pattern: String,
    /// Where it stands.
    pub span: Span,
    matcher: GlobMatcher,
    declaration: Spoken,
    matched: Cell<bool>,
}

/// A sidecar that was read.
#[derive(Debug)]
pub struct Sidecar {
    /// Its text.
    pub source: Arc<Source>,
    /// The schema file that it names, when it names one.
    pub schema: Option<String>,
    /// Where it names it.
    pub schema_span: Option<Span>,
    document: Option<Spoken>,
    records: Vec<Selector>,
    fields: Vec<Selector>,
}

impl Sidecar {
    /// Takes the selectors of a sidecar that is valid against `sidecar.schema.json`.
    ///
    /// # Errors
    /// A [`Problem`] for each pattern that is no pattern.
    pub fn decode(document: &Document) -> Result<Self, Vec<Problem>> {
        let source = &document.source;
        let root = document.root();
        let mut problems = Vec::new();
        let mut selectors = |key: &str, layer: Layer| {
            let mut list = Vec::new();
            for (pattern, declaration) in root.get(key).into_iter().flat_map(NodeRef::members) {
                match matcher(pattern.text) {
                    Ok(matcher) => list.push(Selector {
                        pattern: pattern.text.to_owned(),
                        span: pattern.span,
                        matcher,
                        declaration: beside(source, layer_of(pattern.text, layer), declaration),
                        matched: Cell::new(false),
                    }),
                    Err(error) => problems.push(Problem::new(
                        pattern.span,
                        format!("`{}` is no pattern: {error}", pattern.text),
                    )),
                }
            }
            list
        };
        let records = selectors("records", Layer::Record);
        let fields = selectors("fields", Layer::Field);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            source: Arc::clone(source),
            schema: root.get_str("schema").map(str::to_owned),
            schema_span: root.get("schema").map(NodeRef::span),
            document: root.get("document").map(|node| beside(source, Layer::Document, node)),
            records,
            fields,
        })
    }

    /// What it says of the whole file.
    pub fn of_document(&self) -> Option<&Spoken> {
        self.document.as_ref()
    }

    /// What it says of a record, most specific pattern first.
    pub fn of_record(&self, record: &str) -> Vec<&Spoken> {
        select(&self.records, record)
    }

    /// What it says of a field, most specific pattern first.
    pub fn of_field(&self, record: &str, field: &str) -> Vec<&Spoken> {
        if self.fields.is_empty() {
            return Vec::new();
        }
        select(&self.fields, &format!("{record}.{field}"))
    }

    /// Everything that it declares.
    pub fn spoken(&self) -> impl Iterator<Item = &Spoken> {
        self.document
            .iter()
            .chain(self.records.iter().chain(&self.fields).map(|selector| &selector.declaration))
    }

    /// The patterns that have matched nothing so far.
    pub fn unmatched(&self) -> impl Iterator<Item = &Selector> {
        self.records.iter().chain(&self.fields).filter(|selector| !selector.matched.get())
    }
}

fn beside(source: &Arc<Source>, layer: Layer, node: NodeRef<'_>) -> Spoken {
    Spoken { layer, beside: true, source: Arc::clone(source), node: node.node().clone() }
}

/// A pattern that takes every field of a record (`child.*`) speaks of the record, not of a field.
fn layer_of(pattern: &str, layer: Layer) -> Layer {
    let last = pattern.rsplit('.').next().unwrap_or(pattern);
    if layer == Layer::Field && last.chars().all(|c| c == '*') { Layer::Record } else { layer }
}

/// `.` separates, `*` stays within a part and `**` does not; upper and lower case are the same,
/// as they are in SQL.
fn matcher(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    let glob = GlobBuilder::new(&parts(pattern)).literal_separator(true).case_insensitive(true).build()?;
    Ok(glob.compile_matcher())
}

/// Paths of records and fields as the matcher takes them: parts between slashes. A slash in a
/// name stands for itself.
fn parts(path: &str) -> String {
    path.replace('/', "\u{1}").replace('.', "/")
}

fn select<'s>(selectors: &'s [Selector], path: &str) -> Vec<&'s Spoken> {
    if selectors.is_empty() {
        return Vec::new();
    }
    let path = parts(path);
    let mut found: Vec<&Selector> =
        selectors.iter().filter(|selector| selector.matcher.is_match(&path)).collect();
    for selector in &found {
        selector.matched.set(true);
    }
    // A pattern with fewer wildcards and more letters is nearer; of equals the later one.
    found.sort_by_key(|selector| {
        let wild = selector.pattern.matches(['*', '?', '[', '{']).count();
        (wild, std::cmp::Reverse(selector.pattern.len()), std::cmp::Reverse(selector.span.start))
    });
    found.into_iter().map(|selector| &selector.declaration).collect()
}
