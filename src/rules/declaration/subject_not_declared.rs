//! `subject-not-declared`

use crate::collection::Layer;
use crate::finding::{Finding, LabelRole, Severity};
use crate::lexicon::{ConceptKind, Confidence, FieldPerson};
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::words::{article, by, label_said};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "subject-not-declared",
    family: Family::Declaration,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::Statute,
    source: "UK GDPR Article 14: people whose data come from somebody else are told as well.",
    summary: "A field describes someone other than its record's subject, and no `subject` says who.",
    explanation: "A record about a child also holds the child's mother, a referrer, a social worker. They have rights of their own, and other rows of the retention schedule. Where the name of a declared field speaks of such a person and the field holds that person's name, contact details, birth date or other data, the declaration has to say whose they are. Keys that stand for a person are left out. Reported once per record and person.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  mother_name varchar(80) -- @gdpr category=who-you-are purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  mother_name varchar(80) -- @gdpr category=who-you-are purpose=family-help lawful-basis=e subject=parent\n);\n",
        )],
    },
    check: Check::Record(check),
};

/// Ordinary data that describe a person; others (`sibling_group`, `parent_meeting_date`) are as
/// likely to describe the record's own subject.
const DESCRIBES: &[&str] = &["birth-date", "gender", "age", "death", "employment", "financial"];

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let named = view.declared().filter_map(|field| Some((someone_else(view, field)?, field)));
    for (person, fields) in by(named.map(|(person, field)| (&*person.subject, field))) {
        let inherited = fields.first.declaration.subject.as_ref();
        let assumed = match inherited {
            Some(said) => format!("What is inherited is about `{}`", said.value),
            None => match own_kind(view) {
                Some(kind) => format!("The record is taken to be about a {kind}"),
                None => "The record is taken to be about a child".to_owned(),
            },
        };
        let message = format!(
            "{} in `{}` {} someone else: {}. {assumed}, and no `subject` says otherwise.",
            fields.names(),
            view.record.name,
            fields.number("describes", "describe"),
            article(&person.replace('-', " ")),
        );
        let mut builder = view
            .at_field(&RULE, fields.first, message)
            .fix(format!("Add `subject: {person}`, or whoever it is, and check that this person is told too. If it is the record's own subject, say that instead."))
            .confidence(Confidence::Likely)
            .group(person, view.harm(fields.first));
        builder = match inherited {
            Some(said) => builder.label(LabelRole::Declaration, &said.place, "the subject that is inherited"),
            None => label_said(builder, fields.first, "declared here, without a subject"),
        };
        push_all(out, [builder]);
    }
}

/// The kind of person whose record it is, where it says.
fn own_kind<'v>(view: &View<'v>) -> Option<&'v str> {
    view.context.subject().filter(|kind| *kind != "other")
}

/// The person whom a field describes, where it is not the one whose record it is.
fn someone_else<'v>(view: &View<'v>, field: &FieldView<'_>) -> Option<&'v FieldPerson> {
    let said = field.declaration.subject.as_ref();
    if said.is_some_and(|said| said.layer == Layer::Field) {
        return None;
    }
    let (person, whole) =
        view.lexicon.person_in(&field.field.name).map(|(person, _, whole)| (person, whole))?;
    let is_theirs = describes(view, field) || whole && holds_words(field);
    if !is_theirs {
        return None;
    }
    let same =
        |other: &str| view.lexicon.person_in(other).is_some_and(|(other, _, _)| is_same(other, person));
    let own = match said {
        // What is declared for the whole record counts before what its name says.
        Some(said) => *said.value == *person.subject || same(&said.value.replace('-', " ")),
        // As in the schedule of a notice, whoever is not named is the child.
        None => same(&view.record.name) || person.of.as_deref() == Some(own_kind(view).unwrap_or("child")),
    };
    (!own).then_some(person)
}

/// Whether two words mean one person. Forms ask for "parent or carer", and tables keep both.
fn is_same(one: &FieldPerson, other: &FieldPerson) -> bool {
    let cares = |person: &FieldPerson| matches!(&*person.subject, "parent" | "carer");
    one.subject == other.subject || cares(one) && cares(other)
}

/// Whether a field whose whole name is a person (`mother`, `social_worker`) can hold who it is.
fn holds_words(field: &FieldView<'_>) -> bool {
    use crate::collection::FieldType;
    matches!(field.field.field_type, FieldType::Text | FieldType::LongText | FieldType::Unknown)
        && field.field.allowed.is_empty()
        && field.field.refers_to.is_none()
}

/// Whether the evidence says that the field describes a person and does not only stand for one.
fn describes(view: &View<'_>, field: &FieldView<'_>) -> bool {
    let clues = field.evidence.clues().iter().filter(|clue| clue.confidence >= Confidence::Likely);
    clues.map(|clue| view.lexicon.concept(clue)).any(|concept| match concept.kind {
        ConceptKind::Identifier | ConceptKind::Special | ConceptKind::Offence => true,
        _ => DESCRIBES.contains(&concept.id.as_str()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn found(table: &str, columns: &[&str]) -> Vec<String> {
        let columns: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                format!(
                    "  {column}{} -- @gdpr category=who-you-are purpose=family-help",
                    if at + 1 == columns.len() { "" } else { "," }
                )
            })
            .collect();
        let sql = format!("CREATE TABLE {table} (\n{}\n);\n", columns.join("\n"));
        in_sql(&RULE, &sql).into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn others_than_the_records_own_person_are_named_once_each() {
        assert_eq!(
            found("child", &["mother_name varchar(80)", "mother_dob date", "sibling_first_name varchar(80)"]),
            ["parent", "sibling"]
        );
        assert_eq!(
            found("referral", &["referrer_email varchar(80)", "social_worker varchar(80)"]),
            ["referrer", "professional"]
        );
        assert_eq!(found("parent", &["child_surname varchar(80)"]), ["child"]);
    }

    #[test]
    fn the_records_own_person_is_not() {
        assert!(found("parent", &["mother_name varchar(80)"]).is_empty());
        assert!(found("child", &["child_surname varchar(80)", "young_carer boolean"]).is_empty());
        assert!(found("sibling", &["sibling_first_name varchar(80)"]).is_empty());
    }

    #[test]
    fn keys_and_facts_about_the_child_are_not() {
        assert!(
            found(
                "child",
                &["mother_id int", "social_worker_id int", "sibling_group int", "has_partner boolean"]
            )
            .is_empty()
        );
        assert!(found("child", &["partner_agency_name varchar(80)"]).is_empty());
    }

    #[test]
    fn a_subject_of_the_record_does_not_cover_its_others() {
        let of = |subject: &str| {
            let sql = format!(
                "-- @gdpr subject={subject}\nCREATE TABLE family_member (\n  mother_name varchar(80) -- @gdpr category=who-you-are purpose=family-help\n);\n"
            );
            in_sql(&RULE, &sql).len()
        };
        assert_eq!((of("child"), of("parent"), of("mother"), of("carer")), (1, 0, 0, 0));
    }
}
