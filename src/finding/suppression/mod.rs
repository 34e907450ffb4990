//! Silencing: a rule, at one place, with a reason and, where it is meant to end, a day. In a comment
//! (`@gdpr-ignore RULE reason="…" owner=POST until=DATE`), as the key `x-gdpr-ignore` in JSON and
//! YAML, and in a sidecar's `ignore`.
//!
//! A comment on the line of a field or a record silences there, a comment above one silences it; a
//! key silences what its mapping describes; an entry of a sidecar what its pattern selects. What
//! silences a record silences its fields.

mod apply;
mod comment;
mod key;
mod scope;

use std::sync::Arc;

use jiff::civil::Date;

use crate::collection::Collection;
use crate::declaration::{Place, Sidecar};
use crate::document::{NodeRef, Syntax};
use crate::text::{Source, Span};

pub use apply::{Applied, Silenced, apply};
use scope::Scope;

/// A suppression as it was written.
#[derive(Debug)]
pub struct Suppression {
    /// The rules that it silences, each with its place.
    pub rules: Vec<(String, Span)>,
    /// Why.
    pub reason: Option<String>,
    /// Who answers for it: a post.
    pub owner: Option<String>,
    /// The last day on which it holds, as written.
    pub until: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// Keys that it should not have.
    unknown: Vec<(String, Span)>,
    scope: Scope,
}

impl Suppression {
    /// The last day on which it holds. None where it names none, or none that is a date.
    pub fn last_day(&self) -> Option<Date> {
        self.until.as_deref()?.parse().ok()
    }

    /// From the keys `rule`, `reason`, `owner` and `until` of a mapping.
    fn of_keys(node: NodeRef<'_>, place: Place, scope: Scope) -> Self {
        let text = |key: &str| node.get(key).and_then(NodeRef::scalar).map(|text| text.trim().to_owned());
        let rules = node.get("rule").map(NodeRef::one_or_more).unwrap_or_default();
        Self {
            rules: rules
                .into_iter()
                .filter_map(|rule| Some((rule.as_str()?.trim().to_owned(), rule.span())))
                .collect(),
            reason: text("reason").filter(|reason| !reason.is_empty()),
            owner: text("owner"),
            until: text("until"),
            unknown: unknown(
                node,
                if matches!(scope, Scope::Selected(_)) { &["rule", "select"] } else { &["rule"] },
            ),
            place,
            scope,
        }
    }
}

/// The keys of a mapping that say nothing of a suppression.
fn unknown(node: NodeRef<'_>, more: &[&str]) -> Vec<(String, Span)> {
    let known = |key: &str| more.contains(&key) || matches!(key, "reason" | "owner" | "until");
    let keys = node.members().map(|(key, _)| key).filter(|key| !known(key.text));
    keys.map(|key| (key.text.to_owned(), key.span)).collect()
}

/// Every suppression of a collection, in the order of its text, then those of its sidecars.
pub fn read(collection: &Collection, sidecars: &[&Sidecar]) -> Vec<Suppression> {
    let files = std::iter::once(&collection.source).chain(&collection.further);
    let mut found: Vec<Suppression> = files.flat_map(|source| of_file(collection, source)).collect();
    found.extend(sidecars.iter().flat_map(|sidecar| key::of_sidecar(sidecar)));
    found
}

fn of_file(collection: &Collection, source: &Arc<Source>) -> Vec<Suppression> {
    let syntax = Syntax::of_path(source.path());
    let mut found = Vec::new();
    if source.text().contains(key::KEY) {
        found.extend(key::read(source, syntax));
    }
    // JSON has no comments; what stands there is text of somebody's description.
    if syntax != Some(Syntax::Json) && !source.text().trim_start().starts_with('{') {
        found.extend(comment::read(collection, source));
    }
    found
}
