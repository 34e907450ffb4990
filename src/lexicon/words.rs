//! The words of a name as the lexicon knows them: abbreviations written out, glued words taken
//! apart, dropped vowels put back.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::tokens::Tokens;

/// The least letters of a word that is taken apart.
const LEAST_GLUED: usize = 7;
/// The least letters of a word inside one that is taken apart: shorter ones are in everything.
const LEAST_PART: usize = 4;
/// The least letters of a word without vowels that is completed.
const LEAST_SKELETON: usize = 4;

/// What the lexicon knows of single words.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Short forms with what they stand for.
    abbreviations: HashMap<Box<str>, Box<str>>,
    /// Every word of every entry.
    known: HashSet<Box<str>>,
    /// Short words that may be part of a glued one: `dob`, `id`.
    short: HashSet<Box<str>>,
    /// Words without their vowels, made when first asked for; nothing where two words share them.
    skeletons: OnceLock<HashMap<Box<str>, Option<Box<str>>>>,
}

impl Words {
    pub(super) fn abbreviate(&mut self, short: &str, word: &str) {
        self.abbreviations.insert(short.into(), word.into());
    }

    pub(super) fn allow_short(&mut self, word: &str) {
        self.short.insert(word.into());
    }

    /// The tokens of an entry, whose words are known from now on.
    pub(super) fn entry(&mut self, phrase: &str) -> Tokens {
        let plain = Tokens::of(phrase);
        let mut tokens = Tokens::default();
        for word in plain.iter() {
            let written = self.abbreviations.get(word).map_or(word, |written| written).to_owned();
            for word in written.split(' ') {
                tokens.add(word);
                if !self.known.contains(word) {
                    self.known.insert(word.into());
                }
            }
        }
        tokens
    }

    /// Whether some entry has the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// A name as tokens, each in the form in which entries have it.
    pub(super) fn of(&self, name: &str) -> Tokens {
        let tokens = Tokens::of(name);
        let plain = |token: &str| !self.abbreviations.contains_key(token) && self.known.contains(token);
        if (0..tokens.len()).all(|at| plain(tokens.token(at))) {
            return tokens;
        }
        let mut written = Tokens::default();
        for at in 0..tokens.len() {
            let token = tokens.token(at);
            if let Some(word) = self.abbreviations.get(token) {
                word.split(' ').for_each(|word| written.add(word));
            } else if self.known.contains(token) {
                written.add(token);
            } else if let Some((word, key)) = self.before_key(token) {
                word.split(' ').chain(key.split(' ')).for_each(|word| written.add(word));
            } else if let Some(parts) = self.take_apart(token) {
                parts.into_iter().for_each(|part| written.add(part));
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
        let known = self.known.contains(word).then_some(word);
        let word = self.abbreviations.get(word).map(|word| &**word).or(known)?;
        Some((word, self.abbreviations.get(ending).map_or(ending, |written| written)))
    }

    /// `cindetails` is `cin detail`: a word that nobody knows and that known words make up without
    /// a rest. Of several ways the one with the fewest words is meant.
    fn take_apart<'t>(&'t self, token: &'t str) -> Option<Vec<&'t str>> {
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
    fn part(&self, word: &str) -> Option<&str> {
        if let Some(short) = self.short.get(word) {
            return Some(short);
        }
        if word.len() < LEAST_PART {
            return None;
        }
        let singular = super::tokens::singular(word);
        self.known.get(singular.as_ref()).map(|word| &**word)
    }

    /// `prsn` is `person`: a word without vowels that has the consonants of one known word.
    fn complete(&self, token: &str) -> Option<&str> {
        let consonants = token.len() >= LEAST_SKELETON
            && token.bytes().all(|byte| byte.is_ascii_lowercase() && !is_vowel(byte));
        if !consonants {
            return None;
        }
        self.skeletons.get_or_init(|| self.bones()).get(token)?.as_deref()
    }

    fn bones(&self) -> HashMap<Box<str>, Option<Box<str>>> {
        let mut skeletons: HashMap<Box<str>, Option<Box<str>>> = HashMap::default();
        for word in &self.known {
            let bones = skeleton(word);
            if word.len() <= 12 && bones.len() >= LEAST_SKELETON && bones.len() + 2 <= word.len() {
                skeletons
                    .entry(bones.into())
                    .and_modify(|one| *one = None)
                    .or_insert_with(|| Some(word.clone()));
            }
        }
        skeletons
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// A word without its vowels, but for the first letter.
fn skeleton(word: &str) -> String {
    let keep = |(at, byte): &(usize, u8)| *at == 0 || !is_vowel(*byte);
    let bytes = word.bytes().enumerate().filter(keep);
    bytes.filter(|(_, byte)| byte.is_ascii_lowercase()).map(|(_, byte)| char::from(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let mut words = Words::default();
        for phrase in
            ["person", "detail", "category of need", "pupil", "on roll", "surname", "middle", "sex", "type"]
        {
            words.entry(phrase);
        }
        words.abbreviate("dt", "date");
        for short in ["cin", "id", "of"] {
            words.allow_short(short);
        }
        words.entry("birth date");
        words
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
