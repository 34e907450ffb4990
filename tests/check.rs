//! `noticelint check` as people run it: files, folders, configuration, reports, exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Folder, places, run_in};

/// A notice of an invented council, small enough to read.
const NOTICE: &str = "\
notice: dale
title: Dale notice
controller: Dale Council
purposes: [{ id: care }]
categories:
  - { id: who, kind: ordinary, covers: [name, birth-date] }
  - { id: creed, kind: special, head: religious-or-philosophical-beliefs }
lawful-bases: { article-6: [e], article-9: [{ condition: h, schedule-1: 2 }] }
recipients: []
retention: [{ id: all, keep: birth + P25Y, catch-all: child }]
";

const CHILD: &str = "\
CREATE TABLE child (
  first_name varchar(40), -- @gdpr category=who purpose=care lawful-basis=e retention.keep=\"birth + P25Y\" retention.recorded-in=register necessity=\"to greet\"
  religion varchar(20)
);
";

const DECLARED: &str = "\
-- @gdpr purpose=care lawful-basis=e retention.keep=\"birth + P25Y\" retention.recorded-in=register necessity=\"to greet\"
CREATE TABLE child (
  first_name varchar(40) -- @gdpr category=who
);
";

#[test]
fn an_undeclared_field_is_found_at_its_line_and_fails_the_check() {
    let folder = Folder::with(&[("notice.yaml", NOTICE), ("child.sql", CHILD)]);
    let (report, code) = folder.report(&["--notice", "notice.yaml", "child.sql"]);
    assert_eq!(places(&report), ["undeclared-field child.sql:3:3"]);
    assert_eq!(code, 1);
    let finding = &report["findings"][0];
    assert_eq!(finding["record"], "child");
    assert_eq!(finding["field"], "religion");
    assert_eq!(finding["related"][0]["clause"], "creed");
    assert_eq!(finding["related"][0]["location"]["path"], "notice.yaml");
    assert_eq!(finding["related"][0]["location"]["start"]["line"], 7);
}

#[test]
fn a_schema_that_the_notice_covers_passes() {
    let folder = Folder::with(&[("notice.yaml", NOTICE), ("child.sql", DECLARED)]);
    let (report, code) = folder.report(&["--notice", "notice.yaml"]);
    assert_eq!(places(&report), Vec::<String>::new());
    assert_eq!(code, 0);
    assert_eq!(report["summary"]["declared"], 1);
}

#[test]
fn the_report_is_valid_against_its_schema() {
    let folder = Folder::with(&[("child.sql", CHILD), ("broken.json", "{"), ("readme.md", "x")]);
    let (report, code) = folder.report(&[]);
    assert_eq!(code, 2);
    let schema =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/report.schema.json")).unwrap();
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&report).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(report["summary"]["skipped"]["no schema"][".md"], 1);
}

