//! `notice-below-floor`

use std::sync::Arc;

use super::judge::{finding, judgements};
use super::statute::below;
use crate::finding::{Finding, STATUTE_ENDS, Severity};
use crate::retention::{length, range, words};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "notice-below-floor",
    family: Family::Retention,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "A statute sets the shortest period for such records.",
    summary: "The notice allows less than a statute needs.",
    explanation: "A record falls under a row of the notice, and the row ends before the statutory minimum for such records does, in some life and under some reading. A system that follows the statute is not at fault then, and `retention-over` leaves it alone: the notice promises what the law forbids. Amend the notice; destroy nothing.",
    bad: Example {
        files: &[(
            "adoption.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention=\"adoption-order + P100Y\"\nCREATE TABLE adoption_case (\n  faith_notes text -- @gdpr category=who-you-are\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "help.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention=\"birth + P25Y\"\nCREATE TABLE family_visit (\n  visit_notes text -- @gdpr category=who-you-are\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for judged in judgements(view) {
        let Some((minimum, reading, compared)) = below(view, &judged) else { continue };
        let read = if judged.row.readings().len() > 1 { "can be read as" } else { "allows" };
        let short = match (compared.least, compared.most) {
            (Some(least), Some(most)) if most < 0 => {
                format!(", too short for every record, by {}", range(least, most))
            }
            (Some(least), _) => format!(", too short for some records, by up to {}", length(least)),
            (None, _) => ", too short for some records, without limit".to_owned(),
        };
        let message = format!(
            "The law needs `{}` longer than the notice says: {} ({}). The row “{}” {read} {}{short}.",
            view.record.name,
            words(&minimum.keep),
            minimum.label,
            judged.row.clause.label,
            words(reading),
        );
        let builder = finding(view, &RULE, &judged, message)
            .because(format!("{}: the shortest period for such records.", minimum.cite))
            .fix("Amend the notice; destroy nothing. Until then keep the record as long as the law needs.")
            .group(format!("{}, {}", judged.row.clause.id, minimum.id), 3)
            .life(
                view.terms.timeline.shortest(reading, &minimum.keep, &judged.row.bounds).map(Arc::new),
                STATUTE_ENDS,
            );
        push_all(out, [builder]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::retention::{over, over_some};
    use crate::rules::testing::in_sql_under;

    fn found(rule: &Rule, notice: &str, keep: &str) -> Vec<String> {
        let sql = format!(
            "-- @gdpr retention=\"{keep}\"\nCREATE TABLE adoption_case (\n  name text -- @gdpr category=who-you-are purpose=family-help\n);\n"
        );
        in_sql_under(notice, rule, &sql).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn the_notice_is_at_fault_and_not_the_system() {
        let of = |rule, keep| found(rule, EXAMPLE_NOTICE, keep);
        let message = of(&RULE, "adoption-order + P100Y");
        assert!(message[0].contains("“All else about a child” allows 25 years after birth"), "{message:?}");
        assert!(of(&over::RULE, "adoption-order + P100Y").is_empty());
        assert!(of(&over_some::RULE, "adoption-order + P100Y").is_empty());
        // Longer than the statute needs is too long whatever the notice says.
        assert_eq!(of(&over::RULE, "adoption-order + P150Y").len(), 1);
        assert_eq!(of(&RULE, "adoption-order + P150Y").len(), 1);
    }

    #[test]
    fn a_row_that_lasts_is_no_fault() {
        let lasting = EXAMPLE_NOTICE
            .replace("keep: birth + P25Y, catch-all", "keep: adoption-order + P100Y, catch-all");
        assert!(found(&RULE, &lasting, "adoption-order + P100Y").is_empty());
        let for_ever = EXAMPLE_NOTICE.replace("keep: birth + P25Y, catch-all", "keep: permanent, catch-all");
        assert!(found(&RULE, &for_ever, "permanent").is_empty());
        let least = EXAMPLE_NOTICE
            .replace("keep: birth + P25Y, catch-all", "keep: birth + P25Y, limit: at-least, catch-all");
        assert!(found(&RULE, &least, "adoption-order + P100Y").is_empty());
    }
}
