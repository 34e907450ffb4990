//! The reader of data dictionaries: tables in separated values with a row for each field, such as
//! an export of `INFORMATION_SCHEMA.COLUMNS`. Only [`READER`] is called from outside.
//!
//! `header` finds out what each column says, `values` takes apart the values that a field may take.

mod header;
mod values;

use std::collections::BTreeMap;

use super::sql::field_type_of;
use super::{
    Collection, Example, Failure, Field, FieldType, Reader, Reading, Record, RecordKind, Remark, RemarkKind,
};
use crate::document::{Cell, rows, separator};
use crate::text::Span;
use header::Role;

/// The reader of data dictionaries.
pub(super) const READER: Reader = Reader {
    format: "data-dictionary",
    title: "Data dictionary in separated values, `INFORMATION_SCHEMA.COLUMNS` exports among them",
    endings: &["csv", "tsv"],
    sign: "a file that ends in .csv or .tsv with a row of headings such as `table`, `column`, `type`, `description`",
    declarations: "in a sidecar",
    example: Example {
        files: &[
            (
                "warehouse.csv",
                b"table,column,type,description\nchild,asthma_plan,text,What to do in an attack\n",
            ),
            (
                "warehouse.csv.gdpr.yaml",
                b"fields:\n  child.asthma_plan:\n    subject: child\n    category: wellbeing\n",
            ),
        ],
        declares: ("child", "asthma_plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    let ending = source.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    if reading.document.is_some() || !matches!(ending.as_str(), "csv" | "tsv") {
        return None;
    }
    // Above the headings a title may stand, which says little of what separates the cells.
    let likely = separator(source);
    let separators = [likely, b',', b';', b'\t', b'|'];
    let (separator, (header, roles)) = separators.into_iter().find_map(|separator| {
        let first =
            rows(source, separator, header::MOST_LOOKED_AT).or_else(|_| rows(source, separator, 1)).ok()?;
        Some((separator, header::find(&first)?))
    })?;
    let rows = match rows(source, separator, usize::MAX) {
        Ok(rows) => rows,
        Err(error) => {
            let message = if error.limit {
                format!("This data dictionary is beyond what is read: {}.", error.message)
            } else {
                format!(
                    "This data dictionary is not well-formed CSV: {}. Nothing in the file was checked.",
                    error.message
                )
            };
            return Some(Err(Failure { span: error.span, message, limit: error.limit }));
        }
    };
    let (records, mut remarks) = build(&reading.name(), &roles, &rows[header.min(rows.len())..]);
    if records.is_empty() && remarks.is_empty() {
        let place = rows.get(header).and_then(|row| row.first()).map_or(Span::default(), |cell| cell.span);
        remarks.push(Remark::new(
            RemarkKind::Unread,
            place,
            "This data dictionary has headings and no fields below them, so nothing was checked. Write a row for each field, or take the file out.",
        ));
    }
    Some(Ok(Collection { records, remarks, ..Collection::new(reading, READER.format) }))
}

/// The records of rows from elsewhere, such as a sheet of a workbook, the headings first; nothing
/// where these are not the headings of a dictionary.
pub(super) fn of_rows(name: &str, rows: &[Vec<Cell>]) -> Option<(Vec<Record>, Vec<Remark>)> {
    let roles = header::roles(rows.first()?)?;
    Some(build(name, &roles, rows))
}

/// The records in the order in which they are first named, each field where it stands.
fn build(file: &str, roles: &[(Role, usize)], rows: &[Vec<Cell>]) -> (Vec<Record>, Vec<Remark>) {
    let column = |role: Role| roles.iter().find(|(known, _)| *known == role).map(|(_, at)| *at);
    let (schema, record, field) = (column(Role::Schema), column(Role::Record), column(Role::Field));
    let mut records: Vec<(String, Record)> = Vec::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut remarks = Vec::new();
    let mut last = (String::new(), file.to_owned());
    for row in rows.iter().skip(1) {
        let cell = |role: Option<usize>| role.and_then(|at| row.get(at));
        let said = |role| cell(role).map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
        let Some(name) = cell(field).filter(|cell| !cell.text.trim().is_empty()) else {
            if row.iter().any(|cell| !cell.text.trim().is_empty()) && said(record).is_none() {
                remarks.push(Remark::new(
                    RemarkKind::Unread,
                    row.first().map_or(Span::default(), |cell| cell.span),
                    "This row names no field, so it was not read. Fill in its name, or leave the row out.",
                ));
            } else if let Some(name) = said(record) {
                // A heading of its own above the fields of a record.
                last = (said(schema).unwrap_or_default().to_owned(), name.to_owned());
            }
            continue;
        };
        // A sheet that names the record once, and leaves it out below, means the same one.
        if let Some(name) = said(record) {
            last = (said(schema).unwrap_or_default().to_owned(), name.to_owned());
        }
        let at = *known.entry(last.clone()).or_insert_with(|| {
            let place = cell(record).filter(|cell| !cell.text.is_empty()).unwrap_or(name).span;
            records.push((last.0.clone(), Record::new(last.1.as_str(), RecordKind::Table, place)));
            records.len() - 1
        });
        let mut read = Field::new(name.text.trim(), name.span);
        let type_text = said(column(Role::Type)).unwrap_or_default();
        read.field_type = match field_type(type_text) {
            FieldType::Text if said(column(Role::Length)).is_some_and(is_unlimited) => FieldType::LongText,
            known => known,
        };
        read.type_text = type_text.to_owned();
        read.title = said(column(Role::Title)).map(str::to_owned);
        read.description = said(column(Role::Description)).map(str::to_owned);
        read.allowed = said(column(Role::Values)).map(values::read).unwrap_or_default();
        read.refers_to = said(column(Role::RefersTo)).filter(|text| refers(text)).map(str::to_owned);
        records[at].1.fields.push(read);
    }
    name_apart(&mut records);
    (records.into_iter().map(|(_, record)| record).collect(), remarks)
}

/// Records of the same name in two schemas are told apart by the schema.
fn name_apart(records: &mut [(String, Record)]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, record) in records.iter() {
        *counts.entry(record.name.clone()).or_default() += 1;
    }
    for (schema, record) in records.iter_mut() {
        if counts.get(&record.name).is_some_and(|count| *count > 1) && !schema.is_empty() {
            record.name = format!("{schema}.{}", record.name);
        }
    }
}

