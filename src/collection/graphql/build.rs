//! From what stands in a schema to records and fields.

use std::collections::HashMap;

use super::draft::{Draft, Drafts, Level};
use super::scalars::of_scalar;
use crate::collection::comments::{Margin, Words};
use crate::collection::{
    Allowed, Collection, Field, FieldType, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken,
};

/// The most values of enumerations that are copied to fields.
const MOST_VALUES: usize = 1_000_000;

/// The most users that the types of one union are given.
const MOST_USERS: usize = 10_000;

/// What a name of a type means.
enum Known {
    /// Types with fields: itself, or those of a union.
    Records(Vec<String>),
    Enumeration(Vec<Allowed>),
    Scalar,
}

/// Builds a collection.
pub(super) fn build(reading: &Reading<'_>, drafts: Drafts, remarks: Vec<Remark>) -> Collection {
    let extents: Vec<_> = drafts.drafts.iter().map(|draft| draft.extent).collect();
    let mut margin = Margin::new(reading.source, drafts.comments, &extents);
    let mut collection = Collection::new(reading, super::READER.format);
    let first = extents.first().map_or(u32::MAX, |extent| extent.start);
    collection.spoken = margin.document(first);
    collection.remarks = remarks;
    let names = names(&drafts.drafts, &mut margin);
    let mut builder = Builder {
        names,
        collection,
        by_name: HashMap::new(),
        users: HashMap::new(),
        here: None,
        around: (String::new(), Vec::new()),
        values: MOST_VALUES,
    };
    for (at, draft) in drafts.drafts.into_iter().enumerate() {
        builder.take(draft, &mut margin, at);
    }
    builder.finish(margin.remarks)
}

/// The types that the file defines.
fn names(drafts: &[Draft], margin: &mut Margin) -> HashMap<String, Known> {
    let mut names: HashMap<String, Known> = HashMap::new();
    let mut around = "";
    for (at, draft) in drafts.iter().enumerate() {
        match draft.level {
            Level::Record { .. } => {
                names.insert(draft.name.clone(), Known::Records(vec![draft.name.clone()]));
            }
            Level::Enumeration => {
                names.entry(draft.name.clone()).or_insert_with(|| Known::Enumeration(Vec::new()));
            }
            Level::Union => {
                names.entry(draft.name.clone()).or_insert_with(|| Known::Records(Vec::new()));
            }
            Level::Scalar => {
                names.entry(draft.name.clone()).or_insert(Known::Scalar);
            }
            Level::Value => {
                if let Some(Known::Enumeration(values)) = names.get_mut(around) {
                    let label =
                        draft.description.clone().or_else(|| margin.words(at, Layer::Field).description);
                    values.push(Allowed { value: draft.name.clone(), label });
                }
                continue;
            }
            Level::Member => {
                if let Some(Known::Records(members)) = names.get_mut(around) {
                    members.push(draft.name.clone());
                }
                continue;
            }
            Level::Field | Level::Call | Level::Argument => continue,
        }
        around = &draft.name;
    }
    names
}

struct Builder {
    names: HashMap<String, Known>,
    collection: Collection,
    /// The record of a type, to add to it.
    by_name: HashMap<String, usize>,
    /// Who uses a type.
    users: HashMap<String, Vec<String>>,
    /// The record that fields go to.
    here: Option<usize>,
    /// The operation type around calls, and what is declared on it.
    around: (String, Vec<Spoken>),
    values: usize,
}

