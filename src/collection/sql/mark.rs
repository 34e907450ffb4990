//! Marks that databases put on columns: SQL Server's sensitivity classifications and PostgreSQL's
//! security labels. They are carried as written.

use super::cursor::{Cursor, Name, at_commas};
use super::token::{Token, TokenKind};
use crate::collection::Aside;

/// Marks, and the columns or tables that they are on.
pub(super) struct Marks {
    /// Tables, each with the column where it is about one.
    pub(super) targets: Vec<(Name, Option<String>)>,
    /// What the marks say.
    pub(super) asides: Vec<Aside>,
}

/// Reads a statement as marks, if it is that.
pub(super) fn read(text: &str, tokens: &[Token]) -> Option<Marks> {
    let mut cursor = Cursor::new(text, tokens);
    if cursor.eat("security") {
        return cursor.eat("label").then(|| label(cursor))?;
    }
    if !(cursor.eat("add") && cursor.eat("sensitivity") && cursor.eat("classification") && cursor.eat("to")) {
        return None;
    }
    let mut targets = Vec::new();
    loop {
        let mut table = cursor.name()?;
        let column = table.parts.pop()?;
        if !table.parts.is_empty() {
            targets.push((table, Some(column)));
        }
        if !cursor.is_kind(TokenKind::Comma) {
            break;
        }
        cursor.at += 1;
    }
    cursor.eat("with");
    let group = cursor.group()?;
    let asides = at_commas(group.inner).filter_map(|part| classification(text, part)).collect();
    Some(Marks { targets, asides })
}

/// `LABEL = 'Confidential'`; the ids of labels say nothing to people.
fn classification(text: &str, part: &[Token]) -> Option<Aside> {
    let [name, equals, value] = part else { return None };
    let known = ["label", "information_type", "rank"].into_iter().find(|known| name.is(text, known))?;
    let (said, place) = match value.kind {
        TokenKind::String => (value.value(text), value.content(text)),
        TokenKind::Word => (value.of(text).to_owned(), value.span()),
        _ => return None,
    };
    let key = format!("sensitivity-classification.{}", known.replace('_', "-"));
    (equals.of(text) == "=").then(|| Aside { key, span: name.span(), values: vec![(said, place)] })
}

/// `SECURITY LABEL FOR provider ON COLUMN table.column IS 'label'`
fn label(mut cursor: Cursor<'_>) -> Option<Marks> {
    let text = cursor.text;
    let span = cursor.tokens.first()?.span();
    let mut key = "security-label".to_owned();
    if cursor.eat("for") {
        let provider = cursor.next()?;
        let name =
            if provider.kind == TokenKind::String { provider.value(text) } else { provider.name(text) };
        key = format!("{key}.{name}");
    }
    if !cursor.eat("on") {
        return None;
    }
    let on_column = cursor.eat("column");
    cursor.eat_any(&["materialized", "foreign"]);
    if !on_column && !cursor.eat_any(&["table", "view"]) {
        return None;
    }
    let mut table = cursor.name()?;
    let column = if on_column { table.parts.pop() } else { None };
    let value =
        cursor.eat("is").then(|| cursor.next()).flatten().filter(|token| token.kind == TokenKind::String)?;
    let asides = vec![Aside { key, span, values: vec![(value.value(text), value.content(text))] }];
    (!table.parts.is_empty()).then(|| Marks { targets: vec![(table, column)], asides })
}
