//! `retention-under-published`

use super::judge::{by_reading, finding, judgements, opening};
use crate::finding::{Finding, Severity};
use crate::notice::Limit;
use crate::retention::{Comparison, Keep, Verdict, length, range};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-under-published",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Notice,
    source: "UK GDPR Article 13(2)(a): people are told how long, and may come to rely on a record that is no longer there.",
    summary: "Records are destroyed earlier than the notice says.",
    explanation: "Keeping less is often right. But people who read the notice expect the record to be there, and a law may need it for as long. Either the notice or the system is out of date. It fires only where the system destroys earlier in every life, under every reading of the row; where the row sets a shortest period (`limit: at-least`), where it does in some. A row that sets a longest period (`limit: at-most`) allows less.",
    bad: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P3Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
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
        let for_ever = |reading: &Keep| matches!((judged.system, reading), (Keep::Until(_), Keep::Permanent));
        // Whatever it may be lengthened to, the period itself is what people are told.
        let ruling = view.terms.timeline.rule(judged.system, judged.row.readings(), &judged.row.bounds);
        let each = &ruling.each;
        let earlier = |(reading, comparison): &(Keep, Comparison)| match judged.row.limit {
            Limit::AtMost => false,
            // A shortest period is broken by one record that goes before it.
            Limit::AtLeast => for_ever(reading) || is_earlier_for_some(comparison),
            Limit::Exactly => for_ever(reading) || is_earlier(comparison),
        };
        if each.is_empty() || !each.iter().all(earlier) {
            continue;
        }
        let (least, most) = ruling.excess();
        let message = if judged.row.limit == Limit::AtLeast && most.is_none_or(|most| most >= 0) {
            let by = least.map_or_else(String::new, |least| format!(", by up to {}", length(least)));
            format!(
                "{} The row sets a shortest period, and some records go before it{by}.",
                opening(view, &judged)
            )
        } else {
            let by = least.zip(most).map_or_else(String::new, |(least, most)| {
                format!(", by {}{}", range(least, most), by_reading(&ruling))
            });
            format!("{} Every record goes earlier than people are told{by}.", opening(view, &judged))
        };
        let fix = "Keep it as long as the notice says, or correct the notice. Make sure first that no statute needs it longer.";
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix)]);
    }
}

/// Whether the system is earlier in every life.
fn is_earlier(comparison: &Comparison) -> bool {
    comparison.verdict == Verdict::Within && comparison.most.is_some_and(|most| most < 0)
}

/// Whether it is earlier in some, as far as anything can be told.
fn is_earlier_for_some(comparison: &Comparison) -> bool {
    matches!(comparison.verdict, Verdict::Within | Verdict::OverForSome)
        && comparison.least.is_none_or(|least| least < 0)
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
    fn always_earlier_is_found_and_sometimes_earlier_is_not() {
        assert!(found(EXAMPLE_NOTICE, "case-closure + P3Y").unwrap().contains("by 3 years"));
        assert_eq!(found(EXAMPLE_NOTICE, "case-closure + P2191D"), None);
        assert_eq!(found(EXAMPLE_NOTICE, "case-closure + P7Y"), None);
        assert_eq!(found(EXAMPLE_NOTICE, "birth + P6Y"), None);
        // A case closes at the earliest 294 days before birth.
        assert!(found(EXAMPLE_NOTICE, "birth + P1Y").unwrap().ends_with("by 4.2 to 30 years."));
    }

    #[test]
    fn readings_that_agree_give_a_range() {
        let notice = EXAMPLE_NOTICE.replace(
            "keep: case-closure + P6Y",
            "as-written: six years, readings: [case-closure + P6Y, case-closure + P7Y]",
        );
        let message = found(&notice, "case-closure + P4Y").unwrap();
        assert!(message.ends_with("by 2 to 3 years, depending on how the notice is read."), "{message}");
    }

    #[test]
    fn of_two_rows_the_nearer_one_is_what_people_rely_on() {
        let notice = EXAMPLE_NOTICE.replace(
            "  - { id: help-file",
            "  - { id: long-file, keep: case-closure + P25Y, categories: [home-life] }\n  - { id: help-file",
        );
        let sql = "-- @gdpr retention=\"case-closure + P6Y\"\nCREATE TABLE help (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n";
        assert!(in_sql_under(&notice, &RULE, sql).is_empty());
    }

    #[test]
    fn a_longest_period_may_be_undercut_and_a_shortest_by_nobody() {
        let limited = |limit: &str| {
            let row = format!("keep: case-closure + P6Y, limit: {limit}");
            EXAMPLE_NOTICE.replace("keep: case-closure + P6Y", &row)
        };
        assert_eq!(found(&limited("at-most"), "case-closure + P3Y"), None);
        assert!(found(&limited("at-least"), "birth + P6Y").unwrap().contains("by up to 25 years"));
        assert_eq!(found(&limited("at-least"), "case-closure + P9Y"), None);
    }

    #[test]
    fn any_end_is_earlier_than_none() {
        let for_ever = EXAMPLE_NOTICE.replace("keep: case-closure + P6Y", "keep: permanent");
        assert!(found(&for_ever, "case-closure + P6Y").unwrap().ends_with("earlier than people are told."));
    }
}
