//! One column that a query gives: how it is called, and what it is made of.

use std::collections::HashMap;
use std::rc::Rc;

use super::cursor::{Cursor, Name, at_commas};
use super::data_type;
use super::dialect::Family;
use super::query::{Relation, Scope};
use super::token::{Token, TokenKind};
use crate::text::Span;

/// A column of a query.
#[derive(Debug, Clone)]
pub(super) struct Output {
    /// What it is called.
    pub(super) called: Called,
    /// Where it gets its name.
    pub(super) span: Span,
    /// The item of the query's list that it is.
    pub(super) item: Span,
    /// The columns that it is made of.
    pub(super) made_of: Vec<Made>,
    /// Whether it is one of these as it stands.
    pub(super) plain: bool,
    /// Whether it holds what one of these holds, in another form: `lower(surname)`.
    pub(super) carries: bool,
}

impl Output {
    /// Columns of which nothing is known, at a place.
    fn unknown(span: Span) -> Self {
        Self { called: Called::Nothing, span, item: span, made_of: Vec::new(), plain: false, carries: false }
    }
}

/// What a column of a query is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Called {
    /// By a name.
    Name(String),
    /// As all columns of the tables that it is made of, but for some.
    All(Vec<String>),
    /// By nothing that is known.
    Nothing,
}

/// A column of one of some tables; all of them where no column is named.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) tables: Vec<Name>,
    pub(super) column: Option<String>,
    /// Whether it is surely a column, and no other word.
    pub(super) sure: bool,
}

/// The columns of a query, found by name.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) outputs: Vec<Output>,
    names: HashMap<String, usize>,
    /// The tables of which it has all columns.
    whole: Vec<Name>,
}

impl Rows {
    pub(super) fn new(outputs: Vec<Output>) -> Rc<Self> {
        let (mut names, mut whole) = (HashMap::new(), Vec::new());
        for (at, output) in outputs.iter().enumerate() {
            match &output.called {
                Called::Name(name) => {
                    names.entry(name.to_lowercase()).or_insert(at);
                }
                Called::All(_) => {
                    whole.extend(output.made_of.iter().flat_map(|made| made.tables.iter().cloned()))
                }
                Called::Nothing => {}
            }
        }
        Rc::new(Self { outputs, names, whole })
    }
}

/// Of what one column is made no more than this is kept.
const MOST: usize = 12;

/// Of a long expression only so many names are looked at.
const MOST_WORDS: usize = 500;

/// Gives the columns of a query other names, in their order.
pub(super) fn renamed(text: &str, outputs: Option<Vec<Output>>, columns: &[Token]) -> Option<Vec<Output>> {
    let mut outputs = outputs.unwrap_or_default().into_iter();
    let mut followed = true;
    let columns = at_commas(columns).filter_map(|column| column.first().filter(|token| token.is_name()));
    let renamed: Vec<Output> = columns
        .map(|token| {
            let known = outputs.next();
            // Behind all columns of a table nobody knows how many there were.
            followed &= known.as_ref().is_some_and(|output| !matches!(output.called, Called::All(_)));
            let (made_of, plain) =
                known.filter(|_| followed).map_or((Vec::new(), false), |o| (o.made_of, o.plain));
            Output {
                called: Called::Name(token.name(text)),
                span: token.span(),
                item: token.span(),
                made_of,
                plain,
                carries: plain,
            }
        })
        .collect();
    (!renamed.is_empty()).then_some(renamed)
}

/// Reads one item of the list behind `SELECT`.
pub(super) fn read(text: &str, item: &[Token], scope: &Scope, family: Family, out: &mut Vec<Output>) {
    let (name, expression) = alias(text, item, family);
    if name.is_none()
        && let Some((qualifier, except)) = all(text, item)
    {
        let span = item[0].span().to(item[item.len() - 1].span());
        return every(qualifier.as_deref(), &except, scope, span, out);
    }
    let (column, last) = plain(text, expression);
    let mut made_of = Vec::new();
    if let Some((qualifier, column)) = &column {
        made(qualifier.as_deref(), column, true, scope, &mut made_of);
    } else {
        words(text, expression, scope, &mut made_of);
    }
    let plain = column.is_some() && made_of.len() == 1 && made_of[0].0;
    let made_of: Vec<Made> = made_of.into_iter().map(|(_, made)| made).take(MOST).collect();
    let (called, span) = match (name, &column) {
        (Some(token), _) => (Called::Name(string_or_name(token, text)), token.span()),
        (None, Some((_, column))) => (Called::Name(column.clone()), last),
        (None, None) => unnamed(text, expression, family),
    };
    let item = super::cursor::span_of(item).unwrap_or_default();
    let carries = plain || carries(text, expression);
    out.push(Output { called, span, item, made_of, plain, carries });
}