#[test]
fn the_same_input_gives_the_same_bytes_from_any_folder() {
    let files = [
        ("a/child.sql", CHILD),
        ("b/child.schema.json", r#"{"type":"object","properties":{"religion":{"type":"string"}}}"#),
    ];
    let (one, two) = (Folder::with(&files), Folder::with(&files));
    for arguments in
        [&["check", "--as-of", "2026-01-01"][..], &["check", "--as-of", "2026-01-01", "--format", "json"][..]]
    {
        assert_eq!(one.run(arguments).out, two.run(arguments).out);
        let below = run_in(&one.path().join("a"), &[arguments, &[".."][..]].concat(), &[]);
        assert_eq!(one.run(arguments).out, below.out);
        assert!(!below.out.contains(&*one.path().to_string_lossy()));
    }
}

#[test]
fn severity_and_level_decide_the_exit_code() {
    let folder = Folder::with(&[("child.sql", CHILD)]);
    assert_eq!(folder.run(&["check"]).code, 1);
    let quiet: Vec<&str> = vec![
        "check",
        "--severity",
        "undeclared-field=note",
        "--severity",
        "category-not-in-notice=note",
        "--severity",
        "purpose-not-in-notice=note",
    ];
    assert_eq!(folder.run(&[&quiet[..], &["--fail-on", "error"]].concat()).code, 0);
    assert_eq!(folder.run(&[&quiet[..], &["--fail-on", "note"]].concat()).code, 1);
    let wrong = folder.run(&["check", "--severity", "undeclared-feild=note"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean `undeclared-field`?"), "{}", wrong.err);
    assert_eq!(folder.run(&["check", "--severity", "undeclared-field"]).code, 2);
    assert_eq!(folder.run(&["check", "--as-of", "yesterday"]).code, 2);
    assert_eq!(folder.run(&["check", "--fail-on", "panic"]).code, 2);
}

#[test]
fn strict_makes_every_undeclared_field_of_a_person_an_error() {
    let folder = Folder::with(&[("child.sql", "CREATE TABLE child (\n  zyx varchar(10)\n);\n")]);
    let (report, code) = folder.report(&[]);
    assert_eq!((report["findings"][0]["severity"].as_str(), code), (Some("warning"), 0));
    let (report, code) = folder.report(&["--strict"]);
    assert_eq!((report["findings"][0]["severity"].as_str(), code), (Some("error"), 1));
}

#[test]
fn strict_asks_for_records_that_nothing_speaks_of_too() {
    let folder = Folder::with(&[(
        "a.sql",
        "CREATE TABLE gizmo (\n  zyx varchar(10)\n);\nCREATE TABLE lookup_gizmo (\n  zyx int\n);\n",
    )]);
    assert_eq!(folder.report(&[]).1, 0);
    let (report, code) = folder.report(&["--strict"]);
    assert_eq!((places(&report), code), (vec!["undeclared-field a.sql:2:3".to_owned()], 1));
}

#[test]
fn lookups_and_configuration_are_counted_and_not_reported() {
    let sql = "CREATE TABLE lookup_religion (\n  religion_code int,\n  description varchar(40)\n);\nCREATE TABLE feature_flag (\n  name varchar(40),\n  enabled bit\n);\n";
    let folder = Folder::with(&[("lookups.sql", sql)]);
    let (report, code) = folder.report(&[]);
    assert_eq!(places(&report), Vec::<String>::new());
    assert_eq!(code, 0);
    assert_eq!(report["summary"]["not-about-a-person"], 4);
}

#[test]
fn configuration_names_the_notice_and_defaults_by_path() {
    let configuration = "notice = \"notices/dale.yaml\"\n[severity]\nundeclared-field = \"warning\"\n[[defaults]]\npath = \"db/**\"\npurpose = \"care\"\nlawful-basis = \"public-task\"\nretention = { keep = \"birth + P25Y\", recorded-in = \"register\" }\n[[defaults]]\npath = \"gone/**\"\npurpose = \"care\"\n";
    let sql = "CREATE TABLE child (\n  first_name varchar(40), -- @gdpr category=who necessity=\"to greet\"\n  religion varchar(20)\n);\n";
    let folder = Folder::with(&[
        ("noticelint.toml", configuration),
        ("notices/dale.yaml", NOTICE),
        ("db/child.sql", sql),
    ]);
    let (report, code) = folder.report(&[]);
    assert_eq!(
        places(&report),
        ["undeclared-field db/child.sql:3:3", "unmatched-configuration noticelint.toml:10:8"]
    );
    assert_eq!(report["findings"][0]["severity"], "warning");
    assert_eq!(report["notice"]["id"], "dale");
    assert_eq!(code, 0);
    // From a folder below, and with the configuration named.
    let below = run_in(&folder.path().join("db"), &["check", "--format", "json"], &[]);
    assert!(below.out.contains("\"dale\""));
    let named = run_in(&folder.path().join("db"), &["check", "--config", "../noticelint.toml"], &[]);
    assert_eq!(named.code, 0);
}

#[test]
fn a_broken_configuration_stops_the_check_at_its_line() {
    let folder =
        Folder::with(&[("noticelint.toml", "fail-on = \"error\"\nnotise = \"x\"\n"), ("child.sql", CHILD)]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("noticelint.toml:2:1") && ran.err.contains("did you mean `notice`?"),
        "{}",
        ran.err
    );
    assert_eq!(ran.out, "");
    assert_eq!(folder.run(&["check", "--config", "none.toml"]).code, 2);
}

#[test]
fn sidecars_declare_and_what_matches_nothing_is_said() {
    let sidecar = "records:\n  child: { purpose: care, lawful-basis: e, retention: { keep: birth + P25Y, recorded-in: register }, necessity: to greet }\nfields:\n  child.first_name: { category: who }\n  child.nickname: { category: who }\n";
    let folder = Folder::with(&[
        ("notice.yaml", NOTICE),
        ("child.sql", "CREATE TABLE child (\n  first_name varchar(40)\n);\n"),
        ("child.gdpr.yaml", sidecar),
        ("gone.gdpr.yaml", "fields: {}\n"),
    ]);
    let (report, code) = folder.report(&["--notice", "notice.yaml"]);
    assert_eq!(
        places(&report),
        ["unmatched-configuration child.gdpr.yaml:5:3", "unmatched-configuration gone.gdpr.yaml:1:1"]
    );
    assert_eq!(code, 0);
}

#[test]
fn ignored_files_are_left_out_and_named_ones_are_not() {
    let folder = Folder::with(&[
        (".gitignore", "old/\n"),
        ("old/child.sql", CHILD),
        ("new/child.sql", CHILD),
        ("new/.gitignore", "x.sql\n"),
        ("new/x.sql", CHILD),
    ]);
    let (report, _) = folder.report(&[]);
    assert_eq!(report["summary"]["schemas"], 1);
    let (report, _) = folder.report(&["old/child.sql"]);
    assert_eq!(report["summary"]["schemas"], 1);
}

#[test]
fn a_referenced_file_is_checked_too_and_once() {
    let main = r##"{"type":"object","properties":{"child":{"$ref":"parts/person.json#/$defs/person"},"other":{"$ref":"parts/person.json#/$defs/person"}}}"##;
    let part = r#"{"$defs":{"person":{"type":"object","properties":{"religion":{"type":"string"}}}}}"#;
    let folder = Folder::with(&[("a.schema.json", main), ("parts/person.json", part)]);
    let (report, _) = folder.report(&["a.schema.json"]);
    assert_eq!(
        places(&report).iter().filter(|place| place.contains("person.json")).count(),
        1,
        "{:?}",
        places(&report)
    );
}

#[test]
fn people_get_what_their_terminal_can_show() {
    let folder = Folder::with(&[("child.sql", CHILD)]);
    let plain = run_in(folder.path(), &["check"], &[("LANG", "C")]);
    assert!(plain.out.is_ascii());
    let unicode = run_in(folder.path(), &["check"], &[("LANG", "en_GB.UTF-8")]);
    assert!(unicode.out.contains('─'));
    for ran in [
        &plain,
        &unicode,
        &run_in(folder.path(), &["check"], &[("NO_COLOR", "1"), ("TERM", "xterm-256color")]),
    ] {
        assert!(!ran.out.contains('\u{1b}'));
    }
    let narrow = run_in(folder.path(), &["check"], &[("COLUMNS", "60")]);
    // Lines of the schema itself are as wide as they are; everything said about them is not.
    let said = |line: &&str| {
        ["  x", "  !", "  |", "  =", "  why", "  fix", "       "].iter().any(|start| line.starts_with(start))
            && !line.contains("varchar")
    };
    let too_wide: Vec<&str> =
        narrow.out.lines().filter(said).filter(|line| line.chars().count() > 60).collect();
    assert_eq!(too_wide, Vec::<&str>::new());
}

#[test]
fn a_bare_vendor_schema_stays_readable() {
    let mut sql = String::new();
    for table in 0..60 {
        sql.push_str(&format!("CREATE TABLE DM_PERSON_{table} (\n"));
        for column in [
            "FORENAME",
            "SURNAME",
            "DOB",
            "RELIGION",
            "ETHNICITY",
            "NOTES",
            "STATUS_X",
            "PHONE",
            "GENDER",
            "DISABILITY",
        ] {
            for number in 0..5 {
                sql.push_str(&format!("  {column}_{number} varchar(50),\n"));
            }
        }
        sql.push_str("  X int\n);\n");
    }
    let folder = Folder::with(&[("vendor.sql", &sql)]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.lines().count() < 350, "{} lines", ran.out.lines().count());
    let (report, _) = folder.report(&[]);
    assert!(report["summary"]["undeclared"].as_u64().unwrap() > 2_900);
    // What the law protects most comes first.
    let first = ran.out.lines().find(|line| line.contains("looks like")).unwrap();
    assert!(
        first.contains("special category data")
            || ran.out.lines().take(6).any(|line| line.contains("special")),
        "{first}"
    );
    assert!(folder.run(&["check", "--all"]).out.lines().count() > 3_000);
}

#[test]
fn help_teaches() {
    let folder = Folder::with(&[]);
    for arguments in [
        &["--help"][..],
        &["check", "--help"],
        &["validate", "--help"],
        &["explain", "--help"],
        &["rules", "--help"],
        &["notice", "show", "--help"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}");
        assert!(ran.out.contains("Usage:"), "{arguments:?}");
    }
    assert!(folder.run(&["check", "--help"]).out.contains("Exit code"));
    assert_eq!(folder.run(&[]).code, 2);
    assert_eq!(folder.run(&["chekc"]).code, 2);
}

#[test]
fn a_nested_record_inherits_what_it_is_used_for_and_not_what_it_is() {
    let schema = r#"{"type":"object","properties":{"child":{"type":"object",
        "x-gdpr":{"category":"who","purpose":"care","lawful-basis":"e","retention":"birth + P25Y","necessity":"to greet"},
        "properties":{"shoe":{"type":"string"},"habits":{"type":"object","properties":{
          "house":{"type":"string"},
          "tutor":{"type":"string","x-gdpr":{"category":"who"}}}}}}}}"#;
    let folder = Folder::with(&[("notice.yaml", NOTICE), ("a.schema.json", schema)]);
    let (report, _) = folder.report(&["--notice", "notice.yaml", "a.schema.json"]);
    let found = places(&report);
    assert!(found.iter().any(|place| place == "undeclared-field a.schema.json:4:11"), "{found:?}");
    assert!(
        !found
            .iter()
            .any(|place| place.starts_with("purpose-missing") || place.starts_with("retention-missing")),
        "{found:?}"
    );
    assert_eq!(report["summary"]["declared-by-default"], 1);
}

