#![allow(clippy::unwrap_used, reason = "tests stop at the first fault")]

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::super::testing::{allowed, field, fields, remarks};
use super::super::{Collection, Unread, read};
use crate::text::{Source, TextError};

/// A sheet: its name, its rows, and the ranges of its merged cells.
type Sheet<'s> = (&'s str, &'s [&'s [&'s str]], &'s [&'s str]);

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "&#10;")
}

/// A workbook's bytes, its cells text, or numbers where they are written as such.
fn book(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let mut part = |name: &str, text: String| {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let (mut names, mut relations) = (String::new(), String::new());
    for (at, (name, rows, merged)) in sheets.iter().enumerate() {
        let id = at + 1;
        names.push_str(&format!("<sheet name=\"{}\" sheetId=\"{id}\" r:id=\"r{id}\"/>", escaped(name)));
        relations.push_str(&format!("<Relationship Id=\"r{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"));
        let mut data = String::new();
        for (row, cells) in rows.iter().enumerate() {
            data.push_str(&format!("<row r=\"{}\">", row + 1));
            for (column, text) in cells.iter().enumerate() {
                let place = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
                data.push_str(&match text.parse::<f64>() {
                    Ok(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
                    Err(_) if text.is_empty() => String::new(),
                    Err(_) => {
                        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text))
                    }
                });
            }
            data.push_str("</row>");
        }
        let merged: String = merged.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        part(
            &format!("xl/worksheets/sheet{id}.xml"),
            format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
            ),
        );
    }
    part(
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned(),
    );
    part(
        "xl/workbook.xml",
        format!(
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>"
        ),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
        ),
    );
    zip.finish().unwrap().into_inner()
}

fn opened(source: &Arc<Source>, named: bool) -> Result<Collection, Unread> {
    read(source, None, Path::new("."), named)
}

