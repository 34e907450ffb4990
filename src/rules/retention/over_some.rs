//! `retention-over-some`

use super::judge::{BEFORE_DESTROYING, Ruling, finding, judgements, limits, opening};
use super::words::up_to;
use crate::finding::{Finding, Severity};
use crate::retention::Verdict;
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
    explanation: "The declared period and the notice's row count from the same event, and the system's date is later on some days of the calendar and not on others. A period in days against one in years does that, and so does a period added in several steps against one added at once. However small the excess, a promise that holds for most is broken for the rest.",
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

/// The most days that leap years and the lengths of months can make between two equal periods
/// that are written differently.
const CALENDAR: i64 = 4;

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for judged in judgements(view) {
        let Ruling::One(comparison) = &judged.ruling else { continue };
        if comparison.verdict != Verdict::OverForSome {
            continue;
        }
        let most = up_to(judged.system, limits(judged.row)).unwrap_or_else(|| "for ever".to_owned());
        let mut message =
            format!("{} Some records are over, {most}; others are not.", opening(view, &judged));
        if comparison.most.is_some_and(|days| days <= CALENDAR) {
            message.push_str(" The difference comes from leap years or the ends of months.");
        }
        let fix = format!(
            "Write the period as the notice does, or name another row if this is the wrong one. {BEFORE_DESTROYING}"
        );
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix)]);
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
            message.contains("by up to 1 day or up to 2 days, depending on how the notice is read; others"),
            "{message}"
        );
    }
}
