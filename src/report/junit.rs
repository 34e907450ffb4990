//! JUnit XML: a suite for each file with findings, a test case for each finding. It fails where the
//! check fails; what is below that level is told in the case's output.

use std::collections::BTreeMap;

use super::line::{message, range, subject as name};
use super::xml::{HEAD, open, text};
use super::{Human, Subject};
use crate::finding::{Finding, Key};

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let findings = &subject.outcome.findings;
    let fails = |finding: &&Finding| finding.severity >= subject.fail_on;
    let counts = |findings: &[Finding]| {
        (findings.len().max(1).to_string(), findings.iter().filter(fails).count().to_string())
    };
    let mut out = HEAD.to_owned();
    let (tests, failures) = counts(findings);
    open(&mut out, 0, "testsuites", &[("name", "noticelint"), ("tests", &tests), ("failures", &failures)]);
    out.push_str(">\n");
    if findings.is_empty() {
        // A report without a test is taken for a job that did not run.
        open(&mut out, 1, "testsuite", &[("name", "noticelint"), ("tests", "1"), ("failures", "0")]);
        out.push_str(">\n    <testcase classname=\"noticelint\" name=\"check\"/>\n  </testsuite>\n");
    }
    for of_file in findings.chunk_by(|a, b| a.primary.source.path() == b.primary.source.path()) {
        let path = of_file[0].primary.source.path();
        let (tests, failures) = counts(of_file);
        open(&mut out, 1, "testsuite", &[("name", path), ("tests", &tests), ("failures", &failures)]);
        out.push_str(">\n");
        let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
        for finding in of_file {
            let number = seen.entry(Key::of(finding)).or_default();
            *number += 1;
            case(finding, *number, fails(&finding), &mut out);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn case(finding: &Finding, number: usize, fails: bool, out: &mut String) {
    let (start, _) = range(&finding.primary);
    let path = finding.primary.source.path();
    let line = start.line.to_string();
    let what = name(finding).map_or_else(String::new, |name| format!(" {name}"));
    // Known by what it is about, not by its line, so that a test keeps its history.
    let again = if number > 1 { format!(" ({number})") } else { String::new() };
    let called = format!("{}{what}{again}", finding.rule.id);
    open(out, 2, "testcase", &[("classname", path), ("name", &called), ("file", path), ("line", &line)]);
    out.push_str(">\n");
    if fails {
        open(out, 3, "failure", &[("message", &finding.message), ("type", finding.severity.word())]);
        out.push('>');
        out.push_str(&text(&message(finding)));
        out.push_str("</failure>\n");
    } else {
        open(out, 3, "system-out", &[]);
        out.push('>');
        out.push_str(&text(&format!("{}: {}", finding.severity.word(), message(finding))));
        out.push_str("</system-out>\n");
    }
    out.push_str("    </testcase>\n");
}
