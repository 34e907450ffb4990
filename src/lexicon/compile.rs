//! The entries of a lexicon file into [`Tables`]: phrases into tokens, abbreviations written out,
//! conditions and strings kept once, all of it in a fixed order. `build.rs` compiles this file too,
//! so it calls only `tables` and `tokens` beside it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::tables::{Part, Tables, Writer, number};
use super::tokens::Tokens;

/// The kinds of concepts, in the order of their numbers.
pub(super) const KINDS: &[&str] =
    &["neutral", "system", "hint", "opaque", "personal", "pseudonym", "identifier", "special", "offence"];
/// The degrees of confidence, in the order of their numbers.
pub(super) const CONFIDENCES: &[&str] = &["possible", "likely", "certain"];
/// The groups of field types, in the order of their bits.
pub(super) const TYPES: &[&str] = &["text", "number", "boolean", "date", "json", "binary"];
/// The lists of the grammar, in the order of their bits.
pub(super) const GRAMMAR: &[&str] = &[
    "of-an-identifier",
    "whether",
    "of-a-name",
    "clerical",
    "identity",
    "permission",
    "checks",
    "moments",
    "doers",
    "acts",
    "about-acts",
    "keys",
    "describing",
    "doubtful-topics",
    "proceedings",
    "describing-proceedings",
    "general",
    "wares",
    "fillers",
    "links",
    "users",
    "list-prefixes",
    "table-prefixes",
    "list-columns",
    "naming-columns",
    "list-words",
    "substances",
    "technical",
    "dimensions",
    "columns",
    "denials",
    "denials-of-the-next",
    "states",
    "asking",
    "turns",
    "joints",
    "belonging",
    "listing",
    "pointers",
    "row-keys",
    "key-endings",
];

/// What a record word makes of a record.
pub(super) const PERSON: u32 = 0;
pub(super) const ACTIVITY: u32 = 1;
pub(super) const NOT_PERSON: u32 = 2;

/// What is known of a word: some entry has it.
pub(super) const KNOWN: u32 = 1;
/// It is short and may be part of a glued one.
pub(super) const SHORT: u32 = 2;
/// Above these bits: where the string stands that it is short for, or 0.
pub(super) const WORD_BITS: u32 = 2;

/// When a term counts beside its conditions.
pub(super) const CONTEXT_PERSON: u32 = 1;
pub(super) const CONTEXT_SOMEBODY: u32 = 2;
pub(super) const WHOLE: u32 = 4;

/// Numbers of a term: its concept, confidence and flags in one; where its conditions are, or 0.
pub(super) const TERM: usize = 2;
/// Numbers of the row of a concept: its number, id, label, kind, head, what it hints at.
pub(super) const CONCEPT: usize = 1 + 2 + 2 + 1 + 2 + 2;
/// Numbers of a record word: what it makes, and its kind.
pub(super) const RECORD_WORD: usize = 1 + 2;
/// Numbers of a person of a field's name: the subject and the kind of record whose own it is.
pub(super) const PERSON_ROW: usize = 2 + 2;
/// Numbers of a code list: its label, concept, the least that its values must weigh, whether most of
/// a field's values must be from it.
pub(super) const CODE_LIST: usize = 2 + 1 + 1 + 1;
/// Numbers of a value of one: the list, and what the value weighs.
pub(super) const VALUE: usize = 2;
/// What a value weighs that is found in no other list; one that is common weighs 1.
pub(super) const SURE: u32 = 2;
/// Numbers of something protected: which kind, the phrase.
pub(super) const PROTECTED: usize = 2 + 2;

/// The least letters that are left of a word whose spelling is mended.
pub(super) const LEAST_SKELETON: usize = 4;
/// The most letters of such a word.
const LONGEST_SPELT: usize = 16;

/// What no concept has as its kind or label: the built-in one keeps its own.
pub(super) const UNSAID: u32 = u32::MAX;

