//! Descriptions in statements of their own: `COMMENT ON` and SQL Server's extended properties.

use super::cursor::{Cursor, Name, at_commas};
use super::token::{Token, TokenKind};

/// A text about a table or a column.
pub(super) struct Note {
    /// The table.
    pub(super) table: Name,
    /// The column, where it is about one.
    pub(super) column: Option<String>,
    /// The text, a string.
    pub(super) text: Token,
    /// Whether the text is a declaration as a whole.
    pub(super) declares: bool,
}

/// Reads a statement as a note, if it is one.
pub(super) fn read(text: &str, tokens: &[Token]) -> Option<Note> {
    let mut cursor = Cursor::new(text, tokens);
    if cursor.eat("comment") {
        return comment_on(cursor);
    }
    cursor.eat_any(&["exec", "execute"]);
    let procedure = cursor.name()?;
    let known = ["sp_addextendedproperty", "sp_updateextendedproperty"];
    known.iter().any(|name| procedure.last().eq_ignore_ascii_case(name)).then(|| property(cursor))?
}

fn comment_on(mut cursor: Cursor<'_>) -> Option<Note> {
    cursor.eat("on");
    cursor.eat("foreign");
    let on_column = cursor.eat("column");
    cursor.eat("materialized");
    if !on_column && !cursor.eat_any(&["table", "view"]) {
        return None;
    }
    let mut table = cursor.name()?;
    let column = if on_column { table.parts.pop() } else { None };
    if table.parts.is_empty() || !cursor.eat("is") {
        return None;
    }
    let text = cursor.next().filter(|token| token.kind == TokenKind::String)?;
    Some(Note { table, column, text, declares: false })
}

/// The parameters of the procedure, in their order.
const PARAMETERS: [&str; 8] = [
    "@name",
    "@value",
    "@level0type",
    "@level0name",
    "@level1type",
    "@level1name",
    "@level2type",
    "@level2name",
];

/// The arguments of a procedure, by name or by position, in the order of its parameters.
pub(super) fn arguments<const N: usize>(cursor: Cursor<'_>, parameters: &[&str; N]) -> [Option<Token>; N] {
    let text = cursor.text;
    let mut values = [None; N];
    for (position, argument) in at_commas(cursor.rest()).take(N).enumerate() {
        let named = argument.get(1).is_some_and(|token| token.of(text) == "=");
        let (place, value) = if named {
            let name = argument[0].of(text);
            (parameters.iter().position(|parameter| name.eq_ignore_ascii_case(parameter)), argument.get(2))
        } else {
            (Some(position), argument.first())
        };
        if let (Some(place), Some(value)) = (place, value) {
            values[place] = Some(*value);
        }
    }
    values
}

fn property(cursor: Cursor<'_>) -> Option<Note> {
    let text = cursor.text;
    let values = arguments(cursor, &PARAMETERS);
    let value = |at: usize| {
        let token = values[at]?;
        match token.kind {
            TokenKind::String => Some(token.value(text)),
            TokenKind::Word
                if token.is_any(text, &["null", "default"]) || token.of(text).starts_with('@') =>
            {
                None
            }
            TokenKind::Word | TokenKind::Quoted => Some(token.name(text)),
            _ => None,
        }
    };
    let declares = match value(0)?.to_ascii_lowercase().as_str() {
        "ms_description" | "description" => false,
        "gdpr" | "@gdpr" => true,
        _ => return None,
    };
    let content = values[1].filter(|token| token.kind == TokenKind::String)?;
    if !["table", "view"].iter().any(|kind| value(4).is_some_and(|said| said.eq_ignore_ascii_case(kind))) {
        return None;
    }
    let parts = value(3).into_iter().chain(value(5)).collect::<Vec<_>>();
    let column = match value(6) {
        Some(kind) if kind.eq_ignore_ascii_case("column") => Some(value(7)?),
        Some(_) => return None,
        None => None,
    };
    value(5)?;
    Some(Note { table: Name { parts, span: content.span() }, column, text: content, declares })
}
