//! The reader of Frictionless Table Schemas and Data Packages. Only [`READER`] is called from
//! outside.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::mapping::{Making, allowed, name, words};
use super::{Collection, Example, Failure, Field, Reader, Reading, Record, RecordKind, asides};
use crate::document::{NodeRef, Syntax};
use crate::text::Span;

/// The reader of Frictionless descriptors.
pub(super) const READER: Reader = Reader {
    format: "frictionless",
    title: "Frictionless Table Schemas and Data Packages",
    endings: &["json", "yaml", "yml"],
    sign: "`resources` with a `schema`, or `fields` with names beside a type, constraints or keys of a table",
    declarations: "`x-gdpr` on the package, a resource, its schema or a field; a sidecar",
    example: Example {
        files: &[(
            "datapackage.json",
            br#"{
  "name": "health",
  "resources": [{
    "name": "child",
    "path": "child.csv",
    "schema": { "fields": [
      { "name": "asthma_plan", "type": "string",
        "x-gdpr": { "subject": "child", "category": "wellbeing" } }
    ] }
  }]
}
"#,
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

/// The types of a Table Schema.
const TYPES: &[&str] = &[
    "string",
    "number",
    "integer",
    "boolean",
    "object",
    "array",
    "list",
    "date",
    "time",
    "datetime",
    "year",
    "yearmonth",
    "duration",
    "geopoint",
    "geojson",
    "any",
];

/// Keys that stand beside `fields` in a Table Schema.
const BESIDE: &[&str] =
    &["primaryKey", "foreignKeys", "uniqueKeys", "missingValues", "fieldsMatch", "$schema", "profile"];

/// Keys of a field of a Table Schema, beside its name.
const OF_FIELD: &[&str] = &[
    "name",
    "type",
    "format",
    "title",
    "description",
    "example",
    "examples",
    "constraints",
    "rdfType",
    "categories",
    "missingValues",
    "trueValues",
    "falseValues",
    "bareNumber",
    "decimalChar",
    "groupChar",
    "x-gdpr",
];

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax != Syntax::Toml)?.root();
    let resources: Vec<NodeRef<'_>> = root.get("resources").into_iter().flat_map(NodeRef::items).collect();
    let is_package = resources.iter().any(|resource| {
        let data = resource.get("path").is_some() || resource.get("data").is_some();
        resource.get("schema").is_some_and(|schema| is_schema(schema) || (schema.as_str().is_some() && data))
    });
    let inner = root.get("schema").filter(|schema| is_schema(*schema) && root.get("path").is_some());
    if !is_package && inner.is_none() && !is_schema(root) {
        return None;
    }
    let mut making = Making::new(reading, READER.format, &[asides::COMMON]);
    making.document(root);
    if is_package {
        for resource in resources {
            let Some(called) = making.name(resource, &["name", "path"], "resource") else { continue };
            let record = making.record(called.text.to_owned(), RecordKind::Table, called.span, resource);
            match resource.get("schema") {
                Some(schema) if schema.is_object() => table(&mut making, record, schema),
                Some(schema) => neighbour(&mut making, reading, schema),
                // Data without a schema says nothing of its fields.
                None => {}
            }
        }
    } else {
        let called = name(root, &["name"]);
        let text = called.map_or_else(|| reading.name(), |called| called.text.to_owned());
        let start = root.span().range().start;
        let span = called.map_or(Span::new(start, start + 1), |called| called.span);
        let mut record = Record::new(text, RecordKind::Table, span);
        record.description = words(root, &["description", "title"]).map(str::to_owned);
        table(&mut making, record, inner.unwrap_or(root));
    }
    Some(Ok(making.done()))
}

/// Whether a mapping is a Table Schema: its fields have names and, unless something beside them
/// says so, each a type of its types and no keys of other formats.
fn is_schema(schema: NodeRef<'_>) -> bool {
    let Some(fields) = schema.get("fields").filter(|fields| fields.items().len() > 0) else { return false };
    if !fields.items().all(|field| field.get("name").is_some_and(|name| name.scalar().is_some())) {
        return false;
    }
    let beside = schema.members().any(|(key, _)| BESIDE.contains(&key.text));
    let typed = |field: NodeRef<'_>| field.get_str("type").is_some_and(|kind| TYPES.contains(&kind));
    let plain = |field: NodeRef<'_>| field.members().all(|(key, _)| OF_FIELD.contains(&key.text));
    let telling = |field: NodeRef<'_>| field.get("constraints").is_some() || field.get("rdfType").is_some();
    let mut fields = fields.items();
    if beside {
        return fields.any(|field| typed(field) || telling(field));
    }
    fields.all(|field| typed(field) && (plain(field) || telling(field)))
}

/// The fields of a Table Schema.
fn table(making: &mut Making, mut record: Record, schema: NodeRef<'_>) {
    record.spoken.extend(making.spoken(schema, super::Layer::Record));
    record.description =
        record.description.or_else(|| words(schema, &["description", "title"]).map(str::to_owned));
    for item in making.list(schema, "fields") {
        let Some(called) = making.name(item, &["name"], "field") else { continue };
        let mut field = making.field(called, item, &["type"]);
        field.title = words(item, &["title"]).map(str::to_owned);
        let listed = item.get("constraints").and_then(|constraints| constraints.get("enum"));
        field.allowed = listed.or_else(|| item.get("categories")).map(allowed).unwrap_or_default();
        record.fields.push(field);
    }
    keys(schema, &mut record.fields, &record.name);
    making.keep(record);
}

/// What foreign keys say of fields.
fn keys(schema: NodeRef<'_>, fields: &mut [Field], own: &str) {
    let places: HashMap<String, usize> =
        fields.iter().enumerate().map(|(at, field)| (field.name.clone(), at)).collect();
    for key in schema.get("foreignKeys").into_iter().flat_map(NodeRef::items) {
        let (Some(from), Some(to)) = (key.get("fields"), key.get("reference")) else { continue };
        // An empty resource, or none, is the table itself.
        let table = words(to, &["resource"]).unwrap_or(own);
        let targets = to.get("fields").map(NodeRef::one_or_more).unwrap_or_default();
        for (at, name) in from.one_or_more().into_iter().enumerate() {
            let Some(place) = name.as_str().and_then(|name| places.get(name)) else { continue };
            let target = targets.get(at).and_then(|target| target.as_str());
            fields[*place].refers_to =
                Some(target.map_or_else(|| table.to_owned(), |to| format!("{table}.{to}")));
        }
    }
}

/// A schema in a file of its own is read as that file, if it is one beside the package.
fn neighbour(making: &mut Making, reading: &Reading<'_>, schema: NodeRef<'_>) {
    let Some(written) = schema.as_str() else { return };
    let beside = reading.file.and_then(|file| inside(&file.with_file_name(written), reading.root));
    match beside {
        Some(path) => {
            if !making.collection.references.contains(&path) {
                making.collection.references.push(path);
            }
        }
        None => making.unread(
            schema.span(),
            "This schema is no file under the root, so its fields were not read. Put it beside the package, or into it.",
        ),
    }
}

/// The file, when it is one inside the root.
fn inside(path: &Path, root: &Path) -> Option<PathBuf> {
    let real = path.canonicalize().ok().filter(|path| path.is_file())?;
    let inside = real.strip_prefix(root.canonicalize().ok()?).ok()?;
    Some(std::path::absolute(root).ok()?.join(inside))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    const PACKAGE: &str = r#"{
  "name": "returns", "x-gdpr": {"category": "package"},
  "resources": [
    {"name": "child", "path": "child.csv", "x-gdpr": {"category": "resource"}, "schema": {
      "fields": [
        {"name": "UPN", "type": "string", "title": "Pupil number", "rdfType": "http://e.org/upn"},
        {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"]}},
        {"name": "school", "type": "integer", "x-pii": false},
        {"type": "date"}
      ],
      "foreignKeys": [{"fields": "school", "reference": {"resource": "school", "fields": "id"}},
                      {"fields": ["UPN"], "reference": {"resource": "", "fields": ["sex"]}}]
    }},
    {"name": "map", "path": "map.geojson"},
    {"name": "other", "path": "other.csv", "schema": "../other.json"}
  ]
}"#;

    #[test]
    fn resources_are_records() {
        let collection = collection("datapackage.json", PACKAGE);
        assert_eq!(
            fields(&collection),
            ["child.UPN: string -> child.sex", "child.sex: string", "child.school: integer -> school.id"]
        );
        assert_eq!(field(&collection, "UPN").title.as_deref(), Some("Pupil number"));
        assert_eq!(allowed(field(&collection, "sex")), ["F", "M"]);
        assert_eq!(asides(field(&collection, "school")), ["x-pii=false"]);
        assert_eq!(categories(&collection.spoken), ["package"]);
        assert_eq!(categories(&collection.records[0].spoken), ["resource"]);
        assert_eq!(remarks(&collection), ["9: Unread", "15: Unread"]);
    }

    #[test]
    fn a_schema_by_itself_is_a_record() {
        let schema = "fields:\n- {name: date of birth, type: date, constraints: {required: true}}\n- {name: note, type: string}\nprimaryKey: note\n";
        assert_eq!(
            fields(&collection("forms/contact.yaml", schema)),
            ["contact.date of birth: date", "contact.note: string"]
        );
        let resource =
            r#"{"name": "contact", "path": "a.csv", "schema": {"fields": [{"name": "a", "type": "any"}]}}"#;
        assert_eq!(fields(&collection("a.resource.json", resource)), ["contact.a: any"]);
    }

    #[test]
    fn other_things_with_fields_are_none() {
        for text in [
            r#"{"fields": [{"name": "a", "type": "button", "label": "Go"}]}"#,
            r#"{"fields": [{"name": "a", "type": "string", "widget": "x"}]}"#,
            r#"{"fields": ["a", "b"]}"#,
            r#"{"resources": [{"name": "pod", "path": "x"}]}"#,
            r#"{"resources": ["deployment.yaml"], "kind": "Kustomization"}"#,
            r#"{"schema": "public", "path": "x"}"#,
        ] {
            assert!(is_none("a.json", text), "{text}");
        }
    }
}