/// Brings a lexicon that is valid against `lexicon.schema.json` into the form in which it is
/// asked. `base` is the one beneath it, whose abbreviations hold here too and whose concepts keep
/// their numbers.
///
/// # Errors
/// In words, where an entry names a concept that there is not.
pub(super) fn compile(root: &Value, base: Option<&Tables>) -> Result<Tables, String> {
    let mut compiler = Compiler::new(base);
    for (short, word) in members(&root["abbreviations"]) {
        compiler.abbreviations.insert(short.clone(), scalar(word).into_owned());
    }
    compiler.short.extend(strings(&root["short-words"]).map(Cow::into_owned));
    for concept in items(&root["concepts"]) {
        compiler.concept(concept)?;
    }
    compiler.record_words(root);
    for (concept, phrases) in members(&root["topics"]) {
        let concept = compiler.concept_number(concept)?;
        for phrase in strings(phrases) {
            let phrase = compiler.entry(&phrase).joined;
            compiler.topics.insert(phrase, concept);
        }
    }
    for list in items(&root["code-lists"]) {
        compiler.code_list(list)?;
    }
    for person in items(&root["people-in-fields"]) {
        compiler.field_person(person);
    }
    compiler.grammar(&root["grammar"])?;
    for (part, key) in [(Part::Population, "population"), (Part::Commercial, "commercial")] {
        let words: Vec<String> =
            strings(&root["purpose-words"][key]).map(|word| Tokens::of(&word).joined).collect();
        let at = compiler.out.strings(words.iter().map(String::as_str));
        compiler.out.set(part, at);
    }
    let mut protected = Vec::new();
    for (what, phrases) in members(&root["protected"]) {
        for phrase in strings(phrases) {
            let phrase = format!(" {} ", Tokens::of(&phrase).joined);
            protected.push([compiler.out.string(what), compiler.out.string(&phrase)].concat());
        }
    }
    let at = compiler.out.rows(&protected);
    compiler.out.set(Part::Protected, at);
    Ok(compiler.finish())
}

/// The letters of a word without its vowels, but for the first, doubled ones once: what is left of it
/// whichever vowels are dropped or misspelt.
pub(super) fn skeleton(word: &str) -> String {
    let mut bones = String::with_capacity(word.len());
    let mut previous = None;
    for (at, byte) in word.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_lowercase()) {
        if (at == 0 || !is_vowel(byte)) && previous != Some(byte) {
            bones.push(char::from(byte));
        }
        previous = Some(byte);
    }
    bones
}

pub(super) fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// A term before it is written: how much it asks for, and its numbers.
struct Term {
    asks: usize,
    numbers: [u32; TERM],
}

struct Compiler<'b> {
    base: Option<&'b Tables>,
    out: Writer,
    abbreviations: BTreeMap<String, String>,
    short: BTreeSet<String>,
    known: BTreeSet<String>,
    /// The ids of all concepts, those of the base first.
    ids: Vec<String>,
    concepts: Vec<Vec<u32>>,
    terms: BTreeMap<String, Vec<Term>>,
    glued: BTreeMap<String, String>,
    records: BTreeMap<String, u32>,
    record_words: Vec<Vec<u32>>,
    ambiguous: BTreeMap<String, u32>,
    topics: BTreeMap<String, u32>,
    field_people: BTreeMap<String, u32>,
    people: Vec<Vec<u32>>,
    values: BTreeMap<String, Vec<[u32; VALUE]>>,
    code_lists: Vec<Vec<u32>>,
    /// The most words of a phrase of a term, of a record word and of a person.
    longest: [usize; 3],
}

impl<'b> Compiler<'b> {
    fn new(base: Option<&'b Tables>) -> Self {
        let ids = base.map_or_else(Vec::new, |base| {
            let rows = base.rows(base.part(Part::Concepts), CONCEPT);
            rows.map(|row| base.string(row + 1).to_owned()).collect()
        });
        Self {
            base,
            out: Writer::new(),
            abbreviations: BTreeMap::new(),
            short: BTreeSet::new(),
            known: BTreeSet::new(),
            ids,
            concepts: Vec::new(),
            terms: BTreeMap::new(),
            glued: BTreeMap::new(),
            records: BTreeMap::new(),
            record_words: Vec::new(),
            ambiguous: BTreeMap::new(),
            topics: BTreeMap::new(),
            field_people: BTreeMap::new(),
            people: Vec::new(),
            values: BTreeMap::new(),
            code_lists: Vec::new(),
            longest: [1; 3],
        }
    }

    /// The tokens of an entry, whose words are known from now on.
    fn entry(&mut self, phrase: &str) -> Tokens {
        let mut tokens = Tokens::default();
        for word in Tokens::of(phrase).iter() {
            let own = self.abbreviations.get(word).map(String::as_str);
            let of_base = || {
                let base = self.base?;
                let at = base.find(Part::Words, word)? >> WORD_BITS;
                (at > 0).then(|| base.string(at as usize))
            };
            for word in own.or_else(of_base).unwrap_or(word).split(' ') {
                tokens.add(word);
                if !self.known.contains(word) {
                    self.known.insert(word.to_owned());
                }
            }
        }
        tokens
    }

    fn entries(&mut self, words: &Value) -> u32 {
        let words: Vec<String> = strings(words).map(|word| self.entry(&word).joined).collect();
        self.out.strings(words.iter().map(String::as_str))
    }

