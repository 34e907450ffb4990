//! What was concluded about a field, and why.

use std::sync::Arc;

use super::load::Confidence;

/// Why something was concluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// This phrase of its name.
    Name(String),
    /// This phrase of its title.
    Title(String),
    /// This phrase of its description.
    Description(String),
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
            Self::Name(phrase) | Self::Title(phrase) | Self::Description(phrase) | Self::Record(phrase) => {
                phrase
            }
            Self::Values(..) | Self::Type(_) | Self::Beside(_) | Self::Points(_) => "",
        }
    }

    /// The reason for people, after "because of".
    pub fn words(&self) -> String {
        match self {
            Self::Name(phrase) => format!("`{phrase}` in its name"),
            Self::Title(phrase) => format!("`{phrase}` in its title"),
            Self::Description(phrase) => format!("`{phrase}` in its description"),
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
