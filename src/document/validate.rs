//! A document held against a JSON Schema, each error at its line with what was expected.

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{PatternOptions, ValidationError};
use serde_json::Value;

use super::{Document, Key, NodeRef};
use crate::text::Span;

/// Something wrong at one place of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its place.
    pub span: Span,
    /// What is wrong and what was expected.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

/// The nearest of some known words, when it is near enough to be what was meant.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted = word.to_ascii_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|candidate| {
            let close = strsim::jaro_winkler(&wanted, &candidate.to_ascii_lowercase());
            let holds = wanted.len() > 3
                && (candidate.contains(&wanted) || wanted.contains(candidate) && candidate.len() > 3);
            (if holds { close.max(0.86) } else { close }, candidate)
        })
        .filter(|(close, _)| *close >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// "; did you mean `x`?" where something near is known, else nothing.
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// Holds a document against a schema. Duplicate keys are problems too.
///
/// The schema is one of this project's own, so that it cannot be compiled is a defect; it is
/// reported as a problem at the start of the document.
pub fn validate(document: &Document, schema: &Value) -> Vec<Problem> {
    let validator = jsonschema::options().with_pattern_options(PatternOptions::regex()).build(schema);
    let problems = match validator {
        Err(error) => vec![Problem::new(
            Span::default(),
            format!("the schema to check this against is broken: {error}"),
        )],
        Ok(validator) => {
            let value = document.root().to_value();
            let explain = Explain { root: document.root(), schema };
            validator.iter_errors(&value).flat_map(|error| explain.problems(&error)).collect()
        }
    };
    finish(problems, document)
}

/// Holds a JSON Schema against the meta-schema that it names, the latest draft where it names none.
pub fn validate_schema(document: &Document) -> Vec<Problem> {
    let value = document.root().to_value();
    let problems = match jsonschema::meta::validator_for(&value) {
        Err(error) => {
            let place = document.root().get("$schema").map_or(Span::default(), NodeRef::span);
            vec![Problem::new(place, format!("the meta-schema named here is not known: {error}"))]
        }
        Ok(validator) => {
            let explain = Explain { root: document.root(), schema: &Value::Null };
            validator.iter_errors(&value).flat_map(|error| explain.problems(&error)).collect()
        }
    };
    finish(problems, document)
}

/// Adds keys that stand twice, and puts the problems in their one order.
fn finish(mut problems: Vec<Problem>, document: &Document) -> Vec<Problem> {
    problems.extend(document.duplicates.iter().map(|duplicate| {
        Problem::new(
            duplicate.second,
            format!("`{}` stands twice in this mapping; remove one", duplicate.key),
        )
    }));
    problems.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    problems.dedup();
    problems
}

struct Explain<'e> {
    root: NodeRef<'e>,
    schema: &'e Value,
}

