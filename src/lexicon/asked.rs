//! What is asked of the lexicon's terms: a field's words, split once, and the conditions under
//! which a term counts.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use super::Lexicon;
use super::affixes::without;
use super::described::Described;
use super::grammar::Company;
use super::layers::Place;
use super::load::Term;
use super::tokens::Tokens;
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
    /// What was asked of the record, with its answers.
    pub(super) answers: RefCell<Vec<(Question, bool)>>,
}

/// A question to a field's record. What a field's name says holds in every record that gives the
/// same answers to what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Whether its name is one for which a term counts.
    Fits(Place),
    /// Whether the field is its own key.
    OwnKey,
}

/// The words of a field, split once.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) name: Arc<Tokens>,
    /// Where the name starts in that of the field: behind a prefix.
    pub(super) start: usize,
    /// The name with the prefix of its record, where one was taken off.
    pub(super) whole: Option<Arc<Tokens>>,
    pub(super) title: Option<Arc<Tokens>>,
    pub(super) description: Option<Described>,
}

impl Texts {
    pub(super) fn of(lexicon: &Lexicon, field: &Field, prefix: Option<&str>, own: Option<usize>) -> Self {
        let words = &lexicon.words;
        let rest = own
            .and_then(|own| field.name.get(own..))
            .map(|rest| rest.trim_start_matches(['.', '_', '-', ' ']));
        let prefixed = without(&field.name, prefix);
        let short = prefixed.or(rest.filter(|rest| !rest.is_empty())).unwrap_or(&field.name);
        Self {
            name: words.of(short),
            start: field.name.len() - short.len(),
            // A path to the element is no part of its name.
            whole: prefixed.map(|_| words.of(&field.name)),
            title: field.title.as_deref().map(|title| {
                // A title of one word is a name, one of several is prose.
                if title.trim().contains(' ') { words.of_text(title) } else { words.of(title) }
            }),
            description: field.description.as_deref().and_then(|text| Described::read(lexicon, text)),
        }
    }
}

/// Whether a name is that of the key of its own record: a word for a key after words that are all
/// in the record's name, and that are the whole of it unless the field is the record's first. The
/// `injury_id` of `victim_injury` points to an injury.
pub(super) fn is_own_key(lexicon: &Lexicon, name: &Tokens, record: &Tokens, first: bool) -> bool {
    let Some(last) = name.len().checked_sub(1) else { return false };
    may_be_own_key(lexicon, name)
        && (0..last).all(|at| record.contains(name.token(at)))
        && (first || record.iter().all(|word| name.contains(word)))
}

/// Whether a name ends in a word for a row's own key.
pub(super) fn may_be_own_key(lexicon: &Lexicon, name: &Tokens) -> bool {
    name.iter().next_back().is_some_and(|word| lexicon.grammar.row_keys.contains(word))
}

impl Asked<'_> {
    /// Whether a term counts for a phrase that stands with these words.
    pub(super) fn meets(&self, term: &Term<'_>, company: Company<'_>) -> bool {
        let Company { tokens, from, to, low, high } = company;
        if term.whole && to - from != tokens.len() {
            return false;
        }
        if (term.person_only && self.whose < Whose::Event)
            || (term.somebody_only && self.whose < Whose::Somebody)
        {
            self.withheld.set(true);
            return false;
        }
        if term.is_plain() {
            return true;
        }
        if let Some(place) = term.asks_record() {
            let fits = term.fits(self.record);
            self.answers.borrow_mut().push((Question::Fits(place), fits));
            if !fits {
                return false;
            }
        }
        !term.not_with().any(|word| says_within(tokens, low..high, word)) && term.allows(self.field_type)
    }
}

/// Whether tokens hold a word or a phrase.
pub(super) fn says(tokens: &Tokens, words: &str) -> bool {
    says_within(tokens, 0..tokens.len(), words)
}

/// Whether some of the tokens hold a word or a phrase.
fn says_within(tokens: &Tokens, mut among: Range<usize>, words: &str) -> bool {
    if among.is_empty() {
        return false;
    }
    if !words.contains(' ') {
        return among.any(|at| tokens.token(at) == words);
    }
    let all = tokens.phrase(among.start, among.end);
    let stands = |at: usize| {
        let (before, behind) = (&all[..at], &all[at + words.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (behind.is_empty() || behind.starts_with(' '))
    };
    all.match_indices(words).any(|(at, _)| stands(at))
}
