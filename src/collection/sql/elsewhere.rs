//! Statements that make or rename fields without listing them: what is to be said of each, since
//! a field that nobody reads must not pass for one that is in order.

use super::cursor::{Cursor, Name};
use super::shortfall;
use super::table::{Made, Queried};
use super::token::{Token, TokenKind};
use super::words::{COPIES, NEXT_STATEMENT};
use crate::collection::{Remark, RemarkKind};
use crate::text::Span;

/// Where fields come from that are not listed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A query.
    Query,
    /// A query whose rows are kept under the name of a view.
    View,
    /// Another table or a type, copied as it is.
    Copy,
    /// Parents; columns of its own are what a table adds to these.
    Parents,
    /// Nothing that this statement says.
    Unsaid,
    /// A statement that is put together when the script runs.
    Dynamic,
    /// A rename whose names are put in when the script runs.
    Rename,
}

/// Fields that are made here and listed elsewhere.
#[derive(Debug)]
pub(super) struct Elsewhere {
    /// The place that makes them.
    pub(super) span: Span,
    /// Where they come from.
    pub(super) origin: Origin,
    /// The tables that list them; where this file defines all of these, they are judged there.
    pub(super) sources: Vec<Name>,
}

impl Elsewhere {
    pub(super) fn new(span: Span, origin: Origin) -> Self {
        Self { span, origin, sources: Vec::new() }
    }

    pub(super) fn remark(&self) -> Remark {
        let message = match self.origin {
            Origin::Query => {
                "The columns of this table come from a query that does not name them all, and were not all read. Name them in the query, or check them by hand."
            }
            Origin::View => {
                "Not all columns of this view are named here, so some were not read. Name them in the query, or check them by hand."
            }
            Origin::Copy | Origin::Parents => {
                "The columns of this table come from another one that this file does not define, and were not read. Declare the table with its columns, or check the other one's by hand."
            }
            Origin::Unsaid => {
                "This table is made without a list of columns, so none were read. Declare the table with its columns, or check them by hand."
            }
            Origin::Dynamic => {
                "This string makes or changes a table when the script runs, and its columns were not read. Write the statement outside a string, or check its columns by hand."
            }
            Origin::Rename => {
                "This renames a column, but the names stand elsewhere, so the new one was not read. Write both names here, or check the new one by hand."
            }
        };
        Remark::new(RemarkKind::Unread, self.span, message)
    }
}

/// Where the columns of a table come from that has no list, from behind its name on.
pub(super) fn unlisted(span: Span, mut cursor: Cursor<'_>) -> Elsewhere {
    let rest = cursor.rest();
    cursor.eat("as");
    if cursor.eat_any(&COPIES) {
        while cursor.eat_any(&COPIES) {}
        return Elsewhere { span, origin: Origin::Copy, sources: cursor.name().into_iter().collect() };
    }
    let parents = parents(cursor.text, rest);
    if !parents.is_empty() {
        return Elsewhere { span, origin: Origin::Parents, sources: parents };
    }
    let queried = rest.iter().any(|token| token.is_any(cursor.text, &["as", "select"]));
    Elsewhere::new(span, if queried { Origin::Query } else { Origin::Unsaid })
}

/// Where a table's columns come from beside those that its list has.
pub(super) fn beside(text: &str, span: Span, elements: &[&[Token]], tail: &[Token]) -> Option<Elsewhere> {
    // PostgreSQL's list before a query names all columns; MySQL's, with types, only more of them.
    if queried(text, tail) && elements.iter().any(|element| element.len() > 1) {
        return Some(Elsewhere::new(span, Origin::Query));
    }
    let likes = elements.iter().filter(|element| element[0].is(text, "like"));
    let sources: Vec<_> = likes.filter_map(|element| Cursor::new(text, &element[1..]).name()).collect();
    if !sources.is_empty() {
        return Some(Elsewhere { span, origin: Origin::Copy, sources });
    }
    let sources = parents(text, tail);
    (!sources.is_empty()).then_some(Elsewhere { span, origin: Origin::Parents, sources })
}

/// Whether a query follows a table's list.
fn queried(text: &str, tail: &[Token]) -> bool {
    let mut depth = 0i32;
    for (at, token) in tail.iter().enumerate() {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth -= 1,
            _ if depth > 0 => {}
            _ if token.first && token.is_any(text, &NEXT_STATEMENT) => return false,
            _ if token.is(text, "select") => return true,
            _ if token.is(text, "as") => {
                // `SELECT` on a new line is cut off before this.
                return tail.get(at + 1).is_none_or(|next| {
                    next.kind == TokenKind::Open || next.is_any(text, &["select", "with", "table", "values"])
                });
            }
            _ => {}
        }
    }
    false
}

/// The tables in `INHERITS (…)`.
fn parents(text: &str, tail: &[Token]) -> Vec<Name> {
    let mut cursor = Cursor::new(text, tail);
    if !cursor.eat("inherits") {
        return Vec::new();
    }
    let Some(group) = cursor.group() else { return Vec::new() };
    super::cursor::at_commas(group.inner).filter_map(|part| Cursor::new(text, part).name()).collect()
}

/// The table that `SELECT … INTO` makes; variables, files and tables of a session are none.
pub(super) fn into(mut cursor: Cursor<'_>) -> Option<(Span, Name)> {
    let start = cursor.next()?.span();
    if cursor.is_any(&["temp", "temporary", "local", "global", "strict", "outfile", "dumpfile"]) {
        return None;
    }
    cursor.eat("unlogged");
    cursor.eat("table");
    let name = cursor.name()?;
    // Tables come one at a time, variables in lists.
    if name.last().starts_with('@') || super::table::is_passing(&name) || cursor.is_kind(TokenKind::Comma) {
        return None;
    }
    Some((start.to(name.span), name))
}

/// What a query with `INTO` fills.
pub(super) fn filled(cursor: Cursor<'_>) -> Made<'_> {
    let mut ahead = cursor;
    while let Some(token) = ahead.here() {
        if token.is(cursor.text, "into") {
            break;
        }
        if ahead.group().is_none() {
            ahead.at += 1;
        }
    }
    let Some((head, name)) = into(ahead) else { return Made::Nothing };
    Made::Query(Queried { name, view: false, head, columns: None, query: cursor })
}

/// The string of `EXEC ('…')`, `sp_executesql` or `EXECUTE IMMEDIATE` that makes a table.
pub(super) fn dynamic(text: &str, tokens: &[Token]) -> Option<Elsewhere> {
    let mut cursor = Cursor::new(text, tokens);
    if !cursor.eat_any(&["exec", "execute"]) {
        return None;
    }
    let known =
        |name: Name| ["sp_executesql", "format"].iter().any(|known| name.last().eq_ignore_ascii_case(known));
    let runs = cursor.is_kind(TokenKind::Open)
        || cursor.is_kind(TokenKind::String)
        || cursor.is("immediate")
        || cursor.name().is_some_and(known);
    let makes = |token: &&Token| {
        token.kind == TokenKind::String && shortfall::makes_a_table(&text[token.content(text).range()])
    };
    let string = tokens.iter().filter(|_| runs).find(makes)?;
    Some(Elsewhere::new(string.span(), Origin::Dynamic))
}
