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
    /// A view, or a table that a query fills.
    Query(Queried<'t>),
    /// Tables that get other names, in their order.
    Renamed(Vec<(Name, Name)>),
    /// Tables that go.
    Dropped(Vec<Name>),
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

/// What a query makes.
pub(super) struct Queried<'t> {
    /// Its name.
    pub(super) name: Name,
    /// Whether it is a view; else it is a table.
    pub(super) view: bool,
    /// From the start of the statement to the name.
    pub(super) head: Span,
    /// The names that its columns get, where they are listed before the query.
    pub(super) columns: Option<&'t [Token]>,
    /// The query.
    pub(super) query: Cursor<'t>,
}

/// One change of a table.
pub(super) enum Change<'t> {
    /// A column or a constraint comes.
    Add(&'t [Token]),
    /// A column goes.
    Drop(Token),
    /// A column is defined anew; its definition starts with its name.
    Define {
        /// What it was called before.
        from: Token,
        /// Its definition.
        tokens: &'t [Token],
    },
    /// A column gets another type, by its name and the type.
    Retype(Token, &'t [Token]),
    /// A table becomes a part of this one, with the same columns.
    Attach(Name),
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
    if cursor.eat("drop") {
        return dropped_tables(cursor);
    }
    if cursor.eat("rename") {
        return renamed_tables(cursor);
    }
    if cursor.is("select") {
        return super::elsewhere::filled(cursor);
    }
    if cursor.eat("alter") {
        if cursor.is_any(&["view", "materialized"]) {
            return view(cursor);
        }
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
        let made = elsewhere::into(cursor).map(|(span, _)| Elsewhere::new(span, Origin::Query));
        return made.map_or(Made::Nothing, Made::Elsewhere);
    }
    if !cursor.eat("create") {
        return Made::Nothing;
    }
    // Oracle keeps a global temporary table, and only its rows go.
    let kept = cursor.is("global");
    let mut temporary = false;
    loop {
        if cursor.eat_any(&["temp", "temporary"]) {
            temporary = !kept;
        } else if !cursor.eat_any(&BEFORE) {
            if !before_table(&cursor) {
                break;
            }
            cursor.at += 1;
        }
    }
    if let Some(at) = before_view(&cursor) {
        cursor.at = at;
        return if temporary { Made::Nothing } else { view(cursor) };
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

/// The place of `VIEW`, where only words about the view stand before it.
fn before_view(cursor: &Cursor<'_>) -> Option<usize> {
    let words = ["materialized", "recursive", "secure", "force", "noforce", "editionable", "noneditionable"];
    let mut ahead = *cursor;
    while ahead.eat_any(&words) {}
    if ahead.is_any(&["algorithm", "definer", "sql"]) {
        let rest = ahead.rest();
        let at = rest.iter().take(16).position(|token| token.is(cursor.text, "view"))?;
        return Some(ahead.at + at);
    }
    ahead.is("view").then_some(ahead.at)
}

fn view(mut cursor: Cursor<'_>) -> Made<'_> {
    cursor.eat("materialized");
    if !cursor.eat("view") {
        return Made::Nothing;
    }
    cursor.eat_if_exists();
    let first = cursor.at;
    // Oracle's `MATERIALIZED VIEW LOG ON` keeps changes of a table for such a view.
    let Some(name) = cursor.table_name() else { return Made::Nothing };
    if cursor.tokens[first].is(cursor.text, "log") && cursor.is("on") {
        return Made::Nothing;
    }
    let head = head(&cursor);
    let columns = cursor.group().map(|group| group.inner);
    // Options may stand before the query: `WITH SCHEMABINDING`, `WITH (security_barrier)`.
    let Some(at) = query_at(&cursor) else {
        let made = cursor.tokens[..first].iter().any(|token| token.is(cursor.text, "create"));
        return if made { Made::Elsewhere(Elsewhere::new(head, Origin::View)) } else { Made::Nothing };
    };
    cursor.at = at;
    Made::Query(Queried { name, view: true, head, columns, query: cursor })
}

/// Where the query behind `AS` starts, outside parentheses.
pub(super) fn query_at(cursor: &Cursor<'_>) -> Option<usize> {
    let mut ahead = *cursor;
    while let Some(token) = ahead.here() {
        if token.is(cursor.text, "as") {
            let mut query = ahead;
            query.at += 1;
            while query.is_kind(TokenKind::Open) {
                query.at += 1;
            }
            return query.is_any(&["select", "with", "sel"]).then_some(ahead.at + 1);
        }
        if ahead.group().is_none() {
            ahead.at += 1;
        }
    }
    None
}

/// `DROP TABLE IF EXISTS a, b CASCADE`
fn dropped_tables(mut cursor: Cursor<'_>) -> Made<'_> {
    cursor.eat("materialized");
    if !cursor.eat_any(&["table", "view"]) {
        return Made::Nothing;
    }
    cursor.eat_if_exists();
    Made::Dropped(
        at_commas(cursor.rest()).filter_map(|part| Cursor::new(cursor.text, part).table_name()).collect(),
    )
}

/// `RENAME TABLE a TO b, c TO d`, and Oracle's `RENAME a TO b`.
fn renamed_tables(mut cursor: Cursor<'_>) -> Made<'_> {
    cursor.eat_any(&["table", "tables"]);
    cursor.eat_if_exists();
    let pair = |part| {
        let mut part = Cursor::new(cursor.text, part);
        let from = part.name()?;
        part.eat("to").then(|| part.name()).flatten().map(|to| (from, to))
    };
    Made::Renamed(at_commas(cursor.rest()).filter_map(pair).collect())
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
    let Some(name) = cursor.table_name() else {
        // `GRANT CREATE TABLE, CREATE VIEW TO …`
        let listed = cursor.here().is_none() || cursor.is_kind(TokenKind::Comma);
        return if listed { Made::Nothing } else { Made::Unread(start) };
    };
    if is_passing(&name) {
        return Made::Nothing;
    }
    let head = head(&cursor);
    let is_virtual = cursor.tokens[..cursor.at].iter().any(|token| token.is(cursor.text, "virtual"));
    if is_virtual && cursor.eat("using") && cursor.name().is_some() && cursor.is_kind(TokenKind::Open) {
        return indexed(name, cursor);
    }
    // `ON CLUSTER name` may stand between.
    if cursor.eat("on") {
        cursor.eat("cluster");
        cursor.at += 1;
    }
    let Some(group) = cursor.group() else {
        let elsewhere = cursor.here().is_none() || cursor.is_any(&ELSEWHERE);
        if elsewhere
            && let Some(query) = query_at(&cursor).or_else(|| cursor.is("select").then_some(cursor.at))
        {
            cursor.at = query;
            return Made::Query(Queried { name, view: false, head, columns: None, query: cursor });
        }
        return if elsewhere {
            Made::Elsewhere(elsewhere::unlisted(head, cursor))
        } else {
            Made::Unread(start)
        };
    };
    if group.inner.first().is_some_and(|token| token.is_any(cursor.text, &["select", "with"])) {
        let query = Cursor::new(cursor.text, group.inner);
        return Made::Query(Queried { name, view: false, head, columns: None, query });
    }
    let elements: Vec<_> = at_commas(group.inner).filter(|element| !element.is_empty()).collect();
    // PostgreSQL's list before a query has only names.
    let bare = elements.iter().all(|element| element.len() == 1 && element[0].is_name());
    if bare && let Some(at) = query_at(&cursor) {
        cursor.at = at;
        return Made::Query(Queried { name, view: false, head, columns: Some(group.inner), query: cursor });
    }
    let beside = elsewhere::beside(cursor.text, head, &elements, cursor.rest());
    Made::Table(Table { name, open: group.open, close: group.close, elements, tail: cursor.rest(), beside })
}

/// Whether a table is only for the time of a session; `#__` is put in for a prefix.
pub(super) fn is_passing(name: &Name) -> bool {
    name.last().starts_with('#') && !name.last().starts_with("#__")
}

/// SQLite's `CREATE VIRTUAL TABLE name USING module(…)`: names of columns among settings.
fn indexed(name: Name, mut cursor: Cursor<'_>) -> Made<'_> {
    let Some(group) = cursor.group() else { return Made::Nothing };
    let setting = |element: &&[Token]| element.get(1).is_some_and(|token| token.of(cursor.text) == "=");
    let elements = at_commas(group.inner).filter(|element| !element.is_empty() && !setting(element));
    // A search index has words about its columns where a type would stand.
    let elements = elements.map(|element| {
        let bare = element.get(1).is_none_or(|token| token.is(cursor.text, "unindexed"));
        if bare { &element[..1] } else { element }
    });
    Made::Table(Table {
        name,
        open: group.open,
        close: group.close,
        elements: elements.collect(),
        tail: cursor.rest(),
        beside: None,
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
    let Some(name) = cursor.table_name() else { return Made::Nothing };
    if is_passing(&name) {
        return Made::Nothing;
    }
    if noun == "column" && cursor.eat("rename") {
        // `RENAME TO b`, where a column may follow in other databases.
        let to = (cursor.eat_any(&["to", "as"]) && cursor.here().is_some()).then(|| cursor.name()).flatten();
        if let Some(to) = to {
            return Made::Renamed(vec![(name, to)]);
        }
        cursor.at -= 1;
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
            part.eat_if_exists();
            let from = part.next().filter(|token| token.is_name());
            found.extend(
                from.filter(|_| !part.rest().is_empty())
                    .map(|from| Change::Define { from, tokens: part.rest() }),
            );
        } else if part.eat("modify") {
            action = Action::Other;
            defined_anew(part, noun, &mut found);
        } else if noun == "column" && part.is("alter") {
            part.at += 1;
            action = Action::Other;
            retyped(part, &mut found);
        } else if part.eat("attach") {
            action = Action::Other;
            found.extend(part.eat("partition").then(|| part.name()).flatten().map(Change::Attach));
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

/// What `MODIFY` defines anew: one column, or Oracle's list in parentheses.
fn defined_anew<'t>(mut part: Cursor<'t>, noun: &str, found: &mut Vec<Change<'t>>) {
    let others = [
        "constraint",
        "partition",
        "subpartition",
        "lob",
        "default",
        "primary",
        "unique",
        "nested",
        "opaque",
        "check",
    ];
    if !part.eat(noun) && part.is_any(&others) {
        return;
    }
    part.eat_if_exists();
    let text = part.text;
    let list: Vec<&[Token]> = match part.group() {
        Some(group) => at_commas(group.inner).collect(),
        None => vec![part.rest()],
    };
    for element in list {
        let mut rest = Cursor::new(text, element);
        let Some(from) = rest.next().filter(|token| token.is_name()) else { continue };
        if rest.here().is_some_and(Token::is_name) && !super::options::opens(&rest) && !rest.is("invisible") {
            found.push(Change::Define { from, tokens: element });
        }
    }
}

/// What `ALTER COLUMN` does to the type of a column, if anything.
fn retyped<'t>(mut part: Cursor<'t>, found: &mut Vec<Change<'t>>) {
    let named = part.eat("column");
    part.eat_if_exists();
    let Some(column) = part.next().filter(|token| token.is_name()) else { return };
    let typed = part.eat("type") || {
        let mut ahead = part;
        let data = ahead.eat("set") && ahead.eat("data") && ahead.eat("type");
        if data {
            part = ahead;
        }
        data
    };
    let others =
        ["set", "drop", "add", "reset", "restart", "remove", "rename", "comment", "options", "not", "null"];
    if typed || (named && part.here().is_some_and(Token::is_name) && !part.is_any(&others)) {
        let rest = part.rest();
        let end =
            rest.iter().skip(1).position(|token| token.first && token.is_any(part.text, &NEXT_STATEMENT));
        found.push(Change::Retype(column, &rest[..end.map_or(rest.len(), |at| at + 1)]));
    }
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
