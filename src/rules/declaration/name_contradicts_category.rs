//! `name-contradicts-category`

use super::contradiction::{contradiction, instead, words};
use crate::finding::{Finding, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::words::label_said;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "name-contradicts-category",
    family: Family::Declaration,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::Statute,
    source: "UK GDPR Article 5(1)(a): special category and criminal offence data have conditions of their own, whatever they are called in a declaration.",
    summary: "The name or the comment of a field says that it holds graver data than its declaration says.",
    explanation: "What is declared as ordinary is not asked for a condition, a necessity or an authority. Where a field's name, title or description is likely to mean special category or criminal offence data, and the declared category is of another kind or under another head of Article 9, one of the two is wrong. The same holds for `not-personal` on a field that looks like such data or like a direct identifier, unless its technique is `anonymised` or `aggregated` or its record is a lookup. Two ordinary categories are never held against each other, and a field whose name ends in a name, a number or a birth date holds that, whatever else its name says.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  sdq_score int -- @gdpr category=schooling purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  sdq_score int -- @gdpr category=wellbeing purpose=family-help lawful-basis=e condition=h schedule-1=2\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for field in view.fields {
        let Some(found) = contradiction(view, field, words) else { continue };
        let message = format!(
            "`{}` is {}, but looks like {}: {}.",
            view.path(field),
            found.declared,
            found.shown(),
            found.clue.reason.words(),
        );
        let fix = format!(
            "If it is, {}. If the name misleads, give the field a name that says what it holds.",
            instead(view, &found)
        );
        let mut builder = view
            .at_field(&RULE, field, message)
            .fix(fix)
            .confidence(found.clue.confidence)
            .group(found.concept.label.as_str(), view.harm(field))
            .evidence(vec![format!(
                "{}: {} ({})",
                found.concept.id,
                found.clue.reason.words(),
                found.clue.confidence.word()
            )]);
        builder = label_said(builder, field, "what is declared");
        if let Some(category) = view.category_for(found.concept, found.clue.reason.phrase()) {
            builder =
                builder.clause(&view.notice().source, &category.clause, "the notice's category for this");
        }
        push_all(out, [builder]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn count(column: &str) -> usize {
        in_sql(&RULE, &format!("CREATE TABLE child (\n  {column}\n);\n")).len()
    }

    #[test]
    fn another_kind_or_another_head_contradicts() {
        assert_eq!(count("religion varchar(20) -- @gdpr category=who-you-are purpose=family-help"), 1);
        assert_eq!(count("religion varchar(20) -- @gdpr category=wellbeing purpose=family-help"), 1);
        assert_eq!(count("conviction varchar(20) -- @gdpr category=wellbeing purpose=family-help"), 1);
    }

    #[test]
    fn what_agrees_does_not() {
        assert_eq!(count("religion varchar(20) -- @gdpr category=faith purpose=family-help"), 0);
        assert_eq!(count("conviction varchar(20) -- @gdpr category=offending purpose=family-help"), 0);
        assert_eq!(count("sexual_health varchar(20) -- @gdpr category=wellbeing purpose=family-help"), 0);
    }

    #[test]
    fn who_somebody_is_is_no_graver_for_what_is_said_of_them() {
        assert_eq!(
            count("alleged_person_name varchar(20) -- @gdpr category=who-you-are purpose=family-help"),
            0
        );
        assert_eq!(count("conviction_id int -- @gdpr category=who-you-are purpose=family-help"), 0);
        assert_eq!(count("health_visitor varchar(20) -- @gdpr category=who-you-are purpose=family-help"), 0);
    }

    #[test]
    fn ordinary_is_never_held_against_ordinary() {
        assert_eq!(count("school varchar(20) -- @gdpr category=home-life purpose=family-help"), 0);
        assert_eq!(count("first_name varchar(20) -- @gdpr category=schooling purpose=family-help"), 0);
    }

    #[test]
    fn not_personal_is_doubted_where_the_field_looks_grave() {
        assert_eq!(count("religion varchar(20) -- @gdpr not-personal=\"nobody fills it in\""), 1);
        assert_eq!(count("surname varchar(20) -- @gdpr not-personal=\"nobody fills it in\""), 1);
        assert_eq!(count("religion int -- @gdpr not-personal=\"counts of a ward\" technique=aggregated"), 0);
        assert_eq!(count("class_size int -- @gdpr not-personal=\"of the class\""), 0);
        let lookup = "CREATE TABLE lookup_religion (\n  religion varchar(20) -- @gdpr not-personal=\"a list of words\"\n);\n";
        assert!(in_sql(&RULE, lookup).is_empty());
    }
}
