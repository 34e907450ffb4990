//! Avro schemas and protocols, in JSON.
//!
//! `names` lists the named types of a file, `types` says what the type of a field is, `walk`
//! makes records and fields. Only `reader` calls this folder, through [`READER`].

mod names;
#[cfg(test)]
mod tests;
mod types;
mod walk;

use super::{Collection, Example, Failure, Notation, Reader, Reading};
use crate::document::{NodeRef, Syntax};

/// The reader of Avro.
pub(super) const READER: Reader = Reader {
    format: "avro",
    title: "Avro schemas and protocols, in JSON",
    endings: &["avsc", "avpr", "json"],
    sign: "`type: record` with a name and a list of fields, or `protocol` with types; any file that ends in .avsc",
    declarations: "`x-gdpr` on the outermost type, a record, a field or its type; a sidecar",
    notation: Notation::Key,
    example: Example {
        files: &[(
            "child.avsc",
            br#"{
  "type": "record",
  "name": "Child",
  "fields": [
    {
      "name": "asthmaPlan",
      "type": ["null", "string"],
      "x-gdpr": { "subject": "child", "category": "wellbeing" }
    }
  ]
}
"#,
        )],
        declares: ("Child", "asthmaPlan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let document = reading.document.filter(|document| document.syntax == Syntax::Json)?;
    let root = document.root();
    let path = reading.source.path().to_ascii_lowercase();
    let named = path.ends_with(".avsc") || path.ends_with(".avpr");
    if !(is_schema(root) || is_protocol(root)) {
        // Those of one plain type have no fields, and are whole nevertheless.
        if !named {
            return None;
        }
        if !is_type(root) {
            return Some(Err(Failure {
                span: root.members().next().map_or(root.span(), |(key, _)| key.span),
                message: "This file is named as an Avro schema and is none: there is no `type` with a name and `fields` here, nor a `protocol`. Nothing in it was checked; mend it, or rename it."
                    .to_owned(),
                limit: false,
            }));
        }
    }
    Some(Ok(walk::walk(reading, root)))
}

/// Whether a value is a record, or a list of named types with one among them.
fn is_schema(root: NodeRef<'_>) -> bool {
    if root.is_array() {
        return root.items().any(is_record)
            && root.items().all(|item| {
                item.as_str().is_some()
                    || matches!(item.get_str("type"), Some("record" | "enum" | "fixed" | "error"))
            });
    }
    is_record(root)
}

fn is_record(node: NodeRef<'_>) -> bool {
    matches!(node.get_str("type"), Some("record" | "error"))
        && node.get_str("name").is_some()
        && node.get("fields").is_some_and(NodeRef::is_array)
}

fn is_protocol(root: NodeRef<'_>) -> bool {
    root.get_str("protocol").is_some()
        && (root.get("types").is_some_and(NodeRef::is_array)
            || root.get("messages").is_some_and(NodeRef::is_object))
}

/// Whether a value can be a type at all.
fn is_type(root: NodeRef<'_>) -> bool {
    if root.is_array() {
        return root.items().len() > 0 && root.items().all(is_type);
    }
    root.as_str().is_some() || root.get("type").is_some_and(is_type)
}
