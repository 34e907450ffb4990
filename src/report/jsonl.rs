//! JSON Lines: a finding each, as in the JSON report.

use super::json::One;
use super::{Human, Subject};

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let line = |finding| {
        // A report holds strings and numbers only, so writing it cannot fail.
        let mut line = serde_json::to_string(&One(finding)).unwrap_or_default();
        line.push('\n');
        line
    };
    subject.outcome.findings.iter().map(line).collect()
}
