//! Schemas of formats that are not read yet. They are recognised so that none of them passes
//! for checked.

use super::{Failure, Reading};
use crate::text::Span;

/// The endings of their files.
pub static NOT_READ: &[&str] = &["avsc", "xsd", "proto", "graphql", "graphqls"];

/// Says what a file is, when it is plainly a schema of a format that is not read.
pub(super) fn recognise(reading: &Reading<'_>) -> Option<Failure> {
    let path = reading.source.path().to_ascii_lowercase();
    let (format, span) = if let Some(document) = reading.document {
        let root = document.root();
        let (key, format) = [("openapi", "OpenAPI"), ("swagger", "Swagger")]
            .into_iter()
            .find_map(|(key, format)| root.member(key).map(|(key, _)| (key, format)))?;
        (format, key.span)
    } else {
        let start = Span::new(0, reading.source.text().lines().next().map_or(0, str::len));
        let text = reading.source.text();
        let format = if path.ends_with(".xsd") && text.contains("http://www.w3.org/2001/XMLSchema") {
            "XML Schema"
        } else if path.ends_with(".proto") && text.contains("message ") {
            "Protocol Buffers"
        } else if (path.ends_with(".graphql") || path.ends_with(".graphqls")) && text.contains("type ") {
            "GraphQL"
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
