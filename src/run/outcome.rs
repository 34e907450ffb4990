//! What came of a run.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::check::{Counts, order, sort};
use crate::finding::baseline::Baseline;
use crate::finding::suppression::Silenced;
use crate::finding::{Finding, Severity};
use crate::inventory::Row;
use crate::rules::reading;

/// Files that were not read as schemas, by why and by what they are.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Why, then the file's ending, then how many.
    pub by_reason: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Skipped {
    /// Counts a file.
    pub fn add(&mut self, reason: &str, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name
            .rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty())
            .map_or_else(|| "no ending".to_owned(), |(_, ending)| format!(".{}", ending.to_lowercase()));
        *self.by_reason.entry(reason.to_owned()).or_default().entry(ending).or_default() += 1;
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.by_reason.values().flat_map(BTreeMap::values).sum()
    }
}

/// Scripts that were read as one, because they run one after the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Together {
    /// Their folder, relative to the root.
    pub folder: String,
    /// How many were read.
    pub scripts: usize,
    /// In how many of them what was found is reported: those that were asked for.
    pub asked: usize,
}

/// Everything a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, in their one order.
    pub findings: Vec<Finding>,
    /// The findings that somebody silenced, in the same order.
    pub silenced: Vec<Silenced>,
    /// The findings that the baseline knows, with the day since when.
    pub known: Vec<(Finding, Date)>,
    /// How many entries of the baseline nothing needs any more.
    pub fixed: usize,
    /// What was read.
    pub counts: Counts,
    /// Schemas by format.
    pub formats: BTreeMap<&'static str, usize>,
    /// What was skipped.
    pub skipped: Skipped,
    /// Scripts that were read as one, by their folders.
    pub together: Vec<Together>,
    /// Every field, where an inventory was asked for: in the order of the files, then of each file.
    pub inventory: Vec<Row>,
}

impl Outcome {
    /// Sorts the findings and gives them their configured severities.
    pub(super) fn finish(&mut self, severities: &[(&'static str, Severity)]) {
        for finding in &mut self.findings {
            if let Some((_, severity)) = severities.iter().rev().find(|(id, _)| *id == finding.rule.id) {
                finding.severity = *severity;
            }
        }
        sort(&mut self.findings);
        self.silenced.sort_by(|a, b| order(&a.finding, &b.finding));
        self.together.sort();
        self.inventory.sort_by(|a, b| a.source.path().cmp(b.source.path()));
    }

    /// Sets aside what a baseline knows. What it knows of files that were not looked at is not
    /// counted as fixed.
    pub fn set_aside(&mut self, baseline: &Baseline, looked_at: impl Fn(&str) -> bool) {
        let matched = baseline.hold(std::mem::take(&mut self.findings));
        self.findings = matched.new;
        self.known = matched.known;
        let fixed = matched.fixed.entries.iter().filter(|entry| looked_at(&entry.file));
        self.fixed = fixed.map(|entry| entry.count).sum();
    }

    /// How long the known findings have been known on a day: under 30 days, under 90, under a year
    /// and longer.
    pub fn known_by_age(&self, as_of: Date) -> [(&'static str, usize); 4] {
        let mut counts =
            [("under-30-days", 0), ("under-90-days", 0), ("under-a-year", 0), ("over-a-year", 0)];
        for (_, since) in &self.known {
            let days = (as_of - *since).get_days();
            let at = [30, 90, 365].iter().take_while(|limit| days >= **limit).count();
            counts[at].1 += 1;
        }
        counts
    }

    /// The exit code: 2 where something could not be read, whatever its severity; 1 where
    /// something is at or above `fail_on`; else 0.
    pub fn exit_code(&self, fail_on: Severity) -> u8 {
        let unread = [reading::unreadable_input::RULE.id, reading::limit_reached::RULE.id];
        if self.findings.iter().any(|finding| unread.contains(&finding.rule.id)) {
            2
        } else {
            u8::from(self.findings.iter().any(|finding| finding.severity >= fail_on))
        }
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
