//! The reader of the Open Data Contract Standard, version 3. Only [`READER`] is called from outside.

use super::mapping::{Making, allowed, is_major, words};
use super::{Collection, Example, Failure, Field, Reader, Reading, Record, RecordKind, asides};
use crate::document::{NodeRef, Syntax};

/// The reader of data contracts.
pub(super) const READER: Reader = Reader {
    format: "data-contract",
    title: "Open Data Contract Standard 3",
    endings: &["yaml", "yml", "json"],
    sign: "`kind: DataContract` with an `apiVersion`",
    declarations: "`x-gdpr` on the contract, an object of `schema` or a property; a sidecar",
    example: Example {
        files: &[(
            "health.odcs.yaml",
            br"apiVersion: v3.1.0
kind: DataContract
id: health
version: 1.0.0
status: active
schema:
  - name: child
    properties:
      - name: asthma_plan
        logicalType: string
        x-gdpr: { subject: child, category: wellbeing }
",
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax != Syntax::Toml)?.root();
    let (kind, _) = root.member("kind").filter(|(_, kind)| kind.as_str() == Some("DataContract"))?;
    let (key, version) = root.member("apiVersion").unwrap_or((kind, root));
    let version = version.scalar().unwrap_or_default();
    if !is_major(version, "3") {
        let is = if version.is_empty() {
            "no `apiVersion`".to_owned()
        } else {
            format!("`apiVersion: {version}`")
        };
        return Some(Err(Failure {
            span: key.span,
            message: format!(
                "This data contract has {is}; version 3 is read. Nothing in it was checked; write it as `apiVersion: v3.1.0`."
            ),
            limit: false,
        }));
    }
    let mut making = Making::new(reading, READER.format, &[asides::CONTRACT, asides::COMMON]);
    making.document(root);
    for object in making.list(root, "schema") {
        let Some(called) = making.name(object, NAMES, "object") else { continue };
        let name = called.text.to_owned();
        let record = making.record(name, RecordKind::Table, called.span, object);
        properties(&mut making, record, object);
    }
    Some(Ok(making.done()))
}

/// What a thing is called: as the contract does, else as the system behind it does.
const NAMES: &[&str] = &["name", "physicalName"];

/// The properties of an object, or of a property that is one.
fn properties(making: &mut Making, mut record: Record, node: NodeRef<'_>) {
    for property in making.list(node, "properties") {
        let Some(called) = making.name(property, NAMES, "property") else { continue };
        if let Some(inner) = object_in(property) {
            let Some(name) = making.inner(&record.name, called) else { continue };
            let mut nested = making.record(name, RecordKind::Object, called.span, property);
            nested.description = nested.description.or_else(|| title(property));
            if inner.span() != property.span() {
                nested.spoken.extend(making.spoken(inner, super::Layer::Record));
            }
            properties(making, nested, inner);
            continue;
        }
        let mut field = making.field(called, property, &["physicalType", "logicalType"]);
        field.title = title(property);
        values(property, &mut field);
        record.fields.push(field);
    }
    making.keep(record);
}

fn title(node: NodeRef<'_>) -> Option<String> {
    words(node, &["businessName"]).map(str::to_owned)
}

/// The object with properties that a property is, or that it is a list of, however deep.
fn object_in(property: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let mut here = property;
    loop {
        if here.get("properties").is_some_and(|list| list.items().len() > 0) {
            return Some(here);
        }
        here = here.get("items")?;
    }
}

/// What relationships and rules of quality say of a property's values.
fn values(property: NodeRef<'_>, field: &mut Field) {
    let to = property.get("relationships").into_iter().flat_map(NodeRef::items);
    field.refers_to = to.filter_map(|relationship| words(relationship, &["to"])).next().map(str::to_owned);
    let options = property.get("logicalTypeOptions").and_then(|options| options.get("enum"));
    let rules = property.get("quality").into_iter().flat_map(NodeRef::items);
    let valid = rules.filter_map(|rule| {
        let is_list =
            matches!(rule.get_str("metric").or(rule.get_str("rule")), Some("invalidValues" | "validValues"));
        let place = rule.get("arguments").unwrap_or(rule);
        is_list.then(|| place.get("validValues"))?
    });
    field.allowed = options.into_iter().chain(valid).flat_map(allowed).collect();
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    const FILE: &str = r#"
kind: DataContract
apiVersion: v3.0.2
slaProperties: [{ property: retention, value: 3, unit: y }]
schema:
  - name: child
    physicalName: t_child
    description: Who is known
    tags: [people]
    properties:
      - name: sex
        businessName: Sex at registration
        logicalType: string
        physicalType: varchar(1)
        classification: restricted
        encryptedName: sex_e
        customProperties: [{ property: subject, value: child }]
        quality:
          - { type: library, rule: invalidValues, arguments: { validValues: [F, M] } }
      - name: address
        logicalType: object
        x-gdpr: { category: contact }
        properties: [{ name: postcode, logicalType: string }]
      - name: carers
        logicalType: array
        items: { logicalType: object, properties: [{ name: surname }, { physicalName: PHONE_NO }] }
      - name: school_id
        relationships: [{ to: school.id }]
"#;

    #[test]
    fn properties_are_fields_and_objects_records() {
        let collection = collection("child.odcs.yaml", FILE);
        assert_eq!(
            fields(&collection),
            [
                "child.sex: varchar(1)",
                "child.school_id:  -> school.id",
                "child.address.postcode: string",
                "child.carers.surname: ",
                "child.carers.PHONE_NO: "
            ]
        );
        let sex = field(&collection, "sex");
        assert_eq!(allowed(sex), ["F", "M"]);
        assert_eq!(sex.title.as_deref(), Some("Sex at registration"));
        assert_eq!(
            asides(sex),
            ["classification=restricted", "encryptedName=sex_e", "customProperties.subject=child"]
        );
        assert_eq!(categories(&collection.records[1].spoken), ["contact"]);
        assert_eq!(collection.asides[0].key, "slaProperties.retention");
        assert_eq!(remarks(&collection), [""; 0]);
    }

    #[test]
    fn other_versions_are_said() {
        let second = failure("a.yaml", "kind: DataContract\napiVersion: v2.2.2\ndataset: []\n");
        assert!(second.message.contains("`apiVersion: v2.2.2`"), "{}", second.message);
        let none = failure("a.yaml", "kind: DataContract\nschema: []\n");
        assert!(none.message.contains("no `apiVersion`"), "{}", none.message);
        assert!(is_none("a.yaml", "kind: Deployment\napiVersion: v1\n"));
    }

    #[test]
    fn deep_nesting_ends() {
        let mut text =
            "{\"kind\":\"DataContract\",\"apiVersion\":\"v3\",\"schema\":[{\"name\":\"a\"".to_owned();
        let deep = 150;
        text.push_str(&",\"properties\":[{\"name\":\"inner_record\"".repeat(deep));
        text.push_str(&"}]".repeat(deep));
        text.push_str("}]}");
        let collection = collection("a.json", &text);
        assert_eq!(collection.records.len() + collection.remarks.len(), 1);
        let long = text.replace("inner_record", &"x".repeat(100));
        assert_eq!(remarks(&super::super::testing::collection("a.json", &long)), ["1: Limit"]);
    }
}
