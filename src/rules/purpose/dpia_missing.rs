//! `dpia-missing`

use crate::finding::{Finding, Severity};
use crate::notice::CategoryKind;
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::words::{Several, label_said};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "dpia-missing",
    family: Family::Purpose,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Article 35(3)(b): special category or criminal offence data on a large scale need a data protection impact assessment.",
    summary: "A record holds special category or criminal offence data, and no impact assessment is referred to.",
    explanation: "A system that keeps such data about the people a council serves does so on a large scale unless somebody has shown otherwise. The assessment need not be repeated: `dpia` refers to it, on the field, the record, the file or in the configuration, or to the record of the decision that none is needed. Records about professionals are left out. Reported once per record.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  religion varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=e condition=h schedule-1=2\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "-- @gdpr dpia=DPIA-2026-04\nCREATE TABLE child (\n  religion varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=e condition=h schedule-1=2\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let grave = |field: &&FieldView<'_>| {
        field.kind().is_some_and(|kind| kind != CategoryKind::Ordinary)
            && field.declaration.dpia.is_none()
            && !is_about_a_professional(view, field)
    };
    let Some(fields) = Several::of(view.declared().filter(grave)) else { return };
    let holds = |kind: &CategoryKind| view.declared().filter(grave).any(|field| field.kind() == Some(*kind));
    let kinds: Vec<&str> = [CategoryKind::Special, CategoryKind::Offence]
        .iter()
        .filter(|kind| holds(kind))
        .map(|kind| kind.words())
        .collect();
    let message = format!(
        "{} in `{}` {} {}, and no impact assessment is referred to.",
        fields.names(),
        view.record.name,
        fields.number("holds", "hold"),
        kinds.join(" and "),
    );
    let builder = view
        .at_field(&RULE, fields.first, message)
        .fix("Add `dpia` with the reference of the assessment, best once for the file or the system, or of the decision that none is needed. Where there is neither, the assessment comes before the data.");
    push_all(out, [label_said(builder, fields.first, "declared here, without an assessment")]);
}

/// Whether a field is about a professional: by its declared subject, else by its record.
fn is_about_a_professional(view: &View<'_>, field: &FieldView<'_>) -> bool {
    match &field.declaration.subject {
        Some(said) => view
            .lexicon
            .person_in(&said.value)
            .is_some_and(|(person, _, _)| person.of.as_deref() == Some("professional")),
        None => view.context.subject() == Some("professional"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn count(table: &str, more: &str) -> usize {
        in_sql(&RULE, &format!("CREATE TABLE {table} (\n  diagnosis varchar(20), -- @gdpr category=wellbeing purpose=family-help {more}\n  sentence varchar(20) -- @gdpr category=offending purpose=family-help {more}\n);\n")).len()
    }

    #[test]
    fn once_per_record_and_not_for_professionals() {
        assert_eq!(count("child", ""), 1);
        assert_eq!(count("child", "dpia=D-1"), 0);
        assert_eq!(count("social_worker", ""), 0);
        assert_eq!(count("child", "subject=professional"), 0);
        assert_eq!(count("social_worker", "subject=child"), 1);
    }
}
