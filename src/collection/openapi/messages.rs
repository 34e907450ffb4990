//! AsyncAPI 2 and 3: messages and their payloads.

use super::super::json_schema::{Holder, Host, Led, Shelf};
use super::super::{Collection, Example, Failure, Notation, Reader, Reading, RecordKind};
use crate::document::{Key, NodeRef, Syntax};

/// The reader of AsyncAPI.
pub(in crate::collection) const MESSAGES: Reader = Reader {
    format: "asyncapi",
    title: "AsyncAPI 2 and 3, in JSON or YAML",
    endings: &["json", "yaml", "yml"],
    sign: "`asyncapi` with a version",
    declarations: "`x-gdpr` on the document or `info`, a message, a schema or a property; a sidecar",
    notation: Notation::Key,
    example: Example {
        files: &[(
            "events.yaml",
            b"asyncapi: 3.0.0
info: { title: Events, version: '1' }
components:
  messages:
    planChanged:
      payload:
        type: object
        properties:
          asthmaPlan:
            type: string
            x-gdpr: { subject: child, category: wellbeing }
",
        )],
        declares: ("planChanged", "asthmaPlan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let document = reading.document.filter(|document| document.syntax != Syntax::Toml)?;
    let root = document.root();
    let (key, version) = root.member("asyncapi")?;
    let version = version.scalar()?;
    if !["info", "channels", "components"].iter().any(|key| root.get(key).is_some_and(NodeRef::is_object)) {
        return None;
    }
    if !(version.starts_with("2.") || version.starts_with("3.")) {
        return Some(Err(Failure {
            span: key.span,
            message: format!(
                "This is AsyncAPI in version `{}`, and versions 2 and 3 are read. Nothing in it was checked; convert it to one of these.",
                version.chars().take(20).collect::<String>()
            ),
            limit: false,
        }));
    }
    let shelf = Shelf::default();
    let host = Host::new(reading, document, &shelf, MESSAGES.format, super::sign::is_read);
    let mut messages = Messages { host };
    messages.whole(root);
    Some(Ok(messages.host.finish()))
}

struct Messages<'d> {
    host: Host<'d>,
}

impl<'d> Messages<'d> {
    fn whole(&mut self, root: NodeRef<'d>) {
        self.host.document_says(root);
        if let Some(info) = root.get("info") {
            self.host.document_says(info);
        }
        let members = |node: Option<NodeRef<'d>>| node.into_iter().flat_map(NodeRef::members);
        let components = root.get("components");
        let section = |name: &str| components.and_then(|components| components.get(name));
        if let Some(schemas) = section("schemas") {
            self.host.definitions(schemas);
        }
        for (key, message) in members(section("messages")) {
            self.message(key, message, RecordKind::Definition);
        }
        for (key, channel) in members(root.get("channels")).chain(members(section("channels"))) {
            let Led::Here(channel) = self.host.follow(channel) else { continue };
            for (name, message) in members(channel.get("messages")) {
                self.message(name, message, RecordKind::Object);
            }
            for (_, operation) in
                channel.members().filter(|(key, _)| matches!(key.text, "publish" | "subscribe"))
            {
                let Some(message) = operation.get("message") else { continue };
                let one = [message];
                let several: Vec<NodeRef<'d>> =
                    message.get("oneOf").map_or(one.to_vec(), |several| several.items().collect());
                for message in several {
                    self.message(key, message, RecordKind::Object);
                }
            }
        }
    }

    /// A message. One that is shared is judged where it stands.
    fn message(&mut self, key: Key<'d>, message: NodeRef<'d>, kind: RecordKind) {
        let (node, place) = match self.host.follow(message) {
            Led::Here(node) => (node, None),
            Led::There(node, place) => (node, Some(place)),
            Led::Away => return,
        };
        let name = node.get_str("name").unwrap_or(key.text);
        let mut holder = Holder::new(name.to_owned(), key.span, kind, node);
        if let Some(place) = place {
            // The name by which it is used is that of its channel.
            holder.name = key.text.to_owned();
            holder.node = message;
            holder.uses.push((node, place));
            self.host.record(holder);
            return;
        }
        (holder.title, holder.description) = (node.get_str("title"), node.get_str("summary"));
        holder.around.push(node);
        for key in ["headers", "payload"] {
            let Some(schema) = node.get(key) else { continue };
            // In version 3 the format may stand beside the schema.
            let format = schema.get("schemaFormat").or_else(|| node.get("schemaFormat"));
            let schema =
                schema.get("schema").filter(|_| schema.get("schemaFormat").is_some()).unwrap_or(schema);
            let format = format.and_then(NodeRef::as_str).unwrap_or_default();
            if key == "payload" && ["avro", "protobuf", "raml"].iter().any(|other| format.contains(other)) {
                self.host.unread(
                    schema.span(),
                    "This payload is written in another format and was not checked. Keep its schema in a file of its own, which is read by itself.",
                );
                continue;
            }
            holder.bodies.push((schema, Vec::new()));
        }
        self.host.record(holder);
    }
}