#[test]
fn a_category_that_nobody_has_does_not_make_grave_data_ordinary() {
    for category in ["religion", "foo", "beliefs-of-people"] {
        let sql = format!(
            "CREATE TABLE child (\n  religion varchar(9) -- @gdpr category={category} purpose=care lawful-basis=e\n);\n"
        );
        let folder = Folder::with(&[("notice.yaml", NOTICE), ("child.sql", &sql)]);
        let (report, code) = folder.report(&["--notice", "notice.yaml"]);
        let found = places(&report);
        assert_eq!(code, 1);
        for rule in ["category-not-in-notice", "special-without-art9"] {
            assert!(found.contains(&format!("{rule} child.sql:2:3")), "{category}: {found:?}");
        }
    }
}

#[test]
fn a_ground_that_the_notice_does_not_have_counts_for_nothing() {
    let notice = NOTICE
        .replace(
            "recipients: []",
            "consent: [additional-services-need-consent]\nsharing: [child-harm]\nrecipients: [club]",
        )
        .replace("{ id: care }", "{ id: care }, { id: clubs, additional-service: true }");
    let sql = "CREATE TABLE child (\n  first_name varchar(9) -- @gdpr category=who purpose=clubs lawful-basis=e recipients=[{id: club, ground: we-like-it}]\n);\n";
    let folder = Folder::with(&[("notice.yaml", &notice), ("child.sql", sql)]);
    let (report, _) = folder.report(&["--notice", "notice.yaml"]);
    let found = places(&report).join("\n");
    assert!(
        found.contains("unknown-declaration") && found.contains("optional-service-needs-consent"),
        "{found}"
    );
}

