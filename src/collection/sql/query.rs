//! What a query gives: the names of its columns, and the columns of tables that each is made of.
//! Only the list behind `SELECT` and the tables behind `FROM` are looked at, by their tokens, so
//! that no function or operator of any database stands in the way.

use std::rc::Rc;

use super::cursor::{Cursor, Name, at_commas};
use super::dialect::Family;
use super::output::{self, Output, Rows};
use super::token::{Token, TokenKind};

/// Queries in queries beyond this depth are not followed.
const DEEPEST: usize = 40;

/// A query with more columns than this is not followed.
const MOST_COLUMNS: usize = 2_000;

/// Of the tables of a query only so many are looked into.
const MOST_TABLES: usize = 64;

/// Where columns may come from: a table, or a query with a name.
#[derive(Debug, Clone)]
pub(super) enum Relation {
    /// A table or a view.
    Table(Name),
    /// A query; none where its columns are not known.
    Query(Option<Rc<Rows>>),
}

/// What a query looks at, each with the name it goes by.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub(super) relations: Vec<(String, Relation)>,
}

impl Scope {
    /// The relations that a qualifier may mean; all of them without one.
    pub(super) fn of<'s>(&'s self, qualifier: Option<&str>) -> impl Iterator<Item = &'s Relation> {
        let qualifier = qualifier.map(str::to_lowercase);
        let meant = move |name: &str| qualifier.as_deref().is_none_or(|qualifier| qualifier == name);
        self.relations.iter().filter(move |(name, _)| meant(name)).map(|(_, relation)| relation)
    }
}

/// Reads the query that starts here; none where none does or it is beyond what is followed.
pub(super) fn read(cursor: Cursor<'_>, family: Family) -> Option<Vec<Output>> {
    Reader { family, named: Vec::new() }.query(cursor, 0)
}

/// What ends the list of a query or of its tables.
const ENDS: [&str; 20] = [
    "from",
    "into",
    "where",
    "union",
    "except",
    "intersect",
    "minus",
    "having",
    "group",
    "order",
    "limit",
    "window",
    "fetch",
    "offset",
    "qualify",
    "option",
    "connect",
    "start",
    "for",
    "with",
];

/// What stands between tables, or behind one, and is no name for it.
const NO_ALIAS: [&str; 31] = [
    "on",
    "join",
    "inner",
    "left",
    "right",
    "full",
    "cross",
    "natural",
    "using",
    "straight_join",
    "set",
    "tablesample",
    "pivot",
    "unpivot",
    "use",
    "force",
    "ignore",
    "partition",
    "lateral",
    "outer",
    "asof",
    "anti",
    "semi",
    "final",
    "sample",
    "as",
    "only",
    "apply",
    "and",
    "or",
    "go",
];

struct Reader {
    family: Family,
    /// Queries with names, the nearest last.
    named: Vec<(String, Option<Rc<Rows>>)>,
}

impl Reader {
    fn query(&mut self, mut cursor: Cursor<'_>, depth: usize) -> Option<Vec<Output>> {
        if depth > DEEPEST {
            return None;
        }
        let known = self.named.len();
        if cursor.eat("with") {
            self.with(&mut cursor, depth);
        }
        let outputs = if cursor.is_kind(TokenKind::Open) {
            cursor.group().and_then(|group| self.query(Cursor::new(cursor.text, group.inner), depth + 1))
        } else if cursor.eat_any(&["select", "sel"]) {
            self.select(cursor, depth)
        } else {
            None
        };
        self.named.truncate(known);
        outputs
    }

    /// `WITH name (columns) AS (query), …`
    fn with(&mut self, cursor: &mut Cursor<'_>, depth: usize) {
        cursor.eat("recursive");
        loop {
            let Some(name) = cursor.name() else { return };
            let columns = cursor.group();
            cursor.eat("as");
            cursor.eat("not");
            cursor.eat("materialized");
            let Some(group) = cursor.group() else { return };
            let mut outputs = self.query(Cursor::new(cursor.text, group.inner), depth + 1);
            if let Some(columns) = columns {
                outputs = output::renamed(cursor.text, outputs, columns.inner);
            }
            if self.named.len() < MOST_TABLES {
                self.named.push((name.last().to_lowercase(), outputs.map(Rows::new)));
            }
            if !cursor.is_kind(TokenKind::Comma) {
                return;
            }
            cursor.at += 1;
        }
    }

    fn select(&mut self, mut cursor: Cursor<'_>, depth: usize) -> Option<Vec<Output>> {
        while cursor.eat_any(&["all", "distinct", "distinctrow", "straight_join", "sql_no_cache", "on"]) {
            // PostgreSQL: DISTINCT ON (…)
            if cursor.tokens[cursor.at - 1].is(cursor.text, "on") {
                cursor.group();
            }
        }
        if cursor.eat("top") {
            if cursor.group().is_none() {
                cursor.at += 1;
            }
            cursor.eat("percent");
            if cursor.is("with")
                && cursor.tokens.get(cursor.at + 1).is_some_and(|next| next.is(cursor.text, "ties"))
            {
                cursor.at += 2;
            }
        }
        let list = until_end(&mut cursor);
        if cursor.eat("into") {
            cursor.eat_any(&["unlogged", "table"]);
            let _ = cursor.name();
        }
        let mut scope = Scope::default();
        if cursor.eat("from") {
            self.tables(until_end(&mut cursor), cursor.text, depth, &mut scope);
        }
        let mut outputs = Vec::new();
        for item in at_commas(list).filter(|item| !item.is_empty()) {
            output::read(cursor.text, item, &scope, self.family, &mut outputs);
            if outputs.len() > MOST_COLUMNS {
                return None;
            }
        }
        (!outputs.is_empty()).then_some(outputs)
    }

