//! GitLab code quality: a JSON array, each entry known by a fingerprint from run to run.

use serde_json::json;

use super::line::{message, range};
use super::{Human, Subject};
use crate::finding::{Finding, Severity, fingerprints};

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let findings = &subject.outcome.findings;
    let one = |(finding, fingerprint): (&Finding, String)| {
        let (start, end) = range(&finding.primary);
        json!({
            "description": message(finding),
            "check_name": finding.rule.id,
            "fingerprint": fingerprint,
            "severity": severity(finding),
            "location": {
                "path": finding.primary.source.path(),
                "positions": {
                    "begin": { "line": start.line, "column": start.column },
                    "end": { "line": end.line, "column": end.column },
                },
            },
        })
    };
    let entries: Vec<_> = findings.iter().zip(fingerprints(findings)).map(one).collect();
    super::json::pretty(&entries)
}

/// GitLab has five levels: what the law protects stands above other errors.
fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error if finding.harm >= 3 => "critical",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}
