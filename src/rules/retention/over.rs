//! `retention-over`

use super::judge::{BEFORE_DESTROYING, Ruling, excess, finding, judgements, limit, opening};
use crate::finding::{Finding, Severity};
use crate::retention::Verdict;
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
    explanation: "The declared period and the notice's row count from the same event, and the system's date is later on every day of the calendar. A finding here destroys nothing: holds, claims and the order of precedence between rows come first.",
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
        let Ruling::One(comparison) = &judged.ruling else { continue };
        if comparison.verdict != Verdict::Over {
            continue;
        }
        let message = format!(
            "{} Every record is over, by {}.",
            opening(view, &judged),
            excess(judged.system, limit(judged.row), comparison),
        );
        let fix = format!(
            "Shorten what the system does, or name another row if this is the wrong one. {BEFORE_DESTROYING}"
        );
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix)]);
    }
}
