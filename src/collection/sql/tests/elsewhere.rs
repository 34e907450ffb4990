use super::*;
use crate::collection::FieldType;

fn only_remark(text: &str) -> String {
    let collection = collection(text);
    assert_eq!(records(&collection), [""; 0], "{text}");
    let mut remarks = remarks(&collection);
    assert_eq!(remarks.len(), 1, "{text}: {remarks:?}");
    remarks.remove(0)
}

#[test]
fn tables_whose_columns_stand_elsewhere_are_remarked_on() {
    for (text, expected) in [
        ("CREATE TABLE t AS SELECT * FROM u;", "Unread@1:1 CREATE TABLE t"),
        ("CREATE TABLE s.t AS\nSELECT * FROM u;", "Unread@1:1 CREATE TABLE s.t"),
        ("CREATE TABLE [t] WITH (DISTRIBUTION = HASH(a)) AS SELECT 1;", "Unread@1:1 CREATE TABLE [t]"),
        ("CREATE TABLE t LIKE u;", "Unread@1:1 CREATE TABLE t"),
        ("CREATE TABLE t (LIKE u INCLUDING ALL);", "Unread@1:1 CREATE TABLE t"),
        ("CREATE TABLE t OF u;", "Unread@1:1 CREATE TABLE t"),
        ("CREATE TABLE t PARTITION OF u DEFAULT;", "Unread@1:1 CREATE TABLE t"),
        ("CREATE TABLE t () INHERITS (u);", "Unread@1:1 CREATE TABLE t"),
        ("CREATE TABLE t;", "Unread@1:1 CREATE TABLE t"),
        ("CREATE MATERIALIZED VIEW v AS SELECT * FROM u;", "Unread@1:1 CREATE MATERIALIZED VIEW v"),
        ("CREATE VIEW v AS SELECT u.*, w.* FROM u, w;", "Unread@1:1 CREATE VIEW v"),
        ("CREATE VIEW v AS EXECUTE something;", "Unread@1:1 CREATE VIEW v"),
        ("USE x\nGO\nSELECT * INTO [dbo].[t] FROM u\nGO\n", "Unread@3:10 INTO [dbo].[t]"),
        ("SET @s = 'ALTER TABLE t ADD a int';", "Unread@1:10 'ALTER TABLE t ADD a int'"),
        ("DECLARE @s nvarchar(max) = N'CREATE TABLE t (a int)'", "Unread@1:28 N'CREATE TABLE t (a int)'"),
        ("DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD a int'; END $$;", "Unread@1:21 'ALTER TABLE t ADD a int'"),
        (
            "BEGIN EXECUTE IMMEDIATE 'ALTER TABLE t ADD (a int)'; END;\n/\n",
            "Unread@1:25 'ALTER TABLE t ADD (a int)'",
        ),
        ("EXEC('CREATE TABLE t (a int)')", "Unread@1:6 'CREATE TABLE t (a int)'"),
        ("EXEC sp_executesql N'create table t (a int)';", "Unread@1:20 N'create table t (a int)'"),
        ("EXEC sp_rename @old, @new, 'COLUMN';", "Unread@1:1 EXEC sp_rename"),
    ] {
        assert_eq!(only_remark(text), expected, "{text}");
    }
}

#[test]
fn what_keeps_no_fields_is_passed_over() {
    for text in [
        "CREATE MATERIALIZED VIEW LOG ON u;",
        "CREATE TEMPORARY TABLE t AS SELECT 1;",
        "CREATE PRIVATE TEMPORARY TABLE t (a int);",
        "SELECT * INTO #t FROM u;",
        "SELECT * INTO tempdb..#t FROM u;",
        "SELECT * INTO TEMP t FROM u;",
        "SELECT a INTO @a FROM u;",
        "INSERT INTO t\nSELECT a FROM u\nINSERT INTO t SELECT 1",
        "SELECT 1; INSERT INTO t VALUES (1);",
        "CREATE PROCEDURE dbo.p AS\nSELECT * INTO t FROM u;\nSELECT * INTO w FROM u;\nEXEC('CREATE TABLE t (a int)')\nGO\n",
        "CREATE FUNCTION f RETURN int IS v int;\nBEGIN\n SELECT a INTO v FROM u;\nEND;\n/\n",
        "DECLARE\n v int;\nBEGIN\n SELECT a INTO v FROM u;\nEND;\n/\n",
        "SELECT `a` INTO v FROM u;",
        "EXEC('CREATE TABLE #t (a int)')",
        "SET @s = 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1)';",
        "SET @s = 'alter table t drop column a';",
        "INSERT INTO log VALUES ('CREATE TABLE t (a int)');",
        "EXEC log 'create table t failed'",
        "EXEC sp_rename 'dbo.a', 'b';",
        "GRANT CREATE VIEW, CREATE TABLE TO someone;",
        "GRANT CREATE ANY TABLE TO someone;",
        "CREATE PUBLICATION p FOR TABLE t;",
        "ALTER TYPE s ADD VALUE 'x';",
    ] {
        assert!(maybe("a.sql", text).is_none(), "{text}");
    }
}

