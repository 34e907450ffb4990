//! Which statutory minimums a record has to last for, and whether the notice itself allows less.

use super::judge::{CHILD, Group, Judgement};
use crate::law::StatutoryMinimum;
use crate::lexicon::says;
use crate::notice::{Limit, Row};
use crate::retention::{Comparison, Keep, Verdict};
use crate::rules::view::View;

/// Words before a phrase that turn it into its opposite.
const NOT: &[&str] = &["not", "non", "no", "never", "without", "other than", "except"];

/// The minimums that a record falls under: those of the notice's nation, for that subject, that
/// its name speaks of or that the row speaks of which it names or falls under.
pub(super) fn minimums<'v>(view: &View<'v>, rows: &[&Row], subject: &str) -> Vec<&'v StatutoryMinimum> {
    let mut texts = vec![view.record.name.as_str()];
    let mut subjects = vec![subject];
    // A row that takes everything else speaks of nothing in particular.
    for row in rows.iter().filter(|row| row.catch_all.is_none()) {
        texts.extend([row.clause.id.as_str(), row.clause.label.as_str()]);
        subjects.extend(row.subject.as_deref());
    }
    let nation = view.notice().nation.as_str();
    let applies = |minimum: &&StatutoryMinimum| {
        [nation, "united-kingdom"].contains(&minimum.nation.as_str())
            && subjects.iter().any(|subject| *subject == minimum.subject)
            && texts.iter().any(|text| minimum.phrases.iter().any(|phrase| speaks_of(text, phrase)))
    };
    view.law().minimums.iter().filter(applies).collect()
}

/// The minimums of a declared period, whatever row it falls under.
pub(super) fn minimums_of<'v>(view: &View<'v>, group: &Group<'v>) -> Vec<&'v StatutoryMinimum> {
    let named = group.said.value.class.is_some();
    let rows = if named || group.subject != CHILD { group.rows(view) } else { Vec::new() };
    minimums(view, &rows, group.subject)
}

fn speaks_of(text: &str, phrase: &str) -> bool {
    says(text, phrase) && !NOT.iter().any(|not| says(text, &format!("{not} {phrase}")))
}

/// Whether a period ends before a statutory minimum does, and in which lives. Where nothing links
/// the two, that is not known.
pub(super) fn falls_short(comparison: &Comparison) -> bool {
    comparison.verdict != Verdict::CannotTell && comparison.least.is_none_or(|least| least < 0)
}

/// The minimum that some reading of the row a period falls under does not reach, and that reading.
pub(super) fn below<'v>(
    view: &View<'v>,
    judged: &Judgement<'v>,
) -> Option<(&'v StatutoryMinimum, &'v Keep, Comparison)> {
    if judged.row.limit == Limit::AtLeast {
        return None;
    }
    minimums(view, &[judged.row], judged.subject).into_iter().find_map(|minimum| {
        judged.row.readings().iter().find_map(|reading| {
            // What is kept for ever reaches every minimum.
            let ends = matches!(reading, Keep::Until(_));
            let compared = view.terms.timeline.compare(reading, &minimum.keep, &judged.row.bounds);
            (ends && falls_short(&compared)).then_some((minimum, reading, compared))
        })
    })
}

/// Whether the statute needs what the system keeps, so that it is the notice that has to change.
pub(super) fn notice_is_below(view: &View<'_>, judged: &Judgement<'_>) -> bool {
    below(view, judged).is_some_and(|(minimum, ..)| {
        let compared = view.terms.timeline.compare(judged.system, &minimum.keep, &judged.row.bounds);
        compared.verdict == Verdict::Within
    })
}
