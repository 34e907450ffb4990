//! The events that retention periods count from, the days between which each can fall, and which
//! of two never comes later. Read from `policies/timeline.yaml`; a notice, a row of its schedule
//! or a configuration adds to it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Event;
use super::decided::Decided;
use super::events::{BoundChange, EventFacts, Offset};
use super::recorded::Recorded;
use crate::document::{Document, NodeRef, Syntax, SyntaxError};
use crate::text::Source;

/// The events that come with the program.
const BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/timeline.json"));

/// The places of events by their ids and, where no other event has it as its id, by other words.
fn by_name(events: &[EventFacts]) -> FxHashMap<String, usize> {
    let also = events.iter().enumerate().rev();
    let also = also.flat_map(|(at, event)| event.also_written.iter().map(move |word| (word.clone(), at)));
    let ids = events.iter().enumerate().map(|(at, event)| (event.id.clone(), at));
    also.chain(ids).collect()
}

/// A person whom records are about.
#[derive(Debug, Clone)]
struct Subject {
    id: String,
    same_as: Option<String>,
}

/// The events that are known.
#[derive(Debug, Default)]
pub struct Timeline {
    events: Vec<EventFacts>,
    subjects: Vec<Subject>,
    relations: Vec<(String, String)>,
    changes: Vec<BoundChange>,
    recorded: Arc<Recorded>,
    by_name: FxHashMap<String, usize>,
    pub(super) decided: Decided,
}

impl Timeline {
    /// The events that come with the program.
    ///
    /// # Errors
    /// [`SyntaxError`] if the embedded file is not JSON, which the tests rule out.
    pub fn built_in() -> Result<Self, SyntaxError> {
        let source: Arc<Source> = Source::new("policies/timeline.json", BUILT_IN);
        let document = Document::parse(source, Syntax::Json)?;
        let items = |key: &str| document.root().get(key).into_iter().flat_map(NodeRef::items);
        let text = |node: NodeRef<'_>, key: &str| node.get_str(key).map(str::to_owned);
        let events: Vec<EventFacts> =
            items("events").filter_map(|node| EventFacts::read(node).ok()).collect();
        Ok(Self {
            by_name: by_name(&events),
            events,
            subjects: items("subjects")
                .filter_map(|node| Some(Subject { id: text(node, "id")?, same_as: text(node, "same-as") }))
                .collect(),
            relations: items("relations")
                .filter_map(|node| Some((text(node, "before")?, text(node, "after")?)))
                .collect(),
            recorded: Arc::new(Recorded::read(document.root())),
            ..Self::default()
        })
    }

    /// This timeline with further events, which stand for known ones of the same id, and with
    /// changed bounds, the last of which counts.
    #[must_use]
    pub fn with(&self, events: &[EventFacts], changes: &[BoundChange]) -> Self {
        let mut all = self.events.clone();
        all.retain(|known| events.iter().all(|event| event.id != known.id));
        all.extend(events.iter().cloned());
        Self {
            by_name: by_name(&all),
            events: all,
            subjects: self.subjects.clone(),
            relations: self.relations.clone(),
            changes: self.changes.iter().chain(changes).cloned().collect(),
            recorded: Arc::clone(&self.recorded),
            decided: Decided::default(),
        }
    }

    /// The bounds to change where a service goes on to an age beyond those that rest on the notice.
    pub fn reaching(&self, age: Offset) -> Vec<BoundChange> {
        let months = |offset: Offset| i64::from(offset.period.years) * 12 + i64::from(offset.period.months);
        let rests_on_notice = |event: &&EventFacts| event.rests_on.iter().any(|ground| ground == "notice");
        let sooner = |event: &&EventFacts| event.latest.is_some_and(|latest| months(latest) < months(age));
        let known = self.events.iter().filter(rests_on_notice).filter(sooner);
        known
            .map(|event| BoundChange {
                latest: Some(age),
                rests_on: vec!["notice".to_owned()],
                ..BoundChange::of(Event { name: event.id.clone(), subject: None })
            })
            .collect()
    }

    /// What is known of an event, by its id or another word for it.
    pub fn event(&self, name: &str) -> Option<&EventFacts> {
        self.by_name.get(name).map(|at| &self.events[*at])
    }

    /// What is wrong with a change of bounds: the birth has none, and no event is over before it can begin.
    pub fn fault(&self, change: &BoundChange) -> Option<String> {
        let event = self.canonical(&change.event);
        if event.is_birth() {
            return Some("bounds are counted from the birth, so it has none itself".to_owned());
        }
        let (earliest, latest) = self.bounds(&event, std::slice::from_ref(change));
        let (earliest, latest) = earliest.zip(latest)?;
        let from = |offset: Offset| offset.step().from(jiff::civil::date(2001, 1, 1));
        (from(earliest) > from(latest)).then(|| {
            format!(
                "`{event}` would be over, at birth {}, before it can begin, at birth {}",
                latest.beside_birth(),
                earliest.beside_birth()
            )
        })
    }

    /// Whether an event is known.
    pub fn knows(&self, event: &str) -> bool {
        self.event(event).is_some()
    }

    /// What an event is, for people: "Closure of the case".
    pub fn label(&self, event: &str) -> Option<&str> {
        self.event(event).map(|facts| facts.label.as_str())
    }

    /// How fields record when events happened.
    pub fn recorded(&self) -> &Recorded {
        &self.recorded
    }

