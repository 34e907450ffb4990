//! The walk over a schema: its global components, then what is inside them.
//!
//! Records wait in a list until it is their turn, so that depth of the schema is no depth of the
//! stack. A global element with a plain value is a field where the one reference to it stands;
//! where there are none, or several, it is a field of the file's own record.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::budget::{Budget, Spent};
use super::super::{Collection, Field, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken};
use super::files::{Component, Files, Kind, MAIN, Meaning, Shelf, is_of_schema};
use super::types::Known;
use super::users::Users;
use super::words;
use crate::document::{Element, Markup, attribute_span, tag_span};
use crate::text::Span;

/// How much may be copied from definitions to their users: allowed values and fields.
const MOST_COPIED: usize = 1_000_000;

/// A record to be made.
pub(super) struct Job<'d> {
    pub(super) name: Rc<str>,
    pub(super) span: Span,
    pub(super) kind: RecordKind,
    /// The complex type, group or attribute group.
    pub(super) node: Element<'d>,
    pub(super) description: Option<String>,
    pub(super) spoken: Vec<Spoken>,
    /// A copy of a definition, for a use with a declaration of its own.
    pub(super) copy: bool,
}

/// A global element or attribute: how often it is referred to, and whether it is a field already.
#[derive(Default)]
struct Global {
    references: usize,
    done: bool,
}

/// The state of a walk.
pub(super) struct Walk<'d> {
    pub(super) collection: Collection,
    pub(super) files: Files<'d>,
    pub(super) known: Known,
    pub(super) users: Users,
    pub(super) jobs: Vec<Job<'d>>,
    /// Names that were said to mean nothing.
    pub(super) told: HashSet<String>,
    /// The names that a base has, by its file and node.
    pub(super) inherited: HashMap<(usize, u32), Rc<HashSet<&'d str>>>,
    remarked: HashSet<(Span, u8)>,
    globals: HashMap<u32, Global>,
    root: Element<'d>,
    /// What may still be copied; none once that was too little.
    budget: Budget,
}

impl<'d> Walk<'d> {
    /// A walk that has not begun.
    pub(super) fn new(reading: &Reading<'_>, markup: &'d Markup<'d>, shelf: &'d Shelf<'d>) -> Self {
        Self {
            collection: Collection::new(reading, super::FORMAT),
            files: Files::new(reading, markup, shelf),
            known: Known::default(),
            users: Users::default(),
            jobs: Vec::new(),
            told: HashSet::new(),
            inherited: HashMap::new(),
            remarked: HashSet::new(),
            globals: HashMap::new(),
            root: markup.root_element(),
            budget: Budget::new(MOST_COPIED),
        }
    }

    /// Walks the whole schema.
    pub(super) fn run(mut self) -> Collection {
        let root = self.root;
        self.collection.spoken = words::read(&mut self, main(root), Layer::Document).spoken;
        words::misplaced(&mut self, root);
        self.say_troubles();
        self.count_references();
        let tops: Vec<Element<'d>> = Files::homes(root)
            .into_iter()
            .flat_map(|home| home.children())
            .filter(|node| is_of_schema(*node) && node.attribute("name").is_some())
            .collect();
        for &node in &tops {
            self.top(node);
        }
        while let Some(job) = self.jobs.pop() {
            self.record(job);
        }
        self.own_record(&tops);
        let Self { users, files, mut collection, .. } = self;
        users.finish(&mut collection);
        collection.records.sort_by_key(|record| record.span.start);
        collection.references = files.references.into_iter().collect();
        collection.remarks.sort_by_key(|remark| remark.span);
        collection
    }

    fn say_troubles(&mut self) {
        for (node, why) in std::mem::take(&mut self.files.troubles) {
            let location = node.attribute("schemaLocation").unwrap_or_default();
            let message = format!(
                "`{location}` {why}, so what this `{}` brings in was not checked. Add the file, or correct the address.",
                node.tag_name().name()
            );
            let span = attribute_span(node, "schemaLocation");
            self.collection.remarks.push(Remark::new(RemarkKind::Unread, span, message));
        }
    }

