//! The lexicon's entries, made ready to be asked.

use rustc_hash::{FxHashMap as HashMap, FxHashSet};
use std::sync::Arc;

use super::grammar::Grammar;
use super::people::{FieldPerson, Protected};
use super::tokens::Tokens;
use super::words::Words;
use crate::collection::FieldType;
use crate::document::{Document, NodeRef, Syntax, SyntaxError};
use crate::notice::CategoryKind;
use crate::text::Source;

/// The lexicon that comes with the program.
const BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.json"));

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
}

/// A phrase, and when it counts.
#[derive(Debug)]
pub(super) struct Term {
    pub concept: u16,
    pub confidence: Confidence,
    pub person_only: bool,
    /// Only in a record that is itself somebody, not one of something done to somebody.
    pub somebody_only: bool,
    /// Only where the phrase is the whole name.
    pub whole: bool,
    pub records: Vec<Box<str>>,
    pub not_records: Vec<Box<str>>,
    pub not_with: Vec<Box<str>>,
    pub types: Vec<FieldType>,
    pub not_types: Vec<FieldType>,
}

impl Term {
    /// How much it asks for; of several that fit, the one that asks most is meant.
    pub(super) fn conditions(&self) -> usize {
        usize::from(self.person_only)
            + 2 * usize::from(self.somebody_only)
            + usize::from(self.whole)
            + usize::from(!self.records.is_empty())
            + usize::from(!self.not_records.is_empty())
            + usize::from(!self.not_with.is_empty())
            + usize::from(!self.types.is_empty())
            + usize::from(!self.not_types.is_empty())
    }
}

/// Allowed values that say more than a name.
#[derive(Debug)]
pub(super) struct CodeList {
    pub label: String,
    pub concept: u16,
    pub at_least: usize,
}

/// What a phrase in a record's name makes the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RecordWord {
    Person(Box<str>),
    Activity,
    NotPerson(Box<str>),
}

/// The entries, ready to be asked. Cheap to share between threads.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) concepts: Vec<Concept>,
    pub(super) terms: HashMap<Box<str>, Vec<Term>>,
    pub(super) glued: HashMap<Box<str>, Box<str>>,
    pub(super) longest: usize,
    pub(super) records: HashMap<Box<str>, RecordWord>,
    pub(super) longest_record: usize,
    pub(super) code_lists: Vec<CodeList>,
    pub(super) values: HashMap<Box<str>, Vec<u16>>,
    population: Vec<String>,
    commercial: Vec<String>,
    pub(super) field_people: HashMap<Box<str>, FieldPerson>,
    pub(super) longest_field_person: usize,
    /// Words for people and for what is done to them that are words for other things too.
    pub(super) ambiguous: FxHashSet<Box<str>>,
    /// Phrases in a record's name that give all of its describing columns a concept.
    pub(super) topics: HashMap<Box<str>, usize>,
    pub(super) words: Words,
    pub(super) grammar: Grammar,
    /// Phrases with a space on either side, to be looked for in names that have one too.
    pub(super) protected: Vec<(Protected, String)>,
}

impl Lexicon {
    /// The lexicon that comes with the program.
    ///
    /// # Errors
    /// [`SyntaxError`] if the embedded file is not JSON, which the tests rule out.
    pub fn built_in() -> Result<Self, SyntaxError> {
        let source: Arc<Source> = Source::new("policies/lexicon.json", BUILT_IN);
        Document::parse(source, Syntax::Json).map(|document| Self::decode(document.root()))
    }

