//! The reader of CSV on the Web metadata. Only [`READER`] is called from outside.

use std::collections::HashMap;

use super::dictionary::field_type;
use super::mapping::{Making, Name, allowed, words};
use super::{Collection, Example, Failure, Field, Reader, Reading, Record, RecordKind, asides};
use crate::document::{NodeRef, Syntax};
use crate::text::Span;

/// The reader of CSVW metadata.
pub(super) const READER: Reader = Reader {
    format: "csvw",
    title: "CSV on the Web metadata",
    endings: &["json"],
    sign: "`@context` names http://www.w3.org/ns/csvw, or a `tableSchema` has `columns`",
    declarations: "`x-gdpr` on the group, a table, its schema or a column; a sidecar",
    example: Example {
        files: &[(
            "child.csv-metadata.json",
            br#"{
  "@context": "http://www.w3.org/ns/csvw",
  "url": "child.csv",
  "tableSchema": { "columns": [
    { "name": "asthma_plan", "titles": "Asthma plan", "datatype": "string",
      "x-gdpr": { "subject": "child", "category": "wellbeing" } }
  ] }
}
"#,
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax == Syntax::Json)?.root();
    let is_csvw = |item: &NodeRef<'_>| {
        item.as_str().is_some_and(|text| text.trim_end_matches(['#', '/']).ends_with("://www.w3.org/ns/csvw"))
    };
    let context = root.get("@context").map(NodeRef::one_or_more).unwrap_or_default();
    if !context.iter().any(is_csvw) && !has_columns(root) {
        return None;
    }
    let mut making = Making::new(reading, READER.format, &[asides::COMMON]);
    making.document(root);
    let shared = root.get("tableSchema");
    let tables = making.list(root, "tables");
    if tables.is_empty() {
        table(&mut making, reading, root, shared);
    }
    for node in tables {
        table(&mut making, reading, node, node.get("tableSchema").or(shared));
    }
    Some(Ok(making.done()))
}

/// Whether a mapping without a context has the columns of a table, which no other format writes so.
fn has_columns(root: NodeRef<'_>) -> bool {
    let columns = root.get("tableSchema").and_then(|schema| schema.get("columns"));
    let named = |column: NodeRef<'_>| column.get("name").or_else(|| column.get("titles")).is_some();
    columns.is_some_and(|columns| columns.items().any(named))
}

/// A table, named by its file.
fn table(making: &mut Making, reading: &Reading<'_>, node: NodeRef<'_>, schema: Option<NodeRef<'_>>) {
    let start = node.span().range().start;
    let (text, span) = match node.member("url") {
        Some((_, url)) => (url.as_str().map(stem), url.span()),
        None => (None, Span::new(start, start + 1)),
    };
    let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| reading.name());
    let mut record = making.record(text, RecordKind::Table, span, node);
    // What is said of a single table is said of the whole file, once.
    if node.span() == reading.document.map(|document| document.root().span()).unwrap_or_default() {
        record.spoken.clear();
        record.asides.clear();
    }
    record.description =
        record.description.or_else(|| titles(node, &["dc:description", "dc:title", "titles"]));
    match schema {
        Some(schema) if schema.is_object() => columns(making, record, schema),
        Some(schema) => making.unread(
            schema.span(),
            "The columns of this table stand in another file, which was not read. Put them here.",
        ),
        None => {}
    }
}

