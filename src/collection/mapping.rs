//! What readers of tables in JSON and YAML have in common: a mapping is a record or a field, its
//! members say what it is called and what it means.

use super::dictionary::field_type;
use super::{
    Allowed, Collection, Field, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken, asides,
};
use crate::document::NodeRef;
use crate::text::Span;

/// The longest name of a record, in bytes. Records inside records carry the names of those around
/// them, so that without an end to it a small file could ask for a great many bytes.
const LONGEST_NAME: usize = 2_000;

/// The most values that are kept of one field.
const MOST_ALLOWED: usize = 20_000;

/// How many bytes of text fields may carry. A file is 64 MiB at most, but aliases and references
/// repeat what stands in it once.
const MOST_CARRIED: usize = 512 << 20;

/// A name and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'d> {
    /// The name.
    pub(super) text: &'d str,
    /// Its place.
    pub(super) span: Span,
}

/// A collection that is being made of mappings.
pub(super) struct Making {
    /// What was made so far.
    pub(super) collection: Collection,
    keys: &'static [&'static [&'static str]],
    left: usize,
    told: bool,
}

impl Making {
    /// Nothing made yet. Of the mappings' members, `keys` are those of other tools.
    pub(super) fn new(
        reading: &Reading<'_>,
        format: &'static str,
        keys: &'static [&'static [&'static str]],
    ) -> Self {
        Self { collection: Collection::new(reading, format), keys, left: MOST_CARRIED, told: false }
    }

    /// Takes what is said of the whole file.
    pub(super) fn document(&mut self, root: NodeRef<'_>) {
        let spoken = self.spoken(root, Layer::Document);
        self.collection.spoken.extend(spoken);
        self.collection.asides.extend(asides::of(root, self.keys));
    }

    /// What `x-gdpr` in a mapping declares.
    pub(super) fn spoken(&mut self, node: NodeRef<'_>, layer: Layer) -> Vec<Spoken> {
        let Some(said) = node.get("x-gdpr") else { return Vec::new() };
        if said.is_object() {
            return vec![Spoken::inline(layer, &self.collection.source, said.node().clone())];
        }
        let message = "`x-gdpr` should be a mapping, such as `{ \"category\": …, \"purpose\": … }`. It was not applied; write it as one.";
        self.collection.remarks.push(Remark::new(RemarkKind::Declaration, said.span(), message));
        Vec::new()
    }

    /// A record with what its mapping says of it, without fields yet.
    pub(super) fn record(&mut self, name: String, kind: RecordKind, span: Span, node: NodeRef<'_>) -> Record {
        let mut record = Record::new(name, kind, span);
        record.spoken = self.spoken(node, Layer::Record);
        record.asides = asides::of(node, self.keys);
        record.description = words(node, &["description", "comment"]).map(str::to_owned);
        record
    }

    /// A field with what its mapping says of it; its type is written under one of `types`.
    pub(super) fn field(&mut self, name: Name<'_>, node: NodeRef<'_>, types: &[&str]) -> Field {
        let mut field = Field::new(name.text, name.span);
        if !self.spend(node) {
            return field;
        }
        if let Some(text) = types.iter().find_map(|key| node.get(key)?.scalar()) {
            field.field_type = field_type(text);
            field.type_text = text.to_owned();
        }
        field.description = words(node, &["description", "comment"]).map(str::to_owned);
        field.spoken = self.spoken(node, Layer::Field);
        field.asides = asides::of(node, self.keys);
        field
    }

    /// Takes what a mapping says from what may be carried; when nothing is left, that is said once.
    pub(super) fn spend(&mut self, node: NodeRef<'_>) -> bool {
        let cost = node.span().range().len();
        let enough = cost <= self.left;
        self.left = self.left.saturating_sub(cost);
        if !enough && !self.told {
            self.told = true;
            let message = format!(
                "From here on, aliases and references repeat more than {MOST_CARRIED} bytes. Of the fields that follow only the names were read."
            );
            self.collection.remarks.push(Remark::new(RemarkKind::Limit, node.span(), message));
        }
        enough
    }

    /// Keeps a record that has fields, or of which something was declared.
    pub(super) fn keep(&mut self, record: Record) {
        if !(record.fields.is_empty() && record.spoken.is_empty()) {
            self.collection.records.push(record);
        }
    }

    /// The name of a record inside another; none where it would grow without end, which is said.
    pub(super) fn inner(&mut self, outer: &str, name: Name<'_>) -> Option<String> {
        if outer.len() + name.text.len() < LONGEST_NAME {
            return Some(format!("{outer}.{}", name.text));
        }
        let message = format!(
            "The name of this record, with those around it, has more than {LONGEST_NAME} bytes. The fields in it were not read."
        );
        self.collection.remarks.push(Remark::new(RemarkKind::Limit, name.span, message));
        None
    }

    /// The name under one of `keys`; where there is none, that is said of `what`.
    pub(super) fn name<'d>(&mut self, node: NodeRef<'d>, keys: &[&str], what: &str) -> Option<Name<'d>> {
        let name = name(node, keys);
        if name.is_none() {
            let message = if node.is_object() {
                format!("This {what} has no `{}`, so it was not read. Give it one.", keys[0])
            } else {
                format!(
                    "A {what} should be a mapping with a `{}`. It was not read; write it as one.",
                    keys[0]
                )
            };
            self.unread(node.span(), message);
        }
        name
    }

