use super::*;
use crate::collection::Layer;

fn described(text: &str) -> Vec<String> {
    let record = record(text);
    record
        .fields
        .iter()
        .map(|field| format!("{}={}", field.name, field.description.as_deref().unwrap_or("")))
        .collect()
}

#[test]
fn comments_behind_and_above_belong_to_columns() {
    let text = "CREATE TABLE t (\n  a int, -- of a\n  -- of b\n  -- and more\n  b int -- behind b\n  , c int /* of c */\n\n  -- far away\n\n  , d int, /* of e */ e int,\n  f varchar(5) -- inside f\n    NOT NULL,\n  -- of g\n  , g int\n  -- of nothing\n)";
    assert_eq!(
        described(text),
        ["a=of a", "b=of b and more behind b", "c=of c", "d=", "e=of e", "f=inside f", "g=of g"]
    );
}

#[test]
fn a_comment_goes_on_under_itself() {
    let text = "CREATE TABLE t (\n  a int, -- one\n         -- two\n  b int\n)";
    assert_eq!(described(text), ["a=one two", "b="]);
}

#[test]
fn comments_at_a_table_belong_to_it() {
    for text in [
        "-- Of t\nCREATE TABLE t (\n a int)",
        "/*\n * Of t\n */\nCREATE TABLE t\n(\n a int)",
        "CREATE TABLE t -- Of t\n(\n a int)",
        "CREATE TABLE t ( -- Of t\n a int)",
        "CREATE TABLE t (\n a int\n); -- Of t",
        "SELECT 1;\n-- Of t\nCREATE TABLE t (a int)",
    ] {
        let table = record(text);
        assert_eq!(table.description.as_deref(), Some("Of t"), "{text}");
        assert_eq!(table.fields[0].description, None, "{text}");
    }
    assert_eq!(record("-- Not of t\n\nCREATE TABLE t (a int)").description, None);
}

#[test]
fn declarations_in_comments_have_layers_and_places() {
    let text = "-- @gdpr purpose=whole\n\n-- Children @gdpr subject=child\nCREATE TABLE t (\n  é int, -- é @gdpr category=ethnicity\n  b int\n);";
    let collection = collection(text);
    let record = &collection.records[0];
    assert_eq!(remarks(&collection), [""; 0]);
    assert_eq!(
        (said(&collection.spoken), collection.spoken[0].layer),
        (vec![r#"{"purpose":"whole"}"#.into()], Layer::Document)
    );
    assert_eq!(
        (said(&record.spoken), record.spoken[0].layer),
        (vec![r#"{"subject":"child"}"#.into()], Layer::Record)
    );
    let spoken = &record.fields[0].spoken[0];
    assert_eq!(
        (said(&record.fields[0].spoken), spoken.layer),
        (vec![r#"{"category":"ethnicity"}"#.into()], Layer::Field)
    );
    let (key, value) = spoken.root().member("category").unwrap();
    assert_eq!(place(&collection.source, spoken.node.span), "5:15");
    assert_eq!(
        (place(&collection.source, key.span), place(&collection.source, value.span())),
        ("5:21".into(), "5:30".into())
    );
}

#[test]
fn the_nearest_declaration_comes_first() {
    let table = record("CREATE TABLE t (\n  -- @gdpr a=1\n  -- @gdpr a=2\n  x int -- @gdpr a=3\n)");
    assert_eq!(said(&table.fields[0].spoken), [r#"{"a":3}"#, r#"{"a":2}"#, r#"{"a":1}"#]);
}

#[test]
fn several_purposes_are_several_uses() {
    let table = record(
        "CREATE TABLE t (\n  -- @gdpr purpose=one lawful-basis=e subject=child\n  x int -- @gdpr purpose=two recipients=police,dfe\n)",
    );
    assert_eq!(
        said(&table.fields[0].spoken),
        [
            r#"{"subject":"child","uses":[{"lawful-basis":"e","purpose":"one"},{"purpose":"two","recipients":["police","dfe"]}]}"#
        ]
    );
}

#[test]
fn declarations_attached_to_nothing_are_remarked_on() {
    let text = "SELECT 1;\n-- @gdpr a=1\n\nCREATE TABLE t (\n  a int\n  -- @gdpr b=1\n);\nALTER TABLE t -- @gdpr c=1\n ADD b int, ADD c int;";
    assert_eq!(
        remarks(&collection(text)),
        ["Declaration@2:3  @gdpr a=1", "Declaration@6:5  @gdpr b=1", "Declaration@8:17  @gdpr c=1"]
    );
}

#[test]
fn declarations_belong_to_added_columns() {
    let text = "CREATE TABLE t (a int);\n-- Of b @gdpr x=1\nALTER TABLE t ADD b int;\nALTER TABLE t ADD c int; -- @gdpr x=2\nALTER TABLE t\n  ADD d int, -- @gdpr x=3\n  ADD e int -- @gdpr x=4\n;";
    let table = record(text);
    let all: Vec<_> = table.fields.iter().map(|field| said(&field.spoken).join("")).collect();
    assert_eq!(all, ["", r#"{"x":1}"#, r#"{"x":2}"#, r#"{"x":3}"#, r#"{"x":4}"#]);
    assert_eq!(field(&table, "b").description.as_deref(), Some("Of b"));
}

#[test]
fn notes_of_tools_and_silencings_are_no_description() {
    let text = "CREATE TABLE t (\n  a int, -- metadata={\"item_ref\":\"X\"}\n  b int, -- Code @gdpr-ignore undeclared-field reason=\"x\"\n  -- old int,\n  c int\n)";
    assert_eq!(described(text), ["a=", "b=Code", "c="]);
}
