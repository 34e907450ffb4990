//! What a field's description says: its sentence, its clauses, what of it is denied, and the words
//! that belong to a phrase in prose. A name puts its head last (`clinic name`), prose puts it first
//! (`name of the clinic`). The lists of words are the lexicon's.

use std::ops::Range;
use std::sync::Arc;

use super::evidence::Quote;
use super::grammar::Company;
use super::load::{Concept, ConceptKind, Confidence, Lexicon};
use super::tokens::Tokens;
use crate::collection::FieldType;

/// The most sentences that are looked at until one says something.
const MOST_SENTENCES: usize = 4;
/// The most words of a phrase that denies.
const LONGEST_DENIAL: usize = 3;

/// A sentence of a description.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) tokens: Arc<Tokens>,
    /// Where it starts in the description.
    start: usize,
    /// The clause of each word.
    clauses: Vec<u16>,
    /// Whether what each word says is denied.
    denied: Vec<bool>,
}

impl Described {
    /// The first sentence of a description that is more than words which any column has.
    pub(super) fn read(lexicon: &Lexicon, description: &str) -> Option<Self> {
        let mut first = None;
        for (start, sentence) in sentences(description).take(MOST_SENTENCES) {
            let tokens = lexicon.words.of_text(sentence);
            let telling = |word: &str| {
                lexicon.words.knows(word)
                    && !lexicon.is_of_a_column(word)
                    && !lexicon.grammar.joints.contains(word)
            };
            if tokens.iter().any(telling) {
                first = Some((start, sentence, tokens));
                break;
            }
        }
        let (start, sentence, tokens) = first?;
        let clauses = clauses(lexicon, sentence, &tokens);
        let denied = denied(lexicon, &tokens, &clauses);
        Some(Self { tokens, start, clauses, denied })
    }

    /// The words of a description from one up to another, as they are there.
    pub(super) fn quote(&self, description: &str, from: usize, to: usize) -> Quote {
        let (start, end) = self.tokens.source(from, to);
        let written = description.get(self.start + start..self.start + end).unwrap_or_default();
        Quote::of(self.tokens.phrase(from, to), written)
    }

    /// The words of the clause of one.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let clause = self.clauses[at];
        let start = self.clauses.partition_point(|of| *of < clause);
        start..self.clauses.partition_point(|of| *of <= clause)
    }

    /// The words that stand with some without a joint between: `the` date of birth `of the` child.
    fn compound(&self, lexicon: &Lexicon, from: usize, to: usize) -> Range<usize> {
        let joint = |at: usize| lexicon.grammar.joints.contains(self.tokens.token(at));
        let low = (self.clause(from).start..from).rev().take_while(|at| !joint(*at)).last().unwrap_or(from);
        let high = (to..self.clause(to - 1).end).take_while(|at| !joint(*at)).last().map_or(to, |at| at + 1);
        low..high
    }

    /// What a sentence is of first: the words before its first joint that are not denied.
    fn head(&self, lexicon: &Lexicon) -> Range<usize> {
        let tells =
            |at: &usize| !self.denied[*at] && !lexicon.grammar.joints.contains(self.tokens.token(*at));
        let Some(start) = (0..self.tokens.len()).find(tells) else { return 0..0 };
        self.compound(lexicon, start, start + 1)
    }

    /// Whether its first words are those for a key: `unique identifier of the diagnosis`.
    pub(super) fn speaks_of_a_key(&self, lexicon: &Lexicon) -> bool {
        let key = |word: &str| lexicon.grammar.keys.contains(word) && word != "code";
        self.head(lexicon).any(|at| key(self.tokens.token(at)))
    }

    /// What a phrase of it says of a field, if it is not denied and is that of no one else.
    pub(super) fn says(
        &self,
        lexicon: &Lexicon,
        concept: &Concept,
        confidence: Confidence,
        (from, to): (usize, usize),
        field_type: FieldType,
    ) -> Option<Confidence> {
        if self.denied[from..to].contains(&true) {
            return None;
        }
        let near = self.compound(lexicon, from, to);
        let company = Company { tokens: &self.tokens, from, to, low: near.start, high: near.end };
        let confidence = lexicon.in_company(concept, confidence, company, field_type)?;
        if !matches!(concept.kind, ConceptKind::Special | ConceptKind::Offence | ConceptKind::Identifier) {
            return Some(confidence);
        }
        let owner = self.owner(lexicon, near.end);
        let mut owner_words = owner.clone().map(|at| self.tokens.token(at));
        if owner_words.clone().next_back().is_some_and(|word| lexicon.is_organisation(word)) {
            return None;
        }
        let named = self.tokens.phrase(from, to) == "name";
        if named && !owner.is_empty() && !owner_words.any(|word| lexicon.is_somebody(word)) {
            return None;
        }
        let head = self.head(lexicon);
        if near.start < head.end {
            return Some(confidence);
        }
        let grammar = &lexicon.grammar;
        let mut words = head.map(|at| self.tokens.token(at));
        let protected = concept.kind != ConceptKind::Identifier;
        let another = |word: &str| {
            grammar.doers.contains(word)
                || lexicon.is_staff(word)
                || protected && grammar.identity.contains(word)
        };
        if words.clone().next_back().is_some_and(another)
            || words.clone().any(|word| grammar.permission.contains(word))
        {
            return None;
        }
        let checked = (from..near.end).any(|at| grammar.checks.contains(self.tokens.token(at)));
        let dated = protected && checked && words.any(|word| grammar.moments.contains(word));
        Some(if dated { Confidence::Possible } else { confidence })
    }

    /// The words behind a phrase that say whose it is: `of the child`.
    fn owner(&self, lexicon: &Lexicon, behind: usize) -> Range<usize> {
        let grammar = &lexicon.grammar;
        if behind >= self.tokens.len() || !grammar.belonging.contains(self.tokens.token(behind)) {
            return 0..0;
        }
        let first = (behind..self.tokens.len()).find(|at| !grammar.joints.contains(self.tokens.token(*at)));
        first.map_or(0..0, |first| self.compound(lexicon, first, first + 1))
    }
}

