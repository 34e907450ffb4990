//! Which statutory minimums a record has to last for, and whether the notice itself allows less.

use super::judge::{Group, Judgement};
use crate::law::StatutoryMinimum;
use crate::lexicon::says;
use crate::notice::{Limit, Row};
use crate::retention::{Comparison, Keep, Verdict};
use crate::rules::view::View;

/// Words before a phrase that turn it into its opposite.
const NOT: &[&str] = &["private", "not", "non", "no", "never", "without", "other than", "except"];

/// A minimum that a record falls under, and whether a row says so or only the record's name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Applies<'v> {
    pub(super) minimum: &'v StatutoryMinimum,
    pub(super) by_row: bool,
}

/// The minimums that a record falls under: those of the notice's nation, for that subject, that
/// the row which it falls under speaks of, or else its own name.
pub(super) fn minimums<'v>(
    view: &View<'v>,
    rows: &[&Row],
    subject: &str,
    system: Option<&Keep>,
) -> Vec<Applies<'v>> {
    // A row that takes everything else speaks of nothing in particular.
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.catch_all.is_none()).collect();
    let declared = view.declaration.subject.is_some()
        || view.declared().any(|field| field.declaration.subject.is_some());
    let of_row = rows.iter().find_map(|row| row.subject.as_deref()).filter(|_| !declared);
    let subject = of_row.unwrap_or(subject);
    let labels: Vec<&str> = rows.iter().map(|row| row.clause.label.as_str()).collect();
    let by_row = spoken_of(view, &labels, subject);
    if !by_row.is_empty() {
        return by_row.into_iter().map(|minimum| Applies { minimum, by_row: true }).collect();
    }
    let mut found = spoken_of(view, &[&view.record.name], subject);
    if found.is_empty() {
        // What counts from the order of an adoption is the record of one.
        let events: Vec<String> =
            system.into_iter().flat_map(Keep::events).map(ToString::to_string).collect();
        let counts =
            |minimum: &&StatutoryMinimum| minimum.counted_from.iter().any(|from| events.contains(from));
        found.extend(view.law().minimums.iter().filter(|minimum| is_of_nation(view, minimum)).filter(counts));
    }
    found.into_iter().map(|minimum| Applies { minimum, by_row: false }).collect()
}

fn is_of_nation(view: &View<'_>, minimum: &StatutoryMinimum) -> bool {
    [view.notice().nation.as_str(), "united-kingdom"].contains(&minimum.nation.as_str())
}

/// The minimums that some texts speak of; of two that one text speaks of, the one it names more closely.
fn spoken_of<'v>(view: &View<'v>, texts: &[&str], subject: &str) -> Vec<&'v StatutoryMinimum> {
    let applies = |minimum: &&StatutoryMinimum| is_of_nation(view, minimum) && minimum.subject == subject;
    let words = |phrase: &String| phrase.split(' ').count();
    let mut found = Vec::new();
    for text in texts {
        let named = view.law().minimums.iter().filter(applies).filter_map(|minimum| {
            let spoken = minimum.phrases.iter().filter(|phrase| speaks_of(text, phrase));
            spoken.map(words).max().map(|closeness| (closeness, minimum))
        });
        let named: Vec<(usize, &StatutoryMinimum)> = named.collect();
        let closest = named.iter().map(|(closeness, _)| *closeness).max();
        found.extend(
            named.iter().filter(|(closeness, _)| Some(*closeness) == closest).map(|(_, minimum)| *minimum),
        );
    }
    found.dedup_by_key(|minimum| minimum.id.as_str());
    found
}

/// The minimums of a declared period, whatever row it falls under.
pub(super) fn minimums_of<'v>(view: &View<'v>, group: &Group<'v>) -> Vec<Applies<'v>> {
    minimums(view, &group.rows(view), group.subject, group.said.value.keep.as_ref())
}

fn speaks_of(text: &str, phrase: &str) -> bool {
    says(text, phrase) && !NOT.iter().any(|not| says(text, &format!("{not} {phrase}")))
}

/// The row of the notice that is for the records of a minimum and reaches it; where there is one,
/// the notice is right, and a record under another row is under the wrong one.
pub(super) fn row_that_reaches<'v>(view: &View<'v>, minimum: &StatutoryMinimum) -> Option<&'v Row> {
    view.notice().retention.iter().find(|row| {
        let reaches = |reading: &Keep| {
            let compared = view.terms.timeline.compare(reading, &minimum.keep, &row.bounds);
            matches!(reading, Keep::Permanent)
                || (compared.verdict != Verdict::CannotTell && !falls_short(&compared))
        };
        let for_them = minimum.phrases.iter().any(|phrase| speaks_of(&row.clause.label, phrase));
        for_them && !row.readings().is_empty() && row.readings().iter().all(reaches)
    })
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
    minimums(view, &[judged.row], judged.subject, Some(judged.system)).into_iter().find_map(
        |Applies { minimum, .. }| {
            if row_that_reaches(view, minimum).is_some() {
                return None;
            }
            judged.row.readings().iter().find_map(|reading| {
                // What is kept for ever reaches every minimum.
                let ends = matches!(reading, Keep::Until(_));
                let compared = view.terms.timeline.compare(reading, &minimum.keep, &judged.row.bounds);
                (ends && falls_short(&compared)).then_some((minimum, reading, compared))
            })
        },
    )
}

/// Whether the statute needs what the system keeps, so that it is the notice that has to change.
pub(super) fn notice_is_below(view: &View<'_>, judged: &Judgement<'_>) -> bool {
    below(view, judged).is_some_and(|(minimum, ..)| {
        let compared = view.terms.timeline.compare(judged.system, &minimum.keep, &judged.row.bounds);
        compared.verdict == Verdict::Within
    })
}

/// Where the law needs what the system keeps and another row of the notice says so: that row.
pub(super) fn right_row<'v>(
    view: &View<'v>,
    judged: &Judgement<'v>,
) -> Option<(&'v StatutoryMinimum, &'v Row)> {
    minimums(view, &[judged.row], judged.subject, Some(judged.system)).into_iter().find_map(
        |Applies { minimum, .. }| {
            let row = row_that_reaches(view, minimum)?;
            let kept = view.terms.timeline.compare(judged.system, &minimum.keep, &row.bounds);
            let needed = kept.verdict != Verdict::CannotTell && !falls_short(&kept);
            (needed && row.clause.id != judged.row.clause.id).then_some((minimum, row))
        },
    )
}
