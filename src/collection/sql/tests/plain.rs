use super::*;
use crate::collection::FieldType;

#[test]
fn a_table_has_its_place_and_its_columns_theirs() {
    let text = "\u{feff}-- é\r\nCREATE TABLE IF NOT EXISTS care.child (\r\n  id int primary key, \"full é\" varchar (50)\r\n);\r\n";
    let collection = collection(text);
    let record = &collection.records[0];
    let source = &collection.source;
    assert_eq!(record.name, "care.child");
    assert_eq!((source.slice(record.span), place(source, record.span)), ("care.child", "2:28".into()));
    assert_eq!(names(record), ["id", "full é"]);
    let field = &record.fields[1];
    assert_eq!((source.slice(field.span), place(source, field.span)), ("\"full é\"", "3:23".into()));
    assert_eq!((field.field_type, field.type_text.as_str()), (FieldType::Text, "varchar(50)"));
    assert_eq!(collection.name, "case");
}

#[test]
fn types_say_what_a_field_can_hold() {
    let types = [
        ("varchar(20)", FieldType::Text),
        ("character varying(20)", FieldType::Text),
        ("nvarchar(max)", FieldType::LongText),
        ("[nvarchar](MAX)", FieldType::LongText),
        ("text", FieldType::LongText),
        ("jsonb", FieldType::Structure),
        ("text[]", FieldType::LongText),
        ("decimal(10, 2)", FieldType::Number),
        ("int unsigned", FieldType::Number),
        ("double precision", FieldType::Number),
        ("tinyint(1)", FieldType::Boolean),
        ("bit", FieldType::Boolean),
        ("timestamp(6) without time zone", FieldType::Date),
        ("datetime2(7)", FieldType::Date),
        ("varbinary(max)", FieldType::Binary),
        ("uniqueidentifier", FieldType::Text),
        ("geography", FieldType::Unknown),
        ("VARCHAR2(30 BYTE)", FieldType::Text),
    ];
    for (written, expected) in types {
        let record = record(&format!("CREATE TABLE t (a {written} NOT NULL, b int)"));
        assert_eq!(record.fields[0].field_type, expected, "{written}");
        assert_eq!(record.fields.len(), 2, "{written}");
    }
}

#[test]
fn constraints_and_indexes_are_no_columns() {
    let record = record(
        "CREATE TABLE t (id int, key varchar(50), period date, CONSTRAINT pk PRIMARY KEY (id), UNIQUE (key),\n\
         INDEX ix (key), KEY k2 (key), CHECK (id > 0), EXCLUDE USING gist (a WITH =), FOREIGN KEY (id) REFERENCES public.other (id),)",
    );
    assert_eq!(names(&record), ["id", "key", "period"]);
    assert_eq!(record.fields[0].refers_to.as_deref(), Some("other"));
}

#[test]
fn checks_list_the_values_allowed() {
    let table = record(
        "CREATE TABLE t (a char(1) CHECK (a IN ('M','F')), b int, c varchar(9) NOT NULL CHECK (c = 'x' OR c = 'y' OR c IS NULL),\n\
         d varchar(3), e int CHECK (e > 5), f int REFERENCES care.other (id) ON DELETE SET NULL,\n\
         CONSTRAINT k CHECK (b IN (1, 2) AND upper(d) IN ('P', 'it''s')))",
    );
    assert_eq!(values(field(&table, "a")), ["M", "F"]);
    assert_eq!(values(field(&table, "b")), ["1", "2"]);
    assert_eq!(values(field(&table, "c")), ["x", "y"]);
    assert_eq!(values(field(&table, "d")), ["P", "it's"]);
    assert!(field(&table, "e").allowed.is_empty());
    assert_eq!(field(&table, "f").refers_to.as_deref(), Some("care.other"));
}

#[test]
fn a_column_that_cannot_be_read_costs_itself() {
    let collection = collection(
        "CREATE TABLE t (\n  a int,\n  b int %% wrong,\n  ? text,\n  c int d text,\n  e date\n);\nCREATE TABLE u (f int);",
    );
    assert_eq!(records(&collection), ["t", "u"]);
    assert_eq!(names(&collection.records[0]), ["a", "b", "c", "e"]);
    assert_eq!(remarks(&collection), ["Unread@3:9 %% wrong", "Unread@4:3 ? text", "Unread@5:9 d text"]);
}

#[test]
fn a_broken_statement_costs_itself() {
    let text = "CREATE TABLE a (x int);\nCREATE TABLE (y int);\nCREATE TABLE b (\n  z int,\n  w text\n;\nCREATE TABLE c (v int), u int);\nCREATE TABLE d (t int);";
    let collection = collection(text);
    assert_eq!(records(&collection), ["a", "b", "c", "d"]);
    assert_eq!(names(&collection.records[1]), ["z", "w"]);
    assert_eq!(remarks(&collection), ["Unread@2:1 CREATE TABLE (y int)", "Unread@3:16 (", "Unread@7:30 )"]);
}

