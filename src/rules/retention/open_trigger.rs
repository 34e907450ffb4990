//! `retention-open-trigger`

use super::judge::{finding, judgements, opening};
use crate::finding::{Finding, Severity};
use crate::lexicon::says;
use crate::retention::{Event, words};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-open-trigger",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Statute,
    source: "UK GDPR Article 5(1)(e): a period that never starts never ends.",
    summary: "The event that starts the period may never come, and no longest date stands beside it.",
    explanation: "The system counts from an event that need not come about, and the notice from another one. Where the event stays away, nothing ever destroys the record, however short the period. The verdict on the length is about the lives in which the event happens; this is about the others. `earlier(…, …)` with a date that always comes puts it right.",
    bad: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"award-end + P1D\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"earlier(award-end + P1D, case-closure + P6Y)\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for judged in judgements(view) {
        let timeline = view.terms.timeline;
        // What the notice itself says is not the system's fault.
        if judged.row.readings().contains(judged.system) {
            continue;
        }
        let limit = judged
            .row
            .readings()
            .iter()
            .find(|reading| timeline.may_never_come(judged.system, reading, &judged.row.bounds));
        let Some(limit) = limit else { continue };
        let mut events: Vec<&Event> = judged.system.events();
        events.retain(|event| timeline.event_may_not_happen(event, &judged.row.bounds));
        events.dedup();
        let when = judged.row.when.as_deref().unwrap_or_default();
        let texts = [view.record.name.as_str(), judged.row.clause.label.as_str(), when];
        let texts = if judged.row.catch_all.is_some() { &texts[..1] } else { &texts[..] };
        if events.iter().any(|event| texts.iter().any(|text| is_of(text, event, view))) {
            continue;
        }
        let events: Vec<String> = events.iter().map(|event| format!("`{event}`")).collect();
        let message = format!(
            "{} {} may never come: then nothing destroys the record, while the notice's period ({}) still ends.",
            opening(view, &judged),
            events.join(" and "),
            words(limit),
        );
        let fix = "Add a longest date that always comes, in the system and here: `earlier(…, …)` with one that ends no sooner than the notice and the law need.";
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix)]);
    }
}

/// Whether a record, or the row it falls under, is there for an event: an allegation, a payment;
/// and what is there for a plan has its end where a plan has to end some day.
fn is_of(text: &str, event: &Event, view: &View<'_>) -> bool {
    let comes = !["-end", "-closed", "-leaving"].iter().any(|end| event.name.ends_with(end))
        || view.terms.timeline.event(&event.name).is_some_and(|facts| facts.latest.is_some());
    let first = event.name.split('-').next().unwrap_or_default();
    comes && says(text, first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn found(keep: &str) -> Vec<Finding> {
        found_in("help", keep)
    }

    #[test]
    fn the_record_of_the_thing_itself_is_there_because_it_happened() {
        assert!(found_in("PAYMENT_LINE", "payment + P2Y").is_empty());
        assert!(found_in("cp_plan", "plan-end + P2Y").is_empty(), "a plan ends by law");
        assert_eq!(found_in("complaint", "complaint-closed + P2Y").len(), 1, "a complaint need not");
    }

    fn found_in(table: &str, keep: &str) -> Vec<Finding> {
        in_sql(
            &RULE,
            &format!(
                "-- @gdpr retention.class=help-file retention.keep=\"{keep}\"\nCREATE TABLE {table} (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n"
            ),
        )
    }

    #[test]
    fn what_may_stay_away_needs_a_longest_date() {
        let open = found("plan-end + P6Y");
        assert!(open[0].message.contains("`plan-end` may never come"), "{open:?}");
        for keep in [
            "case-closure + P6Y",
            "birth + P1Y",
            "permanent",
            "earlier(plan-end + P6Y, birth + P20Y)",
            "later(plan-end + P6Y, birth + P20Y)",
            "if(death before birth + P18Y, death + P1Y, birth + P19Y)",
        ] {
            assert!(found(keep).is_empty(), "{keep}");
        }
        assert!(found("first(payment) + P1Y").len() == 1 && found("case-closure + P1D").is_empty());
        assert_eq!(found("death + P1Y").len(), 1);
        assert_eq!(found("later(plan-end + P6Y, care-end + P20Y)").len(), 1);
    }
}
