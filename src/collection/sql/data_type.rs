//! The type of a column: where it ends among the tokens, and what it can hold.

use super::cursor::Cursor;
use super::dialect::Family;
use super::token::{Token, TokenKind};
use crate::collection::FieldType;

/// A type as written.
#[derive(Debug, Clone, Default)]
pub(super) struct DataType {
    /// The type without quotes, spaces made one: `nvarchar(50)`, `character varying(20)`.
    pub(super) text: String,
    /// Its name without its schema, in lower case, to look up types the script defines.
    pub(super) base: String,
    /// The strings in its parentheses: the values of an `ENUM` or a `SET`.
    pub(super) values: Vec<String>,
}

/// Words that go on with a type, wherever they stand in it.
const GOES_ON: [&str; 10] =
    ["varying", "precision", "unsigned", "signed", "zerofill", "large", "object", "array", "raw", "varchar"];

/// Reads the type that starts here; none where no name does.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<DataType> {
    let name = cursor.name()?;
    let base = name.last().to_ascii_lowercase();
    let mut data_type = DataType { text: name.parts.join("."), base, values: Vec::new() };
    loop {
        let here = *cursor;
        if continues(cursor, &data_type.base) {
            for token in &cursor.tokens[here.at..cursor.at] {
                data_type.text.push(' ');
                data_type.text.push_str(token.of(cursor.text));
            }
        } else if cursor.is_kind(TokenKind::Open) {
            let Some(group) = cursor.group() else { break };
            let tokens = std::iter::once(&group.open).chain(group.inner).chain(&group.close);
            let mut before: Option<Token> = None;
            for token in tokens {
                let wordy = |token: Token| matches!(token.kind, TokenKind::Word | TokenKind::Number);
                if before.is_some_and(|before| wordy(before) && wordy(*token) && before.end < token.start) {
                    data_type.text.push(' ');
                }
                data_type.text.push_str(token.of(cursor.text));
                before = Some(*token);
            }
            let strings = group.inner.iter().filter(|token| token.kind == TokenKind::String);
            data_type.values.extend(strings.map(|token| token.value(cursor.text)));
            // ENUM("a") is MySQL's other way to write it.
            if matches!(data_type.base.as_str(), "enum" | "set") {
                let quoted = group.inner.iter().filter(|token| token.kind == TokenKind::Quoted);
                data_type.values.extend(quoted.map(|token| token.name(cursor.text)));
            }
        } else if cursor.here().is_some_and(|token| token.of(cursor.text) == "[") {
            while cursor
                .here()
                .is_some_and(|t| t.kind == TokenKind::Number || matches!(t.of(cursor.text), "[" | "]"))
            {
                let Some(token) = cursor.next() else { break };
                data_type.text.push_str(token.of(cursor.text));
            }
        } else {
            break;
        }
    }
    Some(data_type)
}

/// Passes over words that go on with the type.
fn continues(cursor: &mut Cursor<'_>, base: &str) -> bool {
    let start = cursor.at;
    if cursor.eat_any(&GOES_ON) {
        return true;
    }
    match base {
        "national" => cursor.eat_any(&["character", "char", "text"]),
        "interval" => cursor.eat_any(&["year", "month", "day", "hour", "minute", "second", "to"]),
        "time" | "timestamp" | "datetime" => {
            if cursor.eat_any(&["with", "without"]) {
                cursor.eat("local");
                if cursor.eat("time") && cursor.eat("zone") {
                    return true;
                }
            }
            cursor.at = start;
            false
        }
        _ => false,
    }
}

/// What a column of a type can hold, the type given as somebody wrote it down.
pub(in crate::collection) fn field_type_of(text: &str) -> FieldType {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(text.len());
    let base = text[..end].rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    DataType { text: text.to_owned(), base, values: Vec::new() }.field_type(Family::Other)
}

impl DataType {
    /// What it can hold.
    pub(super) fn field_type(&self, family: Family) -> FieldType {
        let text = self.text.to_ascii_lowercase();
        match self.base.as_str() {
            "varchar" | "nvarchar" | "character" | "char" | "national" if text.contains("(max)") => {
                FieldType::LongText
            }
            "character" | "char" | "national" if text.contains("large object") => FieldType::LongText,
            "binary" if text.contains("large object") => FieldType::Binary,
            "long" => {
                if text.contains("raw") {
                    FieldType::Binary
                } else {
                    FieldType::LongText
                }
            }
            "char" | "nchar" | "bpchar" | "character" | "varchar" | "nvarchar" | "varchar2" | "nvarchar2"
            | "tinytext" | "national" | "sysname" | "citext" | "name" | "string" | "uuid"
            | "uniqueidentifier" | "guid" | "enum" | "set" | "inet" | "inet4" | "inet6" | "cidr"
            | "macaddr" | "lvarchar" | "graphic" | "vargraphic" => FieldType::Text,
            // The ordinary text of PostgreSQL has no length; what is free among it its name says.
            "text" if family == Family::Postgres && !text.contains('[') => FieldType::Text,
            "text" | "ntext" | "mediumtext" | "longtext" | "clob" | "nclob" | "dbclob" => FieldType::LongText,
            "json" | "jsonb" | "xml" | "xmltype" | "hstore" | "variant" | "object" | "super" => {
                FieldType::Structure
            }
            "tinyint" if text.contains("(1)") => FieldType::Boolean,
            "bit" | "boolean" | "bool" => FieldType::Boolean,
            // The number of a row's version, in spite of its name.
            "timestamp" if family == Family::Transact => FieldType::Number,
            "rowversion" => FieldType::Number,
            "date" | "time" | "datetime" | "datetime2" | "smalldatetime" | "datetimeoffset" | "timestamp"
            | "timestamptz" | "timetz" | "year" | "smalldate" | "timestamp_ntz" | "timestamp_tz"
            | "timestamp_ltz" => FieldType::Date,
            "binary" | "varbinary" | "bytea" | "image" | "blob" | "tinyblob" | "mediumblob" | "longblob"
            | "raw" | "bfile" | "bytes" => FieldType::Binary,
            "int" | "integer" | "tinyint" | "smallint" | "mediumint" | "bigint" | "int2" | "int4"
            | "int8" | "int64" | "decimal" | "dec" | "numeric" | "number" | "fixed" | "money"
            | "smallmoney" | "float" | "float4" | "float8" | "float64" | "real" | "double" | "serial"
            | "smallserial" | "bigserial" | "serial4" | "serial8" | "oid" | "hugeint" | "uint" | "uint8"
            | "uint16" | "uint32" | "uint64" | "counter" | "binary_integer" => FieldType::Number,
            _ => FieldType::Unknown,
        }
    }
}
