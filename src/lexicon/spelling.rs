//! Words that are spelt short or wrong: which of the words that the lexicon knows is meant.

use super::compile::{LEAST_SKELETON, is_vowel, skeleton};
use super::layers::Layers;
use super::tables::Part;

/// The least letters of a word in which a letter too few, too many or out of its place is a slip:
/// `patent` is no `patient`, `heath` no `health`.
const LEAST_MISSPELT: usize = 7;
/// The same where only a doubled letter stands once, or one is doubled: `adress`.
const LEAST_DOUBLED: usize = 6;
/// Longer words are none.
const LONGEST: usize = 20;

/// The one word of the lexicon that a word nobody knows can stand for: one that has all of its
/// consonants in their order. Nothing where there are several. Prose has words of its own that look
/// like short forms, and none.
pub(super) fn meant<'l>(layers: &'l Layers, token: &str, prose: bool) -> Option<&'l str> {
    if token.len() > LONGEST || !token.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let bones = skeleton(token);
    if bones.len() < LEAST_SKELETON {
        return None;
    }
    // A slip is nearer than a word that is cut short.
    one_of(layers, &bones, |word| is_slip(token, word))
        .or_else(|| one_of(layers, &bones, |word| !prose && is_short_form(token, word)))
}

/// The one word with these letters left of it that is fit.
fn one_of<'l>(layers: &'l Layers, bones: &str, fit: impl Fn(&str) -> bool) -> Option<&'l str> {
    let mut one = None;
    for tables in layers.each() {
        let words = tables.find(Part::Skeletons, bones).map_or(0, |at| at as usize);
        for word in tables.strings(words).filter(|word| fit(word)) {
            if one.is_some_and(|one| one != word) {
                return None;
            }
            one = Some(word);
        }
    }
    one
}

/// What a word is with two letters that stand side by side exchanged, both consonants: `telehpone`.
/// Those of a short word give another one (`martial` and `marital` are no consonants).
pub(super) fn exchanged(token: &str) -> impl Iterator<Item = String> + use<'_> {
    let bytes = token.as_bytes();
    let long = (LEAST_MISSPELT..=LONGEST).contains(&bytes.len()) && token.is_ascii();
    let pairs = if long { 1..bytes.len() - 1 } else { 0..0 };
    let consonants = |at: usize| {
        bytes[at] != bytes[at + 1]
            && bytes[at..at + 2].iter().all(|b| b.is_ascii_lowercase() && !is_vowel(*b))
    };
    pairs.filter(move |at| consonants(*at)).map(|at| {
        let (head, tail) = (&token[..at], &token[at + 2..]);
        format!("{head}{}{}{tail}", &token[at + 1..at + 2], &token[at..=at])
    })
}

/// Whether a word is another without vowels, or without at least half of them and two: `prsn`, `relgn`.
fn is_short_form(token: &str, word: &str) -> bool {
    let vowels = |word: &str| word.bytes().skip(1).filter(|byte| is_vowel(*byte)).count();
    let ends_alike =
        word.bytes().next_back().is_some_and(|last| is_vowel(last) || token.ends_with(char::from(last)));
    let mut rest = word.bytes();
    let (kept, all) = (vowels(token), vowels(word));
    (kept == 0 || kept * 2 <= all && kept + 2 <= all)
        && token.len() < word.len()
        && ends_alike
        && token.bytes().all(|byte| rest.any(|of| of == byte))
}

/// Whether one letter makes the difference, and the words begin and end alike: a vowel too few or too
/// many, a consonant doubled or not, two vowels exchanged. Another vowel makes another word.
fn is_slip(token: &str, word: &str) -> bool {
    let (short, long) = if token.len() < word.len() { (token, word) } else { (word, token) };
    let (short, long) = (short.as_bytes(), long.as_bytes());
    if short.first() != long.first() || short.last() != long.last() {
        return false;
    }
    let Some(at) = (0..short.len()).find(|at| short[*at] != long[*at]) else { return false };
    match long.len() - short.len() {
        0 => {
            let ends = at + 2 <= short.len() && short[at + 2..] == long[at + 2..];
            let exchanged = ends && short[at] == long[at + 1] && short[at + 1] == long[at];
            token.len() >= LEAST_MISSPELT && exchanged && is_vowel(short[at]) && is_vowel(long[at])
        }
        1 if short[at..] == long[at + 1..] => {
            let doubled = !is_vowel(long[at]) && at > 0 && long[at - 1] == long[at];
            doubled && token.len() >= LEAST_DOUBLED || is_vowel(long[at]) && token.len() >= LEAST_MISSPELT
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{likely, table};
    use super::*;

    #[test]
    fn short_forms_keep_the_consonants_and_at_most_half_of_the_vowels() {
        for (token, word) in
            [("prsn", "person"), ("relgn", "religion"), ("ethnc", "ethnic"), ("srnm", "surname")]
        {
            assert!(is_short_form(token, word), "{token}");
        }
        // Words of their own, and words that end otherwise.
        for (token, word) in [
            ("patent", "patient"),
            ("print", "parent"),
            ("relgna", "religion"),
            ("prsn", "prisons"),
            ("thing", "tithing"),
        ] {
            assert!(!is_short_form(token, word), "{token}");
        }
    }

    #[test]
    fn slips_are_one_letter_and_no_other_word() {
        for (token, word) in [
            ("ethinicity", "ethnicity"),
            ("religon", "religion"),
            ("disablity", "disability"),
            ("recieved", "received"),
            ("occurence", "occurrence"),
            ("adress", "address"),
        ] {
            assert!(is_slip(token, word), "{token}");
        }
        for (token, word) in [
            ("patent", "patient"),
            ("convection", "conviction"),
            ("martial", "marital"),
            ("humane", "human"),
            ("causal", "casual"),
            ("heath", "health"),
        ] {
            assert!(!is_slip(token, word), "{token}");
        }
        assert!(exchanged("telehpone").any(|word| word == "telephone"));
        assert!(!exchanged("martial").any(|word| word == "marital"));
    }

    #[test]
    fn columns_that_are_spelt_short_or_wrong_are_understood() {
        let columns = [
            "RELGN",
            "NATNLTY",
            "ETHNC_GRP",
            "DISBLTY",
            "CNVCTN_DT date",
            "home_adress",
            "Ethinicity",
            "telehpone",
        ];
        assert_eq!(
            likely(&[table("child", &columns)]),
            [
                "religious-or-philosophical-beliefs",
                "immigration",
                "racial-or-ethnic-origin",
                "health",
                "criminal-offence",
                "address",
                "racial-or-ethnic-origin",
                "contact"
            ]
        );
        let others = ["heath", "statin_mg_per_l", "convection", "patent", "costal", "ratio", "diery"];
        let found = likely(&[table("zzyx", &others)]);
        assert!(found.iter().all(|entry| entry != "criminal-offence" && entry != "pseudonym"), "{found:?}");
    }
}
