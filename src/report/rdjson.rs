//! Reviewdog's diagnostic format. Its columns count bytes of UTF-8, from one.

use serde_json::{Value, json};

use super::line::message;
use super::{Human, Subject};
use crate::declaration::Place;
use crate::finding::{Finding, Severity};

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    super::json::pretty(&json!({
        "source": { "name": "noticelint" },
        "diagnostics": subject.outcome.findings.iter().map(diagnostic).collect::<Vec<_>>(),
    }))
}

fn diagnostic(finding: &Finding) -> Value {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    };
    let related = finding
        .labels
        .iter()
        .map(|label| json!({ "message": label.text, "location": location(&label.place) }));
    json!({
        "message": message(finding),
        "location": location(&finding.primary),
        "severity": severity,
        "code": { "value": finding.rule.id },
        "related_locations": related.collect::<Vec<_>>(),
    })
}

fn location(place: &Place) -> Value {
    json!({
        "path": place.source.path(),
        "range": { "start": position(place, place.span.start), "end": position(place, place.span.end) },
    })
}

fn position(place: &Place, byte: u32) -> Value {
    let lines = place.source.lines();
    let line = lines.line(byte as usize);
    json!({ "line": line + 1, "column": byte as usize - lines.start(line) + 1 })
}
