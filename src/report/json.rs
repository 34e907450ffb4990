//! The JSON report, as `schemas/report.schema.json` describes it. Written by hand: the types of
//! the house do not derive serialisation.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Human, Subject};
use crate::declaration::Place;
use crate::finding::suppression::Silenced;
use crate::finding::{Finding, Label, STATUTE_ENDS, Severity, Shown};
use crate::retention::Day;
use crate::text::Position;

/// The version of the report's form. It changes when a key changes its meaning or goes.
pub const VERSION: u32 = 1;

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    pretty(&Whole(subject))
}

/// A value on lines of its own. A report holds strings and numbers only, so writing it cannot fail.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

struct Whole<'r>(&'r Subject<'r>);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let subject = self.0;
        let outcome = subject.outcome;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry(
            "tool",
            &serde_json::json!({ "name": "noticelint", "version": env!("CARGO_PKG_VERSION") }),
        )?;
        map.serialize_entry("as-of", &subject.as_of.to_string())?;
        let notice = subject.notice;
        map.serialize_entry(
            "notice",
            &serde_json::json!({
                "id": notice.id,
                "title": notice.title,
                "controller": notice.controller,
                "version": notice.version,
                "path": notice.source.path(),
                "built-in": notice.built_in,
            }),
        )?;
        map.serialize_entry("findings", &Each(&outcome.findings))?;
        map.serialize_entry("silenced", &EachSilenced(&outcome.silenced))?;
        let counts = &outcome.counts;
        map.serialize_entry(
            "summary",
            &serde_json::json!({
                "errors": outcome.count(Severity::Error),
                "warnings": outcome.count(Severity::Warning),
                "notes": outcome.count(Severity::Note),
                "silenced": outcome.silenced.len(),
                "known": outcome.known.len(),
                "known-by-age": outcome.known_by_age(subject.as_of).into_iter().collect::<BTreeMap<_, _>>(),
                "fixed": outcome.fixed,
                "schemas": counts.schemas,
                "formats": outcome.formats,
                "records": counts.records,
                "fields": counts.fields,
                "declared": counts.declared,
                "declared-by-default": counts.by_default,
                "not-personal": counts.not_personal,
                "undeclared": counts.undeclared,
                "not-about-a-person": counts.not_about_a_person,
                "no-sign-of-a-person": counts.no_sign,
                "sequences": outcome.together.iter().map(sequence).collect::<Vec<_>>(),
                "skipped": outcome.skipped.by_reason,
            }),
        )?;
        map.end()
    }
}

/// Scripts that were read as one.
fn sequence(together: &crate::run::Together) -> serde_json::Value {
    serde_json::json!({ "folder": together.folder, "scripts": together.scripts, "reported": together.asked })
}

struct Each<'r>(&'r [Finding]);

impl Serialize for Each<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for finding in self.0 {
            list.serialize_element(&One(finding))?;
        }
        list.end()
    }
}

struct EachSilenced<'r>(&'r [Silenced]);

impl Serialize for EachSilenced<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for silenced in self.0 {
            let until = silenced.until.map(|day| day.to_string());
            list.serialize_element(&serde_json::json!({
                "reason": silenced.reason,
                "owner": silenced.owner,
                "until": until,
                "rule": silenced.finding.rule.id,
                "severity": silenced.finding.severity.word(),
                "message": silenced.finding.message,
                "record": silenced.finding.record,
                "field": silenced.finding.field,
                "location": serde_json::to_value(Where(&silenced.finding.primary)).unwrap_or_default(),
            }))?;
        }
        list.end()
    }
}

pub(super) struct One<'r>(pub(super) &'r Finding);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", finding.rule.id)?;
        map.serialize_entry("severity", finding.severity.word())?;
        map.serialize_entry("confidence", finding.confidence.word())?;
        map.serialize_entry("audience", finding.rule.audience.word())?;
        map.serialize_entry("authority", finding.rule.authority.word())?;
        map.serialize_entry("message", &finding.message)?;
        map.serialize_entry("why", &finding.why)?;
        map.serialize_entry("fix", &finding.fix)?;
        map.serialize_entry("record", &finding.record)?;
        map.serialize_entry("field", &finding.field)?;
        map.serialize_entry("kind", &finding.kind)?;
        map.serialize_entry("location", &Where(&finding.primary))?;
        map.serialize_entry("related", &Related(&finding.labels))?;
        map.serialize_entry("evidence", &finding.evidence)?;
        map.serialize_entry("life", &finding.shown.as_ref().map(life))?;
        map.end()
    }
}

/// One imagined child, for programs.
fn life(shown: &Shown) -> serde_json::Value {
    let day = |day: &Day| serde_json::json!({ "event": day.event, "date": day.date.to_string() });
    serde_json::json!({
        "events": shown.life.days.iter().map(day).collect::<Vec<_>>(),
        "system-ends": shown.life.system.to_string(),
        "limit-ends": shown.life.limit.to_string(),
        "limit": if shown.limit == STATUTE_ENDS { "statute" } else { "notice" },
        "excess-days": shown.life.excess(),
    })
}

struct Related<'r>(&'r [Label]);

impl Serialize for Related<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for label in self.0 {
            list.serialize_element(&OneRelated(label))?;
        }
        list.end()
    }
}

struct OneRelated<'r>(&'r Label);

impl Serialize for OneRelated<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let label = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("role", label.role.word())?;
        map.serialize_entry("message", &label.text)?;
        map.serialize_entry("clause", &label.clause)?;
        map.serialize_entry("page", &label.page)?;
        map.serialize_entry("location", &Where(&label.place))?;
        map.end()
    }
}

struct Where<'r>(&'r Place);

impl Serialize for Where<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Place { source, span } = self.0;
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("path", source.path())?;
        map.serialize_entry("start", &At(source.position(span.start)))?;
        map.serialize_entry("end", &At(source.position(span.end)))?;
        map.end()
    }
}

struct At(Position);

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("byte", &self.0.byte)?;
        map.serialize_entry("line", &self.0.line)?;
        map.serialize_entry("column", &self.0.column)?;
        map.serialize_entry("column-utf16", &self.0.column_utf16)?;
        map.end()
    }
}
