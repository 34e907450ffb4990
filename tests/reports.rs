//! Every form of the report, over names that try to break it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::Folder;
use noticelint::report::FORMATS;
use serde_json::Value;

/// Names that are commands, markup, escapes or line breaks somewhere.
const HOSTILE: &str = "-- a %0A::error::table ]]> <b>@somebody</b>\nCREATE TABLE child (\n  religion varchar(20),\n  \"a\n::error file=x::surname\" text,\n  \"\u{1b}[31msurname\u{202e}\" text,\n  \"</failure>&\"\"`surname`|*x*\" text,\n  surname text, first_name text, last_name text, email text\n);\n";

fn folder() -> Folder {
    Folder::with(&[("a b/50%0A,x:y#é.sql", HOSTILE), ("lookup.sql", "CREATE TABLE colour (code int);\n")])
}

fn report(folder: &Folder, format: &str) -> String {
    let ran = folder.run(&["check", "--as-of", "2026-06-30", "--format", format]);
    assert_eq!(ran.code, 1, "{format}: {}", ran.err);
    ran.out
}

fn json(folder: &Folder, format: &str) -> Value {
    serde_json::from_str(&report(folder, format)).unwrap()
}

#[test]
fn no_form_lets_a_control_character_or_a_change_of_direction_through() {
    let folder = folder();
    for format in FORMATS {
        let text = report(&folder, format.name);
        // JSON has escapes of its own for what stands in a string.
        let raw =
            text.chars().find(|c| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c));
        assert!(raw.is_none() || text.starts_with(['{', '[']), "{}: {raw:?}", format.name);
        assert!(!text.contains('\u{1b}'), "{}", format.name);
    }
}

#[test]
fn every_form_of_lines_and_lists_has_every_finding() {
    let folder = folder();
    let count = json(&folder, "json")["findings"].as_array().unwrap().len();
    assert!(count >= 6, "{count}");
    assert_eq!(report(&folder, "concise").lines().count(), count);
    let lines: Vec<Value> =
        report(&folder, "jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(lines), json(&folder, "json")["findings"]);
    assert_eq!(json(&folder, "gitlab").as_array().unwrap().len(), count);
    assert_eq!(json(&folder, "rdjson")["diagnostics"].as_array().unwrap().len(), count);
    assert_eq!(json(&folder, "sarif")["runs"][0]["results"].as_array().unwrap().len(), count);
    assert_eq!(report(&folder, "junit").matches("<testcase ").count(), count);
    assert_eq!(report(&folder, "checkstyle").matches("<error ").count(), count);
}

#[test]
fn a_line_of_the_concise_form_is_place_severity_rule_and_message() {
    let folder = Folder::with(&[("child.sql", "CREATE TABLE child (\n  religion text\n);\n")]);
    insta::assert_snapshot!(report(&folder, "concise"), @"child.sql:2:3: error[undeclared-field] `child.religion` has no declaration. It looks like religion or belief (special category data): `religion` in its name. Declare it, `-- @gdpr category=religious-or-philosophical-beliefs` with its `purpose`, or say `not-personal` with a reason.");
}

#[test]
fn commands_of_a_workflow_are_ours_alone() {
    let text = report(&folder(), "github");
    for line in text.lines().filter(|line| line.contains("::")) {
        assert!(line.starts_with("::error ") || line.starts_with("::warning "), "{line}");
        let properties = line.split("::").nth(1).unwrap();
        assert!(properties.contains("file=a b/50%250A%2Cx%3Ay#é.sql,line="), "{line}");
    }
}

#[test]
fn no_more_annotations_of_a_level_than_a_step_shows() {
    let columns: Vec<String> = [
        "religion",
        "surname",
        "email",
        "nhs_number",
        "ethnicity",
        "date_of_birth",
        "disability",
        "sexual_orientation",
        "trade_union",
        "conviction",
        "school",
        "allergies",
        "postcode",
        "photo",
    ]
    .iter()
    .map(|name| format!("  {name} varchar(20)"))
    .collect();
    let sql = format!("CREATE TABLE child (\n{}\n);\n", columns.join(",\n"));
    let folder = Folder::with(&[("child.sql", &sql)]);
    let text = report(&folder, "github");
    let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(errors.len(), 10, "{text}");
    assert!(errors[0].contains("special category") || errors[0].contains("offence"), "{}", errors[0]);
    assert!(errors[9].contains("of other kinds"), "{}", errors[9]);
}

#[test]
fn addresses_of_sarif_are_relative_and_encoded_and_fingerprints_hold_when_lines_move() {
    let run = json(&folder(), "sarif")["runs"][0].clone();
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/50%250A%2Cx%3Ay%23%C3%A9.sql");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let marks = |text: &str| {
        let folder = Folder::with(&[("child.sql", text)]);
        let run = json(&folder, "sarif")["runs"][0].clone();
        let results = run["results"].as_array().unwrap().clone();
        let mut marks: Vec<String> =
            results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
        marks.sort();
        marks
    };
    let before = marks("CREATE TABLE child (\n  religion text,\n  surname text\n);\n");
    let after = marks("-- moved\n\n\nCREATE TABLE child (surname text, religion text);\n");
    assert_eq!(before, after);
}

#[test]
fn columns_of_rdjson_count_bytes() {
    let folder = Folder::with(&[("child.sql", "CREATE TABLE child (é int, religion text);\n")]);
    let diagnostics = json(&folder, "rdjson")["diagnostics"].clone();
    let religion = diagnostics
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["message"].as_str().unwrap().starts_with("`child.religion`"))
        .unwrap();
    assert_eq!(religion["location"]["range"]["start"], serde_json::json!({ "line": 1, "column": 29 }));
}

#[test]
fn tests_of_junit_fail_where_the_check_fails() {
    let folder =
        Folder::with(&[("child.sql", "CREATE TABLE child (\n  religion text,\n  zyx varchar(3)\n);\n")]);
    let failures = |more: &[&str]| {
        let ran = folder.run(&[&["check", "--format", "junit"], more].concat());
        ran.out.matches("<failure ").count()
    };
    assert_eq!(failures(&[]), 1);
    assert_eq!(failures(&["--fail-on", "warning"]), 2);
    let clean = Folder::with(&[("lookup.sql", "CREATE TABLE colour (code int);\n")]);
    let ran = clean.run(&["check", "--format", "junit"]);
    assert!(ran.code == 0 && ran.out.contains("tests=\"1\" failures=\"0\""), "{}", ran.out);
}

#[test]
fn reports_go_to_files_and_one_to_standard_output() {
    let folder = folder();
    let ran = folder.run(&[
        "check",
        "--format",
        "sarif=out.sarif",
        "--format",
        "concise",
        "--format=junit=out.xml",
    ]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("error[undeclared-field]"), "{}", ran.out);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("out.xml").starts_with("<?xml"));
    assert_eq!(serde_json::from_str::<Value>(&read("out.sarif")).unwrap()["version"], "2.1.0");
    for (arguments, says) in [
        (&["--format", "sariff"][..], "did you mean `sarif`"),
        (&["--format", "json", "--format", "sarif"], "only one report"),
        (&["--format", "json="], "names no file"),
        (&["--format", "json=no/such/folder/out.json"], "cannot be written"),
    ] {
        let ran = folder.run(&[&["check"], arguments].concat());
        assert!(ran.code == 2 && ran.err.contains(says), "{arguments:?}: {} {}", ran.code, ran.err);
    }
}
