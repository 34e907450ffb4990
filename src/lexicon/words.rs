//! The words of a name as the lexicon knows them: abbreviations written out, glued words taken
//! apart, capitals cut where it makes words, what is spelt short or wrong put right. Each keeps its
//! place in the name, so that reports can quote the name itself.
//!
//! A name has few words and a comment has no end, so what is read of them is bounded: the last
//! [`MOST_OF_A_NAME`] words of a name, the first [`MOST_OF_A_TEXT`] of a text.

use std::borrow::Cow;
use std::sync::Arc;

use super::compile::{GRAMMAR, KNOWN, SHORT, WORD_BITS};
use super::layers::{Layers, WordList};
use super::memory::Memory;
use super::spelling::{exchanged, meant};
use super::tables::Part;
use super::tokens::{Tokens, singular};

/// The least letters of a word that is taken apart.
const LEAST_GLUED: usize = 7;
/// The least letters of a word inside one that is taken apart: shorter ones are in everything.
const LEAST_PART: usize = 4;
/// The most words of a name that are read.
pub(super) const MOST_OF_A_NAME: usize = 64;
/// The most words of a text that are read.
pub(super) const MOST_OF_A_TEXT: usize = 300;

/// What the lexicon knows of single words.
#[derive(Debug)]
pub(super) struct Words {
    layers: Arc<Layers>,
    /// Short words that are stuck to others: `partycd`.
    pub(super) endings: WordList,
    met: Memory<Arc<Tokens>>,
}

/// The words that make up another, each with its place in it.
type Parts<'t> = Vec<(Cow<'t, str>, (usize, usize))>;

/// What a word is read as.
enum Read<'t> {
    /// Itself.
    Known,
    /// Another, or several.
    Word(Cow<'t, str>),
    /// The words that it is made of.
    Parts(Parts<'t>),
}

/// What is known of one word.
#[derive(Debug, Clone, Copy, Default)]
struct Word<'w> {
    /// Some entry has it.
    known: bool,
    /// It may be part of a glued one although it is short: `dob`, `id`.
    short: bool,
    /// What it is short for.
    written: Option<&'w str>,
}

impl Words {
    pub(super) fn of_layers(layers: &Arc<Layers>) -> Self {
        let endings = WordList::of(layers, GRAMMAR.iter().position(|known| *known == "key-endings"));
        Self { layers: Arc::clone(layers), endings, met: Memory::default() }
    }

