//! `adult-without-row`

use super::judge::{rows, subject};
use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::words::Several;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "adult-without-row",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "UK GDPR Article 13(2)(a): people are told how long their data are kept.",
    summary: "A record of an adult has a period, and the notice's schedule has no row for adults.",
    explanation: "A schedule written for children says nothing of parents, carers and staff. Where a record names no row, no row covers its categories, and the row that takes everything else is for children only, nothing allows or forbids the period that the system has.",
    bad: Example {
        files: &[(
            "carer.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention=\"case-closure + P6Y\"\nCREATE TABLE carer (\n  carer_ref int -- @gdpr category=who-you-are\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "carer.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE carer (\n  carer_ref int -- @gdpr category=who-you-are\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let uncovered = |field: &&FieldView<'_>| {
        let said = field.declaration.retention.as_ref();
        said.is_some_and(|said| said.value.keep.is_some() && said.value.class.is_none())
    };
    let fields: Vec<&FieldView<'_>> = view.declared().filter(uncovered).collect();
    let (Some(several), Some(said)) = (
        Several::of(fields.iter().copied()),
        fields.first().and_then(|field| field.declaration.retention.as_ref()),
    ) else {
        return;
    };
    let whose = subject(view, &fields);
    if whose == "child" || !rows(view, &said.value, &fields).is_empty() {
        return;
    }
    let message = format!(
        "{} in `{}` {} about a {}, and the notice has no retention row for that.",
        several.names(),
        view.record.name,
        several.number("is", "are"),
        whose.replace('-', " ")
    );
    push_all(out, [view
        .at_record(&RULE, message)
        .fix("Name the row with `retention.class` if one applies; else ask for a row for adults in the notice. Declare `subject: child` if the record is a child's.")
        .label(LabelRole::Declaration, &said.place, "what the system does")
        .label(LabelRole::Notice, &view.notice_place(view.notice().list_place("retention")), "the retention schedule of the notice")]);
}
