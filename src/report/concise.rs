//! A line a finding: `path:line:column: severity[rule] message`. Editors and problem matchers read
//! it, so its form does not change.

use std::fmt::Write as _;

use super::line::{message, range};
use super::{Human, Subject};
use crate::text::printable;

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let mut out = String::new();
    for finding in &subject.outcome.findings {
        let (start, _) = range(&finding.primary);
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            printable(finding.primary.source.path()),
            start.line,
            start.column,
            finding.severity.word(),
            finding.rule.id,
            message(finding)
        );
    }
    out
}
