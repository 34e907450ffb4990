//! `protected-link`

use crate::collection::FieldType;
use crate::declaration::Place;
use crate::finding::{Finding, LabelRole, Severity};
use crate::lexicon::{Confidence, Protected};
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "protected-link",
    family: Family::Declaration,
    severity: Severity::Warning,
    audience: Audience::Guardian,
    authority: Authority::Guidance,
    source: "Caldicott Principles 3 and 4: use the minimum, and show it only to those who need to know.",
    summary: "One record holds an adopted child's birth and adoptive identities, or a hidden address beside an ordinary one.",
    explanation: "Some facts are harmless apart and dangerous side by side. Who a child was before adoption and who the child is now, a refuge and the family home: whoever may read the record reads the link between them. The phrases that are looked for stand in the lexicon under `protected`. Only records with at least one declared field are looked at.",
    bad: Example {
        files: &[(
            "adoption.sql",
            "CREATE TABLE child_adoption (\n  birth_surname varchar(80), -- @gdpr category=who-you-are purpose=family-help\n  adoptive_surname varchar(80) -- @gdpr category=who-you-are purpose=family-help\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "adoption.sql",
            "CREATE TABLE child_before_adoption (\n  link_key char(36), -- @gdpr category=who-you-are purpose=family-help technique=keyed-pseudonym\n  birth_surname varchar(80) -- @gdpr category=who-you-are purpose=family-help\n);\nCREATE TABLE child_after_adoption (\n  link_key char(36), -- @gdpr category=who-you-are purpose=family-help technique=keyed-pseudonym\n  adoptive_surname varchar(80) -- @gdpr category=who-you-are purpose=family-help\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    if view.declared().next().is_none() {
        return;
    }
    let candidates = || view.fields.iter().filter(|field| holds_words(field));
    let said: Vec<(&FieldView<'_>, Protected)> =
        candidates().filter_map(|field| Some((field, view.lexicon.protected(&field.field.name)?))).collect();
    let named = |what: Protected| said.iter().find(|(_, of)| *of == what).map(|(field, _)| *field);
    if let (Some(birth), Some(adoptive)) =
        (named(Protected::BirthIdentity), named(Protected::AdoptiveIdentity))
    {
        push_all(
            out,
            [found(view, [birth, adoptive], ["an adopted child's birth identity", "the adoptive one"])],
        );
    }
    let Some(hidden) = named(Protected::WithheldAddress) else { return };
    let ordinary = candidates()
        .find(|field| is_address(view, field) && !said.iter().any(|(known, _)| std::ptr::eq(*known, *field)));
    if let Some(ordinary) = ordinary {
        push_all(
            out,
            [found(view, [hidden, ordinary], ["an address that is kept from somebody", "an ordinary one"])],
        );
    }
}

/// Whether a field can hold an identity or an address. A flag that an address is withheld is how
/// one is protected.
fn holds_words(field: &FieldView<'_>) -> bool {
    !matches!(field.field.field_type, FieldType::Boolean | FieldType::Date)
}

fn is_address(view: &View<'_>, field: &FieldView<'_>) -> bool {
    view.lexicon.likely(field.evidence).is_some_and(|(concept, _)| concept.id == "address")
}

/// The finding for two fields, at the one that stands later: there the link was made.
fn found(view: &View<'_>, fields: [&FieldView<'_>; 2], what: [&str; 2]) -> crate::finding::Builder {
    let (earlier, later) = if fields[0].field.span <= fields[1].field.span {
        (fields[0], fields[1])
    } else {
        (fields[1], fields[0])
    };
    let message = format!(
        "`{}` holds {} (`{}`) beside {} (`{}`). Whoever may read the record reads the link between them.",
        view.record.name, what[0], fields[0].field.name, what[1], fields[1].field.name,
    );
    let place =
        Place { source: view.collection.file_of(&earlier.field.source).clone(), span: earlier.field.span };
    view.at_field(&RULE, later, message)
        .fix("Keep one of the two in a record of its own with fewer readers, joined by a keyed pseudonym, and ask the Caldicott Guardian before they stand together.")
        .confidence(Confidence::Likely)
        .group(RULE.id, 3)
        .label(LabelRole::Related, &place, "and this")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn count(first: &str, second: &str) -> usize {
        in_sql(&RULE, &format!("CREATE TABLE child (\n  {first}, -- @gdpr category=who-you-are purpose=family-help\n  {second}\n);\n")).len()
    }

    #[test]
    fn both_sides_of_an_adoption_or_of_a_refuge_are_found_in_either_order() {
        assert_eq!(count("birth_name varchar(80)", "adoptive_name varchar(80)"), 1);
        assert_eq!(count("adoptive_name varchar(80)", "birth_name varchar(80)"), 1);
        assert_eq!(count("home_address varchar(80)", "refuge_address varchar(80)"), 1);
    }

    #[test]
    fn one_side_a_flag_or_two_ordinary_addresses_are_not() {
        assert_eq!(count("birth_name varchar(80)", "surname varchar(80)"), 0);
        assert_eq!(count("home_address varchar(80)", "confidential_address boolean"), 0);
        assert_eq!(count("home_address varchar(80)", "previous_address varchar(80)"), 0);
        assert_eq!(count("refuge_address varchar(80)", "refuge_address_line_2 varchar(80)"), 0);
    }

    #[test]
    fn a_record_without_a_declaration_is_left_alone() {
        assert!(
            in_sql(
                &RULE,
                "CREATE TABLE child (\n  birth_name varchar(80),\n  adoptive_name varchar(80)\n);\n"
            )
            .is_empty()
        );
    }
}
