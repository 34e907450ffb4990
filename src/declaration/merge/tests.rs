//! Declarations in YAML, nearest first, and the uses that come of them in a few letters.

use std::fmt::Debug;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::super::model::{Declaration, Mistake, MistakeKind, Said, Understood, Use};
use super::super::read::{Terms, understand};
use super::merge;
use crate::collection::{Layer, Spoken};
use crate::document::{Document, Syntax};
use crate::law::Law;
use crate::notice::{Notice, Setting, read};
use crate::retention::Timeline;
use crate::rules::EXAMPLE_NOTICE;
use crate::text::Source;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::built_in().unwrap());
static TIMELINE: LazyLock<Timeline> = LazyLock::new(|| Timeline::built_in().unwrap());
static NOTICE: LazyLock<Notice> = LazyLock::new(|| {
    let setting = Setting { law: &LAW, timeline: &TIMELINE };
    read(Source::new("notice.yaml", EXAMPLE_NOTICE), false, setting).unwrap()
});

const FIELD: (Layer, bool) = (Layer::Field, false);
const FIELD_BESIDE: (Layer, bool) = (Layer::Field, true);
const RECORD: (Layer, bool) = (Layer::Record, false);
const RECORD_BESIDE: (Layer, bool) = (Layer::Record, true);
const DOCUMENT: (Layer, bool) = (Layer::Document, false);
const CONFIGURATION: (Layer, bool) = (Layer::Configuration, false);

fn merged(said: &[((Layer, bool), &str)]) -> (Declaration, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let terms = Terms { notice: &NOTICE, law: &LAW, timeline: &TIMELINE };
    let understood: Vec<Understood> = said
        .iter()
        .map(|((layer, beside), text)| {
            let source = Source::new(if *beside { "child.gdpr.yaml" } else { "child.yaml" }, *text);
            let document = Document::parse(Arc::clone(&source), Syntax::Yaml).unwrap();
            let node = document.root().node().clone();
            understand(&Spoken { layer: *layer, beside: *beside, source, node }, terms, &mut mistakes)
        })
        .collect();
    let declaration = merge(&understood.iter().collect::<Vec<_>>(), &mut mistakes);
    (declaration, mistakes)
}

fn list<T>(values: &[Said<T>], word: impl Fn(&T) -> String) -> String {
    if values.is_empty() {
        return "-".to_owned();
    }
    values.iter().map(|said| word(&said.value)).collect::<Vec<_>>().join("+")
}

/// `purpose basis/condition/paragraph/recipients`
fn letters(one: &Use) -> String {
    format!(
        "{} {}/{}/{}/{}",
        one.purpose.as_ref().map_or("-", |said| &said.value),
        list(&one.lawful_basis, String::clone),
        list(&one.condition, String::clone),
        list(&one.schedule_1, u32::to_string),
        list(&one.recipients, |recipient| recipient.id.clone()),
    )
}

fn uses(said: &[((Layer, bool), &str)]) -> Vec<String> {
    let (declaration, mistakes) = merged(said);
    if let Some(slip) = mistakes.iter().find(|mistake| mistake.kind == MistakeKind::Unknown) {
        panic!("{}", slip.message);
    }
    declaration.uses.iter().map(letters).collect()
}

/// The conflicts: key, what the schema says, what the sidecar says.
fn conflicts(said: &[((Layer, bool), &str)]) -> Vec<String> {
    let (_, mistakes) = merged(said);
    mistakes
        .iter()
        .map(|mistake| {
            assert_eq!(mistake.kind, MistakeKind::Conflict, "{}", mistake.message);
            let mut words = mistake.message.split('`').skip(1).step_by(2);
            let mut word = || words.next().unwrap();
            format!("{}: {} | {}", word(), word(), word())
        })
        .collect()
}

const TWO: &str = "uses:
- { purpose: protect, lawful-basis: e, condition: g, schedule-1: 18, recipients: police }
- { purpose: statistics, lawful-basis: c, condition: g, schedule-1: 8 }";

