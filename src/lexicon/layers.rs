//! The built-in lexicon and a user's own on top, asked as one: what the user says of a phrase
//! comes first.

use std::sync::Arc;

use super::asked::says;
use super::compile::{
    ACTIVITY, CONTEXT_PERSON, CONTEXT_SOMEBODY, PERSON, PERSON_ROW, RECORD_WORD, TERM, VALUE, WHOLE,
};
use super::load::{Confidence, concept_number};
use super::people::FieldPerson;
use super::tables::{Part, Tables, number};
use super::tokens::Tokens;
use crate::collection::FieldType;

/// Both lexicons.
#[derive(Debug)]
pub(super) struct Layers {
    pub(super) own: Option<Tables>,
    pub(super) base: Tables,
}

impl Layers {
    /// The user's own first.
    pub(super) fn each(&self) -> impl Iterator<Item = &Tables> {
        self.own.iter().chain([&self.base])
    }

    /// What the nearest one says of a key.
    fn find(&self, part: Part, key: &str) -> Option<u32> {
        self.each().find_map(|tables| tables.find(part, key))
    }
}

/// The terms by their phrases.
#[derive(Debug)]
pub(super) struct Terms(pub(super) Arc<Layers>);

impl Terms {
    /// The terms of a phrase: the user's own first, of each file those that ask most first.
    pub(super) fn get(&self, phrase: &str) -> Option<TermsOf<'_>> {
        let find = |tables: &Tables| tables.find(Part::Terms, phrase).map_or(0, |at| at as usize);
        let (own, base) = (self.0.own.as_ref().map_or(0, find), find(&self.0.base));
        (own > 0 || base > 0).then_some(TermsOf { layers: &self.0, own, base })
    }

    /// Whether a record's name is one for which terms with the conditions at a place count.
    pub(super) fn fits(&self, place: Place, record: &Tokens) -> bool {
        let own = self.0.own.as_ref().filter(|_| place.own);
        fits(own.unwrap_or(&self.0.base), place.at as usize, record)
    }
}

/// Where the conditions of a term stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    own: bool,
    at: u32,
}

/// The terms of one phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermsOf<'l> {
    layers: &'l Layers,
    own: usize,
    base: usize,
}

impl<'l> TermsOf<'l> {
    pub(super) fn iter(&self) -> impl Iterator<Item = Term<'l>> + use<'l> {
        let of = |tables: &'l Tables, at: usize, own: bool| {
            tables.rows(at, TERM).map(move |at| Term::read(tables, at, own))
        };
        let own = self.layers.own.as_ref().map(|tables| of(tables, self.own, true));
        own.into_iter().flatten().chain(of(&self.layers.base, self.base, false))
    }
}

/// What a phrase means, and when it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term<'l> {
    pub(super) concept: u16,
    pub(super) confidence: Confidence,
    /// Only in a record about a person.
    pub(super) person_only: bool,
    /// Only in a record that is itself somebody, not one of something done to somebody.
    pub(super) somebody_only: bool,
    /// Only where the phrase is the whole name.
    pub(super) whole: bool,
    /// Where its other conditions are, if it has some.
    conditions: Option<usize>,
    tables: &'l Tables,
    /// Whether it is the user's own.
    own: bool,
}

fn fits(tables: &Tables, conditions: usize, record: &Tokens) -> bool {
    let words = |which: usize| tables.strings(tables.number(conditions + which) as usize);
    (words(0).len() == 0 || words(0).any(|word| says(record, word)))
        && !words(1).any(|word| says(record, word))
}

impl<'l> Term<'l> {
    fn read(tables: &'l Tables, at: usize, own: bool) -> Self {
        let (marks, conditions) = (tables.number(at), tables.number(at + 1) as usize);
        let flags = marks >> 24;
        Self {
            concept: concept_number(marks & 0xffff),
            confidence: Confidence::of(marks >> 16 & 0xff),
            person_only: flags & CONTEXT_PERSON != 0,
            somebody_only: flags & CONTEXT_SOMEBODY != 0,
            whole: flags & WHOLE != 0,
            conditions: (conditions > 0).then_some(conditions),
            tables,
            own,
        }
    }

