//! Gathers what a schema says: its own keywords, its branches, its items, and what it refers to.
//!
//! Each schema's members are gone through once, and the keyword decides. What is said nearest
//! comes first: own keywords, then items and branches, then what is referred to.

use super::super::{Allowed, Remark, RemarkKind};
use super::files::MAIN;
use super::identity::identity;
use super::resolve::Home;
use super::types::{self, Types};
use super::value::{Part, Said, Value, When};
use super::walk::Walk;
use crate::document::{Key, NodeRef};
use crate::text::Span;

/// The most levels of schemas inside schemas that are read.
pub(super) const DEEPEST: usize = 200;

/// From where a schema is looked at.
#[derive(Clone, Copy)]
pub(super) struct At {
    /// Levels of schemas around it.
    pub(super) depth: usize,
    /// Whether it is a branch (`oneOf`), whose words are not the property's own.
    pub(super) branch: bool,
    /// When it holds.
    pub(super) when: When,
    /// In another file: the reference in the main file that led there.
    pub(super) entry: Option<Span>,
}

impl At {
    /// At a property, definition or root with so many levels around it.
    pub(super) fn depth(depth: usize) -> Self {
        Self { depth, branch: false, when: When::Always, entry: None }
    }

    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

/// What a schema applies to its value besides its own keywords.
#[derive(Clone, Copy)]
enum Applied {
    Items,
    Branches,
    Then,
    If,
    Dependents,
    Map,
    Reference,
}

/// The keywords of one schema that are understood only together.
#[derive(Default)]
struct Level<'d> {
    title: Option<&'d str>,
    description: Option<&'d str>,
    constant: Option<NodeRef<'d>>,
    enumeration: Option<NodeRef<'d>>,
    labels: Option<NodeRef<'d>>,
    said: Option<NodeRef<'d>>,
    reference: Option<NodeRef<'d>>,
    definitions: Vec<NodeRef<'d>>,
    applied: Vec<(Applied, NodeRef<'d>)>,
    is_resource: bool,
}

impl<'d> Walk<'d> {
    /// Adds what a schema says to a value. Chains of references are followed in a loop, so that
    /// a long one does not fill the stack.
    pub(super) fn compose(&mut self, value: &mut Value<'d>, node: NodeRef<'d>, home: Home<'d>, at: At) {
        let trail = self.trail.len();
        let mut next = Some((node, home, at));
        while let Some((node, home, at)) = next {
            next = self.level(value, node, home, at);
        }
        self.trail.truncate(trail);
    }

    /// One schema; gives back the schema that it refers to when that is to be gathered too.
    fn level(
        &mut self,
        value: &mut Value<'d>,
        node: NodeRef<'d>,
        mut home: Home<'d>,
        at: At,
    ) -> Option<(NodeRef<'d>, Home<'d>, At)> {
        if at.depth > DEEPEST {
            let message = format!(
                "Schemas are nested more than {DEEPEST} deep here; what is inside was not checked. Move the inner ones to `$defs` and refer to them."
            );
            self.remark(Remark::new(RemarkKind::Limit, at.entry.unwrap_or(node.span()), message));
            return None;
        }
        value.possible |= node.as_bool() != Some(false);
        let first_part = value.parts.len();
        let mut level = Level::default();
        for (key, member) in node.members() {
            self.keyword(value, &mut level, key, member, at);
        }
        if level.is_resource && identity(node) != identity(self.resolver.root(home.file)) {
            home.resource = node;
        }
        for definitions in std::mem::take(&mut level.definitions) {
            self.register(definitions, home, at.depth);
        }
        let said = self.said(&level, node, home, at);
        let parts = &mut value.parts[first_part..];
        for part in parts.iter_mut() {
            *part = Part { properties: part.properties, owner: node, home, when: at.when, said: None };
        }
        // A declaration on a branch speaks for that branch; anywhere else for the whole value.
        let branch_only = at.branch && (!parts.is_empty() || self.leads_to_object(&level, home));
        match said {
            Some(_) if branch_only => parts.iter_mut().for_each(|part| part.said = said),
            Some(said) => value.said.push(said),
            None => {}
        }
        own_words(value, &level, at);
        for (applied, node) in level.applied {
            self.apply(value, applied, node, home, at);
        }
        level.reference.and_then(|reference| self.refer(value, reference, said, home, at))
    }

