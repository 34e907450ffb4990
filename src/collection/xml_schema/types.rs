//! What a value of a simple type can be, followed through restrictions, lists and unions to the
//! types of XML Schema itself.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::{Allowed, FieldType, Layer, Remark, RemarkKind, Spoken};
use super::files::{Component, Kind, MAIN, Meaning, is};
use super::walk::Walk;
use super::words;
use crate::document::{Element, attribute_span, tag_span};

/// The length from which on a text is for narrative.
const NARRATIVE: u64 = 1000;

/// How deep unions and lists are followed.
const DEEPEST: usize = 16;

/// What is known of the values of a type.
#[derive(Clone, Default)]
pub(super) struct Facts {
    pub(super) field_type: FieldType,
    pub(super) allowed: Rc<[Allowed]>,
    pub(super) description: Option<Rc<str>>,
    pub(super) spoken: Vec<Spoken>,
}

/// What is known of types, by file and node.
#[derive(Default)]
pub(super) struct Known(HashMap<(usize, u32), Rc<Facts>>);

/// What a type of XML Schema itself holds; none where there is no such type.
pub(super) fn built_in(name: &str) -> Option<FieldType> {
    Some(match name {
        "string" | "normalizedString" | "token" | "language" | "Name" | "NCName" | "NMTOKEN" | "NMTOKENS"
        | "ID" | "IDREF" | "IDREFS" | "ENTITY" | "ENTITIES" | "anyURI" | "QName" | "NOTATION"
        | "duration" | "dayTimeDuration" | "yearMonthDuration" => FieldType::Text,
        "date" | "dateTime" | "dateTimeStamp" | "time" | "gYear" | "gYearMonth" | "gMonth" | "gMonthDay"
        | "gDay" => FieldType::Date,
        "boolean" => FieldType::Boolean,
        "decimal" | "integer" | "float" | "double" | "long" | "int" | "short" | "byte"
        | "nonNegativeInteger" | "positiveInteger" | "nonPositiveInteger" | "negativeInteger"
        | "unsignedLong" | "unsignedInt" | "unsignedShort" | "unsignedByte" => FieldType::Number,
        "base64Binary" | "hexBinary" => FieldType::Binary,
        "anyType" => FieldType::Structure,
        "anySimpleType" | "anyAtomicType" => FieldType::Unknown,
        _ => return None,
    })
}

impl<'d> Walk<'d> {
    /// What is known of a simple type, or of the text in a complex one.
    pub(super) fn facts(&mut self, start: Component<'d>, depth: usize) -> Rc<Facts> {
        // The chain of restrictions is followed without recursion: it may be as long as the file.
        let (mut chain, mut here) = (Vec::new(), start);
        let mut facts = loop {
            let key = (here.file, here.node.id().get());
            if let Some(known) = self.known.0.get(&key) {
                break (**known).clone();
            }
            // Until it is known, a type that leads to itself is nothing.
            self.known.0.insert(key, Rc::default());
            chain.push(here);
            match self.step(here, depth) {
                Ok(next) => here = next,
                Err(facts) => break facts,
            }
        };
        while let Some(here) = chain.pop() {
            self.add(&mut facts, here);
            self.known.0.insert((here.file, here.node.id().get()), Rc::new(facts.clone()));
        }
        Rc::new(facts)
    }