    fn words(self, which: usize) -> impl ExactSizeIterator<Item = &'l str> {
        let list = self.conditions.map_or(0, |at| self.tables.number(at + which) as usize);
        self.tables.strings(list)
    }

    /// Whether it asks for nothing but what its other members say.
    pub(super) fn is_plain(self) -> bool {
        self.conditions.is_none()
    }

    /// Where its conditions stand, if some are the record's to meet.
    pub(super) fn asks_record(self) -> Option<Place> {
        let at = self.conditions.filter(|_| self.words(0).len() > 0 || self.words(1).len() > 0)?;
        Some(Place { own: self.own, at: number(at) })
    }

    /// Whether a record's name is one for which it counts.
    pub(super) fn fits(self, record: &Tokens) -> bool {
        self.conditions.is_none_or(|at| fits(self.tables, at, record))
    }

    /// Only where the record's name has one of these.
    #[cfg(test)]
    pub(super) fn records(self) -> impl ExactSizeIterator<Item = &'l str> {
        self.words(0)
    }

    /// Not where the record's name has one of these.
    #[cfg(test)]
    pub(super) fn not_records(self) -> impl ExactSizeIterator<Item = &'l str> {
        self.words(1)
    }

    /// Not where the field's name has one of these.
    pub(super) fn not_with(self) -> impl ExactSizeIterator<Item = &'l str> {
        self.words(2)
    }

    /// Whether it counts for fields of a type.
    pub(super) fn allows(self, field_type: FieldType) -> bool {
        let Some(at) = self.conditions else { return true };
        let (only, not) = (self.tables.number(at + 3), self.tables.number(at + 4));
        // The bits are the places in `compile::TYPES`.
        let bit = match field_type {
            FieldType::Text | FieldType::LongText | FieldType::Unknown => 1,
            FieldType::Number => 2,
            FieldType::Boolean => 4,
            FieldType::Date => 8,
            FieldType::Structure => 16,
            FieldType::Binary => 32,
        };
        (only == 0 || only & bit != 0) && not & bit == 0
    }
}

/// The phrases by their words glued together.
#[derive(Debug)]
pub(super) struct Glued(pub(super) Arc<Layers>);

impl Glued {
    pub(super) fn get(&self, glued: &str) -> Option<&str> {
        self.0.each().find_map(|tables| tables.find_glued(glued))
    }
}

/// What a phrase in a record's name makes the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RecordWord {
    Person(Box<str>),
    Activity,
    NotPerson(Box<str>),
}

/// The words of records' names. Of the two files the upper one is meant.
#[derive(Debug)]
pub(super) struct Records {
    layers: Arc<Layers>,
    own: Vec<RecordWord>,
    base: Vec<RecordWord>,
}

impl Records {
    pub(super) fn of(layers: &Arc<Layers>) -> Self {
        let words = |tables: &Tables| {
            let rows = tables.rows(tables.part(Part::RecordWords), RECORD_WORD);
            let word = |row: usize| match tables.number(row) {
                PERSON => RecordWord::Person(tables.string(row + 1).into()),
                ACTIVITY => RecordWord::Activity,
                _ => RecordWord::NotPerson(tables.string(row + 1).into()),
            };
            rows.map(word).collect()
        };
        Self {
            layers: Arc::clone(layers),
            own: layers.own.as_ref().map(words).unwrap_or_default(),
            base: words(&layers.base),
        }
    }

    pub(super) fn get(&self, phrase: &str) -> Option<&RecordWord> {
        let own = self.layers.own.as_ref().and_then(|tables| tables.find(Part::Records, phrase));
        let base = || self.base.get(self.layers.base.find(Part::Records, phrase)? as usize);
        own.and_then(|at| self.own.get(at as usize)).or_else(base)
    }
}

