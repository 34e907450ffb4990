//! What a whole record is about, where the law protects it: in a record of allergies the column
//! `severity` says something of somebody's health, although its name does not; in one of charges
//! nearly every column is about the charge.

use std::collections::BTreeMap;

use super::asked::is_own_key;
use super::context::Context;
use super::evidence::{Clue, Evidence, Reason};
use super::links::Link;
use super::load::{ConceptKind, Confidence, Lexicon};
use super::tokens::Tokens;
use crate::collection::{Field, FieldType, Record};

/// What a record is about.
pub(super) struct Topic {
    concept: usize,
    reason: Reason,
    /// Whether the record's name says so, rather than its fields.
    named: bool,
}

/// The least fields that make a record one about their topic.
const LEAST: usize = 3;

impl Lexicon {
    /// The topic of a record about a person: special category or criminal offence data, by its
    /// name or because many of its fields are about it. A record that is somebody's (`child`) has
    /// no topic but the person, unless its name says what made them its subject (`inmate`).
    pub(super) fn topic(
        &self,
        record: &Record,
        name: &Tokens,
        context: &Context,
        fields: &[Evidence],
    ) -> Option<Topic> {
        if !context.is_person() {
            return None;
        }
        if let Some((phrase, concept)) = self.listed(name)
            && self.is_borne_out(phrase, concept, name, fields)
        {
            return Some(Topic { concept, reason: Reason::Record(phrase.to_owned()), named: true });
        }
        let mut found: Option<Topic> = None;
        self.hits(name, &mut |concept, confidence, phrase, _| {
            if confidence >= Confidence::Likely
                && self.is_protected(concept)
                && self.is_borne_out(phrase, concept, name, fields)
            {
                found = Some(Topic { concept, reason: Reason::Record(phrase.to_owned()), named: true });
            }
        });
        if found.is_some() || self.is_somebody_s(name) {
            return found;
        }
        let proceedings = name.iter().any(|word| self.grammar.proceedings.contains(word));
        let telling = |evidence: &Evidence| {
            let clue = evidence.strongest()?;
            let by_name = matches!(clue.reason, Reason::Name(_)) && clue.confidence >= Confidence::Likely;
            (by_name && self.is_protected(clue.concept)).then_some(clue.concept)
        };
        let offences = |concept: &usize| self.concepts[*concept].kind == ConceptKind::Offence;
        let all: Vec<(usize, usize)> =
            fields.iter().enumerate().filter_map(|(at, evidence)| Some((at, telling(evidence)?))).collect();
        // How many are about each concept, and the first of them.
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (at, concept) in &all {
            counts.entry(*concept).or_insert((0, *at)).0 += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, (count, at))| (*count, std::cmp::Reverse(*at)));
        let (concept, (same, first)) = most?;
        // The name of a proceeding that can be something else needs two of its columns to say what it is.
        let by_name = proceedings && offences(&concept) && same >= 2;
        (by_name || same >= LEAST && same * 5 >= fields.len() * 2).then(|| Topic {
            concept,
            reason: Reason::Beside(record.fields[first].name.clone()),
            named: by_name,
        })
    }

    /// The topic of a record whose name can mean something else and whose own columns do not settle
    /// it: a `condition` in a collection where another record is about health for sure, a `hearing`
    /// that points to a record of an offence.
    pub(super) fn step(
        &self,
        name: &Tokens,
        context: &Context,
        links: &[Link],
        others: &[Option<Topic>],
    ) -> Option<Topic> {
        if !context.is_person() {
            return None;
        }
        let step = name.iter().next_back().is_some_and(|word| self.grammar.proceedings.contains(word));
        let offence = links
            .iter()
            .filter_map(|link| others[link.to].as_ref())
            .find(|topic| self.concepts[topic.concept].kind == ConceptKind::Offence);
        if let Some(topic) = offence.filter(|_| step) {
            let reason = Reason::Record(name.joined.clone());
            return Some(Topic { concept: topic.concept, reason, named: false });
        }
        let (phrase, concept) = self.listed(name)?;
        let same = others
            .iter()
            .flatten()
            .any(|topic| self.concepts[topic.concept].head == self.concepts[concept].head);
        same.then(|| Topic { concept, reason: Reason::Record(phrase.to_owned()), named: true })
    }

    /// The longest phrase of a record's name that the lexicon lists as a topic.
    fn listed<'n>(&self, name: &'n Tokens) -> Option<(&'n str, usize)> {
        let phrases =
            (0..name.len()).flat_map(|from| (from + 1..=name.len()).map(move |to| name.phrase(from, to)));
        phrases
            .filter_map(|phrase| Some((phrase, self.topics.get(phrase)?)))
            .max_by_key(|(phrase, _)| phrase.len())
    }

    /// Whether a topic that a record's name gives it is sure: the word can mean nothing else, or a
    /// word beside it or a column speaks of the same kind of thing in words of its own.
    fn is_borne_out(&self, phrase: &str, concept: usize, name: &Tokens, fields: &[Evidence]) -> bool {
        if !self.grammar.doubtful_topics.contains(phrase) {
            return true;
        }
        let mut beside = false;
        self.hits(name, &mut |other, confidence, said, _| {
            let same = self.concepts[other].kind == self.concepts[concept].kind;
            // `offender` beside `sentence`
            beside |= same && said != phrase && confidence >= Confidence::Likely;
        });
        beside
            || fields.iter().any(|evidence| {
                evidence.clues.iter().any(|clue| {
                    let same = self.concepts[clue.concept].kind == self.concepts[concept].kind;
                    let words = self.words.of(clue.reason.phrase());
                    same && clue.confidence >= Confidence::Likely
                        && words.iter().any(|word| !name.contains(word))
                })
            })
    }

    fn is_protected(&self, concept: usize) -> bool {
        matches!(self.concepts[concept].kind, ConceptKind::Special | ConceptKind::Offence)
    }

    /// What the topic of its record makes of a field; nothing where the field speaks of something else.
    pub(super) fn by_topic(
        &self,
        topic: &Topic,
        field: &Field,
        name: &Tokens,
        (record, first): (&Tokens, bool),
        evidence: &Evidence,
    ) -> Option<Clue> {
        let grammar = &self.grammar;
        let offence = self.concepts[topic.concept].kind == ConceptKind::Offence;
        if name.len() == 0
            || is_own_key(self, name, record, first)
            || self.speaks_of_another(name, evidence, offence)
        {
            return None;
        }
        let somebody = self.is_somebody_s(record);
        let says = |word: &str| {
            grammar.describing.contains(word) || (offence && grammar.describing_proceedings.contains(word))
        };
        // Somebody's name is a name, whatever made them the subject of a record.
        let naming = |word: &str| matches!(word, "name" | "title" | "label" | "description" | "text");
        if name.iter().any(|word| grammar.identity.contains(word) && !naming(word))
            || (somebody && name.iter().any(naming))
        {
            return None;
        }
        let is_date =
            field.field_type == FieldType::Date || name.iter().any(|word| grammar.moments.contains(word));
        let about = if offence && topic.named && !somebody {
            // What is noted of a charge or a sentence is about it, its day and its court included.
            let last = name.iter().next_back().unwrap_or_default();
            !grammar.keys.contains(last) && !name.iter().all(|word| self.is_somebody(word))
        } else {
            let fills = |word: &str| {
                says(word)
                    || grammar.fillers.contains(word)
                    || record.contains(word)
                    || grammar.keys.contains(word)
                    || (offence && grammar.moments.contains(word))
                    || word.bytes().all(|byte| byte.is_ascii_digit())
            };
            // Where only the fields beside it say so, a word that every record has says nothing.
            let telling = |word: &str| {
                (says(word) && (topic.named || !grammar.general.contains(word)))
                    || (offence && grammar.moments.contains(word))
            };
            (offence || !is_date) && name.iter().all(fills) && name.iter().any(telling)
        };
        about.then(|| Clue {
            concept: topic.concept,
            confidence: Confidence::Likely,
            reason: topic.reason.clone(),
            head: true,
        })
    }

    /// Whether a field's own words say what it is, unless they are as general as a column's can be.
    fn speaks_of_another(&self, name: &Tokens, evidence: &Evidence, offence: bool) -> bool {
        evidence.clues.iter().any(|clue| {
            let other = &self.concepts[clue.concept];
            match other.kind {
                ConceptKind::Neutral => false,
                ConceptKind::Opaque => {
                    matches!(clue.reason, Reason::Name(_))
                        && !name.iter().any(|word| self.grammar.describing.contains(word))
                }
                // In a record of charges a plan, a sum or a place is that of the charge.
                ConceptKind::Personal | ConceptKind::Hint => {
                    !offence
                        || matches!(
                            other.id.as_str(),
                            "birth-date"
                                | "age"
                                | "gender"
                                | "death"
                                | "family"
                                | "worker"
                                | "victim-or-witness"
                                | "location"
                                | "device"
                        )
                }
                ConceptKind::Identifier => {
                    !(other.id == "name" && name.joined == "name" && clue.confidence < Confidence::Certain)
                }
                _ => true,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{likely, table};

    #[test]
    fn columns_share_the_topic_of_their_record() {
        let allergy = table(
            "child_allergy",
            &["allergy_id int", "child_id int", "severity", "recorded_on date", "worker_name"],
        );
        assert_eq!(likely(&[allergy]), ["", "pseudonym", "health", "", "name"]);
        let arrest =
            table("arrest", &["arrest_id int", "person_id int", "status", "release_date date", "dob date"]);
        assert_eq!(
            likely(&[arrest]),
            ["", "pseudonym", "criminal-offence", "criminal-offence", "birth-date"]
        );
    }

    #[test]
    fn a_topic_by_a_doubtful_word_has_to_be_borne_out() {
        let staff = table("probation", &["person_id int", "start_date date", "outcome"]);
        assert_eq!(likely(&[staff])[2], "");
        let court = table("probation", &["person_id int", "offence_code", "outcome"]);
        assert_eq!(likely(&[court])[2], "criminal-offence");
    }

    #[test]
    fn a_record_beside_offences_is_no_record_of_one() {
        let offence = || table("offence", &["id int", "person_id int", "offence_code", "plea"]);
        let person = || table("person", &["person_id int", "surname"]);
        for other in [
            table("cin_case", &["case_id int", "person_id int", "opened date", "team"]),
            table("hearing", &["hearing_id int", "person_id int", "left_ear", "decibel int"]),
            table("cin_case", &["case_id int", "person_id int", "convicted bit", "team", "school"]),
        ] {
            let found = likely(&[offence(), person(), other]);
            assert!(found.last().is_none_or(|entry| entry != "criminal-offence"), "{found:?}");
        }
    }

    #[test]
    fn somebody_s_name_is_a_name_in_every_record() {
        assert_eq!(likely(&[table("inmate", &["name", "booking_date date"])]), ["name", "criminal-offence"]);
    }
}
