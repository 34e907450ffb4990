//! Names into tokens: snake, camel, Pascal, kebab, dotted and spaced names, runs of capitals and
//! digits, in lower case, plural forms folded into the singular.

/// Where a token stands: in the tokens that are joined, and in the text that was split.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand {
    start: u32,
    end: u32,
    from: u32,
    to: u32,
}

/// A name as tokens separated by single spaces.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tokens {
    /// The tokens, joined by spaces.
    pub joined: String,
    stands: Vec<Stand>,
}

impl Tokens {
    /// Splits a name.
    pub(crate) fn of(name: &str) -> Self {
        Self::first_of(name, usize::MAX)
    }

    /// Splits a text up to a number of words, and reads no further.
    pub(crate) fn first_of(name: &str, most: usize) -> Self {
        let mut tokens =
            Self { joined: String::with_capacity(name.len().min(4096) + 8), stands: Vec::with_capacity(6) };
        let mut word = String::new();
        let (mut from, mut to) = (0, 0);
        let mut previous = Class::Other;
        let mut characters = name.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let class = Class::of(character);
            let starts = match (previous, class) {
                (_, Class::Other) | (Class::Other, _) => true,
                (Class::Lower, Class::Upper)
                | (Class::Digit, Class::Upper | Class::Lower)
                | (Class::Lower | Class::Upper, Class::Digit) => true,
                // The last capital of a run starts a word: `NHSNumber` is NHS and Number.
                (Class::Upper, Class::Upper) => {
                    characters.peek().is_some_and(|(next, _)| starts_lower(&name[*next..]))
                }
                _ => false,
            };
            if starts {
                tokens.push(&mut word, from, to);
                if tokens.len() == most {
                    return tokens;
                }
            }
            // `Children's` is one word: an apostrophe joins.
            if class == Class::Other {
                let joins = matches!(character, '\'' | '’') && previous != Class::Other;
                if joins {
                    if characters.peek().is_some_and(|(_, next)| *next == 's') {
                        characters.next();
                    }
                    previous = Class::Other;
                    continue;
                }
            } else {
                if word.is_empty() {
                    from = at;
                }
                to = at + character.len_utf8();
                if character.is_ascii() {
                    word.push(character.to_ascii_lowercase());
                } else {
                    word.extend(character.to_lowercase());
                }
            }
            previous = class;
        }
        tokens.push(&mut word, from, to);
        tokens
    }

    fn push(&mut self, word: &mut String, from: usize, to: usize) {
        if word.is_empty() {
            return;
        }
        self.add_from(&singular(word), (from, to));
        word.clear();
    }

    /// Adds a word that is in its form already.
    pub(super) fn add(&mut self, word: &str) {
        self.add_from(word, (0, 0));
    }

    /// Adds a word that stands for these bytes of the text.
    pub(super) fn add_from(&mut self, word: &str, (from, to): (usize, usize)) {
        if !self.joined.is_empty() {
            self.joined.push(' ');
        }
        let start = short(self.joined.len());
        self.joined.push_str(word);
        self.stands.push(Stand { start, end: short(self.joined.len()), from: short(from), to: short(to) });
    }

    /// Adds some tokens of others, with their places in the text.
    pub(super) fn add_those(&mut self, others: &Self, which: std::ops::Range<usize>) {
        which.for_each(|at| self.add_from(others.token(at), others.source(at, at + 1)));
    }

    /// Where the tokens from one index up to another stand in the text that was split.
    pub(super) fn source(&self, from: usize, to: usize) -> (usize, usize) {
        (self.stands[from].from as usize, self.stands[to - 1].to as usize)
    }

    /// The words one by one.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        (0..self.len()).map(|at| self.token(at))
    }

    pub(crate) fn len(&self) -> usize {
        self.stands.len()
    }

    /// The tokens from one index up to another, as they stand in `joined`.
    pub(crate) fn phrase(&self, from: usize, to: usize) -> &str {
        &self.joined[self.stands[from].start as usize..self.stands[to - 1].end as usize]
    }

    pub(crate) fn token(&self, at: usize) -> &str {
        self.phrase(at, at + 1)
    }

    pub(crate) fn contains(&self, token: &str) -> bool {
        (0..self.len()).any(|at| self.token(at) == token)
    }
}

