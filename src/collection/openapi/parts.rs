//! What operations are made of: parameters, bodies, and the sections that hold shared ones.

use super::paths::Api;
use super::sign::{Part, SECTIONS, part};
use crate::collection::RecordKind;
use crate::collection::json_schema::{Holder, Led};
use crate::document::{Key, NodeRef};
use crate::text::Span;

impl<'d> Api<'d> {
    /// The parameters of an operation or a path. Shared ones are judged where they stand.
    pub(super) fn parameters(&mut self, holder: &mut Holder<'d>, parameters: NodeRef<'d>) {
        for parameter in parameters.items().filter(|parameter| parameter.is_object()) {
            match self.host.follow(parameter) {
                Led::Here(parameter) => self.parameter(holder, parameter),
                Led::There(parameter, place) => holder.uses.push((parameter, place)),
                Led::Away => {}
            }
        }
    }

    fn parameter(&mut self, holder: &mut Holder<'d>, parameter: NodeRef<'d>) {
        let Some(name) = parameter.get("name").filter(|name| name.scalar().is_some()) else {
            self.host.unread(
                parameter.members().next().map_or(parameter.span(), |(key, _)| key.span),
                "This parameter has no `name` and was not checked. Give it one.",
            );
            return;
        };
        let key = Key { text: name.scalar().unwrap_or_default(), span: name.span() };
        if parameter.get_str("in") == Some("body") {
            holder.whole = Some(key);
            holder.bodies.extend(parameter.get("schema").map(|schema| (schema, vec![parameter])));
            return;
        }
        let mut schemas = vec![parameter];
        schemas.extend(parameter.get("schema"));
        let media = parameter.get("content").into_iter().flat_map(NodeRef::members);
        schemas.extend(media.filter_map(|(_, media)| media.get("schema")));
        holder.loose.push((key, schemas));
    }

    /// A request body or a response. A shared one with fields of its own is judged where it
    /// stands; one that only names a definition is as good as that definition.
    pub(super) fn body(&mut self, holder: &mut Holder<'d>, body: NodeRef<'d>) {
        let (body, place) = match self.host.follow(body) {
            Led::Here(body) => (body, None),
            Led::There(body, place) => (body, Some(place)),
            Led::Away => return,
        };
        let schemas = schemas(body);
        match place {
            Some(place) if schemas.iter().any(|(schema, _)| self.host.has_fields(*schema)) => {
                holder.uses.push((body, place));
            }
            _ => holder.bodies.extend(schemas),
        }
    }

    /// Parts by name, and groups of them.
    pub(super) fn named(&mut self, group: NodeRef<'d>) {
        for (key, value) in group.members().filter(|(key, _)| !key.text.starts_with("x-")) {
            match part(value) {
                Some(part) => self.part(part, key, value),
                None => self.named(value),
            }
        }
    }

    /// One part that others refer to.
    pub(super) fn part(&mut self, part: Part, key: Key<'d>, node: NodeRef<'d>) {
        match part {
            Part::PathItem => self.path_item(key.text, key.span, node),
            Part::Operation => self.operation(key.text, key.span, node, None),
            Part::Parameter => self.shared_parameter(key.text, key.span, node),
            Part::Body => self.shared_body(key.text, key.span, node),
            Part::Schema => self.host.definition(key, node),
            Part::Reference => {
                self.host.follow(node);
            }
        }
    }

    /// Whether a section stands in another file as a whole.
    pub(super) fn is_elsewhere(&mut self, section: NodeRef<'d>) -> bool {
        let elsewhere = section.get_str("$ref").is_some();
        if elsewhere {
            self.host.follow(section);
        }
        elsewhere
    }

    /// The sections of `components`.
    pub(super) fn components(&mut self, components: NodeRef<'d>) {
        if self.is_elsewhere(components) {
            return;
        }
        for (key, section) in components.members() {
            if SECTIONS.contains(&key.text) || key.text == "definitions" {
                self.section(key, section);
            }
        }
    }

    /// One section of shared things.
    pub(super) fn section(&mut self, key: Key<'d>, section: NodeRef<'d>) {
        if !section.is_object() {
            if !section.is_null() {
                self.misshapen(key, "a mapping by name");
            }
            return;
        }
        if self.is_elsewhere(section) {
            return;
        }
        match key.text {
            "schemas" | "definitions" => self.host.definitions(section),
            "parameters" => self.shared_parameters(section),
            "requestBodies" | "responses" => self.shared_bodies(section),
            "pathItems" => self.items(section),
            _ => section.members().for_each(|(key, callback)| self.callback(key.text, callback)),
        }
    }

    /// Shared parameters, each a definition: a list, or several by name.
    pub(super) fn shared_parameters(&mut self, section: NodeRef<'d>) {
        if section.is_array() {
            for parameter in section.items() {
                let Some(name) = parameter.get("name") else { continue };
                self.shared_parameter(name.scalar().unwrap_or_default(), name.span(), parameter);
            }
        } else {
            for (key, parameter) in section.members().filter(|(key, _)| !key.text.starts_with("x-")) {
                self.shared_parameter(key.text, key.span, parameter);
            }
        }
    }

    fn shared_parameter(&mut self, name: &str, place: Span, parameter: NodeRef<'d>) {
        let Led::Here(parameter) = self.host.follow(parameter) else { return };
        let mut holder = Holder::new(name.to_owned(), place, RecordKind::Definition, parameter);
        self.parameter(&mut holder, parameter);
        self.host.record(holder);
    }

    /// Shared request bodies or responses by name.
    pub(super) fn shared_bodies(&mut self, section: NodeRef<'d>) {
        for (key, body) in section.members().filter(|(key, _)| !key.text.starts_with("x-")) {
            self.shared_body(key.text, key.span, body);
        }
    }

    /// One shared request body or response, where it has fields of its own.
    pub(super) fn shared_body(&mut self, name: &str, place: Span, body: NodeRef<'d>) {
        let Led::Here(body) = self.host.follow(body) else { return };
        let schemas = schemas(body);
        if schemas.iter().any(|(schema, _)| self.host.has_fields(*schema)) {
            let mut holder = Holder::new(name.to_owned(), place, RecordKind::Definition, body);
            holder.description = body.get_str("description");
            holder.bodies = schemas;
            self.host.record(holder);
        }
    }
}

/// The schemas of a body: one for each media type, or Swagger's only one. Each comes with what
/// may be declared around it.
fn schemas(body: NodeRef<'_>) -> Vec<(NodeRef<'_>, Vec<NodeRef<'_>>)> {
    let mut out = Vec::new();
    for (_, media) in body.get("content").into_iter().flat_map(NodeRef::members) {
        let schemas = ["schema", "itemSchema"].into_iter().filter_map(|key| media.get(key));
        out.extend(schemas.map(|schema| (schema, vec![media, body])));
    }
    out.extend(body.get("schema").map(|schema| (schema, vec![body])));
    out
}
