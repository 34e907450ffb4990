//! The events that retention periods count from, read from `policies/timeline.yaml`.

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
        Ok(Self { events: ids("events").collect(), subjects: ids("subjects").map(|(id, _)| id).collect() })
    }

    /// Whether an event is known.
    pub fn knows(&self, event: &str) -> bool {
        self.events.iter().any(|(id, _)| id == event)
    }

    /// What an event is, for people: "closure of the case".
    pub fn label(&self, event: &str) -> Option<&str> {
        self.events.iter().find(|(id, _)| id == event).map(|(_, label)| label.as_str())
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
}
