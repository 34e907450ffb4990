//! What may follow the type of a column, passed over word by word. It matters only that nothing
//! unknown is passed over: behind an unknown word could stand another column.

use super::cursor::Cursor;
use super::token::{Token, TokenKind};
use super::words::{ALONE, WITH_ONE};
use crate::text::Span;

/// Whether an option stands here, where a type would.
pub(super) fn opens(cursor: &Cursor<'_>) -> bool {
    cursor.is_any(&[
        "not",
        "null",
        "primary",
        "unique",
        "check",
        "default",
        "constraint",
        "references",
        "collate",
        "generated",
        "comment",
    ])
}

/// Passes over options; gives the place of the first token that is none.
pub(super) fn pass(cursor: &mut Cursor<'_>) -> Option<usize> {
    while let Some(token) = cursor.here() {
        let at = cursor.at;
        let known = match token.kind {
            TokenKind::Open => cursor.group().is_some(),
            TokenKind::Word if cursor.eat_any(&ALONE) => true,
            TokenKind::Word if cursor.eat_any(&WITH_ONE) => {
                if token.is(cursor.text, "default") {
                    default(cursor)
                } else {
                    one(cursor)
                }
            }
            TokenKind::Word => several(cursor),
            _ => false,
        };
        if !known {
            return Some(at);
        }
    }
    None
}

/// Options of several words.
fn several(cursor: &mut Cursor<'_>) -> bool {
    if cursor.eat("on") {
        // ON DELETE CASCADE, ON UPDATE now(), ON NULL, ON CONFLICT, ON [PRIMARY]
        if cursor.eat_any(&["delete", "update"]) {
            return if cursor.eat("set") {
                cursor.eat_any(&["null", "default"])
            } else if cursor.eat("no") {
                cursor.eat("action")
            } else {
                one(cursor)
            };
        }
        return cursor.eat_any(&["null", "conflict"]) || one(cursor);
    }
    if cursor.eat("index") {
        if !cursor.is_any(&["unique", "clustered", "nonclustered", "hash"]) {
            let _ = cursor.name();
        }
        return true;
    }
    if cursor.eat("character") {
        return cursor.eat("set") && one(cursor);
    }
    if cursor.eat_any(&["masked", "encrypted", "encrypt"]) {
        return !cursor.eat("with") || cursor.group().is_some();
    }
    if cursor.eat("with") {
        return cursor.group().is_some()
            || cursor.eat("values")
            // START WITH 1
            || (cursor.here().is_some_and(|token| is_amount(token, cursor.text)) && one(cursor))
            || (cursor.eat("fillfactor") && equals(cursor));
    }
    if cursor.eat("increment") {
        cursor.eat("by");
        return one(cursor);
    }
    if cursor.eat("as") {
        return cursor.eat_any(&["identity", "row"]) || one(cursor);
    }
    if cursor.eat("textimage_on") {
        return one(cursor);
    }
    false
}

fn is_amount(token: Token, text: &str) -> bool {
    token.kind == TokenKind::Number || matches!(token.of(text), "-" | "+")
}

fn equals(cursor: &mut Cursor<'_>) -> bool {
    cursor.here().is_some_and(|token| token.of(cursor.text) == "=") && {
        cursor.at += 1;
        one(cursor)
    }
}

/// One operand: a literal or a name, with arguments, a cast and a subscript if it has them.
fn one(cursor: &mut Cursor<'_>) -> bool {
    if cursor.here().is_some_and(|token| matches!(token.of(cursor.text), "-" | "+" | "=")) {
        cursor.at += 1;
    }
    let Some(token) = cursor.here() else { return false };
    match token.kind {
        TokenKind::Open => {
            let _ = cursor.group();
        }
        TokenKind::String => cursor.at += 1,
        TokenKind::Number => {
            cursor.at += 1;
            if cursor.is_kind(TokenKind::Period) {
                cursor.at += 1;
                cursor.at += usize::from(cursor.is_kind(TokenKind::Number));
            }
        }
        TokenKind::Period => {
            cursor.at += 1;
            cursor.at += usize::from(cursor.is_kind(TokenKind::Number));
        }
        _ => {
            if cursor.name().is_none() {
                return false;
            }
            if cursor.is_kind(TokenKind::Open) {
                let _ = cursor.group();
            }
        }
    }
    casts(cursor)
}

/// `::character varying(20)`, as often as it stands here.
fn casts(cursor: &mut Cursor<'_>) -> bool {
    while let [first, second, ..] = cursor.rest() {
        if first.of(cursor.text) != ":" || second.of(cursor.text) != ":" {
            break;
        }
        cursor.at += 2;
        if super::data_type::read(cursor).is_none() {
            return false;
        }
    }
    true
}

/// A default: operands with operators between them.
fn default(cursor: &mut Cursor<'_>) -> bool {
    if cursor.is("not") {
        return true;
    }
    if cursor.eat_any(&["date", "timestamp", "time", "interval", "next"]) {
        if cursor.eat("value") {
            cursor.eat("for");
        }
        if !cursor.is_kind(TokenKind::String) && !cursor.here().is_some_and(Token::is_name) {
            return true;
        }
    }
    loop {
        if !one(cursor) {
            return false;
        }
        let text = cursor.text;
        let operator = |token: Token| {
            let sign = token.of(text);
            token.kind == TokenKind::Other && matches!(sign, "+" | "-" | "*" | "/" | "|" | "%" | "&")
        };
        let before = cursor.at;
        while cursor.tokens.get(cursor.at).copied().is_some_and(operator) {
            cursor.at += 1;
        }
        if cursor.at == before {
            return true;
        }
    }
}

/// The place inside the quotes of `COMMENT '…'` among the tokens after a type or a table's list.
pub(super) fn comment(text: &str, tokens: &[Token]) -> Option<Span> {
    let at = tokens.windows(2).rposition(|pair| {
        pair[0].is(text, "comment") && (pair[1].kind == TokenKind::String || pair[1].of(text) == "=")
    })?;
    let value = tokens[at + 1..].iter().find(|token| token.of(text) != "=")?;
    (value.kind == TokenKind::String).then(|| value.content(text))
}
