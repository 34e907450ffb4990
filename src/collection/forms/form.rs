//! What all form builders share: a record for the form, records inside it for what repeats, and
//! questions with titles, hints and choices.

use super::super::{
    Allowed, Collection, Field, FieldType, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken,
    asides,
};
use crate::document::{Document, NodeRef, Syntax};
use crate::text::Span;

/// The most choices that are carried of one list to one question.
const MOST_CHOICES: usize = 2_000;

/// How many choices may be copied from shared lists.
const MOST_COPIED: usize = 1_000_000;

/// The document, where it can be a form.
pub(super) fn document<'r>(reading: &Reading<'r>) -> Option<&'r Document> {
    reading.document.filter(|document| document.syntax != Syntax::Toml && document.root().is_object())
}

/// A form that is being read.
pub(super) struct Form {
    /// What was read so far. The first record is the form itself.
    pub(super) collection: Collection,
    /// How many choices may still be copied; none once that was too little.
    left: Option<usize>,
}

/// A question before it is a field.
#[derive(Default)]
pub(super) struct Question<'d> {
    /// Its machine name.
    pub(super) name: Option<NodeRef<'d>>,
    /// What the form shows.
    pub(super) title: Option<String>,
    /// Hints, in the order of their weight.
    pub(super) hints: Vec<String>,
    /// Its type.
    pub(super) field_type: FieldType,
    /// Its type as written.
    pub(super) type_text: String,
    /// What may be answered.
    pub(super) allowed: Vec<Allowed>,
}

impl Form {
    /// A form with nothing in it yet. The root's declaration is for the whole document.
    pub(super) fn new(reading: &Reading<'_>, format: &'static str, root: NodeRef<'_>) -> Self {
        let mut form = Self { collection: Collection::new(reading, format), left: Some(MOST_COPIED) };
        form.collection.spoken = form.said(root, Layer::Document);
        form.collection.asides = asides::of(root, &[asides::COMMON]);
        form
    }

    /// A record of its own. Gives back its number.
    pub(super) fn record(&mut self, node: NodeRef<'_>, name: impl Into<String>, span: Span) -> usize {
        let mut record = Record::new(name, RecordKind::Object, span);
        record.asides = asides::of(node, &[asides::COMMON]);
        self.collection.records.push(record);
        self.collection.records.len() - 1
    }

    /// The record of a whole form: by its name, else its title, else the file.
    pub(super) fn whole(&mut self, node: NodeRef<'_>) -> usize {
        let named = ["name", "title"].iter().find_map(|key| Some((words(node, key)?, node.get(key)?)));
        let start = node.members().next().map_or(node.span(), |(key, _)| key.span);
        let (name, span) =
            named.map_or_else(|| (self.collection.name.clone(), start), |(name, value)| (name, value.span()));
        let title =
            ["title", "description"].iter().filter_map(|key| words(node, key)).find(|title| *title != name);
        let record = self.record(node, name, span);
        self.collection.records[record].description = title;
        record
    }

    /// A record inside another, with its own declaration.
    pub(super) fn inner(&mut self, around: usize, node: NodeRef<'_>, name: Option<NodeRef<'_>>) -> usize {
        let own = name.and_then(NodeRef::scalar).unwrap_or("item");
        let path = format!("{}.{own}", self.collection.records[around].name);
        let span = name.map_or(node.span(), NodeRef::span);
        let spoken = self.said(node, Layer::Record);
        let record = self.record(node, path, span);
        self.collection.records[record].spoken = spoken;
        self.collection.records[record].description = words(node, "title").or_else(|| words(node, "label"));
        record
    }

