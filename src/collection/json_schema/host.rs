//! What a format that holds JSON Schemas asks of this folder: records that stand outside the
//! schemas (operations, messages), and the shared definitions of the whole file.

use super::super::{Collection, Reading, RecordKind, Remark, RemarkKind, asides};
use super::compose::At;
use super::files::{MAIN, Shelf};
use super::resolve::{Home, Target};
use super::sign::is_plainly_schema;
use super::types::Types;
use super::users::Judged;
use super::value::{Part, Said, Use, Value, When};
use super::walk::{Definition, Job, Loose, Walk};
use crate::document::{Document, Key, NodeRef};
use crate::text::Span;

/// The most references that are followed from one to the next.
const LONGEST_CHAIN: usize = 16;

/// A file that holds schemas, being read.
pub(in crate::collection) struct Host<'d> {
    walk: Walk<'d>,
    /// Whether a file that is referred to is read by itself.
    is_read: fn(NodeRef<'_>) -> bool,
}

/// A record that the format around the schemas describes.
pub(in crate::collection) struct Holder<'d> {
    /// Its name.
    pub(in crate::collection) name: String,
    /// Where that stands.
    pub(in crate::collection) span: Span,
    /// What it is.
    pub(in crate::collection) kind: RecordKind,
    /// The value by which others refer to it.
    pub(in crate::collection) node: NodeRef<'d>,
    /// A title.
    pub(in crate::collection) title: Option<&'d str>,
    /// A description.
    pub(in crate::collection) description: Option<&'d str>,
    /// Mappings that may declare something for the record, nearest first.
    pub(in crate::collection) around: Vec<NodeRef<'d>>,
    /// Fields by name, each with what describes it.
    pub(in crate::collection) loose: Vec<(Key<'d>, Vec<NodeRef<'d>>)>,
    /// Schemas whose properties are fields, each with the mappings that may declare something
    /// for it, nearest first.
    pub(in crate::collection) bodies: Vec<(NodeRef<'d>, Vec<NodeRef<'d>>)>,
    /// What bodies are called that are no objects; without it these are no fields.
    pub(in crate::collection) whole: Option<Key<'d>>,
    /// Values outside the schemas that it refers to, and where.
    pub(in crate::collection) uses: Vec<(NodeRef<'d>, Span)>,
}

impl<'d> Holder<'d> {
    /// A record with nothing in it yet.
    pub(in crate::collection) fn new(name: String, span: Span, kind: RecordKind, node: NodeRef<'d>) -> Self {
        Self {
            name,
            span,
            kind,
            node,
            title: None,
            description: None,
            around: Vec::new(),
            loose: Vec::new(),
            bodies: Vec::new(),
            whole: None,
            uses: Vec::new(),
        }
    }
}