    fn concept_number(&self, id: &str) -> Result<u32, String> {
        let at = self.ids.iter().position(|known| known == id);
        at.map(number).ok_or_else(|| format!("there is no concept `{id}`"))
    }

    fn concept(&mut self, node: &Value) -> Result<(), String> {
        let id = scalar(&node["id"]).into_owned();
        let at = match self.concept_number(&id) {
            Ok(known) => known,
            Err(_) if node["label"].is_null() || node["kind"].is_null() => {
                return Err(format!("the concept `{id}` needs a label and a kind"));
            }
            Err(_) => {
                self.ids.push(id.clone());
                number(self.ids.len() - 1)
            }
        };
        if at > u32::from(u16::MAX) {
            return Err(format!("there are too many concepts: `{id}`"));
        }
        let kind = KINDS.iter().position(|kind| *kind == scalar(&node["kind"])).map_or(UNSAID, number);
        let mut row = vec![at];
        row.extend(self.out.string(&id));
        row.extend(self.out.string(&scalar(&node["label"])));
        row.push(kind);
        row.extend(self.out.string(&scalar(&node["head"])));
        row.extend(self.out.string(&scalar(&node["hints-at"])));
        self.concepts.push(row);
        let confidence = confidence(node).unwrap_or(1);
        for item in items(&node["terms"]) {
            self.term(item, at, confidence);
        }
        Ok(())
    }

    fn term(&mut self, item: &Value, concept: u32, confidence: u32) {
        let context = match &*scalar(&item["context"]) {
            "person" => CONTEXT_PERSON,
            "somebody" => CONTEXT_SOMEBODY,
            _ => 0,
        };
        let whole = if item["whole"].is_null() { 0 } else { WHOLE };
        let lists = ["record", "not-record", "not-with"].map(|key| self.entries(&item[key]));
        let types = ["types", "not-types"].map(|key| {
            let bits = strings(&item[key]).filter_map(|name| TYPES.iter().position(|known| *known == name));
            bits.fold(0, |bits, bit| bits | 1 << bit)
        });
        let conditions: Vec<u32> = lists.into_iter().chain(types).collect();
        let asked = conditions.iter().filter(|condition| **condition != 0).count();
        let asks = match context {
            CONTEXT_PERSON => 1,
            CONTEXT_SOMEBODY => 2,
            _ => 0,
        } + usize::from(whole != 0)
            + asked;
        let conditions = if asked == 0 { 0 } else { self.out.block(conditions) };
        let confidence = self::confidence(item).unwrap_or(confidence);
        let numbers = [concept | confidence << 16 | (context | whole) << 24, conditions];
        let phrase = if item["term"].is_null() { item } else { &item["term"] };
        let tokens = self.entry(&scalar(phrase));
        self.longest[0] = self.longest[0].max(tokens.len());
        if tokens.len() > 1 {
            let glued = tokens.joined.replace(' ', "");
            self.glued.entry(glued).or_insert_with(|| tokens.joined.clone());
        }
        self.terms.entry(tokens.joined).or_default().push(Term { asks, numbers });
    }

    fn record_words(&mut self, root: &Value) {
        for (kind, phrases) in members(&root["people"]) {
            self.record_word(PERSON, kind, phrases);
        }
        self.record_word(ACTIVITY, "", &root["activities"]);
        for (kind, phrases) in members(&root["not-people"]) {
            self.record_word(NOT_PERSON, kind, phrases);
        }
        self.ambiguous.extend(strings(&root["ambiguous"]).map(|phrase| (phrase.into_owned(), 1)));
    }

    fn record_word(&mut self, makes: u32, kind: &str, phrases: &Value) {
        let at = number(self.record_words.len());
        let kind = self.out.string(kind);
        self.record_words.push([&[makes][..], &kind].concat());
        for phrase in strings(phrases) {
            let tokens = self.entry(&phrase);
            self.longest[1] = self.longest[1].max(tokens.len());
            self.records.entry(tokens.joined).or_insert(at);
        }
    }

    fn code_list(&mut self, node: &Value) -> Result<(), String> {
        let concept = self.concept_number(&scalar(&node["concept"]))?;
        let at = number(self.code_lists.len());
        let mut weight = 0;
        for (key, weighs) in [("values", SURE), ("common", 1)] {
            for value in strings(&node[key]) {
                self.values.entry(value.to_lowercase()).or_default().push([at, weighs]);
                weight += weighs;
            }
        }
        let at_least: u32 = scalar(&node["at-least"]).parse().unwrap_or(1);
        let mut row = self.out.string(&scalar(&node["label"])).to_vec();
        row.extend([concept, (at_least * SURE).min(weight), u32::from(!node["mostly"].is_null())]);
        self.code_lists.push(row);
        Ok(())
    }

