//! `retention-over`

use super::judge::{BEFORE_DESTROYING, by_reading, finding, judgements, opening};
use super::statute::{notice_is_below, right_row};
use crate::finding::{Finding, NOTICE_ENDS, Severity};
use crate::retention::{Verdict, over_by};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-over",
    family: Family::Retention,
    severity: Severity::Error,
    audience: Audience::RecordsManager,
    authority: Authority::Notice,
    source: "UK GDPR Article 5(1)(e): no longer than is necessary, and no longer than the notice promises.",
    summary: "Every record is kept longer than the notice allows.",
    explanation: "The declared period is compared with the notice's row over lives: every day on which the child can be born and every event can fall, within the bounds of the timeline. In every one of them the system destroys later than the notice allows. The excess is in days of the calendar, the least and the most. Where a statute needs the longer period, the notice is at fault and `notice-below-floor` says so instead. A finding here destroys nothing: holds, claims and the order of precedence between rows come first.",
    bad: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P10Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
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
        let Some(comparison) = judged.over(Verdict::Over) else { continue };
        if notice_is_below(view, &judged) {
            continue;
        }
        let mut message = format!(
            "{} Every record is over, {}{}.",
            opening(view, &judged),
            over_by(comparison),
            if comparison.most.is_some() { by_reading(&judged.ruling) } else { "" },
        );
        if comparison.edge {
            message.push_str(" The difference comes from leap years or the ends of months.");
        }
        let fix = match right_row(view, &judged) {
            Some((minimum, row)) => format!(
                "Name the row `{}` with `retention.class`: the law needs such a record that long ({}). Destroy nothing.",
                row.clause.id, minimum.cite
            ),
            None => format!(
                "Shorten what the system does, or name another row if this is the wrong one. {BEFORE_DESTROYING}"
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

    fn message(notice: &str, declared: &str, category: &str) -> String {
        let sql = format!(
            "-- @gdpr {declared}\nCREATE TABLE help (\n  note text, -- @gdpr category={category} purpose=family-help\n  school varchar(9) -- @gdpr category={category} purpose=family-help\n);\n"
        );
        let found = in_sql_under(notice, &RULE, &sql);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].message.clone()
    }

    #[test]
    fn for_ever_is_over_for_ever() {
        let message = message(EXAMPLE_NOTICE, "retention=permanent", "home-life");
        assert!(message.starts_with("`help` is kept for ever;"), "{message}");
        assert!(message.ends_with("Every record is over, for ever."), "{message}");
    }

    #[test]
    fn readings_that_agree_give_a_range_and_not_the_first() {
        let notice =
            EXAMPLE_NOTICE.replace("[school-leaving + P7Y, birth + P25Y]", "[birth + P25Y, birth + P20Y]");
        let message = message(&notice, "retention=\"birth + P30Y\"", "schooling");
        assert!(
            message.ends_with("Every record is over, by 5 to 10 years, depending on how the notice is read."),
            "{message}"
        );
    }

    #[test]
    fn a_hold_is_pointed_at_and_lengthens_nothing() {
        let sql = "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P10Y\" hold.name=inquiry hold.authority=judge hold.scope=all hold.review=2027-01-01\nCREATE TABLE help (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n";
        let found = in_sql(&RULE, sql);
        assert!(found[0].labels.iter().any(|label| label.text.starts_with("a hold: nothing is destroyed")));
    }

    /// The row, the label of the finding's own row, and those of the other rows.
    fn rows(sql: &str) -> (String, Vec<String>) {
        let notice = EXAMPLE_NOTICE.replace(
            "{ id: every-other-child",
            "{ id: long-file, label: Long files, keep: case-closure + P3Y, categories: [faith] }\n  - { id: every-other-child",
        );
        let mut found = in_sql_under(&notice, &RULE, sql);
        let found = found.pop().unwrap();
        let clauses = found.labels.iter().filter_map(|label| label.clause.clone()).collect();
        (found.message, clauses)
    }

    #[test]
    fn of_two_rows_both_over_the_one_with_the_larger_excess_counts() {
        let (message, clauses) = rows(
            "-- @gdpr retention=\"case-closure + P10Y\"\nCREATE TABLE help (\n  note text, -- @gdpr category=home-life purpose=family-help\n  church text -- @gdpr category=faith purpose=family-help\n);\n",
        );
        assert!(message.contains("(Long files, the strictest of 2 rows)"), "{message}");
        assert!(message.ends_with("by 7 years."), "{message}");
        assert_eq!(clauses, ["long-file", "help-file"]);
    }

    #[test]
    fn a_parents_field_with_a_period_of_its_own_is_judged_as_the_parents() {
        let notice = EXAMPLE_NOTICE.replace(
            "{ id: every-other-child",
            "{ id: parent-file, label: Files of parents, subject: parent, keep: last-contact + P1Y }\n  - { id: every-other-child",
        );
        let sql = "-- @gdpr retention=\"birth + P25Y\"\nCREATE TABLE child (\n  first_name varchar(9), -- @gdpr category=who-you-are purpose=family-help\n  mother_phone varchar(9) -- @gdpr category=who-you-are purpose=family-help subject=parent retention=\"last-contact + P2Y\"\n);\n";
        let found = in_sql_under(&notice, &RULE, sql);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.starts_with("`mother_phone` in `child` is kept 2 years after last contact; the notice allows 1 year after last contact (Files of parents)"),
            "{}",
            found[0].message
        );
    }

    #[test]
    fn a_row_for_someone_else_does_not_take_a_childs_record() {
        let notice =
            EXAMPLE_NOTICE.replace("keep: case-closure + P6Y,", "keep: birth + P6Y, subject: carer,");
        let sql = "-- @gdpr retention=\"birth + P25Y\"\nCREATE TABLE child (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n";
        assert_eq!(in_sql_under(&notice, &RULE, sql).len(), 0);
        let of_carer = sql.replace("TABLE child", "TABLE carer");
        assert_eq!(in_sql_under(&notice, &RULE, &of_carer).len(), 1);
        assert_eq!(in_sql(&RULE, sql).len(), 0);
    }
}
