//! What was known before the check was switched on: findings by their key, with the day on which
//! each was first written down. What is in it does not fail; what is fixed leaves it.
//!
//! An entry is a rule, a record and a field, and how many findings share them. The file only says
//! which of several records of one name is meant, so that nothing becomes new when a file is
//! renamed, columns change their order or a record moves.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Finding, Key};
use crate::document::{Document, NodeRef, Problem, Syntax, validate};
use crate::rules::suppression::NEVER_SILENCED;
use crate::text::Source;
use crate::{rules, schemas};

/// The name of the file, at the root.
pub const FILE_NAME: &str = "noticelint-baseline.json";

/// The version of the file's form.
const VERSION: u32 = 1;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Rule, record, field.
    pub key: Key,
    /// The file it was found in, relative to the root.
    pub file: String,
    /// How many findings.
    pub count: usize,
    /// When they were first written down.
    pub since: Date,
}

/// The findings that are known, sorted by key, file and day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// Findings held against a baseline.
#[derive(Debug, Default)]
pub struct Matched {
    /// The findings that it does not know.
    pub new: Vec<Finding>,
    /// The findings that it knows, each with the day since when.
    pub known: Vec<(Finding, Date)>,
    /// What of the baseline no finding needs any more.
    pub fixed: Baseline,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Every problem at its place.
    pub fn read(source: Arc<Source>) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(source, Syntax::Json).map_err(|error| {
            vec![Problem::new(error.span, format!("not well-formed JSON: {}", error.message))]
        })?;
        let problems = validate(&document, &schemas::BASELINE.value());
        if !problems.is_empty() {
            return Err(problems);
        }
        let list = document.root().get("findings").into_iter().flat_map(NodeRef::items);
        let mut baseline = Self { entries: list.filter_map(entry).collect() };
        baseline.sort();
        Ok(baseline)
    }

    /// The baseline as a file.
    pub fn write(&self) -> String {
        let one = |entry: &Entry| {
            json!({
                "rule": entry.key.rule,
                "record": entry.key.record,
                "field": entry.key.field,
                "file": entry.file,
                "count": entry.count,
                "since": entry.since.to_string(),
            })
        };
        let findings: Vec<Value> = self.entries.iter().map(one).collect();
        let whole = json!({ "baseline": VERSION, "findings": findings });
        // Strings and numbers only, so writing cannot fail.
        let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
        text.push('\n');
        text
    }

    /// A baseline of findings, all known since one day.
    pub fn of(findings: &[Finding], since: Date) -> Self {
        Self::counted(findings.iter().map(|finding| (finding, since)))
    }

    fn counted<'f>(findings: impl Iterator<Item = (&'f Finding, Date)>) -> Self {
        let mut counts: BTreeMap<(Key, String, Date), usize> = BTreeMap::new();
        for (finding, since) in findings.filter(|(finding, _)| can_be_known(finding)) {
            let file = finding.primary.source.path().to_owned();
            *counts.entry((Key::of(finding), file, since)).or_default() += 1;
        }
        let entry = |((key, file, since), count)| Entry { key, file, count, since };
        Self { entries: counts.into_iter().map(entry).collect() }
    }

    /// How many findings it knows.
    pub fn count(&self) -> usize {
        self.entries.iter().map(|entry| entry.count).sum()
    }

    /// Holds findings against it: an entry takes first the findings of its own file, then those of
    /// its key anywhere.
    pub fn hold(&self, findings: Vec<Finding>) -> Matched {
        let mut left = self.clone();
        let mut by_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            by_key.entry(&entry.key).or_default().push(at);
        }
        let mut since: Vec<Option<Date>> = vec![None; findings.len()];
        for same_file in [true, false] {
            for (finding, since) in findings.iter().zip(&mut since) {
                if since.is_some() || !can_be_known(finding) {
                    continue;
                }
                let file = finding.primary.source.path();
                let fits = |at: &&usize| {
                    let entry = &left.entries[**at];
                    entry.count > 0 && (!same_file || entry.file == file)
                };
                let found = by_key.get(&Key::of(finding)).and_then(|all| all.iter().find(fits).copied());
                if let Some(at) = found {
                    left.entries[at].count -= 1;
                    *since = Some(left.entries[at].since);
                }
            }
        }
        let mut matched = Matched::default();
        for (finding, since) in findings.into_iter().zip(since) {
            match since {
                Some(since) => matched.known.push((finding, since)),
                None => matched.new.push(finding),
            }
        }
        left.entries.retain(|entry| entry.count > 0);
        matched.fixed = left;
        matched
    }

    /// The baseline of what is known and still found, and, with a day, of what is new since then.
    pub fn after(matched: &Matched, new_since: Option<Date>) -> Self {
        let new = new_since.into_iter().flat_map(|day| matched.new.iter().map(move |finding| (finding, day)));
        Self::counted(matched.known.iter().map(|(finding, day)| (finding, *day)).chain(new))
    }

    /// Puts entries of files that were not looked at beside those that were.
    pub fn join(&mut self, others: impl IntoIterator<Item = Entry>) {
        self.entries.extend(others);
        self.sort();
    }

    fn sort(&mut self) {
        self.entries.sort_by(|a, b| (&a.key, &a.file, a.since).cmp(&(&b.key, &b.file, b.since)));
    }
}

/// What was not read is never known, and neither is what is wrong with silencing.
fn can_be_known(finding: &Finding) -> bool {
    !NEVER_SILENCED.iter().any(|rule| rule.id == finding.rule.id)
}

fn entry(node: NodeRef<'_>) -> Option<Entry> {
    let text = |key: &str| node.get_str(key).map(str::to_owned);
    let rule = text("rule")?;
    // A rule that went away leaves nothing to know.
    rules::find(&rule)?;
    Some(Entry {
        key: Key { rule, record: text("record")?, field: text("field")? },
        file: text("file")?,
        count: node.get("count")?.scalar()?.parse().ok()?,
        since: node.get_str("since")?.parse().ok()?,
    })
}
