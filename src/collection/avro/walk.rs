//! The walk over a schema or a protocol. Records wait in a list until it is their turn.

use std::collections::HashMap;

use super::names::{Names, space_of};
use super::types::Found;
use crate::collection::{
    Aside, Collection, Field, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken, asides,
};
use crate::document::{Node, NodeRef};
use crate::text::Span;

/// The most values of enumerations that are copied to fields.
const MOST_VALUES: usize = 1_000_000;

/// A record to be made.
struct Job<'d> {
    name: String,
    kind: RecordKind,
    node: NodeRef<'d>,
    /// The list of its fields.
    fields: Option<NodeRef<'d>>,
    space: &'d str,
    /// Whether it is the outermost type, whose declaration is the file's.
    is_root: bool,
}

struct Walk<'d> {
    collection: Collection,
    root: *const Node,
    names: Names<'d>,
    jobs: Vec<Job<'d>>,
    /// Who uses a record, by its number.
    users: HashMap<usize, Vec<String>>,
    /// The number of each record that has one.
    numbers: Vec<Option<usize>>,
    values: usize,
}

/// Reads a whole document.
pub(super) fn walk<'d>(reading: &Reading<'_>, root: NodeRef<'d>) -> Collection {
    let mut walk = Walk {
        collection: Collection::new(reading, super::READER.format),
        root: std::ptr::from_ref(root.node()),
        names: Names::of(root),
        jobs: Vec::new(),
        users: HashMap::new(),
        numbers: Vec::new(),
        values: MOST_VALUES,
    };
    walk.collection.spoken = walk.spoken(&[root], Layer::Document);
    walk.collection.asides = asides_of(&[root]);
    if root.get("protocol").is_some() {
        walk.protocol(root);
    } else {
        walk.outermost(root);
    }
    while let Some(job) = walk.jobs.pop() {
        walk.record(job);
    }
    walk.finish()
}

impl<'d> Walk<'d> {
    /// The outermost type: a record, or a list or union with some.
    fn outermost(&mut self, root: NodeRef<'d>) {
        let mut found = Found::default();
        found.take(root, &self.names, "", "", 0);
        self.remark(&found, root);
        for record in found.records {
            self.wait(
                last(record.get_str("name").unwrap_or(&self.collection.name)).to_owned(),
                RecordKind::Object,
                record,
                "",
            );
        }
    }

    fn protocol(&mut self, root: NodeRef<'d>) {
        let space = space_of(root, "");
        for named in root.get("types").into_iter().flat_map(NodeRef::items) {
            if matches!(named.get_str("type"), Some("record" | "error")) {
                let name = last(named.get_str("name").unwrap_or_default()).to_owned();
                self.wait(name, RecordKind::Definition, named, space);
            }
        }
        for (key, message) in root.get("messages").into_iter().flat_map(NodeRef::members) {
            let fields = message.get("request");
            self.jobs.push(Job {
                name: key.text.to_owned(),
                kind: RecordKind::Object,
                node: message,
                fields,
                space,
                is_root: false,
            });
            if let Some(response) = message.get("response") {
                let mut found = Found::default();
                found.take(response, &self.names, space, "", 0);
                self.remark(&found, response);
                self.places(&found, key.text, space);
            }
        }
    }

    fn wait(&mut self, name: String, kind: RecordKind, node: NodeRef<'d>, around: &'d str) {
        let (fields, space) = (node.get("fields"), space_of(node, around));
        let is_root = std::ptr::eq(node.node(), self.root);
        self.jobs.push(Job { name, kind, node, fields, space, is_root });
    }

    /// Puts the records that stand in a type on the list, and notes those that are named there.
    fn places(&mut self, found: &Found<'d>, path: &str, space: &'d str) {
        for &record in &found.records {
            let own = last(record.get_str("name").unwrap_or_default());
            let name = if found.records.len() > 1 { format!("{path}.{own}") } else { path.to_owned() };
            self.wait(name, RecordKind::Object, record, space);
        }
        for named in &found.used {
            self.users.entry(named.number).or_default().push(path.to_owned());
        }
    }