#[test]
fn several_lines_of_purposes_are_several_uses() {
    let sql = "CREATE TABLE child (\n  first_name varchar(9) -- @gdpr category=who purposes=bogus lawful-basis=e\n    -- @gdpr purposes=care lawful-basis=e\n);\n";
    let folder = Folder::with(&[("notice.yaml", NOTICE), ("child.sql", sql)]);
    let (report, _) = folder.report(&["--notice", "notice.yaml"]);
    assert!(
        places(&report).contains(&"purpose-not-in-notice child.sql:2:3".to_owned()),
        "{:?}",
        places(&report)
    );
}

#[test]
fn what_one_file_lacks_another_may_record() {
    let referral = "-- @gdpr subject=child purpose=protect-from-abuse-and-harm lawful-basis=public-task dpia=D-1\n-- @gdpr retention.class=all-other-children retention.keep=\"birth + P25Y\"\nCREATE TABLE referral (\n  reason_code int -- @gdpr category=assessments-and-plans necessity=\"Nobody could decide without it\"\n);\n";
    let child = "CREATE TABLE child (child_id int, date_of_birth date);\n";
    let rule = "retention-trigger-not-recorded";
    let found = |folder: &common::Folder, paths: &[&str]| {
        let (report, _) = folder.report(paths);
        common::places(&report).iter().filter(|place| place.starts_with(rule)).count()
    };
    let folder = common::Folder::with(&[("1/referral.sql", referral), ("2/child.sql", child)]);
    assert_eq!(found(&folder, &["."]), 0);
    assert_eq!(found(&folder, &["1/referral.sql"]), 1);
}

#[test]
fn a_hold_by_path_is_reported_once_where_it_is_said() {
    let folder = common::Folder::with(&[
        ("a.sql", "CREATE TABLE lookup_a (id int);\n"),
        ("b.sql", "CREATE TABLE lookup_b (id int);\nCREATE TABLE lookup_c (id int);\n"),
        (
            "noticelint.toml",
            "[[defaults]]\npath = \"*.sql\"\nhold = { name = \"inquiry-2026\", authority = \"Inquiries Act 2005\", scope = \"all\", review = \"2026-03-31\" }\n",
        ),
    ]);
    let (report, code) = folder.report(&["."]);
    assert_eq!(
        (common::places(&report), code),
        (vec!["hold-without-review noticelint.toml:3:8".to_owned()], 0)
    );
    assert_eq!(folder.run(&["validate", "noticelint.toml"]).code, 0);
}
