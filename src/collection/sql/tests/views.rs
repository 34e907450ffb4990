use super::*;
use crate::collection::{FieldType, RecordKind};

const CHILD: &str = "CREATE TABLE child (id int, surname varchar(50), sex char(1) CHECK (sex IN ('f', 'm')), school_id int REFERENCES school(id));\n";

/// The view of a script that makes `child` and then something of it.
fn shown(query: &str) -> Record {
    let mut collection = collection(&format!("{CHILD}{query}"));
    assert_eq!(remarks(&collection), [""; 0], "{query}");
    assert_eq!(collection.records.len(), 2, "{query}");
    collection.records.remove(1)
}

#[test]
fn a_view_is_a_record_of_its_columns() {
    for query in [
        "CREATE VIEW v AS SELECT id, c.surname AS x FROM child c;",
        "CREATE OR REPLACE VIEW v (id, x) AS\nSELECT id,\nsurname\nFROM child;",
        "CREATE VIEW dbo.v AS SELECT c.id, x = c.surname FROM dbo.child AS c",
        "CREATE VIEW v AS SELECT id, surname x FROM child WHERE id IN (SELECT 1)",
        "CREATE VIEW v AS SELECT TOP 10 child.id, UPPER(child.surname) AS [x] FROM child (NOLOCK) ORDER BY 1",
        "CREATE MATERIALIZED VIEW v AS SELECT DISTINCT ON (id) id, (surname)::text AS x FROM ONLY child WITH NO DATA;",
        "CREATE VIEW v WITH (security_barrier=true) AS WITH k AS (SELECT id, surname AS s FROM child) SELECT id, s AS x FROM k;",
        "CREATE VIEW v AS SELECT q.id, q.x FROM (SELECT id, surname AS x FROM child UNION ALL SELECT 1, 'a') q;",
        "CREATE VIEW v AS (SELECT a.id, b.surname x FROM child a LEFT JOIN child b ON a.id = b.id);",
        "CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`b` SQL SECURITY DEFINER VIEW `v` AS select `child`.`id` AS `id`,`child`.`surname` AS `x` from `child`;",
        "CREATE FORCE EDITIONABLE VIEW v AS SELECT id, CASE WHEN sex = 'f' THEN surname END x FROM child;",
        "CREATE VIEW v AS SELECT id, extract(year FROM current_date) AS x FROM child;",
        "CREATE TABLE v AS\nSELECT id, surname AS x FROM child;",
        "CREATE TABLE v (id, x) AS SELECT id, surname FROM child;",
        "CREATE TABLE v (SELECT id, surname AS x FROM child);",
        "SELECT id, surname AS x INTO v FROM child;",
        "SELECT id, surname AS x\nINTO UNLOGGED v FROM child;",
    ] {
        assert_eq!(names(&shown(query)), ["id", "x"], "{query}");
    }
}

#[test]
fn a_column_takes_over_what_its_source_says() {
    let view = shown(
        "CREATE VIEW v AS SELECT c.sex AS g, c.school_id AS place, lower(c.surname) AS n, count(*) AS many FROM child c GROUP BY 1;",
    );
    assert_eq!(view.kind, RecordKind::View);
    let [g, place, n, many] = &view.fields[..] else { panic!("four fields") };
    assert_eq!((g.type_text.as_str(), g.field_type, values(g)), ("char(1)", FieldType::Text, vec!["f", "m"]));
    assert_eq!((g.title.as_deref(), g.description.as_deref()), (Some("sex"), Some("From child.sex.")));
    assert_eq!(g.shows, Some(("child".to_owned(), "sex".to_owned())));
    assert_eq!(place.refers_to.as_deref(), Some("school"));
    assert_eq!(
        (n.title.as_deref(), n.description.as_deref(), &n.shows),
        (Some("surname"), Some("From child.surname."), &None)
    );
    assert_eq!((&many.title, &many.description), (&None, &None));
    let kept = shown("CREATE TABLE v AS SELECT id, surname AS x FROM child;");
    assert_eq!((kept.kind, &kept.fields[1].shows), (RecordKind::Table, &None));
    assert_eq!(kept.fields[1].title.as_deref(), Some("surname"));
    let afar = record("CREATE VIEW v AS SELECT p.surname AS x, y FROM care.person p;");
    assert_eq!(afar.fields[0].description.as_deref(), Some("From care.person.surname."));
    assert_eq!(afar.fields[1].description, None);
}

