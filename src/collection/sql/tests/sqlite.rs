use super::*;
use crate::collection::FieldType;

#[test]
fn a_script_of_sqlite_is_read() {
    let table = record(
        "CREATE TABLE child (id INTEGER PRIMARY KEY AUTOINCREMENT, surname, \"odd \"\"name\"\"\" TEXT, [a b] REAL, `c d` BLOB, kind CHECK(kind IN ('x', 'y'))) WITHOUT ROWID, STRICT;",
    );
    assert_eq!(names(&table), ["id", "surname", "odd \"name\"", "a b", "c d", "kind"]);
    assert_eq!(table.fields[1].field_type, FieldType::Unknown);
    assert_eq!(values(&table.fields[5]), ["x", "y"]);
}

#[test]
fn names_may_stand_in_quotes_of_strings() {
    let table = record("CREATE TABLE IF NOT EXISTS 'child' ('surname' TEXT, 'dob' DATE);");
    assert_eq!((table.name.as_str(), names(&table)), ("child", vec!["surname", "dob"]));
}

#[test]
fn an_index_of_texts_has_columns() {
    let table =
        record("CREATE VIRTUAL TABLE notes USING fts5(body, child_id UNINDEXED, tokenize = 'porter');");
    assert_eq!(names(&table), ["body", "child_id"]);
    assert_eq!(table.fields[1].type_text, "");
}
