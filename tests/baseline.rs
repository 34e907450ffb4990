//! The baseline: what is known does not fail, what is new does, and nothing becomes new by moving.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::fs;

use common::{Folder, Ran, run_in};
use serde_json::Value;

const TWO: &str = "CREATE TABLE child (\n  religion varchar(20),\n  surname varchar(20)\n);\n";

fn run(folder: &Folder, what: &str, day: &str) -> Ran {
    folder.run(&["baseline", what, "--as-of", day])
}

fn write(folder: &Folder, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn entries(folder: &Folder) -> Vec<String> {
    let text = fs::read_to_string(folder.path().join("noticelint-baseline.json")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let one = |entry: &Value| {
        format!(
            "{} {} {}",
            entry["field"].as_str().unwrap(),
            entry["count"],
            entry["since"].as_str().unwrap()
        )
    };
    whole["findings"].as_array().unwrap().iter().map(one).collect()
}

/// Fields of the findings, and the exit code.
fn found(folder: &Folder) -> (Vec<String>, i32) {
    let (report, code) = folder.report(&[]);
    let field = |finding: &Value| finding["field"].as_str().unwrap_or_default().to_owned();
    (report["findings"].as_array().unwrap().iter().map(field).collect(), code)
}

#[test]
fn what_is_known_passes_and_what_is_new_fails() {
    let folder = Folder::with(&[("child.sql", TWO)]);
    assert_eq!(found(&folder).1, 1);
    let ran = run(&folder, "create", "2026-01-10");
    assert_eq!((ran.code, ran.out.as_str()), (0, "noticelint-baseline.json: 2 findings known.\n"));
    assert_eq!(found(&folder), (vec![], 0));
    write(
        &folder,
        "child.sql",
        &TWO.replace("surname varchar(20)", "surname varchar(20),\n  faith varchar(20)"),
    );
    assert_eq!(found(&folder), (vec!["faith".to_owned()], 1));
    let human = folder.run(&["check", "--as-of", "2026-06-30"]).out;
    assert!(human.contains("Known    2 findings of the baseline (2 under a year)"), "{human}");
}

#[test]
fn moving_and_renaming_makes_nothing_new() {
    let folder = Folder::with(&[("child.sql", TWO)]);
    run(&folder, "create", "2026-01-10");
    fs::remove_file(folder.path().join("child.sql")).unwrap();
    write(
        &folder,
        "renamed.sql",
        "-- a comment above\n\nCREATE TABLE child (surname varchar(20), zyx int,\n\n religion varchar(20));\n",
    );
    let (fields, _) = found(&folder);
    assert_eq!(fields, ["zyx"]);
}

#[test]
fn of_records_of_one_name_each_file_has_its_own() {
    let folder = Folder::with(&[("a.sql", "CREATE TABLE child (religion varchar(20));\n")]);
    run(&folder, "create", "2026-01-10");
    write(&folder, "b.sql", "CREATE TABLE child (religion varchar(20));\n");
    let (report, code) = folder.report(&[]);
    assert_eq!(code, 1);
    assert_eq!(report["findings"][0]["location"]["path"], "b.sql");
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_fixed_leaves_and_days_stay() {
    let folder = Folder::with(&[("child.sql", TWO)]);
    run(&folder, "create", "2026-01-10");
    write(&folder, "child.sql", "CREATE TABLE child (\n  religion varchar(20),\n  faith varchar(20)\n);\n");
    let (report, _) = folder.report(&[]);
    assert_eq!(report["summary"]["fixed"], 1);
    let ran = run(&folder, "prune", "2026-02-10");
    assert!(ran.out.contains("1 finding known, 1 fixed and taken out."), "{}", ran.out);
    assert_eq!(entries(&folder), ["religion 1 2026-01-10"]);
    let ran = run(&folder, "update", "2026-03-10");
    assert!(ran.out.contains("2 findings known, 1 added."), "{}", ran.out);
    assert_eq!(entries(&folder), ["faith 1 2026-03-10", "religion 1 2026-01-10"]);
    assert_eq!(found(&folder), (vec![], 0));
    let (report, _) = folder.report(&[]);
    let ages = &report["summary"]["known-by-age"];
    assert_eq!(ages["under-a-year"], 2, "{ages}");
}

#[test]
fn what_was_not_looked_at_stays() {
    let folder =
        Folder::with(&[("a/child.sql", TWO), ("b/carer.sql", "CREATE TABLE carer (surname varchar(9));\n")]);
    run(&folder, "create", "2026-01-10");
    write(&folder, "a/child.sql", "CREATE TABLE child (colour int);\n");
    write(&folder, "b/carer.sql", "CREATE TABLE carer (colour int);\n");
    assert_eq!(folder.run(&["baseline", "prune", "a", "--as-of", "2026-02-10"]).code, 0);
    assert_eq!(entries(&folder), ["surname 1 2026-01-10"]);
    let (report, _) = folder.report(&["a"]);
    assert_eq!(report["summary"]["fixed"], 0);
}

#[test]
fn it_is_written_at_the_root_wherever_the_command_starts_and_twice_the_same() {
    let folder =
        Folder::with(&[("a/child.sql", TWO), ("b/other.sql", "CREATE TABLE carer (surname text);\n")]);
    let ran = run_in(&folder.path().join("a"), &["baseline", "create", "--as-of", "2026-01-10"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let path = folder.path().join("noticelint-baseline.json");
    let first = fs::read_to_string(&path).unwrap();
    assert!(first.contains("b/other.sql"), "{first}");
    run(&folder, "update", "2026-05-05");
    assert_eq!(fs::read_to_string(&path).unwrap(), first);
    let ran = run_in(&folder.path().join("a"), &["check"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn what_cannot_be_used_is_said_and_nothing_is_overwritten() {
    let folder = Folder::with(&[("child.sql", TWO)]);
    assert!(run(&folder, "prune", "2026-01-10").err.contains("there is no noticelint-baseline.json"));
    write(&folder, "noticelint-baseline.json", "{\"baseline\": 1, \"findings\": [{\"rule\": \"x\"}]}");
    for arguments in [&["check"][..], &["baseline", "update"]] {
        let ran = folder.run(arguments);
        assert!(ran.code == 2 && ran.err.contains("is not valid"), "{}", ran.err);
    }
    let ran = run(&folder, "create", "2026-01-10");
    assert!(ran.code == 2, "{}", ran.err);
    write(&folder, "noticelint-baseline.json", "{\"baseline\": 1, \"findings\": []}");
    let ran = run(&folder, "create", "2026-01-10");
    assert!(ran.code == 2 && ran.err.contains("is there already"), "{}", ran.err);
}

#[test]
fn what_could_not_be_read_is_never_known() {
    let folder = Folder::with(&[("child.sql", TWO), ("broken.json", "{ \"properties\": {")]);
    run(&folder, "create", "2026-01-10");
    assert_eq!(folder.run(&["check"]).code, 2);
}
