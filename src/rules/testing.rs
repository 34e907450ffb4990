//! For the tests of rules: files in, findings out, under the example notice or another.

use std::path::Path;
use std::sync::LazyLock;

use super::{EXAMPLE_NOTICE, Options, Rule};
use crate::check::{Beside, FileOutcome, Job, Task, check_source, read_sidecar, unmatched};
use crate::declaration::Terms;
use crate::finding::Finding;
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{Notice, Setting, read};
use crate::retention::Timeline;
use crate::text::Source;

/// Read once: a rule has several tests, and an example each way.
static LAW: LazyLock<Law> = LazyLock::new(|| Law::built_in().unwrap());
static TIMELINE: LazyLock<Timeline> = LazyLock::new(|| Timeline::built_in().unwrap());
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::built_in().unwrap());
static EXAMPLE: LazyLock<Notice> = LazyLock::new(|| load(EXAMPLE_NOTICE));

fn load(text: &str) -> Notice {
    read(Source::new("notice.yaml", text), false, Setting { law: &LAW, timeline: &TIMELINE }).unwrap()
}

/// Everything that is found in a schema and its sidecar, on 30 June 2026.
pub(super) fn check(notice: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let other;
    let notice: &Notice = if notice == EXAMPLE_NOTICE {
        &EXAMPLE
    } else {
        other = load(notice);
        &other
    };
    let options = Options { as_of: jiff::civil::date(2026, 6, 30), strict: false };
    let timeline = notice.timeline(&TIMELINE);
    let terms = Terms { notice, law: &LAW, timeline: &timeline };
    let job = Job { root: Path::new("."), terms, lexicon: &LEXICON, options: &options, task: Task::Check };
    let (name, text) = files[0];
    let mut found = Vec::new();
    let sidecar = files.get(1).map(|(name, text)| {
        let (sidecar, findings) = read_sidecar(&Source::new(*name, *text));
        found.extend(findings);
        sidecar.expect("the sidecars of examples are well formed")
    });
    let beside = Beside { sidecars: sidecar.iter().collect(), named: true, ..Beside::default() };
    match check_source(job, &Source::new(name, text), None, &beside) {
        FileOutcome::Checked { findings, .. } => found.extend(findings),
        FileOutcome::Unread(finding) => found.push(*finding),
        FileOutcome::NoSchema(why) => panic!("{name} is no schema: {why}"),
    }
    found.extend(sidecar.iter().flat_map(unmatched));
    found
}

/// What one rule finds in a JSON Schema written in YAML.
pub(super) fn of(rule: &Rule, schema: &str) -> Vec<Finding> {
    of_under(EXAMPLE_NOTICE, rule, schema)
}

/// What one rule finds in a JSON Schema written in YAML, under some notice.
pub(super) fn of_under(notice: &str, rule: &Rule, schema: &str) -> Vec<Finding> {
    only(rule, check(notice, &[("record.yaml", schema)]))
}

/// What one rule finds in SQL.
pub(super) fn in_sql(rule: &Rule, sql: &str) -> Vec<Finding> {
    in_sql_under(EXAMPLE_NOTICE, rule, sql)
}

/// What one rule finds in SQL, under some notice.
pub(super) fn in_sql_under(notice: &str, rule: &Rule, sql: &str) -> Vec<Finding> {
    only(rule, check(notice, &[("tables.sql", sql)]))
}

/// The findings of one rule. Nothing that is declared may be misunderstood: a slip in a test would
/// otherwise pass for silence.
fn only(rule: &Rule, mut findings: Vec<Finding>) -> Vec<Finding> {
    if let Some(slip) = findings.iter().find(|finding| finding.rule.id == "unknown-declaration") {
        panic!("{}", slip.message);
    }
    findings.retain(|finding| finding.rule.id == rule.id);
    findings
}
