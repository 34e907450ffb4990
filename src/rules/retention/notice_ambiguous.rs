//! `retention-notice-ambiguous`

use super::judge::{BEFORE_DESTROYING, finding, judgements};
use crate::finding::{Finding, NOTICE_ENDS, Severity};
use crate::notice::Limit;
use crate::retention::{Comparison, Verdict, over_by, over_by_up_to, why, words};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-notice-ambiguous",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Notice,
    source: "UK GDPR Articles 12(1) and 13(2)(a): people are told in clear words how long, or by which criteria.",
    summary: "Whether a record is kept too long depends on how the notice is read.",
    explanation: "A notice that says \"25 years\" and not from when can be read in several ways. Each reading that its file lists is compared; where the verdicts differ, the fault is the notice's and not the schema's. The linter never chooses. A post that answers for the schedule can adopt a reading in the notice file, with a date and a reason, and from then on that reading counts.",
    bad: Example {
        files: &[(
            "school.sql",
            "-- @gdpr retention.class=school-file retention.keep=\"school-leaving + P7Y\"\nCREATE TABLE pupil (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e\n);\n",
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
        if judged.ruling.agreed.is_some() || judged.row.limit == Limit::AtLeast {
            continue;
        }
        let each = &judged.ruling.each;
        let readings: Vec<String> = each
            .iter()
            .map(|(reading, comparison)| format!("as {}, {}", words(reading), verdict(comparison)))
            .collect();
        let written = judged
            .row
            .as_written
            .as_ref()
            .map_or_else(String::new, |written| format!(" says “{written}”, which"));
        let message = format!(
            "{} kept {}. The notice's row `{}`{written} can be read in {} ways: {}.",
            judged.what_is(view),
            words(judged.system),
            judged.row.clause.id,
            each.len(),
            readings.join("; "),
        );
        let over = each
            .iter()
            .any(|(_, comparison)| matches!(comparison.verdict, Verdict::Over | Verdict::OverForSome));
        let fix = format!(
            "The notice is at fault, not the schema. Whoever answers for the schedule can settle it: under this row of the notice file, `adopted: {{ reading: …, by: POST, on: DATE, reason: … }}`.{}{}",
            if over { " " } else { "" },
            if over { BEFORE_DESTROYING } else { "" },
        );
        let worst = judged.ruling.furthest().and_then(|comparison| comparison.worst.clone());
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix).life(worst, NOTICE_ENDS)]);
    }
}

/// What a reading would mean for the record.
fn verdict(comparison: &Comparison) -> String {
    match comparison.verdict {
        Verdict::Within => "it is within".to_owned(),
        Verdict::Over => format!("every record is over, {}", over_by(comparison)),
        Verdict::OverForSome => format!("some records are over, {}", over_by_up_to(comparison)),
        Verdict::CannotTell => format!("it cannot be told, because {}", why(comparison.undecided)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, keep: &str) -> Option<Finding> {
        let sql = format!(
            "-- @gdpr retention.class=school-file retention.keep=\"{keep}\"\nCREATE TABLE pupil (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help\n);\n"
        );
        in_sql_under(notice, &RULE, &sql).pop()
    }

    #[test]
    fn each_reading_has_its_own_verdict() {
        let message = found(EXAMPLE_NOTICE, "birth + P27Y").unwrap().message;
        assert!(
            message.contains("as 7 years after leaving school, some records are over, by up to 16 years"),
            "{message}"
        );
        assert!(message.contains("as 25 years after birth, every record is over, by 2 years"), "{message}");
        assert!(found(EXAMPLE_NOTICE, "birth + P30Y").is_none(), "over under every reading is no question");
    }

    #[test]
    fn destroying_is_warned_of_where_a_reading_is_over() {
        assert!(found(EXAMPLE_NOTICE, "birth + P25Y").unwrap().fix.ends_with(BEFORE_DESTROYING));
        let of_carer = EXAMPLE_NOTICE.replace(
            "birth + P25Y], categories: [schooling]",
            "birth(carer) + P25Y], categories: [schooling]",
        );
        let found = found(&of_carer, "birth + P10Y").unwrap();
        assert!(found.message.contains("it cannot be told, because nothing links"), "{}", found.message);
        assert!(!found.fix.ends_with(BEFORE_DESTROYING));
    }

    #[test]
    fn an_adopted_reading_settles_it() {
        let settled = EXAMPLE_NOTICE.replace("birth + P25Y], categories: [schooling]", "birth + P25Y], adopted: { reading: birth + P25Y, by: Records Manager, on: 2026-01-15, reason: as in the schedule }, categories: [schooling]");
        assert_ne!(settled, EXAMPLE_NOTICE);
        assert!(found(&settled, "birth + P27Y").is_none());
    }
}
