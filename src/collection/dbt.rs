//! The reader of dbt's properties files (`schema.yml`): models, seeds, snapshots and the tables of
//! sources, with their columns. Only [`READER`] is called from outside.

use std::collections::HashSet;

use super::mapping::{Making, allowed, name, words};
use super::{Collection, Example, Failure, Field, Layer, Reader, Reading, RecordKind, asides};
use crate::document::{NodeRef, Syntax};

/// The reader of dbt's properties files.
pub(super) const READER: Reader = Reader {
    format: "dbt",
    title: "dbt properties files: models, seeds, snapshots and sources",
    endings: &["yml", "yaml"],
    sign: "`models`, `seeds`, `snapshots` or `sources` hold a list, with `version: 2` or with columns",
    declarations: "`x-gdpr` on a model, a source, a table or a column, or in its `meta`; a sidecar",
    example: Example {
        files: &[(
            "schema.yml",
            br"version: 2
models:
  - name: child
    columns:
      - name: asthma_plan
        x-gdpr: { subject: child, category: wellbeing }
",
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

/// The lists that hold records.
const LISTS: &[&str] = &["models", "seeds", "snapshots"];

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = reading.document.filter(|document| document.syntax == Syntax::Yaml)?.root();
    if !is_properties(root) {
        return None;
    }
    let mut making = Making::new(reading, READER.format, KEYS);
    making.document(root);
    for list in LISTS {
        for node in making.list(root, list) {
            record(&mut making, node, None);
        }
    }
    for source in making.list(root, "sources") {
        for table in making.list(source, "tables") {
            record(&mut making, table, Some(source));
        }
    }
    Some(Ok(making.done()))
}

/// Keys of other tools that stand in these files.
const KEYS: &[&[&str]] = &[asides::DBT, asides::COMMON];

/// Whether the members of a root are those of a properties file, and of nothing else.
fn is_properties(root: NodeRef<'_>) -> bool {
    let is_list = |list: NodeRef<'_>| {
        list.items().len() > 0 && list.items().all(|item| item.is_object() && item.get("name").is_some())
    };
    let has = |item: NodeRef<'_>, key| item.get(key).is_some_and(|list: NodeRef<'_>| list.is_array());
    let lists =
        LISTS.iter().chain(&["sources"]).filter_map(|key| root.get(key)).filter(|list| is_list(*list));
    let version = root.get("version").and_then(NodeRef::scalar).is_some_and(|version| version == "2");
    let mut any = false;
    for list in lists {
        any |= version || list.items().any(|item| has(item, "columns") || has(item, "tables"));
    }
    any
}

/// A model, or a table of a source, which says what holds for all its tables.
fn record(making: &mut Making, node: NodeRef<'_>, source: Option<NodeRef<'_>>) {
    let Some(called) = making.name(node, &["name"], "record of dbt") else { return };
    let full = match source.and_then(|source| name(source, &["name"])) {
        Some(source) => making.inner(source.text, called),
        None => Some(called.text.to_owned()),
    };
    let Some(full) = full else { return };
    let mut record = making.record(full, RecordKind::Table, called.span, node);
    record.spoken.extend(meta(making, node, Layer::Record));
    if let Some(source) = source {
        record.spoken.extend(making.spoken(source, Layer::Record));
        record.spoken.extend(meta(making, source, Layer::Record));
        record.asides.extend(asides::of(source, KEYS));
        record.description =
            record.description.or_else(|| words(source, &["description"]).map(str::to_owned));
    }
    let versions = making.list(node, "versions");
    let mut known: HashSet<String> = HashSet::new();
    for holder in std::iter::once(node).chain(versions) {
        for column in making.list(holder, "columns") {
            // `- include: all` brings in the columns above.
            if column.get("include").is_some() {
                continue;
            }
            let Some(called) = making.name(column, &["name"], "column") else { continue };
            // A later version says again what stands above.
            if !known.insert(called.text.to_owned()) && holder.get("v").is_some() {
                continue;
            }
            let mut field = making.field(called, column, &["data_type"]);
            field.spoken.extend(meta(making, column, Layer::Field));
            tests(column, &mut field);
            record.fields.push(field);
        }
    }
    making.keep(record);
}

/// A declaration under `meta` or `config.meta`, where dbt has room for keys of others.
fn meta(making: &mut Making, node: NodeRef<'_>, layer: Layer) -> Vec<super::Spoken> {
    let config = node.get("config").and_then(|config| config.get("meta"));
    let places: Vec<NodeRef<'_>> = node.get("meta").into_iter().chain(config).collect();
    places.into_iter().flat_map(|meta| making.spoken(meta, layer)).collect()
}

/// What the tests and constraints of a column say of its values.
fn tests(column: NodeRef<'_>, field: &mut Field) {
    let lists = ["tests", "data_tests"].iter().filter_map(|key| column.get(key));
    for test in lists.flat_map(NodeRef::items) {
        for (key, said) in test.members() {
            // Arguments stand in the test, or, in later versions, in a mapping of their own.
            let argument = |name: &str| said.get(name).or_else(|| said.get("arguments")?.get(name));
            if key.text == "accepted_values" || key.text.ends_with(".accepted_values") {
                field.allowed.extend(argument("values").map(allowed).unwrap_or_default());
            } else if key.text == "relationships" || key.text.ends_with(".relationships") {
                field.refers_to = argument("to").and_then(NodeRef::scalar).map(target);
            }
        }
    }
    for constraint in column.get("constraints").into_iter().flat_map(NodeRef::items) {
        if constraint.get_str("type") == Some("foreign_key")
            && let Some(to) = words(constraint, &["to", "expression"])
        {
            field.refers_to = Some(target(to));
        }
    }
}

/// The record that `ref('child')` or `source('lcs', 'child')` names.
fn target(text: &str) -> String {
    let inside = text.split_once('(').and_then(|(call, rest)| {
        let known = call.trim_start_matches(['{', ' ']).trim();
        matches!(known, "ref" | "source").then(|| rest.split(')').next().unwrap_or(rest))
    });
    let Some(inside) = inside else { return text.to_owned() };
    let parts: Vec<&str> = inside
        .split(',')
        .map(|part| part.trim().trim_matches(['"', '\'']))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    const FILE: &str = r#"
version: 2
sources:
  - name: lcs
    description: Case management
    x-gdpr: { category: source }
    tables:
      - name: children
        meta: { x-gdpr: { category: table } }
        columns: [{ name: "UPN", quote: true, data_type: varchar }]
models:
  - name: visits
    columns:
      - name: outcome
        data_type: string
        description: What came of it
        tags: [pii]
        config: { meta: { contains_pii: true } }
        data_tests:
          - not_null
          - accepted_values: { arguments: { values: [1, two] } }
      - name: child_id
        policy_tags: [projects/p/high]
        tests:
          - relationships: { to: "ref('child')", field: id }
      - name: team_id
        constraints: [{ type: foreign_key, to: "source('hr', 'teams')", to_columns: [id] }]
    versions:
      - v: 2
        columns: [{ include: all, exclude: [team_id] }, { name: outcome }, { name: reason, data_type: text }]
"#;

    #[test]
    fn columns_of_models_and_sources_are_fields() {
        let collection = collection("models/schema.yml", FILE);
        assert_eq!(
            fields(&collection),
            [
                "lcs.children.UPN: varchar",
                "visits.outcome: string",
                "visits.child_id:  -> child",
                "visits.team_id:  -> hr.teams",
                "visits.reason: text"
            ]
        );
        let outcome = field(&collection, "outcome");
        assert_eq!(allowed(outcome), ["1", "two"]);
        assert_eq!(asides(outcome), ["tags=pii", "config.meta.contains_pii=true"]);
        assert_eq!(asides(field(&collection, "child_id")), ["policy_tags=projects/p/high"]);
        assert_eq!(collection.source.slice(field(&collection, "UPN").span), "\"UPN\"");
        assert_eq!(categories(&collection.records[0].spoken), ["table", "source"]);
        assert_eq!(collection.records[0].description.as_deref(), Some("Case management"));
        assert_eq!(remarks(&collection), [""; 0]);
    }

    #[test]
    fn a_column_without_a_name_is_said() {
        let text = "models:\n- name: child\n  columns:\n  - description: nameless\n  - just text\n  - name: upn\n    x-gdpr: identity\n- {name: plan, columns: 3}\n";
        let collection = collection("schema.yml", text);
        assert_eq!(fields(&collection), ["child.upn: "]);
        assert_eq!(remarks(&collection), ["4: Unread", "5: Unread", "7: Declaration", "8: Unread"]);
    }

    #[test]
    fn other_files_with_models_are_none() {
        for text in [
            "services: {a: {image: b}}\nversion: '3'\n",
            "version: 2\njobs: []\n",
            "models: [gpt, other]\n",
            "models:\n- name: small\n  size: 3\n",
            "version: 2\nmacros:\n- name: cents\n",
            "name: project\nversion: 1.0.0\nconfig-version: 2\nmodels: {p: {+materialized: view}}\n",
        ] {
            assert!(is_none("a.yml", text), "{text}");
        }
    }
}