impl Builder {
    fn take(&mut self, draft: Draft, margin: &mut Margin, at: usize) {
        match draft.level {
            Level::Record { extends } => {
                let words = margin.words(at, Layer::Record);
                self.around = (draft.name.clone(), words.spoken.clone());
                let known = self.by_name.get(&draft.name).copied().filter(|_| extends);
                let record = known.unwrap_or_else(|| {
                    self.by_name.insert(draft.name.clone(), self.collection.records.len());
                    self.collection.records.push(Record::new(
                        draft.name.as_str(),
                        RecordKind::Object,
                        draft.span,
                    ));
                    self.collection.records.len() - 1
                });
                self.describe(record, draft, words);
            }
            Level::Call => {
                let mut words = margin.words(at, Layer::Record);
                // What is declared on an operation type is meant for what can be asked for.
                if let Some(&root) = self.by_name.get(&self.around.0) {
                    self.collection.records[root].spoken.clear();
                }
                words.spoken.extend(self.around.1.iter().cloned());
                let name = format!("{}.{}", self.around.0, draft.name);
                self.collection.records.push(Record::new(name, RecordKind::Object, draft.span));
                let users = self.users.entry(draft.type_name.clone()).or_default();
                users.push(format!("{}.{}", self.around.0, draft.name));
                self.describe(self.collection.records.len() - 1, draft, words);
            }
            Level::Field | Level::Argument => {
                let words = margin.words(at, Layer::Field);
                self.field(draft, words);
            }
            _ => {}
        }
    }

    fn describe(&mut self, at: usize, draft: Draft, words: Words) {
        self.here = Some(at);
        let record = &mut self.collection.records[at];
        record.description = record.description.take().or(draft.description).or(words.description);
        record.spoken.extend(words.spoken);
        record.asides.extend(draft.asides);
    }

    fn field(&mut self, draft: Draft, words: Words) {
        let Some(record) = self.here.map(|here| &mut self.collection.records[here]) else { return };
        let mut field = Field::new(draft.name, draft.span);
        match self.names.get(&draft.type_name) {
            Some(Known::Records(_)) => {
                let user = format!("{}.{}", record.name, field.name);
                self.users.entry(draft.type_name).or_default().push(user);
                if !words.spoken.is_empty() {
                    self.collection.remarks.push(Remark::new(
                        RemarkKind::Declaration,
                        words.spoken[0].node.span,
                        "This declaration stands at a field that only refers to another type, and was not applied. Put it at that type or at its fields.",
                    ));
                }
                return;
            }
            Some(Known::Enumeration(values)) => {
                field.field_type = FieldType::Text;
                match self.values.checked_sub(values.len()) {
                    Some(left) => {
                        self.values = left;
                        field.allowed.clone_from(values);
                    }
                    None => self.collection.remarks.push(Remark::new(
                        RemarkKind::Limit,
                        draft.span,
                        "From here on this schema repeats its enumerations more often than is read: the values of this field were not looked at. Split the schema.",
                    )),
                }
            }
            known => match of_scalar(&draft.type_name, known.is_some()) {
                Some(scalar) => field.field_type = scalar,
                None => field.refers_to = Some(draft.type_name).filter(|name| !name.is_empty()),
            },
        }
        field.type_text = draft.type_text;
        field.description = draft.description.or(words.description);
        field.spoken = words.spoken;
        field.asides = draft.asides;
        record.fields.push(field);
    }

    /// Gives types their users. A type that is used is a shared one.
    fn finish(mut self, remarks: Vec<Remark>) -> Collection {
        let mut users: HashMap<&str, Vec<String>> = HashMap::new();
        for (name, by) in &self.users {
            let Some(Known::Records(records)) = self.names.get(name) else { continue };
            for record in records {
                // A union of many, used by many, would name each user for each of them.
                let few = if records.len() > 1 { MOST_USERS / records.len() } else { by.len() };
                users.entry(record).or_default().extend(by.iter().take(few).cloned());
            }
        }
        for (name, &at) in &self.by_name {
            let record = &mut self.collection.records[at];
            record.users = users.remove(name.as_str()).unwrap_or_default();
            record.users.sort();
            record.users.dedup();
            if !record.users.is_empty() {
                record.kind = RecordKind::Definition;
            }
        }
        self.collection.records.retain(|record| !record.fields.is_empty() || !record.spoken.is_empty());
        self.collection.remarks.extend(remarks);
        self.collection.remarks.sort_by_key(|remark| remark.span);
        self.collection
    }
}
