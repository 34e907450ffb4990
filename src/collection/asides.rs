//! Finds the keys of other tools in a mapping of JSON or YAML. They are carried as written.

use super::Aside;
use crate::document::{Key, NodeRef};

/// Keys that are in use wherever a mapping describes a field.
pub(super) const COMMON: &[&str] = &[
    "pii",
    "x-pii",
    "x-personal-data",
    "x-special-category",
    "x-sensitive",
    "x-classification",
    "x-data-classification",
    "x-tira",
    "x-sap-dpp-*",
    "confluent:tags",
];

/// Keys of fides datasets.
pub(super) const FIDES: &[&str] = &["data_categories", "data_subjects", "retention"];

/// Keys of data contracts: the Open Data Contract Standard and the Data Contract Specification.
pub(super) const CONTRACT: &[&str] =
    &["classification", "tags", "encryptedName", "customProperties", "slaProperties", "servicelevels"];

/// Keys of dbt.
pub(super) const DBT: &[&str] = &["meta", "config.meta", "policy_tags", "tags"];

/// Keys of BigQuery's schema files.
pub(super) const BIGQUERY: &[&str] = &["policyTags.names"];

/// Keys of the pipelines that reduce local authorities' returns before they are passed on.
pub(super) const PIPELINE: &[&str] = &["degrade", "retention_period"];

/// The most that is carried of one mapping; what follows says no more about a field.
const MOST: usize = 64;

/// What the members of a mapping say that are among the `keys`: `*` at the end of a key stands
/// for any ending, a dot leads into a mapping.
pub(super) fn of(node: NodeRef<'_>, keys: &[&[&str]]) -> Vec<Aside> {
    let mut out = Vec::new();
    for (key, value) in node.members() {
        for known in keys.iter().copied().flatten() {
            if let Some((outer, inner)) = known.split_once('.') {
                if key.text == outer
                    && let Some((inner_key, value)) = value.member(inner)
                {
                    gather((*known).to_owned(), inner_key, value, &mut out);
                }
            } else if matches(known, key.text) {
                gather(key.text.to_owned(), key, value, &mut out);
            }
        }
    }
    out.truncate(MOST);
    out
}

/// Whether a key may be one of these.
pub(super) fn is_known(key: &str, keys: &[&str]) -> bool {
    keys.iter().any(|known| matches(known, key))
}

fn matches(known: &str, key: &str) -> bool {
    known.strip_suffix('*').map_or(known == key, |start| key.starts_with(start))
}

/// Takes a value apart: scalars are values of the key, mappings lead to longer keys, and a list of
/// `{property, value}` is a mapping.
fn gather(name: String, key: Key<'_>, value: NodeRef<'_>, out: &mut Vec<Aside>) {
    if out.len() >= MOST {
        return;
    }
    let mut values = Vec::new();
    for item in value.one_or_more().into_iter().take(MOST) {
        if let Some(text) = item.scalar() {
            values.push((text.to_owned(), item.span()));
        } else if let (Some(property), Some((value_key, said))) =
            (item.get_str("property"), item.member("value"))
        {
            gather(format!("{name}.{property}"), value_key, said, out);
        } else {
            for (inner, said) in item.members() {
                gather(format!("{name}.{}", inner.text), inner, said, out);
            }
        }
    }
    if !values.is_empty() {
        out.push(Aside { key: name, span: key.span, values });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Syntax};
    use crate::text::Source;

    fn said(text: &str, keys: &[&[&str]]) -> Vec<String> {
        let document = Document::parse(Source::new("a.yaml", text), Syntax::Yaml).unwrap();
        let show = |aside: Aside| {
            let values: Vec<String> = aside.values.into_iter().map(|(text, _)| text).collect();
            format!("{}={}", aside.key, values.join(","))
        };
        of(document.root(), keys).into_iter().map(show).collect()
    }

    #[test]
    fn keys_are_found_with_those_around_them() {
        let text = "name: surname\npii: true\nx-sap-dpp-data-subject-role: child\nmeta: {owner: a, privacy: {level: high}}\npolicyTags: {names: [a/b, c]}\ncustomProperties: [{property: subject, value: child}]\n";
        assert_eq!(said(text, &[COMMON]), ["pii=true", "x-sap-dpp-data-subject-role=child"]);
        assert_eq!(said(text, &[DBT]), ["meta.owner=a", "meta.privacy.level=high"]);
        assert_eq!(said(text, &[BIGQUERY]), ["policyTags.names=a/b,c"]);
        assert_eq!(said(text, &[CONTRACT]), ["customProperties.subject=child"]);
    }
}