/// Whether a cell of a foreign key's column names a record, rather than saying yes or no.
fn refers(text: &str) -> bool {
    !matches!(
        text.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "true" | "false" | "0" | "1" | "-"
    )
}

/// Whether a length says that there is none: `-1` and `max`, or what a database says of its longest
/// texts.
fn is_unlimited(length: &str) -> bool {
    let plain = length.trim().to_ascii_lowercase();
    matches!(plain.as_str(), "-1" | "max") || plain.parse::<u64>().is_ok_and(|length| length >= 65_535)
}

/// What a field of this type can hold: the words of dictionaries, else those of SQL.
pub(super) fn field_type(text: &str) -> FieldType {
    let lower = text.to_ascii_lowercase();
    let base = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    match base {
        "str" | "alphanumeric" | "an" | "code" | "coded" | "category" | "categorical" | "choice"
        | "radio" | "dropdown" | "select" | "email" | "phone" | "uri" | "url" => FieldType::Text,
        "notes" | "memo" | "paragraph" | "narrative" | "textarea" | "markdown" => FieldType::LongText,
        "whole" | "long" | "short" | "byte" | "n" | "numerical" | "score" | "count" => FieldType::Number,
        "yesno" | "truefalse" | "flag" | "logical" | "checkbox" => FieldType::Boolean,
        "dob" | "day" | "instant" => FieldType::Date,
        "map" | "struct" | "dict" | "any" => FieldType::Structure,
        "file" | "attachment" | "picture" => FieldType::Binary,
        _ => field_type_of(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::read as read_any;
    use crate::text::Source;
    use std::path::Path;

    fn collection(text: &str) -> Collection {
        let source = Source::new("folder/warehouse.csv", text);
        read_any(&source, None, Path::new("."), true).unwrap_or_else(|error| panic!("{error:?}"))
    }

    fn names(collection: &Collection) -> Vec<String> {
        let of = |record: &Record| {
            record.fields.iter().map(|field| format!("{}.{}", record.name, field.name)).collect::<Vec<_>>()
        };
        collection.records.iter().flat_map(of).collect()
    }

    #[test]
    fn every_row_is_a_field_at_its_place() {
        let text = "table,column,type,description\nDM_PERSONS,DOB,datetime,\"Date of birth, or estimate\"\nDM_PERSONS,DOB,datetime,\nLOOKUP,CODE,varchar(max),\n";
        let collection = collection(text);
        assert_eq!(names(&collection), ["DM_PERSONS.DOB", "DM_PERSONS.DOB", "LOOKUP.CODE"]);
        let field = &collection.records[0].fields[0];
        assert_eq!(collection.source.slice(field.span), "DOB");
        assert_eq!(collection.source.position(field.span.start).line, 2);
        assert_eq!(field.field_type, FieldType::Date);
        assert_eq!(field.description.as_deref(), Some("Date of birth, or estimate"));
        assert_eq!(collection.records[1].fields[0].field_type, FieldType::LongText);
    }

    #[test]
    fn schemas_tell_tables_of_one_name_apart() {
        let text =
            "TABLE_SCHEMA,TABLE_NAME,COLUMN_NAME,DATA_TYPE\na,child,id,int\nb,child,id,int\nb,plan,id,int\n";
        assert_eq!(names(&collection(text)), ["a.child.id", "b.child.id", "plan.id"]);
    }

    #[test]
    fn a_record_named_once_holds_for_the_rows_below() {
        let text = "Entity\tAttribute\tDefinition\tValues\nChild\tSex\t\tM = male; F = female\n\tEthnicity\tas the family says\t\n";
        let collection = collection(text);
        assert_eq!(names(&collection), ["Child.Sex", "Child.Ethnicity"]);
        let allowed: Vec<_> = collection.records[0].fields[0]
            .allowed
            .iter()
            .map(|a| (a.value.as_str(), a.label.as_deref()))
            .collect();
        assert_eq!(allowed, [("M", Some("male")), ("F", Some("female"))]);
    }

    #[test]
    fn a_title_and_the_mark_of_a_spreadsheet_may_stand_above_the_headings() {
        for text in [
            "sep=;\nTable;Column;Type\nchild;surname;text\n",
            "Dictionary of the case system, version 3\n\n,,\nTable,Column (name),Type*\nchild,surname,text\n",
            "The case system, 2026\n1. Table\t2. Column\t3. Type\nchild\tsurname\ttext\n",
        ] {
            let collection = collection(text);
            assert_eq!(names(&collection), ["child.surname"], "{text}");
            assert_eq!(collection.source.slice(collection.records[0].fields[0].span), "surname");
        }
    }

    #[test]
    fn a_length_without_end_makes_text_long() {
        let text = "TABLE_NAME,COLUMN_NAME,IS_NULLABLE,DATA_TYPE,CHARACTER_MAXIMUM_LENGTH\nt,a,YES,nvarchar,-1\nt,b,NO,nvarchar,50\nt,c,NO,int,\n";
        let collection = collection(text);
        let types: Vec<FieldType> =
            collection.records[0].fields.iter().map(|field| field.field_type).collect();
        assert_eq!(types, [FieldType::LongText, FieldType::Text, FieldType::Number]);
    }

    #[test]
    fn headings_alone_are_an_empty_dictionary_and_that_is_said() {
        let collection = collection("table,column,type,description\n");
        assert!(collection.records.is_empty());
        assert_eq!(collection.remarks.len(), 1);
    }

    #[test]
    fn a_list_of_things_with_a_name_and_a_type_is_no_dictionary() {
        let read = |text: &str| {
            let any = read_any(&Source::new("pets.csv", text), None, Path::new("."), true);
            any.is_ok_and(|collection| collection.format == READER.format)
        };
        assert!(!read("name,type\nRex,dog\nTom,cat\n"));
        assert!(read("name,type\nsurname,varchar(20)\nborn,date\n"));
    }

    #[test]
    fn a_row_without_a_name_is_said() {
        let collection = collection("column,type\nsurname,text\n,text\n");
        assert_eq!(names(&collection), ["warehouse.surname"]);
        assert_eq!(collection.remarks.len(), 1);
        assert_eq!(collection.source.position(collection.remarks[0].span.start).line, 3);
    }
}
