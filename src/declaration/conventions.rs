//! What the keys of other tools say, in this project's words: `policies/conventions.yaml`. They
//! only fill gaps, and many say too little: that a field is personal, not what it holds.

use std::sync::{Arc, LazyLock};

use super::model::{Place, Said, Understood, Vague};
use crate::collection::{Aside, Layer};
use crate::document::{Document, NodeRef, Syntax};
use crate::law::Law;
use crate::text::Source;

/// The conventions that come with the program. No file of a user is read for them, and what is
/// embedded is valid: the tests hold that.
static CONVENTIONS: LazyLock<Option<Document>> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("OUT_DIR"), "/conventions.json"));
    Document::parse(Source::new("policies/conventions.json", text), Syntax::Json).ok()
});

/// Understands the asides of a field, a record or a file.
pub fn of_others(asides: &[Aside], layer: Layer, source: &Arc<Source>, law: &Law) -> Option<Understood> {
    if asides.is_empty() {
        return None;
    }
    let conventions = Conventions(CONVENTIONS.as_ref()?.root());
    let understood = Understood { layer: Some(layer), ..Understood::default() };
    let mut listener = Listener { conventions, law, layer, source, understood };
    for aside in asides {
        listener.hear(aside);
    }
    let mut understood = listener.understood;
    if understood.plain.category.is_some() {
        // One key says that it is personal, another what it is.
        understood.plain.vague.retain(|said| said.value.lacks_start);
    }
    Some(understood)
}

/// The conventions, to look into.
#[derive(Clone, Copy)]
struct Conventions(NodeRef<'static>);

struct Listener<'l> {
    conventions: Conventions,
    law: &'l Law,
    layer: Layer,
    source: &'l Arc<Source>,
    understood: Understood,
}

impl Listener<'_> {
    fn hear(&mut self, aside: &Aside) {
        let Some(key) = self.conventions.key(&aside.key) else { return };
        let vocabulary = key.get_str("vocabulary");
        for (value, span) in &aside.values {
            let word = value.trim().to_lowercase();
            if matches!(word.as_str(), "" | "false" | "no" | "none" | "0" | "null") {
                continue;
            }
            let place = Place { source: Arc::clone(self.source), span: *span };
            let said = |value: String| Said { value, place: place.clone(), layer: self.layer };
            let written = format!("{}: {}", aside.key, value.trim());
            let truth = matches!(word.as_str(), "true" | "yes" | "1");
            match key.get_str("says").unwrap_or_default() {
                "subject" => {
                    self.understood.plain.subject.get_or_insert(said(word.replace([' ', '_'], "-")));
                }
                "technique" => {
                    if let Some(technique) = self.conventions.meaning(vocabulary, &word) {
                        self.understood.plain.technique.get_or_insert(said(technique.to_owned()));
                    }
                }
                "period" => {
                    self.vague(said(format!("`{written}` says how long it is kept, not from when")), true)
                }
                "kind" if self.conventions.meaning(vocabulary, &word).is_some() => {
                    let concept = self.conventions.meaning(vocabulary, &word).unwrap_or_default().to_owned();
                    self.category(said(concept));
                }
                // `x-pii: email`, `x-special-category: health`: the value names the data.
                "kind" | "personal" | "special"
                    if !truth && !self.conventions.is_only(&word) && vocabulary.is_none() =>
                {
                    self.category(said(value.trim().to_owned()));
                }
                "special" => self.vague(said(too_vague(&written, SPECIAL)), false),
                "personal" if self.layer == Layer::Field => {
                    self.vague(said(too_vague(&written, PERSONAL)), false)
                }
                _ if self.conventions.is_among("special-words", &word) => {
                    self.vague(said(too_vague(&written, SPECIAL)), false);
                }
                _ if self.conventions.is_among("personal-words", &word) && self.layer == Layer::Field => {
                    self.vague(said(too_vague(&written, PERSONAL)), false);
                }
                _ => {}
            }
        }
    }

    /// Of several words for the data one that the law protects counts, else the first.
    fn category(&mut self, said: Said<String>) {
        let grave = |said: &Said<String>| said.value == OFFENCE || self.law.head(&said.value).is_some();
        let known = self.understood.plain.category.take();
        let keeps = known.filter(|known| grave(known) || !grave(&said));
        self.understood.plain.category = keeps.or(Some(said));
        self.understood.plain.by_convention = true;
    }

    fn vague(&mut self, said: Said<String>, lacks_start: bool) {
        let Said { value: message, place, layer } = said;
        self.understood.plain.vague.push(Said { value: Vague { message, lacks_start }, place, layer });
    }
}