    fn record(&mut self, job: Job<'d>) {
        let place = job.node.member("name").map_or_else(
            || job.node.members().next().map_or(job.node.span(), |(key, _)| key.span),
            |(_, name)| name.span(),
        );
        let mut record = Record::new(job.name, job.kind, place);
        record.description = job.node.get_str("doc").map(str::to_owned);
        if !job.is_root {
            record.spoken = self.spoken(&[job.node], Layer::Record);
            record.asides = asides_of(&[job.node]);
        }
        match job.fields {
            Some(fields) if fields.is_array() => {
                for field in fields.items() {
                    self.field(&mut record, field, job.space);
                }
            }
            Some(other) => self
                .unread(other, "`fields` should be a list. Nothing under it was checked; write it as one."),
            None => {}
        }
        let number = self.names.find(job.node.get_str("name").unwrap_or_default(), job.space);
        let number =
            number.filter(|named| std::ptr::eq(named.node.node(), job.node.node())).map(|named| named.number);
        if !record.fields.is_empty() || !record.spoken.is_empty() {
            self.numbers.push(number);
            self.collection.records.push(record);
        }
    }

    fn field(&mut self, record: &mut Record, node: NodeRef<'d>, space: &'d str) {
        let Some((key, name)) = node.get("name").and_then(|name| Some((name.span(), name.as_str()?))) else {
            self.unread(node, "This field has no `name` and was not checked. Give it one.");
            return;
        };
        let mut found = Found::default();
        match node.get("type") {
            Some(kind) => found.take(kind, &self.names, space, "", 0),
            None => found.wrong = Some(node.span()),
        }
        self.remark(&found, node);
        let path = format!("{}.{name}", record.name);
        self.places(&found, &path, space);
        if found.texts.is_empty() && !(found.records.is_empty() && found.used.is_empty()) {
            return;
        }
        let mut around = vec![node];
        around.extend(&found.around);
        let mut field = Field::new(name, key);
        field.field_type = found.field_type();
        field.type_text = found.texts.join(" or ");
        field.description = node.get_str("doc").map(str::to_owned);
        field.refers_to = found.unknown.map(str::to_owned);
        field.spoken = self.spoken(&around, Layer::Field);
        field.asides = asides_of(&around);
        match self.values.checked_sub(found.allowed.len()) {
            Some(left) => {
                self.values = left;
                field.allowed = found.allowed;
            }
            None => self.collection.remarks.push(Remark::new(
                RemarkKind::Limit,
                key,
                "From here on this schema repeats its enumerations more often than is read: the values of this field were not looked at. Split the schema.",
            )),
        }
        record.fields.push(field);
    }

    fn remark(&mut self, found: &Found<'d>, at: NodeRef<'d>) {
        if let Some(span) = found.wrong {
            let message = "There is no type here that Avro knows, so what this is was not looked at. Name a type, such as `\"string\"`.";
            self.collection.remarks.push(Remark::new(RemarkKind::Unread, first(span), message));
        }
        if found.too_deep {
            let message =
                "Types are nested too deep here; what is inside was not checked. Name the inner ones.";
            self.collection.remarks.push(Remark::new(RemarkKind::Limit, first(at.span()), message));
        }
    }

    fn unread(&mut self, node: NodeRef<'d>, message: &str) {
        self.collection.remarks.push(Remark::new(RemarkKind::Unread, first(node.span()), message));
    }

    /// The declarations of mappings, nearest first.
    fn spoken(&mut self, nodes: &[NodeRef<'d>], layer: Layer) -> Vec<Spoken> {
        let mut out = Vec::new();
        for said in nodes.iter().filter_map(|node| node.get("x-gdpr")) {
            if said.is_object() {
                out.push(Spoken::inline(layer, &self.collection.source, said.node().clone()));
            } else {
                let message = "`x-gdpr` should be a mapping, such as `{ \"category\": …, \"purpose\": … }`. It was not applied; write it as one.";
                self.collection.remarks.push(Remark::new(RemarkKind::Declaration, said.span(), message));
            }
        }
        out
    }

    /// Gives the records their users and puts them into the order of the file.
    fn finish(mut self) -> Collection {
        for (record, number) in self.collection.records.iter_mut().zip(&self.numbers) {
            record.users = number.and_then(|number| self.users.remove(&number)).unwrap_or_default();
            record.users.sort();
            record.users.dedup();
        }
        self.collection.records.sort_by_key(|record| record.span.start);
        self.collection.remarks.sort_by_key(|remark| remark.span);
        self.collection.remarks.dedup_by(|one, two| one.span == two.span && one.kind == two.kind);
        self.collection
    }
}

fn asides_of(nodes: &[NodeRef<'_>]) -> Vec<Aside> {
    nodes.iter().flat_map(|node| asides::of(*node, &[asides::COMMON])).collect()
}

/// A name without its namespace.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The first byte of a value, so that a whole mapping is not underlined.
fn first(span: Span) -> Span {
    Span { start: span.start, end: span.end.min(span.start + 1) }
}
