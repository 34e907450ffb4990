//! What the tests of readers have in common.

#![allow(clippy::panic, reason = "tests stop at the first fault")]

use std::path::Path;

use super::{Collection, Failure, Field, Unread, read};
use crate::text::Source;

/// Reads a text as a file that was named.
pub(super) fn collection(path: &str, text: &str) -> Collection {
    read(&Source::new(path, text), None, Path::new("."), true)
        .unwrap_or_else(|error| panic!("{path}: {error:?}"))
}

/// The fields as `record.field: type`.
pub(super) fn fields(collection: &Collection) -> Vec<String> {
    let records = collection.records.iter();
    let of = records.flat_map(|record| record.fields.iter().map(move |field| (record, field)));
    of.map(|(record, field)| {
        let mut line = format!("{}.{}: {}", record.name, field.name, field.type_text);
        if let Some(to) = &field.refers_to {
            line.push_str(&format!(" -> {to}"));
        }
        line
    })
    .collect()
}

/// The field of this name.
pub(super) fn field<'c>(collection: &'c Collection, name: &str) -> &'c Field {
    let mut all = collection.records.iter().flat_map(|record| &record.fields);
    all.find(|field| field.name == name).unwrap_or_else(|| panic!("no field {name}"))
}

/// The values of a field as `value=label`.
pub(super) fn allowed(field: &Field) -> Vec<String> {
    let one = |allowed: &super::Allowed| {
        let label = allowed.label.as_ref().map(|label| format!("={label}"));
        format!("{}{}", allowed.value, label.unwrap_or_default())
    };
    field.allowed.iter().map(one).collect()
}

/// The keys of other tools on a field as `key=value`.
pub(super) fn asides(field: &Field) -> Vec<String> {
    let one = |aside: &super::Aside| {
        let values: Vec<&str> = aside.values.iter().map(|(text, _)| text.as_str()).collect();
        format!("{}={}", aside.key, values.join(","))
    };
    field.asides.iter().map(one).collect()
}

/// What was declared on a field as `category`, nearest first.
pub(super) fn categories(spoken: &[super::Spoken]) -> Vec<String> {
    let category = |spoken: &super::Spoken| spoken.root().get_str("category").unwrap_or_default().to_owned();
    spoken.iter().map(category).collect()
}

/// The remarks as `line: kind`.
pub(super) fn remarks(collection: &Collection) -> Vec<String> {
    let line = |remark: &super::Remark| collection.source.position(remark.span.start).line;
    collection.remarks.iter().map(|remark| format!("{}: {:?}", line(remark), remark.kind)).collect()
}

/// Why a text that was named could not be read.
pub(super) fn failure(path: &str, text: &str) -> Failure {
    match read(&Source::new(path, text), None, Path::new("."), true) {
        Err(Unread::Failed(failure)) => failure,
        other => panic!("{path}: {other:?}"),
    }
}

/// Whether a text is no schema, found in a folder.
pub(super) fn is_none(path: &str, text: &str) -> bool {
    matches!(read(&Source::new(path, text), None, Path::new("."), false), Err(Unread::NoSchema(_)))
}
