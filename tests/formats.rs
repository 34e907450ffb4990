//! Every format: its example runs, and its conformance folder gives the fields that stand beside
//! each schema.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests stop at the first fault")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::Folder;
use noticelint::collection::{Collection, READERS, read};

/// Ending of the files that list the fields a schema holds.
const EXPECTED: &str = "fields";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}

/// The schemas of the conformance folder, each with the list of its fields.
fn schemas() -> Vec<(String, PathBuf, PathBuf)> {
    let mut found = Vec::new();
    for format in fs::read_dir(folder()).unwrap() {
        let format = format.unwrap();
        for file in fs::read_dir(format.path()).unwrap() {
            let expected = file.unwrap().path();
            if expected.extension().is_some_and(|ending| ending == EXPECTED) {
                let format = format.file_name().into_string().unwrap();
                found.push((format, expected.with_extension(""), expected));
            }
        }
    }
    found.sort();
    found
}

/// A cell of separated values: quoted where it has to be.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The fields of a collection, one line each.
fn fields(collection: &Collection) -> String {
    let mut out = "record,path,type,line,column\n".to_owned();
    for record in &collection.records {
        for field in &record.fields {
            let place = collection.source.position(field.span.start);
            let cells = [cell(&record.name), cell(&field.name), cell(&field.type_text)];
            out.push_str(&format!("{},{},{}\n", cells.join(","), place.line, place.column));
        }
    }
    out
}

#[test]
fn every_conformance_schema_gives_its_fields() {
    let mut wrong = Vec::new();
    for (format, schema, expected) in schemas() {
        let shown = schema.strip_prefix(folder()).unwrap().to_string_lossy().into_owned();
        let source = noticelint::text::read(&schema, &shown).unwrap();
        let collection = read(&source, Some(&schema), &folder(), true)
            .unwrap_or_else(|error| panic!("{shown}: {error:?}"));
        assert_eq!(collection.format, format, "{shown}");
        let got = fields(&collection);
        assert!(got.lines().count() > 1, "{shown} holds no field");
        let want = fs::read_to_string(&expected).unwrap();
        if got != want {
            wrong.push(format!("{shown}\n--- listed\n{want}--- read\n{got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_format_has_a_conformance_folder() {
    let covered: BTreeSet<String> = schemas().into_iter().map(|(format, ..)| format).collect();
    let formats: BTreeSet<String> = READERS.iter().map(|reader| reader.format.to_owned()).collect();
    assert_eq!(covered, formats);
}

/// The notice that the examples of rules and formats are written for.
const NOTICE: &str = include_str!("../src/rules/example-notice.yaml");

#[test]
fn every_example_is_read_with_its_declaration() {
    for reader in READERS {
        let mut files: Vec<(&str, &[u8])> = reader.example.files.to_vec();
        let schema = files[0].0;
        assert!(reader.endings.iter().any(|ending| schema.ends_with(&format!(".{ending}"))), "{schema}");
        files.push(("notice.yaml", NOTICE.as_bytes()));
        let folder = Folder::with_bytes(&files);
        let ran = folder.run(&["inventory", "--notice", "notice.yaml", "--format", "json", schema]);
        assert_eq!(ran.code, 0, "{}: {}", reader.format, ran.err);
        let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let (record, field) = reader.example.declares;
        let row = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["record"] == record && row["field"] == field)
            .unwrap_or_else(|| panic!("{}: no {record}.{field} in {}", reader.format, ran.out));
        assert_eq!(row["declared"], 1, "{}: {row}", reader.format);
        assert_eq!(row["category"], "wellbeing", "{}: {row}", reader.format);
        let (report, _) = folder.report(&["--notice", "notice.yaml", schema]);
        let counted = &report["summary"]["formats"];
        assert!(counted.to_string().contains(reader.format), "{}: {counted}", reader.format);
    }
}

#[test]
fn the_list_names_every_format_and_the_detail_shows_its_example() {
    let folder = Folder::with(&[]);
    let list = folder.run(&["formats"]);
    assert_eq!(list.code, 0);
    for reader in READERS {
        assert!(list.out.contains(&format!("{}\n", reader.format)), "{}", reader.format);
        let whole = folder.run(&["formats", reader.format]);
        assert!(whole.out.contains(reader.example.files[0].0), "{}", whole.out);
    }
    let unknown = folder.run(&["formats", "sqll"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `sql`"), "{}", unknown.err);
}
