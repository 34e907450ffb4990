//! Whether a document describes an API, or is a part of one that others refer to.
//!
//! A whole description says so itself. A part has to look like one throughout: what is not plain
//! is left to other formats, or is no schema.

use crate::collection::json_schema::{are_definitions, is_plainly_schema, names_json_schema};
use crate::document::{Key, NodeRef};

/// The methods of a path item.
pub(super) const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The sections of `components`, and of Swagger's outermost mapping, that hold data.
pub(super) const SECTIONS: &[&str] =
    &["schemas", "parameters", "requestBodies", "responses", "pathItems", "callbacks"];

/// The places of a parameter.
const PLACES: &[&str] = &["query", "path", "header", "cookie", "formData", "body", "querystring"];

/// What a document is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A description of OpenAPI 3, or what stands under its `components`, or its `paths` alone.
    Whole,
    /// A description of Swagger 2.0.
    Swagger,
    /// A version that is not read.
    Other,
    /// What stands under `components`, without that key.
    Components,
    /// A list of parameters.
    Parameters,
    /// One part.
    One(Part),
    /// Several parts by name.
    Named,
}

/// What others may refer to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// A path item.
    PathItem,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body or a response.
    Body,
    /// A schema.
    Schema,
    /// Only another reference.
    Reference,
}

/// What a document is; none where it is neither a description nor plainly a part of one.
pub(super) fn kind(root: NodeRef<'_>) -> Option<Kind> {
    if root.is_array() {
        let fits = |item| is_parameter(item) || is_reference(item);
        let are_parameters = root.items().all(fits) && root.items().any(is_parameter);
        return are_parameters.then_some(Kind::Parameters);
    }
    if let Some(kind) = version(root) {
        return Some(kind);
    }
    if root.get_str("$schema").is_some_and(names_json_schema) || root.get("asyncapi").is_some() {
        return None;
    }
    whole_or_part(root)
}

