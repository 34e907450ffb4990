//! JSON, YAML and TOML as one tree in which every key and every value has its place. Duplicate
//! keys are kept and listed. Readers, declarations, notices and configuration are decoded from
//! this tree; it calls only `text`.

mod json;
mod node;
mod rows;
mod toml;
mod validate;
mod yaml;

use std::sync::Arc;

pub use node::{Duplicate, Key, Kind, Member, Node, NodeRef, Text};
pub use rows::{Cell, rows, separator};
pub use validate::{Problem, did_you_mean, nearest, validate, validate_schema};

use crate::text::{Source, Span};

/// The most values one document may hold, aliases counted each time they are used.
pub const MOST_NODES: usize = 4_000_000;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// JSON, comments and trailing commas allowed.
    Json,
    /// YAML 1.2.
    Yaml,
    /// TOML 1.0.
    Toml,
}

impl Syntax {
    /// The syntax that a file name's ending promises.
    pub fn of_path(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "json" | "jsonc" | "avsc" | "avpr" | "jsonschema" => Self::Json,
            "yaml" | "yml" => Self::Yaml,
            "toml" => Self::Toml,
            _ => return None,
        })
    }

    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
        }
    }
}

/// Why a text is not a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where reading stopped.
    pub span: Span,
    /// What was wrong there, without the place.
    pub message: String,
    /// Whether a limit on depth or size was met, rather than a mistake.
    pub limit: bool,
}

/// A text read as a tree.
#[derive(Debug)]
pub struct Document {
    /// The text it was read from.
    pub source: Arc<Source>,
    /// How it is written.
    pub syntax: Syntax,
    /// Keys that stand twice in one mapping, in the order of the file.
    pub duplicates: Vec<Duplicate>,
    /// Where a second YAML document starts, when there is one; only the first is in the tree.
    pub further: Option<Span>,
    root: Node,
}

impl Document {
    /// Reads a source in the given syntax.
    ///
    /// # Errors
    /// [`SyntaxError`] at the place where the text stops being well formed, or where a limit on
    /// depth or size is met.
    pub fn parse(source: Arc<Source>, syntax: Syntax) -> Result<Self, SyntaxError> {
        let mut duplicates = Vec::new();
        let mut further = None;
        let root = match syntax {
            Syntax::Json => json::parse(source.text(), source.mark_length(), &mut duplicates)?,
            Syntax::Yaml => yaml::parse(&source, &mut duplicates, &mut further)?,
            Syntax::Toml => toml::parse(source.text(), source.mark_length())?,
        };
        duplicates.sort_by_key(|duplicate| duplicate.second.start);
        Ok(Self { source, syntax, duplicates, further, root })
    }

    /// The outermost value.
    pub fn root(&self) -> NodeRef<'_> {
        self.root.of(self.source.text())
    }
}

/// A YAML flow value inside other text (`{class: a, keep: b}` in a comment), its places counted
/// in the text of `source`, where it starts at `offset`.
///
/// # Errors
/// [`SyntaxError`] with its place in `source`.
pub fn parse_flow(source: &Arc<Source>, span: Span) -> Result<Node, SyntaxError> {
    yaml::parse_part(source.slice(span), span.start as usize)
}

/// A YAML flow value whose text is not quite what the source has at `start` (quotes that the
/// language around it wants doubled), but as long, so that places still count in the source.
///
/// # Errors
/// [`SyntaxError`] with its place in the source.
pub(crate) fn parse_flow_text(text: &str, start: usize) -> Result<Node, SyntaxError> {
    yaml::parse_part(text, start)
}