fn collection(sheets: &[Sheet<'_>]) -> Collection {
    opened(&Source::from_bytes("folder/book.xlsx", book(sheets)).unwrap(), true).unwrap()
}

#[test]
fn a_place_is_a_row_and_a_column_of_its_sheet() {
    let first: &[&[&str]] =
        &[&["Title"], &[], &["Child", "Religion", "Date"], &["Ann Example", "None", "45000"]];
    let second: &[&[&str]] = &[&["Worker", "Phone", "Team"]];
    let collection = collection(&[("Plans", first, &["A1:C1"]), ("Empty", &[], &[]), ("Staff", second, &[])]);
    let names = [
        "Plans.Child: ",
        "Plans.Religion: ",
        "Plans.Date: ",
        "Staff.Worker: ",
        "Staff.Phone: ",
        "Staff.Team: ",
    ];
    assert_eq!(fields(&collection), names);
    let place = |name| {
        let position = collection.source.position(field(&collection, name).span.start);
        (position.line, position.column, position.column_utf16)
    };
    assert_eq!((place("Religion"), place("Worker")), ((3, 2, 2), (1, 1, 1)));
    assert_eq!(collection.records[0].description.as_deref(), Some("Title"));
    // Nothing of the data is in the text that findings are printed from.
    assert!(!format!("{collection:?}").contains("Example"));
}

#[test]
fn headings_over_and_under_merged_cells_are_one() {
    let rows: &[&[&str]] = &[
        &["Child", "Visit", "", "Worker"],
        &["", "First\nday", "Was the child seen?", ""],
        &["1", "45000", "Y", "a b"],
    ];
    let collection = collection(&[("List 2", rows, &["A1:A2", "B1:C1", "D1:D2"])]);
    let names = ["List 2.Child: ", "List 2.First day: ", "List 2.Was the child seen?: ", "List 2.Worker: "];
    assert_eq!(fields(&collection), names);
    let group = |name| field(&collection, name).description.as_deref();
    assert_eq!([group("Child"), group("First day"), group("Worker")], [None, Some("Visit"), None]);
}

#[test]
fn dictionaries_are_read_below_their_title() {
    let rows: &[&[&str]] = &[
        &["Dictionary of the warehouse"],
        &["Table", "Column", "Type", "Values"],
        &["CHILD", "SEX", "char(1)", "1 = male\n2 = female"],
        &[],
        &["", "UPN", "text", ""],
    ];
    let collection = collection(&[("Contents", &[&["a", "b", "c"]], &[]), ("Fields", rows, &[])]);
    assert_eq!(fields(&collection), ["CHILD.SEX: char(1)", "CHILD.UPN: text"]);
    assert_eq!(allowed(field(&collection, "SEX")), ["1=male", "2=female"]);
    assert_eq!(collection.source.position(field(&collection, "UPN").span.start).line, 5);
}

#[test]
fn sheets_of_one_heading_each_are_told_apart() {
    let rows: &[&[&str]] = &[&["Table", "Column", "Type"], &["child", "id", "int"]];
    let two = collection(&[("New", rows, &[]), ("Old", rows, &[])]);
    assert_eq!(fields(&two), ["New.child.id: int", "Old.child.id: int"]);
    let one = collection(&[("Sheet1", &[&["Forename", "Surname", "Town"]], &[])]);
    assert_eq!(fields(&one)[0], "book.Forename: ");
}

#[test]
fn workbooks_without_headings_are_none() {
    let prose: &[&[&str]] = &[&["How to fill this in"], &["First, read the guidance."]];
    let lists: &[&[&str]] = &[&["Ethnicity", "Gender", "Outcome"], &["WBRI", "F", "None"]];
    let data: &[&[&str]] = &[&["Smith", "John", "London"], &["Jones", "Mary", "Leeds"]];
    let source =
        Source::from_bytes("a.xlsx", book(&[("A", prose, &[]), ("Lists", lists, &[]), ("B", data, &[])]))
            .unwrap();
    assert!(matches!(opened(&source, true), Err(Unread::NoSchema(_))));
}

#[test]
fn questions_of_forms_are_fields() {
    let survey: &[&[&str]] = &[
        &["type", "name", "label::Polski (pl)", "label::English (en)", "hint"],
        &["start", "start"],
        &["begin group", "child", "", "About the child"],
        &["select_one yes_no or_other", "needs", "", "Needs?", "Ask gently"],
        &["begin_repeat", "carer", "", "Carers"],
        &["text", "surname", "", "Surname"],
        &["end_repeat"],
        &["end group"],
        &["note", "thanks", "", "Thank you"],
        &["calculate", "score"],
        &["text", "", "", "Nameless"],
        &["end group"],
    ];
    let choices: &[&[&str]] =
        &[&["list name", "name", "label::English (en)"], &["yes_no", "y", "Yes"], &["yes_no", "n", "No"]];
    let settings: &[&[&str]] = &[&["form_title", "form_id"], &["Home visit", "visit"]];
    let collection =
        collection(&[("survey", survey, &[]), ("choices", choices, &[]), ("settings", settings, &[])]);
    assert_eq!(collection.format, "xlsform");
    assert_eq!(
        fields(&collection),
        [
            "visit.start: start",
            "visit.score: calculate",
            "visit.child.needs: select_one yes_no or_other",
            "visit.child.carer.surname: text"
        ]
    );
    let needs = field(&collection, "needs");
    assert_eq!(allowed(needs), ["y=Yes", "n=No"]);
    assert_eq!((needs.title.as_deref(), needs.description.as_deref()), (Some("Needs?"), Some("Ask gently")));
    assert_eq!(remarks(&collection), ["11: Unread", "12: Unread"]);
}

fn refused(bytes: Vec<u8>) -> String {
    match Source::from_bytes("a.xlsx", bytes) {
        Err(TextError::Workbook(why)) => why,
        Err(other) => format!("{other:?}"),
        Ok(_) => "read".to_owned(),
    }
}

#[test]
fn other_kinds_of_workbooks_are_said() {
    assert!(refused(b"\xd0\xcf\x11\xe0 old".to_vec()).contains("old kind"));
    let of = |name: &str| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for part in [name, "mimetype"] {
            zip.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    assert!(refused(of("content.xml")).contains(".ods"));
    assert!(refused(of("xl/workbook.bin")).contains(".xlsb"));
    assert_eq!(refused(of("word/document.xml")), "Binary");
}

#[test]
fn damaged_workbooks_end_cleanly() {
    let whole = book(&[("A", &[&["Forename", "Surname", "Town"], &["a", "b", "1"]], &[])]);
    for length in (0..whole.len()).step_by(7) {
        let _ = Source::from_bytes("a.xlsx", whole[..length].to_vec());
    }
    assert!(refused(whole[..whole.len() - 30].to_vec()).contains("damaged"));
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x15;
        if let Ok(source) = Source::from_bytes("a.xlsx", bytes) {
            let _ = opened(&source, true);
        }
    }
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let whole = book(&[("A", &[&["Forename", "Surname", "Town"]], &[])]);
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = std::io::read_to_string(&mut part).unwrap();
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
        text = text.replace("</sheetData>", far);
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let source = Source::from_bytes("a.xlsx", zip.finish().unwrap().into_inner()).unwrap();
    assert!(source.sheets()[0].cut && source.text().len() < 100);
    assert_eq!(fields(&opened(&source, true).unwrap()).len(), 3);
}
