use std::fmt::Write as _;
use std::path::Path;

use super::super::{Collection, FieldType, Layer, RemarkKind, Unread, read as read_any};
use crate::text::Source;

fn read_as(path: &str, text: &str) -> Result<Collection, Unread> {
    read_any(&Source::new(path, text), None, Path::new("."), true)
}

#[track_caller]
fn read(text: &str) -> Collection {
    read_as("child.graphql", text).unwrap()
}

/// Every field as `record.field`.
fn fields(collection: &Collection) -> Vec<String> {
    let records = collection.records.iter();
    records
        .flat_map(|record| record.fields.iter().map(|field| format!("{}.{}", record.name, field.name)))
        .collect()
}

/// Every declaration of a category as `path category layer`.
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

fn remarks(collection: &Collection) -> Vec<(RemarkKind, &str)> {
    collection.remarks.iter().map(|remark| (remark.kind, collection.source.slice(remark.span))).collect()
}

#[test]
fn comments_declare_behind_above_and_for_the_file() {
    let collection = read(
        "# @gdpr category=file

# A child
# @gdpr category=above-type
type Child { # @gdpr category=behind-type
  # @gdpr category=above
  a: String
  b(x: Int): String # @gdpr category=behind
                    # @gdpr agreement=goes-on
  \"described\"
  c: Int,   # @gdpr category=comma
  # nothing

  d: Int
} # @gdpr category=closing
type Mutation { # @gdpr category=root
  # @gdpr category=call
  send(
    # @gdpr category=argument
    text: String
    to: String # @gdpr category=other
  ): Boolean
}
",
    );
    assert_eq!(
        said(&collection),
        [
            " file Document",
            "Child closing Record",
            "Child behind-type Record",
            "Child above-type Record",
            "Child.a above Field",
            "Child.b - Field",
            "Child.b behind Field",
            "Child.c comma Field",
            "Mutation.send call Record",
            "Mutation.send root Record",
            "Mutation.send.text argument Field",
            "Mutation.send.to other Field",
        ]
    );
    assert_eq!(collection.records[0].description.as_deref(), Some("A child"));
    assert_eq!(collection.records[0].fields[2].description.as_deref(), Some("described"));
    assert!(collection.remarks.is_empty());
}

#[test]
fn a_declaration_that_belongs_to_nothing_is_said() {
    let collection =
        read("type A {\n  a: Int\n  # @gdpr category=x\n\n}\ntype B { a: A # @gdpr category=y\n}\n");
    assert_eq!(
        remarks(&collection),
        [(RemarkKind::Declaration, " @gdpr category=x"), (RemarkKind::Declaration, "@gdpr category=y")]
    );
}

#[test]
fn directives_are_carried_with_their_arguments() {
    let collection = read(
        "type A @sensitive {\n  a: Int @pii @classification(level: HIGH, tags: [\"x y\", B]) @deprecated\n}\n",
    );
    assert_eq!(collection.records[0].asides[0].key, "@sensitive");
    let asides = &collection.records[0].fields[0].asides;
    let shown: Vec<String> = asides
        .iter()
        .map(|aside| {
            let values: Vec<&str> = aside.values.iter().map(|(text, _)| text.as_str()).collect();
            format!("{} {} {}", aside.key, collection.source.slice(aside.span), values.join("|"))
        })
        .collect();
    assert_eq!(
        shown,
        ["@pii @pii true", "@classification @classification HIGH|x y|B", "@deprecated @deprecated true"]
    );
}

#[test]
fn only_values_are_fields_and_types_know_their_users() {
    let collection = read(
        "type Query { child(id: ID!): Child, all: [Child] }
union Who = Child | Carer
type Child { carer: Carer, who: Who, kind: Kind, other: Elsewhere, at: Instant, any: Thing }
interface Carer { name: String }
scalar Thing
enum Kind { \"The first\" A B # the second
}
",
    );
    assert_eq!(
        fields(&collection),
        ["Query.child.id", "Child.kind", "Child.other", "Child.at", "Child.any", "Carer.name"]
    );
    let child = &collection.records[1];
    assert_eq!(child.users, ["Child.who", "Query.all", "Query.child"]);
    let labels: Vec<_> = child.fields[0].allowed.iter().map(|one| one.label.as_deref()).collect();
    assert_eq!(labels, [Some("The first"), Some("the second")]);
    assert_eq!(child.fields[1].refers_to.as_deref(), Some("Elsewhere"));
    assert_eq!(child.fields[2].field_type, FieldType::Date);
    assert_eq!(child.fields[3].field_type, FieldType::Text);
    assert_eq!(collection.records[2].users, ["Child.carer", "Child.who"]);
}

#[test]
fn what_is_broken_costs_itself() {
    let collection =
        read("type A {\n  a: \n  b: String\n}\ntype B { c: Int }\ntype ! { d: Int }\ninput C { e: Int }\n");
    let found = fields(&collection);
    assert!(found.contains(&"B.c".to_owned()) && found.contains(&"C.e".to_owned()), "{found:?}");
    assert!(remarks(&collection).iter().all(|(kind, _)| *kind == RemarkKind::Unread));
    assert!(!collection.remarks.is_empty());
    for cut in 0..30 {
        // Any beginning of a schema is read or refused, and never stops the program.
        let text = "type A @x(y: \"é\") { \"\"\"d\"\"\" a(b: [Int!]! = 3): \"";
        let _ = read_as("a.graphql", text.get(..cut * 2).unwrap_or(text));
    }
}

#[test]
fn queries_and_other_endings_are_no_schemas() {
    for (path, text) in [
        ("a.graphql", "query A { child { name } }"),
        ("a.gql", "fragment F on Child { name }"),
        ("a.graphql", "mutation M($a: Int!) { send(a: $a) }"),
        ("a.graphql", "{{ template }}"),
        ("a.txt", "type A { a: Int }"),
    ] {
        assert!(matches!(read_as(path, text), Err(Unread::NoSchema(_))), "{text}");
    }
    assert_eq!(read("type").remarks[0].kind, RemarkKind::Unread);
}

#[test]
fn marks_and_line_ends_keep_their_places() {
    let collection = read("\u{feff}type Ä1 { }\r\ntype A {\r\n  b: Int # @gdpr category=x\r\n}\r\n");
    let record = collection.records.iter().find(|record| record.name == "A").unwrap();
    let field = &record.fields[0];
    assert_eq!(
        (collection.source.position(field.span.start).line, collection.source.slice(field.span)),
        (3, "b")
    );
    assert_eq!(field.spoken[0].layer, Layer::Field);
}

#[test]
fn many_fields_and_deep_lists_end_cleanly() {
    let mut many = "type A {\n".to_owned();
    for at in 0..100_000 {
        let _ = writeln!(many, "  # of {at}\n  f{at}: String");
    }
    many.push('}');
    assert_eq!(read(&many).records[0].fields.len(), 100_000);
    let deep = format!("type A {{ b: Int a: {}Int{} }}", "[".repeat(100_000), "]".repeat(100_000));
    let collection = read(&deep);
    assert_eq!(collection.remarks[0].kind, RemarkKind::Limit);
}