    /// The tables behind `FROM`.
    fn tables(&mut self, tokens: &[Token], text: &str, depth: usize, scope: &mut Scope) {
        let mut cursor = Cursor::new(text, tokens);
        let mut expected = true;
        while let Some(token) = cursor.here() {
            if !expected {
                expected =
                    token.kind == TokenKind::Comma || token.is_any(text, &["join", "apply", "straight_join"]);
                if token.kind != TokenKind::Open || cursor.group().is_none() {
                    cursor.at += 1;
                }
                continue;
            }
            if cursor.eat_any(&["lateral", "only", "table"]) {
                continue;
            }
            expected = false;
            if let Some(group) = cursor.group() {
                let inner = Cursor::new(text, group.inner);
                let queries = inner.is_any(&["select", "with", "values"])
                    || (inner.is_kind(TokenKind::Open) && depth < DEEPEST && starts_query(inner));
                if !queries {
                    if depth < DEEPEST {
                        self.tables(group.inner, text, depth + 1, scope);
                    }
                    continue;
                }
                let outputs = self.query(inner, depth + 1).map(Rows::new);
                self.alias(&mut cursor, Relation::Query(outputs), None, scope);
                continue;
            }
            let Some(name) = cursor.name() else {
                cursor.at += 1;
                continue;
            };
            // A function that gives rows.
            let function = cursor.is_kind(TokenKind::Open)
                && !cursor
                    .tokens
                    .get(cursor.at + 1)
                    .is_some_and(|token| token.is_any(text, &["nolock", "index"]));
            if function {
                cursor.group();
            }
            let own = name.last().to_lowercase();
            let known = (name.parts.len() == 1)
                .then(|| self.named.iter().rev().find(|(known, _)| *known == own))
                .flatten();
            let relation = match known {
                Some((_, outputs)) => Relation::Query(outputs.clone()),
                None if function => Relation::Query(None),
                None => Relation::Table(name),
            };
            self.alias(&mut cursor, relation, Some(own), scope);
        }
    }

    fn alias(&self, cursor: &mut Cursor<'_>, relation: Relation, own: Option<String>, scope: &mut Scope) {
        let said = cursor.eat("as");
        let alias = cursor.here().filter(|token| {
            token.is_name()
                && (said || !token.is_any(cursor.text, &NO_ALIAS) && !token.is_any(cursor.text, &ENDS))
        });
        let mut relation = relation;
        if alias.is_some() {
            cursor.at += 1;
            if let (Relation::Query(rows), Some(columns)) = (&mut relation, cursor.group()) {
                let outputs = rows.as_ref().map(|rows| rows.outputs.clone());
                *rows = output::renamed(cursor.text, outputs, columns.inner).map(Rows::new);
            }
        }
        let name = alias.map(|token| token.name(cursor.text).to_lowercase()).or(own).unwrap_or_default();
        if scope.relations.len() < MOST_TABLES {
            scope.relations.push((name, relation));
        }
    }
}

/// Whether parentheses lead to a query.
fn starts_query(mut cursor: Cursor<'_>) -> bool {
    while cursor.is_kind(TokenKind::Open) {
        cursor.at += 1;
    }
    cursor.is_any(&["select", "with", "values"])
}

/// The tokens from here to the word that ends a list, passed over.
fn until_end<'t>(cursor: &mut Cursor<'t>) -> &'t [Token] {
    let (text, start) = (cursor.text, cursor.at);
    let mut depth = 0usize;
    while let Some(token) = cursor.here() {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            TokenKind::Word if depth == 0 && token.is_any(text, &ENDS) && ends(cursor) => break,
            _ => {}
        }
        cursor.at += 1;
    }
    &cursor.tokens[start..cursor.at]
}

/// Whether this word ends a list, and is no part of it: `c.order`, `WITHIN GROUP (…)`, `WITH (NOLOCK)`.
fn ends(cursor: &Cursor<'_>) -> bool {
    let text = cursor.text;
    let next =
        |words: &[&str]| cursor.tokens.get(cursor.at + 1).is_some_and(|token| token.is_any(text, words));
    let before = cursor.at.checked_sub(1).map(|at| cursor.tokens[at]);
    if before.is_some_and(|token| {
        token.kind == TokenKind::Period || token.is_any(text, &["as", "within", "distinct"])
    }) {
        return before.is_some_and(|token| token.is(text, "distinct")) && cursor.is("from");
    }
    // `SELECT * EXCEPT (a)`
    if cursor.is("except") && before.is_some_and(|token| token.of(text) == "*") {
        return false;
    }
    if cursor.is_any(&["group", "order"]) {
        return next(&["by"]);
    }
    if cursor.is("connect") {
        return next(&["by"]);
    }
    if cursor.is("start") {
        return next(&["with"]);
    }
    if cursor.is("for") {
        return next(&[
            "xml",
            "json",
            "update",
            "system_time",
            "browse",
            "share",
            "no",
            "key",
            "read",
            "fetch",
        ]);
    }
    if cursor.is("with") {
        return next(&["no", "check", "local", "cascaded", "data", "read", "ur", "cs"]);
    }
    if cursor.is_any(&["limit", "offset", "fetch", "window", "option", "qualify"]) {
        return cursor.tokens.get(cursor.at + 1).is_some_and(|token| {
            matches!(token.kind, TokenKind::Number | TokenKind::Word | TokenKind::Open | TokenKind::Quoted)
        });
    }
    true
}