    /// Says that something was not read.
    pub(super) fn unread(&mut self, span: Span, message: impl Into<String>) {
        self.collection.remarks.push(Remark::new(RemarkKind::Unread, span, message));
    }

    /// The members of a list; anything but a list or nothing is said.
    pub(super) fn list<'d>(&mut self, node: NodeRef<'d>, key: &str) -> Vec<NodeRef<'d>> {
        let Some(list) = node.get(key) else { return Vec::new() };
        if !list.is_array() && !list.is_null() {
            self.unread(list.span(), format!("`{key}` should be a list. It was not read; write it as one."));
        }
        list.items().collect()
    }

    /// The collection, its records in the order of the file.
    pub(super) fn done(mut self) -> Collection {
        self.collection.records.sort_by_key(|record| record.span.start);
        self.collection.remarks.sort_by_key(|remark| remark.span);
        self.collection
    }
}

/// The name under the first of `keys` that holds one.
pub(super) fn name<'d>(node: NodeRef<'d>, keys: &[&str]) -> Option<Name<'d>> {
    keys.iter().find_map(|key| {
        let value = node.get(key)?;
        let text = value.scalar().filter(|text| !text.trim().is_empty())?;
        Some(Name { text, span: value.span() })
    })
}

/// The text under the first of `keys` that holds one.
pub(super) fn words<'d>(node: NodeRef<'d>, keys: &[&str]) -> Option<&'d str> {
    keys.iter().find_map(|key| node.get_str(key).map(str::trim).filter(|text| !text.is_empty()))
}

/// The values of a list: scalars, or mappings with a value and a label.
pub(super) fn allowed(list: NodeRef<'_>) -> Vec<Allowed> {
    let one = |item: NodeRef<'_>| {
        if let Some(value) = item.scalar() {
            return Some(Allowed { value: value.to_owned(), label: None });
        }
        let value = ["value", "code", "const", "name"].iter().find_map(|key| item.get(key)?.scalar())?;
        let label = words(item, &["label", "title", "description"]).map(str::to_owned);
        Some(Allowed { value: value.to_owned(), label })
    };
    list.items().take(MOST_ALLOWED).filter_map(one).collect()
}

/// Whether a version, such as `v3.0.2`, is of this major number.
pub(super) fn is_major(version: &str, major: &str) -> bool {
    version.trim_start_matches(['v', 'V']).split('.').next() == Some(major)
}
