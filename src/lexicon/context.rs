//! Is this record about a person, and whose is it?

use super::evidence::Evidence;
use super::load::{ConceptKind, Confidence, Lexicon, RecordWord};
use super::tokens::Tokens;
use crate::collection::Record;

/// Whose a record is, in the lexicon's words: `child`, `parent`, `carer`, `professional`, `other`.
pub type Subject = Box<str>;

/// What a record is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
    /// A person.
    Person {
        /// Whose record it is, where its name says.
        subject: Option<Subject>,
        /// Why, in words.
        because: String,
    },
    /// Not a person: `lookup`, `configuration`, `log`, `organisation`, `product`, `place`.
    NotPerson {
        /// Which of these.
        kind: Box<str>,
        /// Why, in words.
        because: String,
    },
    /// Nothing says either.
    Unknown,
}

impl Context {
    /// Whether the record is about a person.
    pub fn is_person(&self) -> bool {
        matches!(self, Self::Person { .. })
    }

    /// Whose record it is, where its name says.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Person { subject, .. } => subject.as_deref(),
            _ => None,
        }
    }
}

/// Decides what a record is about, from its name and from what its fields look like when read
/// without any context.
pub(super) fn of(lexicon: &Lexicon, record: &Record, fields: &[Evidence]) -> Context {
    let named = by_name(lexicon, &record.name);
    let signs = Signs::count(lexicon, fields);
    match named {
        Some((RecordWord::NotPerson(kind), phrase)) => {
            // A name can mislead: three signs of a person outweigh it, and a list of codes with
            // two columns is still a list of codes.
            // A log that copies what the law protects, or an official number, holds it like any other.
            let enough = if &*kind == "lookup" { 4 } else { 3 };
            if signs.person >= enough || (&*kind == "log" && signs.grave > 0) {
                Context::Person { subject: None, because: signs.words(record) }
            } else {
                Context::NotPerson { because: format!("`{phrase}` in its name"), kind }
            }
        }
        Some((RecordWord::Person(subject), phrase)) => {
            Context::Person { because: format!("`{phrase}` in its name"), subject: Some(subject) }
        }
        Some((RecordWord::Activity, phrase)) => {
            Context::Person { because: format!("`{phrase}` in its name"), subject: None }
        }
        None if signs.person >= 1 => Context::Person { subject: None, because: signs.words(record) },
        None => Context::Unknown,
    }
}

/// The phrase that makes a record what it is: of its own name, else of the names around it.
fn by_name(lexicon: &Lexicon, name: &str) -> Option<(RecordWord, String)> {
    name.rsplit('.').find_map(|segment| by_segment(lexicon, &Tokens::of(segment)))
}

/// English puts the head last: `school_child` is a child, `child_school` a school. A word for a
/// list of codes counts wherever it stands.
fn by_segment(lexicon: &Lexicon, tokens: &Tokens) -> Option<(RecordWord, String)> {
    let mut head = None;
    let mut at = 0;
    while at < tokens.len() {
        let longest = (at + lexicon.longest_record).min(tokens.len());
        let found = (at + 1..=longest).rev().find_map(|to| {
            let phrase = tokens.phrase(at, to);
            lexicon.records.get(phrase).map(|word| (word, phrase, to))
        });
        let Some((word, phrase, to)) = found else {
            at += 1;
            continue;
        };
        let is_lookup = matches!(word, RecordWord::NotPerson(kind) if &**kind == "lookup");
        let plain_edge = at == 0 || to == tokens.len();
        if is_lookup && (plain_edge || phrase.contains("lookup")) {
            return Some((word.clone(), phrase.to_owned()));
        }
        if !is_lookup {
            head = Some((word.clone(), phrase.to_owned()));
        }
        at = to;
    }
    head
}

/// Signs among the fields that a record is about a person.
struct Signs {
    person: usize,
    grave: usize,
    first: Option<usize>,
}

impl Signs {
    fn count(lexicon: &Lexicon, fields: &[Evidence]) -> Self {
        let mut signs = Self { person: 0, grave: 0, first: None };
        for (at, evidence) in fields.iter().enumerate() {
            let Some(clue) = evidence.strongest() else { continue };
            let concept = &lexicon.concepts[clue.concept];
            let telling = match concept.kind {
                ConceptKind::Special | ConceptKind::Offence | ConceptKind::Pseudonym => true,
                ConceptKind::Identifier => concept.id != "address" && concept.id != "contact",
                ConceptKind::Personal => {
                    matches!(concept.id.as_str(), "birth-date" | "gender" | "death" | "family")
                }
                _ => false,
            };
            if telling && clue.confidence >= Confidence::Likely {
                signs.person += 1;
                let grave = matches!(concept.kind, ConceptKind::Special | ConceptKind::Offence)
                    || concept.id == "official-number";
                signs.grave += usize::from(grave);
                signs.first.get_or_insert(at);
            }
        }
        signs
    }

    fn words(&self, record: &Record) -> String {
        let field = self.first.and_then(|at| record.fields.get(at)).map_or("", |field| field.name.as_str());
        format!("its field `{field}`")
    }
}
