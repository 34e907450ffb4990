//! JSON Schema, drafts 04 to 2020-12, in JSON or YAML.
//!
//! `sign` says whether a document is one; `walk` goes over it. `compose` gathers what a schema
//! says of a value (`level`, `value`, `types`), following references (`refer`, `resolve`,
//! `address`, `files`, `siblings`, `identity`); `records` makes records and fields of it, with
//! `copies`, and `users` says who uses which definition. `reader` calls this folder through
//! [`READER`], formats that hold such schemas (OpenAPI) through [`Host`].

mod address;
mod compose;
mod copies;
mod files;
mod host;
mod identity;
mod level;
mod records;
mod refer;
mod resolve;
mod siblings;
mod sign;
#[cfg(test)]
mod tests;
mod types;
mod users;
mod value;
mod walk;

use super::{Collection, Example, Failure, Notation, Reader, Reading};
use crate::document::Syntax;
pub(super) use files::Shelf;
pub(super) use host::{Holder, Host, Led};
pub(super) use sign::{are_definitions, is_plainly_schema, is_schema, names_json_schema};

/// The id of the format.
const FORMAT: &str = "json-schema";

/// The reader of JSON Schema.
pub(super) const READER: Reader = Reader {
    format: FORMAT,
    title: "JSON Schema, drafts 04 to 2020-12, in JSON or YAML",
    endings: &["json", "jsonc", "jsonschema", "yaml", "yml"],
    sign: "`$schema` names json-schema.org, or `properties` or `$defs` hold schemas",
    declarations: "`x-gdpr` on the document, a definition or a property; a sidecar",
    notation: Notation::Key,
    example: Example {
        files: &[(
            "child.json",
            br#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "asthmaPlan": {
      "type": "string",
      "x-gdpr": { "subject": "child", "category": "wellbeing" }
    }
  }
}
"#,
        )],
        declares: ("child", "asthmaPlan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let document = reading.document.filter(|document| document.syntax != Syntax::Toml)?;
    if !sign::is_schema(document.root()) {
        return None;
    }
    let shelf = Shelf::default();
    let walk = walk::Walk::new(reading, document, &shelf, FORMAT);
    Some(Ok(walk.run()))
}
