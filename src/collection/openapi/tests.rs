use std::fmt::Write as _;
use std::path::Path;

use super::super::{Collection, FieldType, Layer, RemarkKind, Unread, read as read_any};
use crate::text::Source;

fn read_as(path: &str, text: &str) -> Result<Collection, Unread> {
    read_any(&Source::new(path, text), None, Path::new("."), true)
}

#[track_caller]
fn read(text: &str) -> Collection {
    read_as(if text.trim_start().starts_with('{') { "api.json" } else { "api.yaml" }, text).unwrap()
}

/// Every field as `record.field`.
#[track_caller]
fn fields(text: &str) -> Vec<String> {
    let collection = read(text);
    let records = collection.records.iter();
    records
        .flat_map(|record| record.fields.iter().map(|field| format!("{}.{}", record.name, field.name)))
        .collect()
}

fn remarks(collection: &Collection) -> Vec<(RemarkKind, &str)> {
    collection.remarks.iter().map(|remark| (remark.kind, collection.source.slice(remark.span))).collect()
}

#[track_caller]
fn failure(text: &str) -> String {
    match read_as("api.yaml", text) {
        Err(Unread::Failed(failure)) => failure.message,
        other => panic!("{other:?}"),
    }
}

/// Paths with one operation, indented by two.
fn operation(body: &str) -> String {
    let mut out = "openapi: 3.0.3\npaths:\n  /a:\n    post:\n".to_owned();
    for line in body.lines() {
        let _ = writeln!(out, "      {line}");
    }
    out
}

