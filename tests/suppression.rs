//! Silencing: what it takes in, and what is wrong with it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::Folder;

/// The findings as `rule record.field`, and the reasons of those that were silenced.
fn found(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let folder = Folder::with(files);
    let (report, _) = folder.report(&[files[0].0]);
    let name = |finding: &serde_json::Value| {
        let part = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let record = part("record");
        let place = if record.is_empty() {
            format!("line {}", finding["location"]["start"]["line"])
        } else {
            format!("{record}.{}", part("field"))
        };
        format!("{} {place}", part("rule"))
    };
    let reason = |one: &serde_json::Value| format!("{}: {}", name(one), one["reason"].as_str().unwrap());
    let list = |key: &str| report[key].as_array().unwrap().clone();
    assert_eq!(report["summary"]["silenced"], list("silenced").len());
    (list("findings").iter().map(name).collect(), list("silenced").iter().map(reason).collect())
}

#[test]
fn a_comment_silences_its_line_and_no_other() {
    let sql = "CREATE TABLE child (\n  religion varchar(20), -- @gdpr-ignore undeclared-field reason=\"goes in March\"\n  faith varchar(20)\n);\n";
    let (findings, silenced) = found(&[("child.sql", sql)]);
    assert_eq!(findings, ["undeclared-field child.faith"]);
    assert_eq!(silenced, ["undeclared-field child.religion: goes in March"]);
}

#[test]
fn a_comment_above_silences_what_comes_next() {
    let above = "CREATE TABLE child (\n  -- @gdpr-ignore undeclared-field reason=\"goes in March\"\n  religion varchar(20),\n  faith varchar(20)\n);\n";
    assert_eq!(found(&[("child.sql", above)]).0, ["undeclared-field child.faith"]);
    let record = "-- @gdpr-ignore undeclared-field reason='goes in March' owner=head-of-service until=2026-06-30\nCREATE TABLE child (\n  religion varchar(20),\n  faith varchar(20)\n);\nCREATE TABLE carer (religion varchar(20));\n";
    let (findings, silenced) = found(&[("child.sql", record)]);
    assert_eq!(findings, ["undeclared-field carer.religion"]);
    assert_eq!(silenced.len(), 2);
}

#[test]
fn several_rules_are_named_at_once_and_each_has_to_be_needed() {
    let sql = "CREATE TABLE child (\n  religion varchar(20) -- @gdpr-ignore undeclared-field, purpose-missing reason=x\n);\n";
    assert_eq!(found(&[("child.sql", sql)]).0, ["unused-suppression line 2"]);
}

#[test]
fn a_key_silences_what_its_mapping_describes() {
    let schema = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Child",
  "type": "object",
  "properties": {
    "religion": { "type": "string", "x-gdpr-ignore": { "rule": "undeclared-field", "reason": "goes in March" } },
    "parent": {
      "type": "object",
      "x-gdpr-ignore": [{ "rule": ["undeclared-field"], "reason": "goes too", "until": "2026-12-31" }],
      "properties": { "surname": { "type": "string" } }
    },
    "ethnicity": { "type": "string", "description": "@gdpr-ignore undeclared-field reason=x" }
  }
}"#;
    let (findings, silenced) = found(&[("child.json", schema)]);
    assert_eq!(findings, ["undeclared-field child.ethnicity"]);
    assert_eq!(
        silenced,
        ["undeclared-field child.religion: goes in March", "undeclared-field child.parent.surname: goes too"]
    );
}

#[test]
fn yaml_has_comments_and_keys() {
    let schema = "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Child\ntype: object\nproperties:\n  religion: { type: string } # @gdpr-ignore undeclared-field reason=\"goes in March\"\n  surname:\n    type: string\n    x-gdpr-ignore: { rule: undeclared-field, reason: goes too }\n";
    let (findings, silenced) = found(&[("child.yaml", schema)]);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(silenced.len(), 2);
}

#[test]
fn a_sidecar_silences_what_its_patterns_select() {
    let sql = "CREATE TABLE child (\n  religion varchar(20),\n  surname varchar(20)\n);\n";
    let sidecar = "ignore:\n  - { select: child.relig*, rule: undeclared-field, reason: goes in March }\n  - { select: child.shoe_size, rule: undeclared-field, reason: nothing there }\n";
    let (findings, silenced) = found(&[("child.sql", sql), ("child.gdpr.yaml", sidecar)]);
    assert_eq!(findings, ["unused-suppression line 3", "undeclared-field child.surname"]);
    assert_eq!(silenced.len(), 1);
    for (entry, says) in [
        ("{ select: 'child.[', rule: undeclared-field, reason: x }", "is no pattern"),
        ("{ rule: undeclared-field }", "This has no reason"),
        ("undeclared-field", "needs a list of mappings"),
        ("{ rule: undeclared-field, reazon: x }", "did you mean `reason`"),
    ] {
        let beside = format!("ignore:\n  - {entry}\n");
        let folder = Folder::with(&[("child.sql", sql), ("child.gdpr.yaml", &beside)]);
        let ran = folder.run(&["check"]);
        assert!(ran.code != 0 && ran.out.contains(says), "{entry}: {}", ran.out);
    }
    let folder = Folder::with(&[("child.gdpr.yaml", sidecar)]);
    assert_eq!(folder.run(&["validate", "child.gdpr.yaml"]).code, 0);
}

#[test]
fn what_is_wrong_silences_nothing_and_is_said() {
    let line = |comment: &str| format!("CREATE TABLE child (\n  religion varchar(20) -- {comment}\n);\n");
    let wrong = |comment: &str| {
        let (findings, silenced) = found(&[("child.sql", &line(comment))]);
        assert!(silenced.is_empty(), "{comment}");
        assert!(findings.contains(&"undeclared-field child.religion".to_owned()), "{comment}: {findings:?}");
        findings.into_iter().find(|finding| finding.ends_with("line 2")).unwrap()
    };
    assert_eq!(wrong("@gdpr-ignore undeclared-field"), "suppression-without-reason line 2");
    assert_eq!(
        wrong("@gdpr-ignore undeclared-field reason=x until=2026-06-29"),
        "expired-suppression line 2"
    );
    assert_eq!(wrong("@gdpr-ignore undeclared-field reason=x until=soon"), "expired-suppression line 2");
    assert_eq!(wrong("@gdpr-ignore undeclared-feild reason=x"), "unused-suppression line 2");
    assert_eq!(wrong("@gdpr-ignore reason=x"), "unused-suppression line 2");
}

#[test]
fn what_was_not_read_cannot_be_silenced() {
    let folder = Folder::with(&[(
        "child.json",
        "{\"x-gdpr-ignore\": {\"rule\": \"unreadable-input\", \"reason\": \"x\"}, \"properties\": {",
    )]);
    assert_eq!(folder.run(&["check", "child.json"]).code, 2);
    let sql =
        "-- @gdpr-ignore unused-suppression,undeclared-field reason=x\nCREATE TABLE colour (code int);\n";
    assert_eq!(found(&[("colour.sql", sql)]).0, ["unused-suppression line 1", "unused-suppression line 1"]);
}

#[test]
fn code_scanning_is_told_what_is_silenced_and_why() {
    let sql = "CREATE TABLE child (\n  religion varchar(20) -- @gdpr-ignore undeclared-field reason=\"goes in March\"\n);\n";
    let folder = Folder::with(&[("child.sql", sql)]);
    let ran = folder.run(&["check", "--format", "sarif"]);
    assert_eq!(ran.code, 0);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let result = &report["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["justification"], "goes in March");
    assert!(folder.run(&["check"]).out.contains("Silenced 1 finding, each with a reason"));
}
