//! The events that retention periods count from, read from `policies/timeline.yaml`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{Document, NodeRef, Syntax, SyntaxError};
use crate::text::Source;

/// The events that come with the program.
const BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/timeline.json"));

/// The events that are known, by id.
#[derive(Debug, Default)]
pub struct Timeline {
    events: Vec<(String, String)>,
    subjects: Vec<String>,
    /// Of each event: what happens, and how fields record it.
    happens: Vec<(String, Vec<String>)>,
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    not_recorded_with: Vec<String>,
}

/// What a phrase in the name of a field records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Phrase {
    /// The event, by its place in the list.
    event: usize,
    /// Whether it says so only where the field is of a date type.
    dates_only: bool,
}

impl Timeline {
    /// The events that come with the program.
    ///
    /// # Errors
    /// [`SyntaxError`] if the embedded file is not JSON, which the tests rule out.
    pub fn built_in() -> Result<Self, SyntaxError> {
        let source: Arc<Source> = Source::new("policies/timeline.json", BUILT_IN);
        let document = Document::parse(source, Syntax::Json)?;
        let ids = |key: &str| {
            document.root().get(key).into_iter().flat_map(NodeRef::items).filter_map(|node| {
                Some((node.get_str("id")?.to_owned(), node.get_str("label").unwrap_or_default().to_owned()))
            })
        };
        let mut timeline = Self {
            events: ids("events").collect(),
            subjects: ids("subjects").map(|(id, _)| id).collect(),
            not_recorded_with: texts(document.root(), "not-recorded-with").map(str::to_owned).collect(),
            ..Self::default()
        };
        let events = document.root().get("events").into_iter().flat_map(NodeRef::items);
        for (event, node) in events.enumerate() {
            let words: Vec<String> = texts(node, "recorded-as").map(str::to_owned).collect();
            for phrase in &words {
                timeline.add_phrase(phrase, event, false);
            }
            for id in node.get_str("id").into_iter().chain(texts(node, "also-written")) {
                timeline.add_phrase(&id.replace('-', " "), event, true);
            }
            timeline.happens.push((node.get_str("happens").unwrap_or_default().to_owned(), words));
        }
        Ok(timeline)
    }

    fn add_phrase(&mut self, phrase: &str, event: usize, dates_only: bool) {
        let known = self.phrases.entry(phrase.into()).or_default();
        if known.iter().all(|known| known.event != event) {
            known.push(Phrase { event, dates_only });
        }
    }

    /// Whether an event is known.
    pub fn knows(&self, event: &str) -> bool {
        self.events.iter().any(|(id, _)| id == event)
    }

    /// What an event is, for people: "closure of the case".
    pub fn label(&self, event: &str) -> Option<&str> {
        self.events.iter().find(|(id, _)| id == event).map(|(_, label)| label.as_str())
    }

    /// The words by which the fields of real systems record when an event happened.
    pub fn recorded_as(&self, event: &str) -> &[String] {
        self.of_event(event).map_or(&[], |(_, words)| words)
    }

    /// What happens, in words after "when": "the case closes", "the carer was born".
    pub fn happens(&self, event: &str, subject: Option<&str>) -> Option<String> {
        let (words, _) = self.of_event(event)?;
        let who = subject.unwrap_or("child").replace('-', " ");
        Some(words.replace("WHOSE", &format!("the {who}'s")).replace("WHO", &format!("the {who}")))
    }

    fn of_event(&self, event: &str) -> Option<&(String, Vec<String>)> {
        self.happens.get(self.events.iter().position(|(id, _)| id == event)?)
    }

    /// The events that a phrase in the name of a field records, where the field is of a date type
    /// or of another type that can hold a date.
    pub fn recorded_by(&self, phrase: &str, is_date: bool) -> impl Iterator<Item = &str> {
        let found = self.phrases.get(phrase).map_or(&[][..], Vec::as_slice);
        let said = found.iter().filter(move |phrase| is_date || !phrase.dates_only);
        said.map(|phrase| self.events[phrase.event].0.as_str())
    }

    /// Whether a word makes a name say something else than when an event happened.
    pub fn is_not_when(&self, word: &str) -> bool {
        self.not_recorded_with.iter().any(|known| known == word)
    }

    /// The ids of all events.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|(id, _)| id.as_str())
    }

    /// The ids of the people whom events and data are about.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.subjects.iter().map(String::as_str)
    }
}

fn texts<'d>(node: NodeRef<'d>, key: &str) -> impl Iterator<Item = &'d str> {
    node.get(key).into_iter().flat_map(NodeRef::items).filter_map(NodeRef::as_str)
}

#[cfg(test)]
mod tests {
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
    }

    #[test]
    fn every_event_says_what_happens_and_how_it_is_recorded() {
        let timeline = Timeline::built_in().unwrap();
        for event in timeline.events() {
            assert!(!timeline.recorded_as(event).is_empty(), "{event}");
            assert!(!timeline.happens(event, None).unwrap().is_empty(), "{event}");
        }
        assert_eq!(timeline.happens("case-closure", None).unwrap(), "the case closes");
        assert_eq!(timeline.happens("birth", Some("person-alleged")).unwrap(), "the person alleged was born");
        assert_eq!(timeline.happens("approval-end", Some("carer")).unwrap(), "the carer's approval ends");
        assert!(timeline.recorded_by("dob", false).eq(["birth"]));
        assert_eq!(timeline.recorded_by("case closure", false).count(), 0);
        assert!(timeline.recorded_by("case closure", true).eq(["case-closure"]));
        assert!(timeline.is_not_when("reason") && !timeline.is_not_when("date"));
    }
}
