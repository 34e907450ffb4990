//! One finding on one line, and its place in the words of other tools.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::declaration::Place;
use crate::finding::Finding;
use crate::text::{Position, printable};

/// What is written as it is in a path of a URI (RFC 3986, 3.3), but the colon, which could be
/// taken for the end of a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Message and remedy, safe on one line.
pub(super) fn message(finding: &Finding) -> String {
    printable(&format!("{} {}", finding.message, finding.fix)).into_owned()
}

/// `record.field`, or the record, or nothing.
pub(super) fn subject(finding: &Finding) -> Option<String> {
    let record = finding.record.as_ref()?;
    Some(match &finding.field {
        Some(field) => format!("{record}.{field}"),
        None => record.clone(),
    })
}

/// Start and end of a place.
pub(super) fn range(place: &Place) -> (Position, Position) {
    (place.source.position(place.span.start), place.source.position(place.span.end))
}

/// A path as a relative reference of a URI.
pub(super) fn uri(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}
