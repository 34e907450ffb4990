//! Protocol Buffers, versions 2 and 3, and editions.
//!
//! `scan` finds the comments, `survey` what they can belong to, `places` where everything stands, `names` and `imports` what the
//! names of types mean, `types` what a type can hold; `build` makes records and fields. Only
//! `reader` calls this folder, through [`READER`].

mod build;
mod imports;
mod names;
mod options;
mod places;
mod scan;
mod survey;
#[cfg(test)]
mod tests;
mod types;

use super::{Collection, Example, Failure, Notation, Reader, Reading};
use crate::text::Span;

/// The reader of Protocol Buffers.
pub(super) const READER: Reader = Reader {
    format: "protobuf",
    title: "Protocol Buffers, versions 2 and 3, and editions",
    endings: &["proto"],
    sign: "`syntax`, `edition`, `message`, `enum`, `service` or `extend` in a file that ends in .proto",
    declarations: "`// @gdpr key=value` on the line of a field, or above it or its message; a sidecar",
    notation: Notation::Comment("// ", ""),
    example: Example {
        files: &[(
            "child.proto",
            b"syntax = \"proto3\";

message Child {
  string id = 1;
  string asthma_plan = 2; // @gdpr subject=child category=wellbeing
}
",
        )],
        declares: ("Child", "asthma_plan"),
    },
    read,
};

/// Brackets inside each other beyond this are not read.
const DEEPEST: usize = 150;

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    let ending = source.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    if !READER.endings.contains(&ending.as_str()) {
        return None;
    }
    let scanned = scan::scan(source.text(), source.mark_length());
    if !scanned.says {
        return None;
    }
    if let Some(at) = scanned.too_deep {
        return Some(Err(Failure {
            span: Span::new(at, at + 1),
            message: format!(
                "Brackets are nested more than {DEEPEST} deep here, which is beyond what is read. Nothing in the file was checked."
            ),
            limit: true,
        }));
    }
    let text = places::Text::new(source.text(), source.mark_length(), scanned.edition);
    match protox_parse::parse(source.path(), &text.text) {
        Ok(file) => Some(Ok(build::build(reading, &file, &text, scanned.comments))),
        Err(error) => {
            let message = error.to_string();
            let limit = message.contains("recursion limit");
            let end = source.text().len();
            Some(Err(Failure {
                span: error.span().map_or(Span::new(end, end), |span| text.span(span)),
                message: format!(
                    "This is no Protocol Buffers file that can be read: {message}. Nothing in it was checked; mend it."
                ),
                limit,
            }))
        }
    }
}
