//! One element of a table's list: a column, a constraint, an index.
//!
//! A column is read from its tokens: name, type, and then options that are passed over word by
//! word. Only where a word is unknown is the whole element given to `sqlparser`, in all its
//! dialects; what no dialect knows is said, and costs no more than itself.

use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token as Lexeme, Tokenizer};

use super::check::{self, Restriction};
use super::cursor::{Cursor, span_of};
use super::data_type::{self, DataType};
use super::dialect::Family;
use super::options;
use super::token::{Token, TokenKind};
use crate::collection::{Allowed, Field, FieldType, Remark, RemarkKind};
use crate::text::Span;

/// What an element is.
#[derive(Debug)]
pub(super) enum Element {
    /// A column, and what of it could not be read.
    Column(Box<Column>, Option<Remark>),
    /// A constraint or an index.
    Constraint(Rules),
    /// Neither.
    Unread(Remark),
}

/// A column as far as its own definition goes.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) field: Field,
    /// Its type's name, to look up types the script defines.
    pub(super) base: String,
    /// What it says about columns, itself among them.
    pub(super) rules: Rules,
    /// Its `COMMENT '…'`: the place inside the quotes.
    pub(super) comment: Option<Span>,
}

/// What constraints say about columns.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// A column and the record it refers to.
    pub(super) references: Vec<(String, String)>,
    /// A column and the values it may take.
    pub(super) restrictions: Vec<Restriction>,
}

/// Reads one element.
pub(super) fn read(text: &str, tokens: &[Token], family: Family) -> Option<Element> {
    let first = tokens.first()?;
    if is_constraint(text, tokens) {
        return Some(Element::Constraint(rules(text, tokens, None, family)));
    }
    if !first.is_name() && first.kind != TokenKind::String {
        return Some(Element::Unread(unread(tokens, "definition")));
    }
    Some(column(text, tokens, family))
}

fn unread(tokens: &[Token], what: &str) -> Remark {
    Remark::new(
        RemarkKind::Unread,
        span_of(tokens).unwrap_or_default(),
        format!("This {what} could not be read and was not checked. The rest of the table was."),
    )
}

/// Whether an element starts like a constraint or an index. Most of these words are also good
/// names for columns, so what follows decides.
fn is_constraint(text: &str, tokens: &[Token]) -> bool {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let next = |words: &[&str]| tokens.get(1).is_some_and(|token| token.is_any(text, words));
    let opens = kind(1) == Some(TokenKind::Open);
    let first = tokens[0];
    // `KEY name (column)`, where `key varchar (20)` is a column.
    let named_index = || {
        let open = tokens.iter().position(|token| token.kind == TokenKind::Open);
        open.is_some_and(|at| {
            (2..=4).contains(&at)
                && tokens.get(at + 1).is_some_and(|inner| inner.is_name() && !inner.is(text, "max"))
        }) || next(&["using", "clustered", "nonclustered", "unique"])
            || tokens.get(2).is_some_and(|token| token.is_any(text, &["clustered", "nonclustered", "unique"]))
    };
    match first.kind {
        TokenKind::Word => match first.of(text).to_ascii_lowercase().as_str() {
            "constraint" | "primary" | "foreign" | "unique" => tokens.len() > 1,
            "check" | "like" => {
                opens || (first.is(text, "like") && tokens.get(1).is_some_and(|token| token.is_name()))
            }
            "key" | "index" => opens || named_index(),
            "fulltext" | "spatial" => next(&["key", "index"]) || opens,
            "exclude" => opens || next(&["using"]),
            "period" => next(&["for"]),
            "supplemental" => next(&["log"]),
            "default" => opens || next(&["for"]) || tokens.iter().any(|token| token.is(text, "for")),
            "partition" => next(&["by"]) || opens,
            _ => false,
        },
        _ => false,
    }
}

fn column(text: &str, tokens: &[Token], family: Family) -> Element {
    let name = tokens[0];
    let mut cursor = Cursor::new(text, tokens);
    cursor.at = 1;
    let typeless = cursor.here().is_none() || cursor.is("as") || options::opens(&cursor);
    let data_type = if typeless { Some(DataType::default()) } else { data_type::read(&mut cursor) };
    let Some(data_type) = data_type else {
        return Element::Unread(unread(tokens, "column definition"));
    };
    let after = cursor.at;
    let mut remark = None;
    if let Some(unknown) = options::pass(&mut cursor)
        && !parses(text, &data_type, &tokens[after..], family)
    {
        let rest = span_of(&tokens[unknown..]).unwrap_or_default();
        remark = Some(Remark::new(
            RemarkKind::Unread,
            rest,
            "What follows in this column's definition could not be read and was not checked; its name and type were. Is a comma missing?",
        ));
    }
    let mut field = Field::new(name.name(text), name.span());
    field.field_type = data_type.field_type(family);
    let own = field.name.clone();
    let enumerates = matches!(data_type.base.as_str(), "enum" | "set");
    if enumerates {
        field.allowed = allowed(data_type.values);
    }
    field.type_text = data_type.text;
    if typeless {
        field.field_type = FieldType::Unknown;
    }
    let rules = rules(text, &tokens[after..], Some(&own), family);
    let comment = options::comment(text, &tokens[after..]);
    Element::Column(Box::new(Column { field, base: data_type.base, rules, comment }), remark)
}

/// Values without labels.
pub(super) fn allowed(values: Vec<String>) -> Vec<Allowed> {
    values.into_iter().map(|value| Allowed { value, label: None }).collect()
}

/// Whether some dialect knows this as the whole definition of a column. The name is left out:
/// dialects differ most in what they take for one.
fn parses(text: &str, data_type: &DataType, options: &[Token], family: Family) -> bool {
    if !check::is_shallow(text, options) || data_type.text.len() > 10_000 {
        return false;
    }
    let options = span_of(options).map_or("", |span| &text[span.range()]);
    let definition = format!("c {} {options}", data_type.text);
    family.grammars().any(|grammar| {
        let Ok(tokens) = Tokenizer::new(grammar, &definition).tokenize() else { return false };
        let mut parser = Parser::new(grammar).with_tokens(tokens);
        parser.parse_column_def().is_ok() && parser.peek_token_ref().token == Lexeme::EOF
    })
}

/// `REFERENCES` and `CHECK` anywhere in an element; `own` is the column they stand on.
pub(super) fn rules(text: &str, tokens: &[Token], own: Option<&str>, family: Family) -> Rules {
    let mut found = Rules::default();
    let mut cursor = Cursor::new(text, tokens);
    let mut columns: Vec<String> = own.map(str::to_owned).into_iter().collect();
    while let Some(token) = cursor.here() {
        if own.is_none() && token.is(text, "foreign") {
            cursor.at += 1;
            cursor.eat("key");
            while cursor.here().is_some_and(Token::is_name) {
                cursor.at += 1;
            }
            let Some(group) = cursor.group() else { continue };
            columns =
                group.inner.iter().filter(|token| token.is_name()).map(|token| token.name(text)).collect();
        } else if token.is(text, "references") {
            cursor.at += 1;
            if let (Some(table), [column]) = (cursor.name(), columns.as_slice()) {
                found.references.push((column.clone(), table.record()));
            }
        } else if token.is(text, "check") {
            cursor.at += 1;
            if cursor.eat("not") {
                cursor.eat("for");
                cursor.eat("replication");
            }
            if let Some(group) = cursor.group() {
                found.restrictions.extend(check::restrictions(text, group.inner, family));
            }
        } else if cursor.group().is_none() {
            cursor.at += 1;
        }
    }
    found
}
