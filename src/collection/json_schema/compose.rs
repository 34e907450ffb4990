//! Gathers what a schema says: its own keywords, its branches, its items, and what it refers to.
//!
//! Each schema's members are gone through once, and the keyword decides. What is said nearest
//! comes first: own keywords, then items and branches, then what is referred to.

use super::super::{Remark, RemarkKind};
use super::identity::identity;
use super::level::{Applied, Level, own_words};
use super::resolve::Home;
use super::types::Types;
use super::value::{Part, Value, When};
use super::walk::Walk;
use crate::document::NodeRef;
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
        if level.aside {
            value.asides.extend(self.asides(&level, node, home, at));
        }
        for (applied, node) in level.applied {
            self.apply(value, applied, node, home, at);
        }
        level.reference.and_then(|reference| self.refer(value, reference, said, home, at))
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
