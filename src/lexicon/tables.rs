//! The form in which a lexicon is asked: one text with every string of it, and one row of numbers
//! with hash tables that are searched where they stand. The built-in lexicon is brought into this
//! form when the program is built and embedded as it is, so that nothing has to be read, split or
//! allocated when it starts; a user's own file is brought into the same form when it is loaded.
//! `build.rs` compiles this file too, so it calls nothing of the crate.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// The parts, by the number at which the row says where each starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A list of the rows of the concepts that the file names: number, id, label, kind, head.
    Concepts,
    /// By phrase: the terms of it, see `terms`.
    Terms,
    /// By phrase without its spaces: the phrase.
    Glued,
    /// By word: whether entries have it, whether it may be part of a glued one, what it is short for.
    Words,
    /// By what is left of a word without its vowels: the words that it can be.
    Skeletons,
    /// By phrase in a record's name: which of the record words.
    Records,
    /// A list of kind and name of each record word.
    RecordWords,
    /// By phrase: 1.
    Ambiguous,
    /// By phrase in a field's name: which of the people.
    FieldPeople,
    /// A list of subject and owner of each.
    People,
    /// By phrase in a record's name: a concept.
    Topics,
    /// By allowed value: the code lists that have it, each with what it weighs there.
    Values,
    /// A list of label, concept, least weight of values of each, and whether they must be most.
    CodeLists,
    /// By word: a bit for each of the first lists of the grammar that has it.
    Grammar,
    /// The same for the lists behind these.
    FurtherGrammar,
    /// Words of purposes about many people.
    Population,
    /// Words of purposes of trade.
    Commercial,
    /// What is protected, in pairs of kind and phrase.
    Protected,
    /// The most words of a phrase of a term, of a record word and of a person.
    Longest,
    /// How many there are.
    Count,
}

/// Numbers of a slot of a hash table: where its key starts, how long it is with a part of its
/// hash, what it stands for.
const SLOT: usize = 3;

/// Numbers of a string: where it starts and how many bytes it has.
pub(super) const STRING: usize = 2;

/// A lexicon in the form in which it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tables {
    pub(super) text: Cow<'static, str>,
    /// Little-endian, four bytes each.
    pub(super) numbers: Cow<'static, [u8]>,
}