    /// Takes what is needed from a document that is valid against `lexicon.schema.json`.
    fn decode(root: NodeRef<'_>) -> Self {
        let mut lexicon = Self {
            concepts: Vec::new(),
            terms: HashMap::with_capacity_and_hasher(8192, rustc_hash::FxBuildHasher),
            glued: HashMap::default(),
            longest: 1,
            records: HashMap::default(),
            longest_record: 1,
            code_lists: Vec::new(),
            values: HashMap::default(),
            population: Vec::new(),
            commercial: Vec::new(),
            field_people: HashMap::default(),
            longest_field_person: 1,
            ambiguous: FxHashSet::default(),
            topics: HashMap::default(),
            words: Words::default(),
            grammar: Grammar::default(),
            protected: Vec::new(),
        };
        for (short, word) in root.get("abbreviations").into_iter().flat_map(NodeRef::members) {
            if let Some(word) = word.scalar() {
                lexicon.words.abbreviate(short.text, word);
            }
        }
        for short in root.get("short-words").into_iter().flat_map(NodeRef::items).filter_map(NodeRef::scalar)
        {
            lexicon.words.allow_short(short);
        }
        if let Some(grammar) = root.get("grammar") {
            lexicon.grammar.add(grammar);
        }
        for node in root.get("concepts").into_iter().flat_map(NodeRef::items) {
            lexicon.add_concept(node);
        }
        lexicon.add_record_words(root);
        for (concept, phrases) in root.get("topics").into_iter().flat_map(NodeRef::members) {
            let Some(at) = lexicon.concepts.iter().position(|known| known.id == concept.text) else {
                continue;
            };
            for phrase in strings(Some(phrases)) {
                let tokens = lexicon.words.entry(phrase);
                lexicon.topics.insert(tokens.joined.into(), at);
            }
        }
        for node in root.get("code-lists").into_iter().flat_map(NodeRef::items) {
            lexicon.add_code_list(node);
        }
        let words = |key: &str| -> Vec<String> {
            let list = root.get("purpose-words").and_then(|words| words.get(key));
            strings(list).map(|word| Tokens::of(word).joined).collect()
        };
        lexicon.population = words("population");
        lexicon.commercial = words("commercial");
        for node in root.get("people-in-fields").into_iter().flat_map(NodeRef::items) {
            lexicon.add_field_person(node);
        }
        for (key, phrases) in root.get("protected").into_iter().flat_map(NodeRef::members) {
            let Some(what) = Protected::of(key.text) else { continue };
            lexicon.protected.extend(
                strings(Some(phrases)).map(|phrase| (what, format!(" {} ", Tokens::of(phrase).joined))),
            );
        }
        lexicon
    }

    fn add_concept(&mut self, node: NodeRef<'_>) {
        let text = |key: &str| node.get_str(key).unwrap_or_default().to_owned();
        // A lexicon has a few hundred concepts; the schema bounds nothing, so more are left out.
        let Ok(at) = u16::try_from(self.concepts.len()) else { return };
        let confidence = confidence(node).unwrap_or(Confidence::Likely);
        self.concepts.push(Concept {
            id: text("id"),
            label: text("label"),
            kind: kind(&text("kind")),
            head: node.get_str("head").map(str::to_owned),
        });
        for item in node.get("terms").into_iter().flat_map(NodeRef::items) {
            let phrase = item.get("term").unwrap_or(item).scalar().unwrap_or_default();
            let mut words =
                |key: &str| strings(item.get(key)).map(|word| self.words.entry(word).joined.into()).collect();
            let types = |key: &str| strings(item.get(key)).flat_map(field_types).collect();
            let term = Term {
                concept: at,
                confidence: self::confidence(item).unwrap_or(confidence),
                person_only: item.get_str("context") == Some("person"),
                whole: item.get("whole").is_some(),
                somebody_only: item.get_str("context") == Some("somebody"),
                records: words("record"),
                not_records: words("not-record"),
                not_with: words("not-with"),
                types: types("types"),
                not_types: types("not-types"),
            };
            self.add_term(phrase, term);
        }
    }

    fn add_term(&mut self, phrase: &str, term: Term) {
        let tokens = self.words.entry(phrase);
        self.longest = self.longest.max(tokens.len());
        let phrase: Box<str> = tokens.joined.into();
        if tokens.places.len() > 1 {
            self.glued.entry(phrase.replace(' ', "").into()).or_insert_with(|| phrase.clone());
        }
        let terms = self.terms.entry(phrase).or_insert_with(|| Vec::with_capacity(1));
        terms.push(term);
        terms.sort_by_key(|term| std::cmp::Reverse(term.conditions()));
    }