/// Where a value is that may stand behind a reference.
#[derive(Clone, Copy)]
pub(in crate::collection) enum Led<'d> {
    /// It stands there itself.
    Here(NodeRef<'d>),
    /// It stands elsewhere in this file; the place of the reference.
    There(NodeRef<'d>, Span),
    /// It stands in a file that is read by itself, or nowhere, which has been remarked on.
    Away,
}

impl<'d> Host<'d> {
    /// A file of which nothing was read yet.
    pub(in crate::collection) fn new(
        reading: &Reading<'_>,
        document: &'d Document,
        shelf: &'d Shelf,
        format: &'static str,
        is_read: fn(NodeRef<'_>) -> bool,
    ) -> Self {
        Self { walk: Walk::new(reading, document, shelf, format), is_read }
    }

    /// Takes what a mapping says for the whole file.
    pub(in crate::collection) fn document_says(&mut self, node: NodeRef<'d>) {
        self.walk.document_says(node);
    }

    /// Takes a mapping of names to shared schemas.
    pub(in crate::collection) fn definitions(&mut self, definitions: NodeRef<'d>) {
        let home = self.home();
        self.walk.register(definitions, home, 0);
    }

    /// Takes one shared schema.
    pub(in crate::collection) fn definition(&mut self, key: Key<'d>, node: NodeRef<'d>) {
        let home = self.home();
        let name = key.text.to_owned();
        self.walk.wait_for(Definition { name, span: key.span, node, home, depth: 1 });
    }

    /// Remarks on something that cannot be read.
    pub(in crate::collection) fn unread(&mut self, span: Span, message: impl Into<String>) {
        self.walk.remark(Remark::new(RemarkKind::Unread, span, message));
    }

    /// The value itself, or what it refers to in its place.
    pub(in crate::collection) fn follow(&mut self, node: NodeRef<'d>) -> Led<'d> {
        let Some(reference) = node.get("$ref") else { return Led::Here(node) };
        let place = reference.span();
        let (mut here, mut home) = (node, self.home());
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = here.get("$ref") else { return Led::There(here, place) };
            let target = match self.walk.target(reference, home) {
                Ok(target) => target,
                Err(message) => {
                    self.unread(place, message);
                    return Led::Away;
                }
            };
            if target.home.file != MAIN {
                self.refer_to_file(target, place);
                return Led::Away;
            }
            (here, home) = (target.node, target.home);
        }
        self.unread(
            place,
            format!(
                "More than {LONGEST_CHAIN} references follow each other here, or they lead back to themselves. Nothing was checked here; let the first lead to what is meant."
            ),
        );
        Led::Away
    }

    fn refer_to_file(&mut self, target: Target<'d>, place: Span) {
        if (self.is_read)(self.walk.resolver.root(target.home.file)) {
            self.walk.referred.insert(target.home.file);
        } else if !is_plainly_schema(target.node) || self.walk.is_object(target) {
            self.unread(
                place,
                "This leads to a file that is not read by itself, and what it describes was not checked. Put it under `components` here, or into a file of path items or of schemas.",
            );
        }
    }

    /// Whether a schema makes a record of its own, and where not, whether it says anything.
    fn probe(&mut self, schema: NodeRef<'d>) -> (bool, bool) {
        let mut value = Value::new(true);
        let home = self.home();
        self.walk.compose(&mut value, schema, home, At::depth(0));
        let says = value.types != Types::default() || !value.allowed.is_empty() || !value.said.is_empty();
        (value.is_record(), says)
    }

    /// Whether a schema has fields that stand here, not only in definitions that it refers to.
    pub(in crate::collection) fn has_fields(&mut self, schema: NodeRef<'d>) -> bool {
        let mut value = Value::new(false);
        let home = self.home();
        self.walk.compose(&mut value, schema, home, At::depth(0));
        !(value.parts.is_empty() && value.maps.is_empty())
    }

    /// Puts a record on the list.
    pub(in crate::collection) fn record(&mut self, holder: Holder<'d>) {
        let home = self.home();
        let mut value = Value::new(false);
        (value.title, value.description) = (holder.title, holder.description);
        let mut said = Vec::new();
        for &around in &holder.around {
            said.extend(self.said(around));
            value.asides.extend(asides::of(around, &[asides::COMMON]));
        }
        let mut loose: Vec<Loose<'d>> =
            holder.loose.into_iter().map(|(key, schemas)| loose(key, schemas, home)).collect();
        let mut bare = Vec::new();
        for (schema, around) in holder.bodies {
            match self.probe(schema) {
                (true, _) => self.body(&mut value, schema, &around, home),
                (false, true) => {
                    bare.push(schema);
                    bare.extend(around);
                }
                (false, false) => {}
            }
        }
        // A body that is one value has the name of the whole.
        if let (Some(key), false) = (holder.whole, bare.is_empty()) {
            loose.push(self::loose(key, bare, home));
        }
        let job = Job {
            name: holder.name.into(),
            span: holder.span,
            kind: holder.kind,
            value,
            schema: holder.node,
            depth: 0,
            within: None,
            copying: None,
            loose,
            around: said,
        };
        for (node, place) in holder.uses {
            let used = Use { target: Target { home, node }, said: None, declared: false, place };
            self.walk.users.note_use(&job, None, used, Judged::AtTheDefinition);
        }
        self.walk.jobs.push(job);
    }

    /// Adds a body. What is declared on it and around it speaks for its fields alone.
    fn body(&mut self, value: &mut Value<'d>, schema: NodeRef<'d>, around: &[NodeRef<'d>], home: Home<'d>) {
        let (parts, uses) = (value.parts.len(), value.uses.len());
        self.walk.compose(value, schema, home, At { branch: true, ..At::depth(1) });
        for &around in around {
            value.asides.extend(asides::of(around, &[asides::COMMON]));
            let Some(said) = self.said(around) else { continue };
            value.parts[parts..].iter_mut().for_each(|part| part.said = part.said.or(Some(said)));
            for used in &mut value.uses[uses..] {
                used.said = used.said.or(Some(said));
                used.declared = true;
            }
        }
    }

    fn said(&mut self, node: NodeRef<'d>) -> Option<Said<'d>> {
        let said = node.get("x-gdpr")?;
        self.walk.is_declaration(said, None).then_some(Said { node: said, file: MAIN })
    }

    fn home(&self) -> Home<'d> {
        Home { file: MAIN, resource: self.walk.resolver.root(MAIN) }
    }

    /// Makes the records of all that is on the lists.
    pub(in crate::collection) fn finish(self) -> Collection {
        self.walk.complete()
    }
}

fn loose<'d>(key: Key<'d>, schemas: Vec<NodeRef<'d>>, home: Home<'d>) -> Loose<'d> {
    let owner = schemas.first().copied().unwrap_or(home.resource);
    let part = Part { properties: owner, owner, home, when: When::Always, said: None };
    Loose { key, schemas, part }
}
