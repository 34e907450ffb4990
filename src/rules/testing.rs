//! For the tests of rules: files in, findings out, under the example notice or another.

use std::path::Path;

use super::{EXAMPLE_NOTICE, Options, Rule};
use crate::check::{Beside, FileOutcome, Job, check_source, read_sidecar, unmatched};
use crate::declaration::Terms;
use crate::finding::Finding;
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{Setting, read};
use crate::retention::Timeline;
use crate::text::Source;

/// Everything that is found in a schema and its sidecar, on 30 June 2026.
pub(super) fn check(notice: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let law = Law::built_in().unwrap();
    let timeline = Timeline::built_in().unwrap();
    let lexicon = Lexicon::built_in().unwrap();
    let setting = Setting { law: &law, timeline: &timeline };
    let notice = read(Source::new("notice.yaml", notice), false, setting).unwrap();
    let options = Options { as_of: jiff::civil::date(2026, 6, 30), strict: false };
    let terms = Terms { notice: &notice, law: &law, timeline: &timeline };
    let job = Job { root: Path::new("."), terms, lexicon: &lexicon, options: &options };
    let (name, text) = files[0];
    let mut found = Vec::new();
    let sidecar = files.get(1).map(|(name, text)| {
        let (sidecar, findings) = read_sidecar(&Source::new(*name, *text));
        found.extend(findings);
        sidecar.expect("the sidecars of examples are well formed")
    });
    let beside = Beside { sidecar: sidecar.as_ref(), defaults: Vec::new() };
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

/// What one rule finds in a JSON Schema written in YAML, under some notice. Nothing that is
/// declared may be misunderstood: a slip in a test would otherwise pass for silence.
pub(super) fn of_under(notice: &str, rule: &Rule, schema: &str) -> Vec<Finding> {
    let mut findings = check(notice, &[("record.yaml", schema)]);
    if let Some(slip) = findings.iter().find(|finding| finding.rule.id == "unknown-declaration") {
        panic!("{}", slip.message);
    }
    findings.retain(|finding| finding.rule.id == rule.id);
    findings
}
