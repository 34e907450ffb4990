//! The shipped notice and an invented second one run through the same tests: nothing in the
//! program depends on the first council's clauses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::Folder;
use noticelint::law::Law;
use noticelint::notice::{CategoryKind, Notice, RowPeriod, Setting, read};
use noticelint::retention::{Keep, Timeline};
use noticelint::text::Source;

const NOTICES: &[(&str, &str)] = &[
    ("bcp.yaml", include_str!("../policies/bcp-childrens-services.yaml")),
    ("northmoor.yaml", include_str!("notices/northmoor-family-services.yaml")),
];

/// Runs a test on each notice, with a folder that holds it.
fn each(test: impl Fn(&Notice, &str, &str)) {
    let law = Law::built_in().unwrap();
    let timeline = Timeline::built_in().unwrap();
    for (name, text) in NOTICES {
        let notice =
            read(Source::new(*name, *text), false, Setting { law: &law, timeline: &timeline }).unwrap();
        test(&notice, name, text);
    }
}

/// The rules that find fault with a schema of one field under a notice.
fn rules(name: &str, text: &str, table: &str, field: &str) -> Vec<String> {
    let sql = format!("{table}\nCREATE TABLE child (\n  x varchar(9) {field}\n);\n");
    let folder = Folder::with(&[(name, text), ("child.sql", &sql)]);
    let (report, _) = folder.report(&["--notice", name, "child.sql"]);
    assert_eq!(report["notice"]["path"], name);
    report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect()
}

fn whole(notice: &Notice) -> String {
    let purpose = &notice.purposes[0].clause.id;
    let basis = &notice.article_6[0].clause.id;
    format!(
        "-- @gdpr purpose={purpose} lawful-basis={basis} necessity=\"it is needed\" dpia=D1 policy-document=P1"
    )
}

#[test]
fn every_category_of_the_notice_is_known_and_no_other() {
    each(|notice, name, text| {
        for category in &notice.categories {
            let found =
                rules(name, text, &whole(notice), &format!("-- @gdpr category={}", category.clause.id));
            assert!(
                !found.iter().any(|rule| rule == "category-not-in-notice" || rule == "unknown-declaration"),
                "{}: {found:?}",
                category.clause.id
            );
            let special = found.contains(&"special-without-art9".to_owned());
            assert_eq!(special, category.kind == CategoryKind::Special, "{}: {found:?}", category.clause.id);
            let offence = found.contains(&"offence-without-authority".to_owned());
            assert_eq!(offence, category.kind == CategoryKind::Offence, "{}: {found:?}", category.clause.id);
        }
        assert!(
            rules(name, text, &whole(notice), "-- @gdpr category=weather-reports")
                .contains(&"category-not-in-notice".to_owned())
        );
    });
}

#[test]
fn every_purpose_and_recipient_of_the_notice_is_known_and_no_other() {
    each(|notice, name, text| {
        let category = &notice
            .categories
            .iter()
            .find(|category| category.kind == CategoryKind::Ordinary)
            .unwrap()
            .clause
            .id;
        for purpose in &notice.purposes {
            let found = rules(
                name,
                text,
                &whole(notice),
                &format!("-- @gdpr category={category} purpose={}", purpose.clause.id),
            );
            assert!(!found.contains(&"purpose-not-in-notice".to_owned()), "{}: {found:?}", purpose.clause.id);
        }
        for recipient in notice.recipients.iter().take(12) {
            let found = rules(
                name,
                text,
                &whole(notice),
                &format!("-- @gdpr category={category} recipients={}", recipient.clause.id),
            );
            assert!(
                !found.contains(&"recipient-not-in-notice".to_owned()),
                "{}: {found:?}",
                recipient.clause.id
            );
        }
        let found = rules(
            name,
            text,
            &whole(notice),
            &format!("-- @gdpr category={category} purpose=winning-elections recipients=fortune-tellers"),
        );
        assert!(
            found.contains(&"purpose-not-in-notice".to_owned())
                && found.contains(&"recipient-not-in-notice".to_owned()),
            "{found:?}"
        );
    });
}

#[test]
fn every_basis_and_condition_of_the_notice_is_listed_and_no_other() {
    each(|notice, name, text| {
        let ordinary = &notice
            .categories
            .iter()
            .find(|category| category.kind == CategoryKind::Ordinary)
            .unwrap()
            .clause
            .id;
        let special = &notice
            .categories
            .iter()
            .find(|category| category.kind == CategoryKind::Special)
            .unwrap()
            .clause
            .id;
        for basis in ["a", "b", "c", "d", "e", "f"] {
            let free = notice.activities.is_empty();
            let listed = notice.article_6.iter().any(|known| known.clause.id == basis);
            let found = rules(
                name,
                text,
                &whole(notice),
                &format!("-- @gdpr category={ordinary} lawful-basis={basis}"),
            );
            let unlisted = found.contains(&"art6-missing-or-unlisted".to_owned());
            assert!(if listed { !unlisted || !free } else { unlisted }, "{basis}: {found:?}");
        }
        for condition in ["a", "b", "f", "g", "h", "i", "j"] {
            let listed = notice.article_9.iter().any(|known| known.clause.id == condition);
            let found = rules(
                name,
                text,
                &whole(notice),
                &format!("-- @gdpr category={special} condition={condition}"),
            );
            let unlisted = found.contains(&"art9-not-in-notice".to_owned());
            assert!(
                if listed { !unlisted || !notice.activities.is_empty() } else { unlisted },
                "{condition}: {found:?}"
            );
        }
    });
}

