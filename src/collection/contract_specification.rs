//! The reader of the Data Contract Specification. Only [`READER`] is called from outside.

use std::collections::BTreeMap;

use super::mapping::{Making, Name, allowed, words};
use super::{Collection, Example, Failure, Field, Reader, Reading, Record, RecordKind, asides};
use crate::document::{NodeRef, Syntax};

/// The reader of the Data Contract Specification.
pub(super) const READER: Reader = Reader {
    format: "data-contract-specification",
    title: "Data Contract Specification",
    endings: &["yaml", "yml", "json"],
    sign: "the key `dataContractSpecification`",
    declarations: "`x-gdpr` on the contract, a model, a definition or a field; a sidecar",
    example: Example {
        files: &[(
            "datacontract.yaml",
            br"dataContractSpecification: 1.1.0
id: health
models:
  child:
    fields:
      asthma_plan:
        type: text
        x-gdpr: { subject: child, category: wellbeing }
",
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

/// Keys of other tools that stand in these files.
const KEYS: &[&[&str]] = &[asides::CONTRACT, asides::COMMON];

/// How many references in a row are followed.
const MOST_STEPS: usize = 32;

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax != Syntax::Toml)?.root();
    root.get("dataContractSpecification")?;
    let definitions = root.get("definitions").into_iter().flat_map(NodeRef::members);
    let definitions =
        definitions.map(|(key, node)| (key.text, (Name { text: key.text, span: key.span }, node)));
    let mut walk = Walk {
        making: Making::new(reading, READER.format, KEYS),
        definitions: definitions.collect(),
        users: BTreeMap::new(),
    };
    walk.making.document(root);
    for (key, model) in root.get("models").into_iter().flat_map(NodeRef::members) {
        let mut record = walk.making.record(key.text.to_owned(), RecordKind::Table, key.span, model);
        record.description = record.description.or_else(|| words(model, &["title"]).map(str::to_owned));
        walk.fields(record, model);
    }
    walk.shared();
    Some(Ok(walk.making.done()))
}

struct Walk<'d> {
    making: Making,
    definitions: BTreeMap<&'d str, (Name<'d>, NodeRef<'d>)>,
    /// Who uses the definitions that are objects.
    users: BTreeMap<&'d str, Vec<String>>,
}

impl<'d> Walk<'d> {
    /// The fields of a model, or of a field that is an object.
    fn fields(&mut self, mut record: Record, node: NodeRef<'d>) {
        for (key, field) in node.get("fields").into_iter().flat_map(NodeRef::members) {
            let called = Name { text: key.text, span: key.span };
            if let Some(inner) = object_in(field) {
                let Some(name) = self.making.inner(&record.name, called) else { continue };
                let nested = self.making.record(name, RecordKind::Object, key.span, field);
                self.fields(nested, inner);
            } else if let Some(made) = self.field(&record.name, called, field) {
                record.fields.push(made);
            }
        }
        self.making.keep(record);
    }

    /// A field, with what the definitions that it refers to say; none where it is an object of
    /// its own, which is judged at its definition.
    fn field(&mut self, record: &str, called: Name<'d>, node: NodeRef<'d>) -> Option<Field> {
        let mut made = self.making.field(called, node, &["type"]);
        said(&mut made, node);
        let mut here = node;
        for step in 0.. {
            let reference = here.member("$ref").or_else(|| here.get("items")?.member("$ref"));
            let Some((key, to)) = reference else { break };
            let Some((definition, target)) = to.as_str().and_then(|to| self.definition(to)) else {
                let message = "This reference leads to no entry of `definitions` in this file, so what stands there was not read. Define it here.";
                self.making.unread(key.span, message);
                break;
            };
            if step == MOST_STEPS {
                self.making.unread(key.span, "These references lead round in a circle. Break it.");
                break;
            }
            if object_in(target).is_some() {
                self.users.entry(definition).or_default().push(format!("{record}.{}", called.text));
                return None;
            }
            if !self.making.spend(target) {
                break;
            }
            let far = self.making.field(called, target, &["type"]);
            if made.type_text.is_empty() {
                (made.field_type, made.type_text) = (far.field_type, far.type_text);
            }
            made.description = made.description.or(far.description);
            made.spoken.extend(far.spoken);
            made.asides.extend(far.asides);
            said(&mut made, target);
            here = target;
        }
        Some(made)
    }

    /// The definition that a reference leads to.
    fn definition(&self, reference: &str) -> Option<(&'d str, NodeRef<'d>)> {
        let name = reference.strip_prefix("#/definitions/")?;
        self.definitions.get_key_value(name).map(|(name, (_, node))| (*name, *node))
    }

    /// The definitions that are objects, once each.
    fn shared(&mut self) {
        let objects: Vec<_> = self.definitions.values().copied().collect();
        for (called, node) in objects {
            let Some(inner) = object_in(node) else { continue };
            let mut record =
                self.making.record(called.text.to_owned(), RecordKind::Definition, called.span, node);
            record.description = record.description.or_else(|| words(node, &["title"]).map(str::to_owned));
            self.fields(record, inner);
        }
        for record in &mut self.making.collection.records {
            if record.kind == RecordKind::Definition {
                record.users = self.users.remove(record.name.as_str()).unwrap_or_default();
            }
        }
    }
}

/// What a mapping says of a field beyond what all mappings say.
fn said(field: &mut Field, node: NodeRef<'_>) {
    if field.title.is_none() {
        field.title = words(node, &["title"]).map(str::to_owned);
    }
    if field.refers_to.is_none() {
        field.refers_to = words(node, &["references"]).map(str::to_owned);
    }
    if field.allowed.is_empty() {
        field.allowed = node.get("enum").map(allowed).unwrap_or_default();
    }
}

/// The mapping with `fields` that a field is, or that it is a list or a map of.
fn object_in(field: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let mut here = field;
    loop {
        if here.get("fields").is_some_and(|fields| fields.members().next().is_some()) {
            return Some(here);
        }
        here = here.get("items").or_else(|| here.get("values"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    const FILE: &str = r##"
dataContractSpecification: 1.1.0
models:
  child:
    title: Children
    fields:
      upn: { $ref: "#/definitions/upn", description: As on the roll, pii: true }
      sex: { type: string, enum: [F, M], title: Sex, references: codes.sex }
      home: { type: record, fields: { postcode: { type: text } } }
      carers: { type: array, items: { type: record, fields: { surname: { type: text } } } }
      placement: { $ref: "#/definitions/address" }
      tags: { type: array, items: { $ref: "#/definitions/upn" } }
  worker: { fields: { office: { $ref: "#/definitions/address" } } }
definitions:
  upn: { type: text, title: Pupil number, classification: restricted, description: far, x-gdpr: { category: identity } }
  address: { type: object, fields: { line: { type: text } } }
"##;

    #[test]
    fn fields_take_what_definitions_say() {
        let collection = collection("datacontract.yaml", FILE);
        assert_eq!(
            fields(&collection),
            [
                "child.upn: text",
                "child.sex: string -> codes.sex",
                "child.tags: array",
                "child.home.postcode: text",
                "child.carers.surname: text",
                "address.line: text"
            ]
        );
        let upn = field(&collection, "upn");
        assert_eq!(
            (upn.title.as_deref(), upn.description.as_deref()),
            (Some("Pupil number"), Some("As on the roll"))
        );
        assert_eq!(asides(upn), ["pii=true", "classification=restricted"]);
        assert_eq!(categories(&upn.spoken), ["identity"]);
        assert_eq!(allowed(field(&collection, "sex")), ["F", "M"]);
        let address = &collection.records[3];
        assert_eq!(address.users, ["child.placement", "worker.office"]);
    }

    #[test]
    fn circles_and_references_elsewhere_are_said() {
        let text = "dataContractSpecification: 1.1.0\nmodels:\n  m:\n    fields:\n      a: {$ref: '#/definitions/x'}\n      b: {$ref: 'https://e.org/y.yaml'}\ndefinitions:\n  x: {$ref: '#/definitions/x'}\n  z: {type: object, fields: {me: {$ref: '#/definitions/z'}, n: {type: text}}}\n";
        let collection = collection("a.yaml", text);
        assert_eq!(fields(&collection), ["m.a: ", "m.b: ", "z.n: text"]);
        assert_eq!(remarks(&collection), ["6: Unread", "8: Unread"]);
    }

    #[test]
    fn what_definitions_repeat_has_an_end() {
        let long = "x".repeat(1 << 20);
        let fields: String =
            (0..600).map(|n| format!("\"f{n}\":{{\"$ref\":\"#/definitions/d\"}},")).collect();
        let text = format!(
            "{{\"dataContractSpecification\":\"1\",\"models\":{{\"m\":{{\"fields\":{{{fields}\"end\":{{}}}}}}}},\"definitions\":{{\"d\":{{\"description\":\"{long}\"}}}}}}"
        );
        let collection = collection("a.json", &text);
        assert_eq!(collection.records[0].fields.len(), 601);
        assert_eq!(remarks(&collection), ["1: Limit"]);
    }
}