    fn count_references(&mut self) {
        for node in self.root.descendants().filter(|node| is_of_schema(*node)) {
            let kind = match node.tag_name().name() {
                "element" => Kind::Element,
                "attribute" => Kind::Attribute,
                _ => continue,
            };
            let Some(name) = node.attribute("ref") else { continue };
            if let Meaning::Component(found) = self.files.meaning(kind, main(node), name, None)
                && found.file == MAIN
            {
                self.globals.entry(found.node.id().get()).or_default().references += 1;
            }
        }
    }

    /// A component with a name of its own.
    fn top(&mut self, node: Element<'d>) {
        let name: Rc<str> = node.attribute("name").unwrap_or_default().into();
        let span = attribute_span(node, "name");
        match node.tag_name().name() {
            "element" => {
                let shape = self.shape(main(node), 0);
                let said = words::read(self, main(node), Layer::Record);
                self.inside(&shape, &name, span, said);
            }
            "complexType" | "group" | "attributeGroup" => self.jobs.push(Job {
                name,
                span,
                kind: RecordKind::Definition,
                node,
                description: None,
                spoken: Vec::new(),
                copy: false,
            }),
            _ => {}
        }
    }

    fn record(&mut self, job: Job<'d>) {
        let said = words::read(self, main(job.node), Layer::Record);
        let mut record = Record::new(job.name.to_string(), job.kind, job.span);
        record.spoken = job.spoken;
        record.spoken.extend(said.spoken);
        record.description = match (job.description, said.description) {
            (Some(one), Some(other)) if one != other => Some(format!("{one} {other}")),
            (one, other) => one.or(other),
        };
        self.contents(&mut record, main(job.node), job.copy);
        if !record.fields.is_empty() || !record.spoken.is_empty() {
            if !job.copy {
                self.users.made(job.node, self.collection.records.len());
            }
            self.collection.records.push(record);
        }
    }

    /// Global elements and attributes with a plain value that no one place refers to.
    fn own_record(&mut self, tops: &[Element<'d>]) {
        let mut record = Record::new(self.collection.name.as_str(), RecordKind::Object, tag_span(self.root));
        for &node in tops {
            if matches!(node.tag_name().name(), "element" | "attribute") {
                self.global_field(&mut record.fields, node);
            }
        }
        if !record.fields.is_empty() {
            self.collection.records.push(record);
        }
    }

    /// Makes a field of a global element or attribute, unless it is one already.
    fn global_field(&mut self, fields: &mut Vec<Field>, node: Element<'d>) {
        let global = self.globals.entry(node.id().get()).or_default();
        if !std::mem::replace(&mut global.done, true) {
            let shape = self.shape(main(node), 0);
            fields.extend(self.field(node, &shape));
        }
    }

    /// Makes a field of a global element or attribute at the one place that refers to it.
    pub(super) fn referred(&mut self, fields: &mut Vec<Field>, node: Element<'d>) {
        if self.globals.get(&node.id().get()).is_some_and(|global| global.references == 1) {
            self.global_field(fields, node);
        }
    }

    /// Adds remarks, each kind once at its place.
    pub(super) fn remarks_once(&mut self, remarks: Vec<Remark>) {
        for remark in remarks {
            if self.remarked.insert((remark.span, remark.kind as u8)) {
                self.collection.remarks.push(remark);
            }
        }
    }

    /// Takes from what may be copied; remarks, once, when nothing is left.
    pub(super) fn spend(&mut self, cost: usize, place: Span) -> bool {
        let spent = self.budget.spend(cost);
        if spent == Spent::FirstRefused {
            let message = "From here on this schema repeats its definitions more often than is read, and what they add was not checked. Split the schema.";
            self.collection.remarks.push(Remark::new(RemarkKind::Limit, place, message));
        }
        spent == Spent::Yes
    }
}

/// A component of the main file.
pub(super) fn main(node: Element<'_>) -> Component<'_> {
    Component { file: MAIN, node }
}
