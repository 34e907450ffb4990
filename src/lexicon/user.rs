//! A council's own words: a lexicon file on top of the built-in one, read whole or not at all.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::compile::compile;
use super::load::{BUILT_IN, Lexicon};
use super::tables::Tables;
use crate::document::{Document, NodeRef, Problem, Syntax, did_you_mean, validate};
use crate::schemas;
use crate::text::Source;

/// Why a lexicon cannot be used.
#[derive(Debug)]
pub enum LexiconError {
    /// The one that comes with the program was left out when it was built.
    Broken,
    /// The file is not there or cannot be read as text.
    Unreadable {
        /// Its path as given.
        path: String,
        /// Why.
        why: String,
    },
    /// The file is not a valid lexicon: what is wrong, at its places.
    Invalid {
        /// The file.
        source: Arc<Source>,
        /// At least one problem.
        problems: Vec<Problem>,
    },
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken => write!(f, "this build is broken: its lexicon cannot be read"),
            Self::Unreadable { path, why } => write!(f, "the lexicon {path} cannot be read: {why}"),
            Self::Invalid { source, problems } => {
                write!(f, "the lexicon {} is not valid: {} problem(s)", source.path(), problems.len())
            }
        }
    }
}

impl std::error::Error for LexiconError {}

impl Lexicon {
    /// The built-in lexicon with a file on top of it, whose path is from `base` and printed
    /// relative to `root`. Its terms come first for their phrases, a concept that is known is
    /// extended, its words for records override, its lists are added to. An abbreviation of it is
    /// written out in names and in its own entries; the built-in entries keep their words.
    ///
    /// # Errors
    /// [`LexiconError`] that says what to do.
    pub fn with(wanted: &str, base: &Path, root: &Path) -> Result<Self, LexiconError> {
        let path = base.join(wanted);
        let unreadable = |why: String| LexiconError::Unreadable { path: wanted.to_owned(), why };
        if std::fs::symlink_metadata(&path).is_err() {
            return Err(unreadable("there is no such file".to_owned()));
        }
        let path = path.canonicalize().unwrap_or(path);
        let shown = path
            .strip_prefix(root)
            .map_or_else(|_| wanted.to_owned(), |path| path.to_string_lossy().into_owned());
        let source = crate::text::read(&path, &shown.replace('\\', "/"))
            .map_err(|error| unreadable(error.to_string()))?;
        Self::read(source)
    }

    /// The built-in lexicon with one on top of it that was read already.
    ///
    /// # Errors
    /// [`LexiconError::Invalid`] with every problem and its place.
    pub fn read(source: Arc<Source>) -> Result<Self, LexiconError> {
        let invalid = |problems| LexiconError::Invalid { source: Arc::clone(&source), problems };
        let syntax = Syntax::of_path(source.path()).unwrap_or(Syntax::Yaml);
        let document = Document::parse(Arc::clone(&source), syntax).map_err(|error| {
            let message = format!("not well-formed {}: {}", syntax.name(), error.message);
            invalid(vec![Problem::new(error.span, message)])
        })?;
        tables(&document).map(|own| Self::of(Some(own))).map_err(invalid)
    }
}

/// What a file says, in the form in which it is asked; every problem where it is not valid.
fn tables(document: &Document) -> Result<Tables, Vec<Problem>> {
    let root = document.root();
    let mut problems = validate(document, &schemas::LEXICON.value());
    for duplicate in &document.duplicates {
        let message = format!("`{}` stands twice in this mapping", duplicate.key);
        problems.push(Problem::new(duplicate.second, message));
    }
    if let Some(span) = document.further {
        problems.push(Problem::new(span, "a second document starts here, and only the first is read"));
    }
    if problems.is_empty() {
        problems = faults(root);
    }
    if problems.is_empty() {
        match compile(&root.to_value(), Some(&BUILT_IN)) {
            Ok(tables) => return Ok(tables),
            Err(message) => problems.push(Problem::new(root.span(), message)),
        }
    }
    problems.sort_by_key(|problem| problem.span);
    Err(problems)
}

/// Concepts that are no more than named, that are others here than they are built in, or that
/// there are not.
fn faults(root: NodeRef<'_>) -> Vec<Problem> {
    let built_in = Lexicon::of(None);
    let mut problems = Vec::new();
    let mut ids: Vec<&str> = built_in.concepts.iter().map(|concept| concept.id.as_str()).collect();
    for node in root.get("concepts").into_iter().flat_map(NodeRef::items) {
        let Some(id) = node.get("id") else { continue };
        let name = id.scalar().unwrap_or_default();
        if let Some(known) = built_in.concept_named(name) {
            let kind = node.get("kind").filter(|kind| kind.scalar() != Some(known.kind.word()));
            let head = node.get("head").filter(|head| head.scalar() != known.head.as_deref());
            for other in kind.into_iter().chain(head) {
                let message = format!(
                    "`{name}` is a concept that is built in, and another {} here; leave it out, or choose another id",
                    if kind.is_some() { "kind" } else { "head" }
                );
                problems.push(Problem::new(other.span(), message));
            }
        } else if !ids.contains(&name) {
            let missing: Vec<&str> =
                ["label", "kind"].into_iter().filter(|key| node.get(key).is_none()).collect();
            if !missing.is_empty() {
                let near = did_you_mean(name, ids.iter().copied());
                let message = format!(
                    "`{name}` is not built in{near}; a new concept needs a `{}`",
                    missing.join("` and a `")
                );
                problems.push(Problem::new(id.span(), message));
            }
            ids.push(name);
        }
    }
    let lists = root.get("code-lists").into_iter().flat_map(NodeRef::items);
    let named =
        lists.filter_map(|list| list.get("concept")).map(|id| (id.scalar().unwrap_or_default(), id.span()));
    let topics =
        root.get("topics").into_iter().flat_map(NodeRef::members).map(|(key, _)| (key.text, key.span));
    for (id, span) in named.chain(topics).filter(|(id, _)| !ids.contains(id)) {
        let near = did_you_mean(id, ids.iter().copied());
        problems.push(Problem::new(span, format!("there is no concept `{id}`{near}")));
    }
    problems
}
