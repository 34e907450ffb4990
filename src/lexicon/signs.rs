//! Signs among the fields of a record that it is about a person.

use std::collections::BTreeSet;

use super::evidence::{Clue, Evidence, Reason};
use super::load::{Concept, ConceptKind, Confidence, Lexicon};
use super::tokens::Tokens;
use crate::collection::Record;

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// All of them.
    pub(super) person: usize,
    /// Those that nothing but a person has.
    pub(super) own: usize,
    /// Among those: what the law protects. One alone can be that of a festival or of a garment.
    traits: BTreeSet<usize>,
    /// Whatever else is more usual of people than of things.
    pub(super) any: usize,
    pub(super) grave: usize,
    /// Those that are the keys of staff.
    pub(super) staff: usize,
    /// Those about health, which lists of drugs and diseases have too.
    pub(super) health: usize,
    /// Whether one is a key, a name, a number or a date of birth.
    pub(super) named: bool,
    /// The same without a bare `name`, which things have as well.
    pub(super) identified: bool,
    /// Whether it has a bare `name`, as things have.
    pub(super) labelled: bool,
    pub(super) first: Option<usize>,
    /// The first that is someone's key.
    pub(super) key: Option<usize>,
    /// The first that is nothing but someone's key: of somebody who is not staff, by a word that can
    /// mean nothing else, or by one that is in the record's name.
    pub(super) owner: Option<usize>,
    /// The first that is nothing but the key of somebody of whom the record's name speaks.
    pub(super) namesake: Option<usize>,
}

impl Signs {
    /// `own` are the words of the record's own name, `fields` what its fields look like when read
    /// without any context.
    pub(super) fn count(lexicon: &Lexicon, record: &Record, own: &Tokens, fields: &[Evidence]) -> Self {
        let mut signs = Self::default();
        for (at, evidence) in fields.iter().enumerate() {
            if is_asked(lexicon, record, at) {
                signs.own += 1;
                signs.any += 1;
                signs.first.get_or_insert(at);
            }
            signs.labelled |= is_label(lexicon, &record.fields[at].name, own);
            let Some(clue) = evidence.strongest().filter(|clue| clue.confidence >= Confidence::Likely) else {
                continue;
            };
            signs.add(lexicon, record, own, (at, clue));
        }
        signs
    }

    fn add(&mut self, lexicon: &Lexicon, of: &Record, record: &Tokens, (at, clue): (usize, &Clue)) {
        let concept = &lexicon.concepts[clue.concept];
        let phrase = lexicon.words.of(clue.reason.phrase());
        // What only repeats the record's own name says no more than that does.
        let repeats = phrase.len() > 0
            && phrase
                .iter()
                .all(|word| record.contains(word) || word == "name" || lexicon.grammar.keys.contains(word));
        let listed = matches!(clue.reason, Reason::Values(..));
        let (telling, own) = telling(lexicon, concept, clue, &phrase);
        let identity = matches!(concept.kind, ConceptKind::Pseudonym | ConceptKind::Identifier)
            || concept.id == "birth-date";
        self.named |= identity;
        self.identified |= identity && phrase.joined != "name";
        let usual = concept.kind >= ConceptKind::Personal || concept.kind == ConceptKind::Hint;
        self.any += usize::from(usual && !repeats && phrase.joined != "name");
        if !telling {
            return;
        }
        if concept.kind == ConceptKind::Pseudonym || concept.id == "official-number" {
            self.key.get_or_insert(at);
            self.keyed(lexicon, of, record, at);
        }
        if repeats || listed {
            return;
        }
        self.person += 1;
        let staff =
            concept.kind == ConceptKind::Pseudonym && phrase.iter().any(|word| lexicon.is_staff(word));
        self.staff += usize::from(staff);
        self.health += usize::from(matches!(concept.head.as_deref(), Some("health" | "genetic")));
        if own && concept.kind == ConceptKind::Special {
            self.traits.insert(clue.concept);
        }
        self.own += usize::from(own);
        let grave = matches!(concept.kind, ConceptKind::Special | ConceptKind::Offence)
            || concept.id == "official-number";
        self.grave += usize::from(grave);
        self.first.get_or_insert(at);
    }

