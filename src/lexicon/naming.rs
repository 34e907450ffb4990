//! What a record's own name makes it: the words for people, for what is done to them, and for
//! things, and which of several is meant.

use super::affixes::segments;
use super::load::{Lexicon, RecordWord};
use super::tokens::Tokens;

/// The words of a record's name that say what it is.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// The phrase that decides, with what it makes of the record.
    pub(super) head: Option<(RecordWord, String)>,
    /// A phrase beside it that speaks of somebody, or of what is done to somebody.
    pub(super) before: Option<String>,
}

impl Naming {
    /// Of a record's own name, else of the names around it.
    pub(super) fn of(lexicon: &Lexicon, name: &str, own: &Tokens) -> Self {
        let around = segments(name).skip(1);
        let around = around.map(|segment| Self::of_segment(lexicon, &lexicon.words.of(segment)));
        let mut segments = std::iter::once(Self::of_segment(lexicon, own)).chain(around);
        let Some(mut naming) = segments.find(|naming| naming.head.is_some()) else { return Self::default() };
        // `student.course`: somebody stands before it all the same.
        naming.before = naming.before.or_else(|| {
            segments.find_map(|naming| match naming.head {
                Some((RecordWord::Person(_) | RecordWord::Activity, phrase)) => Some(phrase),
                _ => None,
            })
        });
        naming
    }

    /// English puts the head last: `school_child` is a child, `child_school` a school. A word for a
    /// list of codes counts at either end.
    fn of_segment(lexicon: &Lexicon, tokens: &Tokens) -> Self {
        let mut naming = Self::default();
        let mut somebody = None;
        let mut list = None;
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
            if tokens.len() == 1 && is_kind(word, "statistics") {
                // A `count` alone is one of a charge sheet; one of something is a figure.
                break;
            }
            let is_list = is_kind(word, "lookup");
            if is_list && list.is_none() && (at == 0 || to == tokens.len() || phrase.contains("lookup")) {
                list = Some((word.clone(), phrase.to_owned()));
            }
            if matches!(word, RecordWord::Person(_)) {
                somebody.get_or_insert_with(|| phrase.to_owned());
            }
            if !is_list {
                if let Some((RecordWord::Person(_) | RecordWord::Activity, earlier)) = naming.head.take() {
                    // Of several the one that can mean nothing else.
                    let plain = |phrase: &String| !lexicon.ambiguous.contains(phrase.as_str());
                    naming.before = naming.before.filter(plain).or(Some(earlier));
                }
                naming.head = Some((word.clone(), phrase.to_owned()));
            }
            at = to;
        }
        match list {
            Some(list) => Self { head: Some(list), before: somebody },
            None => naming,
        }
    }

    /// Whether its word for people or for what is done to them can mean something else, and no
    /// other word before it says what is meant.
    pub(super) fn is_doubtful(&self, lexicon: &Lexicon) -> bool {
        let doubtful = |phrase: &str| lexicon.ambiguous.contains(phrase);
        self.head.as_ref().is_some_and(|(_, phrase)| doubtful(phrase))
            && self.before.as_deref().is_none_or(doubtful)
    }

    /// Whether it says for sure that the record is somebody's.
    pub(super) fn is_surely_somebody(&self, lexicon: &Lexicon) -> bool {
        matches!(self.head, Some((RecordWord::Person(_), _))) && !self.is_doubtful(lexicon)
    }
}

/// What the words of a record's own name make it.
pub(super) fn by_words(lexicon: &Lexicon, own: &Tokens) -> Option<RecordWord> {
    Naming::of_segment(lexicon, own).head.map(|(word, _)| word)
}

/// Whether a record's name is that of a list of people: `employee_lookup`.
pub(super) fn is_list_of_people(lexicon: &Lexicon, own: &Tokens) -> bool {
    let naming = Naming::of_segment(lexicon, own);
    naming.before.is_some() && naming.head.is_some_and(|(word, _)| is_kind(&word, "lookup"))
}

/// Whether a word makes a record one of this kind of things.
pub(super) fn is_kind(word: &RecordWord, wanted: &str) -> bool {
    matches!(word, RecordWord::NotPerson(kind) if &**kind == wanted)
}

/// Whether a word before that for a thing or a setting makes it somebody's: anyone's school, the
/// preferences of a user, but not the template of a registration.
pub(super) fn goes_with(lexicon: &Lexicon, before: &str, kind: &str) -> bool {
    let somebody = matches!(lexicon.records.get(before), Some(RecordWord::Person(_)));
    is_thing(kind) || (somebody && kind == "configuration")
}

/// Kinds of things that people are linked to.
pub(super) fn is_thing(kind: &str) -> bool {
    matches!(kind, "organisation" | "product" | "place")
}
