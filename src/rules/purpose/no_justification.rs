//! `no-justification`

use crate::finding::{Finding, Severity};
use crate::lexicon::{ConceptKind, Confidence};
use crate::notice::CategoryKind;
use crate::rules::view::{FieldView, Meaning, View, confidence, push_all};
use crate::rules::words::{by, label_said};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "no-justification",
    family: Family::Purpose,
    severity: Severity::Warning,
    audience: Audience::Guardian,
    authority: Authority::Guidance,
    source: "Caldicott Principles 2 and 3: confidential information only when it is necessary, and each item of it justified. UK GDPR Article 5(1)(c) asks the same of all personal data.",
    summary: "Special category data, criminal offence data or a direct identifier stand in a record, and nothing says why they are needed.",
    explanation: "A Caldicott Guardian asks of each such item what would fail without it. The answer belongs beside the field, in `necessity`, where the next person who reads the schema finds it. Reported once per record and category.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  religion varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=e condition=h schedule-1=2\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  religion varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=e condition=h schedule-1=2 necessity=\"a foster family that shares it can be looked for\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let unexplained =
        view.declared().filter(|field| field.declaration.necessity.is_none()).filter_map(|field| match field
            .meaning
        {
            Meaning::Category { kind, written, .. } if kind != CategoryKind::Ordinary => {
                Some(((written, kind.words()), field))
            }
            Meaning::Category { written, .. } if identifies(view, field) => {
                Some(((written, "direct identifiers"), field))
            }
            _ => None,
        });
    for ((written, what), fields) in by(unexplained) {
        let message = format!(
            "{} in `{}` {} {} (`{written}`), and nothing says why {} needed.",
            fields.names(),
            view.record.name,
            fields.number("holds", "hold"),
            what,
            fields.number("it is", "they are"),
        );
        let sure = if what == "direct identifiers" {
            confidence(fields.first.evidence)
        } else {
            Confidence::Certain
        };
        let builder = view
            .at_field(&RULE, fields.first, message)
            .fix(format!(
                "Say in `necessity` what fails if {} not collected; if nothing does, drop {}.",
                fields.number("it is", "they are"),
                fields.number("it", "them")
            ))
            .confidence(sure)
            .group(written, view.harm(fields.first));
        push_all(out, [label_said(builder, fields.first, "declared here, without a necessity")]);
    }
}

/// Whether a field is likely to identify somebody directly.
fn identifies(view: &View<'_>, field: &FieldView<'_>) -> bool {
    view.lexicon.likely(field.evidence).is_some_and(|(concept, _)| concept.kind == ConceptKind::Identifier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn found(columns: &str) -> Vec<String> {
        in_sql(&RULE, &format!("CREATE TABLE child (\n{columns}\n);\n"))
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn grave_data_and_identifiers_are_said_once_per_category() {
        let messages = found(
            "  surname varchar(80), -- @gdpr category=who-you-are purpose=family-help\n  forename varchar(80), -- @gdpr category=who-you-are purpose=family-help\n  diagnosis varchar(80) -- @gdpr category=wellbeing purpose=family-help",
        );
        assert_eq!(
            messages,
            [
                "`surname`, `forename` in `child` hold direct identifiers (`who-you-are`), and nothing says why they are needed.",
                "`diagnosis` in `child` holds special category data (`wellbeing`), and nothing says why it is needed.",
            ]
        );
    }

    #[test]
    fn other_data_and_a_necessity_are_enough() {
        assert!(found("  school varchar(80), -- @gdpr category=schooling purpose=family-help\n  diagnosis varchar(80) -- @gdpr category=wellbeing purpose=family-help necessity=\"to plan the right help\"").is_empty());
    }
}
