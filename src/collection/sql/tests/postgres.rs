use super::*;
use crate::collection::{FieldType, Layer};

const DUMP: &str = "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\nSET statement_timeout = 0;\n\n--\n-- Name: sex; Type: TYPE; Schema: public; Owner: -\n--\n\nCREATE TYPE public.sex AS ENUM (\n    'female',\n    'male'\n);\n\nCREATE DOMAIN public.colour AS character varying(5) CHECK (((VALUE)::text = ANY ((ARRAY['red'::character varying, 'blue'::character varying])::text[])));\n\nCREATE FUNCTION public.f() RETURNS trigger\n    LANGUAGE plpgsql\n    AS $_$\nBEGIN\n  CREATE TABLE inner_table (it's int);\nEND;\n$_$;\n\n--\n-- Name: child; Type: TABLE; Schema: public; Owner: -\n--\n\nCREATE TABLE public.child (\n    id bigint DEFAULT nextval('public.child_id_seq'::regclass) NOT NULL,\n    sex public.sex,\n    colour public.colour,\n    status character varying(20) DEFAULT 'open'::character varying NOT NULL,\n    born timestamp with time zone DEFAULT now(),\n    tags text[] DEFAULT '{}'::text[],\n    age integer GENERATED ALWAYS AS (date_part('year'::text, born)) STORED,\n    rank numeric(10,2) DEFAULT (-1)::numeric,\n    CONSTRAINT child_status CHECK (((status)::text = ANY ((ARRAY['open'::character varying, 'closed'::character varying])::text[])))\n)\nPARTITION BY RANGE (born);\n\nCOMMENT ON TABLE public.child IS 'Children known to us @gdpr subject=child';\nCOMMENT ON COLUMN public.child.sex IS 'As registered. @gdpr category=ethnicity not-personal=''no, really''';\n\nCOPY public.child (id, sex) FROM stdin;\n1\tfe'male\n2\t$$\n\\.\n\nALTER TABLE ONLY public.child\n    ADD CONSTRAINT child_pkey PRIMARY KEY (id);\n";

#[test]
fn a_dump_is_read() {
    let table = record(DUMP);
    let source = Source::new("", DUMP);
    assert_eq!(names(&table), ["id", "sex", "colour", "status", "born", "tags", "age", "rank"]);
    assert_eq!(place(&source, table.span), "31:14");
    assert_eq!(values(field(&table, "sex")), ["female", "male"]);
    assert_eq!(field(&table, "sex").field_type, FieldType::Text);
    assert_eq!(values(field(&table, "colour")), ["red", "blue"]);
    assert_eq!(values(field(&table, "status")), ["open", "closed"]);
    assert_eq!(field(&table, "born").type_text, "timestamp with time zone");
    assert_eq!(table.description.as_deref(), Some("Children known to us"));
}

#[test]
fn comments_on_things_declare_with_places() {
    let table = record(DUMP);
    let source = Source::new("", DUMP);
    assert_eq!(said(&table.spoken), [r#"{"subject":"child"}"#]);
    assert_eq!(table.spoken[0].layer, Layer::Record);
    let sex = field(&table, "sex");
    assert_eq!(sex.description.as_deref(), Some("As registered."));
    assert_eq!(said(&sex.spoken), [r#"{"category":"ethnicity","not-personal":"no, really"}"#]);
    let (key, value) = sex.spoken[0].root().member("category").unwrap();
    assert_eq!((place(&source, key.span), source.slice(value.span())), ("45:61".into(), "ethnicity"));
}

#[test]
fn a_comment_on_something_from_elsewhere_is_remarked_on() {
    let collection =
        collection("COMMENT ON COLUMN child.sex IS 'x @gdpr category=sex';\nCOMMENT ON TABLE other IS 'y';");
    assert_eq!(remarks(&collection), ["Declaration@1:33 x @gdpr category=sex"]);
}

#[test]
fn schemas_may_be_left_out_of_comments() {
    let table = record(
        "CREATE TABLE care.child (a int);\nCOMMENT ON COLUMN child.a IS 'One';\nCOMMENT ON TABLE care.child IS $$Two$$;",
    );
    assert_eq!(table.fields[0].description.as_deref(), Some("One"));
    assert_eq!(table.description.as_deref(), Some("Two"));
}

#[test]
fn copies_of_tables_elsewhere_are_passed_over() {
    let text = "CREATE TABLE a PARTITION OF b FOR VALUES FROM (1) TO (2);\nCREATE TABLE c (LIKE d INCLUDING ALL, e int);\nCREATE FOREIGN TABLE f (g int OPTIONS (x 'y')) SERVER s;\nCREATE UNLOGGED TABLE h (i inet);";
    let collection = collection(text);
    assert_eq!(records(&collection), ["c", "f", "h"]);
    assert_eq!(names(&collection.records[0]), ["e"]);
}

#[test]
fn partitions_are_their_table() {
    let text = "CREATE TABLE p (id integer NOT NULL, surname text)\nPARTITION BY RANGE (id);\nCREATE TABLE p_1 (\n    surname text,\n    id integer NOT NULL\n);\nALTER TABLE ONLY p ATTACH PARTITION p_1 FOR VALUES FROM (0) TO (9);\n";
    let table = record(text);
    assert_eq!((table.name.as_str(), names(&table)), ("p", vec!["id", "surname"]));
}

#[test]
fn blocks_that_run_with_the_script_are_read() {
    let text = "CREATE TABLE t (a int);\nDO $do$\nDECLARE n int;\nBEGIN\n  SELECT count(*) INTO n FROM t;\n  IF n = 0 THEN\n    ALTER TABLE t ADD COLUMN b text; -- Of b @gdpr x=1\n  END IF;\nEND $do$;\nALTER TABLE t ADD COLUMN c text;\n";
    let table = record(text);
    assert_eq!(names(&table), ["a", "b", "c"]);
    assert_eq!(said(&table.fields[1].spoken), [r#"{"x":1}"#]);
    assert_eq!(place(&Source::new("", text), table.fields[1].span), "7:30");
    let function = record(
        "CREATE TABLE t (a int);\nCREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE t ADD b int; END $$;",
    );
    assert_eq!(names(&function), ["a"]);
}