impl Tables {
    /// The number at a place; 0 where there is none.
    pub(super) fn number(&self, at: usize) -> u32 {
        let bytes = self.numbers.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes)
    }

    /// Where a part starts.
    pub(super) fn part(&self, part: Part) -> usize {
        self.number(part as usize) as usize
    }

    /// The string whose place and length stand at `at`.
    pub(super) fn string(&self, at: usize) -> &str {
        self.slice(self.number(at), self.number(at + 1) as usize)
    }

    fn slice(&self, start: u32, length: usize) -> &str {
        let start = start as usize;
        self.text.get(start..start + length).unwrap_or("")
    }

    /// Where each row of a list of rows starts.
    pub(super) fn rows(&self, at: usize, width: usize) -> impl ExactSizeIterator<Item = usize> + use<> {
        let count = if at == 0 { 0 } else { self.number(at) as usize };
        (0..count).map(move |row| at + 1 + row * width)
    }

    /// The strings of a list of them; none at place 0.
    pub(super) fn strings(&self, at: usize) -> impl ExactSizeIterator<Item = &str> {
        self.rows(at, STRING).map(|at| self.string(at))
    }

    /// What a key stands for in a table.
    pub(super) fn find(&self, part: Part, key: &str) -> Option<u32> {
        let bytes = key.as_bytes();
        self.search(part, hash(bytes), |start, length| {
            length == bytes.len() & LENGTH && self.slice(start, bytes.len()).as_bytes() == bytes
        })
        .map(|(value, _)| value)
    }

    /// The phrase whose words, glued together, are the key. Its keys are the phrases themselves,
    /// compared without their spaces.
    pub(super) fn find_glued(&self, key: &str) -> Option<&str> {
        let is = |start, length| {
            let phrase = self.slice(start, length).bytes().filter(|byte| *byte != b' ');
            length > key.len() && phrase.eq(key.bytes())
        };
        self.search(Part::Glued, hash(key.as_bytes()), is).map(|(_, phrase)| phrase)
    }

    fn search(&self, part: Part, hash: u32, is: impl Fn(u32, usize) -> bool) -> Option<(u32, &str)> {
        let table = self.part(part);
        let mask = self.number(table) as usize;
        let mut slot = hash as usize & mask;
        for _ in 0..=mask {
            let at = table + 1 + slot * SLOT;
            let (start, marks) = (self.number(at), self.number(at + 1));
            if marks == 0 {
                return None;
            }
            let length = marks as usize & LENGTH;
            if marks >> 16 == hash >> 16 && is(start, length) {
                return Some((self.number(at + 2), self.slice(start, length)));
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// The keys of a table with what they stand for, in no order that means anything.
    #[cfg(test)]
    pub(super) fn entries(&self, part: Part) -> impl Iterator<Item = (&str, u32)> {
        let table = self.part(part);
        (0..=self.number(table) as usize).filter_map(move |slot| {
            let at = table + 1 + slot * SLOT;
            let length = self.number(at + 1) as usize & LENGTH;
            (length > 0).then(|| (self.slice(self.number(at), length), self.number(at + 2)))
        })
    }
}

/// The bits of a slot's second number that are the key's length.
const LENGTH: usize = 0xffff;

/// A hash that is the same wherever it is reckoned: eight bytes at a time.
fn hash(bytes: &[u8]) -> u32 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let mut words = bytes.chunks_exact(8);
    let mut hash = 0;
    for word in words.by_ref() {
        hash = mix(hash, word.try_into().map_or(0, u64::from_le_bytes));
    }
    let rest = words.remainder().iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    hash = mix(hash, rest);
    hash = (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (hash >> 32) as u32
}

/// Makes [`Tables`].
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    strings: HashMap<String, [u32; STRING]>,
    numbers: Vec<u32>,
    lists: HashMap<Vec<u32>, u32>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { numbers: vec![0; Part::Count as usize], ..Self::default() }
    }

    /// A string, which is kept once.
    pub(super) fn string(&mut self, string: &str) -> [u32; STRING] {
        if let Some(known) = self.strings.get(string) {
            return *known;
        }
        let place = [number(self.text.len()), number(string.len())];
        self.text.push_str(string);
        self.strings.insert(string.to_owned(), place);
        place
    }

    /// A list of rows of numbers, which is kept once; 0 for an empty one.
    pub(super) fn rows(&mut self, rows: &[Vec<u32>]) -> u32 {
        if rows.is_empty() {
            return 0;
        }
        let list: Vec<u32> =
            std::iter::once(number(rows.len())).chain(rows.iter().flatten().copied()).collect();
        self.block(list)
    }

    /// Numbers that are kept once.
    pub(super) fn block(&mut self, numbers: Vec<u32>) -> u32 {
        if let Some(known) = self.lists.get(&numbers) {
            return *known;
        }
        let at = number(self.numbers.len());
        self.numbers.extend(&numbers);
        self.lists.insert(numbers, at);
        at
    }

    /// A list of strings; 0 for an empty one.
    pub(super) fn strings<'s>(&mut self, strings: impl IntoIterator<Item = &'s str>) -> u32 {
        let rows: Vec<Vec<u32>> = strings.into_iter().map(|string| self.string(string).to_vec()).collect();
        self.rows(&rows)
    }

    /// Says where a part is.
    pub(super) fn set(&mut self, part: Part, at: u32) {
        self.numbers[part as usize] = at;
    }

    /// A hash table. Keys have from 1 to 65,535 bytes; others are left out.
    pub(super) fn table(&mut self, part: Part, entries: &BTreeMap<String, u32>) {
        let entries = entries.iter().map(|(key, value)| (hash(key.as_bytes()), key.as_str(), *value));
        self.slots(part, entries.collect());
    }

    /// A hash table of phrases that are found by their words glued together.
    pub(super) fn glued(&mut self, phrases: &BTreeMap<String, String>) {
        let entries = phrases.iter().map(|(glued, phrase)| (hash(glued.as_bytes()), phrase.as_str(), 0));
        self.slots(Part::Glued, entries.collect());
    }

    fn slots(&mut self, part: Part, entries: Vec<(u32, &str, u32)>) {
        let size = (entries.len() * 4 / 3 + 1).next_power_of_two();
        let mut slots = vec![[0; SLOT]; size];
        for (hash, key, value) in entries {
            if key.is_empty() || key.len() > LENGTH {
                continue;
            }
            let [start, length] = self.string(key);
            let mut slot = hash as usize & (size - 1);
            while slots[slot][1] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = [start, length | hash >> 16 << 16, value];
        }
        let at = number(self.numbers.len());
        self.set(part, at);
        self.numbers.push(number(size - 1));
        self.numbers.extend(slots.iter().flatten());
    }

    pub(super) fn finish(self) -> Tables {
        let numbers: Vec<u8> = self.numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        Tables { text: self.text.into(), numbers: numbers.into() }
    }
}

/// A place or a count: files are at most 64 MB, so it fits.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
