//! The lexicon: the built-in one as it is embedded, and a user's own file on top of it.

use std::borrow::Cow;
use std::sync::Arc;

use super::classify::Met;
use super::compile::{CODE_LIST, CONCEPT, KINDS, PROTECTED};
use super::grammar::Grammar;
use super::layers::{Ambiguous, FieldPeople, Glued, Layers, Records, Terms, Topics, Values};
use super::memory::Memory;
use super::people::Protected;
use super::tables::{Part, Tables};
use super::tokens::Tokens;
use super::user::LexiconError;
use super::words::Words;
use crate::notice::CategoryKind;

pub(super) use super::layers::{RecordWord, Term};

/// Every string of the lexicon that comes with the program, and the tables over them.
const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.txt"));
const NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The lexicon that comes with the program, as it is embedded.
pub(super) const BUILT_IN: Tables = Tables { text: Cow::Borrowed(TEXT), numbers: Cow::Borrowed(NUMBERS) };

/// The concepts that the program itself speaks of: a lexicon without one of them is broken.
pub(super) const NAMED: &[&str] = &[
    "address",
    "age",
    "attachment",
    "audit-user",
    "birth-date",
    "contact",
    "death",
    "device",
    "family",
    "free-text",
    "gender",
    "location",
    "name",
    "official-number",
    "pseudonym",
    "system",
    "victim-or-witness",
    "worker",
];

/// How sure a conclusion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// It may be so.
    Possible,
    /// It is so unless something unusual is going on.
    Likely,
    /// The name, or the owner, says so.
    Certain,
}

impl Confidence {
    /// By its number in the tables.
    pub(super) fn of(number: u32) -> Self {
        match number {
            0 => Self::Possible,
            1 => Self::Likely,
            _ => Self::Certain,
        }
    }

    /// The word for reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// What follows from a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConceptKind {
    /// Says nothing, and keeps its words from being read as something else.
    Neutral,
    /// The system's own housekeeping.
    System,
    /// Ordinary data from which something else may be inferred.
    Hint,
    /// Free text or a container.
    Opaque,
    /// Says something about a person.
    Personal,
    /// A key that stands for a person.
    Pseudonym,
    /// Identifies someone directly.
    Identifier,
    /// UK GDPR Article 9.
    Special,
    /// UK GDPR Article 10.
    Offence,
}

impl ConceptKind {
    /// By its number in the tables.
    fn of(number: u32) -> Self {
        match number {
            0 => Self::Neutral,
            1 => Self::System,
            2 => Self::Hint,
            3 => Self::Opaque,
            5 => Self::Pseudonym,
            6 => Self::Identifier,
            7 => Self::Special,
            8 => Self::Offence,
            _ => Self::Personal,
        }
    }

    /// Its word in a lexicon file.
    pub(super) fn word(self) -> &'static str {
        KINDS[self as usize]
    }

    /// Whether a field of this kind says something about a person.
    pub fn is_personal(self) -> bool {
        !matches!(self, Self::Neutral | Self::System)
    }

    /// The kind of category such data belong to.
    pub fn category_kind(self) -> CategoryKind {
        match self {
            Self::Special => CategoryKind::Special,
            Self::Offence => CategoryKind::Offence,
            _ => CategoryKind::Ordinary,
        }
    }
}

/// One thing that a field can be about.
#[derive(Debug)]
pub struct Concept {
    /// Its id.
    pub id: String,
    /// Words that read well after "looks like".
    pub label: String,
    /// What follows.
    pub kind: ConceptKind,
    /// For special category data: the head of Article 9.
    pub head: Option<String>,
    /// For a hint: what may be inferred from it, a head of Article 9 or `criminal-offence`.
    pub hints_at: Option<String>,
}

impl Concept {
    /// What may be inferred from a hint, in words.
    pub fn may_reveal(&self) -> Option<String> {
        self.hints_at.as_deref().map(|head| match head {
            "criminal-offence" => "criminal offence data".to_owned(),
            head => head.replace('-', " "),
        })
    }
}

