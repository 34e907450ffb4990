//! `noticelint retention compare` and `noticelint retention schedule` as people and programs run
//! them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Folder, Ran, run_in};
use serde_json::Value;

/// A notice of an invented council, with every kind of row.
const NOTICE: &str = "\
notice: dale
title: Dale notice
controller: Dale Council
purposes: [{ id: care }]
categories: [{ id: who, kind: ordinary }]
lawful-bases: { article-6: [e], article-9: [] }
recipients: []
events:
  - { id: course-end, label: End of a course, earliest: P0D, latest: P21Y, rests-on: fact }
bounds: { school-leaving: { latest: P16Y, rests-on: fact } }
retention:
  - { id: care-file, label: Care files, keep: case-closure + P6Y }
  - { id: minimum-file, label: Kept at the least, keep: birth + P10Y, limit: at-least }
  - { id: criteria-file, label: As a guideline says, criteria: as long as the guideline of the region says }
  - id: settled-file
    label: Settled files
    as-written: 20 years
    readings: [birth + P20Y, case-closure + P20Y]
    adopted: { reading: birth + P20Y, by: Records Manager, on: 2025-02-10, reason: The shorter one }
  - { id: open-file, label: Open files, as-written: 20 years, readings: [birth + P20Y, case-closure + P20Y], adopted: null }
  - { id: course-file, label: Course files, keep: course-end + P2Y }
  - { id: young-file, label: Young files, keep: birth + P25Y, bounds: { case-closure: { latest: P18Y } } }
  - { id: kept-file, label: Kept files, keep: permanent, then: transfer }
  - { id: all, keep: birth + P25Y, catch-all: child }
";

fn in_empty(arguments: &[&str]) -> Ran {
    Folder::with(&[]).run(&[&["retention"], arguments].concat())
}

fn compare(system: &str, limit: &str) -> Ran {
    in_empty(&["compare", system, limit])
}

