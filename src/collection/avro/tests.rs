use std::fmt::Write as _;
use std::path::Path;

use super::super::{Collection, FieldType, Layer, RemarkKind, Unread, read as read_any};
use crate::text::Source;

fn read_as(path: &str, text: &str) -> Result<Collection, Unread> {
    read_any(&Source::new(path, text), None, Path::new("."), true)
}

#[track_caller]
fn read(text: &str) -> Collection {
    read_as("child.avsc", text).unwrap()
}

/// A record with these fields.
fn with(fields: &str) -> String {
    format!(r#"{{"type":"record","name":"R","fields":[{fields}]}}"#)
}

/// Every field as `record.field type`.
#[track_caller]
fn fields(text: &str) -> Vec<String> {
    let collection = read(text);
    let line =
        |record: &str, field: &super::super::Field| format!("{record}.{} {}", field.name, field.type_text);
    let records = collection.records.iter();
    records.flat_map(|record| record.fields.iter().map(move |field| line(&record.name, field))).collect()
}

fn remarks(collection: &Collection) -> Vec<RemarkKind> {
    collection.remarks.iter().map(|remark| remark.kind).collect()
}

#[test]
fn types_say_what_a_field_can_hold() {
    for (kind, expected) in [
        (r#""string""#, FieldType::Text),
        (r#"["null","boolean"]"#, FieldType::Boolean),
        (r#"{"type":"long","logicalType":"timestamp-micros"}"#, FieldType::Date),
        (r#"{"type":"long","logicalType":"local-timestamp-millis"}"#, FieldType::Date),
        (r#"{"type":"bytes","logicalType":"decimal"}"#, FieldType::Number),
        (r#"{"type":"long","logicalType":"ours"}"#, FieldType::Number),
        (r#""bytes""#, FieldType::Binary),
        (r#"{"type":"map","values":"int"}"#, FieldType::Structure),
        (r#"["int","string"]"#, FieldType::Text),
        (r#"{"type":{"type":"string"}}"#, FieldType::Text),
        (r#""null""#, FieldType::Unknown),
    ] {
        let collection = read(&with(&format!(r#"{{"name":"a","type":{kind}}}"#)));
        assert_eq!(collection.records[0].fields[0].field_type, expected, "{kind}");
    }
}

#[test]
fn what_is_named_is_read_once_and_knows_its_users() {
    let collection = read(&with(
        r#"{"name":"home","type":{"type":"record","name":"x.Address","fields":[{"name":"street","type":"string"}]}},
           {"name":"work","type":["null","x.Address"]},{"name":"other","type":"y.Address"},{"name":"self","type":"R"}"#,
    ));
    assert_eq!(fields(&with(r#"{"name":"self","type":"R"},{"name":"b","type":"int"}"#)), ["R.b int"]);
    assert_eq!(collection.records[1].name, "R.home");
    assert_eq!(collection.records[1].users, ["R.work"]);
    assert_eq!(collection.records[0].users, ["R.self"]);
    let other = &collection.records[0].fields[0];
    assert_eq!((other.name.as_str(), other.refers_to.as_deref()), ("other", Some("y.Address")));
}

#[test]
fn enumerations_list_their_values_wherever_they_are_named() {
    let collection = read(&with(
        r#"{"name":"a","type":{"type":"enum","name":"E","symbols":["X","Y"]}},{"name":"b","type":{"type":"array","items":"E"}}"#,
    ));
    for field in &collection.records[0].fields {
        let values: Vec<&str> = field.allowed.iter().map(|allowed| allowed.value.as_str()).collect();
        assert_eq!(values, ["X", "Y"]);
    }
}

#[test]
fn declarations_and_keys_of_other_tools_are_carried() {
    let collection = read(
        r#"{"type":"record","name":"R","doc":"A child","x-gdpr":{"subject":"child"},"confluent:tags":["PII"],"fields":[
        {"name":"a","doc":"First","type":{"type":"string","x-pii":"name","x-gdpr":{"category":"inner"}},"x-gdpr":{"category":"outer"},"confluent:tags":["PRIVATE"]},
        {"name":"b","type":{"type":"record","name":"B","x-gdpr":{"category":"b"},"fields":[{"name":"c","type":"int","x-gdpr":3}]}}]}"#,
    );
    assert_eq!(collection.spoken[0].layer, Layer::Document);
    assert_eq!(collection.asides[0].key, "confluent:tags");
    assert!(collection.records[0].spoken.is_empty());
    assert_eq!(collection.records[0].description.as_deref(), Some("A child"));
    let field = &collection.records[0].fields[0];
    let categories: Vec<_> =
        field.spoken.iter().map(|said| said.root().get_str("category").unwrap()).collect();
    assert_eq!(categories, ["outer", "inner"]);
    let keys: Vec<&str> = field.asides.iter().map(|aside| aside.key.as_str()).collect();
    assert_eq!(keys, ["confluent:tags", "x-pii"]);
    assert_eq!(field.description.as_deref(), Some("First"));
    assert_eq!(collection.records[1].spoken[0].layer, Layer::Record);
    assert_eq!(remarks(&collection), [RemarkKind::Declaration]);
}

#[test]
fn other_files_are_not_taken() {
    for (path, text) in [
        ("a.json", r#"{"type":"record","name":"x"}"#),
        ("a.json", r#"{"type":"enum","name":"E","symbols":["X"]}"#),
        ("a.json", r#"[{"type":"record"},{"type":"cat"}]"#),
        ("a.json", r#"{"protocol":"https","host":"a"}"#),
        ("package.json", r#"{"name":"a","type":"module","fields":[]}"#),
    ] {
        assert!(matches!(read_as(path, text), Err(Unread::NoSchema(_))), "{text}");
    }
    assert_eq!(read_as("a.json", &with(r#"{"name":"a","type":"int"}"#)).unwrap().format, "avro");
    assert!(read(r#"{"type":"enum","name":"E","symbols":["X"]}"#).records.is_empty());
    assert!(read(r#""string""#).records.is_empty());
}

#[test]
fn what_is_broken_is_said_at_its_place() {
    for text in [r#"{"name":"R"}"#, "3", r#"{"type":"record","name":"R","fields":[{"#] {
        let Err(Unread::Failed(failure)) = read_as("a.avsc", text) else { panic!("{text}") };
        assert!(failure.message.contains("othing in"), "{}", failure.message);
    }
    let collection = read(&with(
        r#"{"type":"int"},{"name":"a","type":7},{"name":"b"},{"name":"c","type":{"type":"array"}},{"name":"d","type":{"type":"record","name":"D","fields":{}}},{"name":"e","type":"int"}"#,
    ));
    assert_eq!(remarks(&collection), [RemarkKind::Unread; 5]);
    let names: Vec<&str> = collection.records[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "e"]);
}

#[test]
fn marks_and_names_of_all_kinds_keep_their_places() {
    let text = format!("\u{feff}{}", with("\r\n{\"name\":\"a [b] \\\"c\\\"\",\"type\":\"int\"}").as_str());
    let collection = read(&text);
    let field = &collection.records[0].fields[0];
    assert_eq!(field.name, "a [b] \"c\"");
    assert_eq!(
        (collection.source.position(field.span.start).line, collection.source.slice(field.span)),
        (2, r#""a [b] \"c\"""#)
    );
}

#[test]
fn many_fields_and_deep_types_end_cleanly() {
    let mut many = String::new();
    for at in 0..100_000 {
        let _ = write!(
            many,
            "{}{{\"name\":\"f{at}\",\"type\":[\"null\",\"string\"]}}",
            if at == 0 { "" } else { "," }
        );
    }
    assert_eq!(read(&with(&many)).records[0].fields.len(), 100_000);
    let deep = format!("{}\"int\"{}", r#"{"type":"array","items":"#.repeat(250), "}".repeat(250));
    assert_eq!(remarks(&read(&with(&format!(r#"{{"name":"a","type":{deep}}}"#)))), [RemarkKind::Limit]);
    let mut nested = "\"int\"".to_owned();
    for at in 0..80 {
        nested = format!(r#"{{"type":"record","name":"N{at}","fields":[{{"name":"n","type":{nested}}}]}}"#);
    }
    assert_eq!(fields(&nested), [format!("N79{}.n int", ".n".repeat(79))]);
    let symbols: Vec<String> = (0..2_000).map(|at| format!("\"S{at}\"")).collect();
    let mut copies =
        format!(r#"{{"name":"a","type":{{"type":"enum","name":"E","symbols":[{}]}}}}"#, symbols.join(","));
    for at in 0..1_000 {
        let _ = write!(copies, r#",{{"name":"f{at}","type":"E"}}"#);
    }
    assert!(remarks(&read(&with(&copies))).contains(&RemarkKind::Limit));
}
