//! What suspends destruction, as declared: an inquiry, a claim, with who ordered it, what it takes
//! in and when somebody looks at it again.

use super::model::{Hold, Said};
use super::read::{Reader, list};
use crate::document::{NodeRef, did_you_mean};

/// The keys of `hold`.
const KEYS: &[&str] = &["name", "authority", "scope", "review"];

impl Reader<'_> {
    /// A mapping, or the bare name of a hold.
    pub(super) fn hold(&mut self, value: NodeRef<'_>) -> Option<Said<Hold>> {
        if !value.is_object() {
            let name = self.words("hold", value)?.value;
            return Some(self.said(Hold { name, ..Hold::default() }, value.span()));
        }
        let mut hold = Hold::default();
        let mut named = false;
        for (key, inner) in value.members() {
            match key.text {
                "name" => {
                    named = true;
                    hold.name = self.words("name", inner).map(|said| said.value).unwrap_or_default();
                }
                "authority" => hold.authority = self.hold_words("authority", inner, &mut hold.misunderstood),
                "scope" => hold.scope = self.hold_words("scope", inner, &mut hold.misunderstood),
                "review" => {
                    hold.review = inner.scalar().and_then(|text| text.trim().parse().ok());
                    if hold.review.is_none() {
                        hold.misunderstood.push("review");
                        self.mistake(inner.span(), "`review` needs a date such as 2027-03-31".to_owned());
                    }
                }
                unknown => self.mistake(
                    key.span,
                    format!(
                        "`{unknown}` is no key of `hold`{}; the keys are {}",
                        did_you_mean(unknown, KEYS.iter().copied()),
                        list(KEYS)
                    ),
                ),
            }
        }
        if hold.name.is_empty() {
            if !named {
                self.mistake(value.span(), "`hold` needs a `name` that says which hold it is".to_owned());
            }
            return None;
        }
        Some(self.said(hold, value.span()))
    }

    fn hold_words(
        &mut self,
        key: &'static str,
        value: NodeRef<'_>,
        misunderstood: &mut Vec<&'static str>,
    ) -> Option<String> {
        let said = self.words(key, value);
        if said.is_none() {
            misunderstood.push(key);
        }
        said.map(|said| said.value)
    }
}