    fn add_record_words(&mut self, root: NodeRef<'_>) {
        let mut add = |phrase: &str, word: RecordWord| {
            let tokens = self.words.entry(phrase);
            self.longest_record = self.longest_record.max(tokens.len());
            self.records.entry(tokens.joined.into()).or_insert(word);
        };
        for (kind, phrases) in root.get("people").into_iter().flat_map(NodeRef::members) {
            strings(Some(phrases)).for_each(|phrase| add(phrase, RecordWord::Person(kind.text.into())));
        }
        for phrase in strings(root.get("activities")) {
            add(phrase, RecordWord::Activity);
        }
        self.ambiguous.extend(strings(root.get("ambiguous")).map(Box::from));
        for (kind, phrases) in root.get("not-people").into_iter().flat_map(NodeRef::members) {
            strings(Some(phrases)).for_each(|phrase| add(phrase, RecordWord::NotPerson(kind.text.into())));
        }
    }

    fn add_code_list(&mut self, node: NodeRef<'_>) {
        let concept = node.get_str("concept").unwrap_or_default();
        let Some(concept) = self.concepts.iter().position(|known| known.id == concept) else { return };
        let (Ok(concept), Ok(at)) = (u16::try_from(concept), u16::try_from(self.code_lists.len())) else {
            return;
        };
        let values: Vec<String> = strings(node.get("values")).map(str::to_lowercase).collect();
        for value in &values {
            self.values.entry(value.as_str().into()).or_default().push(at);
        }
        let at_least = node.get("at-least").and_then(NodeRef::scalar).and_then(|text| text.parse().ok());
        self.code_lists.push(CodeList {
            label: node.get_str("label").unwrap_or_default().to_owned(),
            concept,
            at_least: at_least.unwrap_or(1).min(values.len()),
        });
    }

    fn add_field_person(&mut self, node: NodeRef<'_>) {
        let text = |key: &str| node.get_str(key).map(Box::from);
        let Some(subject) = text("subject") else { return };
        for phrase in strings(node.get("phrases")) {
            let tokens = self.words.entry(phrase);
            self.longest_field_person = self.longest_field_person.max(tokens.len());
            let person = FieldPerson { subject: Box::clone(&subject), of: text("of") };
            self.field_people.entry(tokens.joined.into()).or_insert(person);
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

fn says_one_of(words: &str, phrases: &[String]) -> bool {
    let joined = format!(" {} ", Tokens::of(words).joined);
    phrases.iter().any(|phrase| joined.contains(&format!(" {phrase} ")))
}

fn strings<'d>(node: Option<NodeRef<'d>>) -> impl Iterator<Item = &'d str> {
    node.map(NodeRef::one_or_more).unwrap_or_default().into_iter().filter_map(NodeRef::scalar)
}

fn confidence(node: NodeRef<'_>) -> Option<Confidence> {
    match node.get_str("confidence")? {
        "certain" => Some(Confidence::Certain),
        "likely" => Some(Confidence::Likely),
        _ => Some(Confidence::Possible),
    }
}

fn kind(word: &str) -> ConceptKind {
    match word {
        "special" => ConceptKind::Special,
        "offence" => ConceptKind::Offence,
        "identifier" => ConceptKind::Identifier,
        "pseudonym" => ConceptKind::Pseudonym,
        "opaque" => ConceptKind::Opaque,
        "hint" => ConceptKind::Hint,
        "system" => ConceptKind::System,
        "neutral" => ConceptKind::Neutral,
        _ => ConceptKind::Personal,
    }
}

fn field_types(word: &str) -> Vec<FieldType> {
    match word {
        "text" => vec![FieldType::Text, FieldType::LongText, FieldType::Unknown],
        "number" => vec![FieldType::Number],
        "boolean" => vec![FieldType::Boolean],
        "date" => vec![FieldType::Date],
        "json" => vec![FieldType::Structure],
        _ => vec![FieldType::Binary],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(lexicon.terms.len() > 900, "{}", lexicon.terms.len());
        assert!(lexicon.code_lists.iter().all(|list| list.at_least > 0 && !list.label.is_empty()));
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