    /// A key that has no word but for somebody and for a key.
    fn keyed(&mut self, lexicon: &Lexicon, of: &Record, record: &Tokens, at: usize) {
        let name = lexicon.words.of(&of.fields[at].name);
        let pointer = |word: &str| lexicon.grammar.pointers.contains(word);
        let plain =
            name.iter().any(pointer) && name.iter().all(|word| pointer(word) || lexicon.is_somebody(word));
        // The row above in a tree is nobody's parent.
        let above = |name: &Tokens| name.len() == 2 && name.token(0) == "parent";
        let tree = || of.fields.iter().any(|field| above(&lexicon.words.of(&field.name)));
        if !plain || above(&name) || name.contains("child") && tree() {
            return;
        }
        for word in name.iter().filter(|word| lexicon.is_somebody(word)) {
            if !lexicon.is_staff(word) && !lexicon.ambiguous.contains(word) {
                self.owner.get_or_insert(at);
            }
            if record.contains(word) {
                self.namesake.get_or_insert(at);
            }
        }
    }

    /// Whether something that nothing but a person has stands among the fields. Of things that have a
    /// name one alone that the law protects is no sign: a festival has a religion.
    pub(super) fn are_somebody_s(&self) -> bool {
        let bare = self.labelled && !self.identified && self.any < 2;
        self.own > 1 || self.own == 1 && (self.traits.is_empty() || !bare)
    }

    /// The first of them, for people.
    pub(super) fn words(&self, record: &Record) -> String {
        format!("its field `{}`", field_name(record, self.first))
    }
}

/// Whether a field is what a thing is called: `name`, or that of the record's own (`festival_name`).
fn is_label(lexicon: &Lexicon, name: &str, own: &Tokens) -> bool {
    let words = lexicon.words.of(name);
    let last = words.iter().next_back().is_some_and(|word| matches!(word, "name" | "title"));
    last && words.iter().rev().skip(1).all(|word| own.contains(word))
}

/// Whether a field is a question to somebody: it says "you".
fn is_asked(lexicon: &Lexicon, record: &Record, at: usize) -> bool {
    let field = &record.fields[at];
    let asks = |text: &str| lexicon.words.of(text).iter().any(|word| matches!(word, "you" | "your" | "my"));
    [Some(field.name.as_str()), field.title.as_deref()].into_iter().flatten().any(asks)
}

/// Whether a conclusion speaks of a person, and whether nothing but a person has it.
fn telling(lexicon: &Lexicon, concept: &Concept, clue: &Clue, phrase: &Tokens) -> (bool, bool) {
    match concept.kind {
        ConceptKind::Special => (true, !matches!(concept.head.as_deref(), Some("health" | "genetic"))),
        ConceptKind::Offence => (true, false),
        ConceptKind::Pseudonym => {
            let sure = |word: &str| {
                lexicon.is_somebody(word) && !lexicon.is_staff(word) && !lexicon.ambiguous.contains(word)
            };
            (true, phrase.iter().any(sure))
        }
        ConceptKind::Identifier => (
            concept.id != "address" && concept.id != "contact",
            concept.id == "official-number" || clue.confidence == Confidence::Certain,
        ),
        ConceptKind::Personal => match concept.id.as_str() {
            "birth-date" => (true, true),
            "gender" | "death" | "family" => (true, false),
            _ => (false, false),
        },
        _ => (false, false),
    }
}

/// The name of a field of a record; nothing where there is none.
pub(super) fn field_name(record: &Record, at: Option<usize>) -> &str {
    at.and_then(|at| record.fields.get(at)).map_or("", |field| field.name.as_str())
}
