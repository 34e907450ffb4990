//! `retention-under-published`

use super::judge::{Judgement, Ruling, finding, judgements, length, opening};
use crate::finding::{Finding, Severity};
use crate::notice::RowPeriod;
use crate::retention::{Comparison, Keep, Verdict, compare};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-under-published",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Notice,
    source: "UK GDPR Article 13(2)(a): people are told how long, and may come to rely on a record that is no longer there.",
    summary: "Every record is destroyed earlier than the notice says.",
    explanation: "Keeping less is often right. But people who read the notice expect the record to be there, and a law may need it for as long. Either the notice or the system is out of date. It fires only where the system's date is earlier on every day of the calendar, under every reading of the row.",
    bad: Example { files: &[("help.sql", "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P3Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n")] },
    good: Example { files: &[("help.sql", "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n")] },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for judged in judgements(view) {
        if !matches!(&judged.ruling, Ruling::One(comparison) if comparison.verdict == Verdict::Within) {
            continue;
        }
        let Some(least) = shortfall(&judged) else { continue };
        let by = least.map_or_else(String::new, |days| format!(", by at least {}", length(days)));
        let message = format!("{} Every record goes earlier than people are told{by}.", opening(view, &judged));
        let fix = "Keep it as long as the notice says, or correct the notice. Make sure first that no statute needs it longer.";
        push_all(out, [finding(view, &RULE, &judged, message).fix(fix)]);
    }
}

/// By how many days the system is earlier at least, under every reading; outer none where it is
/// not always earlier, inner none where the notice sets no end.
fn shortfall(judged: &Judgement<'_>) -> Option<Option<i64>> {
    let limits: &[Keep] = match &judged.row.period {
        RowPeriod::Keep(keep) | RowPeriod::Adopted(keep) => std::slice::from_ref(keep),
        RowPeriod::Readings(readings) => readings,
        RowPeriod::Criteria => &[],
    };
    let each: Vec<Option<i64>> = limits.iter().map(|limit| earlier(judged.system, limit)).collect::<Option<_>>()?;
    let least = each.iter().flatten().min().copied();
    (!each.is_empty()).then_some(least)
}

fn earlier(system: &Keep, limit: &Keep) -> Option<Option<i64>> {
    match compare(system, limit) {
        Comparison { verdict: Verdict::Within, most: Some(most), .. } if most < 0 => Some(Some(-most)),
        Comparison { verdict: Verdict::Within, most: None, .. } => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, keep: &str) -> Option<String> {
        let sql = format!("-- @gdpr retention.class=help-file retention.keep=\"{keep}\"\nCREATE TABLE help (\n  note text -- @gdpr category=home-life purpose=family-help\n);\n");
        in_sql_under(notice, &RULE, &sql).pop().map(|finding| finding.message)
    }

    #[test]
    fn always_earlier_is_found_and_sometimes_earlier_is_not() {
        assert!(found(EXAMPLE_NOTICE, "case-closure + P3Y").unwrap().contains("by at least about 3 years"));
        assert_eq!(found(EXAMPLE_NOTICE, "case-closure + P2191D"), None);
        assert_eq!(found(EXAMPLE_NOTICE, "case-closure + P7Y"), None);
        assert_eq!(found(EXAMPLE_NOTICE, "birth + P1Y"), None);
    }

    #[test]
    fn any_end_is_earlier_than_none() {
        let for_ever = EXAMPLE_NOTICE.replace("keep: case-closure + P6Y", "keep: permanent");
        assert!(found(&for_ever, "case-closure + P6Y").unwrap().ends_with("earlier than people are told."));
    }
}
