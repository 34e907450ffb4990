//! The walk over a schema: the root, then every definition, then what only references lead to.
//!
//! Records wait in a list until it is their turn, so that depth of the schema is no depth of the
//! stack. The order of the walk does not matter: records are sorted by their place at the end.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use super::super::budget::{Budget, Spent};
use super::super::{Collection, Layer, Reading, RecordKind, Remark, RemarkKind, asides};
use super::compose::At;
use super::files::{Files, MAIN, Shelf};
use super::identity::{ByIdentity, Identities, Identity, identity};
use super::resolve::{Home, Resolver};
use super::users::Users;
use super::value::{Part, Said, Value, spoken};
use crate::document::{Document, Key, NodeRef};
use crate::text::Span;

/// How much may be copied from definitions to their users, in about bytes: names of records,
/// facts of scalar definitions, fields of definitions that are judged at their use. The rest of
/// the work is in proportion to the file.
const MOST_COPIED: usize = 128 << 20;

/// A record to be made.
pub(super) struct Job<'d> {
    pub(super) name: Rc<str>,
    pub(super) span: Span,
    pub(super) kind: RecordKind,
    pub(super) value: Value<'d>,
    /// The schema it was gathered from.
    pub(super) schema: NodeRef<'d>,
    pub(super) depth: usize,
    /// The number of the definition it stands in.
    pub(super) within: Option<usize>,
    /// The definitions whose fields are being copied to a use.
    pub(super) copying: Option<Rc<Copying>>,
    /// Fields that stand outside any `properties`.
    pub(super) loose: Vec<Loose<'d>>,
    /// Declarations for the fields of this record alone, not for what it refers to.
    pub(super) around: Vec<Said<'d>>,
}

/// A field that no `properties` names, such as a parameter of an operation.
pub(super) struct Loose<'d> {
    /// Its name, and where that stands.
    pub(super) key: Key<'d>,
    /// What describes it, nearest first.
    pub(super) schemas: Vec<NodeRef<'d>>,
    /// Where these live.
    pub(super) part: Part<'d>,
}

/// A definition being copied, and those around it.
pub(super) struct Copying {
    pub(super) definition: Identity,
    pub(super) around: Option<Rc<Copying>>,
    pub(super) depth: usize,
}

/// A definition that was found and waits.
pub(super) struct Definition<'d> {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) node: NodeRef<'d>,
    pub(super) home: Home<'d>,
    pub(super) depth: usize,
}

/// The state of a walk.
pub(super) struct Walk<'d> {
    pub(super) collection: Collection,
    pub(super) resolver: Resolver<'d>,
    /// Whether the target of a reference is an object with fields.
    pub(super) verdicts: ByIdentity<bool>,
    /// Targets of references that were looked at for circles.
    pub(super) settled: Identities,
    /// The references that are being followed.
    pub(super) trail: Vec<Identity>,
    pub(super) jobs: Vec<Job<'d>>,
    pub(super) users: Users<'d>,
    /// The other files that objects are in.
    pub(super) referred: BTreeSet<usize>,
    told: HashSet<(Span, u8)>,
    waiting: Vec<Definition<'d>>,
    registered: Identities,
    definitions: usize,
    budget: Budget,
}

impl<'d> Walk<'d> {
    /// A walk that has not begun.
    pub(super) fn new(
        reading: &Reading<'_>,
        document: &'d Document,
        shelf: &'d Shelf,
        format: &'static str,
    ) -> Self {
        let collection = Collection::new(reading, format);
        Self {
            collection,
            resolver: Resolver::new(Files::new(reading, document, shelf)),
            verdicts: ByIdentity::default(),
            settled: Identities::default(),
            trail: Vec::new(),
            jobs: Vec::new(),
            users: Users::default(),
            referred: BTreeSet::new(),
            told: HashSet::new(),
            waiting: Vec::new(),
            registered: Identities::default(),
            definitions: 0,
            budget: Budget::new(MOST_COPIED),
        }
    }

    /// Walks the whole schema.
    pub(super) fn run(mut self) -> Collection {
        self.root();
        self.complete()
    }

