//! What a change means for people, in temporary git repositories.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{Folder, Ran};
use serde_json::Value;

/// Runs git in a folder, without the settings of whoever runs the tests.
fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"])
        .args(["-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository whose branch `main` has these files, and whose branch `work` is checked out.
fn repository(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::with(files);
    fs::remove_dir_all(folder.path().join(".git")).unwrap();
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    commit(&folder);
    git(folder.path(), &["checkout", "--quiet", "-b", "work"]);
    folder
}

fn commit(folder: &Folder) {
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--allow-empty", "--message", "state"]);
}

fn write(folder: &Folder, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn diff(folder: &Folder, more: &[&str]) -> Ran {
    folder.run(&[&["diff", "main", "--as-of", "2026-06-30"], more].concat())
}

/// Directions with texts, and weakenings.
fn changes(folder: &Folder, more: &[&str]) -> (Vec<String>, Vec<String>) {
    let ran = diff(folder, &[&["--format", "json"], more].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let list = |key: &str, word: &str| -> Vec<String> {
        let one =
            |entry: &Value| format!("{}: {}", entry[word].as_str().unwrap(), entry["text"].as_str().unwrap());
        report[key].as_array().unwrap().iter().map(one).collect()
    };
    (list("changes", "direction"), list("weakenings", "kind"))
}

const NOTICE: &str = include_str!("../src/rules/example-notice.yaml");
const CONFIGURATION: &str = "notice = \"notice.yaml\"\n";
const CHILD: &str = "-- @gdpr purpose=family-help lawful-basis=e retention=\"birth + P20Y\"\nCREATE TABLE child (\n  surname varchar(40), -- @gdpr category=who-you-are\n  school varchar(40) -- @gdpr category=schooling recipients=county-police\n);\n";

fn declared() -> Folder {
    repository(&[("notice.yaml", NOTICE), ("noticelint.toml", CONFIGURATION), ("child.sql", CHILD)])
}

#[test]
fn a_new_field_is_told_in_plain_words() {
    let folder = declared();
    write(
        &folder,
        "child.sql",
        &CHILD.replace("  surname", "  religion varchar(20),\n  shoe_colour_code int,\n  surname"),
    );
    let ran = diff(&folder, &["child.sql"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains(
            "starts to collect: Faith (special category data) in `child.religion`, which nobody has declared"
        ),
        "{}",
        ran.out
    );
    let markdown = diff(&folder, &["--format", "markdown"]).out;
    assert!(markdown.contains("- starts to collect: Faith"), "{markdown}");
}

#[test]
fn nothing_changes_when_nothing_does() {
    let folder = declared();
    write(&folder, "child.sql", &CHILD.replace("CREATE", "\n\n-- only a comment\nCREATE"));
    assert_eq!(changes(&folder, &[]), (vec![], vec![]));
    assert!(diff(&folder, &[]).out.contains("nothing changes for people"));
}

#[test]
fn recipients_periods_purposes_and_names_are_told_apart() {
    let folder = declared();
    let text = CHILD
        .replace("birth + P20Y", "birth + P25Y")
        .replace(
            "recipients=county-police",
            "recipients=county-police,help-line purpose=family-help,keeping-safe",
        )
        .replace("surname varchar", "sur_name varchar");
    write(&folder, "child.sql", &text);
    let (changes, weakenings) = changes(&folder, &[]);
    assert_eq!(
        changes,
        [
            "widens: keeps `child.sur_name` longer: 25 years after birth, no longer 20 years after birth",
            "widens: shares `child.school` with `help-line`",
            "widens: uses `child.school` for `keeping-safe`",
            "widens: keeps `child.school` longer: 25 years after birth, no longer 20 years after birth",
            "differs: renames `child.surname` to `child.sur_name` (a guess: same type, same data)",
        ]
    );
    assert!(weakenings.is_empty());
}

#[test]
fn less_is_told_too() {
    let folder = declared();
    write(
        &folder,
        "child.sql",
        &CHILD.replace("birth + P20Y", "birth + P18Y").replace(" recipients=county-police", ""),
    );
    let (changes, _) = changes(&folder, &[]);
    assert_eq!(
        changes,
        [
            "narrows: keeps `child.surname` less long: 18 years after birth, no longer 20 years after birth",
            "narrows: no longer shares `child.school` with `county-police`",
            "narrows: keeps `child.school` less long: 18 years after birth, no longer 20 years after birth",
        ]
    );
    fs::remove_file(folder.path().join("child.sql")).unwrap();
    write(&folder, "colour.sql", "CREATE TABLE colour (code int);\n");
    let (changes, _) = self::changes(&folder, &[]);
    assert_eq!(changes.len(), 2);
    assert!(
        changes[0].starts_with("narrows: no longer collects: Who you are in `child.surname`"),
        "{changes:?}"
    );
}

#[test]
fn moving_the_goalposts_is_listed() {
    let folder = declared();
    write(
        &folder,
        "child.sql",
        &CHILD
            .replace("  surname", "  religion varchar(20), -- @gdpr-ignore undeclared-field reason=\"goes in March\"\n  surname")
            .replace("category=schooling", "not-personal=\"the school is a place\""),
    );
    write(&folder, "noticelint.toml", &format!("{CONFIGURATION}[severity]\nretention-over = \"note\"\n"));
    write(
        &folder,
        "notice.yaml",
        &NOTICE.replace("keep: birth + P25Y, catch-all", "keep: birth + P30Y, catch-all"),
    );
    let (_, weakenings) = changes(&folder, &[]);
    assert_eq!(
        weakenings,
        [
            "not-personal: declares `child.school` to be no personal data, because “the school is a place”; it was School",
            "notice: allows longer by the retention row `every-other-child` of the notice: 30 years after birth, no longer 25 years after birth",
            "severity: makes `retention-over` a note, no longer an error",
            "suppression: silences `undeclared-field` at `child.religion`, because “goes in March”",
        ]
    );
}

#[test]
fn each_side_is_judged_under_its_own_notice() {
    let folder = declared();
    write(
        &folder,
        "notice.yaml",
        &NOTICE.replace("id: schooling, label: Schooling", "id: schooling, label: Lessons"),
    );
    let (changes, weakenings) = changes(&folder, &[]);
    assert_eq!(changes, Vec::<String>::new(), "a label is no change for people");
    assert_eq!(weakenings, Vec::<String>::new());
}

#[test]
fn since_shows_only_what_the_change_adds() {
    let folder =
        repository(&[("child.sql", "CREATE TABLE child (\n  surname varchar(9),\n  email varchar(9)\n);\n")]);
    let since =
        |more: &[&str]| folder.run(&[&["check", "--since", "main", "--format", "concise"], more].concat());
    let ran = since(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    write(
        &folder,
        "child.sql",
        "CREATE TABLE child (\n  email varchar(9),\n  religion varchar(9),\n  surname varchar(9)\n);\n",
    );
    commit(&folder);
    let ran = since(&[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(ran.out.contains("child.religion"), "{}", ran.out);
    fs::create_dir(folder.path().join("new")).unwrap();
    write(&folder, "new/carer.sql", "CREATE TABLE carer (surname varchar(9));\n");
    let ran = since(&["new"]);
    assert!(ran.code == 1 && ran.out.lines().count() == 1, "{}{}", ran.out, ran.err);
}

#[test]
fn the_base_is_what_both_share() {
    let folder = repository(&[("child.sql", "CREATE TABLE child (surname varchar(9));\n")]);
    git(folder.path(), &["checkout", "--quiet", "main"]);
    write(&folder, "main.sql", "CREATE TABLE pupil (religion varchar(9));\n");
    commit(&folder);
    git(folder.path(), &["checkout", "--quiet", "work"]);
    assert_eq!(changes(&folder, &[]), (vec![], vec![]), "what others did is not this change");
}

#[test]
fn missing_history_is_said_with_what_to_do() {
    let folder = repository(&[("child.sql", "CREATE TABLE child (surname varchar(9));\n")]);
    let ran = folder.run(&["diff", "mian"]);
    assert!(ran.code == 2 && ran.err.contains("there is no commit `mian` here"), "{}", ran.err);
    let ran = folder.run(&["diff", "--", "--upload-pack=x"]);
    assert!(ran.code == 2 && ran.err.contains("there is no commit"), "{}", ran.err);
    write(&folder, "child.sql", "CREATE TABLE child (surname varchar(8));\n");
    commit(&folder);
    let clone = Folder::with(&[]);
    let from = format!("file://{}", folder.path().display());
    git(clone.path(), &["clone", "--quiet", "--depth=1", "--branch=work", &from, "shallow"]);
    let shallow = clone.path().join("shallow");
    let ran = common::run_in(&shallow, &["diff", "origin/main"], &[]);
    assert!(ran.code == 2 && ran.err.contains("This clone is shallow"), "{}", ran.err);
    git(&shallow, &["fetch", "--quiet", "--depth=1", "origin", "main"]);
    let ran = common::run_in(&shallow, &["diff", "FETCH_HEAD"], &[]);
    assert!(ran.code == 2 && ran.err.contains("git fetch --unshallow"), "{}", ran.err);
    git(&shallow, &["fetch", "--quiet", "--unshallow"]);
    let ran = common::run_in(&shallow, &["diff", "FETCH_HEAD"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let bare = Folder::with(&[("child.sql", "CREATE TABLE child (surname varchar(9));\n")]);
    let ran = bare.run(&["diff", "main"]);
    assert!(ran.code == 2 && ran.err.contains("no git work tree"), "{}", ran.err);
}

#[test]
fn an_earlier_state_that_cannot_be_judged_is_said() {
    let folder = repository(&[
        ("child.sql", "CREATE TABLE child (surname varchar(9));\n"),
        ("noticelint.toml", "notic = 1\n"),
    ]);
    write(&folder, "noticelint.toml", "");
    let ran = diff(&folder, &[]);
    assert!(ran.code == 2 && ran.err.contains("that is how things stood at"), "{}", ran.err);
    let folder = repository(&[
        ("child.sql", "CREATE TABLE child (surname varchar(9));\n"),
        ("x.json", "{\"properties\": {"),
    ]);
    write(&folder, "x.json", "{}");
    let ran = diff(&folder, &[]);
    assert!(ran.code == 2 && ran.err.contains("x.json:1 in the earlier state"), "{}", ran.err);
}