#[test]
fn a_table_that_does_not_end_stops_at_the_next() {
    let collection = collection("CREATE TABLE a (\n x int\nCREATE TABLE b (y int)\n");
    assert_eq!(records(&collection), ["a", "b"]);
    assert_eq!(remarks(&collection), ["Unread@1:16 ("]);
}

#[test]
fn columns_are_added_dropped_and_renamed() {
    let text = "CREATE TABLE public.t (a int, b int, c int);\n\
        ALTER TABLE t ADD COLUMN IF NOT EXISTS d varchar(20) NOT NULL, ADD e date, DROP COLUMN b, RENAME COLUMN c TO \"see\";\n\
        ALTER TABLE t ADD (f int, g int);\nALTER TABLE ONLY t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES care.u(id);\n\
        ALTER TABLE t ALTER COLUMN a\n SET NOT NULL,\n ADD h int;\nALTER TABLE t CHANGE g gg text AFTER a;";
    let table = record(text);
    assert_eq!(names(&table), ["a", "see", "d", "e", "f", "gg", "h"]);
    assert_eq!(field(&table, "gg").type_text, "text");
    assert_eq!(field(&table, "a").refers_to.as_deref(), Some("care.u"));
    let source = Source::new("", text);
    assert_eq!(place(&source, field(&table, "see").span), "2:110");
    assert_eq!(place(&source, field(&table, "d").span), "2:40");
}

#[test]
fn other_actions_add_and_drop_no_columns() {
    let text = "CREATE TABLE t (a int, b int, c int);\n\
        ALTER TABLE t ADD COLUMN d int, ALGORITHM=INPLACE, LOCK=NONE;\nALTER TABLE t DROP CONSTRAINT x, b;\n\
        ALTER TABLE t ADD e bit DEFAULT 0\n WITH VALUES,\n f int\nOPEN SYMMETRIC KEY k DECRYPTION BY x\n;\n\
        ALTER TABLE t DROP COLUMN a, c;\nALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b), OWNER TO me;";
    assert_eq!(names(&record(text)), ["b", "d", "e", "f"]);
}

#[test]
fn tables_without_columns_of_their_own_are_no_records() {
    let collection = collection("CREATE TABLE t (a int);\nCREATE TABLE u (CHECK (a > 1)) INHERITS (t);");
    assert_eq!(records(&collection), ["t"]);
}

#[test]
fn a_change_of_a_table_from_elsewhere_is_a_record() {
    let record = record("ALTER TABLE care.child ADD ethnicity varchar(3);");
    assert_eq!((record.name.as_str(), names(&record)), ("care.child", vec!["ethnicity"]));
}

#[test]
fn the_same_table_twice_is_kept_unless_it_is_the_same() {
    let same = "IF 1=1 CREATE TABLE t (a int, b text) ELSE CREATE TABLE T (A INT, b text)";
    assert_eq!(collection(same).records.len(), 1);
    let other = "IF 1=1 CREATE TABLE t (a int, b text) ELSE CREATE TABLE t (a int, c text)";
    assert_eq!(collection(other).records.len(), 2);
}

#[test]
fn what_makes_no_table_of_its_own_is_passed_over() {
    for text in [
        "INSERT INTO t VALUES ('CREATE TABLE a (b int)'); SELECT 1;",
        "CREATE TEMPORARY TABLE t (a int);",
        "CREATE TABLE #t (a int);",
        "GRANT CREATE TABLE TO someone;",
        "GRANT CREATE VIEW, CREATE TABLE, CREATE TYPE TO someone;",
        "INSERT INTO t VALUES (UNISTR('it's'));",
        "REM it's\nREM Create table t, with columns\nPROMPT don't\nINSERT INTO t VALUES (1);",
        "-- CREATE TABLE t (a int)\n/* CREATE TABLE u (a int) */",
        "",
        "\u{feff}",
        "-- @gdpr purpose=x\n\nINSERT INTO t VALUES (1);",
    ] {
        assert!(maybe("a.sql", text).is_none(), "{text}");
    }
}

#[test]
fn recognised_by_ending_or_by_content() {
    let text = "-- first\ncreate  TABLE t (a int)";
    assert!(maybe("deep/case.DDL", text).is_some());
    assert!(maybe("deep.er/case", text).is_some());
    assert!(maybe("notes.md", text).is_none());
    assert!(maybe("LICENSE", "You may create TABLE things.").is_none());
}

#[test]
fn remarks_of_clients_are_comments_outside_lists() {
    let table =
        record("REM Of t, that's it\nREM @gdpr a=1\nCREATE TABLE t (\n  rem int,\n  prompt varchar2(5)\n);");
    assert_eq!(names(&table), ["rem", "prompt"]);
    assert_eq!(
        (table.description.as_deref(), said(&table.spoken)),
        (Some("Of t, that's it"), vec![r#"{"a":1}"#.into()])
    );
}

#[test]
fn templates_are_read_through() {
    let table =
        record("{% if x %}\nCREATE TABLE {{ schema }}.person (id int, $(extra) varchar(5));\n{% endif %}");
    assert_eq!((table.name.as_str(), names(&table)), ("person", vec!["id", "$(extra)"]));
}