/// Functions whose result holds what their first argument holds.
const CARRIERS: [&str; 24] = [
    "lower",
    "upper",
    "trim",
    "ltrim",
    "rtrim",
    "btrim",
    "initcap",
    "coalesce",
    "isnull",
    "ifnull",
    "nvl",
    "cast",
    "convert",
    "try_cast",
    "try_convert",
    "max",
    "min",
    "any_value",
    "concat",
    "concat_ws",
    "to_char",
    "string_agg",
    "group_concat",
    "listagg",
];

/// Whether an expression is a function that changes only the form of what it is given.
fn carries(text: &str, expression: &[Token]) -> bool {
    let mut cursor = Cursor::new(text, expression);
    let known = cursor
        .name()
        .is_some_and(|name| CARRIERS.iter().any(|known| name.last().eq_ignore_ascii_case(known)));
    known && cursor.group().is_some() && cursor.here().is_none()
}

fn string_or_name(token: Token, text: &str) -> String {
    if token.kind == TokenKind::String { token.value(text) } else { token.name(text) }
}

/// A column without a name of its own: PostgreSQL calls it by its function.
fn unnamed(text: &str, expression: &[Token], family: Family) -> (Called, Span) {
    let span = super::cursor::span_of(expression).unwrap_or_default();
    let mut cursor = Cursor::new(text, expression);
    let name = cursor.name();
    let function = name.filter(|_| family == Family::Postgres && cursor.is_kind(TokenKind::Open));
    match function {
        Some(name) => (Called::Name(name.last().to_owned()), name.span),
        None => (Called::Nothing, span),
    }
}

/// Words that an operand follows, or that end one and are no name.
const NO_NAME: [&str; 46] = [
    "end",
    "null",
    "true",
    "false",
    "not",
    "and",
    "or",
    "in",
    "like",
    "is",
    "collate",
    "over",
    "zone",
    "between",
    "distinct",
    "case",
    "when",
    "then",
    "else",
    "escape",
    "ilike",
    "similar",
    "to",
    "div",
    "mod",
    "interval",
    "all",
    "any",
    "some",
    "exists",
    "rlike",
    "regexp",
    "xor",
    "current_date",
    "current_timestamp",
    "sysdate",
    "unknown",
    "respect",
    "ignore",
    "nulls",
    "binary",
    "prior",
    "varying",
    "precision",
    "filter",
    "within",
];

/// The name that an item gets, and the rest of it.
fn alias<'t>(text: &str, item: &'t [Token], family: Family) -> (Option<Token>, &'t [Token]) {
    let nameable = |token: &Token| token.is_name() || token.kind == TokenKind::String;
    if let [name, equals, rest @ ..] = item
        && !rest.is_empty()
        && nameable(name)
        && equals.of(text) == "="
        && matches!(family, Family::Transact | Family::Other)
    {
        return (Some(*name), rest);
    }
    let [rest @ .., last] = item else { return (None, item) };
    let Some(before) = rest.last() else { return (None, item) };
    if before.is(text, "as") && nameable(last) {
        return (Some(*last), &rest[..rest.len() - 1]);
    }
    // Without `AS` two operands that follow one another make the second a name.
    let operand =
        matches!(before.kind, TokenKind::Quoted | TokenKind::String | TokenKind::Number | TokenKind::Close)
            || (before.kind == TokenKind::Word
                && (before.is_any(text, &["end", "null", "true", "false"])
                    || !before.is_any(text, &NO_NAME)));
    let named = last.is_name() && !last.is_any(text, &NO_NAME) && operand && !ends_in_type(text, item);
    if named { (Some(*last), rest) } else { (None, item) }
}

/// Whether a cast goes to the end of an item: `x::double precision`.
fn ends_in_type(text: &str, item: &[Token]) -> bool {
    let Some(at) = item.windows(2).rposition(|pair| pair[0].of(text) == ":" && pair[1].of(text) == ":")
    else {
        return false;
    };
    let mut cursor = Cursor::new(text, &item[at + 2..]);
    data_type::read(&mut cursor).is_some() && cursor.here().is_none()
}

