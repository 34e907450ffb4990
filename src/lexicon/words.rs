//! The words of a name as the lexicon knows them: abbreviations written out, glued words taken
//! apart, dropped vowels put back.

use std::borrow::Cow;
use std::sync::Arc;

use super::compile::{KNOWN, LEAST_SKELETON, SHORT, WORD_BITS, is_vowel};
use super::layers::Layers;
use super::tables::Part;
use super::tokens::{Tokens, singular};

/// The least letters of a word that is taken apart.
const LEAST_GLUED: usize = 7;
/// The least letters of a word inside one that is taken apart: shorter ones are in everything.
const LEAST_PART: usize = 4;

/// What the lexicon knows of single words.
#[derive(Debug)]
pub(super) struct Words(pub(super) Arc<Layers>);

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
    fn word(&self, word: &str) -> Word<'_> {
        let mut all = Word::default();
        for tables in self.0.each() {
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

    /// A name as tokens, each in the form in which entries have it.
    pub(super) fn of(&self, name: &str) -> Tokens {
        let tokens = Tokens::of(name);
        let plain = |word: Word<'_>| word.known && word.written.is_none();
        let Some(odd) = (0..tokens.len()).find(|at| !plain(self.word(tokens.token(*at)))) else {
            return tokens;
        };
        let mut written = Tokens::default();
        (0..odd).for_each(|at| written.add(tokens.token(at)));
        for at in odd..tokens.len() {
            let token = tokens.token(at);
            let word = self.word(token);
            if let Some(word) = word.written {
                word.split(' ').for_each(|word| written.add(word));
            } else if word.known {
                written.add(token);
            } else if let Some((word, key)) = self.before_key(token) {
                word.split(' ').chain(key.split(' ')).for_each(|word| written.add(word));
            } else if let Some(parts) = self.take_apart(token) {
                parts.iter().for_each(|part| written.add(part));
            } else if let Some(word) = self.complete(token) {
                written.add(word);
            } else {
                written.add(token);
            }
        }
        written
    }

    /// `ICDID` is `icd id`, `partycd` is `party code`: a known word with a short one stuck to it.
    fn before_key<'t>(&'t self, token: &'t str) -> Option<(&'t str, &'t str)> {
        let ending = ["id", "cd", "dt", "nm", "no"].into_iter().find(|ending| token.ends_with(ending))?;
        let word = token.strip_suffix(ending).filter(|word| word.len() >= 3)?;
        let found = self.word(word);
        let word = found.written.or_else(|| found.known.then_some(word))?;
        Some((word, self.word(ending).written.unwrap_or(ending)))
    }

    /// `cindetails` is `cin detail`: a word that nobody knows and that known words make up without
    /// a rest. Of several ways the one with the fewest words is meant.
    fn take_apart<'t>(&self, token: &'t str) -> Option<Vec<Cow<'t, str>>> {
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
            parts.push(self.part(&token[start..end])?);
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

    /// `prsn` is `person`: a word without vowels that has the consonants of one known word.
    fn complete(&self, token: &str) -> Option<&str> {
        let consonants = token.len() >= LEAST_SKELETON
            && token.bytes().all(|byte| byte.is_ascii_lowercase() && !is_vowel(byte));
        if !consonants {
            return None;
        }
        let mut one = None;
        for tables in self.0.each() {
            let Some(at) = tables.find(Part::Skeletons, token) else { continue };
            // Nothing where two words share the consonants.
            let word = (at > 0).then(|| tables.string(at as usize))?;
            if one.is_some_and(|one| one != word) {
                return None;
            }
            one = Some(word);
        }
        one
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
            "short-words": ["cin", "id", "of"],
            "activities": [
                "person", "detail", "category of need", "pupil", "on roll", "surname", "middle", "sex", "type",
                "birth date",
            ],
        });
        let base = compile(&file, None).unwrap();
        Words(Arc::new(Layers { own: None, base }))
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
            // Not every letter is part of a word, or the words are too short to mean them.
            ("middlesex", "middlesex"),
            ("personality", "personality"),
            ("xprsn", "xprsn"),
        ] {
            assert_eq!(words.of(name).joined, written, "{name}");
        }
    }
}