/// The sentences of a text with the places where they start. A full stop ends one where no small
/// letter follows (`e.g. asthma`).
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let ends = |at: usize, end: char| {
            let behind = &rest[at + end.len_utf8()..];
            let spaced = behind.starts_with(char::is_whitespace) || behind.is_empty();
            match end {
                ';' | '\n' => true,
                '?' | '!' => spaced,
                '.' => spaced && !behind.trim_start().starts_with(char::is_lowercase),
                _ => false,
            }
        };
        let end = rest.char_indices().find(|(at, end)| ends(*at, *end));
        let (length, next) = end.map_or((rest.len(), rest.len()), |(at, end)| (at, at + end.len_utf8()));
        let sentence = (start, &rest[..length]);
        start += next;
        Some(sentence)
    })
}

/// The clause of each word of a sentence: a comma, a bracket or a turn (`but`) begins another.
fn clauses(lexicon: &Lexicon, sentence: &str, tokens: &Tokens) -> Vec<u16> {
    let mut clause = 0;
    let mut end = 0;
    let of = |at: usize| {
        let (from, to) = tokens.source(at, at + 1);
        let between = sentence.get(end..from).unwrap_or_default();
        let cut = between.contains([',', ':', '(', ')', '[', ']', '–', '—', '"']) || between.contains(" - ");
        clause += u16::from(cut || lexicon.grammar.turns.contains(tokens.token(at)));
        end = to;
        clause
    };
    (0..tokens.len()).map(of).collect()
}

