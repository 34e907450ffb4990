//! What was concluded about a field, and why.

use std::sync::Arc;

use super::load::Confidence;

/// Words that led to a conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// As entries have them: short forms written out, in the singular.
    pub phrase: String,
    /// As they are written in the schema, where they stand together there.
    pub written: String,
}

impl Quote {
    pub(super) fn of(phrase: &str, written: &str) -> Self {
        let written = if written.is_empty() { phrase } else { written };
        Self { phrase: phrase.to_owned(), written: written.to_owned() }
    }
}

/// Why something was concluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// This phrase of its name.
    Name(Quote),
    /// This phrase of its title.
    Title(Quote),
    /// This phrase of its description.
    Description(Quote),
    /// These of its allowed values, and what list they are from.
    Values(Vec<String>, String),
    /// Its type.
    Type(String),
    /// This phrase of its record's name: the record is about one topic.
    Record(String),
    /// This field beside it, one of several: the record is about one topic.
    Beside(String),
    /// The list that it points to.
    Points(String),
}

impl Reason {
    /// The words that led to it, where words did.
    pub fn phrase(&self) -> &str {
        match self {
            Self::Name(quote) | Self::Title(quote) | Self::Description(quote) => &quote.phrase,
            Self::Record(phrase) => phrase,
            Self::Values(..) | Self::Type(_) | Self::Beside(_) | Self::Points(_) => "",
        }
    }

    /// The reason for people, after "because of".
    pub fn words(&self) -> String {
        match self {
            Self::Name(quote) => format!("`{}` in its name", quote.written),
            Self::Title(quote) => format!("`{}` in its title", quote.written),
            Self::Description(quote) => format!("`{}` in its description", quote.written),
            Self::Values(values, list) => format!(
                "its values {} ({list})",
                values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
            ),
            Self::Type(name) => format!("its type `{name}`"),
            Self::Record(phrase) => format!("`{phrase}` in its record's name"),
            Self::Points(list) => format!("`{list}`, which it points to"),
            Self::Beside(field) => format!("the fields beside it, such as `{field}`"),
        }
    }
}

/// One conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// The index of the concept in the lexicon.
    pub(super) concept: usize,
    /// How sure.
    pub confidence: Confidence,
    /// Why.
    pub reason: Reason,
    /// Whether what led to it is the head of the name, its last words, or not in the name at all:
    /// `answer` is the head of `child_answer` and not of `answer_code`.
    pub head: bool,
}

/// Everything concluded about one field, strongest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Shared: the same name says the same in every table.
    pub(super) clues: Arc<Vec<Clue>>,
}

impl Evidence {
    /// The strongest conclusion.
    pub fn strongest(&self) -> Option<&Clue> {
        self.clues.first()
    }

    /// All conclusions, strongest first.
    pub fn clues(&self) -> &[Clue] {
        &self.clues
    }
}
