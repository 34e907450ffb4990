//! How long, as declared: the row of the notice, the period of the system, or one of the two.

use super::model::{RetentionSaid, Said};
use super::read::{Reader, list};
use crate::document::{NodeRef, did_you_mean};
use crate::retention::{Keep, parse, place_of};

/// The keys of `retention`.
const KEYS: &[&str] = &["class", "keep", "recorded-in"];

impl Reader<'_> {
    pub(super) fn retention(&mut self, value: NodeRef<'_>) -> Option<Said<RetentionSaid>> {
        let mut said = RetentionSaid::default();
        let before = self.mistakes.len();
        if value.is_object() {
            for (key, inner) in value.members() {
                match key.text {
                    "class" => said.class = self.class(inner),
                    "keep" => said.keep = self.keep(inner),
                    "recorded-in" => {
                        said.recorded_in = self.words("recorded-in", inner).map(|said| said.value);
                    }
                    unknown => self.mistake(
                        key.span,
                        format!(
                            "`{unknown}` is no key of `retention`{}; the keys are {}",
                            did_you_mean(unknown, KEYS.iter().copied()),
                            list(KEYS)
                        ),
                    ),
                }
            }
        } else {
            let written = self.words("retention", value)?.value;
            // A row's id looks like an event's, so what the notice names is asked first.
            if self.terms.notice.row(&written).is_some() {
                said.class = Some(written);
            } else if written.contains(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                || self.terms.timeline.knows(&written)
                || written == "permanent"
            {
                said.keep = self.keep(value);
            } else {
                said.class = self.class(value);
            }
        }
        said.misunderstood = self.mistakes.len() > before;
        Some(self.said(said, value.span()))
    }

    fn class(&mut self, value: NodeRef<'_>) -> Option<String> {
        let written = self.words("class", value)?.value;
        if self.terms.notice.row(&written).is_some() {
            return Some(written);
        }
        let rows = self.terms.notice.retention.iter().map(|row| row.clause.id.as_str());
        let near = did_you_mean(&written, rows);
        self.mistake(value.span(), format!("the notice has no retention row `{written}`{near}"));
        None
    }

    fn keep(&mut self, value: NodeRef<'_>) -> Option<Keep> {
        let written = self.words("keep", value)?.value;
        match parse(&written) {
            Err(error) => {
                let span = crate::notice::inside(value.span(), &written, &error.range, value);
                self.mistake(span, error.message);
                None
            }
            Ok(keep) => match crate::notice::unknown_event(&keep.events(), self.terms.timeline, &[]) {
                Some((event, message)) => {
                    let range = place_of(&written, &event);
                    self.mistake(crate::notice::inside(value.span(), &written, &range, value), message);
                    None
                }
                None => Some(keep),
            },
        }
    }
}
