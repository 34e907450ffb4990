//! `adult-without-row`

use super::judge::{CHILD, groups};
use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::words::{article, by};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "adult-without-row",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "UK GDPR Article 13(2)(a): people are told how long their data are kept.",
    summary: "A record of an adult has a period, and the notice's schedule has no row for adults.",
    explanation: "A schedule written for children says nothing of parents, carers and staff. Where a record names no row, and no row for such a person covers its categories or takes everything else, nothing allows or forbids the period that the system has.",
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
    let mut uncovered = groups(view);
    uncovered.retain(|group| {
        let said = &group.said.value;
        said.keep.is_some() && said.class.is_none() && group.subject != CHILD && group.rows(view).is_empty()
    });
    let fields = uncovered.iter().flat_map(|group| group.fields.iter().map(|field| (group.subject, *field)));
    for (whose, several) in by(fields) {
        let message = format!(
            "{} in `{}` {} about {}, and the notice has no retention row for that.",
            several.names(),
            view.record.name,
            several.number("is", "are"),
            article(&whose.replace('-', " "))
        );
        let mut builder = view
            .at_record(&RULE, message)
            .fix("Name the row with `retention.class` if one applies; else ask for a row for adults in the notice. Declare `subject: child` if the record is a child's.");
        for group in uncovered.iter().filter(|group| group.subject == whose) {
            builder = builder.label(LabelRole::Declaration, &group.said.place, "what the system does");
        }
        push_all(
            out,
            [builder.label(
                LabelRole::Notice,
                &view.notice_place(view.notice().list_place("retention")),
                "the retention schedule of the notice",
            )],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, table: &str, columns: &[&str]) -> Vec<String> {
        let columns: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let (name, declared) = column.split_once(' ').unwrap_or((column, ""));
                let comma = if at + 1 == columns.len() { "" } else { "," };
                format!(
                    "  {name} varchar(80){comma} -- @gdpr category=who-you-are purpose=family-help {declared}"
                )
            })
            .collect();
        let sql = format!(
            "-- @gdpr retention=\"case-closure + P6Y\"\nCREATE TABLE {table} (\n{}\n);\n",
            columns.join("\n")
        );
        in_sql_under(notice, &RULE, &sql).into_iter().map(|finding| finding.message).collect()
    }

    const OWN: &str = "retention=\"last-contact + P1Y\"";

    #[test]
    fn fields_with_a_period_of_their_own_are_named_once_per_person() {
        let columns = [
            "first_name".to_owned(),
            format!("mother_phone subject=parent {OWN}"),
            "mother_name subject=parent retention=\"last-contact + P2Y\"".to_owned(),
            format!("adopter_name subject=adopter {OWN}"),
        ];
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        assert_eq!(
            found(EXAMPLE_NOTICE, "child", &columns),
            [
                "`adopter_name` in `child` is about an adopter, and the notice has no retention row for that.",
                "`mother_phone`, `mother_name` in `child` are about a parent, and the notice has no retention row for that.",
            ]
        );
    }

    #[test]
    fn a_childs_record_stays_the_childs() {
        assert!(
            found(EXAMPLE_NOTICE, "child", &["first_name", "worker_name subject=professional"]).is_empty()
        );
        assert!(found(EXAMPLE_NOTICE, "child", &["worker_name subject=professional"]).is_empty());
    }

    #[test]
    fn a_record_whose_fields_are_all_about_one_adult_is_the_adults() {
        let columns = ["name subject=parent", "phone subject=parent"];
        assert_eq!(found(EXAMPLE_NOTICE, "contact", &columns).len(), 1);
        assert_eq!(found(EXAMPLE_NOTICE, "carer", &["name", "phone"]).len(), 1);
    }

    #[test]
    fn a_row_for_the_person_is_one_whatever_it_covers() {
        let with = |row: &str| {
            EXAMPLE_NOTICE
                .replace("  - { id: help-file", &format!("  - {{ id: other, {row} }}\n  - {{ id: help-file"))
        };
        let of = |row: &str| found(&with(row), "carer", &["name"]).len();
        assert_eq!(of("subject: carer, keep: case-closure + P6Y"), 0);
        assert_eq!(of("subject: carer, keep: case-closure + P6Y, categories: [home-life]"), 0);
        assert_eq!(of("catch-all: carer, keep: case-closure + P6Y"), 0);
        assert_eq!(of("subject: adopter, keep: case-closure + P6Y, categories: [who-you-are]"), 1);
        assert_eq!(of("keep: case-closure + P6Y, categories: [who-you-are]"), 1);
    }
}
