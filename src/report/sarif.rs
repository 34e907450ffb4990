//! SARIF 2.1.0 (OASIS): one run, every rule that found something with its help, every finding with
//! its place, the places in declaration and notice beside it, and a fingerprint that holds when
//! lines move.

use serde_json::{Value, json};

use super::line::{message, range, subject as name, uri};
use super::markdown::prose;
use super::{Human, Subject};
use crate::declaration::Place;
use crate::finding::{Finding, fingerprints};
use crate::lexicon::Confidence;
use crate::rules::{RULES, Rule};
use crate::text::printable;

/// Where the schema of the form is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative addresses count from.
const ROOT: &str = "SRCROOT";
/// The name of our fingerprint, with its version.
const FINGERPRINT: &str = "ruleRecordField/v1";

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let findings = &subject.outcome.findings;
    let every = || findings.iter().chain(subject.outcome.silenced.iter().map(|one| &one.finding));
    let is_used = |rule: &&Rule| every().any(|finding| finding.rule.id == rule.id);
    let used: Vec<&Rule> = RULES.iter().copied().filter(is_used).collect();
    let results: Vec<Value> = findings
        .iter()
        .zip(fingerprints(findings))
        .map(|(finding, fingerprint)| {
            let index = used.iter().position(|rule| rule.id == finding.rule.id);
            result(finding, index, &fingerprint, subject)
        })
        .collect();
    let silenced = &subject.outcome.silenced;
    let of_silenced: Vec<Finding> = silenced.iter().map(|one| one.finding.clone()).collect();
    let results = results.into_iter().chain(silenced.iter().zip(fingerprints(&of_silenced)).map(
        |(one, fingerprint)| {
            let index = used.iter().position(|rule| rule.id == one.finding.rule.id);
            let mut result = result(&one.finding, index, &fingerprint, subject);
            result["suppressions"] =
                json!([{ "kind": "inSource", "status": "accepted", "justification": one.reason }]);
            result
        },
    ));
    let results: Vec<Value> = results.collect();
    super::json::pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "noticelint",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": used.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                ROOT: { "description": { "text": "The root of the repository." } },
            },
            "invocations": [{
                "executionSuccessful": subject.outcome.unread().next().is_none(),
            }],
            "properties": {
                "notice": subject.notice.id,
                "as-of": subject.as_of.to_string(),
            },
            "results": results,
        }],
    }))
}

fn rule(rule: &Rule) -> Value {
    let precision = if rule.id == "undeclared-field" { "medium" } else { "high" };
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.explanation },
        "help": {
            "text": format!("{}\n\nRests on: {}", rule.explanation, rule.source),
            "markdown": format!("{}\n\n**Rests on:** {}", prose(rule.explanation), prose(rule.source)),
        },
        "defaultConfiguration": { "level": rule.severity.word() },
        "properties": {
            "tags": ["privacy", rule.authority.word(), rule.audience.word()],
            "precision": precision,
        },
    })
}

fn result(finding: &Finding, index: Option<usize>, fingerprint: &str, subject: &Subject<'_>) -> Value {
    let mut location = json!({ "physicalLocation": physical(&finding.primary, subject) });
    if let Some(name) = name(finding) {
        let kind = if finding.field.is_some() { "member" } else { "type" };
        location["logicalLocations"] = json!([{ "fullyQualifiedName": name, "kind": kind }]);
    }
    let related = finding.labels.iter().enumerate().map(|(number, label)| {
        let text = match (&label.clause, &label.page) {
            (Some(clause), Some(page)) => format!("{} ({clause}, {page})", label.text),
            _ => label.text.clone(),
        };
        let text = if text.is_empty() { label.role.word().to_owned() } else { text };
        json!({
            "id": number + 1,
            "message": { "text": printable(&text) },
            "physicalLocation": physical(&label.place, subject),
            "properties": { "role": label.role.word() },
        })
    });
    let markdown =
        format!("{}\n\n{}\n\n{}", prose(&finding.message), prose(&finding.fix), prose(&finding.why));
    let mut result = json!({
        "ruleId": finding.rule.id,
        "level": finding.severity.word(),
        "message": { "text": message(finding), "markdown": markdown },
        "locations": [location],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { FINGERPRINT: fingerprint },
        "rank": rank(finding),
        "properties": {
            "confidence": finding.confidence.word(),
            "why": finding.why,
            "evidence": finding.evidence,
        },
    });
    if let Some(index) = index {
        result["ruleIndex"] = json!(index);
    }
    result
}

/// From 0 to 100: harm first, then how sure.
fn rank(finding: &Finding) -> f64 {
    let sure = match finding.confidence {
        Confidence::Possible => 0.0,
        Confidence::Likely => 10.0,
        Confidence::Certain => 20.0,
    };
    f64::from(finding.harm.min(3)).mul_add(25.0, sure)
}

/// A place in a file. The notice that comes with the program is no file of the repository.
fn physical(place: &Place, subject: &Subject<'_>) -> Value {
    let (start, end) = range(place);
    let path = place.source.path();
    let notice = subject.notice;
    let artifact = if notice.built_in && path == notice.source.path() {
        json!({ "uri": path, "description": { "text": "The notice that comes with the program." } })
    } else if path.starts_with('/') {
        json!({ "uri": format!("file://{}", uri(path)) })
    } else {
        json!({ "uri": uri(path), "uriBaseId": ROOT })
    };
    json!({
        "artifactLocation": artifact,
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": start.byte,
            "byteLength": end.byte - start.byte,
        },
    })
}
