//! `retention-cannot-tell`

use super::judge::{finding, judgements, opening};
use crate::finding::{Finding, Severity};
use crate::retention::{Undecided, Verdict, why};
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
    explanation: "Periods are compared over lives, within the bounds between events. Where nothing bounds the two events against each other on either side, as between the birth of a child and that of a carer, or where the notice gives criteria instead of a period, nothing can be decided: the record may be kept too long or not. A person has to look.",
    bad: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"birth(carer) + P25Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
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
        let Some(comparison) = judged.over(Verdict::CannotTell) else { continue };
        let fix = match comparison.undecided {
            Some(Undecided::Criteria) => {
                "Hold the criteria against the record by hand, and ask for a period in the notice."
            }
            Some(Undecided::NoLife) => {
                "Check the bounds that the notice, its row or the configuration gives."
            }
            _ => {
                "Compare the two by hand, or declare what the system does from the event that the notice counts from, if it can. Bounds between the two can be given under `bounds`."
            }
        };
        let message = format!(
            "{} Whether that is too long cannot be told: {}.",
            opening(view, &judged),
            why(comparison.undecided)
        );
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
    fn an_unlinked_event_and_criteria_are_told_apart() {
        assert!(found(EXAMPLE_NOTICE, "birth(carer) + P25Y").unwrap().contains("nothing links"));
        let criteria =
            EXAMPLE_NOTICE.replace("keep: case-closure + P6Y", "criteria: as long as the family needs help");
        assert!(found(&criteria, "case-closure + P6Y").unwrap().contains("criteria and no period"));
        assert_eq!(found(EXAMPLE_NOTICE, "case-closure + P6Y"), None);
    }
}