    fn keyword(
        &mut self,
        value: &mut Value<'d>,
        level: &mut Level<'d>,
        key: Key<'d>,
        member: NodeRef<'d>,
        at: At,
    ) {
        let mut apply = |applied| level.applied.push((applied, member));
        match key.text {
            "type" => value.types.add_words(member),
            "title" => level.title = member.as_str(),
            "description" => level.description = member.as_str(),
            "format" => {
                if let Some(format) = member.as_str() {
                    value.types.add(types::of_format(format));
                    value.format = value.format.or(Some(format));
                }
            }
            "pattern" | "minLength" => value.types.add(Types::LIKE_TEXT),
            "maxLength" => {
                value.types.add(Types::LIKE_TEXT);
                value.types.add(types::of_length(member));
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                value.types.add(Types::LIKE_NUMBER);
            }
            "enum" => level.enumeration = Some(member),
            "const" => level.constant = Some(member),
            "enumNames" | "x-enumNames" | "x-enum-varnames" | "x-enum-names" => level.labels = Some(member),
            "x-gdpr" => level.said = Some(member),
            "properties" | "patternProperties" => {
                if !member.is_object() {
                    let message = format!(
                        "`{}` should be a mapping from names to schemas. Nothing under it was checked; write it as one.",
                        key.text
                    );
                    self.remark(Remark::new(RemarkKind::Unread, at.entry.unwrap_or(key.span), message));
                } else if member.members().next().is_some() {
                    let resource = self.resolver.root(MAIN);
                    let home = Home { file: MAIN, resource };
                    value.parts.push(Part {
                        properties: member,
                        owner: member,
                        home,
                        when: at.when,
                        said: None,
                    });
                }
            }
            "additionalProperties" | "unevaluatedProperties" if member.is_object() => apply(Applied::Map),
            "items" | "prefixItems" | "additionalItems" | "unevaluatedItems" | "contains"
            | "contentSchema" => {
                apply(Applied::Items);
            }
            "allOf" | "anyOf" | "oneOf" | "extends" => apply(Applied::Branches),
            "if" => apply(Applied::If),
            "then" | "else" => apply(Applied::Then),
            "dependentSchemas" | "dependencies" => apply(Applied::Dependents),
            "$ref" | "$dynamicRef" | "$recursiveRef" if level.reference.is_none() => {
                level.reference = Some(member);
            }
            "$ref" | "$dynamicRef" | "$recursiveRef" => apply(Applied::Reference),
            "$defs" | "definitions" => level.definitions.push(member),
            "$id" | "id" => level.is_resource |= member.as_str().is_some_and(|id| !id.starts_with('#')),
            "contentMediaType" => {
                value.types.add(member.as_str().map(types::of_media_type).unwrap_or_default());
            }
            "contentEncoding" => value.types.add(Types::BINARY),
            "ui:widget" | "ui:options" | "widget" | "x-widget" | "x-ui-widget" | "x-ui" | "ui"
            | "x-control" => {
                value.types.add(types::of_widget(member));
            }
            _ => {}
        }
    }

