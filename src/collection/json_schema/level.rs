//! One schema's own keywords, each looked at once, in the order of the file.

use super::super::{Allowed, Aside, Remark, RemarkKind, asides};
use super::compose::At;
use super::files::MAIN;
use super::identity::identity;
use super::resolve::Home;
use super::types::{self, Types};
use super::value::{Part, Said, Value};
use super::walk::Walk;
use crate::document::{Key, NodeRef};
use crate::text::Span;

/// What a schema applies to its value besides its own keywords.
#[derive(Clone, Copy)]
pub(super) enum Applied {
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
pub(super) struct Level<'d> {
    pub(super) title: Option<&'d str>,
    pub(super) description: Option<&'d str>,
    pub(super) constant: Option<NodeRef<'d>>,
    pub(super) enumeration: Option<NodeRef<'d>>,
    pub(super) labels: Option<NodeRef<'d>>,
    pub(super) said: Option<NodeRef<'d>>,
    pub(super) reference: Option<NodeRef<'d>>,
    pub(super) definitions: Vec<NodeRef<'d>>,
    pub(super) applied: Vec<(Applied, NodeRef<'d>)>,
    pub(super) is_resource: bool,
    /// Whether a key of another tool stands here.
    pub(super) aside: bool,
}

impl<'d> Walk<'d> {
    /// Takes one keyword: at once where it speaks for itself, else for later.
    pub(super) fn keyword(
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
            "x-enum-descriptions" | "x-enumDescriptions" => level.labels = level.labels.or(Some(member)),
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
            other => level.aside |= asides::is_known(other, asides::COMMON),
        }
    }

    /// The declaration of a schema. The root's speaks for the whole file and is not a value's.
    pub(super) fn said(
        &mut self,
        level: &Level<'d>,
        node: NodeRef<'d>,
        home: Home<'d>,
        at: At,
    ) -> Option<Said<'d>> {
        let said = level.said?;
        if home.file == MAIN && identity(node) == identity(self.resolver.root(MAIN)) {
            return None;
        }
        self.is_declaration(said, at.entry).then_some(Said { node: said, file: home.file })
    }

    /// What keys of other tools say in a schema. The root's speak for the whole file. What stands
    /// in another file is said at the reference that led there.
    pub(super) fn asides(&self, level: &Level<'d>, node: NodeRef<'d>, home: Home<'d>, at: At) -> Vec<Aside> {
        if !level.aside || (home.file == MAIN && identity(node) == identity(self.resolver.root(MAIN))) {
            return Vec::new();
        }
        let mut found = asides::of(node, &[asides::COMMON]);
        if let Some(entry) = at.entry {
            for aside in &mut found {
                aside.span = entry;
                aside.values.iter_mut().for_each(|(_, span)| *span = entry);
            }
        }
        found
    }

    /// Whether `x-gdpr` is what it should be; remarks on it where it is not.
    pub(super) fn is_declaration(&mut self, said: NodeRef<'d>, entry: Option<Span>) -> bool {
        if !said.is_object() {
            let message = "`x-gdpr` should be a mapping, such as `{ \"category\": …, \"purpose\": … }`. It was not applied; write it as one.";
            self.remark(Remark::new(RemarkKind::Declaration, entry.unwrap_or(said.span()), message));
        }
        said.is_object()
    }

    /// Whether a declared schema refers to an object.
    pub(super) fn leads_to_object(&mut self, level: &Level<'d>, home: Home<'d>) -> bool {
        let Some(reference) = level.reference.and_then(NodeRef::as_str) else { return false };
        level.said.is_some()
            && self.resolver.resolve(home, reference).is_ok_and(|target| self.is_object(target))
    }
}

/// Words and allowed values of one schema.
pub(super) fn own_words<'d>(value: &mut Value<'d>, level: &Level<'d>, at: At) {
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