/// A text of more than four thousand million bytes is not read.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Whether a text goes on in small letters, more than an `s` that makes capitals a plural: `UPNs`.
fn starts_lower(rest: &str) -> bool {
    let mut next = rest.chars();
    let lower = |next: Option<char>| next.is_some_and(|next| Class::of(next) == Class::Lower);
    match next.next() {
        Some('s') => lower(next.next()),
        first => lower(first),
    }
}

/// Whether a name or a text has the words of a phrase, whole and one after the other.
pub fn says(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (Tokens::of(text), Tokens::of(phrase));
    let length = phrase.len();
    length > 0 && (length..=text.len()).any(|end| text.phrase(end - length, end) == phrase.joined)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Other,
}

impl Class {
    fn of(character: char) -> Self {
        match character {
            'a'..='z' => return Self::Lower,
            'A'..='Z' => return Self::Upper,
            '0'..='9' => return Self::Digit,
            _ if character.is_ascii() => return Self::Other,
            _ => {}
        }
        if character.is_lowercase() || (character.is_alphabetic() && !character.is_uppercase()) {
            Self::Lower
        } else if character.is_uppercase() {
            Self::Upper
        } else {
            Self::Other
        }
    }
}

/// Words that end like a plural and are none, or whose plural is a word of its own: `initials`
/// are someone's, an `initial` contact is not.
const NO_PLURALS: &[&str] = &[
    "aids", "alias", "always", "asbestos", "atlas", "bias", "canvas", "chaos", "cosmos", "diabetes", "does",
    "ethos", "dols", "herpes", "imms", "initials", "kudos", "lens", "measles", "mumps", "news", "pcos",
    "rabies", "scabies", "series", "shingles", "sids", "species", "whereas",
];

/// A plural as its singular, by the regular forms of English; other words as they are.
pub(super) fn singular(word: &str) -> std::borrow::Cow<'_, str> {
    if word.len() <= 3 || !word.ends_with('s') || NO_PLURALS.contains(&word) {
        return word.into();
    }
    if word.len() > 4 && word.ends_with("ies") {
        return format!("{}y", &word[..word.len() - 3]).into();
    }
    if word.ends_with("sses") {
        return word[..word.len() - 2].into();
    }
    // `headaches` is one `headache`, `coaches` are not one `coache`.
    let silent = word.ends_with("niches")
        || word.ends_with("aches") && !word.ends_with("eaches") && !word.ends_with("oaches");
    if !silent && ["ches", "shes", "xes"].iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].into();
    }
    let plural = !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if plural { word[..word.len() - 1].into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_as_people_read_them() {
        for (name, tokens) in [
            ("first_name", "first name"),
            ("PersonBirthDate", "person birth date"),
            ("NHSNumber", "nhs number"),
            ("UPNs", "upn"),
            ("DATE_OF_BIRTH", "date of birth"),
            ("SEN2type", "sen 2 type"),
            ("Was the Child Seen Alone?", "was the child seen alone"),
            ("child's-address.line1", "child address line 1"),
            ("disabilities", "disability"),
            ("BIRTH_DTTM", "birth dttm"),
            ("status", "status"),
            ("address", "address"),
            ("home_addresses", "home address"),
            ("witnesses", "witness"),
            ("churches", "church"),
            ("headaches", "headache"),
            ("coaches", "coach"),
            ("sizes", "size"),
            ("boxes", "box"),
            ("photos", "photo"),
            ("news_alias", "news alias"),
            ("child_initials", "child initials"),
            ("initial_contacts", "initial contact"),
            ("diabetes", "diabetes"),
            ("", ""),
            ("___", ""),
        ] {
            assert_eq!(Tokens::of(name).joined, tokens, "{name}");
        }
    }
}
