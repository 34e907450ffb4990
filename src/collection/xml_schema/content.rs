//! What is inside a complex type, a group or an attribute group: fields, records inside it, and
//! uses of definitions.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::{Allowed, Field, FieldType, Layer, Record, RecordKind, Remark, RemarkKind};
use super::files::{Component, Kind, MAIN, Meaning, is, is_of_schema};
use super::types::{self, Facts};
use super::walk::{Job, Walk, main};
use super::words::{self, Words};
use crate::document::{Element, attribute_span, tag_span};
use crate::text::Span;

/// How many substitution groups or bases are followed.
const DEEPEST: usize = 64;

/// What a copied field costs, in allowed values.
const FIELD: usize = 16;

/// What an element or attribute is.
#[derive(Default)]
pub(super) struct Shape<'d> {
    /// It has a value of its own.
    facts: Option<Rc<Facts>>,
    /// It has contents that are described in it.
    inner: Option<Element<'d>>,
    /// It has contents that a named type describes.
    uses: Option<Component<'d>>,
}

/// Where fields go, and what is left out of them.
struct Into<'r, 'd> {
    record: &'r mut Record,
    path: Rc<str>,
    /// Names that a base has already.
    known: Option<Rc<HashSet<&'d str>>>,
    copy: bool,
    depth: usize,
}