impl Conventions {
    fn key(self, written: &str) -> Option<NodeRef<'static>> {
        self.0.get("keys")?.items().find(|key| {
            key.get_str("key").is_some_and(|known| {
                known.strip_suffix('*').map_or(known == written, |start| written.starts_with(start))
            })
        })
    }

    /// What a word of a vocabulary means; of names with dots the longest that it starts with.
    fn meaning(self, vocabulary: Option<&str>, word: &str) -> Option<&'static str> {
        let words = self.0.get("vocabularies")?.get(vocabulary?)?;
        let starts = |known: &str| {
            word.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let known = words.members().filter(|(key, _)| starts(key.text));
        known.max_by_key(|(key, _)| key.text.len())?.1.as_str()
    }

    /// Whether a list has a word, or the start of it before a dot.
    fn is_among(self, list: &str, word: &str) -> bool {
        let starts = |known: &str| {
            word.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.0.get(list).is_some_and(|list| list.items().filter_map(NodeRef::as_str).any(starts))
    }

    /// Whether a word says no more than that data are personal or special.
    fn is_only(self, word: &str) -> bool {
        self.is_among("personal-words", word) || self.is_among("special-words", word)
    }
}

/// The lexicon's concept of criminal offence data.
const OFFENCE: &str = "criminal-offence";
const PERSONAL: &str = "personal data";
const SPECIAL: &str = "special category data";

fn too_vague(written: &str, what: &str) -> String {
    format!("`{written}` says that it is {what}, not which category")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn heard(asides: &[(&str, &[&str])], layer: Layer) -> Understood {
        let asides: Vec<Aside> = asides
            .iter()
            .map(|(key, values)| Aside {
                key: (*key).to_owned(),
                span: Span::default(),
                values: values.iter().map(|value| ((*value).to_owned(), Span::default())).collect(),
            })
            .collect();
        let law = Law::built_in().unwrap();
        of_others(&asides, layer, &Source::new("a.yaml", ""), &law).unwrap()
    }

    fn category(key: &str, values: &[&str]) -> Option<String> {
        heard(&[(key, values)], Layer::Field).plain.category.map(|said| said.value)
    }

    fn vague(asides: &[(&str, &[&str])]) -> Vec<String> {
        let vague = heard(asides, Layer::Field).plain.vague;
        vague.into_iter().map(|said| said.value.message).collect()
    }

    #[test]
    fn words_of_a_vocabulary_are_kinds_of_data() {
        assert_eq!(category("data_categories", &["user.contact.email"]).as_deref(), Some("contact"));
        assert_eq!(
            category("data_categories", &["user.contact.address.postal_code"]).as_deref(),
            Some("address")
        );
        assert_eq!(category("data_categories", &["user.nameless"]), None);
        assert_eq!(
            vague(&[("data_categories", &["user.childrens"])]),
            ["`data_categories: user.childrens` says that it is personal data, not which category"]
        );
        assert_eq!(
            category("data_categories", &["user.name", "user.demographic.race_ethnicity"]).as_deref(),
            Some("racial-or-ethnic-origin")
        );
        assert_eq!(
            category("sensitivity-classification.information-type", &["Date Of Birth"]).as_deref(),
            Some("birth-date")
        );
        assert_eq!(category("x-special-category", &["health"]).as_deref(), Some("health"));
    }

    #[test]
    fn what_says_too_little_is_vague() {
        assert_eq!(
            vague(&[("pii", &["true"])]),
            ["`pii: true` says that it is personal data, not which category"]
        );
        assert_eq!(
            vague(&[("x-special-category", &["yes"])]),
            ["`x-special-category: yes` says that it is special category data, not which category"]
        );
        assert_eq!(
            vague(&[("tags", &["nightly", "PII"])]),
            ["`tags: PII` says that it is personal data, not which category"]
        );
        assert_eq!(
            vague(&[("retention_period", &["12 months"])]),
            ["`retention_period: 12 months` says how long it is kept, not from when"]
        );
        assert!(vague(&[("pii", &["false"]), ("classification", &["internal"])]).is_empty());
        assert!(vague(&[("pii", &["true"]), ("data_categories", &["user.name"])]).is_empty());
    }

    #[test]
    fn a_record_of_personal_data_leaves_its_fields_open() {
        assert!(heard(&[("pii", &["true"])], Layer::Record).plain.vague.is_empty());
    }

    #[test]
    fn subjects_and_techniques_are_taken_over() {
        let heard =
            heard(&[("data_subjects", &["job_applicant"]), ("degrade", &["short_postcode"])], Layer::Field);
        assert_eq!(heard.plain.subject.unwrap().value, "job-applicant");
        assert_eq!(heard.plain.technique.unwrap().value, "postcode-sector");
    }
}
