//! Input that is broken or hostile: a clear finding at the place, the right exit code, no panic,
//! and the other files still checked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Folder, places};

/// A good schema beside the bad input; it has one finding of its own.
const GOOD: (&str, &str) = ("good.sql", "CREATE TABLE child (\n  religion varchar(20)\n);\n");

/// Checks a folder with a bad file and a good one; gives the exit code and the findings without
/// the good file's own.
fn beside_good(name: &str, bytes: &[u8]) -> (i32, Vec<String>) {
    let folder = Folder::with_bytes(&[(GOOD.0, GOOD.1.as_bytes()), (name, bytes)]);
    let (report, code) = folder.report(&[name, GOOD.0]);
    let places = places(&report);
    assert!(places.iter().any(|place| place == "undeclared-field good.sql:2:3"), "{places:?}");
    (code, places.into_iter().filter(|place| !place.contains("good.sql")).collect())
}

#[test]
fn files_that_cannot_be_read() {
    for (name, bytes, expected) in [
        ("a.json", &b"{ \"type\": \"object\", \"properties\": {"[..], "unreadable-input a.json:1:35"),
        ("a.json", b"", "unreadable-input a.json:1:1"),
        ("a.json", b"   \n", "unreadable-input a.json:2:1"),
        ("a.sql", b"", "unreadable-input a.sql:1:1"),
        ("a.sql", b"-- nothing here\n", "unreadable-input a.sql:1:1"),
        ("a.sql", b"\x7fELF\0\0\0\x01", "unreadable-input a.sql:1:1"),
        ("a.sql", b"CREATE TABLE t (\n name\xff varchar(3)\n);\n", "unreadable-input a.sql:1:1"),
        ("a.yaml", b"a: [1, 2\nb: }\n", "unreadable-input a.yaml:2:2"),
        ("a.json", b"{\"not\": \"a schema\"}", "unreadable-input a.json:1:1"),
        ("a.openapi.yaml", b"openapi: 4.0.0\ninfo: {}\npaths: {}\n", "unreadable-input a.openapi.yaml:1:1"),
    ] {
        let (code, found) = beside_good(name, bytes);
        assert_eq!((code, found), (2, vec![expected.to_owned()]), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_missing_path_and_an_empty_folder() {
    let folder = Folder::with(&[GOOD, ("empty/readme.md", "x")]);
    let (report, code) = folder.report(&["gone.sql", "good.sql"]);
    assert_eq!(code, 2);
    assert_eq!(places(&report), ["unreadable-input gone.sql:1:1", "undeclared-field good.sql:2:3"]);
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("no such file"));
    let (report, code) = folder.report(&["empty"]);
    assert_eq!(code, 2);
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("no schema"));
}

#[test]
fn severities_cannot_hide_what_was_not_read() {
    let folder = Folder::with(&[("a.json", "{")]);
    assert_eq!(folder.run(&["check", "--severity", "unreadable-input=note"]).code, 2);
}

#[test]
fn a_bomb_of_aliases_is_met_by_a_limit() {
    let mut yaml =
        "type: object\nproperties: {}\nx0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
            .to_owned();
    for level in 1..12 {
        let previous = format!("*x{}, ", level - 1).repeat(10);
        yaml.push_str(&format!("x{level}: &x{level} [{}]\n", previous.trim_end_matches(", ")));
    }
    let (code, found) = beside_good("a.yaml", yaml.as_bytes());
    assert_eq!(code, 2);
    assert!(found.len() == 1 && found[0].starts_with("limit-reached a.yaml:"), "{found:?}");
}

#[test]
fn depth_is_met_by_a_limit() {
    let json = format!("{{\"properties\":{}1{}}}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let (code, found) = beside_good("a.json", json.as_bytes());
    assert_eq!((code, found[0].split(' ').next()), (2, Some("limit-reached")));
    let yaml = format!("properties: {}1{}", "{a: ".repeat(100_000), "}".repeat(100_000));
    let (code, found) = beside_good("a.yaml", yaml.as_bytes());
    assert_eq!((code, found[0].split(' ').next()), (2, Some("limit-reached")));
    let sql = format!(
        "CREATE TABLE child (\n  shoe int CHECK {}1{},\n  faith varchar(3)\n);\n",
        "(".repeat(100_000),
        ")".repeat(100_000)
    );
    let (code, found) = beside_good("a.sql", sql.as_bytes());
    assert!(code == 1 && !found.is_empty(), "{found:?}");
}

#[test]
fn references_that_go_round_or_out() {
    let folder = Folder::with(&[(
        "a.schema.json",
        "{\n\"type\":\"object\",\"properties\":{\n\"self\":{\"$ref\":\"#\"},\n\"round\":{\"$ref\":\"#/$defs/a\"},\n\"out\":{\"$ref\":\"../../etc/passwd\"},\n\"web\":{\"$ref\":\"https://example.org/s.json\"},\n\"religion\":{\"type\":\"string\"}\n},\n\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}",
    )]);
    let (report, code) = folder.report(&[]);
    let places = places(&report);
    let unread: Vec<&String> = places.iter().filter(|place| place.starts_with("unread-statement")).collect();
    assert!(
        unread.iter().any(|place| place.contains(":5:")) && unread.iter().any(|place| place.contains(":6:")),
        "{places:?}"
    );
    assert!(
        places.iter().any(|place| place.starts_with("undeclared-field") && place.contains(":7:")),
        "{places:?}"
    );
    assert_eq!(code, 1);
}

#[test]
fn keys_that_stand_twice_are_reported_and_both_checked() {
    let (code, found) = beside_good("a.schema.json", b"{\"type\":\"object\",\"properties\":{\n\"religion\":{\"type\":\"string\"},\n\"religion\":{\"type\":\"string\"}\n}}");
    assert_eq!(code, 1);
    assert!(found.contains(&"duplicate-key a.schema.json:3:1".to_owned()), "{found:?}");
    assert_eq!(found.iter().filter(|place| place.starts_with("undeclared-field")).count(), 2, "{found:?}");
}

#[test]
fn a_statement_that_cannot_be_read_costs_itself() {
    let sql = "CREATE TABLE child (\n  religion varchar(20)\n);\nCREATE TABLE broken (\n  ((((\n);\nCREATE TABLE pupil (\n  ethnicity varchar(20)\n);\n";
    let (code, found) = beside_good("a.sql", sql.as_bytes());
    assert_eq!(code, 1);
    assert_eq!(found.iter().filter(|place| place.starts_with("unread-statement")).count(), 1, "{found:?}");
    assert!(
        found.contains(&"undeclared-field a.sql:2:3".to_owned())
            && found.contains(&"undeclared-field a.sql:8:3".to_owned()),
        "{found:?}"
    );
}

#[test]
fn notices_that_cannot_be_used_stop_the_check() {
    let folder = Folder::with(&[
        GOOD,
        ("broken.yaml", "notice: x\ntitle: y\nretension: []\n"),
        ("worse.yaml", "a: [\n"),
    ]);
    let unknown = folder.run(&["check", "--notice", "nowhere"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("bcp-childrens-services"), "{}", unknown.err);
    let broken = folder.run(&["check", "--notice", "broken.yaml"]);
    assert_eq!(broken.code, 2);
    assert!(
        broken.err.contains("broken.yaml:3:1") && broken.err.contains("did you mean `retention`?"),
        "{}",
        broken.err
    );
    assert!(broken.err.contains("`controller` is missing"), "{}", broken.err);
    assert_eq!(folder.run(&["check", "--notice", "worse.yaml"]).code, 2);
    assert_eq!(folder.run(&["check", "--notice", "good.sql"]).code, 2);
}

#[test]
fn a_sidecar_that_cannot_be_read_is_said_and_its_schema_checked() {
    let folder = Folder::with(&[GOOD, ("good.gdpr.yaml", "fields: [\n")]);
    let (report, code) = folder.report(&[]);
    assert_eq!(code, 2);
    assert!(places(&report).iter().any(|place| place.starts_with("unreadable-input good.gdpr.yaml")));
    assert!(places(&report).iter().any(|place| place == "undeclared-field good.sql:2:3"));
    let folder =
        Folder::with(&[GOOD, ("good.gdpr.yaml", "feilds:\n  child.religion: { category: health }\n")]);
    let (report, _) = folder.report(&[]);
    assert!(
        places(&report).contains(&"unknown-declaration good.gdpr.yaml:1:1".to_owned()),
        "{:?}",
        places(&report)
    );
}

#[test]
fn names_that_would_fool_a_terminal_are_shown_as_they_are() {
    let sql = "CREATE TABLE child (\n  \"religion\u{1b}[2J\u{202e}x\" varchar(20)\n);\n";
    let folder = Folder::with(&[("a.sql", sql)]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'));
    assert!(ran.out.contains("\\u{1b}"));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = Folder::with(&[GOOD]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("good.sql"), folder.path().join("linked.sql")).unwrap();
    let (report, code) = folder.report(&[]);
    assert_eq!((report["summary"]["schemas"].as_u64(), code), (Some(1), 1));
}

#[test]
fn long_lines_are_shown_in_part() {
    let padding = "x".repeat(200_000);
    let folder = Folder::with(&[(
        "a.schema.json",
        &format!(
            "{{\"type\":\"object\",\"description\":\"{padding}\",\"properties\":{{\"religion\":{{\"type\":\"string\"}}}}}}"
        ),
    )]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.len() < 5_000, "{}", ran.out.len());
}

#[test]
fn what_is_no_text_is_never_passed_over_in_a_folder() {
    for (name, bytes) in
        [("nul.sql", &b"CREATE TABLE p\0erson (religion text);"[..]), ("u16.schema.json", b"{\0\"\0a\0")]
    {
        let folder = Folder::with_bytes(&[(GOOD.0, GOOD.1.as_bytes()), (name, bytes)]);
        let (report, code) = folder.report(&[]);
        assert_eq!(code, 2, "{name}");
        assert!(places(&report).contains(&format!("unreadable-input {name}:1:1")), "{:?}", places(&report));
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_are_refused_and_links_met_are_counted() {
    let outside = Folder::with(&[GOOD]);
    let folder = Folder::with(&[GOOD]);
    std::os::unix::fs::symlink(outside.path().join("good.sql"), folder.path().join("out.sql")).unwrap();
    let (report, code) = folder.report(&["out.sql"]);
    assert_eq!(code, 2);
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("link out of the repository"));
    let (report, code) = folder.report(&[]);
    assert_eq!(code, 1);
    assert_eq!(report["summary"]["skipped"]["a link, which is not followed"][".sql"], 1);
    std::os::unix::fs::symlink("nowhere", folder.path().join("noticelint.toml")).unwrap();
    assert_eq!(folder.run(&["check"]).code, 2);
}

#[test]
fn a_name_of_a_megabyte_is_cut() {
    let name = "religion".repeat(120_000);
    let folder = Folder::with(&[("a.sql", &format!("CREATE TABLE child (\n  {name} varchar(9)\n);\n"))]);
    let ran = folder.run(&["check"]);
    assert!(ran.code == 0 || ran.code == 1);
    assert!(ran.out.len() < 10_000, "{}", ran.out.len());
}

#[test]
fn every_finding_whole_stays_linear() {
    let columns: Vec<String> = (0..8_000).map(|number| format!("  religion_{number} varchar(9)")).collect();
    let folder = Folder::with(&[("a.sql", &format!("CREATE TABLE child (\n{}\n);\n", columns.join(",\n")))]);
    let start = std::time::Instant::now();
    let ran = folder.run(&["check", "--all"]);
    assert_eq!(ran.code, 1);
    assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
}
