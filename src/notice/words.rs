//! Small readings that notices and declarations share: places inside a scalar, events that nobody
//! knows, ids from titles.

use super::model::ConsentKind;
use crate::document::{NodeRef, did_you_mean};
use crate::retention::{Event, Timeline};
use crate::text::Span;

/// The place of a part of a scalar: exact where the scalar stands in the text as it is.
pub(crate) fn inside(span: Span, written: &str, range: &std::ops::Range<usize>, node: NodeRef<'_>) -> Span {
    let length = span.range().len();
    let quote = if length == written.len() {
        0
    } else if length == written.len() + 2 {
        1
    } else {
        return node.span();
    };
    let start = span.range().start + quote;
    Span::new(start + range.start, start + range.end.max(range.start + 1).min(written.len().max(range.start)))
}

/// Which of some events nobody knows, and in words, with the nearest that is known; `own` are those
/// that the notice itself names.
pub(crate) fn unknown_event(
    events: &[&Event],
    timeline: &Timeline,
    own: &[&str],
) -> Option<(String, String)> {
    let unknown =
        events.iter().find(|event| !timeline.knows(&event.name) && !own.contains(&event.name.as_str()));
    let Some(unknown) = unknown else { return misspelt_person(events, timeline) };
    let near = did_you_mean(&unknown.name, timeline.events().chain(own.iter().copied()));
    Some((unknown.name.clone(), format!("no event `{}` is known{near}", unknown.name)))
}

/// A person of an event whose name is a slip of the pen: one letter more, less or in the wrong
/// place. Any other is somebody of the notice's own.
fn misspelt_person(events: &[&Event], timeline: &Timeline) -> Option<(String, String)> {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let slip = |subject: &&str, known: &&str| {
        strsim::osa_distance(subject, known) == 1
            && (subject.len() != known.len() || letters(subject) == letters(known))
    };
    events.iter().filter_map(|event| event.subject.as_deref()).find_map(|subject| {
        let known = timeline.subjects().find(|known| slip(&subject, known))?;
        let unknown = timeline.subjects().all(|known| known != subject);
        unknown
            .then(|| (subject.to_owned(), format!("nobody is known as `{subject}`; did you mean `{known}`?")))
    })
}

pub(super) fn consent_kind(kind: &str) -> ConsentKind {
    match kind {
        "not-needed-for-statutory-duty" => ConsentKind::NotNeededForStatutoryDuty,
        "withdrawal-route" => ConsentKind::WithdrawalRoute,
        "additional-services-need-consent" => ConsentKind::AdditionalServices,
        _ => ConsentKind::Other,
    }
}

pub(super) fn flag(node: NodeRef<'_>, key: &str) -> bool {
    node.get(key).and_then(NodeRef::as_bool).unwrap_or(false)
}

pub(super) fn strings(node: NodeRef<'_>, key: &str) -> Vec<String> {
    node.get(key)
        .map(NodeRef::one_or_more)
        .unwrap_or_default()
        .into_iter()
        .filter_map(NodeRef::scalar)
        .map(str::to_owned)
        .collect()
}

pub(super) fn slug_unless_id(written: &str) -> String {
    let is_id = written.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_id { written.to_owned() } else { slug(written) }
}

/// A title as an id: lower case, words joined by hyphens.
pub(super) fn slug(title: &str) -> String {
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().map(str::to_lowercase).unwrap_or_default();
    words.fold(first, |mut slug, word| {
        slug.push('-');
        slug.push_str(&word.to_lowercase());
        slug
    })
}