/// Whether each word is denied: what follows a denial in its clause is. A state of the data is no
/// denial (`if not known`, `must not be empty`), nor is a question (`whether or not`).
fn denied(lexicon: &Lexicon, tokens: &Tokens, clauses: &[u16]) -> Vec<bool> {
    let grammar = &lexicon.grammar;
    let mut denied = vec![false; tokens.len()];
    let mut asked = None;
    let mut until = None;
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens.token(at);
        if grammar.asking.contains(word) {
            asked = Some(clauses[at]);
        }
        if until == Some(clauses[at]) {
            denied[at] = true;
        }
        let longest = (at + LONGEST_DENIAL).min(tokens.len());
        let behind = (at + 1..=longest).rev().find(|to| {
            let phrase = tokens.phrase(at, *to);
            grammar.denials.contains(phrase) || grammar.denials_of_the_next.contains(phrase)
        });
        let Some(behind) = behind else {
            at += 1;
            continue;
        };
        let next =
            (behind..tokens.len()).find(|at| !matches!(tokens.token(*at), "be" | "been" | "yet" | "a"));
        let state = next.is_some_and(|next| grammar.states.contains(tokens.token(next)));
        if !state && asked != Some(clauses[at]) && !(at > 0 && tokens.token(at - 1) == "or") {
            if grammar.denials.contains(tokens.phrase(at, behind)) {
                until = Some(clauses[at]);
            } else if behind < tokens.len() {
                denied[behind] = true;
            }
        }
        at = behind;
    }
    denied
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::evidence::Reason;
    use super::super::testing::table;
    use super::*;

    /// The entry that is at least likely for a column of a child's record with a description.
    fn said(name: &str, description: &str) -> String {
        let lexicon = Lexicon::built_in().unwrap();
        let mut child = table("child", &["surname", name]);
        child.fields[1].description = Some(description.to_owned());
        let classified = lexicon.classify(std::slice::from_ref(&child));
        lexicon.likely(&classified[0].1[1]).map(|(concept, _)| concept.id.clone()).unwrap_or_default()
    }

    #[test]
    fn where_the_name_is_any_column_s_the_description_says_what_it_holds() {
        for name in ["lookup_47_code", "udf_12", "flag_4", "status_1", "attribute7", "grp_cd", "q17", "xqz_3"]
        {
            assert_eq!(said(name, "Ethnic origin of the child"), "racial-or-ethnic-origin", "{name}");
        }
        assert_eq!(said("udf_12", "Whether the young person has a criminal conviction"), "criminal-offence");
        assert_eq!(said("option_3", "Home telephone number of the mother"), "contact");
        assert_eq!(said("udf_1", "Custom field. Child's religion."), "religious-or-philosophical-beliefs");
        // A name that says something is believed.
        assert_eq!(said("school_year", "Shown beside the child's religion"), "education");
        // The key of a row is one, whatever the row is about; one that points to a list is not.
        assert_eq!(said("record_id", "Identifier of the diagnosis"), "");
        assert_eq!(said("option_id", "Religion of the child"), "religious-or-philosophical-beliefs");
    }

    #[test]
    fn a_denial_reaches_to_the_end_of_its_clause() {
        for description in [
            "Not the child's disability",
            "Anything other than disability",
            "This does not hold any disability",
            "This isn't the disability",
            "Needs, excluding disability",
            "Cannot hold a disability",
            "Without disability",
            "Non-medical notes",
        ] {
            assert_ne!(said("udf_1", description), "health", "{description}");
        }
        for description in [
            "Whether or not the child has a disability",
            "Whether the child has no disability",
            "Disability, not shown to others",
            "Not the address, but the disability",
            "Disability, if not known leave blank",
            "If not known, disability of the parent",
            "Must not be empty: disability",
            "Not null (disability)",
            "Disability. Not required.",
            "Condition, e.g. asthma",
        ] {
            assert_eq!(said("udf_1", description), "health", "{description}");
        }
    }

    #[test]
    fn prose_says_first_what_it_is_of() {
        assert_eq!(said("udf_1", "Diagnosis of the child, reported by the school"), "health");
        assert_eq!(said("udf_1", "Name of the offender with a conviction"), "name");
        assert_eq!(said("udf_1", "Name of the option"), "");
        for description in [
            "Clinic that made the diagnosis",
            "Name of the offender with a conviction",
            "Consent to share the diagnosis",
            "Address of the school",
        ] {
            let said = said("udf_1", description);
            assert!(!["health", "criminal-offence", "address"].contains(&said.as_str()), "{description}");
        }
    }

    #[test]
    fn a_long_description_takes_no_longer_than_its_first_words() {
        let long = "ethnicity of the child, not disability; ".repeat(25_000);
        let started = Instant::now();
        assert_eq!(said("udf_1", &long), "racial-or-ethnic-origin");
        assert_eq!(said(&"ethnicity_conviction_".repeat(5_000), "x"), "criminal-offence");
        assert_eq!(said(&"q".repeat(100_000), "x"), "");
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    }

    #[test]
    fn what_is_quoted_stands_in_the_schema() {
        let lexicon = Lexicon::built_in().unwrap();
        let mut child = table("child", &["udf_1", "ETHNC_GRP", "SENtype", "p_cindtls"]);
        child.fields[0].description = Some("Local code. The child's Ethnic  Origin".to_owned());
        let classified = lexicon.classify(std::slice::from_ref(&child));
        for (field, evidence) in child.fields.iter().zip(&classified[0].1) {
            for clue in evidence.clues() {
                let (Reason::Name(quote) | Reason::Description(quote)) = &clue.reason else { continue };
                let said = [Some(field.name.as_str()), field.description.as_deref()];
                assert!(said.into_iter().flatten().any(|text| text.contains(&quote.written)), "{quote:?}");
            }
        }
        assert_eq!(
            classified[0].1[0].strongest().unwrap().reason.words(),
            "`Ethnic  Origin` in its description"
        );
        assert_eq!(classified[0].1[1].strongest().unwrap().reason.words(), "`ETHNC_GRP` in its name");
    }
}
