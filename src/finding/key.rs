//! What a finding is known by from one run to the next: its rule, its record and its field, never
//! its line. Files are renamed and columns move; what is wrong with `child.religion` stays.

use std::collections::BTreeMap;

use super::Finding;

/// The key of a finding: rule, record and field; of a finding about no record, rule and file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The id of the rule.
    pub rule: String,
    /// The record, or the file where there is none.
    pub record: String,
    /// The field, or nothing.
    pub field: String,
}

impl Key {
    /// The key of a finding.
    pub fn of(finding: &Finding) -> Self {
        let file = || finding.primary.source.path().to_owned();
        Self {
            rule: finding.rule.id.to_owned(),
            record: finding.record.clone().unwrap_or_else(file),
            field: finding.field.clone().unwrap_or_default(),
        }
    }

    /// `record.field`, or the record alone.
    pub fn place(&self) -> String {
        if self.field.is_empty() { self.record.clone() } else { format!("{}.{}", self.record, self.field) }
    }
}

/// One text for each finding, different for each: its key, and which of those that share it it is.
pub fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    let one = |finding| {
        let key = Key::of(finding);
        let number = seen.entry(key.clone()).or_default();
        *number += 1;
        format!("{}|{}|{}|{number}", key.rule, key.record, key.field)
    };
    findings.iter().map(one).collect()
}