#[test]
fn all_columns_are_those_of_the_tables() {
    let all = shown("CREATE VIEW v AS SELECT c.*, 1 AS one FROM child c;");
    assert_eq!(names(&all), ["id", "surname", "sex", "school_id", "one"]);
    let some = shown("CREATE VIEW v AS SELECT * EXCEPT (sex, school_id) FROM child;");
    assert_eq!(names(&some), ["id", "surname"]);
    let later = collection(&format!("CREATE VIEW v AS SELECT * FROM child;\n{CHILD}"));
    assert_eq!(records(&later), ["child", "v"]);
    assert_eq!(later.records[1].fields.len(), 4);
    let view = collection(&format!(
        "{CHILD}CREATE VIEW a AS SELECT surname AS x FROM child;\nCREATE VIEW b AS SELECT x AS y FROM a;"
    ));
    assert_eq!(view.records[2].fields[0].shows, Some(("child".to_owned(), "surname".to_owned())));
    let unknown = collection("CREATE VIEW v AS SELECT a, u.* FROM t, u;");
    assert_eq!(remarks(&unknown), ["Unread@1:1 CREATE VIEW v"]);
    assert_eq!(names(&unknown.records[0]), ["a"]);
}

#[test]
fn comments_and_notes_speak_of_views_and_their_columns() {
    let text = "CREATE TABLE t (a int);\n-- Shared with schools @gdpr purpose=x\nCREATE VIEW v AS\nSELECT a AS b, -- Of b @gdpr category=y\n  a AS c -- Of c\nFROM t -- not of c\nWHERE 1 = 1;\nCOMMENT ON VIEW v IS 'A view';\nCOMMENT ON COLUMN v.c IS 'More';\n";
    let collection = collection(text);
    assert_eq!(remarks(&collection), [""; 0]);
    let view = &collection.records[1];
    assert_eq!(
        (said(&view.spoken), view.description.as_deref()),
        (vec![r#"{"purpose":"x"}"#.to_owned()], Some("A view Shared with schools"))
    );
    assert_eq!(said(&view.fields[0].spoken), [r#"{"category":"y"}"#]);
    assert!(
        !view.fields[1].description.as_deref().unwrap_or("").contains("not of"),
        "{:?}",
        view.fields[1].description
    );
    assert!(view.fields[1].description.as_deref().unwrap_or("").contains("More Of c"));
}

#[test]
fn a_view_that_is_made_again_takes_its_own_place() {
    let collection = collection(
        "CREATE VIEW v AS SELECT 1 AS a, 1 AS b;\nCREATE OR REPLACE VIEW v AS SELECT x AS a FROM t;",
    );
    assert_eq!(records(&collection), ["v"]);
    assert_eq!(names(&collection.records[0]), ["a"]);
    assert_eq!(place(&collection.source, collection.records[0].fields[0].span), "2:41");
}

#[test]
fn hostile_queries_end() {
    let deep = format!("CREATE VIEW v AS {}SELECT 1 AS a{};", "(".repeat(50_000), ")".repeat(50_000));
    let _ = maybe("a.sql", &deep);
    let nested = format!(
        "CREATE VIEW v AS {}SELECT 1 AS a{} x;",
        "SELECT a FROM (".repeat(5_000),
        ") x".repeat(5_000)
    );
    let _ = maybe("a.sql", &nested);
    let mut twice = "CREATE VIEW v AS WITH q0 AS (SELECT 1 AS a, 2 AS b)".to_owned();
    for at in 1..60 {
        twice.push_str(&format!(", q{at} AS (SELECT x.*, y.* FROM q{} x, q{} y)", at - 1, at - 1));
    }
    let doubled = collection(&format!("{twice} SELECT * FROM q59;"));
    assert_eq!(remarks(&doubled).len(), 1);
    let columns: Vec<String> = (0..1_000).map(|at| format!("c{at} int")).collect();
    let many = format!(
        "CREATE TABLE t ({});\n{}",
        columns.join(", "),
        "CREATE TABLE u AS SELECT * FROM t;\n".repeat(2_000)
    );
    let copied = collection(&many);
    assert!(copied.records.iter().map(|record| record.fields.len()).sum::<usize>() < 110_000);
    assert!(!copied.remarks.is_empty());
    let wide = format!("CREATE VIEW v AS SELECT {} FROM {};", "a+b+c,".repeat(20_000), "t,".repeat(20_000));
    let _ = maybe("a.sql", &wide);
}
