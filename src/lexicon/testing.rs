//! For the tests of this room: records in, what their fields are taken to be out.

use super::{Context, Lexicon};
use crate::collection::{Field, FieldType, Record, RecordKind};
use crate::text::Span;

/// A table with columns of text, each `name` or `name type`.
pub(super) fn table(name: &str, columns: &[&str]) -> Record {
    let field = |column: &&str| {
        let (name, written) = column.split_once(' ').unwrap_or((column, "varchar"));
        let field_type = match written {
            "date" => FieldType::Date,
            "int" => FieldType::Number,
            "bit" => FieldType::Boolean,
            "varchar" => FieldType::Text,
            _ => FieldType::Unknown,
        };
        Field { field_type, type_text: written.to_owned(), ..Field::new(name, Span::default()) }
    };
    let record = Record::new(name, RecordKind::Table, Span::default());
    Record { fields: columns.iter().map(field).collect(), ..record }
}

/// What each record of a collection is about.
pub(super) fn contexts(records: &[Record]) -> Vec<Context> {
    let lexicon = Lexicon::built_in().unwrap();
    lexicon.classify(records).into_iter().map(|(context, _)| context).collect()
}

/// What a table with these columns is about: `person`, the kind of thing, or nothing.
pub(super) fn kind(name: &str, columns: &[&str]) -> String {
    match contexts(&[table(name, columns)]).remove(0) {
        Context::Person { .. } => "person".to_owned(),
        Context::NotPerson { kind, .. } => kind.into(),
        Context::Unknown => String::new(),
    }
}

/// The entry of the strongest conclusion that is at least likely, for each field of the last record.
pub(super) fn likely(records: &[Record]) -> Vec<String> {
    let lexicon = Lexicon::built_in().unwrap();
    let classified = lexicon.classify(records);
    let (_, evidence) = classified.last().unwrap();
    let name = |evidence| lexicon.likely(evidence).map(|(concept, _)| concept.id.clone()).unwrap_or_default();
    evidence.iter().map(name).collect()
}
