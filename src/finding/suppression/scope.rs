//! What a suppression is about.

use crate::declaration::{Matcher, Place, path_of};
use crate::finding::Finding;
use crate::text::Span;

/// What a suppression is about.
#[derive(Debug)]
pub(super) enum Scope {
    /// Named things of the schema: fields, or records with their fields; and one line of it.
    Named {
        /// Each a record, and the field where it is one.
        things: Vec<(String, Option<String>)>,
        /// The line, one-based.
        line: u32,
    },
    /// Everything between two places of the file.
    Within(Span),
    /// What a pattern over `record` or `record.field` selects.
    Selected(Matcher),
    /// The whole file.
    File,
}

impl Scope {
    /// Whether a finding in the schema of `place` is about it.
    pub(super) fn takes(&self, finding: &Finding, place: &Place) -> bool {
        let primary = &finding.primary;
        let here = primary.source.path() == place.source.path();
        match self {
            Self::File => true,
            Self::Within(span) => {
                here && span.start <= primary.span.start && primary.span.start < span.end.max(span.start + 1)
            }
            Self::Named { things, line } => {
                things.iter().any(|(record, field)| is_about(finding, record, field.as_deref()))
                    || (here && primary.source.position(primary.span.start).line == *line)
            }
            Self::Selected(matcher) => finding.record.as_ref().is_some_and(|record| {
                matcher.takes(record)
                    || finding.field.as_ref().is_some_and(|field| matcher.takes(&path_of(record, field)))
            }),
        }
    }
}

fn is_about(finding: &Finding, record: &str, field: Option<&str>) -> bool {
    let Some(of) = finding.record.as_deref() else { return false };
    match field {
        Some(field) => of == record && finding.field.as_deref() == Some(field),
        // A record inside it is a part of it.
        None => of.strip_prefix(record).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
    }
}