/// The rules on retention for a record that names a row and keeps for a period.
fn of_row(name: &str, text: &str, notice: &Notice, row: &str, keep: &str) -> Vec<String> {
    let category =
        &notice.categories.iter().find(|category| category.kind == CategoryKind::Ordinary).unwrap().clause.id;
    let table = format!(
        "{} retention.class={row} retention.keep=\"{keep}\" retention.recorded-in=register",
        whole(notice)
    );
    let found = rules(name, text, &table, &format!("-- @gdpr category={category}"));
    // Whether the event comes at all, what a statute needs and what happens then are other questions.
    let others = ["retention-open-trigger", "retention-below-floor", "retention-review-not-destruction"];
    let asked = |rule: &String| rule.starts_with("retention-") && !others.contains(&rule.as_str());
    found.into_iter().filter(asked).collect()
}

#[test]
fn every_row_is_kept_to() {
    each(|notice, name, text| {
        let mut determinate = 0;
        for row in &notice.retention {
            let id = &row.clause.id;
            match &row.period {
                RowPeriod::Keep(keep) | RowPeriod::Adopted(keep) => {
                    assert_eq!(
                        of_row(name, text, notice, id, &keep.to_string()),
                        Vec::<String>::new(),
                        "{id}"
                    );
                    assert_eq!(
                        of_row(name, text, notice, id, &format!("{} + P1Y", row.longest()[0])),
                        ["retention-over"],
                        "{id}"
                    );
                    if let Keep::Until(expression) = keep
                        && !expression.periods.is_empty()
                    {
                        assert_eq!(
                            of_row(name, text, notice, id, &expression.point.to_string()),
                            ["retention-under-published"],
                            "{id}"
                        );
                    }
                    assert_eq!(of_row(name, text, notice, id, "permanent"), ["retention-over"], "{id}");
                    assert_eq!(
                        of_row(name, text, notice, id, "birth(sibling) + P1Y"),
                        ["retention-cannot-tell"],
                        "{id}"
                    );
                    determinate += 1;
                }
                RowPeriod::Readings(readings) => {
                    assert!(readings.len() > 1, "{id}");
                    // No reading is over under itself, and the longest is under another.
                    let each =
                        readings.iter().map(|reading| of_row(name, text, notice, id, &reading.to_string()));
                    let each: Vec<Vec<String>> = each.collect();
                    assert!(each.contains(&vec!["retention-notice-ambiguous".to_owned()]), "{id}: {each:?}");
                    let settled = |found: &Vec<String>| !found.contains(&"retention-over".to_owned());
                    assert!(each.iter().all(settled), "{id}: {each:?}");
                    assert_eq!(of_row(name, text, notice, id, "permanent"), ["retention-over"], "{id}");
                }
                RowPeriod::Criteria => {
                    assert_eq!(
                        of_row(name, text, notice, id, "birth + P1Y"),
                        ["retention-cannot-tell"],
                        "{id}"
                    );
                }
            }
        }
        assert!(determinate >= 4);
    });
}

#[test]
fn the_shipped_notice_is_whole() {
    let law = Law::built_in().unwrap();
    let timeline = Timeline::built_in().unwrap();
    let (name, text) = NOTICES[0];
    let notice = read(Source::new(name, text), false, Setting { law: &law, timeline: &timeline }).unwrap();
    assert_eq!((notice.purposes.len(), notice.retention.len()), (8, 21));
    let kind = |kind| notice.categories.iter().filter(|category| category.kind == kind).count();
    assert_eq!(
        (kind(CategoryKind::Ordinary), kind(CategoryKind::Special), kind(CategoryKind::Offence)),
        (9, 10, 1)
    );
    let readings = notice.retention.iter().filter(|row| matches!(row.period, RowPeriod::Readings(_))).count();
    assert_eq!(readings, 17);
    let clauses = notice
        .purposes
        .iter()
        .map(|purpose| &purpose.clause)
        .chain(notice.categories.iter().map(|category| &category.clause))
        .chain(notice.recipients.iter().map(|recipient| &recipient.clause))
        .chain(notice.retention.iter().map(|row| &row.clause))
        .chain(&notice.statutes);
    for clause in clauses {
        assert!(clause.place.is_some(), "{} has no place in the page", clause.id);
    }
}
