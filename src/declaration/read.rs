//! From a declaration as written to a declaration as understood. What is not understood is a
//! mistake at its place, with the nearest word that is known.

use std::sync::Arc;

use super::model::{
    Declaration, Mistake, MistakeKind, Place, PolicyDocument, RecipientSaid, Said, Understood, Use,
};
use super::vocabulary::{KEYS, TECHNIQUES, USE_KEYS, misspelt};
use crate::collection::{Layer, Spoken};
use crate::document::{NodeRef, did_you_mean};
use crate::law::Law;
use crate::notice::Notice;
use crate::retention::Timeline;
use crate::text::{Source, Span};

/// The words that a declaration may use beyond its own keys.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'t> {
    /// Retention rows, events of its own.
    pub notice: &'t Notice,
    /// Bases, conditions, paragraphs.
    pub law: &'t Law,
    /// Events.
    pub timeline: &'t Timeline,
}

/// Understands one written declaration.
pub fn understand(spoken: &Spoken, terms: Terms<'_>, mistakes: &mut Vec<Mistake>) -> Understood {
    let mut reader = Reader { source: &spoken.source, layer: spoken.layer, terms, mistakes };
    let mut understood =
        Understood { layer: Some(spoken.layer), beside: spoken.beside, ..Understood::default() };
    reader.declaration(spoken.root(), &mut understood);
    understood
}

pub(super) struct Reader<'r> {
    pub(super) source: &'r Arc<Source>,
    pub(super) layer: Layer,
    pub(super) terms: Terms<'r>,
    pub(super) mistakes: &'r mut Vec<Mistake>,
}

impl<'r> Reader<'r> {
    pub(super) fn said<T>(&self, value: T, span: Span) -> Said<T> {
        Said { value, place: Place { source: Arc::clone(self.source), span }, layer: self.layer }
    }

    pub(super) fn mistake(&mut self, span: Span, message: String) {
        let place = Place { source: Arc::clone(self.source), span };
        self.mistakes.push(Mistake { kind: MistakeKind::Unknown, place, message, other: None });
    }

    fn declaration(&mut self, root: NodeRef<'_>, into: &mut Understood) {
        for (key, value) in root.members() {
            let plain: &mut Declaration = &mut into.plain;
            match key.text {
                "subject" => plain.subject = self.subject(value),
                "category" => plain.category = self.words(key.text, value),
                "not-personal" => plain.not_personal = self.reason(value),
                "retention" => plain.retention = self.retention(value),
                "hold" => plain.hold = self.hold(value),
                "policy-document" => plain.policy_document = self.policy_document(value),
                "offence-authority" => plain.offence_authority = self.words(key.text, value),
                "dpia" => plain.dpia = self.reference(key.text, value),
                "source" => plain.source = self.reference(key.text, value),
                "technique" => plain.technique = self.technique(value),
                "necessity" => plain.necessity = self.necessity(value),
                "agreement" => plain.agreement = self.reference(key.text, value),
                "draft" => plain.draft = self.truth(key.text, value),
                "uses" => into.uses = Some(self.uses(value)),
                "purpose" | "purposes" => into.purposes = self.strings(key.text, value),
                word if USE_KEYS.contains(&word) => self.use_key(word, value, &mut into.flat),
                unknown => {
                    let near = did_you_mean(unknown, KEYS.iter().copied());
                    let list = if near.is_empty() { format!("; the keys are {}", list(KEYS)) } else { near };
                    self.mistake(key.span, format!("`{unknown}` is no key of a declaration{list}"));
                }
            }
        }
    }

    /// One text that says something.
    pub(super) fn words(&mut self, key: &str, value: NodeRef<'_>) -> Option<Said<String>> {
        match value.scalar().map(str::trim) {
            Some(text) if !text.is_empty() => Some(self.said(text.to_owned(), value.span())),
            _ => {
                self.mistake(value.span(), format!("`{key}` needs a text here"));
                None
            }
        }
    }

    /// A truth value; in a comment it is written as a word.
    fn truth(&mut self, key: &str, value: NodeRef<'_>) -> Option<Said<bool>> {
        match value.scalar() {
            Some("true") => Some(self.said(true, value.span())),
            Some("false") => Some(self.said(false, value.span())),
            _ => {
                self.mistake(value.span(), format!("`{key}` needs `true` or `false` here"));
                None
            }
        }
    }

    fn strings(&mut self, key: &str, value: NodeRef<'_>) -> Vec<Said<String>> {
        value.one_or_more().into_iter().filter_map(|item| self.words(key, item)).collect()
    }

