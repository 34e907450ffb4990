//! What is asked of the lexicon's terms: a field's words, split once, and the conditions under
//! which a term counts.

use std::cell::Cell;

use super::affixes::without;
use super::load::Term;
use super::tokens::Tokens;
use super::words::Words;
use crate::collection::{Field, FieldType};

/// Whether a record is about a person, as far as it is known when its fields are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// Nothing says so yet.
    Nobody,
    /// It is of something done to, by or for somebody.
    Event,
    /// It is somebody.
    Somebody,
}

/// What a term's conditions are asked of.
pub(super) struct Asked<'a> {
    pub(super) field_type: FieldType,
    pub(super) record: &'a Tokens,
    /// The words of the record's own name, without habits.
    pub(super) own: &'a Tokens,
    pub(super) whose: Whose,
    /// Whether the field is the first of its record.
    pub(super) first: bool,
    /// Set where the answer would have been another in a record about a person.
    pub(super) withheld: Cell<bool>,
}

/// The words of a field, split once.
pub(super) struct Texts {
    pub(super) name: Tokens,
    /// The name with the prefix of its record, where one was taken off.
    pub(super) whole: Option<Tokens>,
    pub(super) title: Option<Tokens>,
    pub(super) description: Option<Tokens>,
}

impl Texts {
    pub(super) fn of(words: &Words, field: &Field, prefix: Option<&str>, own: Option<usize>) -> Self {
        let rest = own
            .and_then(|own| field.name.get(own..))
            .map(|rest| rest.trim_start_matches(['.', '_', '-', ' ']));
        let short = without(&field.name, prefix).or(rest.filter(|rest| !rest.is_empty()));
        Self {
            name: words.of(short.unwrap_or(&field.name)),
            whole: short.map(|_| words.of(&field.name)),
            title: field.title.as_deref().map(|title| words.of(title)),
            description: field.description.as_deref().and_then(|text| first_sentence(words, text)),
        }
    }
}

/// The tokens of a description's first sentence; none where it says what the field is not.
pub(super) fn first_sentence(words: &Words, description: &str) -> Option<Tokens> {
    let sentence = description.split(['.', ';', '\n']).next().unwrap_or(description);
    let tokens = words.of(sentence);
    let denies = ["not", "never", "without", "excluding", "except"].iter().any(|word| tokens.contains(word));
    (!denies).then_some(tokens)
}

/// Whether a name is that of the key of its own record: a word for a key after words that are all
/// in the record's name, and that are the whole of it unless the field is the record's first. The
/// `injury_id` of `victim_injury` points to an injury.
pub(super) fn is_own_key(name: &Tokens, record: &Tokens, first: bool) -> bool {
    let Some(last) = name.len().checked_sub(1) else { return false };
    matches!(name.token(last), "id" | "key" | "pk" | "uuid" | "guid" | "sk")
        && (0..last).all(|at| record.contains(name.token(at)))
        && (first || record.iter().all(|word| name.contains(word)))
}

impl Asked<'_> {
    pub(super) fn meets(&self, term: &Term<'_>, phrase: &str, name: &Tokens) -> bool {
        if term.whole && phrase.len() != name.joined.len() {
            return false;
        }
        if (term.person_only && self.whose < Whose::Event)
            || (term.somebody_only && self.whose < Whose::Somebody)
        {
            self.withheld.set(true);
            return false;
        }
        term.is_plain()
            || (term.records().len() == 0 || term.records().any(|word| says(self.record, word)))
                && !term.not_records().any(|word| says(self.record, word))
                && !term.not_with().any(|word| says(name, word))
                && term.allows(self.field_type)
    }
}

/// Whether tokens hold a word or a phrase.
pub(super) fn says(tokens: &Tokens, words: &str) -> bool {
    if words.contains(' ') {
        format!(" {} ", tokens.joined).contains(&format!(" {words} "))
    } else {
        tokens.contains(words)
    }
}
