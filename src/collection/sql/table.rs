//! `CREATE TABLE` and `ALTER TABLE`, cut into their elements.

use super::cursor::{Cursor, Name, at_commas, span_of};
use super::elsewhere::{self, Elsewhere, Origin};
use super::token::{Token, TokenKind};
use super::words::{BEFORE, ELSEWHERE, MAKES_OTHER, METHODS, NEXT_STATEMENT, OTHER_ACTIONS};
use crate::collection::{Remark, RemarkKind};
use crate::text::Span;

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
    /// A table whose columns stand elsewhere.
    Elsewhere(Elsewhere),
    /// Something else, or a table for the time of a session.
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
    /// Where its other columns stand, if it has more.
    pub(super) beside: Option<Elsewhere>,
}

/// One change of a table.
pub(super) enum Change<'t> {
    /// A column or a constraint comes.
    Add(&'t [Token]),
    /// A column goes.
    Drop(Token),
    /// A column gets another name.
    Rename {
        /// The old one.
        from: String,
        /// The new one.
        to: String,
        /// Where the new one stands.
        span: Span,
        /// All that says so.
        tokens: &'t [Token],
    },
}

/// Says what a statement makes.
pub(super) fn made<'t>(text: &'t str, tokens: &'t [Token]) -> Made<'t> {
    let mut cursor = Cursor::new(text, tokens);
    if cursor.eat("alter") {
        cursor.eat("foreign");
        return if cursor.eat("table") {
            changes(cursor, "column")
        } else if cursor.eat("type") {
            changes_of_type(cursor)
        } else {
            Made::Nothing
        };
    }
    if cursor.is("into") {
        return elsewhere::into(cursor).map_or(Made::Nothing, Made::Elsewhere);
    }
    if !cursor.eat("create") {
        return Made::Nothing;
    }
    let mut temporary = false;
    loop {
        if cursor.eat_any(&["temp", "temporary"]) {
            temporary = true;
        } else if !cursor.eat_any(&BEFORE) {
            if !before_table(&cursor) {
                break;
            }
            cursor.at += 1;
        }
    }
    if cursor.eat("materialized") {
        return materialized(cursor);
    }
    let domain = cursor.is("domain");
    if cursor.eat_any(&["type", "domain"]) {
        let name = cursor.name().filter(|_| domain || cursor.is_any(&["as", "is", "from", "under"]));
        return name.map_or(Made::Nothing, |name| defined(name, cursor));
    }
    if !cursor.eat("table") || temporary {
        return Made::Nothing;
    }
    cursor.eat_if_exists();
    table(cursor)
}

/// Whether a word stands here that is not known and that `TABLE` follows, at most one word later.
fn before_table(cursor: &Cursor<'_>) -> bool {
    let known = ["table", "type", "domain", "view", "materialized", "any"];
    let is = |at: usize, words: &[&str]| {
        cursor.tokens.get(cursor.at + at).is_some_and(|token| token.is_any(cursor.text, words))
    };
    cursor.here().is_some_and(|token| token.kind == TokenKind::Word)
        && !cursor.is_any(&known)
        && !cursor.is_any(&MAKES_OTHER)
        && (is(1, &["table"]) || (is(2, &["table"]) && !is(1, &["on", "for", "of", "from", "to", "any"])))
}

