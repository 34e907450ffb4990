use std::fmt::Write as _;
use std::path::Path;

use super::super::{Collection, FieldType, Layer, RemarkKind, Unread, read as read_any};
use crate::text::Source;

fn read_as(path: &str, text: &str) -> Result<Collection, Unread> {
    read_any(&Source::new(path, text), None, Path::new("."), true)
}

/// Reads what follows the statement of the syntax.
#[track_caller]
fn read(text: &str) -> Collection {
    read_as("child.proto", &format!("syntax = \"proto3\";\n{text}")).unwrap()
}

fn fields(collection: &Collection) -> Vec<String> {
    let records = collection.records.iter();
    let line =
        |record: &str, field: &super::super::Field| format!("{record}.{} {}", field.name, field.type_text);
    records.flat_map(|record| record.fields.iter().map(move |field| line(&record.name, field))).collect()
}

fn said(collection: &Collection) -> Vec<String> {
    let mut out = Vec::new();
    let mut say = |path: &str, spoken: &[super::super::Spoken]| {
        for one in spoken {
            out.push(format!("{path} {} {:?}", one.root().get_str("category").unwrap_or("-"), one.layer));
        }
    };
    say("", &collection.spoken);
    for record in &collection.records {
        say(&record.name, &record.spoken);
        record.fields.iter().for_each(|field| say(&format!("{}.{}", record.name, field.name), &field.spoken));
    }
    out
}

#[test]
fn comments_declare_behind_above_and_for_the_file() {
    let collection = read(
        "/* @gdpr category=file */

import \"a.proto\";

// A child
// @gdpr category=above
message Child { // @gdpr category=head
  // The name
  string a = 1; // @gdpr category=behind
  /* @gdpr category=block */
  string b = 2
    [deprecated = true]; // @gdpr category=last-line
  // @gdpr category=choice
  oneof c {
    string d = 3;
    string e = 4; // @gdpr category=own
  }
  Inner f = 5;
  message Inner { string g = 1; } // @gdpr category=inner
}
",
    );
    assert_eq!(
        said(&collection),
        [
            " file Document",
            "Child head Record",
            "Child above Record",
            "Child.a behind Field",
            "Child.b last-line Field",
            "Child.b block Field",
            "Child.d choice Record",
            "Child.e own Field",
            "Child.e choice Record",
            "Child.Inner inner Record",
        ]
    );
    assert_eq!(collection.records[0].description.as_deref(), Some("A child"));
    assert_eq!(collection.records[0].fields[0].description.as_deref(), Some("The name"));
    assert!(collection.remarks.is_empty(), "{:?}", collection.remarks);
}

#[test]
fn a_declaration_that_belongs_to_nothing_is_said() {
    let collection = read(
        "message A {\n  string a = 1;\n  B b = 2; // @gdpr category=x\n  // @gdpr category=y\n\n}\nmessage B { string c = 1; }\n// @gdpr category=z\nservice S { }\n",
    );
    let kinds: Vec<RemarkKind> = collection.remarks.iter().map(|remark| remark.kind).collect();
    assert_eq!(kinds, [RemarkKind::Declaration; 3]);
}

#[test]
fn types_say_what_a_field_can_hold() {
    let collection = read(
        "import \"google/protobuf/timestamp.proto\";
message A {
  google.protobuf.Timestamp a = 1;
  .google.protobuf.Any b = 2;
  bytes c = 3;
  repeated sint64 d = 4;
  map<string, bool> e = 5;
  google.protobuf.StringValue f = 6;
  bool g = 7;
  other.Thing h = 8;
  google.protobuf.Empty i = 9;
}
",
    );
    let found: Vec<FieldType> = collection.records[0].fields.iter().map(|field| field.field_type).collect();
    use FieldType::{Binary, Boolean, Date, Number, Structure, Text, Unknown};
    assert_eq!(found, [Date, Structure, Binary, Number, Structure, Text, Boolean, Unknown]);
    let texts: Vec<&str> =
        collection.records[0].fields.iter().map(|field| field.type_text.as_str()).collect();
    assert_eq!(texts[3..5], ["repeated sint64", "map<string, bool>"]);
    assert_eq!(collection.records[0].fields[7].refers_to.as_deref(), Some("other.Thing"));
}

