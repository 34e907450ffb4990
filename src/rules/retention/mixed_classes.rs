//! `retention-mixed-classes`

use super::judge::{Group, allowance, groups};
use crate::collection::{Allowed, Field, FieldType};
use crate::finding::{Finding, LabelRole, Severity};
use crate::lexicon::{ConceptKind, says};
use crate::notice::Row;
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-mixed-classes",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Notice,
    source: "UK GDPR Article 13(2)(a): people are told how long their record is kept, by what it is.",
    summary: "One period for records of several classes, and nothing in the record tells them apart.",
    explanation: "The notice has a row for each class, and some classes depend on the person: in care, on a plan. A record that names no class (`retention.class`), falls under several rows with different periods and has no field that says which of them a person belongs to, cannot keep what the notice says for each of them. Under the row for everything else this is asked of records that hold who a child is.",
    bad: Example {
        files: &[(
            "child.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention=\"birth + P25Y\"\nCREATE TABLE child (\n  school varchar(80), -- @gdpr category=schooling\n  home_notes text -- @gdpr category=home-life\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE child (\n  school varchar(80), -- @gdpr category=schooling\n  home_notes text -- @gdpr category=home-life\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for group in groups(view) {
        if group.said.value.class.is_some() || group.said.value.keep.is_none() {
            continue;
        }
        let rows = candidates(view, &group);
        let mut distinct: Vec<&Row> = Vec::new();
        for row in &rows {
            if distinct.iter().all(|known| known.readings() != row.readings()) {
                distinct.push(row);
            }
        }
        if distinct.len() < 2 || view.record.fields.iter().any(|field| tells_apart(field, &rows)) {
            continue;
        }
        let each: Vec<String> =
            distinct.iter().map(|row| format!("“{}” {}", row.clause.label, allowance(row))).collect();
        let message = format!(
            "`{}` has one period, and records of {} classes can be in it: {}. One period cannot satisfy {}.",
            view.record.name,
            rows.len(),
            each.join("; "),
            if distinct.len() == 2 { "both" } else { "them all" },
        );
        let mut builder = view
            .at_record(&RULE, message)
            .group(rows[0].clause.id.as_str(), 2)
            .label(LabelRole::Declaration, &group.said.place, "the one period")
            .fix("Name the row with `retention.class` if all records are of one class; else record which class each belongs to, and keep each as long as its row says.");
        for row in &rows {
            builder = builder.clause(&view.notice().source, &row.clause, "one of the classes");
        }
        push_all(out, [builder]);
    }
}

/// The rows that records of this kind can fall under. The row for everything else also has those
/// beside it that go first for some people.
fn candidates<'v>(view: &View<'v>, group: &Group<'v>) -> Vec<&'v Row> {
    let mut rows = group.rows(view);
    let [only] = rows.as_slice() else { return rows };
    let identifies = group.fields.iter().any(|field| {
        view.lexicon
            .likely(field.evidence)
            .is_some_and(|(concept, _)| concept.kind == ConceptKind::Identifier)
    });
    if only.catch_all.is_some() && identifies {
        let first = only.yields_to.iter().chain(&only.unless);
        rows.extend(first.filter_map(|id| view.notice().row(id)).filter(|row| row.when.is_some()));
    }
    rows
}

/// Names of fields that say of what kind a record or a person is.
const KINDS: &[&str] = &[
    "legal status",
    "care status",
    "child status",
    "case type",
    "client type",
    "client group",
    "person type",
    "plan type",
    "record type",
    "service type",
    "category of need",
    "need code",
    "retention class",
    "cohort",
];

/// Short names of classes that depend on the person.
const SHORT: &[&str] = &["lac", "cla", "cin", "cpp", "ehcp", "send"];

/// Whether a field says to which of the rows a record belongs.
fn tells_apart(field: &Field, rows: &[&Row]) -> bool {
    if matches!(field.field_type, FieldType::LongText) {
        return false;
    }
    if KINDS.iter().any(|kind| says(&field.name, kind)) {
        return true;
    }
    // Two words of a row, one after the other: `looked after`, and not the `after` of `after_school_club`.
    let pairs = |text: &str| {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let pair = |pair: &[String]| pair.iter().any(|word| word.len() > 4).then(|| pair.join(" "));
        words.windows(2).filter_map(pair).collect::<Vec<String>>()
    };
    let depends = rows.iter().filter(|row| row.when.is_some());
    let named =
        depends.flat_map(|row| [pairs(&row.clause.id), pairs(row.when.as_deref().unwrap_or_default())]);
    let of_rows: Vec<String> = named.flatten().collect();
    let tells = |text: &str| {
        of_rows.iter().any(|pair| says(text, pair)) || SHORT.iter().any(|short| says(text, short))
    };
    let listed = |allowed: &Allowed| tells(&allowed.value) || allowed.label.as_deref().is_some_and(tells);
    tells(&field.name) || field.allowed.iter().any(listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(declared: &str, further: &str) -> Vec<String> {
        let notice = EXAMPLE_NOTICE.replace(
            "catch-all: child }",
            "catch-all: child, yields-to: care-file }\n  - { id: care-file, label: Children in care, keep: birth + P75Y, when: the child is or was looked after }",
        );
        let sql = format!(
            "-- @gdpr purpose=family-help lawful-basis=e retention=\"birth + P25Y\"\nCREATE TABLE child (\n  {declared}, -- @gdpr category=who-you-are\n  {further}\n);\n"
        );
        in_sql_under(&notice, &RULE, &sql).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_childs_record_without_a_sign_of_its_class_mixes_them() {
        let mixed = found("first_name varchar(80)", "case_status char(2)");
        assert!(mixed[0].contains("“Children in care” 75 years after birth"), "{mixed:?}");
        assert!(found("visit_number int", "visit_day date").is_empty(), "who the child is, is elsewhere");
    }

    #[test]
    fn a_field_that_tells_the_classes_apart_is_enough() {
        for column in ["care_status", "looked_after_flag", "legal_status"] {
            assert!(found("first_name varchar(80)", &format!("{column} char(2)")).is_empty(), "{column}");
        }
        for other in ["care_of", "after_school_club", "place_name"] {
            assert_eq!(found("first_name varchar(80)", &format!("{other} varchar(60)")).len(), 1, "{other}");
        }
        let coded = "kind varchar(20) CHECK (kind IN ('looked after', 'at home'))";
        assert!(found("first_name varchar(80)", coded).is_empty());
    }
}
