//! `retention-over`

use super::judge::{Ruling, excess, judgements, limit, words};
use crate::finding::{Finding, LabelRole, Severity};
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
    bad: Example { files: &[("help.sql", "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P10Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n")] },
    good: Example { files: &[("help.sql", "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n")] },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for judged in judgements(view) {
        let Ruling::One(comparison) = &judged.ruling else { continue };
        if comparison.verdict != Verdict::Over {
            continue;
        }
        let allowed = limit(judged.row);
        let message = format!(
            "`{}` is kept {}; the notice allows {} ({}). Every record is over, by {}.",
            view.record.name,
            words(judged.system),
            allowed.map_or_else(String::new, words),
            judged.row.clause.label,
            excess(judged.system, allowed, comparison),
        );
        let fix = "Shorten what the system does, or name another row if this is the wrong one. Check holds, claims and precedence before destroying anything.";
        push_all(out, [view
            .at_record(&RULE, message)
            .fix(fix)
            .group(judged.row.clause.id.as_str(), 3)
            .label(LabelRole::Declaration, &judged.said.place, "what the system does")
            .clause(&view.notice().source, &judged.row.clause, "what the notice allows")]);
    }
}