/// The version that a description says it is in.
fn version(root: NodeRef<'_>) -> Option<Kind> {
    let holds = ["info", "paths", "components", "webhooks", "definitions", "apis"];
    if !holds.iter().any(|key| root.get(key).is_some_and(|value| value.is_object() || value.is_array())) {
        return None;
    }
    let said = |key: &str| root.get(key).and_then(NodeRef::scalar);
    let is = |text: &str, version: &str| {
        text.strip_prefix(version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if let Some(text) = said("openapi") {
        let known = text == "3" || ["3.0", "3.1", "3.2"].iter().any(|version| is(text.trim(), version));
        return Some(if known { Kind::Whole } else { Kind::Other });
    }
    if let Some(text) = said("swagger") {
        return Some(if text == "2" || is(text.trim(), "2.0") { Kind::Swagger } else { Kind::Other });
    }
    said("swaggerVersion").map(|_| Kind::Other)
}

fn whole_or_part(root: NodeRef<'_>) -> Option<Kind> {
    if let Some(components) = root.get("components") {
        return are_components(components).then_some(Kind::Whole);
    }
    if let Some(paths) = root.get("paths") {
        return are_named(paths).then_some(Kind::Whole);
    }
    match part(root) {
        Some(Part::Schema) | None => {}
        Some(Part::Reference) if root.members().count() > 1 => {}
        Some(part) => return Some(Kind::One(part)),
    }
    if are_components(root) { Some(Kind::Components) } else { are_named(root).then_some(Kind::Named) }
}

/// What a value is, where it is plainly something that others refer to.
pub(super) fn part(node: NodeRef<'_>) -> Option<Part> {
    if is_path_item(node) {
        Some(Part::PathItem)
    } else if is_operation(node) {
        Some(Part::Operation)
    } else if is_parameter(node) {
        Some(Part::Parameter)
    } else if is_body(node) {
        Some(Part::Body)
    } else if is_reference(node) {
        Some(Part::Reference)
    } else {
        is_plainly_schema(node).then_some(Part::Schema)
    }
}

/// Whether a document is read as a description of an API or as a part of one.
pub(super) fn is_read(root: NodeRef<'_>) -> bool {
    kind(root).is_some() || crate::collection::json_schema::is_schema(root)
}

fn all(node: NodeRef<'_>, is: fn(NodeRef<'_>) -> bool) -> bool {
    node.members().next().is_some() && node.members().all(|(_, value)| is(value))
}

fn is_extension(key: Key<'_>) -> bool {
    key.text.starts_with("x-")
}

/// Whether all sections are what they are called and at least one holds something.
fn are_components(node: NodeRef<'_>) -> bool {
    let mut any = false;
    for (key, section) in node.members() {
        let fits = match key.text {
            "schemas" => are_definitions(section),
            "parameters" => all(section, |value| is_parameter(value) || is_reference(value)),
            "requestBodies" | "responses" => all(section, |value| is_body(value) || is_reference(value)),
            "pathItems" => are_named(section),
            "callbacks" | "securitySchemes" | "examples" | "headers" | "links" | "mediaTypes" => {
                section.is_object()
            }
            // The part of a part: what Swagger has beside its `definitions`.
            "definitions" => are_definitions(section),
            _ if is_extension(key) => true,
            _ => return false,
        };
        if !fits && section.members().next().is_some() {
            return false;
        }
        any |= fits
            && matches!(key.text, "schemas" | "parameters" | "requestBodies" | "responses" | "pathItems");
    }
    any
}

fn is_reference(node: NodeRef<'_>) -> bool {
    node.get_str("$ref").is_some()
}

/// Whether all members are parts or groups of parts, and not all of them could be anything:
/// schemas without a field are no sign.
fn are_named(node: NodeRef<'_>) -> bool {
    are_grouped(node, MOST_GROUPS)
}

/// Groups inside groups beyond this are something else.
const MOST_GROUPS: usize = 3;

fn are_grouped(node: NodeRef<'_>, deeper: usize) -> bool {
    let mut plain = false;
    for (key, value) in node.members().filter(|(key, _)| !is_extension(*key)) {
        if matches!(key.text, "properties" | "patternProperties" | "$defs" | "definitions") {
            return false;
        }
        plain |= match part(value) {
            None if deeper == 0 || !are_grouped(value, deeper - 1) => return false,
            None => true,
            Some(Part::Schema) => has_fields(value),
            Some(Part::Reference) => value.members().count() == 1,
            Some(_) => true,
        };
    }
    plain
}

fn has_fields(schema: NodeRef<'_>) -> bool {
    schema.get("properties").is_some_and(|fields| all(fields, is_plainly_schema))
}

fn is_path_item(node: NodeRef<'_>) -> bool {
    let mut any = false;
    for (key, value) in node.members() {
        match key.text {
            "parameters" | "servers" => {}
            "summary" | "description" if value.as_str().is_some() => {}
            method if METHODS.contains(&method) && (is_operation(value) || is_reference(value)) => any = true,
            _ if is_extension(key) => {}
            _ => return false,
        }
    }
    any
}

/// Whether a mapping has responses by status, as only an operation has.
fn is_operation(node: NodeRef<'_>) -> bool {
    let status = |key: Key<'_>| {
        key.text == "default"
            || is_extension(key)
            || (key.text.len() == 3 && key.text.starts_with(|first: char| first.is_ascii_digit()))
    };
    node.get("responses").is_some_and(|responses| {
        responses.members().next().is_some()
            && responses.members().all(|(key, value)| status(key) && value.is_object())
    })
}

pub(super) fn is_parameter(node: NodeRef<'_>) -> bool {
    let place = node.get_str("in").is_some_and(|place| PLACES.contains(&place));
    place
        && node.get_str("name").is_some()
        && ["schema", "content", "type"].iter().any(|key| node.get(key).is_some())
}

