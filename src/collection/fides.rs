//! The reader of fides datasets: collections of fields, nested where they are. Only [`READER`] is
//! called from outside.

use super::mapping::{Making, name, words};
use super::{Collection, Example, Failure, Reader, Reading, Record, RecordKind, asides};
use crate::document::{NodeRef, Syntax};

/// The reader of fides datasets.
pub(super) const READER: Reader = Reader {
    format: "fides",
    title: "fides datasets",
    endings: &["yml", "yaml", "json"],
    sign: "`dataset` holds datasets with `collections`",
    declarations: "`x-gdpr` on a dataset, a collection or a field; a sidecar",
    example: Example {
        files: &[(
            "dataset.yml",
            br"dataset:
  - fides_key: health
    collections:
      - name: child
        fields:
          - name: asthma_plan
            x-gdpr: { subject: child, category: wellbeing }
",
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax != Syntax::Toml)?.root();
    let datasets = root.get("dataset")?.one_or_more();
    if !datasets.iter().any(|dataset| dataset.get("collections").is_some_and(NodeRef::is_array)) {
        return None;
    }
    let mut making = Making::new(reading, READER.format, KEYS);
    making.document(root);
    for dataset in &datasets {
        let outer = name(*dataset, &["fides_key", "name"]).filter(|_| datasets.len() > 1);
        for collection in making.list(*dataset, "collections") {
            let Some(called) = making.name(collection, &["name"], "collection") else { continue };
            let full = match outer {
                Some(outer) => making.inner(outer.text, called),
                None => Some(called.text.to_owned()),
            };
            let Some(full) = full else { continue };
            let mut record = making.record(full, RecordKind::Table, called.span, collection);
            record.spoken.extend(making.spoken(*dataset, super::Layer::Record));
            record.asides.extend(asides::of(*dataset, KEYS));
            fields(&mut making, record, collection);
        }
    }
    Some(Ok(making.done()))
}

/// Keys of other tools that stand in these files.
const KEYS: &[&[&str]] = &[asides::FIDES, asides::COMMON];

fn fields(making: &mut Making, mut record: Record, node: NodeRef<'_>) {
    for item in making.list(node, "fields") {
        let Some(called) = making.name(item, &["name"], "field") else { continue };
        if item.get("fields").is_some_and(|inner| inner.items().len() > 0) {
            let Some(full) = making.inner(&record.name, called) else { continue };
            let nested = making.record(full, RecordKind::Object, called.span, item);
            fields(making, nested, item);
            continue;
        }
        let mut field = making.field(called, item, &["data_type"]);
        let facts = ["fides_meta", "fidesops_meta", "fidesctl_meta"].iter().filter_map(|key| item.get(key));
        for facts in facts {
            if let Some(kind) = facts.get_str("data_type").filter(|_| field.type_text.is_empty()) {
                field.field_type = super::dictionary::field_type(kind);
                field.type_text = kind.to_owned();
            }
            let mut references = facts.get("references").into_iter().flat_map(NodeRef::items);
            field.refers_to =
                references.find_map(|reference| words(reference, &["field"])).map(str::to_owned);
        }
        record.fields.push(field);
    }
    making.keep(record);
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[test]
    fn fields_are_read_where_they_are_nested() {
        let text = "dataset:\n- fides_key: lcs\n  data_categories: [user]\n  x-gdpr: {category: dataset}\n  collections:\n  - name: child\n    fields:\n    - name: email\n      data_categories: [user.contact.email]\n      fides_meta: {data_type: string, references: [{dataset: lcs, field: person.email, direction: from}]}\n    - name: home\n      fields:\n      - name: postcode\n        data_categories: [user.contact.address.postal_code]\n    - email\n";
        let collection = collection("dataset.yml", text);
        assert_eq!(fields(&collection), ["child.email: string -> person.email", "child.home.postcode: "]);
        assert_eq!(asides(field(&collection, "email")), ["data_categories=user.contact.email"]);
        assert_eq!(categories(&collection.records[0].spoken), ["dataset"]);
        assert_eq!(collection.records[0].asides[0].values[0].0, "user");
        assert_eq!(remarks(&collection), ["15: Unread"]);
    }

    #[test]
    fn several_datasets_are_told_apart() {
        let one = "{fides_key: KEY, collections: [{name: child, fields: [{name: upn}]}]}";
        let text = format!("dataset: [{}, {}]\n", one.replace("KEY", "a"), one.replace("KEY", "b"));
        assert_eq!(fields(&collection("d.yml", &text)), ["a.child.upn: ", "b.child.upn: "]);
        assert!(is_none("d.yml", "dataset: {path: data, size: 3}\nmodel: x\n"));
    }
}