#[test]
fn names_are_looked_for_from_the_inside_out() {
    let collection = read(
        "package p.q;
message A {
  message B { string x = 1; E e = 2; }
  enum E { A_ONE = 0; A_TWO = 1; // the second
  }
  B near = 1;
  q.B far = 2;
  .p.q.B full = 3;
}
message B { string y = 1; E e = 2; }
enum E { OUTER = 0; }
",
    );
    assert_eq!(fields(&collection), ["A.B.x string", "A.B.e E", "B.y string", "B.e E"]);
    let users: Vec<&[String]> = collection.records.iter().map(|record| record.users.as_slice()).collect();
    assert_eq!(
        users,
        [["A.near".to_owned()].as_slice(), ["A.far".to_owned(), "A.full".to_owned()].as_slice()]
    );
    let allowed = &collection.records[0].fields[1].allowed;
    assert_eq!((allowed[1].value.as_str(), allowed[1].label.as_deref()), ("A_TWO", Some("the second")));
    assert_eq!(collection.records[1].fields[1].allowed[0].value, "OUTER");
}

#[test]
fn options_are_carried_as_written() {
    let collection = read(
        "message A {
  option (table).name = \"children\";
  string a = 1 [debug_redact = true, (pii) = true, (policy) = { category: HEALTH level: \"very high\" }, (n) = -3];
}
",
    );
    let shown = |asides: &[super::super::Aside]| -> Vec<String> {
        asides.iter().map(|aside| format!("{}={}", aside.key, aside.values[0].0)).collect()
    };
    assert_eq!(shown(&collection.records[0].asides), ["(table).name=children"]);
    let asides = &collection.records[0].fields[0].asides;
    assert_eq!(
        shown(asides),
        ["debug_redact=true", "(pii)=true", "(policy).category=HEALTH", "(policy).level=very high", "(n)=-3"]
    );
    assert_eq!(collection.source.slice(asides[1].span), "(pii) = true");
}

#[test]
fn what_is_broken_is_said_at_its_place() {
    for (text, place) in [
        ("syntax = \"proto3\";\nmessage A {\n  string = 1;\n}\n", (3, 10)),
        ("syntax = \"proto9\";\nmessage A { }\n", (1, 10)),
        ("syntax = \"proto3\";\nmessage A {\n", (3, 1)),
        ("edition = \"2023\"; message A { string a 1; }\n", (1, 40)),
    ] {
        let source = Source::new("a.proto", text);
        let Err(Unread::Failed(failure)) = read_any(&source, None, Path::new("."), true) else {
            panic!("{text}")
        };
        let found = source.position(failure.span.start);
        assert_eq!((found.line, found.column), place, "{}", failure.message);
    }
}

#[test]
fn what_is_something_else_is_no_schema() {
    for (path, text) in [("a.proto", "# notes\n"), ("a.proto", ""), ("a.txt", "message A { }")] {
        assert!(matches!(read_as(path, text), Err(Unread::NoSchema(_))), "{text}");
    }
}

#[test]
fn marks_and_line_ends_keep_their_places() {
    for head in ["syntax = \"proto3\";", "edition = \"2023\";", "// ä\r\nedition\r\n=\r\n\"2023\";"] {
        let text = format!(
            "\u{feff}{head} message É1 {{ }}\r\nmessage A {{\r\n  string b = 1; // ü @gdpr category=x\r\n}}\r\n"
        );
        let text = text.replace("É1", "E1");
        let collection = read_as("a.proto", &text).unwrap();
        let field = &collection.records[0].fields[0];
        assert_eq!(collection.source.slice(field.span), "b", "{head}");
        assert_eq!(field.spoken[0].layer, Layer::Field);
        assert_eq!(field.spoken[0].root().get_str("category"), Some("x"));
    }
}

#[test]
fn many_fields_and_deep_brackets_end_cleanly() {
    let mut many = "message A {\n".to_owned();
    for at in 1..=100_000 {
        let _ = writeln!(many, "  // of {at}\n  string f{at} = {at};");
    }
    many.push('}');
    assert_eq!(read(&many).records[0].fields.len(), 100_000);
    for (open, close) in [("{ a ", "}"), ("[", "]"), ("<", ">")] {
        let text = format!(
            "syntax = \"proto3\";\nmessage A {{ string a = 1 [(x) = {}{}]; }}",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        let Err(Unread::Failed(failure)) = read_as("a.proto", &text) else { panic!("{open}") };
        assert!(failure.limit);
    }
    let nested = format!("{}{}", "message A { string a = 1; ".repeat(60), "}".repeat(60));
    let Err(Unread::Failed(failure)) = read_as("a.proto", &format!("syntax = \"proto3\";\n{nested}")) else {
        panic!()
    };
    assert!(failure.limit, "{}", failure.message);
    let mut line = "message A {".to_owned();
    for at in 1..20_000 {
        let _ = write!(line, " string f{at} = {at}; /* x */");
    }
    line.push('}');
    assert_eq!(read(&line).records[0].fields.len(), 19_999);
}
