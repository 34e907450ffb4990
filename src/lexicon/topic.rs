//! What a whole record is about, where the law protects it: in a record of allergies the column
//! `severity` says something of somebody's health, although its name does not.

use super::context::Context;
use super::evidence::{Clue, Evidence, Reason};
use super::load::{ConceptKind, Confidence, Lexicon};
use super::tokens::Tokens;
use crate::collection::{Field, FieldType};

/// What a record is about.
pub(super) struct Topic {
    concept: usize,
    phrase: String,
}

impl Lexicon {
    /// The topic of a record about a person, by its name: special category or criminal offence data.
    pub(super) fn topic(&self, record: &Tokens, context: &Context) -> Option<Topic> {
        if !context.is_person() {
            return None;
        }
        let mut found: Option<Topic> = None;
        self.hits(record, &mut |concept, confidence, phrase, _| {
            let kind = self.concepts[concept].kind;
            if confidence >= Confidence::Likely && matches!(kind, ConceptKind::Special | ConceptKind::Offence) {
                found = Some(Topic { concept, phrase: phrase.to_owned() });
            }
        });
        found
    }

    /// What the topic of its record makes of a field; nothing where the field speaks of something else.
    pub(super) fn by_topic(
        &self,
        topic: &Topic,
        field: &Field,
        name: &Tokens,
        record: &Tokens,
        evidence: &Evidence,
    ) -> Option<Clue> {
        let grammar = &self.grammar;
        let kind = self.concepts[topic.concept].kind;
        // Its own words go first, unless they are as general as a column's can be.
        let speaks = evidence.clues.iter().any(|clue| {
            let other = &self.concepts[clue.concept];
            let general = matches!(other.kind, ConceptKind::Neutral | ConceptKind::Opaque)
                || (other.id == "name" && name.joined == "name" && clue.confidence < Confidence::Certain);
            clue.confidence >= Confidence::Possible && !general
        });
        let opaque = evidence.strongest().is_some_and(|clue| {
            self.concepts[clue.concept].kind == ConceptKind::Opaque && matches!(clue.reason, Reason::Name(_))
        });
        if speaks || (opaque && !name.iter().any(|word| grammar.describing.contains(word))) {
            return None;
        }
        let is_date = field.field_type == FieldType::Date || name.iter().any(|word| grammar.moments.contains(word));
        if kind == ConceptKind::Special && is_date {
            return None;
        }
        let mut describes = false;
        for word in name.iter() {
            let known = grammar.describing.contains(word);
            describes |= known;
            let dated = kind == ConceptKind::Offence && grammar.moments.contains(word);
            describes |= dated;
            if !(known || dated || record.contains(word) || grammar.keys.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit())) {
                return None;
            }
        }
        describes.then(|| Clue {
            concept: topic.concept,
            confidence: Confidence::Likely,
            reason: Reason::Record(topic.phrase.clone()),
            head: true,
        })
    }
}