    /// The ids of all events.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|event| event.id.as_str())
    }

    /// The ids of the people whom events and data are about.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.subjects.iter().map(|subject| subject.id.as_str())
    }

    /// Whether two events, by their ids, never come in the other order.
    pub(super) fn relates(&self, before: &str, after: &str) -> bool {
        self.relations.iter().any(|(first, second)| first == before && second == after)
    }

    /// An event as comparisons know it: its id, and whose it is where that is not the child.
    pub(super) fn known_as<'e>(&'e self, event: &'e Event) -> (&'e str, Option<&'e str>) {
        let same = |subject: &'e str| {
            let known = self.subjects.iter().find(|known| known.id == subject);
            known.and_then(|known| known.same_as.as_deref()).unwrap_or(subject)
        };
        let id = self.event(&event.name).map_or(event.name.as_str(), |facts| facts.id.as_str());
        (id, event.subject.as_deref().map(same).filter(|subject| *subject != "child"))
    }

    /// An event under the names by which comparisons know it.
    pub(super) fn canonical(&self, event: &Event) -> Event {
        let (name, subject) = self.known_as(event);
        Event { name: name.to_owned(), subject: subject.map(str::to_owned) }
    }

    /// Between which days from the child's birth an event falls, by a canonical event; what a row
    /// says last counts most. An event of another person has no bounds but those said of it.
    pub(super) fn bounds(&self, event: &Event, of_row: &[BoundChange]) -> (Option<Offset>, Option<Offset>) {
        let facts = self.event(&event.name).filter(|facts| facts.of_child && event.subject.is_none());
        let known = facts.map_or((None, None), |facts| (facts.earliest, facts.latest));
        self.changes_of(event, of_row).fold(known, |(earliest, latest), change| {
            (change.earliest.or(earliest), change.latest.or(latest))
        })
    }

    /// Between which days an event was taken to fall, and what that rests on: "case-closure: birth
    /// - P294D to birth + P25Y (notice)". None for the birth itself.
    pub fn bounds_words(&self, event: &Event, of_row: &[BoundChange]) -> Option<String> {
        let event = self.canonical(event);
        if event.is_birth() {
            return None;
        }
        let facts = self.event(&event.name).filter(|facts| facts.of_child && event.subject.is_none());
        let rests_on = self
            .changes_of(&event, of_row)
            .map(|change| &change.rests_on)
            .filter(|grounds| !grounds.is_empty())
            .last()
            .or(facts.map(|facts| &facts.rests_on));
        let rests_on = rests_on.filter(|grounds| !grounds.is_empty());
        let rests_on = rests_on.map_or_else(String::new, |grounds| format!(" ({})", grounds.join(", ")));
        Some(match self.bounds(&event, of_row) {
            (None, None) => format!("{event}: on any day"),
            (Some(earliest), None) => format!("{event}: from birth {} on{rests_on}", earliest.beside_birth()),
            (None, Some(latest)) => format!("{event}: up to birth {}{rests_on}", latest.beside_birth()),
            (Some(earliest), Some(latest)) => format!(
                "{event}: from birth {} to birth {}{rests_on}",
                earliest.beside_birth(),
                latest.beside_birth()
            ),
        })
    }

    /// Whether an event need not come about.
    pub(super) fn may_not_happen(&self, event: &Event, of_row: &[BoundChange]) -> bool {
        let known = self.event(&event.name).is_none_or(|facts| facts.may_not_happen);
        self.changes_of(event, of_row).filter_map(|change| change.may_not_happen).last().unwrap_or(known)
    }

    fn changes_of<'c>(
        &'c self,
        event: &'c Event,
        of_row: &'c [BoundChange],
    ) -> impl Iterator<Item = &'c BoundChange> {
        self.changes.iter().chain(of_row).filter(move |change| {
            self.known_as(&change.event) == (event.name.as_str(), event.subject.as_deref())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Period;
    use super::*;

    #[test]
    fn the_events_of_the_language_are_known() {
        let timeline = Timeline::built_in().unwrap();
        for event in
            ["birth", "case-closure", "death", "adoption-order", "payment", "retirement", "superseded"]
        {
            assert!(timeline.knows(event), "{event}");
            assert!(!timeline.label(event).unwrap().is_empty());
        }
        assert!(!timeline.knows("closure-of-case"));
        assert!(timeline.knows("closed") && timeline.label("closed") == timeline.label("case-closure"));
    }

    #[test]
    fn bounds_are_of_the_child_and_the_last_word_counts() {
        let timeline = Timeline::built_in().unwrap();
        let event = |name: &str, subject: Option<&str>| Event {
            name: name.to_owned(),
            subject: subject.map(str::to_owned),
        };
        let shown = |bounds: (Option<Offset>, Option<Offset>)| {
            let words = |offset: Option<Offset>| offset.map(|offset| offset.to_string());
            (words(bounds.0), words(bounds.1))
        };
        let closure = event("case-closure", None);
        let known = shown(timeline.bounds(&closure, &[]));
        assert_eq!(known, (Some("-P294D".to_owned()), Some("P25Y".to_owned())));
        assert_eq!(shown(timeline.bounds(&event("case-closure", Some("carer")), &[])), (None, None));
        let later = Offset { period: Period { years: 26, ..Period::default() }, before: false };
        let change = BoundChange {
            latest: Some(later),
            may_not_happen: Some(true),
            ..BoundChange::of(event("closure", None))
        };
        let of_row = std::slice::from_ref(&change);
        let changed = shown(timeline.bounds(&closure, of_row));
        assert_eq!(changed, (Some("-P294D".to_owned()), Some("P26Y".to_owned())));
        assert!(timeline.may_not_happen(&closure, of_row) && !timeline.may_not_happen(&closure, &[]));
        let wider = timeline.with(&[], of_row);
        assert_eq!(shown(wider.bounds(&closure, &[])).1, Some("P26Y".to_owned()));
        let young = timeline.canonical(&event("death", Some("young-person")));
        assert_eq!(young, event("death", None));
    }
}
