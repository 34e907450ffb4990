//! `retention-trigger-not-recorded`

use std::collections::BTreeSet;

use super::recorded::{has, key, records};

use crate::declaration::{RetentionSaid, Said};
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::retention::{Event, Expression, Keep, Point, words};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-trigger-not-recorded",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::Statute,
    source: "UK GDPR Article 5(1)(e): data are kept no longer than is necessary; a period whose start nobody records never ends.",
    summary: "Nothing records the event from which a retention period counts.",
    explanation: "A period of six years after case closure can only be applied where something says when the case closed. The event is recorded where a field of the record, of another record or of another schema of the same run is named after it and can hold a date (`closed_on`, `dob`), or where `retention.recorded-in` names the field or the system that holds it. Of several events in `earlier(…)` one is enough. A birth or a death is that of the person named in the period. Reported once per record and event.",
    bad: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE help (\n  home_notes text, -- @gdpr category=home-life purpose=family-help lawful-basis=e\n  closed_by varchar(30)\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE help (\n  home_notes text, -- @gdpr category=home-life purpose=family-help lawful-basis=e\n  closed_on date\n);\n",
        )],
    },
    check: Check::Record(check),
};

/// Between the keys of events of which one is enough, in what a finding is grouped by.
const OR: &str = " or ";

/// Whether what a finding misses is recorded by another record or file.
pub(crate) fn is_settled(finding: &Finding, recorded: &BTreeSet<String>) -> bool {
    finding.rule.id == RULE.id && finding.kind.split(OR).any(|key| has(recorded, key))
}

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for field in view.declared() {
        let Some(said) = &field.declaration.retention else { continue };
        let Some(Keep::Until(expression)) = &said.value.keep else { continue };
        if said.value.recorded_in.is_some() {
            continue;
        }
        let mut needed = Vec::new();
        need(expression, &mut needed);
        for any_of in needed {
            // Of an event that only the notice knows, nobody knows how fields record it.
            let unknown = |event: &&Event| view.terms.timeline.recorded().words_of(&event.name).is_empty();
            if any_of.iter().any(|event| unknown(event) || records(view, event)) {
                continue;
            }
            let mut keys: Vec<String> =
                any_of.iter().map(|event| key(&event.name, event.subject.as_deref())).collect();
            keys.dedup();
            let keys = keys.join(OR);
            if seen.insert(keys.clone()) {
                push_all(out, [missing(view, said, &any_of, keys)]);
            }
        }
    }
}

/// The events that have to be recorded for a period to end: of each list one.
fn need<'e>(expression: &'e Expression, into: &mut Vec<Vec<&'e Event>>) {
    match &expression.point {
        // What comes first ends the period, so one of them is enough for it to end.
        point @ Point::Earlier(_) => {
            let mut events = Vec::new();
            point.events(&mut events);
            into.push(events);
        }
        Point::Later(several) => several.iter().for_each(|one| need(one, into)),
        Point::EndOf(_, one) => need(one, into),
        Point::If { first, before, then, otherwise } => {
            of_point(first, into);
            [before, then, otherwise].into_iter().for_each(|one| need(one, into));
        }
        point => of_point(point, into),
    }
}

/// Every event of a point.
fn of_point<'e>(point: &'e Point, into: &mut Vec<Vec<&'e Event>>) {
    let mut events = Vec::new();
    point.events(&mut events);
    into.extend(events.into_iter().map(|event| vec![event]));
}