fn materialized(mut cursor: Cursor<'_>) -> Made<'_> {
    if !cursor.eat("view") {
        return Made::Nothing;
    }
    cursor.eat_if_exists();
    let first = cursor.at;
    // Oracle's `MATERIALIZED VIEW LOG ON` keeps changes of a table for such a view.
    if cursor.name().is_none() || (cursor.tokens[first].is(cursor.text, "log") && cursor.is("on")) {
        return Made::Nothing;
    }
    Made::Elsewhere(Elsewhere::new(head(&cursor), Origin::View))
}

/// From the start of a statement to the name passed over last.
fn head(cursor: &Cursor<'_>) -> Span {
    span_of(&cursor.tokens[..cursor.at]).unwrap_or_default()
}

/// A type with fields is read like a table, any other for what it says about values.
fn defined(name: Name, cursor: Cursor<'_>) -> Made<'_> {
    let mut list = cursor;
    if list.eat("under") {
        list.name();
    } else if list.eat_any(&["as", "is"]) {
        list.eat_any(&["table", "object"]);
    }
    let Some(group) = list.group() else { return Made::Type(name, cursor) };
    let method = |element: &&[Token]| {
        let second = element.get(1).is_some_and(|token| {
            token.is_any(cursor.text, &METHODS) || token.is_any(cursor.text, &["function", "procedure"])
        });
        second && element[0].is_any(cursor.text, &METHODS)
    };
    Made::Table(Table {
        name,
        open: group.open,
        close: group.close,
        elements: at_commas(group.inner).filter(|element| !element.is_empty() && !method(element)).collect(),
        tail: list.rest(),
        beside: None,
    })
}

fn table(mut cursor: Cursor<'_>) -> Made<'_> {
    let start = &cursor.tokens[..cursor.tokens.len().min(cursor.at + 4)];
    // `GRANT CREATE VIEW, CREATE TABLE TO …`
    if cursor.is_any(&["to", "from"]) {
        return Made::Nothing;
    }
    let Some(name) = cursor.name() else {
        // `GRANT CREATE TABLE, CREATE VIEW TO …`
        let listed = cursor.here().is_none() || cursor.is_kind(TokenKind::Comma);
        return if listed { Made::Nothing } else { Made::Unread(start) };
    };
    if name.last().starts_with('#') {
        return Made::Nothing;
    }
    let head = head(&cursor);
    // `ON CLUSTER name` may stand between.
    if cursor.eat("on") {
        cursor.eat("cluster");
        cursor.at += 1;
    }
    let Some(group) = cursor.group() else {
        let elsewhere = cursor.here().is_none() || cursor.is_any(&ELSEWHERE);
        return if elsewhere {
            Made::Elsewhere(elsewhere::unlisted(head, cursor))
        } else {
            Made::Unread(start)
        };
    };
    if group.inner.first().is_some_and(|token| token.is_any(cursor.text, &["select", "with"])) {
        return Made::Elsewhere(Elsewhere::new(head, Origin::Query));
    }
    let elements: Vec<_> = at_commas(group.inner).filter(|element| !element.is_empty()).collect();
    let beside = elsewhere::beside(cursor.text, head, &elements, cursor.rest());
    Made::Table(Table { name, open: group.open, close: group.close, elements, tail: cursor.rest(), beside })
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

/// `ALTER TYPE … ADD ATTRIBUTE`; what it does to the values of a type is not looked at.
fn changes_of_type(cursor: Cursor<'_>) -> Made<'_> {
    let attributes = cursor.tokens.windows(2).any(|pair| {
        pair[0].is_any(cursor.text, &["add", "drop", "rename"]) && pair[1].is(cursor.text, "attribute")
    });
    if attributes { changes(cursor, "attribute") } else { Made::Nothing }
}

/// The changes of a table or a type, by the word for its fields.
fn changes<'t>(mut cursor: Cursor<'t>, noun: &str) -> Made<'t> {
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
        let tokens = part;
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
            part.eat(noun);
            let from = part.next().filter(|token| token.is_name() && !token.is_any(part.text, &["to", "as"]));
            if let (Some(from), true, Some(to)) = (from, part.eat("to"), part.next()) {
                found.push(Change::Rename {
                    from: from.name(part.text),
                    to: to.name(part.text),
                    span: to.span(),
                    tokens,
                });
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
            Action::Add => ended = added(part, noun, &mut found),
            Action::Drop if !dropped(part, noun, &mut found) => action = Action::Other,
            Action::Drop => {}
            Action::Other => {}
        }
    }
    Made::Changes(name, found)
}

/// What is added, in parentheses or not; true where another statement follows.
fn added<'t>(mut part: Cursor<'t>, noun: &str, found: &mut Vec<Change<'t>>) -> bool {
    if !part.eat(noun) {
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
fn dropped<'t>(mut part: Cursor<'t>, noun: &str, found: &mut Vec<Change<'t>>) -> bool {
    let column = part.eat(noun);
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
