//! How the fields of real systems record when an event happened: the words in their names, from
//! `policies/timeline.yaml`.

use std::collections::HashMap;

use crate::document::NodeRef;

/// The words of all events.
#[derive(Debug, Default)]
pub struct Recorded {
    events: Vec<Words>,
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    not_recorded_with: Vec<String>,
}

/// The words of one event.
#[derive(Debug)]
struct Words {
    id: String,
    happens: String,
    recorded_as: Vec<String>,
}

/// What a phrase in the name of a field records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Phrase {
    /// The event, by its place in the list.
    event: usize,
    /// Whether it says so only where the field is of a date type.
    dates_only: bool,
}

impl Recorded {
    /// Takes the words from a timeline that is valid against `timeline.schema.json`.
    pub(super) fn read(root: NodeRef<'_>) -> Self {
        let mut recorded = Self {
            not_recorded_with: texts(root, "not-recorded-with").map(str::to_owned).collect(),
            ..Self::default()
        };
        for (event, node) in root.get("events").into_iter().flat_map(NodeRef::items).enumerate() {
            let text = |key: &str| node.get_str(key).unwrap_or_default().to_owned();
            let recorded_as: Vec<String> = texts(node, "recorded-as").map(str::to_owned).collect();
            for phrase in &recorded_as {
                recorded.add(phrase, event, false);
            }
            for id in node.get_str("id").into_iter().chain(texts(node, "also-written")) {
                recorded.add(&id.replace('-', " "), event, true);
            }
            recorded.events.push(Words { id: text("id"), happens: text("happens"), recorded_as });
        }
        recorded
    }

    fn add(&mut self, phrase: &str, event: usize, dates_only: bool) {
        let known = self.phrases.entry(phrase.into()).or_default();
        if known.iter().all(|known| known.event != event) {
            known.push(Phrase { event, dates_only });
        }
    }

    /// The words by which fields record an event.
    pub fn words_of(&self, event: &str) -> &[String] {
        self.of_event(event).map_or(&[], |words| &words.recorded_as)
    }

    /// What happens, in words after "when": "the case closes", "the carer was born".
    pub fn happens(&self, event: &str, subject: Option<&str>) -> Option<String> {
        let words = &self.of_event(event)?.happens;
        let who = subject.unwrap_or("child").replace('-', " ");
        Some(words.replace("WHOSE", &format!("the {who}'s")).replace("WHO", &format!("the {who}")))
    }

    fn of_event(&self, event: &str) -> Option<&Words> {
        self.events.iter().find(|words| words.id == event)
    }

    /// The events that a phrase in the name of a field records, where the field is of a date type
    /// or of another type that can hold a date.
    pub fn by(&self, phrase: &str, is_date: bool) -> impl Iterator<Item = &str> {
        let found = self.phrases.get(phrase).map_or(&[][..], Vec::as_slice);
        let said = found.iter().filter(move |phrase| is_date || !phrase.dates_only);
        said.map(|phrase| self.events[phrase.event].id.as_str())
    }

    /// Whether a word makes a name say something else than when an event happened.
    pub fn is_not_when(&self, word: &str) -> bool {
        self.not_recorded_with.iter().any(|known| known == word)
    }
}

fn texts<'d>(node: NodeRef<'d>, key: &str) -> impl Iterator<Item = &'d str> {
    node.get(key).into_iter().flat_map(NodeRef::items).filter_map(NodeRef::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::Timeline;

    #[test]
    fn every_event_says_what_happens_and_how_it_is_recorded() {
        let timeline = Timeline::built_in().unwrap();
        let recorded = timeline.recorded();
        for event in timeline.events() {
            assert!(!recorded.words_of(event).is_empty(), "{event}");
            assert!(!recorded.happens(event, None).unwrap().is_empty(), "{event}");
        }
        assert_eq!(recorded.happens("case-closure", None).unwrap(), "the case closes");
        assert_eq!(recorded.happens("birth", Some("person-alleged")).unwrap(), "the person alleged was born");
        assert_eq!(recorded.happens("approval-end", Some("carer")).unwrap(), "the carer's approval ends");
        assert!(recorded.by("dob", false).eq(["birth"]));
        assert_eq!(recorded.by("case closure", false).count(), 0);
        assert!(recorded.by("case closure", true).eq(["case-closure"]));
        assert!(recorded.is_not_when("reason") && !recorded.is_not_when("date"));
    }
}