/// Allowed values that say more than a name.
#[derive(Debug)]
pub(super) struct CodeList {
    pub label: String,
    pub concept: u16,
    /// The least that the values of a field must weigh.
    pub at_least: u32,
    /// Whether most of a field's values must be from it: codes that are others' codes too.
    pub mostly: bool,
}

/// The entries, ready to be asked. Cheap to share between threads.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) concepts: Vec<Concept>,
    pub(super) terms: Terms,
    pub(super) glued: Glued,
    pub(super) longest: usize,
    pub(super) records: Records,
    pub(super) longest_record: usize,
    pub(super) code_lists: Vec<CodeList>,
    pub(super) values: Values,
    population: Vec<String>,
    commercial: Vec<String>,
    pub(super) field_people: FieldPeople,
    pub(super) longest_field_person: usize,
    /// Words for people and for what is done to them that are words for other things too.
    pub(super) ambiguous: Ambiguous,
    /// Phrases in a record's name that give all of its describing columns a concept.
    pub(super) topics: Topics,
    pub(super) words: Words,
    /// What fields were taken for that say nothing but their name and type.
    pub(super) met: Memory<Arc<Vec<Met>>>,
    pub(super) grammar: Grammar,
    /// Phrases with a space on either side, to be looked for in names that have one too.
    pub(super) protected: Vec<(Protected, String)>,
}

impl Lexicon {
    /// The lexicon that comes with the program.
    ///
    /// # Errors
    /// [`LexiconError`] if an entry is missing that the program names, which the tests rule out.
    pub fn built_in() -> Result<Self, LexiconError> {
        let lexicon = Self::of(None);
        let all = NAMED.iter().all(|id| lexicon.concept_named(id).is_some());
        if all { Ok(lexicon) } else { Err(LexiconError::Broken) }
    }

    /// The number of a concept that the program names.
    pub(super) fn number_of(&self, id: &str) -> Option<usize> {
        self.concepts.iter().position(|concept| concept.id == id)
    }

    /// The built-in lexicon with a user's own on top.
    pub(super) fn of(own: Option<Tables>) -> Self {
        let layers = Arc::new(Layers { own, base: BUILT_IN });
        let longest = |of: usize| {
            let each = layers.each().map(|tables| tables.number(tables.part(Part::Longest) + of) as usize);
            each.max().unwrap_or(1)
        };
        let purposes = |part: Part| -> Vec<String> {
            let each = layers.each().flat_map(|tables| tables.strings(tables.part(part)));
            each.map(str::to_owned).collect()
        };
        let protected = layers.each().flat_map(|tables| {
            tables.rows(tables.part(Part::Protected), PROTECTED).filter_map(|row| {
                Some((Protected::of(tables.string(row))?, tables.string(row + 2).to_owned()))
            })
        });
        let code_lists = layers.each().flat_map(|tables| {
            tables.rows(tables.part(Part::CodeLists), CODE_LIST).map(|row| CodeList {
                label: tables.string(row).to_owned(),
                concept: concept_number(tables.number(row + 2)),
                at_least: tables.number(row + 3),
                mostly: tables.number(row + 4) != 0,
            })
        });
        Self {
            concepts: concepts(&layers),
            terms: Terms(Arc::clone(&layers)),
            glued: Glued(Arc::clone(&layers)),
            longest: longest(0),
            records: Records::of(&layers),
            longest_record: longest(1),
            code_lists: code_lists.collect(),
            values: Values(Arc::clone(&layers)),
            population: purposes(Part::Population),
            commercial: purposes(Part::Commercial),
            field_people: FieldPeople::of(&layers),
            longest_field_person: longest(2),
            ambiguous: Ambiguous(Arc::clone(&layers)),
            topics: Topics(Arc::clone(&layers)),
            words: Words::of_layers(&layers),
            met: Memory::default(),
            grammar: Grammar::of(&layers),
            protected: protected.collect(),
        }
    }

