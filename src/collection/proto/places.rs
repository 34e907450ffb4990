//! Where everything stands: from the lines and columns that the parser gives to bytes of the file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use prost_types::FileDescriptorProto;

use crate::text::Span;

/// What stands before a file in an edition, so that the parser takes it as version 3, whose rules
/// an edition has but for its features.
const VERSION: &str = "syntax=\"proto3\";";

/// The text that is parsed, and how its bytes relate to those of the file.
pub(super) struct Text<'t> {
    pub(super) text: Cow<'t, str>,
    /// Bytes of the file that are not parsed.
    skipped: usize,
    /// Bytes that are parsed and not in the file.
    added: usize,
    /// Where each line starts in the text that is parsed.
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str, skipped: usize, edition: Option<(usize, usize)>) -> Self {
        let (text, added) = match edition {
            None => (Cow::Borrowed(&text[skipped..]), 0),
            Some((start, end)) => {
                let mut out = String::with_capacity(text.len() + VERSION.len());
                out.push_str(VERSION);
                out.push_str(&text[skipped..start]);
                out.extend(text[start..end].chars().flat_map(|letter| {
                    let blank = if letter == '\n' { "\n" } else { " " };
                    std::iter::repeat_n(blank, letter.len_utf8())
                }));
                out.push_str(&text[end..]);
                (Cow::Owned(out), VERSION.len())
            }
        };
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, skipped, added, starts }
    }

    /// Bytes that are parsed as bytes of the file.
    pub(super) fn span(&self, parsed: Range<usize>) -> Span {
        let byte = |at: usize| (at + self.skipped).saturating_sub(self.added);
        Span::new(byte(parsed.start), byte(parsed.end))
    }

    fn of_location(&self, location: &[i32]) -> Option<Span> {
        let number = |at: usize| usize::try_from(*location.get(at)?).ok();
        let (line, column) = (number(0)?, number(1)?);
        let (last, end) = if location.len() > 3 { (number(2)?, number(3)?) } else { (line, number(2)?) };
        Some(self.span(self.starts.get(line)? + column..self.starts.get(last)? + end))
    }
}

/// The places of all that has a path in the parser's tree; of several the first.
pub(super) struct Places(HashMap<Vec<i32>, Span>);

impl Places {
    pub(super) fn new(file: &FileDescriptorProto, text: &Text<'_>) -> Self {
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        let mut places = HashMap::new();
        for location in locations {
            if let Some(span) = text.of_location(&location.span) {
                places.entry(location.path.clone()).or_insert(span);
            }
        }
        Self(places)
    }

    /// The place of something.
    pub(super) fn of(&self, path: &[i32]) -> Option<Span> {
        self.0.get(path).copied()
    }

    /// The place of a part of something.
    pub(super) fn inside(&self, path: &[i32], more: &[i32]) -> Option<Span> {
        self.of(&[path, more].concat())
    }
}