    /// Whom it is about: any word, unless it is a slip of the pen for one that is known.
    fn subject(&mut self, value: NodeRef<'_>) -> Option<Said<String>> {
        let said = self.words("subject", value)?;
        let terms = self.terms;
        let known = || terms.timeline.subjects();
        // Short words are near each other by chance: `mother` is no slip for `other`.
        let first = said.value.chars().next();
        let like = || known().filter(|subject| subject.chars().next() == first);
        if !known().any(|subject| subject == said.value)
            && let Some(meant) = misspelt(&said.value, like())
        {
            let message = format!("`{}` is nobody who is known; did you mean `{meant}`?", said.value);
            self.mistake(value.span(), message);
            return None;
        }
        Some(said)
    }

    /// Why it is needed, in words: a mark that only fills the place is no reason.
    fn necessity(&mut self, value: NodeRef<'_>) -> Option<Said<String>> {
        let said = self.words("necessity", value)?;
        if said.value.chars().filter(|character| character.is_alphabetic()).count() < 4 {
            self.mistake(
                value.span(),
                "`necessity` needs words: what fails if this is not collected?".to_owned(),
            );
            return None;
        }
        Some(said)
    }

    /// `not-personal` takes a reason, not a truth value.
    fn reason(&mut self, value: NodeRef<'_>) -> Option<Said<String>> {
        match value.as_str().map(str::trim) {
            Some(text)
                if text.len() > 3
                    && !text.eq_ignore_ascii_case("true")
                    && !text.eq_ignore_ascii_case("none") =>
            {
                Some(self.said(text.to_owned(), value.span()))
            }
            _ => {
                self.mistake(
                    value.span(),
                    "`not-personal` needs a reason in words: why does this say nothing about a person?"
                        .to_owned(),
                );
                None
            }
        }
    }

    /// A reference: a text, or a mapping that holds one.
    fn reference(&mut self, key: &str, value: NodeRef<'_>) -> Option<Said<String>> {
        let inner = if value.is_object() {
            ["reference", "title", "url", "path", "id"]
                .iter()
                .find_map(|name| value.get(name))
                .unwrap_or(value)
        } else {
            value
        };
        self.words(key, inner)
    }

    fn technique(&mut self, value: NodeRef<'_>) -> Option<Said<String>> {
        let said = self.words("technique", value)?;
        if !TECHNIQUES.contains(&said.value.as_str()) {
            let near = did_you_mean(&said.value, TECHNIQUES.iter().copied());
            self.mistake(
                value.span(),
                format!(
                    "`{}` is no technique that is known{near}; they are {}",
                    said.value,
                    list(TECHNIQUES)
                ),
            );
            return None;
        }
        Some(said)
    }

    fn policy_document(&mut self, value: NodeRef<'_>) -> Option<Said<PolicyDocument>> {
        let keys = ["reference", "title", "url", "path", "id"];
        if value.is_object() && keys.iter().all(|key| value.get(key).is_none()) {
            self.mistake(
                value.span(),
                "`policy-document` needs a `reference` that says which document".to_owned(),
            );
            return None;
        }
        let reference = self.reference("policy-document", value)?;
        let mut review = None;
        for (key, date) in value.members() {
            match key.text {
                "reference" | "title" | "url" | "path" | "id" => {}
                "review" | "review-date" => {
                    review = date.scalar().and_then(|text| text.parse().ok());
                    if review.is_none() {
                        self.mistake(date.span(), "`review` needs a date such as 2027-03-31".to_owned());
                    }
                }
                unknown => {
                    let near = did_you_mean(unknown, ["reference", "review"]);
                    self.mistake(key.span, format!("`{unknown}` is no key of `policy-document`{near}"));
                }
            }
        }
        Some(self.said(PolicyDocument { reference: reference.value, review }, value.span()))
    }

    fn uses(&mut self, value: NodeRef<'_>) -> Vec<Use> {
        let mut uses = Vec::new();
        for item in value.one_or_more() {
            if !item.is_object() {
                self.mistake(item.span(), format!("a use is a mapping with the keys {}", list(USE_KEYS)));
                continue;
            }
            let mut one = Use::default();
            let mut purposes = Vec::new();
            for (key, value) in item.members() {
                match key.text {
                    "purpose" | "purposes" => purposes = self.strings(key.text, value),
                    word if USE_KEYS.contains(&word) => self.use_key(word, value, &mut one),
                    unknown => {
                        let near = did_you_mean(unknown, USE_KEYS.iter().copied());
                        self.mistake(
                            key.span,
                            format!("`{unknown}` is no key of a use{near}; the keys are {}", list(USE_KEYS)),
                        );
                    }
                }
            }
            if purposes.is_empty() {
                uses.push(one);
            } else {
                uses.extend(
                    purposes.into_iter().map(|purpose| Use { purpose: Some(purpose), ..one.clone() }),
                );
            }
        }
        uses
    }

