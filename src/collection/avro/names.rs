//! The named types of a file, by their full names and by their short ones.

use std::collections::HashMap;

use crate::document::NodeRef;

/// A named type.
#[derive(Clone, Copy)]
pub(super) struct Named<'d> {
    /// Its number, for records.
    pub(super) number: usize,
    /// The type.
    pub(super) node: NodeRef<'d>,
}

/// All named types of a file.
#[derive(Default)]
pub(super) struct Names<'d> {
    full: HashMap<String, Named<'d>>,
    /// By the last part of the name; none where several have it.
    short: HashMap<&'d str, Option<Named<'d>>>,
}

impl<'d> Names<'d> {
    /// Gathers the named types, wherever they stand.
    pub(super) fn of(root: NodeRef<'d>) -> Self {
        let mut names = Self::default();
        let mut open = vec![(root, "")];
        let mut number = 0;
        while let Some((node, around)) = open.pop() {
            let mut space = node.get_str("namespace").unwrap_or(around);
            if let (Some("record" | "error" | "enum" | "fixed"), Some(name)) =
                (node.get_str("type"), node.get_str("name"))
            {
                if let Some((own, _)) = name.rsplit_once('.') {
                    space = own;
                }
                let named = Named { number, node };
                number += 1;
                names.full.entry(full(name, space)).or_insert(named);
                let short = name.rsplit('.').next().unwrap_or(name);
                names.short.entry(short).and_modify(|known| *known = None).or_insert(Some(named));
            }
            for key in ["type", "items", "values", "fields", "types", "request", "response", "errors"] {
                open.extend(
                    node.get(key).filter(|value| value.as_str().is_none()).map(|value| (value, space)),
                );
            }
            for (_, message) in node.get("messages").into_iter().flat_map(NodeRef::members) {
                open.push((message, space));
            }
            open.extend(node.items().map(|item| (item, space)));
        }
        names
    }

    /// The type that a name means where `space` is the namespace around it.
    pub(super) fn find(&self, name: &str, space: &str) -> Option<Named<'d>> {
        self.full.get(&full(name, space)).or_else(|| self.full.get(name)).copied().or_else(|| {
            self.short.get(name.rsplit('.').next()?).copied().flatten().filter(|_| !name.contains('.'))
        })
    }
}

fn full(name: &str, space: &str) -> String {
    if name.contains('.') || space.is_empty() { name.to_owned() } else { format!("{space}.{name}") }
}

/// The namespace of what stands inside a named type.
pub(super) fn space_of<'d>(node: NodeRef<'d>, around: &'d str) -> &'d str {
    let own = node.get_str("name").and_then(|name| name.rsplit_once('.')).map(|(space, _)| space);
    own.or_else(|| node.get_str("namespace")).unwrap_or(around)
}
