use super::*;

/// Reads scripts as one: `path record.field@line:column` of every field, in order.
fn fields(scripts: &[(&str, &str)]) -> Vec<String> {
    let collection = sequence(scripts);
    assert!(collection.remarks.is_empty(), "{:?}", collection.remarks);
    let mut out = Vec::new();
    for record in &collection.records {
        for field in &record.fields {
            let source = collection.file_of(&field.source);
            out.push(format!(
                "{} {}.{}@{}",
                source.path(),
                record.name,
                field.name,
                place(source, field.span)
            ));
        }
    }
    out
}

fn sequence(scripts: &[(&str, &str)]) -> Collection {
    let sources: Vec<Arc<Source>> = scripts.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    read_sequence(&sources).expect("there is a script").0
}

#[test]
fn what_scripts_come_to_is_what_counts() {
    let made = fields(&[
        (
            "1.sql",
            "CREATE TABLE child (id int, surname text, nickname text, f1 int, status int);\nCREATE TABLE gone (religion text);",
        ),
        (
            "2.sql",
            "ALTER TABLE child ADD religion text;\nALTER TABLE child RENAME COLUMN f1 TO ethnicity;\nALTER TABLE child ALTER COLUMN status TYPE text;",
        ),
        (
            "3.sql",
            "ALTER TABLE child DROP COLUMN nickname;\nDROP TABLE gone;\nALTER TABLE child RENAME TO kid;",
        ),
    ]);
    assert_eq!(
        made,
        [
            "1.sql kid.id@1:21",
            "1.sql kid.surname@1:29",
            "2.sql kid.ethnicity@2:39",
            "2.sql kid.status@3:32",
            "2.sql kid.religion@1:23"
        ]
    );
}

#[test]
fn a_column_that_comes_again_is_there() {
    let made = fields(&[
        ("1.sql", "CREATE TABLE t (a int, b int);"),
        ("2.sql", "ALTER TABLE t DROP COLUMN b;"),
        ("3.sql", "ALTER TABLE t ADD COLUMN b text;"),
        ("4.sql", "CREATE TABLE IF NOT EXISTS t (a int, b text);"),
    ]);
    assert_eq!(made, ["1.sql t.a@1:17", "3.sql t.b@1:26"]);
}

#[test]
fn declarations_stand_where_they_were_made() {
    let collection = sequence(&[
        ("1.sql", "-- @gdpr subject=child\nCREATE TABLE t (a int); -- @gdpr-ignore x\n"),
        (
            "2.sql",
            "ALTER TABLE t ADD b int; -- @gdpr category=x\nCOMMENT ON COLUMN t.a IS 'Of a @gdpr category=y';\n-- @gdpr nothing=here\n\n",
        ),
    ]);
    let record = &collection.records[0];
    assert_eq!(record.spoken[0].source.path(), "1.sql");
    assert_eq!(record.fields[0].spoken[0].source.path(), "2.sql");
    assert_eq!(said(&record.fields[1].spoken), [r#"{"category":"x"}"#]);
    assert_eq!(collection.remarks.len(), 1);
    assert_eq!(collection.remarks[0].source.as_ref().map(|source| source.path()), Some("2.sql"));
}

#[test]
fn views_and_types_know_all_scripts() {
    let collection = sequence(&[
        ("1.sql", "CREATE TYPE k AS ENUM ('a', 'b');\nCREATE TABLE t (a k);"),
        ("2.sql", "CREATE VIEW v AS SELECT * FROM t;"),
        ("3.sql", "DROP VIEW v;\nCREATE VIEW w AS SELECT a AS b FROM t;"),
    ]);
    assert_eq!(records(&collection), ["t", "w"]);
    assert_eq!(values(&collection.records[0].fields[0]), ["a", "b"]);
}

#[test]
fn parts_that_undo_are_passed_over() {
    for text in [
        "-- migrate:up\nCREATE TABLE t (a int);\n\n-- migrate:down\nDROP TABLE t;\nCREATE TABLE old (b int);\n",
        "-- +goose Up\nCREATE TABLE t (a int);\n-- +goose Down\nALTER TABLE t ADD c int;\n",
        "-- +migrate Down\nCREATE TABLE old (b int);\n-- +migrate Up\nCREATE TABLE t (a int);\n",
        "# --- !Ups\nCREATE TABLE t (a int);\n# --- !Downs\nALTER TABLE t ADD c int;\n",
        "--liquibase formatted sql\n--changeset a:1\nCREATE TABLE t (a int);\n--rollback ALTER TABLE t ADD c int;\n",
    ] {
        let table = record(text);
        assert_eq!((table.name.as_str(), names(&table)), ("t", vec!["a"]), "{text}");
    }
    assert_eq!(collection("CREATE TABLE t (a int);\n-- migrate:down\nx\n").passed_over.len(), 1);
}
