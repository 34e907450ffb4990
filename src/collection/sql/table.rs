//! `CREATE TABLE` and `ALTER TABLE`, cut into their elements.

use super::cursor::{Cursor, Name, at_commas};
use super::token::{Token, TokenKind};

/// A statement by what it makes.
pub(super) enum Made<'t> {
    /// A table with its elements.
    Table(Table<'t>),
    /// Columns added to, dropped from or renamed in a table.
    Changes(Name, Vec<Change<'t>>),
    /// A type (`true` for a domain), from its name on.
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

/// Words before `TABLE` in `CREATE … TABLE`.
const BEFORE: [&str; 13] = [
    "or", "replace", "alter", "global", "local", "unlogged", "foreign", "external", "transient", "volatile",
    "multiset", "hybrid", "set",
];

/// What stands after a table's name where its columns are not written here.
const ELSEWHERE: [&str; 9] = ["as", "like", "partition", "of", "clone", "select", "using", "to", "inherits"];

/// Words with which a statement of its own starts on a new line, among the changes of a table.
const NEXT_STATEMENT: [&str; 12] =
    ["set", "exec", "execute", "if", "begin", "end", "else", "go", "drop", "while", "commit", "with"];

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
    if cursor.eat_any(&["type", "domain"]) {
        return cursor.name().map_or(Made::Nothing, |name| Made::Type(name, cursor));
    }
    if !cursor.eat("table") || temporary {
        return Made::Nothing;
    }
    cursor.eat_if_exists();
    table(cursor)
}

fn table(mut cursor: Cursor<'_>) -> Made<'_> {
    let head = &cursor.tokens[..cursor.tokens.len().min(cursor.at + 4)];
    let Some(name) = cursor.name() else { return Made::Unread(head) };
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

/// A parenthesis behind a table's list that closes nothing: the list was closed too early.
pub(super) fn closed_twice(text: &str, tail: &[Token]) -> Option<Token> {
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
        } else if part.is_any(&["alter", "modify", "enable", "disable", "set", "validate", "owner", "attach", "detach"]) {
            action = Action::Other;
        }
        match action {
            Action::Add => ended = added(part, &mut found),
            Action::Drop => dropped(part, &mut found),
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

fn dropped<'t>(mut part: Cursor<'t>, found: &mut Vec<Change<'t>>) {
    let column = part.eat("column");
    part.eat_if_exists();
    let others = ["constraint", "primary", "index", "key", "foreign", "check", "partition", "period", "default", "unique"];
    if column || !part.is_any(&others) {
        found.extend(part.next().filter(|token| token.is_name()).map(Change::Drop));
    }
}
