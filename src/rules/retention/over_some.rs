//! `retention-over-some`

use super::judge::{BEFORE_DESTROYING, by_reading, finding, judgements, opening};
use super::statute::{notice_is_below, right_row};
use crate::finding::{Finding, NOTICE_ENDS, Severity};
use crate::retention::{Verdict, over_by_up_to, worst};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-over-some",
    family: Family::Retention,
    severity: Severity::Error,
    audience: Audience::RecordsManager,
    authority: Authority::Notice,
    source: "UK GDPR Article 5(1)(e): no longer than is necessary, and no longer than the notice promises.",
    summary: "Some records are kept longer than the notice allows.",
    explanation: "The declared period is compared with the notice's row over lives: every day on which the child can be born and every event can fall, within the bounds of the timeline. In some of them the system destroys later than the notice allows, and the worst is shown with its dates. A period in days against one in years does that too, and so does a period added in several steps against one added at once: however small the excess, a promise that holds for most is broken for the rest. Where a case could close a year later than the bounds say and the verdict is another one then, that is said.",
    bad: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P2192D\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
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
        let Some(comparison) = judged.over(Verdict::OverForSome) else { continue };
        if notice_is_below(view, &judged) {
            continue;
        }
        let mut message = format!(
            "{} Some records are over, {}{}; others are not.",
            opening(view, &judged),
            over_by_up_to(comparison),
            if comparison.most.is_some() { by_reading(&judged.ruling) } else { "" },
        );
        if comparison.edge {
            message.push_str(" The difference comes from leap years or the ends of months.");
        } else if let Some(life) = &comparison.worst {
            let which = if comparison.most.is_some() { "Worst" } else { "For example" };
            message.push_str(&format!(" {which}: {}.", worst(life)));
        }
        let fix = match (right_row(view, &judged), judged.ruling.each.as_slice()) {
            (Some((minimum, row)), _) => format!(
                "Name the row `{}` with `retention.class`: the law needs such a record that long ({}). Destroy nothing.",
                row.clause.id, minimum.cite
            ),
            _ if comparison.edge => {
                format!(
                    "Count as the notice does: the same units, added in the same steps. {BEFORE_DESTROYING}"
                )
            }
            (_, [(limit, _)]) => format!(
                "Shorten it, for instance to `earlier({}, {limit})`, or name another row if this is the wrong one. {BEFORE_DESTROYING}",
                judged.system
            ),
            _ => format!(
                "Shorten it so that it ends in time for every child, or name another row if this is the wrong one. {BEFORE_DESTROYING}"
            ),
        };
        let worst = comparison.worst.clone();
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix).life(worst, NOTICE_ENDS)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{in_sql, in_sql_under};

    #[test]
    fn a_few_days_are_still_over_and_say_why() {
        let found = |keep: &str| {
            let sql = format!(
                "-- @gdpr retention.class=help-file retention.keep=\"{keep}\"\nCREATE TABLE help (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n"
            );
            in_sql(&RULE, &sql).pop().map(|finding| finding.message)
        };
        // Six years are 2,190 days where a century without a leap day falls into them, else 2,191 or 2,192.
        assert!(
            found("case-closure + P2192D")
                .unwrap()
                .contains("by up to 2 days; others are not. The difference comes from leap years")
        );
        assert_eq!(found("case-closure + P2190D"), None);
        assert_eq!(found("case-closure + P7Y"), None);
    }

    #[test]
    fn readings_that_agree_say_what_each_is_over_by() {
        let notice = EXAMPLE_NOTICE
            .replace("[school-leaving + P7Y, birth + P25Y]", "[birth + P1Y + P2193D, birth + P2557D]");
        let sql = "-- @gdpr retention=\"birth + P7Y\"\nCREATE TABLE pupil (\n  school text -- @gdpr category=schooling purpose=family-help\n);\n";
        assert_eq!(in_sql_under(&notice, &RULE, sql).len(), 0, "never over");
        let notice =
            notice.replace("[birth + P1Y + P2193D, birth + P2557D]", "[birth + P2556D, birth + P2555D]");
        let message = &in_sql_under(&notice, &RULE, sql)[0].message;
        assert!(
            message.contains("by up to 2 days, depending on how the notice is read; others"),
            "{message}"
        );
    }
}