    /// The type that this one is a restriction or an extension of, or what is known where there
    /// is none to go on to.
    fn step(&mut self, here: Component<'d>, depth: usize) -> Result<Component<'d>, Facts> {
        let holder = here.node.children().find(|node| is(*node, "simpleContent")).unwrap_or(here.node);
        for node in holder.children().filter(|node| node.is_element()) {
            let of = Component { node, ..here };
            match node.tag_name().name() {
                "restriction" | "extension" => return self.base(of),
                "list" | "union" => return Err(self.members(of, depth)),
                _ => {}
            }
        }
        Err(Facts { field_type: FieldType::Unknown, ..Facts::default() })
    }

    fn base(&mut self, of: Component<'d>) -> Result<Component<'d>, Facts> {
        if let Some(inner) = of.node.children().find(|node| is(*node, "simpleType")) {
            return Ok(Component { node: inner, ..of });
        }
        let around = of.node.ancestors().find(|node| node.attribute("name").is_some());
        let around = around.map(|node| Component { node, ..of });
        let name = of.node.attribute("base").unwrap_or_default();
        self.named(of, name, "base", around)
    }

    /// The type that an attribute names.
    fn named(
        &mut self,
        of: Component<'d>,
        name: &'d str,
        attribute: &str,
        except: Option<Component<'d>>,
    ) -> Result<Component<'d>, Facts> {
        let field_type = match self.files.meaning(Kind::Type, of, name, except) {
            Meaning::Component(found) => return Ok(found),
            Meaning::BuiltIn(local) => built_in(local).unwrap_or_default(),
            Meaning::Unknown => {
                self.unknown(of, attribute, name);
                FieldType::Unknown
            }
        };
        Err(Facts { field_type, ..Facts::default() })
    }

    /// The members of a union or the items of a list.
    fn members(&mut self, of: Component<'d>, depth: usize) -> Facts {
        let mut all: Vec<Rc<Facts>> = Vec::new();
        if depth < DEEPEST {
            for inner in of.node.children().filter(|node| is(*node, "simpleType")) {
                all.push(self.facts(Component { node: inner, ..of }, depth + 1));
            }
            for attribute in ["memberTypes", "itemType"] {
                for name in of.node.attribute(attribute).unwrap_or_default().split_whitespace() {
                    let facts = match self.named(of, name, attribute, None) {
                        Ok(found) => self.facts(found, depth + 1),
                        Err(facts) => Rc::new(facts),
                    };
                    all.push(facts);
                }
            }
        }
        let Some(first) = all.first() else { return Facts::default() };
        let same = all.iter().all(|facts| facts.field_type == first.field_type);
        // Free text beside a list is not only what the list allows.
        let closed = all.iter().all(|facts| !facts.allowed.is_empty());
        let allowed: Vec<Allowed> = if closed {
            all.iter().flat_map(|facts| facts.allowed.iter().cloned()).collect()
        } else {
            Vec::new()
        };
        let allowed =
            if self.spend(allowed.len(), tag_span(of.node)) { allowed.into() } else { Rc::default() };
        let field_type = if same { first.field_type } else { FieldType::Text };
        Facts { field_type, allowed, ..Facts::default() }
    }

    /// Adds what one type of the chain says itself.
    fn add(&mut self, facts: &mut Facts, here: Component<'d>) {
        let said = words::read(self, here, Layer::Field);
        facts.description = said.description.map(Rc::from).or(facts.description.take());
        // Nearest first.
        facts.spoken.splice(0..0, said.spoken);
        let holder = here.node.children().find(|node| is(*node, "simpleContent")).unwrap_or(here.node);
        let Some(restriction) = holder.children().find(|node| is(*node, "restriction")) else { return };
        let mut allowed = Vec::new();
        for facet in restriction.children().filter(|node| node.is_element()) {
            let value = facet.attribute("value").unwrap_or_default();
            match facet.tag_name().name() {
                "enumeration" => {
                    let label = words::documentation(facet);
                    allowed.push(Allowed { value: value.to_owned(), label });
                }
                "maxLength"
                    if facts.field_type == FieldType::Text
                        && value.parse::<u64>().is_ok_and(|length| length >= NARRATIVE) =>
                {
                    facts.field_type = FieldType::LongText;
                }
                _ => {}
            }
        }
        if !allowed.is_empty() {
            // A list that only repeats values keeps the labels that the base gave them.
            for one in allowed
                .iter_mut()
                .filter(|one| one.label.is_none())
                .take(if facts.allowed.len() > 64 { 0 } else { usize::MAX })
            {
                one.label = facts
                    .allowed
                    .iter()
                    .find(|known| known.value == one.value)
                    .and_then(|known| known.label.clone());
            }
            facts.allowed = allowed.into();
        }
    }

    /// Remarks on a name that means nothing here, once.
    pub(super) fn unknown(&mut self, of: Component<'d>, attribute: &str, name: &str) {
        if of.file != MAIN || !self.told.insert(name.to_owned()) {
            return;
        }
        let message = if name.is_empty() {
            format!(
                "This `{}` names no type, so what it holds is not known. Give it a `{attribute}`.",
                of.node.tag_name().name()
            )
        } else {
            format!(
                "`{name}` is defined neither here nor in a file of this repository that the schema includes or imports, and nothing is fetched. What it holds was not checked; add the file, or correct the name."
            )
        };
        self.collection.remarks.push(Remark::new(
            RemarkKind::Unread,
            attribute_span(of.node, attribute),
            message,
        ));
    }
}

/// The type of an element or attribute as it is written; of a type without a name, what it is
/// made from.
pub(super) fn type_text(node: Element<'_>) -> String {
    if let Some(name) = node.attribute("type") {
        return name.to_owned();
    }
    let Some(inner) = node.children().find(|node| is(*node, "simpleType") || is(*node, "complexType")) else {
        return String::new();
    };
    let holder = inner.children().find(|node| is(*node, "simpleContent")).unwrap_or(inner);
    for part in holder.children().filter(|node| node.is_element()) {
        let named = |name: &str| part.attribute(name).map(str::to_owned);
        let of_inner = || {
            part.children()
                .find(|node| is(*node, "simpleType"))
                .and_then(|inner| inner.children().find(|node| is(*node, "restriction"))?.attribute("base"))
        };
        match part.tag_name().name() {
            "restriction" | "extension" => {
                return named("base").or(of_inner().map(str::to_owned)).unwrap_or_default();
            }
            "list" => {
                return format!(
                    "list of {}",
                    named("itemType").or(of_inner().map(str::to_owned)).unwrap_or_default()
                )
                .trim_end_matches(" of ")
                .to_owned();
            }
            "union" => return named("memberTypes").unwrap_or_else(|| "union".to_owned()),
            _ => {}
        }
    }
    if inner.attribute("mixed") == Some("true") { "mixed".to_owned() } else { String::new() }
}
