//! GraphQL schemas in the schema definition language.
//!
//! `draft` goes over the syntax tree and writes down what stands where, `build` makes records and
//! fields of that. Only `reader` calls this folder, through [`READER`].

mod build;
mod draft;
mod scalars;
#[cfg(test)]
mod tests;

use apollo_parser::Parser;

use super::{Collection, Example, Failure, Notation, Reader, Reading, Remark, RemarkKind};
use crate::text::Span;

/// The reader of GraphQL schemas.
pub(super) const READER: Reader = Reader {
    format: "graphql",
    title: "GraphQL schema definition language",
    endings: &["graphql", "graphqls", "gql"],
    sign: "`type`, `input`, `interface`, `enum`, `extend` or `schema` in a file that ends in .graphql, .graphqls or .gql; queries are no schemas",
    declarations: "`# @gdpr key=value` on the line of a field or an argument, or above it or its type; a sidecar",
    notation: Notation::Comment("# ", ""),
    example: Example {
        files: &[(
            "child.graphql",
            b"type Child {\n  id: ID!\n  asthmaPlan: String # @gdpr subject=child category=wellbeing\n}\n",
        )],
        declares: ("Child", "asthmaPlan"),
    },
    read,
};

/// Lists and values inside each other beyond this are not read.
const DEEPEST: usize = 200;

/// The most tokens of one file.
const MOST_TOKENS: usize = 8_000_000;

/// The most mistakes that are told; more say nothing new.
const MOST_MISTAKES: usize = 50;

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    let ending = source.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    if !READER.endings.contains(&ending.as_str()) {
        return None;
    }
    let skip = source.mark_length();
    let tree = Parser::new(&source.text()[skip..]).recursion_limit(DEEPEST).token_limit(MOST_TOKENS).parse();
    let drafts = draft::drafts(source, &tree, skip);
    // A document of queries is no schema, whole or not.
    if !drafts.defines {
        return None;
    }
    let mistakes = tree.errors().map(|error| (error, place(error, skip)));
    let mut remarks = Vec::new();
    for (error, span) in mistakes.take(MOST_MISTAKES) {
        let (kind, message) = if error.is_limit() {
            (
                RemarkKind::Limit,
                "This schema is beyond what is read: what follows was not checked. Split it.".to_owned(),
            )
        } else {
            let message = format!(
                "This is no GraphQL: {}. What stands here was not checked; mend it.",
                error.message()
            );
            (RemarkKind::Unread, message)
        };
        remarks.push(Remark::new(kind, span, message));
    }
    remarks.dedup_by_key(|remark| remark.span.start);
    Some(Ok(build::build(reading, drafts, remarks)))
}

fn place(error: &apollo_parser::Error, skip: usize) -> Span {
    let start = error.index() + skip;
    let length = if error.is_eof() || error.is_limit() { 0 } else { error.data().len().min(80) };
    Span::new(start, start + length)
}
