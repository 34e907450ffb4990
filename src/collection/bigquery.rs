//! The reader of BigQuery's schema files: a list of fields in JSON, or a table's description that
//! holds one. Only [`READER`] is called from outside.

use super::mapping::{Making, name};
use super::{Collection, Example, Failure, Reader, Reading, Record, RecordKind, asides};
use crate::document::{NodeRef, Syntax};
use crate::text::Span;

/// The reader of BigQuery's schemas.
pub(super) const READER: Reader = Reader {
    format: "bigquery",
    title: "BigQuery table schemas in JSON",
    endings: &["json", "yaml", "yml"],
    sign: "a list of mappings with `name`, a `type` of BigQuery and `mode`, by itself or in `schema.fields`",
    declarations: "`x-gdpr` on a field; a sidecar",
    example: Example {
        files: &[(
            "child.json",
            br#"[
  { "name": "asthma_plan", "type": "STRING", "mode": "NULLABLE",
    "x-gdpr": { "subject": "child", "category": "wellbeing" } }
]
"#,
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

/// The types of BigQuery.
const TYPES: &[&str] = &[
    "STRING",
    "BYTES",
    "INTEGER",
    "INT64",
    "FLOAT",
    "FLOAT64",
    "NUMERIC",
    "BIGNUMERIC",
    "BOOLEAN",
    "BOOL",
    "TIMESTAMP",
    "DATE",
    "TIME",
    "DATETIME",
    "GEOGRAPHY",
    "RECORD",
    "STRUCT",
    "JSON",
    "INTERVAL",
    "RANGE",
];

/// The modes of BigQuery.
const MODES: &[&str] = &["NULLABLE", "REQUIRED", "REPEATED"];

/// The keys of a field.
const KEYS: &[&str] = &[
    "name",
    "type",
    "mode",
    "description",
    "fields",
    "policyTags",
    "maxLength",
    "precision",
    "scale",
    "collation",
    "defaultValueExpression",
    "roundingMode",
    "rangeElementType",
    "x-gdpr",
];

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax != Syntax::Toml)?.root();
    let list = if root.is_array() {
        root
    } else {
        root.get("schema").and_then(|schema| schema.get("fields")).or_else(|| root.get("fields"))?
    };
    if !is_schema(list) {
        return None;
    }
    let mut making = Making::new(reading, READER.format, &[asides::BIGQUERY, asides::COMMON]);
    making.document(root);
    let table = root.get("tableReference").and_then(|table| name(table, &["tableId"]));
    let (full, span) = match table {
        Some(table) => (table.text.to_owned(), table.span),
        None => (reading.name(), Span::new(root.span().range().start, root.span().range().start + 1)),
    };
    let mut record = Record::new(full, RecordKind::Table, span);
    record.description = root.get_str("description").map(str::to_owned);
    fields(&mut making, record, list);
    Some(Ok(making.done()))
}

/// Whether a list is one of BigQuery's fields: most have a name and a type of its types, and
/// something in them is written as only BigQuery does.
fn is_schema(list: NodeRef<'_>) -> bool {
    let (mut fields, mut mode, mut plain) = (0, false, true);
    for item in list.items() {
        let (Some(_), Some(kind)) = (item.get_str("name"), item.get_str("type")) else { continue };
        if !TYPES.contains(&kind.to_ascii_uppercase().as_str()) {
            continue;
        }
        fields += 1;
        mode |= item.get_str("mode").is_some_and(|mode| MODES.contains(&mode.to_ascii_uppercase().as_str()));
        plain &= TYPES.contains(&kind) && item.members().all(|(key, _)| KEYS.contains(&key.text));
    }
    fields * 2 > list.items().len() && (mode || plain)
}

fn fields(making: &mut Making, mut record: Record, list: NodeRef<'_>) {
    for item in list.items() {
        let Some(called) = making.name(item, &["name"], "field") else { continue };
        let inner = item.get("fields").filter(|inner| inner.items().len() > 0);
        if let Some(inner) = inner {
            let Some(full) = making.inner(&record.name, called) else { continue };
            let nested = making.record(full, RecordKind::Object, called.span, item);
            fields(making, nested, inner);
            continue;
        }
        record.fields.push(making.field(called, item, &["type"]));
    }
    making.keep(record);
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[test]
    fn a_list_of_fields_is_a_table() {
        let text = r#"[
  {"name": "upn", "type": "STRING", "mode": "REQUIRED", "policyTags": {"names": ["projects/p/taxonomies/1"]}},
  {"name": "home", "type": "RECORD", "mode": "REPEATED", "fields": [{"name": "postcode", "type": "STRING"}]},
  {"name": "", "type": "STRING"}
]"#;
        let collection = collection("schemas/children.json", text);
        assert_eq!(fields(&collection), ["children.upn: STRING", "children.home.postcode: STRING"]);
        assert_eq!(asides(field(&collection, "upn")), ["policyTags.names=projects/p/taxonomies/1"]);
        assert_eq!(remarks(&collection), ["4: Unread"]);
    }

    #[test]
    fn a_table_says_its_name() {
        let text = r#"{"kind": "bigquery#table", "tableReference": {"tableId": "child"}, "schema": {"fields": [{"name": "dob", "type": "date", "mode": "nullable"}]}}"#;
        assert_eq!(fields(&collection("show.json", text)), ["child.dob: date"]);
    }

    #[test]
    fn lists_of_other_things_are_none() {
        for text in [
            r#"[{"name": "Easter", "type": "DATE", "day": 3}]"#,
            r#"[{"name": "a", "type": "string"}]"#,
            r#"[]"#,
            r#"["STRING"]"#,
            r#"{"fields": [{"name": "a", "type": "button"}]}"#,
        ] {
            assert!(is_none("a.json", text), "{text}");
        }
    }
}
