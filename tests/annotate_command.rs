//! `noticelint annotate` as people run it: what is written, what is kept, what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::fs;

use common::{Folder, places};
use proptest::prelude::*;

const NOTICE: &str = "\
notice: dale
title: Dale notice
controller: Dale Council
purposes: [{ id: care }]
categories:
  - { id: who, kind: ordinary, covers: [name, birth-date, contact] }
  - { id: creed, kind: special, head: religious-or-philosophical-beliefs }
lawful-bases: { article-6: [e], article-9: [{ condition: h, schedule-1: 2 }] }
recipients: []
retention: [{ id: all, keep: birth + P25Y, catch-all: child }]
";

const CONFIGURATION: &str = "notice = \"notice.yaml\"\n";

const CHILD: &str = "\
CREATE TABLE child (
  first_name varchar(40),
  religion varchar(20), -- @gdpr category=creed
  mother_surname varchar(40),
  ethnicity varchar(20),
  shoe_size int
);
";

/// A folder with the notice of Dale.
fn dale(files: &[(&str, &str)]) -> Folder {
    let mut all = vec![("notice.yaml", NOTICE), ("noticelint.toml", CONFIGURATION)];
    all.extend(files);
    Folder::with(&all)
}

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = folder.path().read_dir().unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != ".git")
        .collect();
    names.sort();
    names
}