/// Whether a mapping has content by media type, as responses and request bodies have.
pub(super) fn is_body(node: NodeRef<'_>) -> bool {
    node.get("content").is_some_and(|content| {
        content.members().next().is_some()
            && content.members().all(|(key, media)| key.text.contains('/') && media.is_object())
            && content.members().any(|(_, media)| media.get("schema").is_some_and(NodeRef::is_object))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Syntax};
    use crate::text::Source;

    fn kind_of(text: &str) -> Option<Kind> {
        let document = Document::parse(Source::new("a.yaml", text), Syntax::Yaml).unwrap();
        kind(document.root())
    }

    #[test]
    fn a_description_says_its_version() {
        for (text, expected) in [
            ("openapi: 3.0.3\ninfo: {title: a}\n", Some(Kind::Whole)),
            ("openapi: 3.1\npaths: {}\n", Some(Kind::Whole)),
            ("swagger: '2.0'\ninfo: {}\n", Some(Kind::Swagger)),
            ("swagger: 2.0\ninfo: {}\n", Some(Kind::Swagger)),
            ("openapi: 4.0.0\ninfo: {}\n", Some(Kind::Other)),
            ("openapi: 3.10.0\ninfo: {}\n", Some(Kind::Other)),
            ("swaggerVersion: '1.2'\napis: []\n", Some(Kind::Other)),
            ("openapi: ^3.0.0\n", None),
        ] {
            assert_eq!(kind_of(text), expected, "{text}");
        }
    }

    #[test]
    fn parts_are_known_by_what_they_hold() {
        for (text, expected) in [
            (
                "components: {schemas: {a: {type: object, properties: {b: {type: string}}}}}",
                Some(Kind::Whole),
            ),
            ("paths: {/a: {get: {responses: {'200': {description: b}}}}}", Some(Kind::Whole)),
            ("get: {responses: {default: {description: b}}}", Some(Kind::One(Part::PathItem))),
            ("/a: {get: {responses: {default: {description: b}}}}", Some(Kind::Named)),
            ("a: {get: {responses: {default: {description: b}}}}\nb: {$ref: c.yaml}", Some(Kind::Named)),
            ("/a: {$ref: a.yaml}", Some(Kind::Named)),
            ("a: {b: {get: {responses: {default: {description: b}}}}}", Some(Kind::Named)),
            ("operationId: a\nresponses: {'204': {description: b}}", Some(Kind::One(Part::Operation))),
            ("- {name: a, in: query, schema: {type: string}}", Some(Kind::Parameters)),
            ("name: a\nin: query\nschema: {type: string}", Some(Kind::One(Part::Parameter))),
            ("a: {name: a, in: query, schema: {type: string}}", Some(Kind::Named)),
            (
                "description: a\ncontent: {application/json: {schema: {type: object}}}",
                Some(Kind::One(Part::Body)),
            ),
            ("schemas: {a: {type: string}}", Some(Kind::Components)),
            ("a: {type: object, properties: {b: {type: string}}}\nc: {enum: [d]}", Some(Kind::Named)),
        ] {
            assert_eq!(kind_of(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_something_else_is_none() {
        for text in [
            "services: {web: {image: a}}",
            "on: push\njobs: {a: {steps: []}}",
            "components: {button: {save: Save}}",
            "components: {schemas: {title: Schemas}}",
            "paths: [src, tests]",
            "paths: {'@/*': ['src/*']}",
            "get: Get\npost: Post",
            "schemas: [a.json]",
            "responses: {'200': OK}",
            "content: {text: a}",
            "name: a\nin: here\ntype: b",
            "parameters: {a: 1}",
            "properties: {a: {$ref: b.json}}",
            "a: {type: object}\nb: {type: string}",
            "en: {type: Type, title: Title}",
            "[]",
            "a",
        ] {
            assert_eq!(kind_of(text), None, "{text}");
        }
    }
}