impl<'e> Explain<'e> {
    fn problems(&self, error: &ValidationError<'_>) -> Vec<Problem> {
        let (key, node) = self.place(error);
        let span = node.span();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                self.unknown_keys(error, node, unexpected)
            }
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                self.nearest_branch(context, node, error)
            }
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                vec![Problem::new(
                    key.map_or_else(|| first_line(node), |key| key.span),
                    format!("`{name}` is missing here{}", self.meaning(error, name)),
                )]
            }
            ValidationErrorKind::Enum { options } => {
                let known: Vec<&str> =
                    options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let found = node.scalar().unwrap_or("this");
                let list = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
                vec![Problem::new(
                    span,
                    format!("`{found}` is not one of {list}{}", did_you_mean(found, known)),
                )]
            }
            ValidationErrorKind::Type { .. } => {
                vec![Problem::new(
                    first_line(node),
                    format!("expected {}, found {}", expected_type(error), found_type(node)),
                )]
            }
            ValidationErrorKind::Pattern { pattern } => {
                let found = node.scalar().unwrap_or("this");
                let meaning = self
                    .keyword_beside(error, "description")
                    .unwrap_or_else(|| format!("text like /{pattern}/"));
                vec![Problem::new(span, format!("`{found}` is not what is expected here: {meaning}"))]
            }
            ValidationErrorKind::PropertyNames { error: inner } => {
                let name = inner.instance().as_str().unwrap_or_default().to_owned();
                let place = node.member(&name).map_or(span, |(key, _)| key.span);
                vec![Problem::new(place, format!("`{name}` is no key that may stand here"))]
            }
            _ => vec![Problem::new(first_line(node), error.masked().to_string())],
        }
    }

    /// The value an error is about, and the key it stands under.
    fn place(&self, error: &ValidationError<'_>) -> (Option<Key<'e>>, NodeRef<'e>) {
        let mut here = self.root;
        let mut key = None;
        for segment in error.instance_path() {
            let next = match &segment {
                LocationSegment::Property(name) => here.member(name).map(|(name, value)| (Some(name), value)),
                LocationSegment::Index(at) => here.items().nth(*at).map(|value| (None, value)),
            };
            let Some((name, value)) = next else { break };
            (key, here) = (name, value);
        }
        (key, here)
    }

    fn unknown_keys(
        &self,
        error: &ValidationError<'_>,
        node: NodeRef<'e>,
        unexpected: &[String],
    ) -> Vec<Problem> {
        let known: Vec<String> = self
            .beside(error)
            .and_then(|schema| schema.get("properties"))
            .and_then(Value::as_object)
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default();
        let unknown = |name: &String| {
            let span = node.member(name).map_or(node.span(), |(key, _)| key.span);
            let near = did_you_mean(name, known.iter().map(String::as_str));
            let list = if near.is_empty() && !known.is_empty() {
                format!(
                    "; expected one of {}",
                    known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
                )
            } else {
                near
            };
            Problem::new(span, format!("`{name}` is no key that may stand here{list}"))
        };
        unexpected.iter().map(unknown).collect()
    }

    /// Of several forms that were possible, the errors of the one that came nearest: the branch
    /// that takes a value of this kind, and of those the one with the fewest errors.
    fn nearest_branch(
        &self,
        branches: &[Vec<ValidationError<'static>>],
        node: NodeRef<'e>,
        error: &ValidationError<'_>,
    ) -> Vec<Problem> {
        let depth = error.instance_path().into_iter().count();
        let wrong_kind = |errors: &[ValidationError<'static>]| {
            errors.iter().any(|inner| {
                matches!(inner.kind(), ValidationErrorKind::Type { .. })
                    && inner.instance_path().into_iter().count() == depth
            })
        };
        let best = branches.iter().filter(|errors| !wrong_kind(errors)).min_by_key(|errors| errors.len());
        match best {
            Some(errors) => errors.iter().flat_map(|inner| self.problems(inner)).collect(),
            None => {
                let mut kinds: Vec<String> = branches
                    .iter()
                    .flatten()
                    .filter(|inner| matches!(inner.kind(), ValidationErrorKind::Type { .. }))
                    .map(|inner| expected_type(inner))
                    .collect();
                kinds.dedup();
                vec![Problem::new(
                    first_line(node),
                    format!("expected {}, found {}", kinds.join(" or "), found_type(node)),
                )]
            }
        }
    }

    /// The schema that holds the keyword an error comes from.
    fn beside(&self, error: &ValidationError<'_>) -> Option<&'e Value> {
        let path = error.schema_path().as_str();
        self.schema.pointer(path.rsplit_once('/')?.0)
    }

    fn keyword_beside(&self, error: &ValidationError<'_>, keyword: &str) -> Option<String> {
        Some(self.beside(error)?.get(keyword)?.as_str()?.to_owned())
    }

    /// ": what it is" for a key that is missing, from the schema's own description.
    fn meaning(&self, error: &ValidationError<'_>, name: &str) -> String {
        self.beside(error)
            .and_then(|schema| schema.get("properties")?.get(name)?.get("description")?.as_str())
            .map_or_else(String::new, |meaning| format!(": {}", meaning.trim_end_matches('.')))
    }
}

/// The first bytes of a value, so that a whole mapping is not underlined.
fn first_line(node: NodeRef<'_>) -> Span {
    match node.members().next() {
        Some((key, _)) => key.span,
        None => node.span(),
    }
}

fn expected_type(error: &ValidationError<'_>) -> String {
    let text = error.masked().to_string();
    // The library words it as `value is not of type "x"` or `… of types "x", "y"`.
    let words: Vec<&str> = text.split('"').skip(1).step_by(2).map(plain_type).collect();
    if words.is_empty() { "another kind of value".to_owned() } else { words.join(" or ") }
}

fn plain_type(name: &str) -> &str {
    match name {
        "object" => "a mapping",
        "array" => "a list",
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "null" => "nothing",
        other => other,
    }
}

fn found_type(node: NodeRef<'_>) -> &'static str {
    if node.is_object() {
        "a mapping"
    } else if node.is_array() {
        "a list"
    } else if node.is_null() {
        "nothing"
    } else if node.as_bool().is_some() {
        "true or false"
    } else if node.as_str().is_some() {
        "text"
    } else {
        "a number"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Syntax;
    use crate::text::Source;

    fn problems(yaml: &str) -> Vec<(u32, String)> {
        let schema = serde_json::json!({
            "type": "object",
            "required": ["title"],
            "additionalProperties": false,
            "properties": {
                "title": { "type": "string" },
                "kind": { "enum": ["ordinary", "special"] },
                "entry": { "anyOf": [
                    { "type": "string" },
                    { "type": "object", "properties": { "id": { "type": "string" } }, "required": ["id"], "additionalProperties": false }
                ] }
            }
        });
        let source = Source::new("a.yaml", yaml);
        let document = Document::parse(source.clone(), Syntax::Yaml).unwrap();
        validate(&document, &schema)
            .into_iter()
            .map(|problem| (source.position(problem.span.start).line, problem.message))
            .collect()
    }

    #[test]
    fn each_problem_is_at_its_line() {
        assert_eq!(
            problems("title: a\nkimd: special\n"),
            [(2, "`kimd` is no key that may stand here; did you mean `kind`?".to_owned())]
        );
        assert_eq!(
            problems("title: a\nkind: specal\n"),
            [(2, "`specal` is not one of `ordinary`, `special`; did you mean `special`?".to_owned())]
        );
        assert_eq!(problems("title: [a]\n"), [(1, "expected text, found a list".to_owned())]);
    }

    #[test]
    fn the_form_that_came_nearest_is_explained() {
        assert_eq!(
            problems("title: a\nentry:\n  idd: x\n"),
            [
                (2, "`id` is missing here".to_owned()),
                (3, "`idd` is no key that may stand here; did you mean `id`?".to_owned()),
            ]
        );
        assert_eq!(
            problems("title: a\nentry: 3\n"),
            [(2, "expected text or a mapping, found a number".to_owned())]
        );
    }

    #[test]
    fn keys_that_stand_twice_are_problems() {
        assert_eq!(problems("title: a\ntitle: b\n")[0].0, 2);
    }
}
