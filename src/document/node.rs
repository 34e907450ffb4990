//! The tree: values with their places, borrowing the text they were read from where they can.

use serde_json::Value;

use crate::text::Span;

/// A string of the document: a part of its text, or, where escapes change it, its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The text at this range, as it stands.
    At(Span),
    /// Unescaped or computed text.
    Own(Box<str>),
}

impl Text {
    /// The string, given the text that the document was read from.
    pub fn of<'d>(&'d self, text: &'d str) -> &'d str {
        match self {
            Self::At(span) => text.get(span.range()).unwrap_or(""),
            Self::Own(own) => own,
        }
    }
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `null`, or an empty YAML value.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, as written.
    Number(Text),
    /// A string.
    String(Text),
    /// A sequence.
    Array(Vec<Node>),
    /// A mapping, in the order of the file, duplicate keys included.
    Object(Vec<Member>),
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// A key of a mapping with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key.
    pub key: Text,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

/// A key that stands twice in one mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The key.
    pub key: String,
    /// Its first place.
    pub first: Span,
    /// The place where it stands again.
    pub second: Span,
}

impl Node {
    /// A string with its own text, for values that are computed or stand in a comment.
    pub fn string(span: Span, text: impl Into<Box<str>>) -> Self {
        Self { span, kind: Kind::String(Text::Own(text.into())) }
    }

    /// The value together with the text it was read from.
    pub fn of<'d>(&'d self, text: &'d str) -> NodeRef<'d> {
        NodeRef { text, node: self }
    }
}

/// A key, its place and its text.
#[derive(Debug, Clone, Copy)]
pub struct Key<'d> {
    /// The key.
    pub text: &'d str,
    /// Its place, quotes included.
    pub span: Span,
}

/// A value to look into; cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct NodeRef<'d> {
    text: &'d str,
    node: &'d Node,
}

impl<'d> NodeRef<'d> {
    /// The value itself, to keep a copy of.
    pub fn node(self) -> &'d Node {
        self.node
    }

    /// Where the value stands.
    pub fn span(self) -> Span {
        self.node.span
    }

    /// The string, if it is one.
    pub fn as_str(self) -> Option<&'d str> {
        match &self.node.kind {
            Kind::String(text) => Some(text.of(self.text)),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(self) -> Option<bool> {
        match self.node.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A string, number or truth value as it would be written; nothing for the rest.
    pub fn scalar(self) -> Option<&'d str> {
        match &self.node.kind {
            Kind::String(text) | Kind::Number(text) => Some(text.of(self.text)),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// Whether it is null.
    pub fn is_null(self) -> bool {
        matches!(self.node.kind, Kind::Null)
    }

    /// Whether it is a mapping.
    pub fn is_object(self) -> bool {
        matches!(self.node.kind, Kind::Object(_))
    }

    /// Whether it is a sequence.
    pub fn is_array(self) -> bool {
        matches!(self.node.kind, Kind::Array(_))
    }

    /// The keys and values of a mapping in the order of the file; none for anything else.
    pub fn members(self) -> impl DoubleEndedIterator<Item = (Key<'d>, NodeRef<'d>)> {
        let members: &[Member] = match &self.node.kind {
            Kind::Object(members) => members,
            _ => &[],
        };
        members.iter().map(move |member| {
            let key = Key { text: member.key.of(self.text), span: member.key_span };
            (key, member.value.of(self.text))
        })
    }

    /// The values of a sequence; none for anything else.
    pub fn items(self) -> impl DoubleEndedIterator<Item = NodeRef<'d>> + ExactSizeIterator {
        let items: &[Node] = match &self.node.kind {
            Kind::Array(items) => items,
            _ => &[],
        };
        items.iter().map(move |item| item.of(self.text))
    }

    /// The values of a sequence, or the value itself where there is only one.
    pub fn one_or_more(self) -> Vec<NodeRef<'d>> {
        if self.is_array() { self.items().collect() } else { vec![self] }
    }

    /// The value of a key; of a key that stands twice the last, as JSON readers take it.
    pub fn get(self, key: &str) -> Option<NodeRef<'d>> {
        self.members().rfind(|(name, _)| name.text == key).map(|(_, value)| value)
    }

    /// The string under a key.
    pub fn get_str(self, key: &str) -> Option<&'d str> {
        self.get(key)?.as_str()
    }

    /// The key and the value of a member, for its place.
    pub fn member(self, key: &str) -> Option<(Key<'d>, NodeRef<'d>)> {
        self.members().rfind(|(name, _)| name.text == key)
    }

    /// The value that a JSON Pointer (RFC 6901), already decoded from a URI, leads to.
    pub fn pointer(self, pointer: &str) -> Option<NodeRef<'d>> {
        let mut here = self;
        for part in pointer.split('/').skip(1) {
            let part = part.replace("~1", "/").replace("~0", "~");
            here = match &here.node.kind {
                Kind::Array(items) => items.get(part.parse::<usize>().ok()?)?.of(self.text),
                _ => here.get(&part)?,
            };
        }
        Some(here)
    }

    /// The same value for the validator. Of keys that stand twice, the last counts.
    pub fn to_value(self) -> Value {
        match &self.node.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(text) => {
                let text = text.of(self.text);
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
            }
            Kind::String(text) => Value::String(text.of(self.text).to_owned()),
            Kind::Array(_) => Value::Array(self.items().map(Self::to_value).collect()),
            Kind::Object(_) => Value::Object(
                self.members().map(|(key, value)| (key.text.to_owned(), value.to_value())).collect(),
            ),
        }
    }
}
