//! JSON, and JSON with comments and trailing commas, through `jsonc-parser`.

use std::borrow::Cow;
use std::collections::HashMap;

use jsonc_parser::ast::{ObjectProp, ObjectPropName, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Duplicate, Kind, Member, Node, SyntaxError, Text};
use crate::text::Span;

/// What is allowed beyond RFC 8259: comments and trailing commas, nothing else.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn parse(text: &str, skip: usize, duplicates: &mut Vec<Duplicate>) -> Result<Node, SyntaxError> {
    let parsed = parse_to_ast(&text[skip..], &CollectOptions::default(), &OPTIONS).map_err(|error| {
        let range = error.range();
        SyntaxError {
            span: Span::new(range.start + skip, range.end + skip),
            message: lower_first(&error.kind().to_string()),
            limit: matches!(error.kind(), ParseErrorKind::NestingDepthExceeded),
        }
    })?;
    let Some(value) = parsed.value else {
        return Err(SyntaxError {
            span: Span::new(text.len(), text.len()),
            message: "the file holds no value".to_owned(),
            limit: false,
        });
    };
    Ok(Builder { text, skip, duplicates }.node(value))
}

fn lower_first(message: &str) -> String {
    let mut characters = message.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

struct Builder<'b> {
    text: &'b str,
    skip: usize,
    duplicates: &'b mut Vec<Duplicate>,
}

impl Builder<'_> {
    fn node(&mut self, value: Value<'_>) -> Node {
        let range = value.range();
        let span = Span::new(range.start + self.skip, range.end + self.skip);
        let kind = match value {
            Value::NullKeyword(_) => Kind::Null,
            Value::BooleanLit(literal) => Kind::Bool(literal.value),
            Value::NumberLit(_) => Kind::Number(Text::At(span)),
            Value::StringLit(literal) => Kind::String(quoted(span, literal.value)),
            Value::Array(array) => {
                Kind::Array(array.elements.into_iter().map(|item| self.node(item)).collect())
            }
            Value::Object(object) => {
                let members: Vec<Member> =
                    object.properties.into_iter().map(|property| self.member(property)).collect();
                note_duplicates(&members, self.text, self.duplicates);
                Kind::Object(members)
            }
        };
        Node { span, kind }
    }

    fn member(&mut self, property: ObjectProp<'_>) -> Member {
        let range = property.name.range();
        let key_span = Span::new(range.start + self.skip, range.end + self.skip);
        let key = match property.name {
            ObjectPropName::String(literal) => quoted(key_span, literal.value),
            ObjectPropName::Word(_) => Text::At(key_span),
        };
        Member { key, key_span, value: self.node(property.value) }
    }
}

/// The text between quotes as it stands, unless escapes changed it.
fn quoted(span: Span, value: Cow<'_, str>) -> Text {
    match value {
        Cow::Borrowed(text) if text.len() + 2 == (span.end - span.start) as usize => {
            Text::At(Span { start: span.start + 1, end: span.end - 1 })
        }
        text => Text::Own(text.into()),
    }
}

/// Lists keys that stand twice in one mapping.
pub(super) fn note_duplicates(members: &[Member], text: &str, duplicates: &mut Vec<Duplicate>) {
    let twice = |first: &Member, second: &Member| Duplicate {
        key: second.key.of(text).to_owned(),
        first: first.key_span,
        second: second.key_span,
    };
    if members.len() <= 8 {
        for (at, member) in members.iter().enumerate() {
            let name = member.key.of(text);
            if let Some(first) = members[..at].iter().find(|earlier| earlier.key.of(text) == name) {
                duplicates.push(twice(first, member));
            }
        }
        return;
    }
    let mut seen: HashMap<&str, &Member> = HashMap::with_capacity(members.len());
    for member in members {
        if let Some(first) = seen.get(member.key.of(text)) {
            duplicates.push(twice(first, member));
        } else {
            seen.insert(member.key.of(text), member);
        }
    }
}
