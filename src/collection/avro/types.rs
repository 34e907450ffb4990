//! What the type of a field is: a union of plain types, enumerations, lists, maps and records.

use super::names::{Named, Names};
use crate::collection::{Allowed, FieldType};
use crate::document::NodeRef;
use crate::text::Span;

/// Types inside types beyond this are not looked into.
const DEEPEST: usize = 200;

/// What was found in a type.
#[derive(Default)]
pub(super) struct Found<'d> {
    /// The plain types, as people write them, without `null`.
    pub(super) texts: Vec<String>,
    /// What each can hold.
    pub(super) kinds: Vec<FieldType>,
    /// The values of enumerations.
    pub(super) allowed: Vec<Allowed>,
    /// Records that stand here.
    pub(super) records: Vec<NodeRef<'d>>,
    /// Records of this file that are only named here.
    pub(super) used: Vec<Named<'d>>,
    /// Types that this file does not define.
    pub(super) unknown: Option<&'d str>,
    /// Mappings around the plain types, which may declare something.
    pub(super) around: Vec<NodeRef<'d>>,
    /// What is no type.
    pub(super) wrong: Option<Span>,
    /// Whether there is more inside than is looked into.
    pub(super) too_deep: bool,
}

impl<'d> Found<'d> {
    /// Looks at a type. `prefix` says what lists and maps are around it.
    pub(super) fn take(
        &mut self,
        node: NodeRef<'d>,
        names: &Names<'d>,
        space: &str,
        prefix: &str,
        depth: usize,
    ) {
        if depth > DEEPEST || prefix.len() > 256 {
            self.too_deep = true;
            return;
        }
        if node.is_array() {
            node.items().for_each(|item| self.take(item, names, space, prefix, depth + 1));
            return;
        }
        if let Some(name) = node.as_str() {
            self.named(name, names, space, prefix);
            return;
        }
        let Some(inner) = node.get("type") else {
            self.wrong.get_or_insert(node.span());
            return;
        };
        match inner.as_str() {
            Some("record" | "error") => self.records.push(node),
            Some("enum") => self.enumeration(node, prefix),
            Some("array") => {
                self.around.push(node);
                self.inside(node, "items", names, space, &format!("{prefix}array of "), depth);
            }
            Some("map") => {
                self.around.push(node);
                self.inside(node, "values", names, space, &format!("{prefix}map of "), depth);
            }
            Some(plain) => {
                self.around.push(node);
                match (node.get_str("logicalType"), plain) {
                    (Some(logical), _) => {
                        self.plain(&format!("{plain} ({logical})"), of_logical(logical, plain), prefix)
                    }
                    (None, "fixed") => self.plain("fixed", FieldType::Binary, prefix),
                    (None, plain) => self.named(plain, names, space, prefix),
                }
            }
            None => {
                self.around.push(node);
                self.take(inner, names, space, prefix, depth + 1);
            }
        }
    }

    fn inside(
        &mut self,
        node: NodeRef<'d>,
        key: &str,
        names: &Names<'d>,
        space: &str,
        prefix: &str,
        depth: usize,
    ) {
        match node.get(key) {
            Some(inner) => self.take(inner, names, space, prefix, depth + 1),
            None => {
                self.wrong.get_or_insert(node.span());
            }
        }
    }

    fn named(&mut self, name: &'d str, names: &Names<'d>, space: &str, prefix: &str) {
        if name == "null" {
            return;
        }
        if let Some(kind) = of_primitive(name) {
            self.plain(name, kind, prefix);
            return;
        }
        match names.find(name, space) {
            None => {
                self.unknown.get_or_insert(name);
                self.plain(name, FieldType::Unknown, prefix);
            }
            Some(named) => match named.node.get_str("type") {
                Some("enum") => self.enumeration(named.node, prefix),
                Some("fixed") => {
                    let logical = named.node.get_str("logicalType");
                    self.plain(
                        "fixed",
                        logical.map_or(FieldType::Binary, |logical| of_logical(logical, "fixed")),
                        prefix,
                    );
                }
                _ => self.used.push(named),
            },
        }
    }

    fn enumeration(&mut self, node: NodeRef<'d>, prefix: &str) {
        let symbols = node.get("symbols").into_iter().flat_map(NodeRef::items).filter_map(NodeRef::scalar);
        self.allowed.extend(symbols.map(|symbol| Allowed { value: symbol.to_owned(), label: None }));
        self.plain("enum", FieldType::Text, prefix);
    }

    fn plain(&mut self, text: &str, kind: FieldType, prefix: &str) {
        self.texts.push(format!("{prefix}{text}"));
        let is_map = prefix.contains("map of ");
        self.kinds.push(if is_map { FieldType::Structure } else { kind });
    }

    /// What a field of this type can hold; of several, what holds most.
    pub(super) fn field_type(&self) -> FieldType {
        const MOST_FIRST: [FieldType; 6] = [
            FieldType::Structure,
            FieldType::Binary,
            FieldType::Text,
            FieldType::Date,
            FieldType::Number,
            FieldType::Boolean,
        ];
        MOST_FIRST.into_iter().find(|kind| self.kinds.contains(kind)).unwrap_or(FieldType::Unknown)
    }
}

fn of_primitive(name: &str) -> Option<FieldType> {
    Some(match name {
        "string" => FieldType::Text,
        "int" | "long" | "float" | "double" => FieldType::Number,
        "boolean" => FieldType::Boolean,
        "bytes" => FieldType::Binary,
        _ => return None,
    })
}

/// What a logical type can hold; one that is not known is what it is stored as.
fn of_logical(logical: &str, plain: &str) -> FieldType {
    match logical {
        "date" | "datetime" | "iso-date" => FieldType::Date,
        _ if ["time", "local-timestamp"].iter().any(|start| logical.starts_with(start)) => FieldType::Date,
        "decimal" | "big-decimal" | "duration" => FieldType::Number,
        "uuid" => FieldType::Text,
        _ if plain == "fixed" => FieldType::Binary,
        _ => of_primitive(plain).unwrap_or(FieldType::Unknown),
    }
}
