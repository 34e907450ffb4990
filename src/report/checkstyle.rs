//! Checkstyle's XML.

use super::line::{message, range};
use super::xml::{HEAD, open};
use super::{Human, Subject};
use crate::finding::Severity;

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("<checkstyle version=\"4.3\">\n");
    // The findings stand in the order of their files.
    for of_file in
        subject.outcome.findings.chunk_by(|a, b| a.primary.source.path() == b.primary.source.path())
    {
        open(&mut out, 1, "file", &[("name", of_file[0].primary.source.path())]);
        out.push_str(">\n");
        for finding in of_file {
            let (start, _) = range(&finding.primary);
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "info",
            };
            let attributes = [
                ("line", start.line.to_string()),
                ("column", start.column.to_string()),
                ("severity", severity.to_owned()),
                ("message", message(finding)),
                ("source", format!("noticelint.{}", finding.rule.id)),
            ];
            open(&mut out, 2, "error", &attributes.each_ref().map(|(key, value)| (*key, value.as_str())));
            out.push_str("/>\n");
        }
        out.push_str("  </file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
}