    /// The declaration of a schema. The root's speaks for the whole file and is not a value's.
    fn said(&mut self, level: &Level<'d>, node: NodeRef<'d>, home: Home<'d>, at: At) -> Option<Said<'d>> {
        let said = level.said?;
        if home.file == MAIN && identity(node) == identity(self.resolver.root(MAIN)) {
            return None;
        }
        self.is_declaration(said, at.entry).then_some(Said { node: said, file: home.file })
    }

    /// Whether `x-gdpr` is what it should be; remarks on it where it is not.
    pub(super) fn is_declaration(&mut self, said: NodeRef<'d>, entry: Option<Span>) -> bool {
        if !said.is_object() {
            let message = "`x-gdpr` should be a mapping, such as `{ \"category\": …, \"purpose\": … }`. It was not applied; write it as one.";
            self.remark(Remark::new(RemarkKind::Declaration, entry.unwrap_or(said.span()), message));
        }
        said.is_object()
    }

    fn leads_to_object(&mut self, level: &Level<'d>, home: Home<'d>) -> bool {
        let Some(reference) = level.reference.and_then(NodeRef::as_str) else { return false };
        level.said.is_some()
            && self.resolver.resolve(home, reference).is_ok_and(|target| self.is_object(target))
    }

    fn apply(&mut self, value: &mut Value<'d>, applied: Applied, node: NodeRef<'d>, home: Home<'d>, at: At) {
        let inner = at.deeper();
        match applied {
            Applied::Items if node.is_array() => {
                value.types.add(Types::ARRAY);
                node.items().for_each(|item| self.compose(value, item, home, inner));
            }
            Applied::Items if node.is_object() => {
                value.types.add(Types::ARRAY);
                self.compose(value, node, home, inner);
            }
            Applied::Items => {}
            Applied::Branches => {
                let inner = At { branch: true, ..inner };
                node.items().for_each(|item| self.compose(value, item, home, inner));
                if node.is_object() {
                    self.compose(value, node, home, inner);
                }
            }
            Applied::Then => {
                let when = if at.when == When::If { When::If } else { When::Then };
                self.compose(value, node, home, At { branch: true, when, ..inner });
            }
            Applied::Dependents => {
                let inner = At { branch: true, when: When::Then, ..inner };
                let schemas = node.members().filter(|(_, schema)| schema.is_object());
                schemas.for_each(|(_, schema)| self.compose(value, schema, home, inner));
            }
            // What a condition compares is not what may be entered: only its properties count.
            Applied::If => {
                let mut condition = Value::new(false);
                self.compose(&mut condition, node, home, At { branch: true, when: When::If, ..inner });
                value.parts.append(&mut condition.parts);
                value.uses.append(&mut condition.uses);
            }
            Applied::Map => {
                let mut map = Value::new(value.follows);
                self.compose(&mut map, node, home, At { branch: false, ..inner });
                value.types.add(Types::OBJECT);
                if map.is_record() {
                    value.maps.push(map);
                } else if value.parts.is_empty() {
                    value.take_words(map);
                }
            }
            Applied::Reference => {
                if let Some((node, home, at)) = self.refer(value, node, None, home, inner) {
                    self.compose(value, node, home, at);
                }
            }
        }
    }
}

/// Words and allowed values of one schema.
fn own_words<'d>(value: &mut Value<'d>, level: &Level<'d>, at: At) {
    let before = value.allowed.len();
    let mut names_a_value = false;
    if let Some(constant) = level.constant {
        // `oneOf: [{const: 1, title: Yes}]`: the words are the value's, not the property's.
        names_a_value = at.branch;
        let label = if at.branch { level.title.or(level.description) } else { None };
        allow(value, constant, label);
    }
    if let Some(enumeration) = level.enumeration {
        let only = at.branch && enumeration.items().len() == 1;
        names_a_value |= only;
        let labels = level.labels.filter(|labels| labels.is_array());
        let mut labels = labels.into_iter().flat_map(NodeRef::items);
        for item in enumeration.items() {
            let label = labels.next().and_then(NodeRef::scalar);
            let by_value = || {
                level
                    .labels
                    .filter(|labels| labels.is_object() && enumeration.items().len() <= 64)?
                    .get_str(item.scalar()?)
            };
            let only = if only { level.title.or(level.description) } else { None };
            allow(value, item, label.or_else(by_value).or(only));
        }
    }
    value.first_allowed(before);
    if !names_a_value {
        value.title = value.title.or(level.title);
        value.description = value.description.or(level.description);
    }
}

fn allow(value: &mut Value<'_>, item: NodeRef<'_>, label: Option<&str>) {
    let Some(text) = item.scalar() else { return };
    if !value.types.any(Types::SCALAR) {
        value.types.add(Types::of_value(item));
    }
    if value.follows {
        value.allowed.push(Allowed { value: text.to_owned(), label: label.map(str::to_owned) });
    }
}