#[test]
fn copies_of_tables_in_the_file_are_judged_there() {
    let text = "CREATE TABLE c (LIKE d, e int);\nCREATE TABLE d (a int);\nCREATE TABLE f LIKE d;\nCREATE TABLE g PARTITION OF d DEFAULT;\nCREATE TABLE h () INHERITS (public.d);\nCREATE TYPE k AS (a int);\nCREATE TABLE l OF k;";
    let collection = collection(text);
    assert_eq!(remarks(&collection), [""; 0]);
    assert_eq!(records(&collection), ["c", "d", "k"]);
}

#[test]
fn columns_beside_a_query_are_read() {
    let listed = record("CREATE TABLE t (a, b) AS SELECT 1, 2;");
    assert_eq!(names(&listed), ["a", "b"]);
    for text in [
        "CREATE TABLE `t` (a int) AS SELECT b FROM u;",
        "CREATE TABLE `t` (a int) ENGINE=InnoDB\nSELECT b FROM u;",
    ] {
        let collection = collection(text);
        assert_eq!(names(&collection.records[0]), ["a"]);
        assert_eq!(remarks(&collection), ["Unread@1:1 CREATE TABLE `t`"]);
    }
}

#[test]
fn types_with_fields_are_read_like_tables() {
    for text in [
        "CREATE TYPE [dbo].[p] AS TABLE ([a] [int] NOT NULL, -- Of a\n [b] [nvarchar](5), PRIMARY KEY ([a]))\nGO\n",
        "CREATE TYPE p AS (a int, b varchar(5));",
        "CREATE OR REPLACE TYPE p IS OBJECT (a int, b varchar2(5), MEMBER FUNCTION f RETURN int);",
        "CREATE TYPE p AS (a int);\nALTER TYPE p ADD ATTRIBUTE c text;\nALTER TYPE p RENAME ATTRIBUTE c TO b;",
        "CREATE COLUMN TABLE p (a int, b int);",
    ] {
        let record = record(text);
        assert_eq!((record.name.as_str(), names(&record)), ("p", vec!["a", "b"]), "{text}");
    }
}

#[test]
fn renames_in_tables_from_elsewhere_are_records() {
    for text in [
        "-- Of b @gdpr x=1\nALTER TABLE care.t RENAME COLUMN a TO b;",
        "-- Of b @gdpr x=1\nALTER TABLE care.t CHANGE a b varchar(5);",
        "-- Of b @gdpr x=1\nEXEC sp_rename 'care.t.a', 'b', 'COLUMN';",
    ] {
        let record = record(text);
        assert_eq!((record.name.as_str(), names(&record)), ("care.t", vec!["b"]), "{text}");
        assert_eq!(said(&record.fields[0].spoken), [r#"{"x":1}"#], "{text}");
    }
    let more = record("ALTER TABLE t ADD a int;\nALTER TABLE t RENAME b TO c;\nALTER TABLE t RENAME c TO d;");
    assert_eq!(names(&more), ["a", "d"]);
}

#[test]
fn columns_are_renamed_by_procedure() {
    let text = "CREATE TABLE dbo.t ([x y] int, b int)\nGO\nEXEC sp_rename N'dbo.t.[x y]', N'a', N'COLUMN'\nGO\nsp_rename @objtype = 'column', @newname = 'c', @objname = '[t].[b]'\nGO\n";
    let table = record(text);
    assert_eq!(names(&table), ["a", "c"]);
    assert_eq!(place(&Source::new("", text), table.fields[0].span), "3:34");
}

#[test]
fn row_versions_are_numbers() {
    let table = record("CREATE TABLE dbo.t (a timestamp, b rowversion, c nvarchar(5))");
    assert_eq!(table.fields[0].field_type, FieldType::Number);
    assert_eq!(table.fields[1].field_type, FieldType::Number);
    assert_eq!(record("CREATE TABLE t (a timestamp)").fields[0].field_type, FieldType::Date);
}

#[test]
fn names_in_brackets_may_go_over_lines() {
    let table = record("CREATE TABLE [dbo].[t] (\n [a\n b] int,\n [c] int\n)");
    assert_eq!(names(&table), ["a\n b", "c"]);
}
