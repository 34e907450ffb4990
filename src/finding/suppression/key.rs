//! `x-gdpr-ignore` in JSON and YAML, and `ignore` in a sidecar.

use std::sync::Arc;

use super::Suppression;
use super::scope::Scope;
use crate::declaration::{Matcher, Place, Sidecar};
use crate::document::{Document, NodeRef, Syntax};
use crate::text::{Source, Span};

/// The key in a schema.
pub(super) const KEY: &str = "x-gdpr-ignore";

pub(super) fn read(source: &Arc<Source>, syntax: Option<Syntax>) -> Vec<Suppression> {
    let syntax = syntax.unwrap_or(Syntax::Json);
    let Ok(document) = Document::parse(Arc::clone(source), syntax) else { return Vec::new() };
    let mut found = Vec::new();
    let root = document.root();
    let mut open = vec![(root, root.span(), true)];
    while let Some((node, described, is_root)) = open.pop() {
        for (key, value) in node.members() {
            if key.text == KEY {
                for one in value.one_or_more() {
                    let place = Place { source: Arc::clone(source), span: key.span.to(one.span()) };
                    let scope = if is_root { Scope::File } else { Scope::Within(described) };
                    found.push(Suppression::of_keys(one, place, scope));
                }
            } else {
                open.push((value, key.span.to(value.span()), false));
            }
        }
        open.extend(node.items().map(|item| (item, item.span(), false)));
    }
    found.sort_by_key(|suppression| suppression.place.span);
    found
}

pub(super) fn of_sidecar(sidecar: &Sidecar) -> Vec<Suppression> {
    let entries = sidecar.ignore().map(NodeRef::one_or_more).unwrap_or_default();
    let one = |entry: NodeRef<'_>| {
        let place = Place { source: Arc::clone(&sidecar.source), span: start(entry) };
        let scope = match entry.get_str("select").map(Matcher::of) {
            Some(Ok(matcher)) => Scope::Selected(matcher),
            // The sidecar was refused where a pattern is none.
            Some(Err(_)) => return None,
            None => Scope::File,
        };
        Some(Suppression::of_keys(entry, place, scope))
    };
    entries.into_iter().filter_map(one).collect()
}

/// The first key of an entry, to point at.
fn start(entry: NodeRef<'_>) -> Span {
    entry.members().next().map_or(entry.span(), |(key, value)| key.span.to(value.span()))
}
