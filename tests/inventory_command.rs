//! `noticelint inventory` as a process: every field once, in every form, and nothing lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::Folder;
use noticelint::document::rows;
use noticelint::text::Source;
use serde_json::Value;

const DICTIONARY: &str = "table,column,type,description\n\
    DM_PERSONS,PERSON_ID,numeric,\n\
    DM_PERSONS,\"SURNAME, BIRTH\",varchar(50),\n\
    DM_PERSONS,RELIG_CD,varchar(10),\n\
    DM_PERSONS,RELIG_CD,varchar(10),again\n\
    DM_PERSONS,CREATED_DTTM,datetime,\n\
    DM_PERSONS,NOTES,nvarchar(max),\n\
    DM_OFFENCES,PERSON_ID,numeric,\n\
    DM_OFFENCES,VERDICT,varchar(10),\n\
    LOOKUP_RELIGION,CODE,varchar(10),\n\
    LOOKUP_RELIGION,DESCRIPTION,varchar(50),\n";

fn table(text: &str) -> Vec<Vec<String>> {
    let source = Source::new("inventory.csv", text);
    let rows = rows(&source, b',', usize::MAX).unwrap();
    rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
}

#[test]
fn separated_values_have_a_row_for_every_field_read() {
    let folder = Folder::with(&[("warehouse.csv", DICTIONARY)]);
    let ran = folder.run(&["inventory", "--format", "csv", "warehouse.csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let rows = table(&ran.out);
    assert_eq!(
        rows[0].join(","),
        "file,record,field,type,subject,personal,direct_identifier,category,special_category,criminal_offence,opaque,\
         confidence,evidence,declared,line,column"
    );
    let short: Vec<String> = rows[1..]
        .iter()
        .map(|row| {
            let [record, field, personal, direct, special, offence, opaque, line] =
                [1, 2, 5, 6, 8, 9, 10, 14].map(|at| row[at].as_str());
            format!("{line} {record}.{field} {personal}{direct}{special}{offence}{opaque}")
        })
        .collect();
    assert_eq!(
        short,
        [
            "2 DM_PERSONS.PERSON_ID 10000",
            "3 DM_PERSONS.SURNAME, BIRTH 11000",
            "4 DM_PERSONS.RELIG_CD 10100",
            "5 DM_PERSONS.RELIG_CD 10100",
            "6 DM_PERSONS.CREATED_DTTM 00000",
            "7 DM_PERSONS.NOTES 10001",
            "8 DM_OFFENCES.PERSON_ID 10000",
            "9 DM_OFFENCES.VERDICT 10010",
            "10 LOOKUP_RELIGION.CODE 00000",
            "11 LOOKUP_RELIGION.DESCRIPTION 00000",
        ]
    );
}

#[test]
fn json_says_the_same() {
    let folder = Folder::with(&[("warehouse.csv", DICTIONARY)]);
    let csv = table(&folder.run(&["inventory", "--format", "csv"]).out);
    let ran = folder.run(&["inventory", "--format", "json"]);
    let json: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json.len(), csv.len() - 1);
    for (object, row) in json.iter().zip(&csv[1..]) {
        for (name, cell) in csv[0].iter().zip(row) {
            let value = &object[name];
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            assert_eq!(&text, cell, "{name}");
        }
    }
}

#[test]
fn what_is_declared_is_what_it_is() {
    let sql = "CREATE TABLE child (\n  zeta int, -- @gdpr category=health purpose=x\n  religion text -- @gdpr not-personal=\"of the school\"\n);\n";
    let folder = Folder::with(&[("a.sql", sql)]);
    let rows = table(&folder.run(&["inventory", "--format", "csv"]).out);
    let [personal, category, special, sure, declared] = [5, 7, 8, 11, 13];
    let said = |row: &[String]| [personal, category, special, sure, declared].map(|at| row[at].clone());
    assert_eq!(said(&rows[1]), ["1", "health", "1", "certain", "1"]);
    assert_eq!(said(&rows[2]), ["0", "", "0", "certain", "1"]);
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_listed() {
    let folder =
        Folder::with(&[("a.sql", "CREATE TABLE child (dob date);\n"), ("b.json", "{\"properties\": {")]);
    let ran = folder.run(&["inventory", "--format", "csv", "a.sql", "b.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("b.json"), "{}", ran.err);
    assert_eq!(table(&ran.out).len(), 2);
    let missing = folder.run(&["inventory", "nowhere.sql"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("nowhere.sql"));
}

#[test]
fn a_dictionary_is_a_schema_for_the_check_too() {
    let folder = Folder::with(&[
        ("warehouse.csv", DICTIONARY),
        ("numbers.csv", "ward,children\nnorth,12\n"),
        ("warehouse.gdpr.yaml", "fields:\n  DM_PERSONS.RELIG_CD:\n    category: religious-belief\n"),
    ]);
    let (report, code) = folder.report(&["."]);
    assert_eq!(code, 1);
    assert_eq!(report["summary"]["formats"]["data-dictionary"], 1);
    let undeclared = |name: &str| {
        report["findings"].as_array().unwrap().iter().any(|finding| {
            finding["rule"] == "undeclared-field" && finding["message"].as_str().unwrap().contains(name)
        })
    };
    assert!(undeclared("DM_OFFENCES.VERDICT"));
    assert!(!undeclared("LOOKUP_RELIGION"));
}

#[test]
fn people_get_a_table() {
    let folder = Folder::with(&[("warehouse.csv", DICTIONARY)]);
    let ran = common::run_in(folder.path(), &["inventory"], &[("COLUMNS", "90"), ("LANG", "C.UTF-8")]);
    insta::assert_snapshot!(ran.out, @r"
    warehouse.csv

      DM_PERSONS  about a person (other): `person` in its name
        2  PERSON_ID       personal, a key that stands for a person: `PERSON_ID` in its name
        3  SURNAME, BIRTH  direct identifier, a person's name: `SURNAME` in its name
        4  RELIG_CD        special category (religious or philosophical beliefs), religion or...
        5  RELIG_CD        special category (religious or philosophical beliefs), religion or...
        6  CREATED_DTTM    not personal, the system's own housekeeping: `CREATED_DTTM` in its...
        7  NOTES           opaque, free text about a person: `NOTES` in its name

      DM_OFFENCES  about a person: `offence` in its name
        8  PERSON_ID  personal, a key that stands for a person: `PERSON_ID` in its name
        9  VERDICT    criminal offence data: `VERDICT` in its name

      LOOKUP_RELIGION  not about a person (lookup): `lookup` in its name
        10  CODE         not personal, in a record of another kind (lookup): `lookup` in its ...
        11  DESCRIPTION  not personal, in a record of another kind (lookup): `lookup` in its ...

    10 fields: 7 personal, 1 direct identifier, 2 special category, 1 criminal offence, 1 opaque; 0 declared
    ");
}