/// Words for people and activities that mean other things too. Where a user's file says what a
/// word makes a record, it also says whether that is doubtful.
#[derive(Debug)]
pub(super) struct Ambiguous(pub(super) Arc<Layers>);

impl Ambiguous {
    pub(super) fn contains(&self, phrase: &str) -> bool {
        let is = |tables: &Tables| tables.find(Part::Ambiguous, phrase).is_some();
        let decided = |own: &Tables| is(own) || own.find(Part::Records, phrase).is_some();
        match &self.0.own {
            Some(own) if decided(own) => is(own),
            _ => is(&self.0.base),
        }
    }
}

/// Phrases in a record's name that give all of its describing columns a concept.
#[derive(Debug)]
pub(super) struct Topics(pub(super) Arc<Layers>);

impl Topics {
    pub(super) fn get(&self, phrase: &str) -> Option<usize> {
        self.0.find(Part::Topics, phrase).map(|concept| concept as usize)
    }
}

/// The code lists by the values that they have. Those of the upper file come first.
#[derive(Debug)]
pub(super) struct Values(pub(super) Arc<Layers>);

impl Values {
    /// The numbers of the lists that have a value, and what it weighs there.
    pub(super) fn get(&self, value: &str) -> impl Iterator<Item = (u16, u32)> {
        let mut first = 0;
        self.0.each().flat_map(move |tables| {
            let offset = first;
            first += tables.rows(tables.part(Part::CodeLists), 0).len() as u32;
            let at = tables.find(Part::Values, value).map_or(0, |at| at as usize);
            let entry = move |row| (concept_number(offset + tables.number(row)), tables.number(row + 1));
            tables.rows(at, VALUE).map(entry)
        })
    }
}

/// People of whom a field's name can speak.
#[derive(Debug)]
pub(super) struct FieldPeople {
    layers: Arc<Layers>,
    own: Vec<FieldPerson>,
    base: Vec<FieldPerson>,
}

impl FieldPeople {
    pub(super) fn of(layers: &Arc<Layers>) -> Self {
        let people = |tables: &Tables| {
            let rows = tables.rows(tables.part(Part::People), PERSON_ROW);
            let person = |row: usize| {
                let of = tables.string(row + 2);
                FieldPerson { subject: tables.string(row).into(), of: (!of.is_empty()).then(|| of.into()) }
            };
            rows.map(person).collect()
        };
        Self {
            layers: Arc::clone(layers),
            own: layers.own.as_ref().map(people).unwrap_or_default(),
            base: people(&layers.base),
        }
    }

    pub(super) fn get(&self, phrase: &str) -> Option<&FieldPerson> {
        let own = self.layers.own.as_ref().and_then(|tables| tables.find(Part::FieldPeople, phrase));
        let base = || self.base.get(self.layers.base.find(Part::FieldPeople, phrase)? as usize);
        own.and_then(|at| self.own.get(at as usize)).or_else(base)
    }

    pub(super) fn contains_key(&self, phrase: &str) -> bool {
        self.get(phrase).is_some()
    }
}

/// One list of words of the grammar, of both files.
#[derive(Debug)]
pub(super) struct WordList {
    layers: Arc<Layers>,
    part: Part,
    bit: u32,
}

impl WordList {
    /// The list with this place in `compile::GRAMMAR`; an empty one where it is not there.
    pub(super) fn of(layers: &Arc<Layers>, place: Option<usize>) -> Self {
        let part = if place.is_some_and(|place| place >= 32) { Part::FurtherGrammar } else { Part::Grammar };
        Self { layers: Arc::clone(layers), part, bit: place.map_or(0, |place| 1 << (place % 32)) }
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.layers.each().any(|tables| tables.find(self.part, word).is_some_and(|bits| bits & self.bit != 0))
    }
}
