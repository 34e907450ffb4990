//! Tests of the SQL reader by what they read; the helpers make most of them three lines.

mod comments;
mod elsewhere;
mod hostile;
mod marks;
mod mysql;
mod oracle;
mod plain;
mod postgres;
mod sequence;
mod sqlite;
mod transact;
mod views;

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::collection::{Field, Record, RemarkKind};
use crate::text::{Source, Span};

pub(super) fn maybe(path: &str, text: &str) -> Option<Collection> {
    let source = Source::new(path, text);
    let reading = Reading { source: &source, document: None, file: None, root: Path::new("."), named: true };
    read(&reading).map(|result| result.expect("SQL never fails as a whole"))
}

pub(super) fn collection(text: &str) -> Collection {
    maybe("case.sql", text).expect("the script defines structure")
}

/// The only record of a script that has nothing to remark on.
pub(super) fn record(text: &str) -> Record {
    let mut collection = collection(text);
    assert!(collection.remarks.is_empty(), "{:?}", remarks(&collection));
    assert_eq!(collection.records.len(), 1);
    collection.records.remove(0)
}

pub(super) fn names(record: &Record) -> Vec<&str> {
    record.fields.iter().map(|field| field.name.as_str()).collect()
}

pub(super) fn records(collection: &Collection) -> Vec<&str> {
    collection.records.iter().map(|record| record.name.as_str()).collect()
}

pub(super) fn field<'r>(record: &'r Record, name: &str) -> &'r Field {
    record.fields.iter().find(|field| field.name == name).expect("the field is there")
}

pub(super) fn values(field: &Field) -> Vec<&str> {
    field.allowed.iter().map(|allowed| allowed.value.as_str()).collect()
}

/// `kind@line:column text` of every remark.
pub(super) fn remarks(collection: &Collection) -> Vec<String> {
    let source = &collection.source;
    let show = |kind: RemarkKind, span: Span| {
        format!("{kind:?}@{} {}", place(source, span), source.slice(span).lines().next().unwrap_or(""))
    };
    collection.remarks.iter().map(|remark| show(remark.kind, remark.span)).collect()
}

/// `line:column` of a place.
pub(super) fn place(source: &Arc<Source>, span: Span) -> String {
    let position = source.position(span.start);
    format!("{}:{}", position.line, position.column)
}

/// The declarations of a field or record as JSON.
pub(super) fn said(spoken: &[crate::collection::Spoken]) -> Vec<String> {
    spoken.iter().map(|one| one.root().to_value().to_string()).collect()
}
