//! `sold-data`

use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::words::Several;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// The kind of commitment that this rule holds a schema to.
const PROMISE: &str = "no-sale";

pub(in crate::rules) static RULE: Rule = Rule {
    id: "sold-data",
    family: Family::Purpose,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "The notice promises that data are not sold.",
    summary: "Data are used for sale, marketing or another commercial purpose, and the notice promises that they are not sold.",
    explanation: "It fires where the notice has a commitment of the kind `no-sale` and the words of a declared purpose, in its id or in the notice's label for it, speak of selling, marketing or advertising. The words stand in the lexicon under `purpose-words`. Reported once per record and purpose.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=sale-to-tutors lawful-basis=e\n);\n",
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
    let Some(promise) = view.notice().commitment(PROMISE) else { return };
    for one in view.uses() {
        let Some(purpose) = one.purpose else { continue };
        let label = view.notice().purpose(purpose).map_or("", |known| known.clause.label.as_str());
        if !view.lexicon.is_commercial(&format!("{purpose} {label}")) {
            continue;
        }
        let Some(fields) = Several::of(one.fields.iter().map(|(field, _)| *field)) else { continue };
        let message = format!(
            "{} in `{}` {} used for `{purpose}`, which reads as a commercial purpose.",
            fields.names(),
            view.record.name,
            fields.number("is", "are"),
        );
        let mut builder = view
            .at_field(&RULE, fields.first, message)
            .because(format!("The notice promises: {}.", promise.label))
            .fix("Remove this use. If nothing is sold, give the purpose a name that says what it is.")
            .group(purpose, view.harm(fields.first));
        if let Some(said) = one.fields.iter().find_map(|(_, of)| of.purpose.as_ref()) {
            builder = builder.label(LabelRole::Declaration, &said.place, "declared here");
        }
        push_all(out, [builder.clause(&view.notice().source, promise, "the promise")]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, purpose: &str) -> usize {
        let sql = format!(
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose={purpose}\n);\n"
        );
        in_sql_under(notice, &RULE, &sql).len()
    }

    #[test]
    fn the_label_of_a_published_purpose_counts_too() {
        let labelled = EXAMPLE_NOTICE.replace("label: Holiday clubs", "label: Advertising holiday clubs");
        assert_eq!((found(&labelled, "holiday-club"), found(EXAMPLE_NOTICE, "holiday-club")), (1, 0));
    }

    #[test]
    fn without_the_promise_it_is_silent() {
        assert_eq!(found(&EXAMPLE_NOTICE.replace("no-sale, ", ""), "sale-to-tutors"), 0);
    }
}