/// The name of a table's file: `child` of `data/child.csv`.
fn stem(url: &str) -> String {
    let file = url.split(['?', '#']).next().unwrap_or(url).rsplit('/').next().unwrap_or(url);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

fn columns(making: &mut Making, mut record: Record, schema: NodeRef<'_>) {
    record.spoken.extend(making.spoken(schema, super::Layer::Record));
    for column in making.list(schema, "columns") {
        // A virtual column is computed from the others.
        if column.get("virtual").and_then(NodeRef::as_bool) == Some(true) {
            continue;
        }
        let title = title_of(column);
        let named = super::mapping::name(column, &["name"]);
        let Some(called) = named.or(title) else {
            making.unread(
                column.span(),
                "This column has neither `name` nor `titles`, so it was not read. Give it one.",
            );
            continue;
        };
        let mut field = making.field(called, column, &[]);
        field.title = title.map(|title| title.text.to_owned());
        field.description =
            titles(column, &["dc:description", "schema:description", "rdfs:comment"]).or(field.description);
        datatype(column, &mut field);
        record.fields.push(field);
    }
    let places: HashMap<String, usize> =
        record.fields.iter().enumerate().map(|(at, field)| (field.name.clone(), at)).collect();
    for key in schema.get("foreignKeys").into_iter().flat_map(NodeRef::items) {
        let to = key.get("reference").and_then(|to| words(to, &["resource", "schemaReference"]));
        let (Some(from), Some(to)) = (key.get("columnReference"), to) else { continue };
        for name in from.one_or_more().into_iter().filter_map(NodeRef::as_str) {
            if let Some(place) = places.get(name) {
                record.fields[*place].refers_to = Some(stem(to));
            }
        }
    }
    making.keep(record);
}

/// The first of a column's titles, which may be in several languages; English where there is a choice.
fn title_of(node: NodeRef<'_>) -> Option<Name<'_>> {
    let titles = node.get("titles").or_else(|| node.get("title"))?;
    let english = titles.get("en").or_else(|| titles.get("en-GB"));
    let list = english.or_else(|| titles.members().next().map(|(_, list)| list)).unwrap_or(titles);
    let first =
        list.one_or_more().into_iter().find(|title| title.as_str().is_some_and(|text| !text.is_empty()))?;
    Some(Name { text: first.as_str()?, span: first.span() })
}

/// A text, or one in a language: `{"@value": "…", "@language": "en"}`.
fn titles(node: NodeRef<'_>, keys: &[&str]) -> Option<String> {
    let found = keys.iter().find_map(|key| node.get(key))?;
    let first = found.one_or_more().into_iter().next()?;
    words(first, &["@value", "en"]).or(first.as_str()).map(str::to_owned)
}

/// The type of a column: a name, or a mapping with a base and what its values look like.
fn datatype(column: NodeRef<'_>, field: &mut Field) {
    let Some(kind) = column.get("datatype") else { return };
    let Some(base) = kind.as_str().or_else(|| words(kind, &["base"])) else { return };
    field.field_type = field_type(base);
    field.type_text = base.to_owned();
    // A list of values is written as a pattern: `F|M|U`.
    if let Some(pattern) = words(kind, &["format"]).filter(|_| field.field_type == super::FieldType::Text) {
        let values: Vec<&str> = pattern.trim_start_matches("^(").trim_end_matches(")$").split('|').collect();
        let plain = |value: &&str| value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        if values.len() > 1 && values.iter().all(plain) {
            let one = |value: &&str| super::Allowed { value: (*value).to_owned(), label: None };
            field.allowed = values.iter().map(one).collect();
        }
    }
    if let Some(list) = kind.get("enum").or_else(|| kind.get("oneOf")) {
        field.allowed = allowed(list);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    const GROUP: &str = r#"{
  "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
  "x-gdpr": {"category": "group"},
  "tables": [{
    "url": "https://e.org/data/child.csv?v=1", "x-gdpr": {"category": "table"}, "dc:title": "Children",
    "tableSchema": { "columns": [
      {"titles": "Pupil number", "name": "upn", "datatype": "string"},
      {"titles": {"cy": ["Rhyw"], "en": ["Sex", "Gender"]}, "datatype": {"base": "string", "format": "F|M|U"}},
      {"name": "languages", "separator": ";", "dc:description": {"@value": "Spoken at home", "@language": "en"}},
      {"virtual": true, "propertyUrl": "rdf:type"},
      {"datatype": "date"}
    ], "foreignKeys": [{"columnReference": "upn", "reference": {"resource": "roll.csv", "columnReference": "upn"}}] }
  }, {"url": "far.csv", "tableSchema": "far.json"}]
}"#;

    #[test]
    fn columns_of_tables_are_fields() {
        let collection = collection("group.json", GROUP);
        assert_eq!(
            fields(&collection),
            ["child.upn: string -> roll", "child.Sex: string", "child.languages: "]
        );
        assert_eq!(field(&collection, "upn").title.as_deref(), Some("Pupil number"));
        assert_eq!(allowed(field(&collection, "Sex")), ["F", "M", "U"]);
        assert_eq!(field(&collection, "languages").description.as_deref(), Some("Spoken at home"));
        assert_eq!(categories(&collection.spoken), ["group"]);
        assert_eq!(categories(&collection.records[0].spoken), ["table"]);
        assert_eq!(collection.records[0].description.as_deref(), Some("Children"));
        assert_eq!(remarks(&collection), ["11: Unread", "13: Unread"]);
    }

    #[test]
    fn a_table_by_itself_says_things_once() {
        let text = r#"{"@context": "http://www.w3.org/ns/csvw", "x-gdpr": {"category": "a"}, "tableSchema": {"columns": [{"titles": "Note"}]}}"#;
        let collection = collection("visits.csv-metadata.json", text);
        assert_eq!(fields(&collection), ["visits.Note: "]);
        assert_eq!(
            (categories(&collection.spoken), categories(&collection.records[0].spoken)),
            (vec!["a".to_owned()], vec![])
        );
        assert!(is_none("a.json", r#"{"@context": "https://schema.org", "tables": []}"#));
        let bare = r#"{"url": "links.csv", "tableSchema": {"columns": [{"name": "relation"}]}}"#;
        assert_eq!(fields(&super::super::testing::collection("a.json", bare)), ["links.relation: "]);
    }
}
