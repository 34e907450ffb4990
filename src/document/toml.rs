//! TOML through the spanned tables of `toml`. A key that stands twice is an error in TOML itself.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Kind, Member, Node, SyntaxError, Text};
use crate::text::Span;

pub(super) fn parse(text: &str, skip: usize) -> Result<Node, SyntaxError> {
    let table = DeTable::parse(&text[skip..]).map_err(|error| {
        let range = error.span().unwrap_or(0..0);
        SyntaxError {
            span: Span::new(range.start + skip, range.end + skip),
            message: error.message().to_owned(),
            limit: false,
        }
    })?;
    let span = Span::new(skip, text.len());
    Ok(Node { span, kind: Kind::Object(members(table.into_inner(), skip)) })
}

fn place<T>(value: &Spanned<T>, skip: usize) -> Span {
    let range = value.span();
    Span::new(range.start + skip, range.end + skip)
}

fn members(table: DeTable<'_>, skip: usize) -> Vec<Member> {
    let mut members: Vec<Member> = table
        .into_iter()
        .map(|(key, value)| Member {
            key_span: place(&key, skip),
            key: Text::Own(key.into_inner().into()),
            value: node(value, skip),
        })
        .collect();
    members.sort_by_key(|member| member.key_span.start);
    members
}

fn node(value: Spanned<DeValue<'_>>, skip: usize) -> Node {
    let span = place(&value, skip);
    let kind = match value.into_inner() {
        DeValue::String(text) => Kind::String(Text::Own(text.into())),
        DeValue::Integer(number) => Kind::Number(Text::Own(number.to_string().into())),
        DeValue::Float(number) => Kind::Number(Text::Own(number.to_string().into())),
        DeValue::Boolean(value) => Kind::Bool(value),
        DeValue::Datetime(date) => Kind::String(Text::Own(date.to_string().into())),
        DeValue::Array(items) => Kind::Array(items.into_iter().map(|item| node(item, skip)).collect()),
        DeValue::Table(table) => Kind::Object(members(table, skip)),
    };
    Node { span, kind }
}