#[test]
fn what_stands_beside_a_purpose_stays_with_it_but_for_the_basis() {
    let record = "{ purpose: protect, lawful-basis: e, condition: h, schedule-1: 2, recipients: police }";
    assert_eq!(uses(&[(FIELD, "purpose: statistics"), (RECORD, record)]), ["statistics e/-/-/-"]);
    assert_eq!(uses(&[(FIELD, "purpose: protect"), (RECORD, record)]), ["protect e/h/2/police"]);
    assert_eq!(
        uses(&[(FIELD, "purpose: [statistics, protect]"), (RECORD, record)]),
        ["statistics e/-/-/-", "protect e/h/2/police"]
    );
    assert_eq!(
        uses(&[(FIELD, "{ condition: g, schedule-1: 18 }"), (RECORD, record)]),
        ["protect e/g/18/police"]
    );
    assert_eq!(
        uses(&[(FIELD, "uses: [{ purpose: statistics, condition: g }]"), (RECORD, record)]),
        ["statistics e/g/-/-"]
    );
}

#[test]
fn what_is_said_of_no_purpose_is_said_of_each() {
    let record = "{ condition: h, schedule-1: 2, recipients: police }";
    assert_eq!(
        uses(&[
            (FIELD, "{ purpose: statistics, schedule-1: 1 }"),
            (RECORD, record),
            (CONFIGURATION, "lawful-basis: e")
        ]),
        ["statistics e/h/1/police"]
    );
    assert_eq!(uses(&[(FIELD, "condition: h"), (RECORD, "lawful-basis: e")]), ["- e/h/-/-"]);
    assert_eq!(
        uses(&[(FIELD, "{ condition: h, schedule-1: 2 }"), (RECORD, TWO)]),
        ["protect e/h/2/police", "statistics c/h/2/-"]
    );
    assert!(uses(&[(FIELD, "category: health")]).is_empty());
}

#[test]
fn a_nearer_purpose_stands_on_the_use_of_the_same_purpose() {
    assert_eq!(uses(&[(FIELD, "purpose: statistics"), (RECORD, TWO)]), ["statistics c/g/8/-"]);
    assert_eq!(
        uses(&[(FIELD, "{ purpose: protect, schedule-1: 6 }"), (RECORD, TWO)]),
        ["protect e/g/6/police"]
    );
    assert_eq!(
        uses(&[(FIELD, "purpose: [statistics, protect]"), (RECORD, TWO)]),
        ["statistics c/g/8/-", "protect e/g/18/police"]
    );
    assert_eq!(
        uses(&[
            (FIELD, "uses: [{ purpose: statistics, recipients: dfe }, { purpose: teach, condition: g }]"),
            (RECORD, "purpose: protect"),
            (DOCUMENT, TWO),
        ]),
        ["statistics c/g/8/dfe", "teach -/g/-/-"]
    );
}

#[test]
fn a_basis_is_general_where_all_uses_further_off_rest_on_it() {
    assert_eq!(uses(&[(FIELD, "purpose: teach"), (RECORD, TWO)]), ["teach -/-/-/-"]);
    let one_basis = TWO.replace("lawful-basis: c", "lawful-basis: e");
    assert_eq!(uses(&[(FIELD, "purpose: teach"), (RECORD, &one_basis)]), ["teach e/-/-/-"]);
    // What is said of the purpose itself, or of every purpose, counts before it.
    let record = "{ purpose: protect, lawful-basis: e }";
    assert_eq!(
        uses(&[(FIELD, "purpose: statistics"), (RECORD, record), (DOCUMENT, TWO)]),
        ["statistics c/g/8/-"]
    );
    assert_eq!(
        uses(&[(FIELD, "purpose: teach"), (RECORD, record), (DOCUMENT, "lawful-basis: c")]),
        ["teach c/-/-/-"]
    );
    // In one list a use without a basis has none.
    assert_eq!(
        uses(&[(FIELD, "uses: [{ purpose: protect, lawful-basis: e }, { purpose: teach }]")]),
        ["protect e/-/-/-", "teach -/-/-/-"]
    );
}

#[test]
fn several_uses_of_one_purpose_are_each_a_base() {
    let record = "uses:
- { purpose: protect, lawful-basis: e, condition: g, schedule-1: 18 }
- { purpose: protect, lawful-basis: e, condition: h, schedule-1: 2 }";
    assert_eq!(
        uses(&[(FIELD, "purpose: protect"), (RECORD, record), (DOCUMENT, record)]),
        ["protect e/g/18/-", "protect e/h/2/-"]
    );
    assert_eq!(uses(&[(FIELD, "{ purpose: protect, condition: h }"), (RECORD, record)]), ["protect e/h/2/-"]);
}

