//! Whom a field's name speaks of, and which names are dangerous side by side.

use super::load::{Lexicon, RecordWord};
use super::tokens::Tokens;

/// Someone of whom a field's name can speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPerson {
    /// The word for `subject` in a declaration: `parent`, `mothers-child`.
    pub subject: Box<str>,
    /// The kind of record, in the words of [`super::Context::subject`], whose own subject this is.
    pub of: Option<Box<str>>,
}

/// What a field's name says that must not stand beside its counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protected {
    /// Who an adopted child was.
    BirthIdentity,
    /// Who an adopted child is now.
    AdoptiveIdentity,
    /// An address that is kept from somebody.
    WithheldAddress,
}

impl Protected {
    /// The kind of a key of the lexicon.
    pub(super) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "birth-identity" => Self::BirthIdentity,
            "adoptive-identity" => Self::AdoptiveIdentity,
            "withheld-address" => Self::WithheldAddress,
            _ => return None,
        })
    }
}

impl Lexicon {
    /// The person of whom a name speaks, with the phrase that says so and whether it is the whole
    /// name. English puts the head last, so of several people the last is meant: a child's mother
    /// is a mother. Where an organisation follows (`partner_agency_name`) it is meant, and no person.
    pub fn person_in(&self, name: &str) -> Option<(&FieldPerson, String, bool)> {
        let tokens = self.words.of(name);
        let mut found = None;
        let mut at = 0;
        while at < tokens.len() {
            let longest = (at + self.longest_field_person).min(tokens.len());
            let person = (at + 1..=longest).rev().find_map(|to| {
                let phrase = tokens.phrase(at, to);
                self.field_people.get(phrase).map(|person| (person, phrase, to))
            });
            if let Some((person, phrase, to)) = person {
                found = Some((person, phrase.to_owned(), phrase.len() == tokens.joined.len()));
                at = to;
                continue;
            }
            if matches!(self.records.get(tokens.token(at)), Some(RecordWord::NotPerson(kind)) if &**kind == "organisation")
            {
                found = None;
            }
            at += 1;
        }
        found
    }

    /// What a name says that must not stand beside its counterpart.
    pub fn protected(&self, name: &str) -> Option<Protected> {
        let joined = format!(" {} ", Tokens::of(name).joined);
        let said = self.protected.iter().find(|(_, phrase)| joined.contains(phrase.as_str()));
        said.map(|(what, _)| *what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str) -> Option<String> {
        Lexicon::built_in().unwrap().person_in(name).map(|(person, _, _)| person.subject.to_string())
    }

    #[test]
    fn the_last_person_is_meant_and_an_organisation_is_none() {
        assert_eq!(subject("mother_dob").as_deref(), Some("parent"));
        assert_eq!(subject("ChildsMotherName").as_deref(), Some("parent"));
        assert_eq!(subject("mother_child_dob").as_deref(), Some("mothers-child"));
        assert_eq!(subject("young_carer_flag").as_deref(), Some("child"));
        assert_eq!(subject("school_nurse_name").as_deref(), Some("professional"));
        assert_eq!(subject("partner_agency_name"), None);
        assert_eq!(subject("grandmotherly_advice"), None);
    }

    #[test]
    fn dangerous_names_are_known_by_whole_words() {
        let lexicon = Lexicon::built_in().unwrap();
        assert_eq!(lexicon.protected("birth_surname"), Some(Protected::BirthIdentity));
        assert_eq!(lexicon.protected("AdoptiveSurname"), Some(Protected::AdoptiveIdentity));
        assert_eq!(lexicon.protected("refuge_address_line_1"), Some(Protected::WithheldAddress));
        assert_eq!(lexicon.protected("rebirth_surname"), None);
    }
}