    fn use_key(&mut self, key: &str, value: NodeRef<'_>, into: &mut Use) {
        let law = self.terms.law;
        for item in value.one_or_more() {
            if key == "recipients" {
                into.recipients.extend(self.recipient(item));
                continue;
            }
            let Some(said) = self.words(key, item) else { continue };
            let written = said.value.clone();
            match key {
                "lawful-basis" => match law.basis(&written) {
                    Some(basis) => into.lawful_basis.push(self.said(basis.id.clone(), item.span())),
                    None => {
                        let near = did_you_mean(&written, law.bases.iter().map(|basis| basis.name.as_str()));
                        self.mistake(
                            item.span(),
                            format!("`{written}` is no lawful basis of UK GDPR Article 6(1){near}"),
                        );
                        into.misunderstood.push("lawful-basis");
                    }
                },
                "condition" => match law.condition(&written) {
                    Some(condition) => into.condition.push(self.said(condition.id.clone(), item.span())),
                    None => {
                        let near = did_you_mean(
                            &written,
                            law.conditions.iter().map(|condition| condition.name.as_str()),
                        );
                        self.mistake(
                            item.span(),
                            format!("`{written}` is no condition of UK GDPR Article 9(2){near}"),
                        );
                        into.misunderstood.push("condition");
                    }
                },
                _ => match law.paragraph(&written) {
                    Some(paragraph) => into.schedule_1.push(self.said(paragraph.number, item.span())),
                    None => {
                        self.mistake(item.span(), format!("`{written}` is no paragraph of Schedule 1 to the Data Protection Act 2018; write its number, such as 18"));
                        into.misunderstood.push("schedule-1");
                    }
                },
            }
        }
    }

    fn recipient(&mut self, item: NodeRef<'_>) -> Option<Said<RecipientSaid>> {
        const ITEM_KEYS: &[&str] = &["id", "role", "group", "country", "additional-service", "ground"];
        const ROLES: &[&str] = &["controller", "processor", "joint-controller", "processor-and-controller"];
        if !item.is_object() {
            let id = self.words("recipients", item)?;
            return Some(self.said(RecipientSaid { id: id.value, ..RecipientSaid::default() }, item.span()));
        }
        let mut recipient = RecipientSaid::default();
        for (key, value) in item.members() {
            let text = value.scalar().map(str::to_owned);
            match key.text {
                "id" => recipient.id = text.unwrap_or_default(),
                "role" => {
                    recipient.role = text;
                    let role = recipient.role.clone().unwrap_or_default();
                    if !ROLES.contains(&role.as_str()) {
                        self.mistake(
                            value.span(),
                            format!(
                                "`{role}` is no role{}; they are {}",
                                did_you_mean(&role, ROLES.iter().copied()),
                                list(ROLES)
                            ),
                        );
                    }
                }
                "group" => recipient.group = text,
                "country" => recipient.country = text,
                "additional-service" => recipient.additional_service = value.as_bool().unwrap_or(false),
                "ground" => {
                    let grounds = || self.terms.notice.sharing.iter().map(|(clause, _)| clause.id.as_str());
                    let written = text.as_deref().unwrap_or_default();
                    if !grounds().any(|known| known == written) {
                        let message = format!(
                            "the notice has no ground `{written}` for sharing without consent{}",
                            did_you_mean(written, grounds())
                        );
                        self.mistake(value.span(), message);
                    }
                    recipient.ground = text;
                }
                unknown => self.mistake(
                    key.span,
                    format!(
                        "`{unknown}` is no key of a recipient{}; the keys are {}",
                        did_you_mean(unknown, ITEM_KEYS.iter().copied()),
                        list(ITEM_KEYS)
                    ),
                ),
            }
        }
        if recipient.id.is_empty() {
            self.mistake(item.span(), "a recipient needs an `id`".to_owned());
            return None;
        }
        Some(self.said(recipient, item.span()))
    }
}

pub(super) fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
