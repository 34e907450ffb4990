//! A part of a resource, written in JSON or in XML, looked at in one way: XML's repeated
//! elements are JSON's lists, and its `value` attributes are JSON's scalars.

use crate::document::{Element, NodeRef, attribute_span, tag_span};
use crate::text::Span;

/// The namespace of FHIR in XML.
pub(super) const NAMESPACE: &str = "http://hl7.org/fhir";

/// A resource, an element of one, or a value.
#[derive(Clone, Copy)]
pub(super) enum Part<'d> {
    /// In JSON.
    Json(NodeRef<'d>),
    /// In XML.
    Xml(Element<'d>),
}

impl<'d> Part<'d> {
    /// The type of a resource.
    pub(super) fn resource_type(self) -> &'d str {
        match self {
            Self::Json(node) => node.get_str("resourceType").unwrap_or_default(),
            Self::Xml(element) if element.tag_name().namespace() == Some(NAMESPACE) => {
                element.tag_name().name()
            }
            Self::Xml(_) => "",
        }
    }

    /// Every part under a name.
    pub(super) fn all(self, name: &str) -> Vec<Self> {
        match self {
            Self::Json(node) => node
                .get(name)
                .map(|value| value.one_or_more().into_iter().map(Self::Json).collect())
                .unwrap_or_default(),
            Self::Xml(element) => element
                .children()
                .filter(|child| child.is_element() && child.tag_name().name() == name)
                .map(Self::Xml)
                .collect(),
        }
    }

    /// The first part under a name.
    pub(super) fn one(self, name: &str) -> Option<Self> {
        match self {
            Self::Json(node) => {
                let value = node.get(name)?;
                if value.is_array() { value.items().next().map(Self::Json) } else { Some(Self::Json(value)) }
            }
            Self::Xml(element) => element
                .children()
                .find(|child| child.is_element() && child.tag_name().name() == name)
                .map(Self::Xml),
        }
    }

    /// The resources under a name: in XML one element stands between.
    pub(super) fn resources(self, name: &str) -> Vec<Self> {
        let inner = |part: Self| match part {
            Self::Json(_) => Some(part),
            Self::Xml(element) => element.children().find(|child| child.is_element()).map(Self::Xml),
        };
        self.all(name).into_iter().filter_map(inner).collect()
    }

    /// A scalar.
    pub(super) fn value(self) -> Option<&'d str> {
        match self {
            Self::Json(node) => node.scalar(),
            Self::Xml(element) => element.attribute("value"),
        }
    }

    /// The scalar under a name, without space around it; none where it is empty.
    pub(super) fn text(self, name: &str) -> Option<&'d str> {
        self.one(name)?.value().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Where a scalar stands, or where an element starts.
    pub(super) fn span(self) -> Span {
        match self {
            Self::Json(node) if node.is_object() => {
                node.members().next().map_or(node.span(), |(key, _)| key.span)
            }
            Self::Json(node) => node.span(),
            Self::Xml(element) if element.has_attribute("value") => attribute_span(element, "value"),
            Self::Xml(element) => tag_span(element),
        }
    }

    /// The members whose names start with some text (`fixed[x]` is `fixedCode` or `fixedString`).
    pub(super) fn starting(self, start: &str) -> Vec<(&'d str, Self)> {
        let known =
            |name: &str| name.strip_prefix(start).is_some_and(|rest| rest.starts_with(char::is_uppercase));
        match self {
            Self::Json(node) => node
                .members()
                .filter(|(key, _)| known(key.text))
                .map(|(key, value)| (key.text, Self::Json(value)))
                .collect(),
            Self::Xml(element) => element
                .children()
                .filter(|child| child.is_element() && known(child.tag_name().name()))
                .map(|child| (child.tag_name().name(), Self::Xml(child)))
                .collect(),
        }
    }
}
