//! `opaque-container`

use crate::collection::{FieldType, Layer};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Clue, ConceptKind, Confidence, Reason};
use crate::notice::CategoryKind;
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::words::label_said;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "opaque-container",
    family: Family::Declaration,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::Statute,
    source: "UK GDPR Article 5(1)(c): data are limited to what is necessary, and nobody can tell for a field that may hold anything.",
    summary: "A declared field can hold anything, and its declaration does not say what people put there.",
    explanation: "Notes, documents, question-and-answer columns and JSON hold whatever somebody writes into them, health and offences included. Nothing about that can be read from the schema, so the declaration has to say it. It does so on the field itself in one of three ways: a `category` of special category or criminal offence data, the gravest that is written there; a `necessity` that says what may stand there and why free form is needed; or a `technique` of `redacted`, `masked`, `anonymised` or `aggregated`. What is inherited from the record or the file describes other fields as well, so it does not count.",
    bad: Example {
        files: &[(
            "visit.sql",
            "CREATE TABLE child_visit (\n  visit_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "visit.sql",
            "CREATE TABLE child_visit (\n  visit_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e necessity=\"what was agreed with the family; health goes to its own form\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

/// Techniques that take out of a text what says too much.
const TAKEN_OUT: &[&str] = &["redacted", "masked", "anonymised", "aggregated"];

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for field in view.declared() {
        let Some((what, confidence)) = container(view, field) else { continue };
        if contents_are_declared(field) {
            continue;
        }
        let written = field.declaration.category.as_ref().map_or("", |said| said.value.as_str());
        let message = format!(
            "`{}` is {what} and can hold anything. `{written}` does not say what people put there.",
            view.path(field)
        );
        let fix = "On the field itself, declare the gravest data that is written there as its `category` (special category or criminal offence data), or say in its `necessity` what may stand there and why it has to be free, or name the `technique` that takes the rest out (`redacted`, `masked`).";
        let builder = view.at_field(&RULE, field, message).fix(fix).confidence(confidence);
        push_all(out, [label_said(builder, field, "declared here")]);
    }
}

/// What a field is, if nobody can tell from the schema what it holds: by the last words of its name
/// (`answer_code` is a code), or by its type where its name does not say what is inside. In many
/// databases every text is unlimited, so a long text with a telling name is no container, while a
/// structure is one unless its name says that it identifies somebody (`address`).
fn container(view: &View<'_>, field: &FieldView<'_>) -> Option<(String, Confidence)> {
    let field_type = field.field.field_type;
    if !field.field.allowed.is_empty()
        || matches!(field_type, FieldType::Boolean | FieldType::Date | FieldType::Number)
    {
        return None;
    }
    let roomy = matches!(field_type, FieldType::LongText | FieldType::Structure | FieldType::Binary);
    let names_it = |clue: &&Clue| match &clue.reason {
        Reason::Name(_) => roomy || clue.head,
        _ => true,
    };
    let likely = field.evidence.clues().iter().filter(|clue| clue.confidence >= Confidence::Likely);
    let opaque = likely.filter(|clue| view.lexicon.concept(clue).kind == ConceptKind::Opaque).find(names_it);
    if let Some(clue) = opaque {
        return Some((
            format!("{} ({})", view.lexicon.concept(clue).label, clue.reason.words()),
            clue.confidence,
        ));
    }
    let kind = view.lexicon.likely(field.evidence).map(|(concept, _)| concept.kind);
    let (contained, words) = match field_type {
        FieldType::Structure => (kind < Some(ConceptKind::Pseudonym), "a structure"),
        FieldType::LongText => (kind.is_none(), "text without a limit"),
        FieldType::Binary => (kind.is_none(), "a file or picture"),
        _ => return None,
    };
    contained.then(|| (format!("{words} (its type is `{}`)", field.field.type_text), Confidence::Likely))
}

/// Whether the field itself says what is inside.
fn contents_are_declared(field: &FieldView<'_>) -> bool {
    let declaration = field.declaration;
    let own = |layer: Layer| layer == Layer::Field;
    let grave = field.kind().is_some_and(|kind| kind != CategoryKind::Ordinary);
    declaration.category.as_ref().is_some_and(|said| own(said.layer) && grave)
        || declaration.necessity.as_ref().is_some_and(|said| own(said.layer))
        || declaration
            .technique
            .as_ref()
            .is_some_and(|said| own(said.layer) && TAKEN_OUT.contains(&said.value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn count(column: &str) -> usize {
        in_sql(&RULE, &format!("CREATE TABLE child (\n  {column}\n);\n")).len()
    }

    #[test]
    fn names_and_types_make_a_container() {
        assert_eq!(count("case_notes varchar(4000) -- @gdpr category=home-life purpose=family-help"), 1);
        assert_eq!(count("zeta jsonb -- @gdpr category=home-life purpose=family-help"), 1);
        assert_eq!(count("zeta bytea -- @gdpr category=home-life purpose=family-help"), 1);
        assert_eq!(count("assessment jsonb -- @gdpr category=home-life purpose=family-help"), 1);
    }

    #[test]
    fn a_telling_name_makes_none() {
        assert_eq!(count("first_name text -- @gdpr category=who-you-are purpose=family-help"), 0);
        assert_eq!(count("home_address jsonb -- @gdpr category=who-you-are purpose=family-help"), 0);
        assert_eq!(count("zeta varchar(20) -- @gdpr category=home-life purpose=family-help"), 0);
        assert_eq!(count("answer_code varchar(20) -- @gdpr category=home-life purpose=family-help"), 0);
        assert_eq!(count("note_date date -- @gdpr category=home-life purpose=family-help"), 0);
    }

    #[test]
    fn three_ways_to_say_what_is_inside() {
        assert_eq!(count("case_notes text -- @gdpr category=wellbeing purpose=family-help"), 0);
        assert_eq!(
            count(
                "case_notes text -- @gdpr category=home-life purpose=family-help necessity=\"the worker's account\""
            ),
            0
        );
        assert_eq!(
            count("case_notes text -- @gdpr category=home-life purpose=family-help technique=redacted"),
            0
        );
        assert_eq!(
            count("case_notes text -- @gdpr category=home-life purpose=family-help technique=encrypted"),
            1
        );
        assert_eq!(count("case_notes text -- @gdpr not-personal=\"about the building\""), 0);
    }

    #[test]
    fn what_is_inherited_does_not_count() {
        let sql = "-- @gdpr necessity=\"to help the family\"\nCREATE TABLE child (\n  case_notes text -- @gdpr category=home-life purpose=family-help\n);\n";
        assert_eq!(in_sql(&RULE, sql).len(), 1);
    }
}