#[test]
fn a_sidecar_is_drafted_for_what_nobody_declared() {
    let folder = dale(&[("child.sql", CHILD)]);
    let ran = folder.run(&["annotate", "child.sql"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out, @"wrote child.gdpr.yaml: 3 drafts added, 0 kept; 1 personal field without a category is left to you");
    insta::assert_snapshot!(text(&folder, "child.gdpr.yaml"), @r"
    # Drafted by `noticelint annotate` from names, types and values. Nobody has confirmed it:
    # check each entry, correct it, and remove its `draft`.
    fields:
      # a person's name: `first_name` in its name
      child.first_name:
        category: who
        subject: child
        draft: true
      # a person's name: `surname` in its name
      child.mother_surname:
        category: who
        subject: parent
        draft: true
      # ethnicity or racial origin: `ethnicity` in its name
      child.ethnicity:
        category: racial-or-ethnic-origin
        subject: child
        draft: true
    ");
    let (report, _) = folder.report(&["child.sql"]);
    let found = places(&report);
    let of = |rule: &str| found.iter().filter(|place| place.starts_with(rule)).count();
    assert_eq!((of("draft-declaration"), of("undeclared-field"), of("unknown")), (3, 1, 0), "{found:?}");
    assert_eq!(of("unmatched-configuration"), 0);
    assert_eq!(folder.run(&["validate", "child.gdpr.yaml"]).code, 0);
}

#[test]
fn run_again_it_writes_nothing() {
    let folder = dale(&[("child.sql", CHILD)]);
    folder.run(&["annotate", "."]);
    let path = folder.path().join("child.gdpr.yaml");
    let before = (text(&folder, "child.gdpr.yaml"), fs::metadata(&path).unwrap().modified().unwrap());
    let ran = folder.run(&["annotate", "."]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.out,
        "child.gdpr.yaml: nothing to add, 3 kept; 1 personal field without a category is left to you\n"
    );
    assert_eq!((text(&folder, "child.gdpr.yaml"), fs::metadata(&path).unwrap().modified().unwrap()), before);
    assert_eq!(names(&folder), ["child.gdpr.yaml", "child.sql", "notice.yaml", "noticelint.toml"]);
}

#[test]
fn what_people_wrote_is_kept_and_only_what_is_new_is_added() {
    let ours = "\
# Reviewed 3 May.
fields:
  '*.ethnicity': { category: creed } # for now
  child.first_name:
    category: whoo
records:
  child: { subject: parent }
";
    let folder = dale(&[("child.sql", CHILD), ("child.gdpr.yaml", ours)]);
    let ran = folder.run(&["annotate", "child.sql"]);
    assert!(ran.out.starts_with("wrote child.gdpr.yaml: 1 draft added, 2 kept"), "{}{}", ran.out, ran.err);
    let (head, tail) = ours.split_once("records:").unwrap();
    let added = "  # a person's name: `surname` in its name\n  child.mother_surname:\n    category: who\n    draft: true\n";
    assert_eq!(text(&folder, "child.gdpr.yaml"), format!("{head}{added}records:{tail}"));
}

#[test]
fn an_entry_without_a_category_is_left_to_people() {
    let ours = "fields:\n  child.first_name: { necessity: to greet }\n";
    let folder = dale(&[
        ("child.sql", "CREATE TABLE child (\n  first_name varchar(40)\n);\n"),
        ("child.gdpr.yaml", ours),
    ]);
    let ran = folder.run(&["annotate", "child.sql"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.out, @r"
    child.gdpr.yaml: nothing to add, 1 kept
      1 personal field left to you for other reasons:
        child.first_name: its entry says no category; add one there
    ");
    assert_eq!(text(&folder, "child.gdpr.yaml"), ours);
}

#[test]
fn fields_that_only_case_tells_apart_share_a_draft_or_have_none() {
    let same = r#"{"title":"child","type":"object","properties":{"surname":{"type":"string"},"Surname":{"type":"string"}}}"#;
    let folder = dale(&[("child.schema.json", same)]);
    assert!(folder.run(&["annotate", "."]).out.starts_with("wrote child.gdpr.yaml: 1 draft added"), "{same}");
    let other = r#"{"title":"child","type":"object","properties":{"surname":{"type":"string"},"Surname":{"type":"string","x-gdpr":{"category":"creed"}}}}"#;
    let folder = dale(&[("child.schema.json", other)]);
    let ran = folder.run(&["annotate", "."]);
    assert!(ran.out.contains("upper and lower case"), "{}{}", ran.out, ran.err);
    assert!(!names(&folder).contains(&"child.gdpr.yaml".to_owned()));
}

#[test]
fn a_sidecar_serves_its_schema_and_no_other() {
    let folder = dale(&[("child.sql", CHILD), ("child.audit.sql", CHILD), ("db/child.sql", CHILD)]);
    let ran = folder.run(&["annotate", "child.sql", "db"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.contains("wrote child.sql.gdpr.yaml: 3") && ran.out.contains("wrote db/child.gdpr.yaml: 3"),
        "{}",
        ran.out
    );
    let folder =
        dale(&[("child.sql", CHILD), ("child.gdpr.yaml", "schema: other.sql\n"), ("other.sql", CHILD)]);
    let ran = folder.run(&["annotate", "child.sql"]);
    assert!(ran.out.contains("wrote child.sql.gdpr.yaml: 3"), "{}{}", ran.out, ran.err);
    assert_eq!(text(&folder, "child.gdpr.yaml"), "schema: other.sql\n");
}

#[test]
fn a_sidecar_that_cannot_be_extended_is_said_at_its_place_and_left_as_it_is() {
    for (ours, place) in [
        ("fields:\n  a: [b\n", "child.gdpr.yaml:3"),
        ("document: {}\nfields: { child.shoe_size: { category: who } }\n", "child.gdpr.yaml:2"),
        ("fields:\n  'child.[': { category: who }\n", "child.gdpr.yaml:2"),
    ] {
        let folder = dale(&[
            ("child.sql", CHILD),
            ("child.gdpr.yaml", ours),
            ("carer.sql", &CHILD.replace("child", "carer")),
        ]);
        let ran = folder.run(&["annotate", "."]);
        assert_eq!(ran.code, 2, "{ours}");
        assert!(
            ran.err.contains("child.gdpr.yaml was not written") && ran.err.contains(place),
            "{}",
            ran.err
        );
        assert_eq!(text(&folder, "child.gdpr.yaml"), ours);
        // The others are done.
        assert!(ran.out.starts_with("wrote carer.gdpr.yaml"), "{}", ran.out);
        assert_eq!(names(&folder).len(), 6);
    }
}

#[test]
fn exit_codes_say_what_could_not_be_done() {
    let folder = dale(&[
        ("child.sql", CHILD),
        ("broken.json", "{"),
        ("odd.sql", "CREATE TABLE child (\n  religion varchar(20)\n);\nCREATE TABLE (;\n"),
    ]);
    assert_eq!(folder.run(&["annotate", "gone.sql"]).code, 2);
    assert_eq!(folder.run(&["annotate", "broken.json"]).code, 2);
    assert_eq!(folder.run(&["annotate"]).code, 2);
    assert_eq!(folder.run(&["annotate", "child.sql", "--notice", "gone.yaml"]).code, 2);
    let odd = folder.run(&["annotate", "odd.sql"]);
    assert_eq!(odd.code, 1, "{}{}", odd.out, odd.err);
    assert!(odd.out.starts_with("wrote odd.gdpr.yaml: 1 draft added"), "{}", odd.out);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let folder = dale(&[("child.sql", CHILD), ("elsewhere.yaml", "# ours\n")]);
    std::os::unix::fs::symlink("elsewhere.yaml", folder.path().join("child.gdpr.yaml")).unwrap();
    let ran = folder.run(&["annotate", "child.sql"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is a link"), "{}", ran.err);
    assert_eq!(text(&folder, "elsewhere.yaml"), "# ours\n");
}

/// A schema with these property names and others that say the same.
fn schema(names: &[String]) -> String {
    let properties: serde_json::Map<String, serde_json::Value> = names
        .iter()
        .map(|name| (name.clone(), serde_json::json!({ "type": "string", "title": "Surname" })))
        .collect();
    serde_json::json!({ "title": "child", "type": "object", "properties": properties }).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a field is called, what is drafted for it is found by `check`, and once is enough.
    #[test]
    fn every_draft_matches_its_field(
        names in prop::collection::btree_set(r##"surname[ .*?\[\]{}\\/'"#:,&!|>%@`~<-]{0,4}[a-z]?|[.*?\[\]{}\\/'"#: é\n-]{1,5}surname|\PC{1,6} surname"##, 1..8),
    ) {
        let names: Vec<String> = names.into_iter().collect();
        let folder = dale(&[("child.schema.json", &schema(&names))]);
        let ran = folder.run(&["annotate", "child.schema.json"]);
        prop_assert_eq!(ran.code, 0, "{}", ran.err);
        prop_assert!(ran.out.starts_with("wrote child.gdpr.yaml: "), "{}", ran.out);
        let (report, _) = folder.report(&["child.schema.json"]);
        for place in places(&report) {
            prop_assert!(
                !place.starts_with("unmatched-configuration") && !place.starts_with("unknown-declaration")
                    && !place.starts_with("unreadable") && !place.starts_with("duplicate")
                    && (ran.out.contains("left to you") || !place.starts_with("undeclared-field")),
                "{}: {:?}\n{}", place, names, text(&folder, "child.gdpr.yaml")
            );
        }
        let again = folder.run(&["annotate", "child.schema.json"]);
        prop_assert!(again.out.starts_with("child.gdpr.yaml: nothing to add"), "{}", again.out);
    }
}

#[test]
fn a_heading_with_nothing_under_it_is_filled() {
    for sidecar in ["fields:\n", "document:\nfields:\n", "# ours\nrecords:\nfields: {}\n"] {
        let folder = Folder::with(&[
            ("child.sql", "CREATE TABLE child (\n  religion varchar(20)\n);\n"),
            ("child.gdpr.yaml", sidecar),
        ]);
        let ran = folder.run(&["annotate", "child.sql"]);
        assert_eq!(ran.code, 0, "{sidecar:?}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("needs a mapping"), "{sidecar:?}: {}", ran.err);
        let written = std::fs::read_to_string(folder.path().join("child.gdpr.yaml")).unwrap();
        assert!(written.contains("child.religion") && written.contains("draft: true"), "{written}");
    }
}