impl<'d> Walk<'d> {
    /// What an element or attribute is, by its type.
    pub(super) fn shape(&mut self, of: Component<'d>, depth: usize) -> Shape<'d> {
        let plain = |field_type| Some(Rc::new(Facts { field_type, ..Facts::default() }));
        let mut shape = Shape::default();
        if let Some(name) = of.node.attribute("type") {
            match self.files.meaning(Kind::Type, of, name, None) {
                Meaning::BuiltIn(local) => {
                    shape.facts = plain(types::built_in(local).unwrap_or(FieldType::Unknown));
                }
                Meaning::Component(found) if is(found.node, "simpleType") => {
                    shape.facts = Some(self.facts(found, 0));
                }
                Meaning::Component(found) => {
                    shape.facts = self.own_value(found);
                    shape.uses = Some(found);
                }
                Meaning::Unknown => {
                    self.unknown(of, "type", name);
                    shape.facts = plain(FieldType::Unknown);
                }
            }
            return shape;
        }
        for node in of.node.children().filter(|node| is_of_schema(*node)) {
            match node.tag_name().name() {
                "simpleType" => shape.facts = Some(self.facts(Component { node, ..of }, 0)),
                "complexType" => {
                    shape.facts = self.own_value(Component { node, ..of });
                    shape.inner = Some(node);
                }
                _ => {}
            }
        }
        if shape.facts.is_none() && shape.inner.is_none() {
            let head = of.node.attribute("substitutionGroup").filter(|_| depth < DEEPEST);
            let head = head.and_then(|heads| heads.split_whitespace().next());
            return match head.map(|head| self.files.meaning(Kind::Element, of, head, None)) {
                Some(Meaning::Component(found)) => {
                    let shape = self.shape(found, depth + 1);
                    // Contents that are described in the head are judged there.
                    Shape { inner: None, ..shape }
                }
                _ if of.node.attribute("abstract") == Some("true") => Shape::default(),
                _ => Shape { facts: plain(FieldType::Unknown), ..Shape::default() },
            };
        }
        shape
    }

    /// The value that an element of a complex type has besides its contents: text, or, where there
    /// are no contents at all, that it is there.
    fn own_value(&mut self, of: Component<'d>) -> Option<Rc<Facts>> {
        let truth = |node: Element<'_>, name| matches!(node.attribute(name), Some("true" | "1"));
        let plain = |field_type| Some(Rc::new(Facts { field_type, ..Facts::default() }));
        let content = |name: &str| of.node.children().find(|node| is(*node, name));
        if content("simpleContent").is_some() {
            return Some(self.facts(of, 0));
        }
        if truth(of.node, "mixed") || content("complexContent").is_some_and(|node| truth(node, "mixed")) {
            return plain(FieldType::LongText);
        }
        let empty = !of.node.children().any(|node| is_of_schema(node) && !is(node, "annotation"));
        if empty && !truth(of.node, "abstract") { plain(FieldType::Boolean) } else { None }
    }

    /// The field that an element or attribute with a value is.
    pub(super) fn field(&mut self, node: Element<'d>, shape: &Shape<'d>) -> Option<Field> {
        let facts = Rc::clone(shape.facts.as_ref()?);
        let said = words::read(self, main(node), Layer::Field);
        let span = attribute_span(node, "name");
        let mut field = Field::new(node.attribute("name").unwrap_or_default(), span);
        field.field_type = facts.field_type;
        field.type_text = types::type_text(node);
        field.description = said.description.or_else(|| facts.description.as_deref().map(str::to_owned));
        field.spoken = said.spoken;
        field.spoken.extend(facts.spoken.iter().cloned());
        if let Some(fixed) = node.attribute("fixed") {
            field.allowed = vec![Allowed { value: fixed.to_owned(), label: None }];
        } else if self.spend(facts.allowed.len(), span) {
            field.allowed = facts.allowed.to_vec();
        }
        Some(field)
    }

    /// What is inside an element: a record of its own, or the use of a definition.
    pub(super) fn inside(&mut self, shape: &Shape<'d>, path: &Rc<str>, span: Span, said: Words) {
        let mut job = |node, copy| {
            self.jobs.push(Job {
                name: Rc::clone(path),
                span,
                kind: RecordKind::Object,
                node,
                description: said.description.clone(),
                spoken: said.spoken.clone(),
                copy,
            });
        };
        if let Some(node) = shape.inner {
            job(node, false);
        }
        let Some(used) = shape.uses else { return };
        let declared = !said.spoken.is_empty();
        if used.file == MAIN {
            if declared {
                job(used.node, true);
            }
            self.users.used(used.node, Rc::clone(path), declared);
        } else if declared {
            let file = self.files.path(used.file).and_then(|path| path.file_name());
            let file = file.unwrap_or_default().to_string_lossy().into_owned();
            let message = format!(
                "The type of this element is defined in `{file}` and judged there for all who use it, so this declaration declares nothing. Put it on the type."
            );
            self.remarks_once(vec![Remark::new(RemarkKind::Declaration, span, message)]);
        }
    }

    /// The fields of a record.
    pub(super) fn contents(&mut self, record: &mut Record, of: Component<'d>, copy: bool) {
        let path = record.name.as_str().into();
        let mut into = Into { record, path, known: None, copy, depth: 0 };
        self.level(&mut into, of.node);
    }

    /// The parts of a type, a group, or a particle in one. Documents are of bounded depth.
    fn level(&mut self, into: &mut Into<'_, 'd>, holder: Element<'d>) {
        for node in holder.children().filter(|node| is_of_schema(*node)) {
            match node.tag_name().name() {
                "sequence" | "choice" | "all" | "complexContent" | "simpleContent" => self.level(into, node),
                "restriction" | "extension" => self.derived(into, node),
                "element" => self.part(into, node, Kind::Element),
                "attribute" => self.part(into, node, Kind::Attribute),
                "group" => self.group(into, node, Kind::Group),
                "attributeGroup" => self.group(into, node, Kind::AttributeGroup),
                "any" => {
                    let mut field = Field::new(self.collection.source.slice(tag_span(node)), tag_span(node));
                    field.field_type = FieldType::Structure;
                    field.type_text = node.attribute("namespace").unwrap_or("##any").to_owned();
                    let said = words::read(self, main(node), Layer::Field);
                    (field.description, field.spoken) = (said.description, said.spoken);
                    into.record.fields.push(field);
                }
                _ => {}
            }
        }
    }

    /// What a type adds to its base; what it has from the base is judged there.
    fn derived(&mut self, into: &mut Into<'_, 'd>, node: Element<'d>) {
        let name = node.attribute("base").unwrap_or_default();
        let around = node.ancestors().find(|node| node.attribute("name").is_some()).map(main);
        let base = match self.files.meaning(Kind::Type, main(node), name, around) {
            Meaning::Component(found) => Some(found),
            Meaning::BuiltIn(_) => None,
            Meaning::Unknown => {
                self.unknown(main(node), "base", name);
                None
            }
        };
        let before = into.known.clone();
        if let Some(base) = base.filter(|base| is(base.node, "complexType")) {
            if into.copy && base.file == MAIN && into.depth < DEEPEST {
                into.depth += 1;
                if !is(node, "restriction") {
                    self.level(into, base.node);
                }
            } else if base.file == MAIN {
                self.users.used(base.node, Rc::clone(&into.path), false);
            }
            if is(node, "restriction") && !into.copy {
                into.known = Some(self.names(base));
            }
        }
        self.level(into, node);
        into.known = before;
    }

    /// The names of all elements and attributes that a type has, with those of its bases.
    fn names(&mut self, base: Component<'d>) -> Rc<HashSet<&'d str>> {
        let key = (base.file, base.node.id().get());
        if let Some(known) = self.inherited.get(&key) {
            return Rc::clone(known);
        }
        let (mut names, mut seen, mut open) = (HashSet::new(), HashSet::new(), vec![base]);
        while let Some(here) = open.pop() {
            if !seen.insert((here.file, here.node.id().get())) || !self.spend(1, tag_span(base.node)) {
                continue;
            }
            for node in here.node.children().filter(|node| is_of_schema(*node)) {
                let of = Component { node, ..here };
                let (kind, attribute) = match node.tag_name().name() {
                    "element" | "attribute" => {
                        let name = node.attribute("name").or(node.attribute("ref")).unwrap_or_default();
                        names.insert(local(name));
                        continue;
                    }
                    "group" => (Kind::Group, "ref"),
                    "attributeGroup" => (Kind::AttributeGroup, "ref"),
                    _ => (Kind::Type, "base"),
                };
                open.push(of);
                if let Some(name) = node.attribute(attribute)
                    && let Meaning::Component(found) = self.files.meaning(kind, of, name, Some(here))
                {
                    open.push(found);
                }
            }
        }
        let names = Rc::new(names);
        self.inherited.insert(key, Rc::clone(&names));
        names
    }

    /// A group that is named: a definition with users.
    fn group(&mut self, into: &mut Into<'_, 'd>, node: Element<'d>, kind: Kind) {
        let Some(name) = node.attribute("ref") else { return self.level(into, node) };
        // A group that is redefined holds itself.
        let around = node.ancestors().find(|node| node.attribute("name").is_some()).map(main);
        match self.files.meaning(kind, main(node), name, around) {
            Meaning::Component(found) if found.file == MAIN => {
                self.users.used(found.node, Rc::clone(&into.path), false);
            }
            Meaning::Component(_) | Meaning::BuiltIn(_) => {}
            Meaning::Unknown => self.unknown(main(node), "ref", name),
        }
    }

    /// An element or attribute of a record.
    fn part(&mut self, into: &mut Into<'_, 'd>, node: Element<'d>, kind: Kind) {
        if node.attribute("maxOccurs") == Some("0") || node.attribute("use") == Some("prohibited") {
            return;
        }
        let named = node.attribute("name").or(node.attribute("ref")).unwrap_or_default();
        let name = local(named);
        let known = into.known.as_ref().is_some_and(|known| known.contains(name));
        if known || (into.copy && !self.spend(FIELD, tag_span(node))) {
            return;
        }
        if node.attribute("name").is_some() {
            let shape = self.shape(main(node), 0);
            into.record.fields.extend(self.field(node, &shape));
            if shape.inner.is_some() || shape.uses.is_some() {
                let path: Rc<str> = [&into.path, ".", name].concat().into();
                let said = words::read(self, main(node), Layer::Record);
                self.nested(&shape, &path, attribute_span(node, "name"), said, into.copy);
            }
            return;
        }
        match self.files.meaning(kind, main(node), named, None) {
            Meaning::Component(found) if found.file == MAIN => {
                self.referred(&mut into.record.fields, found.node);
                let shape = self.shape(found, 0);
                let target =
                    shape.inner.or(shape.uses.filter(|used| used.file == MAIN).map(|used| used.node));
                if let Some(target) = target {
                    let user: Rc<str> = [&into.path, ".", name].concat().into();
                    self.users.used(target, user, false);
                }
            }
            Meaning::Component(_) | Meaning::BuiltIn(_) => {}
            Meaning::Unknown => {
                self.unknown(main(node), "ref", named);
                into.record.fields.push(Field::new(name, attribute_span(node, "ref")));
            }
        }
    }

    /// What is inside an element of a record; inside a copy, what it describes itself is copied too.
    fn nested(&mut self, shape: &Shape<'d>, path: &Rc<str>, span: Span, said: Words, copy: bool) {
        let first = self.jobs.len();
        self.inside(shape, path, span, said);
        if copy {
            for job in &mut self.jobs[first..] {
                job.copy = true;
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local).trim()
}
