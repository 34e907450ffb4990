//! The reader of the Standard Safeguarding Dataset: one YAML file a table, with `nodes` and the
//! `item_ref` of each field. Only [`READER`] is called from outside.

use super::mapping::{Making, words};
use super::{Collection, Example, Failure, Reader, Reading, RecordKind, asides};
use crate::document::{NodeRef, Syntax};

/// The reader of the dataset's tables.
pub(super) const READER: Reader = Reader {
    format: "safeguarding-dataset",
    title: "Tables of the Standard Safeguarding Dataset in YAML",
    endings: &["yml", "yaml"],
    sign: "`nodes` is a list of tables whose `fields` have an `item_ref`",
    declarations: "`x-gdpr` on the document, a node or a field; a sidecar",
    example: Example {
        files: &[(
            "ssd_health.yml",
            br"nodes:
  - name: ssd_health
    fields:
      - name: hlth_asthma_plan
        item_ref: HLTH001A
        type: nvarchar
        x-gdpr: { subject: child, category: wellbeing }
",
        )],
        declares: ("ssd_health", "hlth_asthma_plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax != Syntax::Toml)?.root();
    let nodes = root.get("nodes")?;
    let fields =
        |node: NodeRef<'_>| node.get("fields").is_some_and(|fields| fields.items().any(has_reference));
    if !nodes.items().any(fields) {
        return None;
    }
    let mut making = Making::new(reading, READER.format, &[asides::COMMON, asides::PIPELINE]);
    making.document(root);
    for node in nodes.items() {
        table(&mut making, node);
    }
    Some(Ok(making.done()))
}

fn has_reference(field: NodeRef<'_>) -> bool {
    field.get("item_ref").is_some() && field.get("name").is_some()
}

fn table(making: &mut Making, node: NodeRef<'_>) {
    let Some(called) = making.name(node, &["name"], "table") else { return };
    let mut record = making.record(called.text.to_owned(), RecordKind::Table, called.span, node);
    for item in making.list(node, "fields") {
        let Some(called) = making.name(item, &["name"], "field") else { continue };
        let mut field = making.field(called, item, &["type"]);
        // The description is the field's title in words; the guidance says what goes into it.
        let guidance = words(item, &["guidance"]).filter(|text| !text.eq_ignore_ascii_case("n/a"));
        if let Some(guidance) = guidance {
            field.title = field.description.replace(guidance.to_owned());
        }
        field.refers_to = words(item, &["foreign_key"]).map(str::to_owned);
        record.fields.push(field);
    }
    making.keep(record);
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[test]
    fn items_are_fields() {
        let text = "x-gdpr: {category: document}\nnodes:\n- name: ssd_visits\n  fields:\n  - name: visi_person_id\n    description: Whom\n    item_ref: VISI001A\n    type: nvarchar\n    foreign_key: ssd_person.pers_person_id\n    categories: [contact]\n    guidance: The child's own number\n    degrade: hash_sha256\n  - name: visi_date\n    description: When\n    item_ref: VISI002A\n    type: datetime\n    guidance: N/A\n  - item_ref: VISI003A\n";
        let collection = collection("data/ssd_visits.yml", text);
        assert_eq!(
            fields(&collection),
            [
                "ssd_visits.visi_person_id: nvarchar -> ssd_person.pers_person_id",
                "ssd_visits.visi_date: datetime"
            ]
        );
        let person = field(&collection, "visi_person_id");
        assert_eq!(
            (person.title.as_deref(), person.description.as_deref()),
            (Some("Whom"), Some("The child's own number"))
        );
        assert_eq!(person.allowed, []);
        assert_eq!(asides(person), ["degrade=hash_sha256"]);
        let date = field(&collection, "visi_date");
        assert_eq!((date.title.as_deref(), date.description.as_deref()), (None, Some("When")));
        assert_eq!(categories(&collection.spoken), ["document"]);
        assert_eq!(remarks(&collection), ["18: Unread"]);
    }

    #[test]
    fn other_files_with_nodes_are_none() {
        assert!(is_none("a.yml", "nodes:\n- name: a\n  fields: [{name: b}]\n"));
        assert!(is_none("a.json", r#"{"nodes": [{"id": 1}], "edges": []}"#));
    }
}
