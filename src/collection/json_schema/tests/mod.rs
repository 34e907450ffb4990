//! Schema text in, a list of what was read out.

mod declarations;
mod files;
mod hostile;
mod records;
mod references;
mod signs;

use std::path::Path;

use super::super::{Collection, Unread, read as read_any};
use crate::text::Source;

/// Reads a text as the file of that name.
fn read_as(path: &str, text: &str) -> Result<Collection, Unread> {
    read_any(&Source::new(path, text), None, Path::new("."), true)
}

/// Reads a schema, as JSON where it starts with a brace, else as YAML.
#[track_caller]
fn read(text: &str) -> Collection {
    let json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '/']);
    let path = if json { "in/referral.schema.json" } else { "in/referral.schema.yaml" };
    // A test whose schema is not recognised has failed, and says so.
    read_as(path, text).unwrap()
}

/// A place as `line:column`.
fn at(collection: &Collection, byte: u32) -> String {
    let place = collection.source.position(byte);
    format!("{}:{}", place.line, place.column)
}

/// Every field as `record.field type line:column`.
#[track_caller]
fn fields(text: &str) -> Vec<String> {
    let collection = read(text);
    let line = |record: &str, field: &super::super::Field| {
        // Where the key is written without escapes, its place is checked against the text.
        let key = collection.source.slice(field.span).trim_matches(['"', '\'']);
        assert!(key == field.name || key.contains('\\'), "{key} is not {}", field.name);
        format!("{record}.{} {} {}", field.name, field.type_text, at(&collection, field.span.start))
    };
    let records = collection.records.iter();
    records.flat_map(|record| record.fields.iter().map(move |field| line(&record.name, field))).collect()
}

/// Every record as `kind name line:column < users`.
#[track_caller]
fn records(text: &str) -> Vec<String> {
    let collection = read(text);
    let line = |record: &super::super::Record| {
        let start = collection.source.slice(record.span).trim_matches(['"', '\'']);
        let is_name = record.name.split('.').any(|part| part == start);
        assert!(is_name || start == "{" || record.name == "referral", "{start} is not {}", record.name);
        let users =
            if record.users.is_empty() { String::new() } else { format!(" < {}", record.users.join(", ")) };
        format!("{} {} {}{users}", record.kind.word(), record.name, at(&collection, record.span.start))
    };
    collection.records.iter().map(line).collect()
}

/// Every remark as `kind line:column`, after a check that it says what to do.
#[track_caller]
fn remarks(text: &str) -> Vec<String> {
    let collection = read(text);
    let remarks = collection.remarks.iter();
    remarks.map(|remark| format!("{:?} {}", remark.kind, at(&collection, remark.span.start))).collect()
}

/// A schema with these properties on its second line, for tests of a few.
fn with(properties: &str) -> String {
    format!(
        "{{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"properties\":{{\n{properties}}}}}"
    )
}

/// The only field of a schema with one property.
#[track_caller]
fn field(property: &str) -> super::super::Field {
    let mut collection = read(&with(property));
    assert_eq!(collection.records.len(), 1, "{:?}", collection.records);
    collection.records[0].fields.remove(0)
}

/// Allowed values as `value=label`.
fn allowed(field: &super::super::Field) -> Vec<String> {
    let label = |label: &Option<String>| label.as_ref().map_or(String::new(), |label| format!("={label}"));
    field.allowed.iter().map(|allowed| format!("{}{}", allowed.value, label(&allowed.label))).collect()
}
