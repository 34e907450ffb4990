//! `CREATE TABLE` and `ALTER TABLE`, cut into their elements.

use super::cursor::{Cursor, Name, at_commas};
use super::token::{Token, TokenKind};
use super::words::{BEFORE, ELSEWHERE, NEXT_STATEMENT, OTHER_ACTIONS};
use crate::collection::{Remark, RemarkKind};

/// A statement by what it makes.
pub(super) enum Made<'t> {
    /// A table with its elements.
    Table(Table<'t>),
    /// Columns added to, dropped from or renamed in a table.
    Changes(Name, Vec<Change<'t>>),
    /// A type or a domain, from behind its name on.
    Type(Name, Cursor<'t>),
    /// A table that cannot be read, by its first tokens.
    Unread(&'t [Token]),
    /// Something else, or a table for the time of a session, or one whose columns stand elsewhere.
    Nothing,
}

/// A table as it is written.
pub(super) struct Table<'t> {
    /// Its name.
    pub(super) name: Name,
    /// The parenthesis that opens its list.
    pub(super) open: Token,
    /// The one that closes it; none where it stays open.
    pub(super) close: Option<Token>,
    /// What the list holds, cut at its commas.
    pub(super) elements: Vec<&'t [Token]>,
    /// What stands behind the list.
    pub(super) tail: &'t [Token],
}

/// One change of a table.
pub(super) enum Change<'t> {
    /// A column or a constraint comes.
    Add(&'t [Token]),
    /// A column goes.
    Drop(Token),
    /// A column gets another name.
    Rename(Token, Token),
}

/// Says what a statement makes.
pub(super) fn made<'t>(text: &'t str, tokens: &'t [Token]) -> Made<'t> {
    let mut cursor = Cursor::new(text, tokens);
    if cursor.eat("alter") {
        cursor.eat("foreign");
        return if cursor.eat("table") { changes(cursor) } else { Made::Nothing };
    }
    if !cursor.eat("create") {
        return Made::Nothing;
    }
    let mut temporary = false;
    loop {
        if cursor.eat_any(&["temp", "temporary"]) {
            temporary = true;
        } else if !cursor.eat_any(&BEFORE) {
            break;
        }
    }
    let domain = cursor.is("domain");
    if cursor.eat_any(&["type", "domain"]) {
        let name = cursor.name().filter(|_| domain || cursor.is_any(&["as", "from"]));
        return name.map_or(Made::Nothing, |name| Made::Type(name, cursor));
    }
    if !cursor.eat("table") || temporary {
        return Made::Nothing;
    }
    cursor.eat_if_exists();
    table(cursor)
}

fn table(mut cursor: Cursor<'_>) -> Made<'_> {
    let head = &cursor.tokens[..cursor.tokens.len().min(cursor.at + 4)];
    let Some(name) = cursor.name() else {
        // `GRANT CREATE TABLE, CREATE VIEW TO …`
        let listed = cursor.here().is_none() || cursor.is_kind(TokenKind::Comma);
        return if listed { Made::Nothing } else { Made::Unread(head) };
    };
    if name.last().starts_with('#') {
        return Made::Nothing;
    }
    // `ON CLUSTER name` may stand between.
    if cursor.eat("on") {
        cursor.eat("cluster");
        cursor.at += 1;
    }
    let Some(group) = cursor.group() else {
        let elsewhere = cursor.here().is_none() || cursor.is_any(&ELSEWHERE);
        return if elsewhere { Made::Nothing } else { Made::Unread(head) };
    };
    Made::Table(Table {
        name,
        open: group.open,
        close: group.close,
        elements: at_commas(group.inner).filter(|element| !element.is_empty()).collect(),
        tail: cursor.rest(),
    })
}

/// What is wrong with a list that is closed too late or too early.
pub(super) fn shape(text: &str, table: &Table<'_>) -> Option<Remark> {
    let (token, message) = if table.close.is_none() {
        (
            table.open,
            "This parenthesis is not closed. The columns up to the end of the statement were read; close it to be sure that these are all.",
        )
    } else {
        (
            closed_twice(text, table.tail)?,
            "This parenthesis closes nothing: the list of columns ended before. What stands between was not checked.",
        )
    };
    Some(Remark::new(RemarkKind::Unread, token.span(), message))
}

/// A parenthesis behind a table's list that closes nothing: the list was closed too early.
fn closed_twice(text: &str, tail: &[Token]) -> Option<Token> {
    let mut depth = 0i32;
    for token in tail {
        if token.first && token.is_any(text, &NEXT_STATEMENT) {
            return None;
        }
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if depth == 0 => return Some(*token),
            TokenKind::Close => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What an action of `ALTER TABLE` does, until the next one says otherwise.
#[derive(Clone, Copy, PartialEq)]
enum Action {
    Add,
    Drop,
    Other,
}

fn changes(mut cursor: Cursor<'_>) -> Made<'_> {
    cursor.eat_if_exists();
    cursor.eat("only");
    let Some(name) = cursor.name() else { return Made::Nothing };
    if name.last().starts_with('#') {
        return Made::Nothing;
    }
    let (mut found, mut action, mut ended) = (Vec::new(), Action::Other, false);
    for part in at_commas(cursor.rest()) {
        if ended {
            break;
        }
        let mut part = Cursor::new(cursor.text, part);
        if part.eat("with") {
            part.eat_any(&["check", "nocheck"]);
        }
        if part.eat("add") {
            action = Action::Add;
        } else if part.eat("drop") {
            action = Action::Drop;
        } else if part.eat("rename") {
            action = Action::Other;
            part.eat("column");
            let from = part.next().filter(|token| token.is_name() && !token.is_any(part.text, &["to", "as"]));
            if let (Some(from), true, Some(to)) = (from, part.eat("to"), part.next()) {
                found.push(Change::Rename(from, to));
            }
        } else if part.eat("change") {
            // MySQL: the old name, then the whole definition with the new one.
            action = Action::Other;
            part.eat("column");
            found.extend(part.next().filter(|token| token.is_name()).map(Change::Drop));
            found.extend((!part.rest().is_empty()).then(|| Change::Add(part.rest())));
        } else if part.is_any(&OTHER_ACTIONS)
            || part.rest().get(1).is_some_and(|token| token.of(part.text) == "=")
        {
            // MySQL puts options among the actions: `ALGORITHM=INPLACE`.
            action = Action::Other;
        }
        match action {
            Action::Add => ended = added(part, &mut found),
            Action::Drop if !dropped(part, &mut found) => action = Action::Other,
            Action::Drop => {}
            Action::Other => {}
        }
    }
    Made::Changes(name, found)
}

/// What is added, in parentheses or not; true where another statement follows.
fn added<'t>(mut part: Cursor<'t>, found: &mut Vec<Change<'t>>) -> bool {
    if !part.eat("column") {
        part.eat("columns");
    }
    part.eat_if_exists();
    if part.is_kind(TokenKind::Open) {
        if let Some(group) = part.group() {
            found.extend(at_commas(group.inner).filter(|element| !element.is_empty()).map(Change::Add));
        }
        return false;
    }
    let rest = part.rest();
    let end = rest
        .iter()
        .skip(1)
        .position(|token| token.first && token.is_any(part.text, &NEXT_STATEMENT))
        .map_or(rest.len(), |at| at + 1);
    if end > 0 {
        found.push(Change::Add(&rest[..end]));
    }
    end < rest.len()
}

/// What is dropped; false where it is no column, and then neither is what follows a comma.
fn dropped<'t>(mut part: Cursor<'t>, found: &mut Vec<Change<'t>>) -> bool {
    let column = part.eat("column");
    part.eat_if_exists();
    let others = [
        "constraint",
        "primary",
        "index",
        "key",
        "foreign",
        "check",
        "partition",
        "period",
        "default",
        "unique",
    ];
    if !column && part.is_any(&others) {
        return false;
    }
    found.extend(part.next().filter(|token| token.is_name()).map(Change::Drop));
    true
}
