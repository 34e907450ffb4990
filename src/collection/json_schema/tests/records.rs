use super::super::super::FieldType;
use super::*;

const NONE: [&str; 0] = [];

#[test]
fn properties_are_fields_at_their_keys() {
    let text = "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"type\": \"object\",\n  \"properties\": {\n    \"surname\": {\"type\": \"string\"},\n    \"age\": {\"type\": \"integer\"}\n  }\n}";
    assert_eq!(fields(text), ["referral.surname string 5:5", "referral.age integer 6:5"]);
    assert_eq!(records(text), ["record referral 1:1"]);
    assert_eq!(read(text).source.slice(read(text).records[0].fields[0].span), "\"surname\"");
}

#[test]
fn yaml_is_read_as_json_is() {
    let text = "$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\nproperties:\n  naïve: {type: string}\n  é: {type: object, properties: {x: {}}}\n";
    assert_eq!(fields(text), ["referral.naïve string 4:3", "referral.é.x any 5:34"]);
    assert_eq!(records(text), ["record referral 1:1", "record referral.é 5:3"]);
}

#[test]
fn marks_line_ends_and_wide_letters_keep_their_places() {
    let text = "\u{feff}{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\r\n\"title\":\"😀é\", \"properties\":{\"é😀\":{},\r\n \"b\":{}}}";
    assert_eq!(fields(text), ["referral.é😀 any 2:29", "referral.b any 3:2"]);
    assert_eq!(records(text), ["record referral 1:1"]);
}

#[test]
fn comments_and_trailing_commas_are_allowed() {
    let text = "// ours\n{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\", /* x */ \"properties\":{\"a\":{},},}";
    assert_eq!(fields(text), ["referral.a any 2:82"]);
}

#[test]
fn nested_objects_and_arrays_of_them_are_records_and_no_fields() {
    let text = with(
        r#""child":{"type":"object","properties":{"name":{"type":"string"}}},"visits":{"type":"array","items":{"type":"array","items":{"properties":{"on":{"type":"string","format":"date"}}}}}"#,
    );
    assert_eq!(fields(&text), ["referral.child.name string 2:40", "referral.visits.on string (date) 2:139"]);
    assert_eq!(records(&text), ["record referral.child 2:1", "record referral.visits 2:67"]);
}

#[test]
fn a_root_that_is_a_list_is_a_record() {
    let text = r#"{"$schema":"http://json-schema.org/draft-04/schema#","type":"array","items":{"properties":{"a":{}}}}"#;
    assert_eq!(fields(text), ["referral.a any 1:92"]);
}