/// Against a row of the invented notice.
fn under(system: &str, row: &str, more: &[&str]) -> Ran {
    let folder = Folder::with(&[("dale.yaml", NOTICE)]);
    let arguments = ["retention", "compare", system, "--class", row, "--notice", "dale.yaml"];
    folder.run(&[&arguments, more].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", ran.out, ran.err))
}

fn verdict(ran: &Ran) -> (String, i32) {
    (json(ran)["verdict"].as_str().unwrap().to_owned(), ran.code)
}

/// The one verdict that the page for people opens a line with.
fn said(ran: &Ran) -> String {
    let words = ["within", "over", "over-for-some", "cannot-tell", "ambiguous-notice"];
    let opens = |line: &str| words.into_iter().find(|word| line.starts_with(&format!("{word}: ")));
    let found: Vec<&str> = ran.out.lines().filter_map(opens).collect();
    assert_eq!(found.len(), 1, "{}", ran.out);
    found[0].to_owned()
}

#[test]
fn every_verdict_has_its_word_and_its_exit_code() {
    for (system, limit, word, code) in [
        ("birth + P25Y", "birth + P25Y", "within", 0),
        ("case-closure + P30Y", "birth + P25Y", "over", 1),
        ("case-closure + P6Y", "birth + P25Y", "over-for-some", 1),
        ("birth(parent) + P6Y", "birth + P25Y", "cannot-tell", 1),
    ] {
        let ran = compare(system, limit);
        assert_eq!((said(&ran).as_str(), ran.code, ran.err.as_str()), (word, code, ""), "{}", ran.out);
        let ran = in_empty(&["compare", system, limit, "--format", "json"]);
        assert_eq!(verdict(&ran), (word.to_owned(), code));
    }
    let ran = under("case-closure + P20Y", "open-file", &[]);
    assert_eq!((said(&ran).as_str(), ran.code), ("ambiguous-notice", 1));
    let ran = under("case-closure + P20Y", "open-file", &["--format", "json"]);
    assert_eq!(verdict(&ran), ("ambiguous-notice".to_owned(), 1));
}

#[test]
fn the_words_before_and_after_the_verdict() {
    let ran = compare("case-closure + P6Y", "birth + P25Y");
    assert!(ran.out.starts_with("system  case-closure + P6Y: 6 years after case closure\nlimit   birth + P25Y: 25 years after birth\n"), "{}", ran.out);
    for part in [
        "Worst case: case closure at 25, kept to 31, 6 years over.",
        "Taken as given:",
        "case-closure: from birth - P294D to birth + P25Y",
        "Check holds, claims and precedence before destroying anything.",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    for (system, limit) in [("birth + P25Y", "birth + P25Y"), ("birth(parent) + P6Y", "birth + P25Y")] {
        let ran = compare(system, limit);
        assert!(!ran.out.contains("destroying") && !ran.out.contains("Worst case"), "{}", ran.out);
    }
    let ran = compare("case-closure", "birth + P25Y");
    assert!(ran.out.contains("If cases may close a year later"), "{}", ran.out);
    let ran = compare("birth + P24Y", "birth + P18Y + P6Y");
    assert!(ran.out.contains("leap years"), "{}", ran.out);
}

/// Whether a value has exactly these keys.
fn has_only(value: &Value, keys: &[&str]) {
    let mut found: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    found.sort_unstable();
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    assert_eq!(found, keys, "{value}");
}

fn shape(report: &Value) {
    has_only(report, &["verdict", "excess_days", "readings", "worst_case", "flips_with_lag", "edge"]);
    assert!(report["verdict"].is_string(), "{report}");
    has_only(&report["excess_days"], &["least", "most"]);
    for end in ["least", "most"] {
        assert!(report["excess_days"][end].is_i64() || report["excess_days"][end].is_null(), "{report}");
    }
    for reading in report["readings"].as_array().unwrap() {
        has_only(reading, &["keep", "verdict"]);
        assert!(reading["keep"].is_string() && reading["verdict"].is_string(), "{report}");
    }
    assert!(report["flips_with_lag"].is_boolean() && report["edge"].is_boolean(), "{report}");
    if !report["worst_case"].is_null() {
        let worst = &report["worst_case"];
        has_only(worst, &["events", "system_ends", "notice_ends", "excess_days"]);
        assert!(worst["excess_days"].as_i64().unwrap() > 0, "{report}");
        let is_date = |value: &Value| {
            let text = value.as_str().unwrap();
            assert!(text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-', "{report}");
        };
        is_date(&worst["system_ends"]);
        is_date(&worst["notice_ends"]);
        for event in worst["events"].as_array().unwrap() {
            has_only(event, &["event", "date"]);
            assert!(event["event"].is_string(), "{report}");
            is_date(&event["date"]);
        }
    }
}

#[test]
fn the_report_for_programs_has_one_shape_whatever_the_verdict() {
    for (system, limit) in [
        ("birth + P25Y", "birth + P25Y"),
        ("case-closure + P30Y", "birth + P25Y"),
        ("case-closure + P6Y", "birth + P25Y"),
        ("birth(parent) + P6Y", "birth + P25Y"),
        ("death + P15Y", "birth + P75Y"),
        ("permanent", "birth + P25Y"),
        ("birth + P25Y", "permanent"),
        ("permanent", "permanent"),
    ] {
        shape(&json(&in_empty(&["compare", system, limit, "--format", "json"])));
    }
    for row in ["open-file", "settled-file", "criteria-file", "minimum-file", "kept-file"] {
        shape(&json(&under("case-closure + P20Y", row, &["--format", "json"])));
    }
    shape(&json(&in_empty(&["compare", "birth + P75Y", "--class", "lado", "--format", "json"])));
}

#[test]
fn the_report_for_programs_gives_the_figures() {
    let report = json(&in_empty(&["compare", "case-closure + P6Y", "birth + P25Y", "--format", "json"]));
    assert_eq!(
        report["readings"],
        serde_json::json!([{ "keep": "birth + P25Y", "verdict": "over-for-some" }])
    );
    let worst = &report["worst_case"];
    assert_eq!(worst["excess_days"], report["excess_days"]["most"]);
    assert!(report["excess_days"]["least"].as_i64().unwrap() < 0);
    let events: Vec<&str> =
        worst["events"].as_array().unwrap().iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["birth", "case-closure"]);
    assert_eq!((&report["flips_with_lag"], &report["edge"]), (&Value::Bool(false), &Value::Bool(false)));
    let report = json(&in_empty(&["compare", "case-closure", "birth + P25Y", "--format", "json"]));
    assert_eq!((&report["flips_with_lag"], &report["excess_days"]["most"]), (&true.into(), &0.into()));
    let report = json(&in_empty(&["compare", "birth + P24Y", "birth + P18Y + P6Y", "--format", "json"]));
    assert_eq!((&report["edge"], &report["excess_days"]["most"]), (&true.into(), &1.into()));
    let report = json(&under("case-closure + P20Y", "open-file", &["--format", "json"]));
    assert_eq!(
        report["readings"],
        serde_json::json!([
            { "keep": "birth + P20Y", "verdict": "over-for-some" },
            { "keep": "case-closure + P20Y", "verdict": "within" },
        ])
    );
    let report = json(&under("birth + P1Y", "criteria-file", &["--format", "json"]));
    assert_eq!(report["readings"], serde_json::json!([]));
}

/// What was wrong, with the expression and the place under it.
fn refused(system: &str, limit: &str) -> String {
    let ran = compare(system, limit);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{system} against {limit}: {}", ran.err);
    ran.err
}

/// How many columns into the expression the mark under it starts, and how long it is.
fn marked(error: &str, expression: &str) -> (usize, usize) {
    let mut lines = error.lines();
    let shown = lines.find(|line| line.ends_with(expression)).unwrap_or_else(|| panic!("{error}"));
    let start = shown.chars().count() - expression.chars().count();
    let under = lines.next().unwrap();
    let is_mark = |c: &char| matches!(c, '^' | '─' | '┬' | '-' | '|');
    let at = under.chars().skip(start).position(|c| is_mark(&c)).unwrap_or_else(|| panic!("{error}"));
    (at, under.chars().skip(start + at).take_while(is_mark).count())
}

#[test]
fn what_is_no_expression_is_pointed_at() {
    let error = refused("birth + 25 years", "birth + P25Y");
    assert!(error.contains("SYSTEM") && error.contains("did you mean `P25Y`?"), "{error}");
    assert_eq!(marked(&error, "birth + 25 years"), (8, 2));
    let error = refused("birth + P25Y", "earlier(birth + P25Y, closing-of-case + P1Y)");
    assert!(error.contains("LIMIT") && error.contains("no event `closing-of-case`"), "{error}");
    assert_eq!(marked(&error, "earlier(birth + P25Y, closing-of-case + P1Y)"), (22, 15));
    let error = refused("case-closur + P1Y", "birth");
    assert!(error.contains("`case-closure`"), "{error}");
    assert_eq!(marked(&error, "case-closur + P1Y"), (0, 11));
    let error = refused("birth + P25Y extra", "birth");
    assert_eq!(marked(&error, "birth + P25Y extra").0, 13);
    for wrong in
        ["", "birth +", "P25Y", "birth + PT5H", "earlier(birth)", "if(death, birth, birth)", "birth)"]
    {
        refused(wrong, "birth + P25Y");
        refused("birth + P25Y", wrong);
    }
}

#[test]
fn a_row_or_a_limit_and_not_both() {
    let unknown = in_empty(&["compare", "birth", "--class", "all-other-childrn"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("did you mean `all-other-children`?"), "{}", unknown.err);
    assert!(unknown.err.contains("retention schedule"), "{}", unknown.err);
    for arguments in [
        &["compare", "birth", "birth + P25Y", "--class", "cse"][..],
        &["compare", "birth"],
        &["compare"],
        &["compare", "birth", "birth", "birth"],
        &["compare", "birth", "birth", "--format", "xml"],
        &["compare", "birth", "birth", "--notice", "nowhere.yaml"],
        &["compare", "birth", "birth", "--config", "nowhere.toml"],
        &[],
        &["forget"],
        &["schedule", "extra"],
    ] {
        let ran = in_empty(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.out);
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn for_ever_is_longer_than_any_period_and_no_longer_than_for_ever() {
    assert_eq!(compare("permanent", "birth + P25Y").code, 1);
    assert!(
        compare("permanent", "birth + P25Y")
            .out
            .contains("over: every record is kept longer than allowed, for ever.")
    );
    assert_eq!(compare("birth + P900Y", "permanent").code, 0);
    assert_eq!(compare("permanent", "permanent").code, 0);
    assert_eq!(under("permanent", "kept-file", &[]).code, 0);
    assert_eq!(verdict(&under("permanent", "open-file", &["--format", "json"])), ("over".to_owned(), 1));
}

#[test]
fn a_row_with_criteria_is_never_compared() {
    let ran = under("birth + P1Y", "criteria-file", &[]);
    assert_eq!((said(&ran).as_str(), ran.code), ("cannot-tell", 1));
    assert!(ran.out.contains("the row gives criteria and no period"), "{}", ran.out);
    assert_eq!(under("permanent", "criteria-file", &[]).code, 1);
}

#[test]
fn an_adopted_reading_counts_alone() {
    let ran = under("birth + P20Y", "settled-file", &[]);
    assert_eq!((said(&ran).as_str(), ran.code), ("within", 0));
    assert!(ran.out.contains("adopted by Records Manager on 2025-02-10"), "{}", ran.out);
    assert_eq!(
        verdict(&under("birth + P21Y", "settled-file", &["--format", "json"])),
        ("over".to_owned(), 1)
    );
    let report = json(&under("case-closure + P20Y", "settled-file", &["--format", "json"]));
    assert_eq!(report["readings"].as_array().unwrap().len(), 1);
}

#[test]
fn a_row_that_sets_a_shortest_period_is_kept_too_long_by_nothing() {
    for system in ["birth + P1Y", "birth + P10Y", "birth + P90Y", "case-closure + P6Y", "permanent"] {
        let ran = under(system, "minimum-file", &[]);
        assert_eq!((said(&ran).as_str(), ran.code), ("within", 0), "{system}");
    }
    assert_eq!(said(&under("birth(parent) + P90Y", "minimum-file", &[])), "cannot-tell");
}

#[test]
fn the_notice_has_events_and_bounds_of_its_own() {
    let ran = under("birth + P23Y", "course-file", &[]);
    assert_eq!((said(&ran).as_str(), ran.code), ("over-for-some", 1));
    assert!(ran.out.contains("course-end: from birth + P0D to birth + P21Y (fact)"), "{}", ran.out);
    // Nobody leaves school after 16 here, so nobody is past 24.
    let folder = Folder::with(&[("dale.yaml", NOTICE)]);
    let both = ["retention", "compare", "school-leaving + P9Y", "birth + P25Y"];
    assert_eq!(folder.run(&both).code, 1);
    assert_eq!(folder.run(&[&both[..], &["--notice", "dale.yaml"]].concat()).code, 0);
    // A row's own bounds hold under that row only.
    assert_eq!(under("case-closure + P7Y", "young-file", &[]).code, 0);
    assert_eq!(under("case-closure + P7Y", "all", &[]).code, 1);
    let ran = compare("course-end + P1Y", "birth + P25Y");
    assert!(ran.code == 2 && ran.err.contains("no event `course-end`"), "{}", ran.err);
}

#[test]
fn the_configuration_has_events_and_bounds_of_its_own() {
    let configuration = "\
[[events]]
id = \"review-meeting\"
earliest = \"P0D\"
latest = \"P16Y\"
rests-on = \"assumption\"

[bounds.case-closure]
latest = \"P19Y\"
rests-on = \"assumption\"
";
    let folder = Folder::with(&[("noticelint.toml", configuration), ("below/readme.md", "")]);
    let code = |system: &str| folder.run(&["retention", "compare", system, "birth + P25Y"]).code;
    assert_eq!((code("case-closure + P6Y"), code("case-closure + P7Y")), (0, 1));
    assert_eq!((code("review-meeting + P9Y"), code("review-meeting + P10Y")), (0, 1));
    let below = folder.path().join("below");
    let ran = run_in(&below, &["retention", "compare", "case-closure + P6Y", "birth + P25Y"], &[]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("case-closure: from birth - P294D to birth + P19Y (assumption)"), "{}", ran.out);
    let elsewhere = Folder::with(&[("ours.toml", configuration)]);
    let compare = ["retention", "compare", "case-closure + P6Y", "birth + P25Y"];
    assert_eq!(elsewhere.run(&compare).code, 1);
    assert_eq!(elsewhere.run(&[&compare[..], &["--config", "ours.toml"]].concat()).code, 0);
}

#[test]
fn a_configuration_that_cannot_be_read_stops_the_comparison_at_its_line() {
    for (text, line) in [
        ("[bounds.case-closure]\nlatest = \"19 years\"\n", 2),
        ("[bounds.case-closure]\nrests-on = \"fact\"\nlatest = \"P19X\"\n", 3),
        ("\n[bounds.case-closure]\nlastest = \"P19Y\"\n", 3),
        ("[[events]]\nlatest = \"P19Y\"\n", 2),
        ("[[events]]\nid = \"a\"\nlatest = 19\n", 3),
        ("bounds = \n", 1),
    ] {
        let folder = Folder::with(&[("noticelint.toml", text)]);
        for arguments in [&["retention", "compare", "birth", "birth + P25Y"][..], &["retention", "schedule"]]
        {
            let ran = folder.run(arguments);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}: {}", ran.err);
            assert!(ran.err.contains(&format!("noticelint.toml:{line}:")), "{text}: {}", ran.err);
        }
    }
}

#[test]
fn an_event_whose_bounds_rest_on_nothing_named_is_said_without_a_reason() {
    let folder =
        Folder::with(&[("noticelint.toml", "[[events]]\nid = \"review-meeting\"\nlatest = \"P16Y\"\n")]);
    let ran = folder.run(&["retention", "compare", "review-meeting + P9Y", "birth + P25Y"]);
    assert!(ran.out.contains("review-meeting: up to birth + P16Y"), "{}", ran.out);
}

/// A plain terminal of 80 columns.
const PLAIN: &[(&str, &str)] = &[("LANG", "C"), ("COLUMNS", "80")];

#[test]
fn the_pages_fit_a_plain_terminal() {
    let folder = Folder::with(&[("dale.yaml", NOTICE)]);
    let long = "later(retirement(worker), if(death before birth + P18Y, death + P15Y, end-of-academic-year(school-leaving) + P75Y))";
    for arguments in [
        &["compare", "case-closure + P6Y", "birth + P25Y"][..],
        &["compare", "care-end + P75Y", "birth + P75Y"],
        &["compare", "death + P15Y", "birth + P75Y"],
        &["compare", "end-of-financial-year(last-contact(childminder)) + P9Y", "--class", "childminders"],
        &["compare", long, "birth + P25Y"],
        &["compare", "birth + P50Y", "--class", "cse"],
        &["compare", "case-closure + P20Y", "--class", "open-file", "--notice", "dale.yaml"],
        &["schedule"],
        &["schedule", "--notice", "dale.yaml"],
    ] {
        let ran = run_in(folder.path(), &[&["retention"], arguments].concat(), PLAIN);
        assert!(ran.code < 2 && !ran.out.is_empty(), "{}", ran.err);
        for line in ran.out.lines() {
            // An expression without a blank cannot be broken; the schedule gives it a line of its own.
            let whole = arguments[0] == "schedule" && !line.trim_start().contains(' ');
            assert!(line.is_ascii() && (whole || line.len() <= 80), "{arguments:?}: {line}");
            assert!(!line.contains('\u{1b}') && !line.ends_with(' '), "{arguments:?}: {line:?}");
        }
    }
    let ran = run_in(folder.path(), &["retention", "compare", "case-closure + P6Y", "birth + P25Y"], PLAIN);
    let starts = |head: &str| ran.out.lines().filter(|line| line.trim_start().starts_with(head)).count();
    let rows = ["birth  ", "case-closure  ", "the notice ends  ", "the system ends  "].map(starts);
    assert_eq!(rows, [1, 1, 1, 1], "{}", ran.out);
}

#[test]
fn what_is_said_does_not_depend_on_who_runs_it() {
    let folder = Folder::with(&[("dale.yaml", NOTICE)]);
    for arguments in [
        &["compare", "case-closure + P6Y", "birth + P25Y"][..],
        &["compare", "birth + P50Y", "--class", "cse", "--format", "json"],
        &["compare", "birth + 25 years", "birth"],
        &["schedule"],
    ] {
        let arguments = [&["retention"], arguments].concat();
        let plain = run_in(folder.path(), &arguments, PLAIN);
        for more in [("CI", "1"), ("NO_COLOR", "1"), ("GITHUB_ACTIONS", "true"), ("TERM", "dumb")] {
            let ran = run_in(folder.path(), &arguments, &[PLAIN, &[more]].concat());
            assert_eq!((&ran.out, &ran.err, ran.code), (&plain.out, &plain.err, plain.code), "{more:?}");
        }
    }
}

#[test]
fn the_schedule_shows_every_row_and_marks_the_ambiguous_ones() {
    let ran = in_empty(&["schedule"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let text = include_str!("../policies/bcp-childrens-services.yaml");
    let rows = text.split("\nretention:\n").nth(1).unwrap();
    let id = |line: &str| line.strip_prefix("  - id: ").map(str::to_owned);
    let ids: Vec<String> = rows
        .lines()
        .map_while(|line| (!line.starts_with(char::is_alphabetic)).then_some(line))
        .filter_map(id)
        .collect();
    assert_eq!(ids.len(), 21);
    let marks = |mark: char| {
        let opens = |id: &String| ran.out.lines().any(|line| line.starts_with(&format!("{mark} {id}  ")));
        ids.iter().filter(|id| opens(id)).count()
    };
    assert_eq!((marks(' '), marks('?')), (4, 17), "{}", ran.out);
    let determinate = [
        "child-protection-plan",
        "looked-after-and-care-experienced",
        "all-other-children",
        "school-pupils-no-send-or-csc",
    ];
    assert!(determinate.iter().all(|id| ran.out.contains(&format!("\n  {id} "))), "{}", ran.out);
}

#[test]
fn the_schedule_of_a_notice_of_ones_own() {
    let folder = Folder::with(&[("dale.yaml", NOTICE), ("noticelint.toml", "notice = \"dale.yaml\"\n")]);
    let ran = folder.run(&["retention", "schedule"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Dale notice (dale, "), "{}", ran.out);
    let marked: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("? ")).collect();
    assert!(marked.len() == 1 && marked[0].starts_with("? open-file "), "{marked:?}");
    for part in [
        "criteria and no period",
        "at least 10 years after birth: birth + P10Y",
        "adopted by Records Manager on 2025-02-10: The shorter one",
        "for ever: permanent",
        "then: transfer",
        "case-closure, at the latest birth + P18Y",
    ] {
        let flat = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(part), "{part}: {}", ran.out);
    }
    let broken =
        Folder::with(&[("dale.yaml", &NOTICE.replace("case-closure + P6Y }", "case-closure + 6 }"))]);
    let ran = broken.run(&["retention", "schedule", "--notice", "dale.yaml"]);
    assert!(ran.code == 2 && ran.out.is_empty() && ran.err.contains("dale.yaml:12:"), "{}", ran.err);
}
