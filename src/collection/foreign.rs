//! Schemas of formats that are not read yet. They are recognised so that none of them passes
//! for checked.

use super::{Failure, Reading};
use crate::text::Span;

/// The endings of their files.
pub static NOT_READ: &[&str] = &["avdl", "xsd"];

/// Says what a file is, when it is plainly a schema of a format that is not read.
pub(super) fn recognise(reading: &Reading<'_>) -> Option<Failure> {
    let path = reading.source.path().to_ascii_lowercase();
    if reading.document.is_some() {
        return None;
    }
    let (format, span) = {
        let start = Span::new(0, reading.source.text().lines().next().map_or(0, str::len));
        let text = reading.source.text();
        let format = if path.ends_with(".xsd") && text.contains("http://www.w3.org/2001/XMLSchema") {
            "XML Schema"
        } else if path.ends_with(".avdl") && text.contains('{') {
            "Avro's interface language"
        } else {
            return None;
        };
        (format, start)
    };
    Some(Failure {
        span,
        message: format!(
            "This is a schema in {format}, which this version does not read. Nothing in it was checked; leave it out by `.gitignore` or by naming the paths to check."
        ),
        limit: false,
    })
}