    fn word(&self, word: &str) -> Word<'_> {
        let mut all = Word::default();
        for tables in self.layers.each() {
            let Some(value) = tables.find(Part::Words, word) else { continue };
            all.known |= value & KNOWN != 0;
            all.short |= value & SHORT != 0;
            let at = value >> WORD_BITS;
            if at > 0 && all.written.is_none() {
                all.written = Some(tables.string(at as usize));
            }
        }
        all
    }

    /// Whether some entry has the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.word(word).known
    }

    /// A name as tokens, each in the form in which entries have it. Of one with more than
    /// [`MOST_OF_A_NAME`] words the last are read: a path and an English name end in what they name.
    pub(super) fn of(&self, name: &str) -> Arc<Tokens> {
        if let Some(known) = self.met.get(name) {
            return known;
        }
        let split = Tokens::of(name);
        let tokens = if split.len() > MOST_OF_A_NAME {
            let mut last = Tokens::default();
            last.add_those(&split, split.len() - MOST_OF_A_NAME..split.len());
            self.write_out(name, last, false)
        } else {
            self.write_out(name, split, false)
        };
        let tokens = Arc::new(tokens);
        self.met.keep(name, Arc::clone(&tokens));
        tokens
    }

    /// The same for a text, of which the first [`MOST_OF_A_TEXT`] words are read. Its words stand
    /// apart: `generated` is not made of others.
    pub(super) fn of_text(&self, text: &str) -> Arc<Tokens> {
        Arc::new(self.write_out(text, Tokens::first_of(text, MOST_OF_A_TEXT), true))
    }

    fn write_out(&self, name: &str, tokens: Tokens, prose: bool) -> Tokens {
        let tokens = self.cut_as_known(name, tokens);
        let plain = |word: Word<'_>| word.known && word.written.is_none();
        let Some(odd) = (0..tokens.len()).find(|at| !plain(self.word(tokens.token(*at)))) else {
            return tokens;
        };
        let mut written = Tokens::default();
        written.add_those(&tokens, 0..odd);
        for at in odd..tokens.len() {
            let token = tokens.token(at);
            let source = tokens.source(at, at + 1);
            match self.reading(token, prose) {
                Some(Read::Known) | None => written.add_from(token, source),
                Some(Read::Word(word)) => word.split(' ').for_each(|word| written.add_from(word, source)),
                Some(Read::Parts(parts)) => {
                    // The parts stand where the word does, unless it is of letters of several bytes.
                    let last = parts.len() - 1;
                    for (at, (word, (start, end))) in parts.iter().enumerate() {
                        let to = if at == last { source.1 } else { source.0 + end };
                        word.split(' ').for_each(|word| written.add_from(word, (source.0 + start, to)));
                    }
                }
            }
        }
        written
    }

    /// What a word of a name or of prose is read as; nothing where nobody knows it.
    fn reading<'t>(&'t self, token: &'t str, prose: bool) -> Option<Read<'t>> {
        let word = self.word(token);
        if let Some(word) = word.written {
            return Some(Read::Word(word.into()));
        }
        if word.known {
            return Some(Read::Known);
        }
        let parts = || self.before_key(token).or_else(|| self.take_apart(token));
        if let Some(parts) = (!prose).then(parts).flatten() {
            return Some(Read::Parts(parts));
        }
        let exchanged = || {
            let known = |word: &String| self.knows(word);
            let mut words = exchanged(token).filter(known);
            words.next().filter(|_| words.next().is_none())
        };
        meant(&self.layers, token, prose)
            .map(Cow::Borrowed)
            .or_else(|| exchanged().map(Cow::Owned))
            .map(Read::Word)
    }

    /// `SENtype` is SEN and type, `NHSNumber` NHS and Number: capitals that small letters follow are cut
    /// before the last of them or behind it, where more of what is left is known.
    fn cut_as_known(&self, name: &str, tokens: Tokens) -> Tokens {
        let bytes = name.as_bytes();
        let is_upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
        let doubtful = |at: usize| {
            let ((_, before), (from, to)) = (tokens.source(at - 1, at), tokens.source(at, at + 1));
            let next = bytes.get(from + 1).is_some_and(u8::is_ascii_lowercase);
            before == from
                && from > 0
                && is_upper(from - 1)
                && is_upper(from)
                && next
                && name[from..to].is_ascii()
        };
        let Some(first) = (1..tokens.len()).find(|at| doubtful(*at)) else { return tokens };
        let mut cut = Tokens::default();
        cut.add_those(&tokens, 0..first - 1);
        let mut at = first - 1;
        while at < tokens.len() {
            if at + 1 < tokens.len() && doubtful(at + 1) {
                let ((from, _), (middle, to)) = (tokens.source(at, at + 1), tokens.source(at + 1, at + 2));
                let (left, right) =
                    (name[from..=middle].to_ascii_lowercase(), name[middle + 1..to].to_ascii_lowercase());
                let right = singular(&right);
                let known = |word: &str| usize::from(self.reading(word, false).is_some());
                if known(&left) + known(&right) > known(tokens.token(at)) + known(tokens.token(at + 1)) {
                    cut.add_from(&left, (from, middle + 1));
                    cut.add_from(&right, (middle + 1, to));
                    at += 2;
                    continue;
                }
            }
            cut.add_those(&tokens, at..at + 1);
            at += 1;
        }
        cut
    }

    /// `ICDID` is `icd id`, `partycd` is `party code`: a known word with a short one stuck to it.
    fn before_key<'t>(&'t self, token: &'t str) -> Option<Parts<'t>> {
        let at = token.len().checked_sub(2).filter(|at| *at >= 3 && token.is_char_boundary(*at))?;
        let (word, ending) = token.split_at(at);
        if !self.endings.contains(ending) {
            return None;
        }
        let found = self.word(word);
        let word = found.written.or_else(|| found.known.then_some(word))?;
        let ending = self.word(ending).written.unwrap_or(ending);
        Some(vec![(word.into(), (0, at)), (ending.into(), (at, token.len()))])
    }

    /// `cindetails` is `cin detail`: a word that nobody knows and that known words make up without
    /// a rest. Of several ways the one with the fewest words is meant.
    fn take_apart<'t>(&self, token: &'t str) -> Option<Parts<'t>> {
        if token.len() < LEAST_GLUED || token.len() > 48 || !token.is_ascii() {
            return None;
        }
        // For each place the fewest words up to it, and where the last of them starts.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; token.len() + 1];
        best[0] = Some((0, 0));
        for end in 2..=token.len() {
            for start in 0..=end - 2 {
                let Some((count, _)) = best[start] else { continue };
                if count >= 4 || self.part(&token[start..end]).is_none() {
                    continue;
                }
                if best[end].is_none_or(|(fewest, _)| count + 1 < fewest) {
                    best[end] = Some((count + 1, start));
                }
            }
        }
        let (count, _) = best[token.len()]?;
        if count < 2 {
            return None;
        }
        let mut parts = Vec::with_capacity(count);
        let mut end = token.len();
        while end > 0 {
            let start = best[end]?.1;
            parts.push((self.part(&token[start..end])?, (start, end)));
            end = start;
        }
        parts.reverse();
        Some(parts)
    }

    /// A word that may be part of a glued one, in the singular.
    fn part<'t>(&self, word: &'t str) -> Option<Cow<'t, str>> {
        if self.word(word).short {
            return Some(word.into());
        }
        if word.len() < LEAST_PART {
            return None;
        }
        let singular = singular(word);
        self.word(&singular).known.then_some(singular)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lexicon::compile::compile;

    fn words() -> Words {
        let file = json!({
            "abbreviations": { "dt": "date" },
            "short-words": ["cin", "id", "of", "sen", "dob"],
            "grammar": { "key-endings": ["id", "dt"] },
            "activities": [
                "person", "detail", "category of need", "pupil", "on roll", "surname", "middle", "sex", "type",
                "birth date", "address", "religion", "telephone", "sen", "dob", "number", "nhs", "plan", "ehc",
            ],
        });
        let base = compile(&file, None).unwrap();
        Words::of_layers(&Arc::new(Layers { own: None, base }))
    }

    #[test]
    fn names_are_written_out() {
        let words = words();
        for (name, written) in [
            ("BIRTH_DT", "birth date"),
            ("cindetailstype", "cin detail type"),
            ("prsn_srnm", "person surname"),
            ("pupilid", "pupil id"),
            ("SEXID2", "sex id 2"),
            ("birthdt", "birth date"),
            ("categoryofneed", "category of need"),
            // Capitals are cut where it makes words.
            ("SENtype", "sen type"),
            ("DOBmiddle", "dob middle"),
            ("NHSNumber", "nhs number"),
            ("NHSnumber", "nhs number"),
            ("EHCPlan", "ehc plan"),
            ("SENstatus", "sen status"),
            ("XYZthing", "xy zthing"),
            ("home_adress", "home address"),
            ("RELGN", "religion"),
            ("telehpone", "telephone"),
            // Not every letter is part of a word, or the words are too short to mean them.
            ("middlesex", "middlesex"),
            ("personality", "personality"),
            ("xprsn", "xprsn"),
        ] {
            assert_eq!(words.of(name).joined, written, "{name}");
        }
    }

    #[test]
    fn words_keep_their_places() {
        let words = words();
        for (name, quoted) in [
            ("BIRTH_DT", &["BIRTH", "DT"][..]),
            ("cindetailsType", &["cin", "details", "Type"]),
            ("SENtype_prsn", &["SEN", "type", "prsn"]),
            ("pupilid", &["pupil", "id"]),
            ("é_birthdt", &["é", "birth", "dt"]),
        ] {
            let tokens = words.of(name);
            let places = (0..tokens.len()).map(|at| tokens.source(at, at + 1));
            assert_eq!(places.map(|(from, to)| &name[from..to]).collect::<Vec<_>>(), quoted, "{name}");
        }
    }

    #[test]
    fn the_end_of_a_long_name_and_the_start_of_a_long_text_are_read() {
        let words = words();
        let long = format!("person{}_surname", "_x".repeat(50_000));
        assert_eq!(words.of(&long).len(), MOST_OF_A_NAME);
        assert!(words.of(&long).contains("surname") && !words.of(&long).contains("person"));
        let text = long.replace('_', " ");
        assert_eq!(words.of_text(&text).len(), MOST_OF_A_TEXT);
        assert!(words.of_text(&text).contains("person") && !words.of_text(&text).contains("surname"));
        assert_eq!(words.of(&"q".repeat(100_000)).len(), 1);
    }
}
