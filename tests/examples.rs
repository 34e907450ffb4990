//! The examples, and the transcripts of them in the README: what is printed there is what is
//! printed now.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::path::Path;

use common::run_in;

const AS_OF: &str = "2026-06-30";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn check(path: &str, more: &[&str]) -> common::Ran {
    let arguments = [&["check", path, "--as-of", AS_OF][..], more].concat();
    run_in(root(), &arguments, &[("LANG", "C.UTF-8"), ("COLUMNS", "100")])
}

/// What a command of a transcript prints. Words are parted by spaces, and `'…'` is one word.
fn transcribe(command: &str) -> String {
    let mut words = Vec::new();
    for (at, part) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part);
        } else {
            words.extend(part.split_whitespace());
        }
    }
    if let ["check", path] = words[..] {
        return check(path, &[]).out;
    }
    run_in(root(), &words, &[("LANG", "C.UTF-8"), ("COLUMNS", "100")]).out
}

#[test]
fn the_transcripts_in_the_readme_are_real() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut transcripts = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("\n```").next().unwrap();
        let (command, printed) = block.split_once('\n').unwrap();
        let real = transcribe(command.strip_prefix("$ noticelint ").unwrap());
        let mut rest = real.as_str();
        for part in printed.split("[...]").map(str::trim).filter(|part| !part.is_empty()) {
            let at = rest
                .find(part)
                .unwrap_or_else(|| panic!("`{command}` no longer prints:\n{part}\nbut:\n{real}"));
            rest = &rest[at + part.len()..];
        }
        assert_eq!(rest.trim(), "", "`{command}` prints more after the transcript");
        transcripts += 1;
    }
    assert_eq!(transcripts, 7);
}

#[test]
fn systems_as_found_fail_and_systems_put_right_pass() {
    for (path, code) in [
        ("examples/case-management/as-found", 1),
        ("examples/case-management/put-right", 0),
        ("examples/referral-form/as-found", 1),
        ("examples/referral-form/put-right", 0),
        ("examples/early-years-funding/as-found", 1),
        ("examples/early-years-funding/put-right", 0),
        ("examples/looked-after-return/as-found", 1),
        ("examples/looked-after-return/put-right", 0),
        ("examples/short-breaks-portal/as-found", 1),
        ("examples/short-breaks-portal/put-right", 0),
        ("examples", 1),
    ] {
        assert_eq!(check(path, &[]).code, code, "{path}");
    }
}

#[test]
fn the_main_job_shows_the_three_faults_at_their_lines_with_the_clause() {
    let out = check("examples", &[]).out;
    for (rule, place, clause) in [
        (
            "undeclared-field",
            "examples/case-management/as-found/case_management.sql:30:5",
            "id: religious-or-philosophical-beliefs",
        ),
        ("special-without-art9", "examples/", "condition: g"),
        ("retention-over", "examples/", "keep: birth + P25Y"),
    ] {
        let head = format!("error[{rule}]\n");
        let mut findings = out.split("\nerror[").map(|finding| format!("error[{finding}"));
        let shown = findings
            .any(|finding| finding.starts_with(&head) && finding.contains(place) && finding.contains(clause));
        assert!(shown, "{rule} at {place}: {out}");
    }
}

#[test]
fn periods_from_a_first_attempt_are_found_at_their_tables() {
    let out = check("examples/early-years-funding/as-found", &["--all"]).out;
    for (finding, table) in [
        ("error[retention-over]", "eligibility_check"),
        ("error[retention-over-some]", "parent_declaration"),
        ("error[retention-over-some]", "headcount_claim"),
        ("warning[retention-notice-ambiguous]", "payment"),
        ("warning[retention-under-published]", "disability_access_fund"),
        ("warning[retention-trigger-not-recorded]", "inclusion_request"),
        ("warning[retention-open-trigger]", "headcount_claim"),
        ("warning[adult-without-row]", "nursery"),
        ("warning[hold-without-review]", "headcount_claim"),
    ] {
        let table = format!("funding.{table}`");
        let found = out.split("\n\n").zip(out.split("\n\n").skip(1));
        assert!(
            found.clone().any(|(head, body)| head.trim() == finding && body.contains(&table)),
            "{finding} {table}"
        );
    }
}

#[test]
fn warnings_that_remain_in_a_system_put_right_are_those_its_page_explains() {
    for (path, expected) in [
        (
            "examples/case-management/put-right",
            &[
                "adult-without-row",
                "retention-below-floor",
                "retention-notice-ambiguous",
                "retention-notice-ambiguous",
            ][..],
        ),
        ("examples/referral-form/put-right", &[]),
        (
            "examples/early-years-funding/put-right",
            &["retention-notice-ambiguous", "retention-under-published"],
        ),
    ] {
        let out = check(path, &[]).out;
        let mut rules: Vec<&str> =
            out.lines().filter_map(|line| line.strip_prefix("warning[")?.strip_suffix(']')).collect();
        rules.sort_unstable();
        assert_eq!(rules, expected, "{path}");
    }
}

#[test]
fn a_folder_checked_twice_gives_the_same_report() {
    for format in ["human", "json"] {
        assert_eq!(
            check("examples", &["--format", format]).out,
            check("examples", &["--format", format]).out
        );
    }
}

#[test]
fn what_the_readme_shows_to_copy_works() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let block = |language: &str| {
        readme.split(&format!("```{language}\n")).nth(1).unwrap().split("\n```").next().unwrap().to_owned()
    };
    let (sql, sidecar, configuration) = (block("sql"), block("yaml"), block("toml"));
    let folder = common::Folder::with(&[("plan.sql", &sql)]);
    let (report, code) = folder.report(&["plan.sql"]);
    assert_eq!((common::places(&report), code), (Vec::new(), 0));
    let bare: String =
        sql.lines().map(|line| format!("{}\n", line.split("-- @gdpr").next().unwrap())).collect();
    let files =
        [("plan.sql", bare.as_str()), ("plan.gdpr.yaml", &sidecar), ("noticelint.toml", &configuration)];
    let folder = common::Folder::with(&files);
    assert_eq!(folder.run(&["validate", "plan.gdpr.yaml", "noticelint.toml"]).code, 0);
    let (report, code) = folder.report(&["plan.sql"]);
    let events = readme.split("```toml\n").nth(2).unwrap().split("\n```").next().unwrap();
    let of_its_own = common::Folder::with(&[("noticelint.toml", events)]);
    assert_eq!(of_its_own.run(&["validate", "noticelint.toml"]).code, 0);
    // The sidecar shown declares one field; the other that needs it is found.
    assert_eq!((common::places(&report), code), (vec!["undeclared-field plan.sql:6:5".to_owned()], 1));
}