#[test]
fn what_is_declared_around_speaks_for_what_is_inside() {
    let collection = read(
        "openapi: 3.0.0
info: {title: a, x-gdpr: {purpose: p, subject: child}}
x-pii: document
paths:
  /a:
    x-gdpr: {agreement: path}
    post:
      x-gdpr: {category: operation}
      x-tira: {retention-time: {period: P1Y}}
      parameters:
      - {name: q, in: query, x-gdpr: {category: parameter}, schema: {type: string, x-pii: email, x-gdpr: {category: schema}}}
      requestBody:
        x-gdpr: {category: body}
        content:
          application/json:
            schema: {type: object, properties: {b: {type: string, x-gdpr: {category: property}}}}
      responses:
        '200': {description: r, content: {a/b: {schema: {type: object, properties: {c: {type: string}}}}}}
        '400': {description: r, x-gdpr: {category: refused}, content: {a/b: {schema: {type: object, properties: {d: {type: string}}}}}}
",
    );
    assert_eq!(collection.spoken[0].layer, Layer::Document);
    assert_eq!(collection.asides[0].key, "x-pii");
    let category = |record: usize, field: usize| -> Vec<&str> {
        collection.records[record].fields[field]
            .spoken
            .iter()
            .filter_map(|said| said.root().get_str("category"))
            .collect()
    };
    let record = |record: usize| -> Vec<(Layer, String)> {
        let spoken = &collection.records[record].spoken;
        spoken.iter().map(|said| (said.layer, said.root().to_value().to_string())).collect()
    };
    assert_eq!(category(0, 0), ["parameter", "schema"]);
    assert_eq!(category(0, 1), ["property", "body"]);
    let around = vec![
        (Layer::Record, r#"{"category":"operation"}"#.to_owned()),
        (Layer::Record, r#"{"agreement":"path"}"#.to_owned()),
    ];
    assert_eq!(record(0), around);
    // What succeeds is what the operation is for.
    assert_eq!(record(1), around);
    assert_eq!(record(2), [(Layer::Record, r#"{"category":"refused"}"#.to_owned())]);
    assert_eq!(collection.records[0].fields[0].asides[0].values[0].0, "email");
    assert_eq!(collection.records[0].asides[0].key, "x-tira.retention-time.period");
}

#[test]
fn shared_things_stand_once_and_name_their_users() {
    let collection = read(
        "openapi: 3.1.0
paths:
  /a:
    get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {'200': {$ref: '#/components/responses/R'}}}
    put: {requestBody: {$ref: '#/components/requestBodies/B'}, responses: {'200': {$ref: '#/components/responses/S'}}}
components:
  parameters: {P: {name: p, in: query, schema: {type: string}}}
  requestBodies: {B: {content: {a/b: {schema: {type: object, properties: {b: {type: string}}}}}}}
  responses:
    R: {description: r, content: {a/b: {schema: {type: object, properties: {r: {type: string}}}}}}
    S: {description: s, content: {a/b: {schema: {$ref: '#/components/schemas/T'}}}}
  schemas: {T: {type: object, properties: {t: {type: string}}}}
",
    );
    let found: Vec<(String, &str, String)> = collection
        .records
        .iter()
        .map(|record| (record.name.clone(), record.kind.word(), record.users.join(", ")))
        .collect();
    let expected = [("P", "GET /a"), ("B", "PUT /a"), ("R", "GET /a 200"), ("T", "PUT /a 200")];
    let expected = expected.map(|(name, users)| (name.to_owned(), "definition", users.to_owned()));
    assert_eq!(found, expected);
    assert!(collection.remarks.is_empty());
}

#[test]
fn an_operation_does_not_repeat_the_definition_that_it_uses() {
    let text = "openapi: 3.0.0\npaths: {/a: {get: {x-gdpr: {subject: child}, responses: {'200': {description: a, content: {a/b: {schema: {$ref: '#/components/schemas/T'}}}}}}}}\ncomponents: {schemas: {T: {type: object, properties: {t: {type: string}}}}}\n";
    assert_eq!(fields(text), ["T.t"]);
}

#[test]
fn a_body_that_is_one_value_is_a_field() {
    let body = |schema: &str| operation(&format!("requestBody: {{content: {{a/b: {{schema: {schema}}}}}}}"));
    assert_eq!(fields(&body("{type: string, format: binary}")), ["POST /a.body"]);
    assert_eq!(fields(&body("{type: object}")), ["POST /a.body"]);
    assert_eq!(
        read(&body("{type: string, format: binary}")).records[0].fields[0].field_type,
        FieldType::Binary
    );
    assert!(fields(&body("{}")).is_empty());
    let media = "requestBody: {content: {a/b: {schema: {type: object, properties: {x: {type: string}}}}, c/d: {schema: {type: object, properties: {x: {type: string}, y: {type: string}}}}}}";
    assert_eq!(fields(&operation(media)), ["POST /a.x", "POST /a.y"]);
}

#[test]
fn parameters_may_have_content_or_an_object() {
    let text = operation(
        "parameters:
- {name: filter, in: query, style: deepObject, schema: {type: object, properties: {born: {type: string}}}}
- {name: where, in: query, content: {application/json: {schema: {type: string, enum: [a, b]}}}}
- {in: query, schema: {type: string}}
- {name: 7, in: query, schema: {type: integer}}",
    );
    let collection = read(&text);
    assert_eq!(fields(&text), ["POST /a.where", "POST /a.7", "POST /a.filter.born"]);
    assert_eq!(collection.records[0].fields[0].allowed.len(), 2);
    assert_eq!(remarks(&collection), [(RemarkKind::Unread, "in")]);
}

#[test]
fn path_items_are_read_once() {
    let text = "openapi: 3.1.0
paths:
  /a: {$ref: '#/components/pathItems/I'}
  /b: {$ref: '#/paths/~1c'}
  /c: {get: {parameters: [{name: c, in: query, schema: {type: string}}], responses: {default: {description: a}}}}
components:
  pathItems: {I: {get: {parameters: [{name: i, in: query, schema: {type: string}}], responses: {default: {description: a}}}}}
";
    assert_eq!(fields(text), ["GET /b.c", "GET /a.i"]);
}

#[test]
fn webhooks_and_callbacks_carry_data() {
    let text = "openapi: 3.1.0
webhooks: {closed: {post: {requestBody: {content: {a/b: {schema: {type: object, properties: {w: {type: string}}}}}}}}}
paths:
  /a:
    post:
      callbacks: {heard: {'{$url}': {post: {requestBody: {content: {a/b: {schema: {type: object, properties: {c: {type: string}}}}}}}}}}
";
    let mut found = fields(text);
    found.sort();
    assert_eq!(found, ["POST closed.w", "POST heard of POST /a.c"]);
}

#[test]
fn a_version_that_is_not_read_is_said_at_its_key() {
    for (text, version) in [
        ("openapi: 4.0.0\ninfo: {title: a}\n", "`4.0.0`"),
        ("swagger: '1.2'\ninfo: {title: a}\n", "`1.2`"),
        ("swaggerVersion: 1.1\napis: []\n", "`1.1`"),
        ("asyncapi: 1.0.0\ninfo: {}\n", "`1.0.0`"),
    ] {
        assert!(failure(text).contains(version), "{text}");
    }
}

#[test]
fn what_is_not_well_formed_or_leads_nowhere_is_said() {
    let collection =
        read("openapi: 3.0.0\npaths: [a]\ncomponents: {schemas: 3, parameters: {P: {$ref: '#/none'}}}\n");
    assert_eq!(
        remarks(&collection),
        [(RemarkKind::Unread, "paths"), (RemarkKind::Unread, "schemas"), (RemarkKind::Unread, "'#/none'")]
    );
    let collection = read(
        "openapi: 3.0.0\npaths: {/a: 3, /b: {get: x}}\ncomponents: {responses: {A: {$ref: '#/components/responses/B'}, B: {$ref: '#/components/responses/A'}}}\n",
    );
    assert_eq!(collection.remarks.len(), 4, "{:?}", collection.remarks);
    assert!(failure("openapi: 3.0.0\npaths:\n  /a: {get: {").contains("not well-formed YAML"));
}

#[test]
fn marks_and_line_ends_change_nothing() {
    let text = "openapi: 3.0.0\r\npaths:\r\n  /a:\r\n    get:\r\n      parameters:\r\n      - name: Größe [cm] \"x\"\r\n        in: query\r\n        schema: {type: number}\r\n";
    let collection = read_as("api.yaml", &format!("\u{feff}{text}")).unwrap();
    let field = &collection.records[0].fields[0];
    assert_eq!(field.name, "Größe [cm] \"x\"");
    assert_eq!(collection.source.slice(field.span), "Größe [cm] \"x\"");
    assert_eq!(collection.source.position(field.span.start).line, 6);
}

#[test]
fn circles_end_and_many_operations_are_many_records() {
    let text = "openapi: 3.0.0\npaths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}}\ncomponents: {schemas: {T: {$ref: '#/components/schemas/U'}, U: {$ref: '#/components/schemas/T'}, V: {type: object, properties: {v: {$ref: '#/components/schemas/V'}, w: {type: string}}}}}\n";
    assert_eq!(fields(text), ["V.w"]);
    let mut many = "{\"openapi\":\"3.0.0\",\"paths\":{".to_owned();
    for at in 0..20_000 {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            many,
            "{comma}\"/p{at}\":{{\"get\":{{\"parameters\":[{{\"$ref\":\"#/components/parameters/P\"}},{{\"name\":\"n\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}]}}}}"
        );
    }
    many.push_str("},\"components\":{\"parameters\":{\"P\":{\"name\":\"p\",\"in\":\"query\",\"schema\":{\"type\":\"string\"}}}}}");
    let collection = read(&many);
    assert_eq!(collection.records.len(), 20_001);
    assert_eq!(collection.records[20_000].users.len(), 20_000);
}

#[test]
fn messages_say_when_their_payload_is_another_language() {
    let collection = read(
        "asyncapi: 3.0.0\ncomponents:\n  messages:\n    m: {payload: {schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: {type: record}}}\n    n: {name: told, payload: {type: object, properties: {x: {type: string}}}, x-gdpr: {subject: child}}\n",
    );
    assert_eq!(collection.format, "asyncapi");
    assert_eq!(collection.remarks.len(), 1);
    assert_eq!(collection.records[0].name, "told");
    assert_eq!(collection.records[0].spoken[0].root().get_str("subject"), Some("child"));
}