    /// Adds a question to a record. `around` are declarations of what stands around it.
    pub(super) fn ask(
        &mut self,
        record: usize,
        node: NodeRef<'_>,
        question: Question<'_>,
        around: &[Spoken],
    ) {
        let named = question.name.and_then(|name| Some((name.scalar()?.trim(), name.span())));
        let named = named.filter(|(name, _)| !name.is_empty());
        let title = question.title.filter(|title| !title.is_empty());
        let start = node.members().next().map_or(node.span(), |(key, _)| key.span);
        let (name, span, title) = match (named, title) {
            (Some((name, span)), title) => (name.to_owned(), span, title),
            (None, Some(title)) => {
                let place = ["title", "label", "question_text", "text"].iter().find_map(|key| node.get(key));
                (title, place.map_or(start, NodeRef::span), None)
            }
            (None, None) => {
                let message =
                    "This question has neither a name nor a title, so it was not read. Give it one.";
                self.remark(RemarkKind::Unread, start, message);
                return;
            }
        };
        let mut field = Field::new(name, span);
        field.title = title;
        field.field_type = question.field_type;
        field.type_text = question.type_text;
        field.allowed = question.allowed;
        let hints: Vec<String> = question.hints.into_iter().filter(|hint| !hint.is_empty()).collect();
        field.description = (!hints.is_empty()).then(|| hints.join(". "));
        field.spoken = self.said(node, Layer::Field);
        field.spoken.extend(around.iter().cloned());
        field.asides = asides::of(node, &[asides::COMMON]);
        self.collection.records[record].fields.push(field);
    }

    /// The declaration on a mapping.
    pub(super) fn said(&mut self, node: NodeRef<'_>, layer: Layer) -> Vec<Spoken> {
        let Some((key, said)) = node.member("x-gdpr") else { return Vec::new() };
        if said.is_object() {
            return vec![Spoken::inline(layer, &self.collection.source, said.node().clone())];
        }
        let message = "`x-gdpr` should be a mapping, such as `{ \"category\": …, \"purpose\": … }`. It was not applied; write it as one.";
        self.remark(RemarkKind::Declaration, key.span, message);
        Vec::new()
    }

    /// Choices, of which there are not more than are carried.
    pub(super) fn choices(&mut self, list: NodeRef<'_>) -> Vec<Allowed> {
        let wanted = list.items().len().min(MOST_CHOICES);
        let Some(left) = self.left else { return Vec::new() };
        self.left = left.checked_sub(wanted);
        if self.left.is_none() {
            let message = "From here on this form repeats its lists more often than is read, and their choices were left out. Split the form.";
            self.remark(RemarkKind::Limit, list.span(), message);
            return Vec::new();
        }
        list.items().take(MOST_CHOICES).filter_map(choice).collect()
    }

    /// Adds a remark.
    pub(super) fn remark(&mut self, kind: RemarkKind, span: Span, message: &str) {
        self.collection.remarks.push(Remark::new(kind, span, message));
    }

    /// What was read, without records in which there is nothing to judge.
    pub(super) fn finish(mut self) -> Collection {
        self.collection.records.retain(|record| !record.fields.is_empty() || !record.spoken.is_empty());
        self.collection
    }
}

/// A choice: a plain value, or a value with a label.
fn choice(node: NodeRef<'_>) -> Option<Allowed> {
    if let Some(value) = node.scalar() {
        return Some(Allowed { value: value.to_owned(), label: None });
    }
    let label = ["text", "label", "title", "name"].iter().find_map(|key| words(node, key));
    let value = node.get("value").and_then(NodeRef::scalar).map(str::to_owned);
    let value = value.filter(|value| !value.is_empty()).or_else(|| label.clone())?;
    Some(Allowed { value, label })
}

/// The words under a key, without markup; of several languages English, else the first.
pub(super) fn words(node: NodeRef<'_>, key: &str) -> Option<String> {
    let value = node.get(key)?;
    let text = value.scalar().or_else(|| {
        let english = ["en", "default", "en-GB"].iter().find_map(|language| value.get_str(language));
        english.or_else(|| value.members().find_map(|(_, text)| text.as_str()))
    })?;
    Some(plain(text)).filter(|text| !text.is_empty())
}

/// A text in one line, without the tags of HTML.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let tag = rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = rest[at..].find('>').filter(|_| tag);
        out.push_str(&rest[..at]);
        out.push(if end.is_some() { ' ' } else { '<' });
        rest = &rest[at + end.map_or(1, |end| end + 1)..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
