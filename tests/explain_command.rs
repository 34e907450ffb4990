//! `noticelint explain FILE:LINE` as people run it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::fs;

use common::{Folder, places};

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

#[test]
fn a_place_is_explained() {
    let both = "CREATE TABLE child (\n  religion_school varchar(20)\n);\n";
    let folder = dale(&[("child.sql", CHILD), ("both.sql", both)]);
    let explain = |what: &str| {
        let ran = common::run_in(folder.path(), &["explain", what], &[("COLUMNS", "80")]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
        ran.out
    };
    insta::assert_snapshot!(explain("both.sql:2"), @r"
    child.religion_school
      place      both.sql:2:3
      words      religion school
      type       varchar(20)
      record     about a person (child): `child` in its name
      taken for  personal data
      because    likely  education: `school` in its name (entry `education`)
      not        religion or belief: `religion` does not count beside these words,
                 in this record or with this type (entry
                 `religious-or-philosophical-beliefs`)
      declared   nothing

      To settle it, in both.gdpr.yaml:

      fields:
        child.religion_school:
          category: ID   # of the notice: `noticelint notice show` lists them
          subject: child

      or, if it says nothing about a person:

      fields:
        child.religion_school:
          not-personal: why that is so
    ");
    insta::assert_snapshot!(explain("child.sql:3:8"), @r"
    child.religion
      place      child.sql:3:3
      words      religion
      type       varchar(20)
      record     about a person (child): `child` in its name
      taken for  special category data (religious or philosophical beliefs)
      because    certain  religion or belief: `religion` in its name (entry
                          `religious-or-philosophical-beliefs`)
      declared   category: creed (child.sql:3)
    ");
    assert!(
        explain("child.sql:6")
            .contains("category: ID   # of the notice: `noticelint notice show` lists them")
    );
    folder.run(&["annotate", "child.sql"]);
    insta::assert_snapshot!(explain("child.sql:4"), @r"
    child.mother_surname
      place      child.sql:4:3
      words      mother surname
      type       varchar(40)
      record     about a person (child): `child` in its name
      taken for  a direct identifier
      because    certain  a person's name: `surname` in its name (entry `name`)
                 likely   family and household: `mother` in its name (entry
                          `family`, outweighed by `name`)
      declared   category: who (child.gdpr.yaml:11)
                 subject: parent (child.gdpr.yaml:12)
                 draft: true (child.gdpr.yaml:13)

      A draft that nobody has confirmed. To settle it, check it, correct it, and
      remove `draft` at child.gdpr.yaml:13.
    ");
}

#[test]
fn what_explain_offers_settles_the_field() {
    let folder = dale(&[(
        "child.schema.json",
        r#"{"title":"child","type":"object","properties":{"a*[surname]":{"type":"string"}}}"#,
    )]);
    let offered = folder.run(&["explain", "child.schema.json:1"]).out;
    let lines: Vec<&str> =
        offered.lines().skip_while(|line| *line != "  fields:").take_while(|line| !line.is_empty()).collect();
    fs::write(folder.path().join("child.gdpr.yaml"), lines.join("\n")).unwrap();
    let (report, _) = folder.report(&["child.schema.json"]);
    let found = places(&report);
    assert!(!found.iter().any(|place| place.starts_with("un")), "{found:?}\n{offered}");
}

#[test]
fn a_place_without_a_field_names_the_nearest() {
    let folder = dale(&[("child.sql", CHILD), ("notes.md", "x")]);
    let nowhere = folder.run(&["explain", "child.sql:1"]);
    assert_eq!(nowhere.code, 2);
    assert_eq!(
        nowhere.err,
        "noticelint: no field stands at child.sql:1; the nearest is `child.first_name` at child.sql:2\n"
    );
    for (what, said) in [
        ("gone.sql:3", "there is no such file"),
        ("notes.md:1", "none was read there"),
        (".:3", "is a folder"),
        ("child.sql", "say which line of `child.sql`"),
        (r"C:\db\child.sql:3", "there is no such file"),
        ("undeclared-feild", "did you mean `undeclared-field`?"),
    ] {
        let ran = folder.run(&["explain", what]);
        assert_eq!(ran.code, 2, "{what}");
        assert!(ran.err.contains(said), "{what}: {}", ran.err);
    }
    assert_eq!(folder.run(&["explain", "undeclared-field"]).code, 0);
}

#[test]
fn a_file_whose_name_has_colons_is_explained() {
    let folder = dale(&[("a:3", CHILD), ("b:c.sql", CHILD)]);
    for what in ["a:3:2", "a:3:2:5", "b:c.sql:2"] {
        let ran = folder.run(&["explain", what]);
        assert!(ran.out.starts_with("child.first_name\n"), "{what}: {}{}", ran.out, ran.err);
    }
}