    /// Walks what is on the lists, and what that leads to.
    pub(super) fn complete(mut self) -> Collection {
        loop {
            if let Some(job) = self.jobs.pop() {
                self.record(job);
            } else if let Some(definition) = self.waiting.pop() {
                self.definition(definition);
            } else if !self.attribute() {
                break;
            }
        }
        self.finish();
        let mut collection = self.collection;
        collection.records.sort_by_key(|record| record.span.start);
        let files = &self.resolver.files;
        collection.references =
            self.referred.iter().filter_map(|&file| files.file(file).path.clone()).collect();
        collection.references.sort();
        collection.remarks.sort_by_key(|remark| remark.span);
        collection
    }

    fn root(&mut self) {
        let root = self.resolver.root(MAIN);
        self.document_says(root);
        let home = Home { file: MAIN, resource: root };
        let mut value = Value::new(false);
        self.compose(&mut value, root, home, At::depth(0));
        if value.is_record() {
            let name = self.collection.name.as_str().into();
            let span = self.start(root);
            let kind = RecordKind::Object;
            self.jobs.push(Job {
                name,
                span,
                kind,
                value,
                schema: root,
                depth: 0,
                within: None,
                copying: None,
                loose: Vec::new(),
                around: Vec::new(),
            });
        }
    }

    /// Takes what a mapping says for the whole file.
    pub(super) fn document_says(&mut self, node: NodeRef<'d>) {
        if let Some(said) = node.get("x-gdpr")
            && self.is_declaration(said, None)
        {
            let said = Said { node: said, file: MAIN };
            self.collection.spoken.push(spoken(Layer::Document, said, &self.collection.source));
        }
        self.collection.asides.extend(asides::of(node, &[asides::COMMON]));
    }

    /// Where a mapping starts: its brace, or, where it has none, its first key.
    pub(super) fn start(&self, node: NodeRef<'d>) -> Span {
        let span = node.span();
        if self.collection.source.slice(span).starts_with('{') {
            return Span { start: span.start, end: span.start + 1 };
        }
        node.members().next().map_or(span, |(key, _)| key.span)
    }

    /// Puts the members of `$defs` on the list, once.
    pub(super) fn register(&mut self, definitions: NodeRef<'d>, home: Home<'d>, depth: usize) {
        if home.file != MAIN || !self.registered.insert(identity(definitions)) {
            return;
        }
        let schemas = definitions.members().filter(|(_, node)| node.is_object());
        self.waiting.extend(schemas.map(|(key, node)| Definition {
            name: key.text.to_owned(),
            span: key.span,
            node,
            home,
            depth: depth + 1,
        }));
    }

    fn definition(&mut self, definition: Definition<'d>) {
        let Definition { name, span, node, home, depth } = definition;
        let mut value = Value::new(false);
        self.compose(&mut value, node, home, At::depth(depth));
        if value.is_record() {
            let within = Some(self.definitions);
            self.definitions += 1;
            let kind = RecordKind::Definition;
            let name = name.into();
            self.jobs.push(Job {
                name,
                span,
                kind,
                value,
                schema: node,
                depth,
                within,
                copying: None,
                loose: Vec::new(),
                around: Vec::new(),
            });
        }
    }

    /// A definition that only references lead to.
    pub(super) fn wait_for(&mut self, definition: Definition<'d>) {
        self.waiting.push(definition);
    }

    /// How many definitions are objects, so far.
    pub(super) fn definitions(&self) -> usize {
        self.definitions
    }

    /// Adds a remark, unless one of its kind was made at its place: definitions are come by often.
    pub(super) fn remark(&mut self, remark: Remark) {
        if self.told.insert((remark.span, remark.kind as u8)) {
            self.collection.remarks.push(remark);
        }
    }

    /// Takes from what may be copied; remarks, once, when nothing is left.
    pub(super) fn spend(&mut self, cost: usize, place: Span) -> bool {
        let spent = self.budget.spend(cost);
        if spent == Spent::FirstRefused {
            let message = "From here on this schema repeats its definitions more often than is read, and what they add was not checked. Split the schema.";
            self.remark(Remark::new(RemarkKind::Limit, place, message));
        }
        spent == Spent::Yes
    }
}