#[test]
fn a_key_that_is_not_understood_is_not_missing_too() {
    let misunderstood = |field: &str, record: &str| {
        merged(&[(FIELD, field), (RECORD, record)]).0.uses[0].misunderstood.clone()
    };
    let record = "{ purpose: protect, lawful-basis: public-taks, condition: zz }";
    assert_eq!(misunderstood("purpose: protect", record), ["lawful-basis", "condition"]);
    assert_eq!(misunderstood("purpose: statistics", record), ["lawful-basis"]);
}

#[test]
fn uses_of_schema_and_sidecar_are_compared_by_purpose() {
    let two = |with: &str| TWO.replace("schedule-1: 8", with);
    assert!(conflicts(&[(RECORD, TWO), (RECORD_BESIDE, TWO)]).is_empty());
    assert_eq!(
        conflicts(&[(FIELD, "category: health"), (RECORD, TWO), (RECORD_BESIDE, &two("schedule-1: 1"))]),
        ["schedule-1: 8 | 1"]
    );
    // In another order, and flat.
    let turned = "uses:
- { purpose: statistics, condition: g }
- { purpose: protect, condition: h, recipients: [police, lado] }";
    assert_eq!(
        conflicts(&[(RECORD, TWO), (RECORD_BESIDE, turned)]),
        ["condition: g | h", "recipients: police | lado"]
    );
    let flat = "{ purpose: [statistics, protect], lawful-basis: e }";
    assert_eq!(conflicts(&[(RECORD, TWO), (RECORD_BESIDE, flat)]), ["lawful-basis: c | e"]);
    assert_eq!(conflicts(&[(RECORD, flat), (RECORD_BESIDE, TWO)]), ["lawful-basis: e | c"]);
    // Other purposes are one difference; what belongs to them is none beside it.
    let other = "{ purpose: teach, lawful-basis: c, condition: h }";
    assert_eq!(conflicts(&[(RECORD, TWO), (RECORD_BESIDE, other)]), ["purpose: protect | teach"]);
    let fewer = "purpose: protect";
    assert_eq!(conflicts(&[(RECORD, TWO), (RECORD_BESIDE, fewer)]), ["purpose: statistics | protect"]);
    // What is said of no purpose is said of each.
    assert_eq!(conflicts(&[(FIELD, "condition: h"), (FIELD_BESIDE, TWO)]), ["condition: h | g"]);
    assert_eq!(conflicts(&[(FIELD, TWO), (FIELD_BESIDE, "lawful-basis: e")]), ["lawful-basis: c | e"]);
    // Another layer overrides.
    assert!(conflicts(&[(FIELD, "{ purpose: teach, condition: h }"), (RECORD_BESIDE, TWO)]).is_empty());
    assert!(conflicts(&[(FIELD_BESIDE, "purpose: teach"), (RECORD, TWO)]).is_empty());
}

#[test]
fn only_the_schema_and_its_sidecar_can_disagree() {
    // Two patterns of a sidecar: the nearer one counts.
    let said =
        [(FIELD, "necessity: to greet"), (FIELD_BESIDE, "category: name"), (FIELD_BESIDE, "category: home")];
    assert!(conflicts(&said).is_empty());
    // A nested record's sidecar, and the record around it.
    let said = [(RECORD_BESIDE, "{ purpose: teach, dpia: D1 }"), (RECORD, "{ purpose: protect, dpia: D2 }")];
    assert!(conflicts(&said).is_empty());
    // Several declarations of the schema on one thing: whichever says the key.
    let said = [(FIELD, "category: health"), (FIELD, "condition: h"), (FIELD_BESIDE, "condition: g")];
    assert_eq!(conflicts(&said), ["condition: h | g"]);
}

