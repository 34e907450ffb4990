//! From a file to its resources, and what all kinds of them share.

use std::collections::HashSet;

use super::super::budget::{Budget, Spent};
use super::super::{Collection, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken, annotation};
use super::part::Part;
use super::values::ValueSets;
use crate::document::Element;
use crate::text::Span;

/// How many codes may be copied from value sets to the fields that use them.
const MOST_COPIED: usize = 1_000_000;

/// Kinds of resources that say what is collected.
const KINDS: [&str; 2] = ["Questionnaire", "StructureDefinition"];

/// Reads the resources of one file.
pub(super) struct Reader<'r, 'd> {
    reading: &'r Reading<'r>,
    collection: Collection,
    pub(super) value_sets: ValueSets<'d>,
    /// Comments that belong to something.
    used: HashSet<u32>,
    /// What may still be copied; none once that was too little.
    budget: Budget,
}

/// The questionnaires and structures of a file: it is one, or a bundle of them.
pub(super) fn schemas(root: Part<'_>) -> Vec<Part<'_>> {
    let is_one = |part: &Part<'_>| KINDS.contains(&part.resource_type());
    if is_one(&root) {
        return vec![root];
    }
    if root.resource_type() != "Bundle" {
        return Vec::new();
    }
    entries(root).into_iter().filter(is_one).collect()
}

fn entries(bundle: Part<'_>) -> Vec<Part<'_>> {
    bundle.all("entry").into_iter().flat_map(|entry| entry.resources("resource")).collect()
}

impl<'r, 'd> Reader<'r, 'd> {
    /// Reads all schemas of a file.
    pub(super) fn run(reading: &'r Reading<'r>, root: Part<'d>, schemas: &[Part<'d>]) -> Collection {
        let mut reader = Self {
            reading,
            collection: Collection::new(reading, super::FORMAT),
            value_sets: ValueSets::default(),
            used: HashSet::new(),
            budget: Budget::new(MOST_COPIED),
        };
        if root.resource_type() == "Bundle" {
            reader.value_sets.add(&entries(root), false);
        }
        for &schema in schemas {
            reader.value_sets.add(&schema.resources("contained"), true);
            match schema.resource_type() {
                "Questionnaire" => reader.questionnaire(schema),
                _ => reader.structure(schema),
            }
        }
        if let Part::Xml(root) = root {
            reader.left_over(root);
        }
        let mut collection = reader.collection;
        collection.remarks.sort_by_key(|remark| remark.span);
        collection
    }

    /// The record of a whole resource, named as its owners name it.
    pub(super) fn resource_record(&mut self, resource: Part<'d>, base: Option<&str>) -> Record {
        let named = ["name", "id", "title"].iter().find_map(|key| resource.text(key).zip(resource.one(key)));
        let (name, span) = named.map_or_else(
            || (self.reading.name(), resource.span()),
            |(name, part)| (name.to_owned(), part.span()),
        );
        let mut record = Record::new(name, RecordKind::Object, span);
        let base = base.filter(|base| !record.name.contains(base)).map(|base| format!("a profile of {base}"));
        let title = resource.text("title").filter(|title| *title != record.name);
        let words: Vec<&str> =
            base.as_deref().into_iter().chain(title).chain(resource.text("description")).collect();
        record.description = (!words.is_empty()).then(|| words.join(". "));
        record.spoken = self.words(resource, Layer::Record);
        record
    }

    /// Keeps a record that has something to judge.
    pub(super) fn keep(&mut self, record: Record) {
        if !record.fields.is_empty() || !record.spoken.is_empty() {
            self.collection.records.push(record);
        }
    }

    /// Adds a remark.
    pub(super) fn remark(&mut self, remark: Remark) {
        self.collection.remarks.push(remark);
    }

    /// Takes from what may be copied; remarks, once, when nothing is left.
    pub(super) fn spend(&mut self, cost: usize, place: Span) -> bool {
        let spent = self.budget.spend(cost);
        if spent == Spent::FirstRefused {
            let message = "From here on this file repeats its value sets more often than is read. Split it.";
            self.remark(Remark::new(RemarkKind::Limit, place, message));
        }
        spent == Spent::Yes
    }

    /// The declarations on a part: in XML, comments directly above it or first in it. JSON has
    /// no room for any.
    pub(super) fn words(&mut self, part: Part<'d>, layer: Layer) -> Vec<Spoken> {
        let element = match part {
            Part::Xml(element) => element,
            Part::Json(node) => {
                if let Some((key, _)) = node.member("x-gdpr") {
                    let message = "FHIR allows no keys of others, so `x-gdpr` declares nothing here. Put the declaration into a sidecar beside the file.";
                    self.remark(Remark::new(RemarkKind::Declaration, key.span, message));
                }
                return Vec::new();
            }
        };
        let mut comments: Vec<Element<'d>> = element
            .prev_siblings()
            .skip(1)
            .take_while(|node| is_between(*node))
            .filter(|node| node.is_comment())
            .collect();
        comments.reverse();
        comments
            .extend(element.children().take_while(|node| is_between(*node)).filter(|node| node.is_comment()));
        let mut spoken = Vec::new();
        for comment in comments {
            if !self.used.insert(comment.id().get()) {
                continue;
            }
            let range = comment.range();
            // Without the arrow that ends it.
            let span = Span::new(range.start, range.end.saturating_sub("-->".len()));
            let (said, remarks) = annotation::read_all(&self.collection.source, span, layer);
            spoken.extend(said);
            self.collection.remarks.extend(remarks);
        }
        annotation::join_uses(spoken)
    }

    /// Remarks on declarations that belong to nothing.
    fn left_over(&mut self, root: Element<'d>) {
        for node in root.document().descendants().filter(|node| node.is_comment()) {
            if !self.used.contains(&node.id().get()) && node.text().is_some_and(annotation::declares) {
                let range = node.range();
                let message = "`@gdpr` declares nothing here. Put the comment directly above the `item` or `element` that it is about.";
                self.remark(Remark::new(RemarkKind::Declaration, Span::new(range.start, range.end), message));
            }
        }
    }
}

/// Comments, and the space around them.
fn is_between(node: Element<'_>) -> bool {
    node.is_comment() || (node.is_text() && node.text().is_some_and(|text| text.trim().is_empty()))
}
