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

#[test]
fn the_transcripts_in_the_readme_are_real() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut transcripts = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("\n```").next().unwrap();
        let (command, printed) = block.split_once('\n').unwrap();
        let path = command.strip_prefix("$ noticelint check ").unwrap();
        let real = check(path, &[]).out;
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
    assert_eq!(transcripts, 4);
}

#[test]
fn systems_as_found_fail_and_systems_put_right_pass() {
    for (path, code) in [
        ("examples/case-management/as-found", 1),
        ("examples/case-management/put-right", 0),
        ("examples/referral-form/as-found", 1),
        ("examples/referral-form/put-right", 0),
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
        let start = out.find(&format!("error[{rule}]")).unwrap();
        let finding = out[start..].split("\nerror[").next().unwrap();
        assert!(finding.contains(place) && finding.contains(clause), "{finding}");
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
