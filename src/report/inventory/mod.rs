//! The inventory as a table for people, as separated values and as JSON.

mod csv;
mod json;
mod table;

pub use csv::csv;
pub use json::json;
pub use table::table;

use crate::inventory::Row;
use crate::text::Position;

/// The columns, in their order.
const COLUMNS: [&str; 16] = [
    "file",
    "record",
    "field",
    "type",
    "subject",
    "personal",
    "direct_identifier",
    "category",
    "special_category",
    "criminal_offence",
    "opaque",
    "confidence",
    "evidence",
    "declared",
    "line",
    "column",
];

/// One value of a row.
enum Value<'r> {
    /// What programs look up: verbatim everywhere.
    Name(&'r str),
    Text(&'r str),
    Truth(bool),
    Number(u32),
}

/// The values of a row, in the order of the columns.
fn values(row: &Row) -> [Value<'_>; 16] {
    let Position { line, column, .. } = row.source.position(row.span.start);
    [
        Value::Name(row.source.path()),
        Value::Name(&row.record),
        Value::Name(&row.field),
        Value::Text(&row.type_text),
        Value::Text(&row.subject),
        Value::Truth(row.personal),
        Value::Truth(row.direct_identifier),
        Value::Text(&row.category),
        Value::Truth(row.special_category.is_some()),
        Value::Truth(row.criminal_offence),
        Value::Truth(row.opaque),
        Value::Text(row.confidence),
        Value::Text(&row.evidence),
        Value::Truth(row.declared),
        Value::Number(line),
        Value::Number(column),
    ]
}
