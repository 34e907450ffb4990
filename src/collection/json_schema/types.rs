//! What a schema says of the type of a value, collected from every place that says something.

use super::super::FieldType;
use crate::document::NodeRef;

/// A set of types and of hints at types.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Types(u16);

impl Types {
    pub(super) const STRING: Self = Self(1);
    pub(super) const INTEGER: Self = Self(2);
    pub(super) const NUMBER: Self = Self(4);
    pub(super) const BOOLEAN: Self = Self(8);
    pub(super) const OBJECT: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    /// A keyword that only means something for text stands there (`pattern`).
    pub(super) const LIKE_TEXT: Self = Self(64);
    /// A keyword that only means something for numbers stands there (`minimum`).
    pub(super) const LIKE_NUMBER: Self = Self(128);
    /// Bytes: a picture, a document.
    pub(super) const BINARY: Self = Self(256);
    /// Notes, narrative.
    pub(super) const LONG: Self = Self(512);
    /// A file that is sent with a form.
    pub(super) const FILE: Self = Self(1024);

    /// The types of a single value that is no list and no structure.
    pub(super) const SCALAR: Self = Self(1 | 2 | 4 | 8);

    /// Adds types.
    pub(super) fn add(&mut self, types: Self) {
        self.0 |= types.0;
    }

    /// Whether any of these is in the set.
    pub(super) fn any(self, types: Self) -> bool {
        self.0 & types.0 != 0
    }

    /// Adds what `type` says: a word, or a list of words.
    pub(super) fn add_words(&mut self, node: NodeRef<'_>) {
        if let Some(word) = node.as_str() {
            self.add(Self::of_word(word));
        }
        for word in node.items().filter_map(NodeRef::as_str) {
            self.add(Self::of_word(word));
        }
    }

    fn of_word(word: &str) -> Self {
        match word {
            "string" => Self::STRING,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "boolean" => Self::BOOLEAN,
            "object" => Self::OBJECT,
            "array" => Self::ARRAY,
            "file" => Self::FILE,
            _ => Self(0),
        }
    }

    /// The type of a value that is allowed.
    pub(super) fn of_value(node: NodeRef<'_>) -> Self {
        if node.as_str().is_some() {
            Self::STRING
        } else if node.as_bool().is_some() {
            Self::BOOLEAN
        } else if node.scalar().is_some() {
            Self::NUMBER
        } else {
            Self(0)
        }
    }

    /// What a field of these types can hold; of several, what holds most.
    pub(super) fn field_type(self, format: Option<&str>) -> FieldType {
        let date = matches!(format, Some("date" | "date-time" | "time" | "datetime"));
        let text = self.any(Self::STRING)
            || (!self.any(Self(1 | 2 | 4 | 8 | 16)) && (self.any(Self(64 | 256 | 512)) || format.is_some()));
        if self.any(Self::OBJECT) {
            FieldType::Structure
        } else if self.any(Self::FILE) || (text && self.any(Self::BINARY)) {
            FieldType::Binary
        } else if text && date {
            FieldType::Date
        } else if text && self.any(Self::LONG) {
            FieldType::LongText
        } else if text {
            FieldType::Text
        } else if self.any(Self(2 | 4)) || (!self.any(Self::BOOLEAN) && self.any(Self::LIKE_NUMBER)) {
            FieldType::Number
        } else if self.any(Self::BOOLEAN) {
            FieldType::Boolean
        } else {
            FieldType::Unknown
        }
    }

    /// The types as people write them: `string (date)`, `array of string or number`.
    pub(super) fn text(self, format: Option<&str>) -> String {
        const WORDS: [(Types, &str); 6] = [
            (Types::STRING, "string"),
            (Types::INTEGER, "integer"),
            (Types::NUMBER, "number"),
            (Types::BOOLEAN, "boolean"),
            (Types::OBJECT, "object"),
            (Types::FILE, "file"),
        ];
        let array = self.any(Self::ARRAY);
        let mut out = String::with_capacity(16);
        if array {
            out.push_str("array");
        }
        let mut joint = if array { " of " } else { "" };
        for (_, word) in WORDS.into_iter().filter(|&(types, _)| self.any(types)) {
            out.push_str(joint);
            out.push_str(word);
            joint = " or ";
        }
        if out.is_empty() {
            out.push_str("any");
        }
        if let Some(format) = format {
            out.push_str(" (");
            out.push_str(format);
            out.push(')');
        }
        out
    }
}

/// Formats that mean more than one line of text.
const LONG_FORMATS: &[&str] = &["textarea", "multiline", "markdown", "html", "richtext"];

/// What `format` hints at.
pub(super) fn of_format(format: &str) -> Types {
    match format {
        "binary" | "byte" | "base64" | "data-url" => Types::BINARY,
        _ if LONG_FORMATS.contains(&format) => Types::LONG,
        _ => Types::default(),
    }
}

/// What `contentMediaType` hints at.
pub(super) fn of_media_type(media_type: &str) -> Types {
    if media_type.starts_with("text/") { Types::LONG } else { Types::BINARY }
}

/// What a key for forms (`ui:widget: textarea`, `x-ui: {widget: textarea}`) hints at.
pub(super) fn of_widget(node: NodeRef<'_>) -> Types {
    let names_long = |word: &str| {
        let word = word.to_ascii_lowercase();
        LONG_FORMATS.iter().any(|long| word.contains(long))
    };
    let inner = node
        .members()
        .filter(|(key, _)| matches!(key.text, "widget" | "ui:widget" | "control" | "component"));
    let mut words = node.as_str().into_iter().chain(inner.filter_map(|(_, value)| value.as_str()));
    if words.any(names_long) { Types::LONG } else { Types::default() }
}

/// The length from which on a text field is for narrative.
const NARRATIVE: f64 = 1000.0;

/// What `maxLength` hints at, besides text.
pub(super) fn of_length(node: NodeRef<'_>) -> Types {
    let length = node.scalar().and_then(|text| text.parse::<f64>().ok());
    if length.is_some_and(|length| length >= NARRATIVE) { Types::LONG } else { Types::default() }
}
