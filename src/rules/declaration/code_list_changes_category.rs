//! `code-list-changes-category`

use super::contradiction::{contradiction, instead, values, words};
use crate::finding::{Finding, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::words::label_said;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "code-list-changes-category",
    family: Family::Declaration,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::Statute,
    source: "UK GDPR Articles 9 and 10: what a value reveals counts, not the name of its field.",
    summary: "The values that a field may take reveal graver data than its declaration says.",
    explanation: "A status, a type or a reason code looks harmless by its name. Where the values that the schema allows are likely to be codes of special category or criminal offence data, the field holds such data, and the declared category is of another kind or under another head of Article 9. Where the name says it too, `name-contradicts-category` has said so already.",
    bad: Example {
        files: &[(
            "episode.sql",
            "CREATE TABLE care_episode (\n  child_id int, -- @gdpr category=who-you-are purpose=family-help\n  status char(2) CHECK (status IN ('C1', 'J1', 'J2')) -- @gdpr category=home-life purpose=family-help\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "episode.sql",
            "CREATE TABLE care_episode (\n  child_id int, -- @gdpr category=who-you-are purpose=family-help\n  status char(2) CHECK (status IN ('C1', 'J1', 'J2')) -- @gdpr category=offending purpose=family-help\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for field in view.fields {
        let Some(found) = contradiction(view, field, values) else { continue };
        let said_by_name = contradiction(view, field, words);
        if said_by_name.is_some_and(|named| {
            named.concept.kind == found.concept.kind && named.concept.head == found.concept.head
        }) {
            continue;
        }
        let message = format!(
            "`{}` is {}, but can hold {}: {}.",
            view.path(field),
            found.declared,
            found.shown(),
            found.clue.reason.words(),
        );
        let fix = format!(
            "If these values mean that, {}; or store them in a field of their own and leave them out here.",
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
    fn values_are_held_against_what_is_declared_and_not_against_the_name() {
        assert_eq!(
            count(
                "origin varchar(9) CHECK (origin IN ('WBRI', 'WIRI', 'BCRB')) -- @gdpr category=schooling purpose=family-help"
            ),
            1
        );
        assert_eq!(
            count(
                "origin varchar(9) CHECK (origin IN ('WBRI', 'WIRI', 'BCRB')) -- @gdpr category=heritage purpose=family-help"
            ),
            0
        );
        assert_eq!(
            count(
                "origin varchar(9) CHECK (origin IN ('a', 'b')) -- @gdpr category=schooling purpose=family-help"
            ),
            0
        );
    }

    #[test]
    fn what_the_name_says_too_is_said_once() {
        assert_eq!(
            count(
                "ethnicity varchar(9) CHECK (ethnicity IN ('WBRI', 'WIRI', 'BCRB')) -- @gdpr category=schooling purpose=family-help"
            ),
            0
        );
    }
}