/// `*`, `t.*` and what is left out of it.
fn all(text: &str, item: &[Token]) -> Option<(Option<String>, Vec<String>)> {
    let star = item.iter().position(|token| token.of(text) == "*")?;
    let qualifier = match &item[..star] {
        [] => None,
        [.., name, dot] if dot.kind == TokenKind::Period && name.is_name() => Some(name.name(text)),
        _ => return None,
    };
    let mut rest = Cursor::new(text, &item[star + 1..]);
    if rest.here().is_none() {
        return Some((qualifier, Vec::new()));
    }
    if !rest.eat_any(&["except", "exclude"]) {
        return None;
    }
    let names = rest.group().map_or(rest.rest(), |group| group.inner);
    Some((qualifier, names.iter().filter(|token| token.is_name()).map(|token| token.name(text)).collect()))
}

/// All columns of the relations that are meant.
fn every(qualifier: Option<&str>, except: &[String], scope: &Scope, span: Span, out: &mut Vec<Output>) {
    let mut any = false;
    for relation in scope.of(qualifier) {
        any = true;
        match relation {
            Relation::Table(name) => out.push(Output {
                called: Called::All(except.to_vec()),
                span,
                item: span,
                made_of: vec![Made { tables: vec![name.clone()], column: None, sure: true }],
                plain: true,
                carries: true,
            }),
            Relation::Query(Some(rows)) => {
                let left = |output: &&Output| match &output.called {
                    Called::Name(name) => !except.iter().any(|other| other.eq_ignore_ascii_case(name)),
                    _ => true,
                };
                out.extend(rows.outputs.iter().filter(left).map(|output| Output {
                    span,
                    item: span,
                    ..output.clone()
                }));
            }
            Relation::Query(None) => {
                out.push(Output::unknown(span));
            }
        }
    }
    if !any {
        out.push(Output::unknown(span));
    }
}

/// The column that an expression is, under casts, with the place of its name.
fn plain(text: &str, expression: &[Token]) -> (Option<(Option<String>, String)>, Span) {
    let mut cursor = Cursor::new(text, expression);
    let Some(name) = cursor.name() else { return (None, Span::default()) };
    let last = expression[cursor.at - 1];
    while let [first, second, ..] = cursor.rest() {
        if first.of(text) != ":" || second.of(text) != ":" {
            break;
        }
        cursor.at += 2;
        if data_type::read(&mut cursor).is_none() {
            break;
        }
    }
    let literal = name.parts.len() == 1 && last.is_any(text, &NO_NAME);
    if cursor.here().is_some() || literal || last.of(text).starts_with('@') {
        return (None, Span::default());
    }
    let qualifier = name.parts.len().checked_sub(2).map(|at| name.parts[at].clone());
    (Some((qualifier, name.last().to_owned())), last.span())
}

/// The columns among the words of an expression.
fn words(text: &str, expression: &[Token], scope: &Scope, out: &mut Vec<(bool, Made)>) {
    let mut cursor = Cursor::new(text, expression);
    let mut looked_at = 0;
    while let Some(token) = cursor.here() {
        if out.len() >= MOST || looked_at >= MOST_WORDS {
            return;
        }
        looked_at += usize::from(token.is_name());
        if !token.is_name() {
            cursor.at += 1;
            continue;
        }
        let Some(name) = cursor.name() else {
            cursor.at += 1;
            continue;
        };
        if cursor.is_kind(TokenKind::Open) || token.is_any(text, &NO_NAME) {
            continue;
        }
        let qualifier = name.parts.len().checked_sub(2).map(|at| name.parts[at].as_str());
        let sure = qualifier.is_some() || token.kind == TokenKind::Quoted;
        made(qualifier, name.last(), sure, scope, out);
    }
}

/// What a column of the scope is made of; whether each is that column as it stands.
fn made(qualifier: Option<&str>, column: &str, sure: bool, scope: &Scope, out: &mut Vec<(bool, Made)>) {
    let mut tables = Vec::new();
    for relation in scope.of(qualifier) {
        match relation {
            Relation::Table(name) => tables.push(name.clone()),
            Relation::Query(Some(rows)) => {
                if let Some(&at) = rows.names.get(&column.to_lowercase()) {
                    let output = &rows.outputs[at];
                    out.extend(output.made_of.iter().map(|made| (output.plain, made.clone())));
                    return;
                }
                tables.extend(rows.whole.iter().take(MOST).cloned());
            }
            Relation::Query(None) => {}
        }
    }
    let said = out.iter().any(|(_, other)| other.column.as_deref() == Some(column));
    if !tables.is_empty() && !said {
        out.push((true, Made { tables, column: Some(column.to_owned()), sure }));
    }
}