#[test]
fn a_review_date_that_is_not_used_is_a_conflict() {
    let of = |inline: &str, beside: &str| {
        let said = |text: &str| format!("policy-document: {text}");
        conflicts(&[(FIELD, &said(inline)), (FIELD_BESIDE, &said(beside))]).len()
    };
    let (early, late) = ("{ reference: A, review: 2026-01-01 }", "{ reference: A, review: 2027-01-01 }");
    assert_eq!([of(early, late), of("A", late), of("A", "B")], [1, 1, 1]);
    assert_eq!([of(early, early), of(early, "A"), of("A", "A")], [0, 0, 0]);
}

/// One use, without its purpose: flow members.
fn keys() -> impl Strategy<Value = Vec<String>> {
    let one = |key: &'static str, values: &'static [&'static str]| {
        prop::option::of(prop::sample::select(values))
            .prop_map(move |value| value.map(|value| format!("{key}: {value}")))
    };
    (
        one("lawful-basis", &["c", "e", "[c, e]"]),
        one("condition", &["g", "h"]),
        one("schedule-1", &["2", "8", "[6, 18]"]),
        one("recipients", &["police", "[dfe, lado]"]),
    )
        .prop_map(|(a, b, c, d)| [a, b, c, d].into_iter().flatten().collect())
}

/// One use as the members of a mapping, with a purpose or without.
fn a_use() -> impl Strategy<Value = String> {
    let purpose = prop::sample::select(&["", "purpose: a", "purpose: b", "purpose: [a, b]"][..]);
    (purpose, keys()).prop_map(|(purpose, mut keys)| {
        if !purpose.is_empty() {
            keys.insert(0, purpose.to_owned());
        }
        keys.join(", ")
    })
}

fn flat(of: &str) -> String {
    format!("{{ {of} }}")
}

fn listed(of: &[String]) -> String {
    format!("uses: [{}]", of.iter().map(|one| flat(one)).collect::<Vec<_>>().join(", "))
}

/// A declaration: flat, or a list of uses.
fn declared() -> impl Strategy<Value = String> {
    prop_oneof![
        a_use().prop_map(|one| flat(&one)),
        prop::collection::vec(a_use(), 1..4).prop_map(|all| listed(&all))
    ]
}

fn words(of: impl Debug) -> String {
    format!("{of:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_deterministic(all in prop::collection::vec(declared(), 4)) {
        let said = [(FIELD, &*all[0]), (RECORD, &*all[1]), (RECORD_BESIDE, &*all[2]), (DOCUMENT, &*all[3])];
        let (first, second) = (merged(&said), merged(&said));
        prop_assert_eq!(words(first.0.uses), words(second.0.uses));
        prop_assert_eq!(words(first.1), words(second.1));
    }

    #[test]
    fn one_flat_use_is_a_list_of_one(one in a_use(), others in prop::collection::vec(declared(), 2), at in 0_usize..3) {
        let with = |text: String| {
            let mut all = others.clone();
            all.insert(at, text);
            let said = [(FIELD, &*all[0]), (FIELD_BESIDE, &*all[1]), (RECORD, &*all[2])];
            (uses(&said), conflicts(&said))
        };
        prop_assert_eq!(with(flat(&one)), with(listed(&[one])));
    }

    #[test]
    fn saying_it_twice_changes_nothing(one in a_use(), other in declared()) {
        let one = flat(&one);
        let once = uses(&[(FIELD, &one), (DOCUMENT, &other)]);
        let twice = uses(&[(FIELD, &one), (RECORD, &one), (DOCUMENT, &other)]);
        prop_assert_eq!(once, twice);
        prop_assert!(conflicts(&[(FIELD, &one), (FIELD_BESIDE, &one)]).is_empty());
    }

    #[test]
    fn another_purpose_gives_a_basis_and_nothing_else(near in keys(), far in keys()) {
        let of = |purpose: &str, keys: &[String]| {
            flat(&[&[format!("purpose: {purpose}")], keys].concat().join(", "))
        };
        let (near, far) = (of("a", &near), of("b", &far));
        let mut alone = merged(&[(FIELD, &near)]).0.uses;
        let on_top = merged(&[(FIELD, &near), (RECORD, &far)]).0.uses;
        if alone[0].lawful_basis.is_empty() {
            alone[0].lawful_basis = merged(&[(RECORD, &far)]).0.uses[0].lawful_basis.clone();
        }
        prop_assert_eq!(letters(&alone[0]), letters(&on_top[0]));
        prop_assert_eq!(on_top.len(), 1);
    }
}
