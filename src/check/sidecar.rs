//! Reading a sidecar, and what in it matches nothing.

use std::sync::Arc;

use crate::collection::Failure;
use crate::declaration::Sidecar;
use crate::document::{Document, Syntax, did_you_mean};
use crate::finding::{Builder, Finding};
use crate::rules;
use crate::text::{Source, Span};

use super::file::unreadable;

/// The keys of a sidecar.
const KEYS: &[&str] = &["schema", "document", "records", "fields", "ignore"];

/// Reads a sidecar; what is wrong with it is said and the rest is used.
pub fn read_sidecar(source: &Arc<Source>) -> (Option<Sidecar>, Vec<Finding>) {
    let document = match Document::parse(Arc::clone(source), Syntax::Yaml) {
        Ok(document) => document,
        Err(error) => {
            let message = format!(
                "This sidecar is not well-formed YAML: {}. Its schema was checked without it.",
                error.message
            );
            return (
                None,
                vec![unreadable(source, &Failure { span: error.span, message, limit: error.limit })],
            );
        }
    };
    let mut findings = Vec::new();
    let mut wrong = |span: Span, message: String| {
        let rule = &rules::declaration_mistake::UNKNOWN;
        findings.push(
            Builder::new(rule, source, span, message).fix("Correct the sidecar.").group(rule.id, 1).build(),
        );
    };
    let root = document.root();
    if !root.is_object() && !root.is_null() {
        wrong(
            root.span(),
            "A sidecar is a mapping with the keys `document`, `records`, `fields` and `ignore`.".to_owned(),
        );
    }
    for (key, value) in root.members() {
        if !KEYS.contains(&key.text) {
            let near = did_you_mean(key.text, KEYS.iter().copied());
            wrong(
                key.span,
                format!(
                    "`{}` is no key of a sidecar{near}; the keys are `schema`, `document`, `records`, `fields` and `ignore`.",
                    key.text
                ),
            );
        } else if key.text == "ignore" {
            for entry in value.one_or_more().into_iter().filter(|entry| !entry.is_object()) {
                let message = "`ignore` needs a list of mappings with `rule` and `reason` here.";
                wrong(entry.span(), message.to_owned());
            }
        } else if key.text != "schema" && !(value.is_object() || value.is_null()) {
            // A heading with nothing under it yet declares nothing and is no mistake.
            wrong(value.span(), format!("`{}` needs a mapping here.", key.text));
        } else if matches!(key.text, "records" | "fields") {
            for (pattern, declaration) in value.members().filter(|(_, declaration)| !declaration.is_object())
            {
                wrong(
                    declaration.span(),
                    format!("`{}` needs a mapping of declaration keys here.", pattern.text),
                );
            }
        }
    }
    for duplicate in &document.duplicates {
        let rule = &rules::reading::duplicate_key::RULE;
        let message = format!("`{}` stands twice in this mapping.", duplicate.key);
        findings.push(
            Builder::new(rule, source, duplicate.second, message)
                .fix("Remove or rename one of the two.")
                .group(rule.id, 0)
                .build(),
        );
    }
    if let Some(span) = document.further {
        let rule = &rules::reading::unread_statement::RULE;
        let message = "A second document starts here and was not read.";
        findings.push(
            Builder::new(rule, source, span, message)
                .fix("Put all of it into one document.")
                .group(rule.id, 0)
                .build(),
        );
    }
    match Sidecar::decode(&document) {
        Ok(sidecar) => (Some(sidecar), findings),
        Err(problems) => {
            let rule = &rules::declaration_mistake::UNKNOWN;
            findings.extend(problems.into_iter().map(|problem| {
                Builder::new(rule, source, problem.span, problem.message)
                    .fix("Correct the pattern.")
                    .group(rule.id, 1)
                    .build()
            }));
            (None, findings)
        }
    }
}

/// The selectors of a sidecar that have matched nothing in the schemas it was used for.
pub fn unmatched(sidecar: &Sidecar) -> Vec<Finding> {
    let rule = &rules::reading::unmatched_configuration::RULE;
    sidecar
        .unmatched()
        .map(|selector| {
            let message = format!("`{}` matches nothing in the schema.", selector.pattern);
            Builder::new(rule, &sidecar.source, selector.span, message.as_str())
                .fix("Mend the name, or remove the entry: what it declares protects nothing.")
                .group(message, 0)
                .build()
        })
        .collect()
}
