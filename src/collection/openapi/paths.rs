//! Paths, their operations, and what each takes in and gives back.

use std::collections::HashSet;

use super::sign::METHODS;
use crate::collection::RecordKind;
use crate::collection::json_schema::{Holder, Host, Led};
use crate::document::{Key, Node, NodeRef};
use crate::text::Span;

/// A description of an API, being read.
pub(super) struct Api<'d> {
    pub(super) host: Host<'d>,
    /// Path items whose operations were read; others may refer to them.
    read: HashSet<*const Node>,
}

/// What is said around an operation.
#[derive(Clone, Copy)]
pub(super) struct Around<'d> {
    item: NodeRef<'d>,
}

impl<'d> Api<'d> {
    /// A description of which nothing was read yet.
    pub(super) fn new(host: Host<'d>) -> Self {
        Self { host, read: HashSet::new() }
    }

    /// A description from its outermost mapping.
    pub(super) fn whole(&mut self, root: NodeRef<'d>) {
        self.host.document_says(root);
        if let Some(info) = root.get("info") {
            self.host.document_says(info);
        }
        // What others refer to is named by them, so they come first.
        for key in ["paths", "webhooks"] {
            match root.member(key) {
                Some((_, items)) if items.is_object() => self.items(items),
                Some((key, items)) if !items.is_null() => self.misshapen(key, "a mapping of path items"),
                _ => {}
            }
        }
        for (key, value) in root.members() {
            match key.text {
                "components" => self.components(value),
                // Swagger has its sections here.
                "definitions" | "parameters" | "responses" => self.section(key, value),
                _ => {}
            }
        }
    }

    /// Path items by name.
    pub(super) fn items(&mut self, items: NodeRef<'d>) {
        if self.is_elsewhere(items) {
            return;
        }
        for (key, item) in items.members().filter(|(key, _)| !key.text.starts_with("x-")) {
            if item.is_object() {
                self.path_item(key.text, key.span, item);
            } else if !item.is_null() {
                self.misshapen(key, "a mapping of operations");
            }
        }
    }

    /// One path item. One that others refer to is read where it stands.
    pub(super) fn path_item(&mut self, path: &str, place: Span, item: NodeRef<'d>) {
        // Beside a reference, a path item may have operations of its own.
        if item.get("$ref").is_some()
            && let Led::There(there, _) = self.host.follow(item)
        {
            self.operations(path, there);
        }
        self.operations(path, item);
        if let Some(parameters) = item.get("parameters") {
            let mut holder = Holder::new(path.to_owned(), place, RecordKind::Object, item);
            holder.around.push(item);
            self.parameters(&mut holder, parameters);
            self.host.record(holder);
        }
    }

    fn operations(&mut self, path: &str, item: NodeRef<'d>) {
        if !self.read.insert(std::ptr::from_ref(item.node())) {
            return;
        }
        for (key, operation) in item.members() {
            if METHODS.contains(&key.text) {
                let name = format!("{} {path}", key.text.to_ascii_uppercase());
                if operation.is_object() {
                    self.operation(&name, key.span, operation, Some(Around { item }));
                } else {
                    self.misshapen(key, "a mapping that describes an operation");
                }
            } else if key.text == "additionalOperations" {
                for (key, operation) in operation.members() {
                    let name = format!("{} {path}", key.text);
                    self.operation(&name, key.span, operation, Some(Around { item }));
                }
            }
        }
    }

    /// One operation: a record of what it takes in, one for each response, and its callbacks.
    pub(super) fn operation(
        &mut self,
        name: &str,
        place: Span,
        operation: NodeRef<'d>,
        around: Option<Around<'d>>,
    ) {
        let operation = match self.host.follow(operation) {
            Led::Here(operation) | Led::There(operation, _) => operation,
            Led::Away => return,
        };
        let mut holder = Holder::new(name.to_owned(), place, RecordKind::Object, operation);
        holder.title = operation.get_str("summary");
        holder.description = operation.get_str("description");
        holder.around.push(operation);
        holder.around.extend(around.map(|around| around.item));
        if let Some(parameters) = operation.get("parameters") {
            self.parameters(&mut holder, parameters);
        }
        if let Some((key, body)) = operation.member("requestBody") {
            holder.whole.get_or_insert(Key { text: "body", span: key.span });
            self.body(&mut holder, body);
        }
        let said = holder.around.clone();
        self.host.record(holder);
        for (key, response) in operation.get("responses").into_iter().flat_map(NodeRef::members) {
            if key.text.starts_with("x-") {
                continue;
            }
            let name = format!("{name} {}", key.text);
            let mut holder = Holder::new(name, key.span, RecordKind::Object, response);
            holder.around.push(response);
            // What an operation is for, it is for where it succeeds.
            if key.text.starts_with('2') {
                holder.around.extend(&said);
            }
            self.body(&mut holder, response);
            self.host.record(holder);
        }
        for (key, callback) in operation.get("callbacks").into_iter().flat_map(NodeRef::members) {
            self.callback(&format!("{} of {name}", key.text), callback);
        }
    }

    /// Requests that an API sends, by the address they go to.
    pub(super) fn callback(&mut self, name: &str, callback: NodeRef<'d>) {
        if let Led::Here(callback) = self.host.follow(callback) {
            for (_, item) in callback.members().filter(|(key, _)| !key.text.starts_with("x-")) {
                self.operations(name, item);
            }
        }
    }

    /// Says that something is not what it should be.
    pub(super) fn misshapen(&mut self, key: Key<'d>, expected: &str) {
        let shown: String = key.text.chars().take(60).collect();
        self.host.unread(
            key.span,
            format!("`{shown}` should be {expected}. Nothing under it was checked; write it as one."),
        );
    }
}