fn missing(view: &View<'_>, said: &Said<RetentionSaid>, any_of: &[&Event], keys: String) -> Builder {
    let timeline = view.terms.timeline;
    let mut happens: Vec<String> = Vec::new();
    for event in any_of {
        let words = timeline.recorded().happens(&event.name, event.subject.as_deref()).unwrap_or_default();
        if !happens.contains(&words) {
            happens.push(words);
        }
    }
    let message = format!(
        "Nothing in `{}` records when {}; “{}” can never be applied.",
        view.record.name,
        happens.join(" or when "),
        said.value.keep.as_ref().map(words).unwrap_or_default()
    );
    let harm = view.declared().map(|field| view.harm(field)).max();
    view.at_record(&RULE, message)
        .fix("Add a field for the date, or say with `retention.recorded-in` which field or system holds it.")
        .group(keys, harm.unwrap_or(0))
        .label(LabelRole::Declaration, &said.place, "the period that counts from it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn found(keep: &str, columns: &str) -> Vec<String> {
        let sql = format!(
            "-- @gdpr retention.keep=\"{keep}\"\nCREATE TABLE referral (\n  town varchar(80), -- @gdpr category=home-life purpose=family-help\n  {columns}\n);\n"
        );
        in_sql(&RULE, &sql).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn the_event_and_the_period_are_named() {
        assert_eq!(
            found("case-closure + P6Y", "closed_by varchar(30)"),
            [
                "Nothing in `referral` records when the case closes; “6 years after case closure” can never be applied."
            ]
        );
        assert!(found("case-closure + P6Y", "closed_on date").is_empty());
        assert!(found("permanent", "closed_by varchar(30)").is_empty());
        assert!(found("case-closure + P6Y\" retention.recorded-in=\"the case system", "x int").is_empty());
    }

    #[test]
    fn of_earlier_one_is_enough_and_of_later_every_one_is_needed() {
        let earlier = "earlier(case-closure + P6Y, birth + P25Y)";
        assert!(found(earlier, "dob date").is_empty());
        let [message] = &found(earlier, "x int")[..] else { panic!("one finding") };
        assert!(message.contains("records when the case closes or when the child was born;"), "{message}");
        let [message] = &found("later(case-closure + P6Y, birth + P25Y)", "dob date")[..] else {
            panic!("one finding")
        };
        assert!(message.contains("records when the case closes;"), "{message}");
        let both = "if(death before birth + P18Y, death + P15Y, birth + P75Y)";
        assert_eq!(found(both, "x int").len(), 2);
        assert!(found(both, "dob date, died_on date").is_empty());
    }

    #[test]
    fn a_birth_is_that_of_the_person_named() {
        assert_eq!(found("birth(carer) + P75Y", "child_dob date").len(), 1);
        assert!(found("birth(carer) + P75Y", "carer_dob date").is_empty());
        assert_eq!(found("birth + P75Y", "mother_dob date").len(), 1);
        let [message] = &found("birth(carer) + P75Y", "x int")[..] else { panic!("one finding") };
        assert!(message.contains("records when the carer was born;"), "{message}");
    }

    #[test]
    fn what_the_record_is_may_name_the_event() {
        let complaint = |keep: &str| {
            let sql = format!(
                "-- @gdpr retention.keep=\"{keep}\"\nCREATE TABLE complaint (\n  town varchar(80), -- @gdpr category=home-life purpose=family-help\n  closed_on date\n);\n"
            );
            in_sql(&RULE, &sql).len()
        };
        assert_eq!(complaint("complaint-closed + P6Y"), 0);
        assert_eq!(complaint("case-closure + P6Y"), 0);
        assert_eq!(complaint("complaint-received + P6Y"), 1);
    }

    #[test]
    fn another_record_about_people_may_record_it() {
        let with = |other: &str| {
            let sql = format!(
                "-- @gdpr retention.keep=\"birth + P25Y\"\nCREATE TABLE referral (\n  town varchar(80) -- @gdpr category=home-life purpose=family-help\n);\n{other}\n"
            );
            in_sql(&RULE, &sql).len()
        };
        assert_eq!(with("CREATE TABLE child (forename text, dob date);"), 0);
        assert_eq!(with("CREATE TABLE parent (forename text, dob date);"), 1);
        assert_eq!(with("CREATE TABLE lookup_code (dob date);"), 1);
    }
}
