//! A council's own lexicon on top of the built-in one: what it adds, what it silences, and what is
//! said where it cannot be used.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Folder, Ran};

const TABLE: &str = "CREATE TABLE child (\n  child_id INTEGER,\n  framwork_ref VARCHAR(20),\n  sunrise_score INTEGER,\n  blorp_faith VARCHAR(20),\n  horse_religion VARCHAR(20)\n);\nCREATE TABLE zogs (\n  zog_id INTEGER,\n  label VARCHAR(20),\n  religion VARCHAR(20)\n);\n";

const CONFIGURATION: &str = "lexicon = \"words/ours.yaml\"\n";

fn with(words: &str) -> Folder {
    Folder::with(&[("a.sql", TABLE), ("noticelint.toml", CONFIGURATION), ("words/ours.yaml", words)])
}

/// The lines of the inventory by `record.field`.
fn line<'r>(ran: &'r Ran, record: &str, field: &str) -> &'r str {
    let wanted = format!(",{record},{field},");
    ran.out.lines().find(|line| line.contains(&wanted)).unwrap_or_else(|| panic!("{}{}", ran.out, ran.err))
}

fn inventory(folder: &Folder) -> Ran {
    folder.run(&["inventory", "--format", "csv", "."])
}

#[test]
fn words_of_the_council_are_known_and_its_silence_is_kept() {
    let before = inventory(&Folder::with(&[("a.sql", TABLE)]));
    assert!(!line(&before, "child", "sunrise_score").contains("health"), "{}", before.out);
    assert!(line(&before, "child", "horse_religion").contains("religious"), "{}", before.out);
    let after = inventory(&with(
        "lexicon: ours\n\
         abbreviations: { blorp: religion }\n\
         concepts:\n\
         \x20 - id: health\n    confidence: certain\n    terms: [sunrise score]\n\
         \x20 - { id: neutral, terms: [horse religion] }\n\
         \x20 - { id: framework-number, label: a number of our old system, kind: pseudonym, confidence: certain, terms: [framwork reference] }\n\
         people:\n  child: [zog]\n",
    ));
    assert_eq!(after.code, 0, "{}", after.err);
    assert!(line(&after, "child", "sunrise_score").contains("health"), "{}", after.out);
    assert!(!line(&after, "child", "horse_religion").contains("religious"), "{}", after.out);
    assert!(line(&after, "child", "blorp_faith").contains("religious"), "{}", after.out);
    assert!(line(&after, "child", "framwork_ref").contains("framework-number"), "{}", after.out);
    assert_ne!(line(&before, "zogs", "religion"), line(&after, "zogs", "religion"), "{}", after.out);
}

#[test]
fn a_record_word_overrides_the_built_in_one() {
    let lookup =
        "CREATE TABLE product (\n  id INTEGER,\n  religion VARCHAR(20),\n  postcode VARCHAR(20)\n);\n";
    let folder = |words: &str| {
        Folder::with(&[("a.sql", lookup), ("noticelint.toml", CONFIGURATION), ("words/ours.yaml", words)])
    };
    let before = inventory(&folder("lexicon: ours\n"));
    let after = inventory(&folder("lexicon: ours\npeople: { child: [product] }\n"));
    assert_ne!(line(&before, "product", "religion"), line(&after, "product", "religion"));
}

#[test]
fn what_is_wrong_with_it_is_said_at_its_line() {
    for (words, place, message) in [
        ("lexicon: ours\nconcept: []\n", "words/ours.yaml:2:1", "did you mean `concepts`?"),
        (
            "lexicon: ours\nconcepts:\n  - id: neutral\n    terms: [Two Words]\n",
            "words/ours.yaml:4:",
            "Two Words",
        ),
        (
            "lexicon: ours\nconcepts:\n  - { id: helth, terms: [x] }\n",
            "words/ours.yaml:3:11",
            "did you mean `health`?",
        ),
        (
            "lexicon: ours\nconcepts:\n  - { id: health, kind: neutral, terms: [x] }\n",
            "words/ours.yaml:3:25",
            "another kind here",
        ),
        ("lexicon: ours\ntopics:\n  helth: [x]\n", "words/ours.yaml:3:3", "there is no concept `helth`"),
        ("lexicon: ours\nambiguous: [x]\nambiguous: [y]\n", "words/ours.yaml:3:1", "stands twice"),
        ("lexicon: [ours\n", "words/ours.yaml", "not well-formed YAML"),
    ] {
        let folder = with(words);
        for command in [&["check", "a.sql"][..], &["inventory", "a.sql"], &["validate", "words/ours.yaml"]] {
            let ran = folder.run(command);
            let said = format!("{}{}", ran.out, ran.err);
            assert_eq!(ran.code, if command[0] == "validate" { 1 } else { 2 }, "{command:?} {said}");
            assert!(said.contains(place) && said.contains(message), "{command:?} {said}");
        }
    }
}

#[test]
fn a_lexicon_that_is_not_there_stops_the_check() {
    let folder = Folder::with(&[("a.sql", TABLE), ("noticelint.toml", CONFIGURATION)]);
    let ran = folder.run(&["check", "a.sql"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains(
            "the lexicon words/ours.yaml cannot be read: there is no such file; nothing was checked"
        ),
        "{}",
        ran.err
    );
    let wrong = Folder::with(&[("noticelint.toml", "lexicn = \"x\"\n")]);
    let ran = wrong.run(&["validate", "noticelint.toml"]);
    assert!(ran.out.contains("did you mean `lexicon`?"), "{}", ran.out);
}