#[test]
fn every_way_to_say_items_counts() {
    for items in [
        r#""items":[{"properties":{"a":{}}}]"#,
        r#""prefixItems":[true,{"properties":{"a":{}}}]"#,
        r#""items":[],"additionalItems":{"properties":{"a":{}}}"#,
        r#""contains":{"properties":{"a":{}}}"#,
        r#""unevaluatedItems":{"properties":{"a":{}}}"#,
    ] {
        let names: Vec<String> =
            read(&with(&format!(r#""l":{{{items}}}"#))).records.into_iter().map(|r| r.name).collect();
        assert_eq!(names, ["referral.l"], "{items}");
    }
}

#[test]
fn types_say_what_a_field_can_hold() {
    for (schema, field_type, text) in [
        (r#"{"type":"string"}"#, FieldType::Text, "string"),
        (r#"{"type":"string","maxLength":50}"#, FieldType::Text, "string"),
        (r#"{"type":"string","maxLength":1000}"#, FieldType::LongText, "string"),
        (r#"{"type":"string","format":"textarea"}"#, FieldType::LongText, "string (textarea)"),
        (r#"{"type":"string","ui:widget":"textarea"}"#, FieldType::LongText, "string"),
        (r#"{"type":"string","x-ui":{"widget":"TextArea"}}"#, FieldType::LongText, "string"),
        (r#"{"type":"string","format":"date-time"}"#, FieldType::Date, "string (date-time)"),
        (r#"{"type":["string","null"],"format":"date"}"#, FieldType::Date, "string (date)"),
        (r#"{"type":"string","contentMediaType":"image/png"}"#, FieldType::Binary, "string"),
        (r#"{"type":"string","format":"binary"}"#, FieldType::Binary, "string (binary)"),
        (r#"{"type":["integer","null"]}"#, FieldType::Number, "integer"),
        (r#"{"type":["string","number"]}"#, FieldType::Text, "string or number"),
        (r#"{"type":"boolean"}"#, FieldType::Boolean, "boolean"),
        (r#"{"type":"object"}"#, FieldType::Structure, "object"),
        (r#"{"additionalProperties":{"type":"string"}}"#, FieldType::Structure, "object"),
        (
            r#"{"type":"array","items":{"type":"string","format":"date"}}"#,
            FieldType::Date,
            "array of string (date)",
        ),
        (r#"{"type":"array"}"#, FieldType::Unknown, "array"),
        (r#"{"enum":["a"]}"#, FieldType::Text, "string"),
        (r#"{"const":4}"#, FieldType::Number, "number"),
        (r#"{"pattern":"^a"}"#, FieldType::Text, "any"),
        (r#"{"minimum":3}"#, FieldType::Number, "any"),
        ("{}", FieldType::Unknown, "any"),
        ("true", FieldType::Unknown, "any"),
        (r#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, FieldType::Text, "string"),
    ] {
        let found = field(&format!(r#""x":{schema}"#));
        assert_eq!((found.field_type, found.type_text.as_str()), (field_type, text), "{schema}");
    }
}

#[test]
fn a_property_that_may_not_be_there_is_no_field() {
    assert_eq!(fields(&with(r#""a":false,"b":true"#)), ["referral.b any 2:11"]);
}

#[test]
fn allowed_values_and_their_labels_are_kept() {
    for (schema, expected) in [
        (r#"{"enum":["M",1,true,null]}"#, vec!["M", "1", "true"]),
        (r#"{"enum":["M","F"],"enumNames":["Male","Female"]}"#, vec!["M=Male", "F=Female"]),
        (r#"{"x-enum-varnames":["Male"],"enum":["M","F"]}"#, vec!["M=Male", "F"]),
        (
            r#"{"oneOf":[{"const":"M","title":"Male"},{"const":"F","description":"Female"}]}"#,
            vec!["M=Male", "F=Female"],
        ),
        (r#"{"anyOf":[{"enum":["M"],"title":"Male"},{"type":"null"}]}"#, vec!["M=Male"]),
        (r#"{"type":"array","items":{"enum":["a","b"]}}"#, vec!["a", "b"]),
        (r#"{"anyOf":[{"enum":["a","b"]},{"enum":["b","c"]}]}"#, vec!["a", "b", "c"]),
        (r#"{"type":"string","examples":["a"],"default":"b"}"#, vec![]),
    ] {
        assert_eq!(allowed(&field(&format!(r#""x":{schema}"#))), expected, "{schema}");
    }
}

#[test]
fn titles_and_descriptions_are_the_nearest() {
    let found = field(
        r#""x":{"oneOf":[{"title":"Branch","description":"b"}],"items":{"description":"i"},"title":"Own"}"#,
    );
    assert_eq!((found.title.as_deref(), found.description.as_deref()), (Some("Own"), Some("b")));
    let text = with(r#""x":{"title":"Child","description":"A child.","properties":{"a":{}}}"#);
    assert_eq!(read(&text).records[0].description.as_deref(), Some("Child: A child."));
}

#[test]
fn branches_add_fields_to_the_same_record_once() {
    let text = with(
        r#""a":{}},"allOf":[{"properties":{"a":{},"b":{}}}],"anyOf":[{"properties":{"c":{"const":"1"}}},{"properties":{"c":{"const":"2"}}}],"if":{"properties":{"a":{"const":"x"},"i":{}}},"then":{"properties":{"d":{}}},"else":{"properties":{"e":{}}},"dependentSchemas":{"a":{"properties":{"f":{}}}},"dependencies":{"a":["b"],"b":{"properties":{"g":{}}}},"not":{"properties":{"z":{}}"#,
    );
    let collection = read(&text);
    assert_eq!(collection.records.len(), 1);
    let names: Vec<&str> = collection.records[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "d", "e", "f", "g", "i"]);
    assert_eq!(allowed(&collection.records[0].fields[0]), NONE);
    assert_eq!(allowed(&collection.records[0].fields[2]), ["1", "2"]);
}

#[test]
fn a_value_fixed_under_a_condition_does_not_close_the_list() {
    let text = with(r#""a":{"type":"string"}},"then":{"properties":{"a":{"const":"UK"}}"#);
    assert_eq!(allowed(&read(&text).records[0].fields[0]), NONE);
}

#[test]
fn branches_of_a_nested_object_meet_in_one_record() {
    let text = with(r#""a":{"properties":{"b":{}}}},"then":{"properties":{"a":{"properties":{"c":{}}}}"#);
    assert_eq!(fields(&text), ["referral.a.b any 2:20", "referral.a.c any 2:71"]);
    let either = with(r#""a":{"oneOf":[{"properties":{"b":{}}},{"properties":{"c":{}}}]}"#);
    assert_eq!(records(&either), ["record referral.a 2:1"]);
}

#[test]
fn what_may_be_an_object_or_a_text_is_both() {
    let text = with(r#""a":{"anyOf":[{"type":"string"},{"properties":{"b":{}}}]}"#);
    assert_eq!(fields(&text), ["referral.a string 2:1", "referral.a.b any 2:48"]);
}

#[test]
fn patterns_and_maps_have_names() {
    let text = with(
        r#""p":{"patternProperties":{"^x-\\d":{"type":"string"}}},"m":{"additionalProperties":{"properties":{"a":{}}}},"n":{"additionalProperties":{"additionalProperties":{"properties":{"a":{}}}}}"#,
    );
    assert_eq!(
        fields(&text),
        ["referral.p.^x-\\d string 2:27", "referral.m.*.a any 2:99", "referral.n.*.*.a any 2:176"]
    );
}

#[test]
fn keys_that_stand_twice_are_read_twice() {
    let text = with(
        r#""a":{"type":"string"},"a":{"type":"integer"},"o":{"properties":{"b":{}},"properties":{"c":{}}}"#,
    );
    assert_eq!(
        fields(&text),
        [
            "referral.a string 2:1",
            "referral.a integer 2:23",
            "referral.o.b any 2:65",
            "referral.o.c any 2:87"
        ]
    );
    assert_eq!(remarks(&text), ["DuplicateKey 2:23", "DuplicateKey 2:73"]);
}

#[test]
fn keywords_of_the_wrong_kind_are_told_or_passed_over() {
    assert_eq!(remarks(&with(r#""a":{"properties":[1]}"#)), ["Unread 2:6"]);
    let text = with(
        r#""a":{"type":5,"enum":{"a":1},"items":7,"allOf":"x","title":[],"if":3,"dependencies":[],"$defs":[],"maxLength":"long"},"b":"string""#,
    );
    assert_eq!(fields(&text).len(), 2);
}