    fn field_person(&mut self, node: &Value) {
        let at = number(self.people.len());
        let row = [self.out.string(&scalar(&node["subject"])), self.out.string(&scalar(&node["of"]))];
        self.people.push(row.concat());
        for phrase in strings(&node["phrases"]) {
            let tokens = self.entry(&phrase);
            self.longest[2] = self.longest[2].max(tokens.len());
            self.field_people.entry(tokens.joined).or_insert(at);
        }
    }

    fn grammar(&mut self, node: &Value) -> Result<(), String> {
        let mut words: [BTreeMap<String, u32>; 2] = Default::default();
        for (key, list) in members(node) {
            let bit = GRAMMAR.iter().position(|known| known == key);
            let bit = bit.ok_or_else(|| format!("the grammar has no list `{key}`"))?;
            for word in strings(list) {
                *words[bit / 32].entry(word.into_owned()).or_default() |= 1 << (bit % 32);
            }
        }
        self.out.table(Part::Grammar, &words[0]);
        self.out.table(Part::FurtherGrammar, &words[1]);
        Ok(())
    }

    fn words(&mut self) -> BTreeMap<String, u32> {
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        for (short, word) in &self.abbreviations {
            let place = self.out.string(word).to_vec();
            *words.entry(short.clone()).or_default() |= self.out.block(place) << WORD_BITS;
        }
        for word in &self.known {
            *words.entry(word.clone()).or_default() |= KNOWN;
        }
        for word in &self.short {
            *words.entry(word.clone()).or_default() |= SHORT;
        }
        words
    }

    fn skeletons(&mut self) -> BTreeMap<String, u32> {
        let mut words: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for word in &self.known {
            let bones = skeleton(word);
            if word.len() <= LONGEST_SPELT && bones.len() >= LEAST_SKELETON && bones.len() < word.len() {
                words.entry(bones).or_default().push(word.as_str());
            }
        }
        let list = |(bones, of): (String, Vec<&str>)| (bones, self.out.strings(of));
        words.into_iter().map(list).collect()
    }

    fn finish(mut self) -> Tables {
        let words = self.words();
        self.out.table(Part::Words, &words);
        let skeletons = self.skeletons();
        self.out.table(Part::Skeletons, &skeletons);
        let mut terms: BTreeMap<String, u32> = BTreeMap::new();
        for (phrase, mut of) in std::mem::take(&mut self.terms) {
            // Of several that fit, the one that asks most is meant.
            of.sort_by_key(|term| std::cmp::Reverse(term.asks));
            let rows: Vec<Vec<u32>> = of.iter().map(|term| term.numbers.to_vec()).collect();
            let at = self.out.rows(&rows);
            terms.insert(phrase, at);
        }
        self.out.table(Part::Terms, &terms);
        self.out.glued(&self.glued);
        let mut values: BTreeMap<String, u32> = BTreeMap::new();
        for (value, lists) in &self.values {
            let rows: Vec<Vec<u32>> = lists.iter().map(|list| list.to_vec()).collect();
            values.insert(value.clone(), self.out.rows(&rows));
        }
        self.out.table(Part::Values, &values);
        for (part, entries) in [
            (Part::Records, &self.records),
            (Part::Ambiguous, &self.ambiguous),
            (Part::Topics, &self.topics),
            (Part::FieldPeople, &self.field_people),
        ] {
            self.out.table(part, entries);
        }
        for (part, rows) in [
            (Part::Concepts, &self.concepts),
            (Part::RecordWords, &self.record_words),
            (Part::People, &self.people),
            (Part::CodeLists, &self.code_lists),
        ] {
            let at = self.out.rows(rows);
            self.out.set(part, at);
        }
        let longest = self.longest.map(number).to_vec();
        let at = self.out.block(longest);
        self.out.set(Part::Longest, at);
        self.out.finish()
    }
}

fn confidence(node: &Value) -> Option<u32> {
    let word = scalar(&node["confidence"]);
    CONFIDENCES.iter().position(|known| *known == word).map(number)
}

/// What a file says in one word: `101` is as good as `"101"`.
fn scalar(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Number(number) => number.to_string().into(),
        Value::Bool(truth) => truth.to_string().into(),
        _ => "".into(),
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// One word or a list of them.
fn strings(value: &Value) -> impl Iterator<Item = Cow<'_, str>> {
    let one = (!value.is_array() && !value.is_null()).then_some(value);
    one.into_iter().chain(items(value)).map(scalar)
}