    /// A concept by its id.
    pub fn concept_named(&self, id: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.id == id)
    }

    /// Whether the words of a purpose say that it looks at many people as a whole.
    pub fn is_about_population(&self, words: &str) -> bool {
        says_one_of(words, &self.population)
    }

    /// Whether the words of a purpose say that data are sold or used to sell.
    pub fn is_commercial(&self, words: &str) -> bool {
        says_one_of(words, &self.commercial)
    }
}

/// The number of a concept: the writer of the tables sees to it that it fits.
pub(super) fn concept_number(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// The concepts of both layers by their numbers; those of the base come first, so that the upper
/// one extends some and adds others.
fn concepts(layers: &Layers) -> Vec<Concept> {
    let mut concepts: Vec<Concept> = Vec::new();
    for tables in std::iter::once(&layers.base).chain(&layers.own) {
        for row in tables.rows(tables.part(Part::Concepts), CONCEPT) {
            let label = tables.string(row + 3).to_owned();
            if let Some(known) = concepts.get_mut(tables.number(row) as usize) {
                if !label.is_empty() {
                    known.label = label;
                }
                continue;
            }
            let said =
                |at: usize| Some(tables.string(row + at)).filter(|text| !text.is_empty()).map(str::to_owned);
            concepts.push(Concept {
                id: tables.string(row + 1).to_owned(),
                label,
                kind: ConceptKind::of(tables.number(row + 5)),
                head: said(6),
                hints_at: said(8),
            });
        }
    }
    concepts
}

fn says_one_of(words: &str, phrases: &[String]) -> bool {
    let joined = format!(" {} ", Tokens::of(words).joined);
    phrases.iter().any(|phrase| joined.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::FieldType;
    use crate::document::{Document, NodeRef, Syntax, validate};
    use crate::lexicon::compile::compile;
    use crate::text::Source;

    #[test]
    fn the_entries_are_all_there() {
        let lexicon = Lexicon::built_in().unwrap();
        for head in &crate::law::Law::built_in().unwrap().heads {
            assert!(
                lexicon.concepts.iter().any(|concept| concept.head.as_deref() == Some(&head.id)),
                "{}",
                head.id
            );
        }
        assert!(BUILT_IN.entries(Part::Terms).count() > 900);
        assert!(lexicon.code_lists.iter().all(|list| list.at_least > 0 && !list.label.is_empty()));
    }

    fn shipped() -> Document {
        let source = Source::new("policies/lexicon.yaml", include_str!("../../policies/lexicon.yaml"));
        let document = Document::parse(source, Syntax::Yaml).unwrap();
        assert_eq!(validate(&document, &crate::schemas::LEXICON.value()), []);
        document
    }

    #[test]
    fn what_is_embedded_is_what_the_file_says() {
        let tables = compile(&shipped().root().to_value(), None).unwrap();
        assert!(tables == BUILT_IN);
    }

    /// The same by another way: each entry of the file is asked of the tables.
    #[test]
    fn each_entry_of_the_file_is_in_the_tables_with_its_conditions() {
        let document = shipped();
        let lexicon = Lexicon::built_in().unwrap();
        let words = |node: Option<NodeRef<'_>>| -> Vec<String> {
            let words = node.map(NodeRef::one_or_more).unwrap_or_default();
            words.iter().map(|word| lexicon.words.of(word.scalar().unwrap()).joined.clone()).collect()
        };
        let list = |words: &mut dyn Iterator<Item = &str>| words.map(str::to_owned).collect::<Vec<_>>();
        let (mut phrases, mut terms) = (std::collections::BTreeSet::new(), 0);
        for (at, concept) in document.root().get("concepts").unwrap().items().enumerate() {
            let known = &lexicon.concepts[at];
            assert_eq!(Some(known.id.as_str()), concept.get_str("id"));
            assert_eq!(Some(known.label.as_str()), concept.get_str("label"));
            assert_eq!(Some(known.kind.word()), concept.get_str("kind"));
            assert_eq!(known.head.as_deref(), concept.get_str("head"));
            assert_eq!(known.hints_at.as_deref(), concept.get_str("hints-at"));
            for item in concept.get("terms").unwrap().items() {
                let phrase = item.get("term").unwrap_or(item).scalar().unwrap();
                let phrase = lexicon.words.of(phrase).joined.clone();
                let confidence = item.get_str("confidence").or(concept.get_str("confidence"));
                let types = |key| words(item.get(key));
                let (only, not) = (types("types"), types("not-types"));
                let is = |term: &Term<'_>| {
                    usize::from(term.concept) == at
                        && Some(term.confidence.word()) == confidence
                        && term.person_only == (item.get_str("context") == Some("person"))
                        && term.somebody_only == (item.get_str("context") == Some("somebody"))
                        && term.whole == item.get("whole").is_some()
                        && list(&mut term.records()) == words(item.get("record"))
                        && list(&mut term.not_records()) == words(item.get("not-record"))
                        && list(&mut term.not_with()) == words(item.get("not-with"))
                        && GROUPS.iter().all(|(group, field_type)| {
                            let listed = |list: &[String]| list.iter().any(|one| one == group);
                            term.allows(*field_type) == ((only.is_empty() || listed(&only)) && !listed(&not))
                        })
                };
                let of = lexicon.terms.get(&phrase);
                assert!(of.is_some_and(|of| of.iter().any(|term| is(&term))), "{}: {phrase}", known.id);
                terms += 1;
                phrases.insert(phrase);
            }
        }
        assert_eq!(BUILT_IN.entries(Part::Terms).count(), phrases.len());
        let all = BUILT_IN
            .entries(Part::Terms)
            .map(|(phrase, _)| lexicon.terms.get(phrase).unwrap().iter().count());
        assert_eq!(all.sum::<usize>(), terms);
    }

    const GROUPS: [(&str, FieldType); 6] = [
        ("text", FieldType::LongText),
        ("number", FieldType::Number),
        ("boolean", FieldType::Boolean),
        ("date", FieldType::Date),
        ("json", FieldType::Structure),
        ("binary", FieldType::Binary),
    ];

    #[test]
    fn each_record_word_of_the_file_is_in_the_tables() {
        let document = shipped();
        let lexicon = Lexicon::built_in().unwrap();
        let mut count = 0;
        let mut is = |phrase: NodeRef<'_>, right: &dyn Fn(&RecordWord) -> bool| {
            let phrase = lexicon.words.of(phrase.scalar().unwrap()).joined.clone();
            assert!(lexicon.records.get(&phrase).is_some_and(right), "{phrase}");
            count += 1;
        };
        // A word that stands twice is what it is first: a person, then an activity.
        for (_, phrases) in document.root().get("people").unwrap().members() {
            phrases.items().for_each(|phrase| is(phrase, &|word| matches!(word, RecordWord::Person(_))));
        }
        for phrase in document.root().get("activities").unwrap().items() {
            is(phrase, &|word| !matches!(word, RecordWord::NotPerson(_)));
        }
        for (_, phrases) in document.root().get("not-people").unwrap().members() {
            phrases.items().for_each(|phrase| is(phrase, &|_| true));
        }
        assert!(count > 900);
        for (key, words) in document.root().get("grammar").unwrap().members() {
            for word in words.items().map(|word| word.scalar().unwrap()) {
                let list = match key.text {
                    "key-endings" => &lexicon.words.endings,
                    key => lexicon.grammar.list(key).unwrap(),
                };
                assert!(list.contains(word), "{}: {word}", key.text);
            }
        }
    }

    #[test]
    fn the_nature_of_a_purpose_is_read_from_its_words() {
        let lexicon = Lexicon::built_in().unwrap();
        assert!(
            lexicon.is_about_population("produce-statistics")
                && !lexicon.is_about_population("protect-children")
        );
        assert!(lexicon.is_commercial("sale to insurers") && !lexicon.is_commercial("wholesale review"));
    }
}
