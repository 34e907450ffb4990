//! Whether a document is a JSON Schema, by what it says, not by what it is called.
//!
//! `$schema` decides where it names json-schema.org. Without it the members must look like a
//! schema and like nothing else; where that is not plain, the answer is no: a finding in a file
//! that is no schema costs more trust than a file that has to name its draft.

use crate::document::NodeRef;

/// Root keys of formats that hold schemas and are not JSON Schema themselves, whatever else they say.
const HOLDERS: &[&str] = &["openapi", "swagger", "asyncapi"];

/// Root keys of files that are something else, unless `$schema` says otherwise.
const OTHERS: &[&str] = &["notice", "services", "jobs", "mappings", "resourceType"];

/// The types that a schema may name.
const TYPES: &[&str] = &["string", "integer", "number", "boolean", "object", "array", "null"];

/// Other keywords that may stand beside branches at the root.
const BESIDE: &[&str] = &[
    "required",
    "description",
    "discriminator",
    "example",
    "examples",
    "default",
    "deprecated",
    "nullable",
    "readOnly",
    "writeOnly",
    "additionalProperties",
    "unevaluatedProperties",
    "not",
    "$comment",
];

/// Whether the outermost value of a document is a JSON Schema.
pub(in crate::collection) fn is_schema(root: NodeRef<'_>) -> bool {
    if !root.is_object() {
        return false;
    }
    let mut clues = Clues::default();
    for (key, value) in root.members() {
        if HOLDERS.contains(&key.text) {
            return false;
        }
        clues.other |= OTHERS.contains(&key.text);
        match key.text {
            "$schema" if value.as_str().is_some_and(names_json_schema) => clues.named = true,
            "type" => clues.types = Some(value),
            "properties" => clues.properties = Some(value),
            "$defs" | "definitions" => clues.definitions |= are_definitions(value),
            "allOf" | "anyOf" | "oneOf" => clues.branches |= are_branches(value),
            "items" => clues.items |= value.is_object() && is_plainly_schema(value),
            "$id" | "title" => clues.titled = true,
            key => clues.stranger |= !(BESIDE.contains(&key) || key.starts_with("x-")),
        }
    }
    clues.named || (!clues.other && clues.suffice())
}

/// What stood at the root.
#[derive(Default)]
struct Clues<'d> {
    named: bool,
    other: bool,
    titled: bool,
    /// Whether something stood there that is no keyword.
    stranger: bool,
    definitions: bool,
    branches: bool,
    items: bool,
    types: Option<NodeRef<'d>>,
    properties: Option<NodeRef<'d>>,
}

impl Clues<'_> {
    fn suffice(&self) -> bool {
        if self.types.is_some_and(|types| !are_types(types)) {
            return false;
        }
        let object = self.types.map(|types| names_type(types, "object"));
        let array = self.types.is_some_and(|types| names_type(types, "array"));
        let properties = match (self.properties, object) {
            (Some(properties), Some(true)) => are_properties(properties, false),
            (Some(properties), None) => are_properties(properties, true),
            _ => false,
        };
        properties
            || (self.definitions && self.properties.is_none_or(|found| are_properties(found, false)))
            || (self.branches && (self.types.is_some() || self.titled || !self.stranger))
            || (self.items && array)
    }
}

/// Whether an address is one of the drafts' own, where the schemas of schemas are.
pub(in crate::collection) fn names_json_schema(address: &str) -> bool {
    let rest = ["https://", "http://", "//"].iter().find_map(|scheme| address.strip_prefix(scheme));
    let host = rest.unwrap_or(address);
    host.strip_prefix("www.").unwrap_or(host).starts_with("json-schema.org/")
}

fn are_types(types: NodeRef<'_>) -> bool {
    let known = |name: NodeRef<'_>| name.as_str().is_some_and(|name| TYPES.contains(&name));
    if types.is_array() { types.items().len() > 0 && types.items().all(known) } else { known(types) }
}

fn names_type(types: NodeRef<'_>, name: &str) -> bool {
    types.as_str() == Some(name) || types.items().any(|item| item.as_str() == Some(name))
}

/// Whether a mapping can be `properties`: schemas throughout, and, when nothing else at the root
/// says so, each plainly one.
fn are_properties(properties: NodeRef<'_>, plainly: bool) -> bool {
    if !properties.is_object() || properties.members().next().is_none() {
        return false;
    }
    properties.members().all(|(_, value)| {
        if value.is_object() { is_schema_like(value, plainly) } else { value.as_bool().is_some() }
    })
}

/// Whether a mapping can be `$defs`: schemas or groups of them, and at least one plainly a schema.
pub(in crate::collection) fn are_definitions(definitions: NodeRef<'_>) -> bool {
    definitions.is_object()
        && definitions.members().all(|(_, value)| {
            value.as_bool().is_some() || (value.is_object() && is_schema_like(value, false))
        })
        && definitions.members().any(|(_, value)| is_plainly_schema(value))
}

fn are_branches(branches: NodeRef<'_>) -> bool {
    branches.items().len() > 0 && branches.items().all(is_plainly_schema)
}

/// Whether a value has a keyword that says what a value is, and none that a schema cannot have.
pub(in crate::collection) fn is_plainly_schema(value: NodeRef<'_>) -> bool {
    value.is_object() && is_schema_like(value, true)
}

/// Whether a mapping can be a schema: it has no `type` that a schema cannot have and, when it
/// must be plain, at least one keyword that says what a value is.
fn is_schema_like(value: NodeRef<'_>, plainly: bool) -> bool {
    let mut plain = false;
    for (key, member) in value.members() {
        plain |= match key.text {
            // A group of definitions can hold one named `type`: a mapping there is no keyword.
            "type" if member.is_object() && !plainly => false,
            "type" if !are_types(member) => return false,
            "type" => true,
            "$ref" => member.as_str().is_some(),
            "properties" | "patternProperties" => member.is_object(),
            "enum" | "allOf" | "anyOf" | "oneOf" => member.is_array(),
            "items" => member.is_object() || member.is_array(),
            "const" => true,
            _ => false,
        };
    }
    plain || !plainly
}
