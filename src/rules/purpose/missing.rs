//! `purpose-missing`

use crate::finding::{Finding, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::words::{Several, label_said, offers};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "purpose-missing",
    family: Family::Purpose,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::Statute,
    source: "UK GDPR Article 5(1)(b): data are collected for specified, explicit purposes.",
    summary: "A field is declared as personal data, and nothing says what it is for.",
    explanation: "Without a purpose nobody can say whether a field is needed, on what basis it is used or who may see it. A purpose may be said on the field, the record, the file or in the configuration. Reported once per record.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let aimless =
        view.declared().filter(|field| field.declaration.uses.iter().all(|one| one.purpose.is_none()));
    let Some(fields) = Several::of(aimless) else { return };
    let message = format!(
        "Nothing says what {} in `{}` {} for.",
        fields.names(),
        view.record.name,
        fields.number("is", "are")
    );
    let offered = offers("purposes", view.notice().purposes.iter().map(|purpose| purpose.clause.id.as_str()));
    let builder = view
        .at_field(&RULE, fields.first, message)
        .fix(format!("Add `purpose`, or collect it no longer. {offered}"));
    push_all(out, [label_said(builder, fields.first, "declared here, without a purpose")]);
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
    fn fields_without_any_purpose_are_said_once_per_record() {
        assert_eq!(
            found(
                "  school varchar(80), -- @gdpr category=schooling\n  town varchar(80) -- @gdpr category=home-life lawful-basis=e"
            ),
            ["Nothing says what `school`, `town` in `child` are for."]
        );
    }

    #[test]
    fn one_purpose_is_enough_and_no_personal_data_need_none() {
        assert!(found("  school varchar(80), -- @gdpr category=schooling purpose=family-help\n  colour varchar(80) -- @gdpr not-personal=\"of the door\"").is_empty());
    }
}
