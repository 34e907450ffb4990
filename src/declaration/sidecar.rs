//! Declarations that stand beside a schema: `NAME.gdpr.yaml` for a schema nobody may edit.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use super::pattern::{Matcher, folded, layer_of, parts, path_of};
use crate::collection::{Layer, Spoken};
use crate::document::{Document, Node, NodeRef, Problem};
use crate::text::{Source, Span};

/// A pattern over `record` or `record.field`, with what it declares.
#[derive(Debug)]
pub struct Selector {
    /// The pattern as written.
    pub pattern: String,
    /// Where it stands.
    pub span: Span,
    matcher: Matcher,
    declaration: Spoken,
    matched: Cell<bool>,
}

/// Patterns. Those that take one path are looked up: a sidecar may have one for every field.
#[derive(Debug, Default)]
struct Selectors {
    all: Vec<Selector>,
    one: HashMap<String, Vec<usize>>,
    globs: Vec<usize>,
}

/// A sidecar that was read.
#[derive(Debug)]
pub struct Sidecar {
    /// Its text.
    pub source: Arc<Source>,
    /// The schema file that it names, when it names one.
    pub schema: Option<String>,
    /// Where it names it.
    pub schema_span: Option<Span>,
    document: Option<Spoken>,
    records: Selectors,
    fields: Selectors,
    ignore: Option<Node>,
}

impl Sidecar {
    /// Takes the selectors of a sidecar that is valid against `sidecar.schema.json`.
    ///
    /// # Errors
    /// A [`Problem`] for each pattern that is no pattern.
    pub fn decode(document: &Document) -> Result<Self, Vec<Problem>> {
        let source = &document.source;
        let root = document.root();
        let mut problems = Vec::new();
        let mut selectors = |key: &str, layer: Layer| {
            let mut list = Selectors::default();
            for (pattern, declaration) in root.get(key).into_iter().flat_map(NodeRef::members) {
                match Matcher::of(pattern.text) {
                    Ok(matcher) => list.add(Selector {
                        pattern: pattern.text.to_owned(),
                        span: pattern.span,
                        matcher,
                        declaration: beside(source, layer_of(pattern.text, layer), declaration),
                        matched: Cell::new(false),
                    }),
                    Err(error) => problems.push(Problem::new(
                        pattern.span,
                        format!("`{}` is no pattern: {error}", pattern.text),
                    )),
                }
            }
            list
        };
        let records = selectors("records", Layer::Record);
        let fields = selectors("fields", Layer::Field);
        let ignore = root.get("ignore");
        for entry in ignore.map(NodeRef::one_or_more).unwrap_or_default() {
            if let Some(select) = entry.get("select")
                && let Some(Err(error)) = select.as_str().map(Matcher::of)
            {
                let written = select.as_str().unwrap_or_default();
                problems.push(Problem::new(select.span(), format!("`{written}` is no pattern: {error}")));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            source: Arc::clone(source),
            schema: root.get_str("schema").map(str::to_owned),
            schema_span: root.get("schema").map(NodeRef::span),
            document: root.get("document").map(|node| beside(source, Layer::Document, node)),
            records,
            fields,
            ignore: ignore.map(|ignore| ignore.node().clone()),
        })
    }

    /// What it silences, as written.
    pub fn ignore(&self) -> Option<NodeRef<'_>> {
        Some(self.ignore.as_ref()?.of(self.source.text()))
    }

    /// What it says of the whole file.
    pub fn of_document(&self) -> Option<&Spoken> {
        self.document.as_ref()
    }

    /// What it says of a record, most specific pattern first.
    pub fn of_record(&self, record: &str) -> Vec<&Spoken> {
        self.records.select(record)
    }

    /// What it says of a field, most specific pattern first.
    pub fn of_field(&self, record: &str, field: &str) -> Vec<&Spoken> {
        if self.fields.all.is_empty() {
            return Vec::new();
        }
        self.fields.select(&path_of(record, field))
    }

    /// Whether an entry takes this field and no other.
    pub fn names_field(&self, record: &str, field: &str) -> bool {
        self.fields.one.contains_key(&folded(&path_of(record, field)))
    }

    /// How many entries it has for fields.
    pub fn field_entries(&self) -> usize {
        self.fields.all.len()
    }

    /// Everything that it declares.
    pub fn spoken(&self) -> impl Iterator<Item = &Spoken> {
        self.document.iter().chain(self.selectors().map(|selector| &selector.declaration))
    }

    /// The patterns that have matched nothing so far.
    pub fn unmatched(&self) -> impl Iterator<Item = &Selector> {
        self.selectors().filter(|selector| !selector.matched.get())
    }

    fn selectors(&self) -> impl Iterator<Item = &Selector> {
        self.records.all.iter().chain(&self.fields.all)
    }
}

fn beside(source: &Arc<Source>, layer: Layer, node: NodeRef<'_>) -> Spoken {
    Spoken { layer, beside: true, source: Arc::clone(source), node: node.node().clone() }
}

impl Selectors {
    fn add(&mut self, selector: Selector) {
        let at = self.all.len();
        match &selector.matcher {
            Matcher::One(path) => self.one.entry(path.clone()).or_default().push(at),
            Matcher::Glob(_) => self.globs.push(at),
        }
        self.all.push(selector);
    }

    /// What is declared of a path, the nearest first.
    fn select(&self, path: &str) -> Vec<&Spoken> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let one = self.one.get(&folded(path)).into_iter().flatten();
        let parts = parts(path);
        let fits = |at: &&usize| self.all[**at].matcher.is_match(&parts);
        let mut found: Vec<&Selector> =
            one.chain(self.globs.iter().filter(fits)).map(|at| &self.all[*at]).collect();
        for selector in &found {
            selector.matched.set(true);
        }
        // A pattern with fewer wildcards and more letters is nearer; of equals the later one.
        found.sort_by_key(|selector| {
            let wild = match selector.matcher {
                Matcher::One(_) => 0,
                Matcher::Glob(_) => selector.pattern.matches(['*', '?', '[', '{']).count(),
            };
            (wild, std::cmp::Reverse(selector.pattern.len()), std::cmp::Reverse(selector.span.start))
        });
        found.into_iter().map(|selector| &selector.declaration).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Syntax;

    fn sidecar(text: &str) -> Sidecar {
        let document = Document::parse(Source::new("a.gdpr.yaml", text), Syntax::Yaml).unwrap();
        Sidecar::decode(&document).unwrap()
    }

    #[test]
    fn brackets_are_a_class_for_globs_too() {
        let sidecar = sidecar("fields:\n  \"*.a[*]b\": {}\n");
        assert_eq!(sidecar.of_field("child", "A*B").len(), 1);
        assert!(sidecar.of_field("child", "axb").is_empty());
    }

    #[test]
    fn the_nearest_of_several_patterns_comes_first() {
        let sidecar = sidecar(
            "fields:\n  child.a*: { category: x }\n  child.a[*]: { category: y }\n  child.*: { category: z }\n",
        );
        let found = sidecar.of_field("child", "A*");
        let said: Vec<_> = found.iter().map(|spoken| spoken.root().get_str("category").unwrap()).collect();
        assert_eq!(said, ["y", "x", "z"]);
        assert_eq!(found[2].layer, Layer::Record);
        assert!(sidecar.names_field("CHILD", "a*") && !sidecar.names_field("child", "ab"));
        assert_eq!(sidecar.unmatched().count(), 0);
    }
}
