use super::*;

#[track_caller]
fn is_schema(path: &str, text: &str) -> bool {
    read_as(path, text).is_ok_and(|collection| collection.format == "json-schema")
}

#[test]
fn schemas_are_known_by_what_they_say() {
    for text in [
        r#"{"$schema":"http://json-schema.org/draft-04/schema#"}"#,
        r#"{"$schema":"https://json-schema.org/draft/2019-09/schema","notice":"x"}"#,
        r#"{"type":"object","properties":{"a":{"type":"string"},"b":true}}"#,
        r#"{"properties":{"a":{"$ref":"b.json"}}}"#,
        r#"{"definitions":{"a":{"type":"object"},"group":{"x":{}}}}"#,
        r#"{"$id":"a","oneOf":[{"type":"string"}]}"#,
        r#"{"type":"array","items":{"type":"object"}}"#,
    ] {
        assert!(is_schema("a.json", text), "{text}");
    }
    assert!(is_schema("a.yaml", "$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\n"));
}

#[test]
fn other_files_are_not_taken_for_schemas() {
    for text in [
        "[]",
        r#"{"openapi":"3.1.0","$schema":"https://json-schema.org/draft/2020-12/schema"}"#,
        r#"{"swagger":"2.0","definitions":{"a":{"type":"object"}}}"#,
        r#"{"asyncapi":"3.0.0","properties":{"a":{"type":"string"}}}"#,
        r#"{"name":"x","version":"1.0.0","type":"module","dependencies":{"a":"1"}}"#,
        r#"{"$schema":"https://json.schemastore.org/package.json","name":"x"}"#,
        r#"{"type":"Feature","properties":{"name":{"type":"string"}},"geometry":{}}"#,
        r#"{"type":"FeatureCollection","features":[]}"#,
        r#"{"properties":{"name":{"title":"Name","description":"Your name"}}}"#,
        r#"{"properties":{"name":{"type":"keyword"},"born":{"type":"date"}}}"#,
        r#"{"type":"object","properties":{"name":{"type":"keyword"}}}"#,
        r#"{"mappings":{"properties":{"age":{"type":"integer"}}}}"#,
        r#"{"title":"Menu","items":[{"type":"string"}]}"#,
        r#"{"definitions":{"services":{"docker":{"memory":2048}}}}"#,
        r#"{"type":"Microsoft.Web/sites","properties":{"a":{"type":"string"}}}"#,
        r#"{"type":"object","properties":{}}"#,
        r#"{"resourceType":"Patient","type":"object","properties":{"a":{"type":"string"}}}"#,
    ] {
        assert!(!is_schema("a.json", text), "{text}");
    }
    for text in [
        "notice: bcp\ntitle: x\nproperties: {a: {type: string}}\n",
        "services:\n  web: {image: x}\nvolumes: {}\n",
        "on: push\njobs: {build: {steps: []}}\n",
        "records:\n  - select: referral.*\n",
    ] {
        assert!(!is_schema("a.yaml", text), "{text}");
    }
}

#[test]
fn toml_and_text_are_not_asked() {
    assert!(!is_schema("a.toml", "type = \"object\"\n[properties.a]\ntype = \"string\"\n"));
    assert!(!is_schema("a.md", "{\"type\":\"object\"}"));
}
