//! `hold-without-review`

use crate::collection::Layer;
use crate::declaration::{Hold, Said};
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "hold-without-review",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Guidance,
    source: "UK GDPR Article 5(1)(e): data are kept no longer than is necessary; a hold that nobody looks at again keeps them for ever.",
    summary: "A hold has no authority, no scope or no review date, or its review is due.",
    explanation: "A hold suspends destruction while an inquiry or a claim needs the records; it never lengthens the period. So it has to say who ordered it (`hold.authority`), which records it takes in (`hold.scope`) and when somebody looks at it again (`hold.review`). A review date before the day on which the check is made (`--as-of`, by default today) is reported too. Once per record and hold; a hold said for a whole file or by path is reported once, where it is said.",
    bad: Example {
        files: &[(
            "case.sql",
            "-- @gdpr hold.name=inquiry-2026 hold.authority=\"Inquiries Act 2005\" hold.scope=\"Children in care before 2010\"\nCREATE TABLE case_file (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "case.sql",
            "-- @gdpr hold.name=inquiry-2026 hold.authority=\"Inquiries Act 2005\" hold.scope=\"Children in care before 2010\" hold.review=2027-03-31\nCREATE TABLE case_file (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut seen: Vec<&str> = Vec::new();
    let of_fields = view.fields.iter().filter_map(|field| field.declaration.hold.as_ref());
    for said in view.declaration.hold.iter().chain(of_fields) {
        let hold = &said.value;
        if seen.contains(&hold.name.as_str()) {
            continue;
        }
        seen.push(&hold.name);
        push_all(out, fault(view, hold).map(|fault| builder(view, said, &fault)));
    }
}

/// What is wrong with a hold, as it reads after its name: "has no scope and no review date".
fn fault(view: &View<'_>, hold: &Hold) -> Option<String> {
    let parts = [
        ("authority", "no authority", hold.authority.is_none()),
        ("scope", "no scope", hold.scope.is_none()),
        ("review", "no review date", hold.review.is_none()),
    ];
    let missing: Vec<&str> = parts
        .iter()
        .filter(|(key, _, missing)| *missing && !hold.misunderstood.contains(key))
        .map(|(_, words, _)| *words)
        .collect();
    let missing = match missing.as_slice() {
        [] => None,
        [one] => Some(format!("has {one}")),
        [before @ .., last] => Some(format!("has {} and {last}", before.join(", "))),
    };
    let due = hold.review.filter(|review| *review < view.options.as_of);
    let due = due.map(|review| format!("was due for review on {review}"));
    match (missing, due) {
        (Some(missing), Some(due)) => Some(format!("{missing}, and {due}")),
        (missing, due) => missing.or(due),
    }
}

/// A finding at the record, or where the hold was said for more than this record: there the same
/// words at the same place are one finding, however many records they are for.
fn builder(view: &View<'_>, said: &Said<Hold>, fault: &str) -> Builder {
    let hold = &said.value;
    let builder = match said.layer {
        Layer::Field | Layer::Record => {
            let message = format!("Hold `{}` on `{}` {fault}.", hold.name, view.record.name);
            view.at_record(&RULE, message).label(LabelRole::Declaration, &said.place, "the hold")
        }
        Layer::Document | Layer::Configuration => {
            let message = format!("Hold `{}` {fault}.", hold.name);
            Builder::new(&RULE, &said.place.source, said.place.span, message)
        }
    };
    let overdue = hold.review.is_some_and(|review| review < view.options.as_of);
    let write = [
        (hold.authority.is_none(), "who ordered the hold in `hold.authority`"),
        (hold.scope.is_none(), "which records it takes in in `hold.scope`"),
        (hold.review.is_none() || overdue, "the day of the next look at it in `hold.review`"),
    ];
    let write: Vec<&str> = write.iter().filter(|(missing, _)| *missing).map(|(_, what)| *what).collect();
    let review =
        if overdue { "Have the hold reviewed and lift it by removing `hold`, or write" } else { "Write" };
    let fix = format!("{review} {}.", write.join(", and "));
    builder.fix(fix).group(hold.name.as_str(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{check, of};

    fn found(hold: &str) -> Vec<String> {
        let schema = format!(
            "$id: case\ntitle: case\nproperties:\n  case: {{ type: object, x-gdpr: {{ hold: {hold} }}, properties: {{ town: {{ type: string }}, county: {{ type: string, x-gdpr: {{ category: who-you-are }} }} }} }}\n"
        );
        of(&RULE, &schema).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn all_that_is_missing_is_named_once_per_record() {
        let [message] = &found("{ name: inquiry-2026, authority: Act, scope: all }")[..] else {
            panic!("one finding")
        };
        assert!(message.starts_with("Hold `inquiry-2026` on `"), "{message}");
        assert!(message.ends_with("` has no review date."), "{message}");
        let [message] = &found("inquiry-2026")[..] else { panic!("one finding") };
        assert!(message.ends_with(" has no authority, no scope and no review date."), "{message}");
    }

    #[test]
    fn a_review_is_due_on_the_day_after_its_date() {
        let on =
            |date: &str| found(&format!("{{ name: claim, authority: Act, scope: all, review: {date} }}"));
        let [message] = &on("2026-03-31")[..] else { panic!("one finding") };
        assert!(message.ends_with(" was due for review on 2026-03-31."), "{message}");
        assert!(on("2026-06-30").is_empty());
        let [message] = &found("{ name: claim, scope: all, review: 2026-03-31 }")[..] else {
            panic!("one finding")
        };
        assert!(message.ends_with("has no authority, and was due for review on 2026-03-31."), "{message}");
    }

    #[test]
    fn a_hold_for_a_whole_file_is_reported_once_where_it_is_said() {
        let schema = "x-gdpr: { hold: { name: claim, authority: Act, scope: all } }\nproperties:\n  faith: { type: string }\n$defs:\n  other: { properties: { creed: { type: string } } }\n";
        let found = of(&RULE, schema);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "Hold `claim` has no review date.");
    }

    #[test]
    fn what_is_not_understood_is_said_once_with_the_word_that_was_meant() {
        let messages = |hold: &str| -> Vec<(&str, String)> {
            let schema = format!("x-gdpr: {{ hold: {hold} }}\nproperties:\n  town: {{ type: string }}\n");
            let found = check(EXAMPLE_NOTICE, &[("record.yaml", &schema)]);
            found.into_iter().map(|finding| (finding.rule.id, finding.message)).collect()
        };
        for (hold, words) in [
            ("{ name: claim, authority: Act, scope: all, review: 2026-02-30 }", "`Review` needs a date"),
            ("{ name: claim, authority: Act, skope: all, review: 2027-01-01 }", "did you mean `scope`?"),
            ("{ authority: Act, scope: all, review: 2027-01-01 }", "needs a `name`"),
        ] {
            let found = messages(hold);
            let slips = found.iter().filter(|(rule, _)| *rule == "unknown-declaration");
            let slips: Vec<&String> = slips.map(|(_, message)| message).collect();
            assert_eq!(slips.len(), 1, "{found:?}");
            assert!(slips[0].to_lowercase().contains(&words.to_lowercase()), "{found:?}");
            let missing = found.iter().filter(|(rule, _)| *rule == RULE.id).count();
            assert_eq!(missing, usize::from(hold.contains("skope")), "{found:?}");
        }
    }
}
