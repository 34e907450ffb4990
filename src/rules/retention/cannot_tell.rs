//! `retention-cannot-tell`

use super::judge::{Ruling, finding, judgements, opening};
use crate::finding::{Finding, Severity};
use crate::notice::RowPeriod;
use crate::retention::Verdict;
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-cannot-tell",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Notice,
    source: "UK GDPR Article 5(1)(e): no longer than is necessary, and no longer than the notice promises.",
    summary: "What the system does and what the notice allows could not be compared.",
    explanation: "This version compares periods that count from the same event. Where the system counts from one and the notice from another, or where the notice gives criteria instead of a period, nothing was decided: the record may be kept too long or not. A person has to look.",
    bad: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"birth + P25Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for judged in judgements(view) {
        let Ruling::One(comparison) = &judged.ruling else { continue };
        if comparison.verdict != Verdict::CannotTell {
            continue;
        }
        let (why, fix) = if matches!(judged.row.period, RowPeriod::Criteria) {
            (
                "The notice gives criteria and no period, so nothing was decided",
                "Hold the criteria against the record by hand, and ask for a period in the notice.",
            )
        } else {
            (
                "The two do not count from the same event, and this version compares only periods that do, so nothing was decided",
                "Compare the two by hand, or declare what the system does from the event that the notice counts from, if it can.",
            )
        };
        let message = format!("{} {why}: it may be too long or not.", opening(view, &judged));
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, keep: &str) -> Option<String> {
        let sql = format!(
            "-- @gdpr retention.class=help-file retention.keep=\"{keep}\"\nCREATE TABLE help (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n"
        );
        in_sql_under(notice, &RULE, &sql).pop().map(|finding| finding.message)
    }

    #[test]
    fn another_event_and_criteria_are_told_apart() {
        assert!(found(EXAMPLE_NOTICE, "birth + P25Y").unwrap().contains("same event"));
        let criteria =
            EXAMPLE_NOTICE.replace("keep: case-closure + P6Y", "criteria: as long as the family needs help");
        assert!(found(&criteria, "case-closure + P6Y").unwrap().contains("criteria and no period"));
        assert_eq!(found(EXAMPLE_NOTICE, "case-closure + P6Y"), None);
    }
}
