//! `retention-below-floor`

use std::sync::Arc;

use super::judge::groups;
use super::statute::{Applies, falls_short, minimums_of};
use crate::finding::{Finding, LabelRole, STATUTE_ENDS, Severity};
use crate::lexicon::Confidence;
use crate::retention::{Keep, Verdict, length, range, words};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-below-floor",
    family: Family::Retention,
    severity: Severity::Error,
    audience: Audience::RecordsManager,
    authority: Authority::Statute,
    source: "A statute sets the shortest period for such records.",
    summary: "The system destroys a record before a statute allows it to.",
    explanation: "Some records have to last: the case record of a looked-after child, the record of a foster carer, the case record of an adoption. The declared period is compared with the statutory minimum over lives, for records whose name, or whose row in the notice, speaks of such a record, under the law of the notice's nation. It fires where some life ends too early; as a warning where nothing links the two events, because then nothing shows that the record lasts.",
    bad: Example {
        files: &[(
            "adoption.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention=\"adoption-order + P75Y\"\nCREATE TABLE adoption_case (\n  home_notes text -- @gdpr category=home-life\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "adoption.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention=\"adoption-order + P100Y\"\nCREATE TABLE adoption_case (\n  home_notes text -- @gdpr category=home-life\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for group in groups(view) {
        let Some(system @ Keep::Until(_)) = &group.said.value.keep else { continue };
        let row = group.rows(view).first().map(|row| row.bounds.clone()).unwrap_or_default();
        for Applies { minimum, by_row } in minimums_of(view, &group) {
            let compared = view.terms.timeline.compare(system, &minimum.keep, &row);
            let unlinked = compared.verdict == Verdict::CannotTell;
            if !unlinked && !falls_short(&compared) {
                continue;
            }
            let short = match (compared.least, compared.most) {
                _ if unlinked => "Nothing links the two, so nothing shows that it lasts.".to_owned(),
                (Some(least), Some(most)) if most < 0 => {
                    format!("Every record goes too early, by {}.", range(least, most))
                }
                (Some(least), _) => format!("Some records go too early, by up to {}.", length(least)),
                (None, _) => "Some records go too early, without limit.".to_owned(),
            };
            let message = format!(
                "`{}` is kept {}; the law needs it {} ({}). {short}",
                view.record.name,
                words(system),
                words(&minimum.keep),
                minimum.label,
            );
            let because = format!("{}: the shortest period for such records.", minimum.cite);
            let builder = view
                .at_record(&RULE, message)
                .because(because)
                .group(minimum.id.as_str(), 3)
                .label(LabelRole::Declaration, &group.said.place, "what the system does")
                .fix("Keep it at least as long as the law needs. Destroy nothing before that; where the notice says less, the notice has to change.")
                .life(view.terms.timeline.shortest(system, &minimum.keep, &row).map(Arc::new), STATUTE_ENDS);
            let builder = if unlinked {
                builder.severity(Severity::Warning).confidence(Confidence::Possible)
            } else if by_row {
                builder
            } else {
                builder.confidence(Confidence::Likely)
            };
            push_all(out, [builder]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, table: &str, keep: &str) -> Vec<Finding> {
        let sql = format!(
            "-- @gdpr retention=\"{keep}\"\nCREATE TABLE {table} (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n"
        );
        in_sql_under(notice, &RULE, &sql)
    }

    #[test]
    fn a_looked_after_childs_record_lasts_until_75() {
        let short = found(EXAMPLE_NOTICE, "looked_after_child", "birth + P25Y");
        assert!(short[0].message.contains("Some records go too early, by up to 50 years"), "{short:?}");
        assert!(short[0].why.contains("SI 2010/959"));
        assert!(found(EXAMPLE_NOTICE, "looked_after_child", "birth + P75Y").is_empty());
        let form = "earlier(birth + P75Y, death + P15Y)";
        assert!(found(EXAMPLE_NOTICE, "LAC_EPISODE", form)[0].message.contains("Some records"));
        let form = "if(death before birth + P18Y, death + P15Y, birth + P75Y)";
        assert!(found(EXAMPLE_NOTICE, "LAC_EPISODE", form).is_empty());
        for other in ["family_visit", "health_care_episode", "pet_adoption", "technology_adoption_survey"] {
            assert!(found(EXAMPLE_NOTICE, other, "birth + P25Y").is_empty(), "{other}");
        }
        assert_eq!(short[0].confidence, Confidence::Likely, "only its name says so");
    }

    #[test]
    fn nothing_between_carer_and_approval_is_a_warning() {
        let found = found(EXAMPLE_NOTICE, "foster_carer", "birth(carer) + P75Y");
        assert_eq!(found[0].severity, Severity::Warning);
        assert!(found[0].message.ends_with("nothing shows that it lasts."));
    }

    #[test]
    fn the_closest_words_count_and_private_fostering_is_another_matter() {
        assert!(found(EXAMPLE_NOTICE, "foster_carer_application", "application-end(carer) + P3Y").is_empty());
        assert!(found(EXAMPLE_NOTICE, "private_fostering_notification", "birth + P25Y").is_empty());
        assert_eq!(found(EXAMPLE_NOTICE, "adoption", "adoption-order + P75Y").len(), 1);
    }

    #[test]
    fn another_nation_has_another_law() {
        let welsh = EXAMPLE_NOTICE.replace("controller:", "nation: wales\ncontroller:");
        assert!(found(&welsh, "looked_after_child", "birth + P25Y").is_empty());
    }
}
