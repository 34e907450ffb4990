//! Findings of one rule, severity and kind, the gravest groups first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};

/// Groups findings, each group in the order of the findings and never empty.
pub(super) fn by_kind(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut by_kind: BTreeMap<(&str, Severity, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_kind.entry((finding.rule.id, finding.severity, finding.kind.as_str())).or_default().push(finding);
    }
    let mut groups: Vec<Vec<&Finding>> = by_kind.into_values().collect();
    groups.sort_by_key(|group| {
        let first = group[0];
        let harm = group.iter().map(|finding| finding.harm).max();
        (Reverse((first.severity, harm, first.confidence)), first.rule.family, Reverse(group.len()))
    });
    groups
}
