//! From a document that is valid against the notice's JSON Schema to a [`Notice`]. What the
//! schema cannot say (an expression that does not parse, an id that stands twice, a reference
//! to nothing) is collected as problems.

use std::collections::HashSet;

use super::model::{
    About, Activity, Category, CategoryKind, Clause, Condition, Notice, Purpose, Recipient, Row, RowPeriod,
    Term,
};
use super::words::{consent_kind, flag, inside, slug, slug_unless_id, strings, unknown_event};
use crate::document::{Document, NodeRef, Problem, did_you_mean};
use crate::law::Law;
use crate::retention::{Keep, Timeline, parse};

/// Decodes a notice; where anything is wrong, says all of it.
pub(super) fn decode(
    document: &Document,
    built_in: bool,
    law: &Law,
    timeline: &Timeline,
) -> Result<Notice, Vec<Problem>> {
    let mut decoder =
        Decoder { root: document.root(), law, timeline, events: Vec::new(), problems: Vec::new() };
    let notice = decoder.notice(document, built_in);
    decoder.check_references(&notice);
    if decoder.problems.is_empty() { Ok(notice) } else { Err(decoder.problems) }
}

struct Decoder<'d> {
    root: NodeRef<'d>,
    law: &'d Law,
    timeline: &'d Timeline,
    events: Vec<String>,
    problems: Vec<Problem>,
}

impl<'d> Decoder<'d> {
    fn notice(&mut self, document: &Document, built_in: bool) -> Notice {
        let root = self.root;
        let text = |key: &str| root.get(key).and_then(NodeRef::scalar).map(str::to_owned);
        self.events =
            self.list("events").into_iter().filter_map(|node| Some(node.get_str("id")?.to_owned())).collect();
        Notice {
            id: text("notice").unwrap_or_default(),
            title: text("title").unwrap_or_default(),
            controller: text("controller").unwrap_or_default(),
            version: text("version").or_else(|| text("published")),
            source: document.source.clone(),
            built_in,
            purposes: self.each("purposes", |node, clause| Purpose {
                clause,
                about: match node.get_str("about") {
                    Some("person") => Some(About::Person),
                    Some("population") => Some(About::Population),
                    Some("service") => Some(About::Service),
                    _ => None,
                },
                additional_service: flag(node, "additional-service"),
            }),
            categories: self.each("categories", |node, clause| Category {
                clause,
                kind: match node.get_str("kind") {
                    Some("special") => CategoryKind::Special,
                    Some("offence") => CategoryKind::Offence,
                    _ => CategoryKind::Ordinary,
                },
                head: node.get_str("head").map(str::to_owned),
                covers: strings(node, "covers"),
            }),
            open: strings(root, "open"),
            article_6: self.article_6(),
            article_9: self.article_9(),
            article_10: self.lawful("article-10").len(),
            activities: self.list("activities").into_iter().map(|node| self.activity(node)).collect(),
            statutes: self.each("statutes", |_, clause| clause),
            consent: self.each("consent", |node, clause| {
                let kind = node.get_str("kind").unwrap_or(clause.id.as_str()).to_owned();
                (clause, consent_kind(&kind), strings(node, "categories"))
            }),
            sharing: self.each("sharing", |node, clause| {
                let duty = node.get_str("kind").unwrap_or(&clause.id) == "legal-duty";
                (clause, duty)
            }),
            recipient_groups: self.each("recipient-groups", |_, clause| clause),
            recipients: self.each("recipients", |node, clause| Recipient {
                clause,
                group: node.get_str("group").map(str::to_owned),
                role: node.get_str("role").map(str::to_owned),
                commissioned: flag(node, "commissioned"),
                outside_uk: flag(node, "outside-uk"),
            }),
            commitments: self.each("commitments", |node, clause| {
                let kind = node.get_str("kind").unwrap_or(&clause.id).to_owned();
                (clause, kind)
            }),
            retention: self.retention(),
            events: self.events.clone(),
            lists: root.members().map(|(key, _)| (key.text.to_owned(), key.span)).collect(),
        }
    }

    fn list(&self, key: &str) -> Vec<NodeRef<'d>> {
        self.root.get(key).into_iter().flat_map(NodeRef::items).collect()
    }

    fn lawful(&self, key: &str) -> Vec<NodeRef<'d>> {
        let bases = self.root.get("lawful-bases").and_then(|bases| bases.get(key));
        bases.into_iter().flat_map(NodeRef::items).collect()
    }

    /// Decodes each entry of a list, and reports ids that stand twice in it.
    fn each<T>(&mut self, key: &str, decode: impl Fn(NodeRef<'d>, Clause) -> T) -> Vec<T> {
        let mut seen = HashSet::new();
        let mut entries = Vec::new();
        for node in self.list(key) {
            let clause = self.clause(node);
            if !seen.insert(clause.id.clone()) {
                self.problems.push(Problem::new(
                    clause.span,
                    format!("`{}` stands twice in `{key}`; ids are unique in their list", clause.id),
                ));
            }
            entries.push(decode(node, clause));
        }
        entries
    }

    fn clause(&self, node: NodeRef<'d>) -> Clause {
        let id_node = node.get("id").unwrap_or(node);
        let id =
            id_node.scalar().map_or_else(|| slug(node.get_str("title").unwrap_or_default()), slug_unless_id);
        let label = node.get_str("label").or_else(|| node.get_str("title")).or_else(|| node.as_str());
        Clause { label: label.unwrap_or(&id).to_owned(), id, span: id_node.span(), place: self.place(node) }
    }

    /// The place in the published page, in words.
    fn place(&self, node: NodeRef<'d>) -> Option<String> {
        let source = node.get("source")?;
        if let Some(words) = source.scalar() {
            return Some(words.to_owned());
        }
        let mut words = Vec::new();
        for (key, value) in source.members() {
            let value = value.scalar()?;
            if key.text == "section" {
                let heading =
                    self.list("sections").into_iter().find(|section| section.get_str("id") == Some(value));
                words.push(format!(
                    "“{}”",
                    heading.and_then(|section| section.get_str("heading")).unwrap_or(value)
                ));
            } else {
                words.push(format!("{} {value}", key.text));
            }
        }
        Some(words.join(", "))
    }

    /// A basis by any of its names, as the point of the article.
    fn basis(&mut self, node: NodeRef<'d>) -> Option<String> {
        let written = node.scalar()?;
        let found = self.law.basis(written).map(|basis| basis.id.clone());
        if found.is_none() {
            let near = did_you_mean(written, self.law.bases.iter().map(|basis| basis.name.as_str()));
            self.problems.push(Problem::new(
                node.span(),
                format!("`{written}` is no lawful basis of Article 6(1){near}"),
            ));
        }
        found
    }

    fn condition(&mut self, node: NodeRef<'d>) -> Option<String> {
        let written = node.scalar()?;
        let found = self.law.condition(written).map(|condition| condition.id.clone());
        if found.is_none() {
            let near =
                did_you_mean(written, self.law.conditions.iter().map(|condition| condition.name.as_str()));
            self.problems.push(Problem::new(
                node.span(),
                format!("`{written}` is no condition of Article 9(2){near}"),
            ));
        }
        found
    }

    fn article_6(&mut self) -> Vec<Term> {
        let mut terms = Vec::new();
        for node in self.lawful("article-6") {
            let mut clause = self.clause(node);
            let basis = node.get("basis").unwrap_or(node);
            clause.span = basis.span();
            if let Some(id) = self.basis(basis) {
                clause.id = id;
                terms.push(Term { clause });
            }
        }
        terms
    }

    fn article_9(&mut self) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for node in self.lawful("article-9") {
            let mut clause = self.clause(node);
            let condition = node.get("condition").unwrap_or(node);
            clause.span = condition.span();
            if let Some(id) = self.condition(condition) {
                clause.id = id;
                let paragraphs = node.get("schedule-1").map(NodeRef::one_or_more).unwrap_or_default();
                let schedule_1 =
                    paragraphs.into_iter().filter_map(|number| number.scalar()?.parse().ok()).collect();
                conditions.push(Condition { clause, schedule_1 });
            }
        }
        conditions
    }

    fn activity(&mut self, node: NodeRef<'d>) -> Activity {
        let several = |key: &str| node.get(key).map(NodeRef::one_or_more).unwrap_or_default();
        Activity {
            purposes: several("purposes")
                .into_iter()
                .filter_map(NodeRef::scalar)
                .map(str::to_owned)
                .collect(),
            lawful_basis: several("lawful-basis").into_iter().filter_map(|basis| self.basis(basis)).collect(),
            condition: several("condition")
                .into_iter()
                .filter_map(|condition| self.condition(condition))
                .collect(),
            span: node.span(),
        }
    }

    fn retention(&mut self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for node in self.list("retention") {
            let mut clause = self.clause(node);
            let period = self.period(node, &rows);
            if let Some(written) = ["keep", "readings", "criteria"].iter().find_map(|key| node.get(key)) {
                clause.span = written.span();
            }
            if rows.iter().any(|row| row.clause.id == clause.id) {
                self.problems
                    .push(Problem::new(node.span(), format!("`{}` stands twice in `retention`", clause.id)));
            }
            rows.push(Row {
                clause,
                as_written: node.get("as-written").and_then(NodeRef::scalar).map(str::to_owned),
                period,
                categories: strings(node, "categories"),
                catch_all: node.get("catch-all").and_then(NodeRef::scalar).map(str::to_owned),
            });
        }
        rows
    }

    fn period(&mut self, node: NodeRef<'d>, earlier: &[Row]) -> RowPeriod {
        if let Some(reading) = node.get("adopted").and_then(|adopted| adopted.get("reading")) {
            return self.keep(reading).map_or(RowPeriod::Criteria, RowPeriod::Adopted);
        }
        if let Some(keep) = node.get("keep") {
            return self.keep(keep).map_or(RowPeriod::Criteria, RowPeriod::Keep);
        }
        if let Some(readings) = node.get("readings") {
            let readings: Vec<Keep> = readings.items().filter_map(|reading| self.keep(reading)).collect();
            return RowPeriod::Readings(readings);
        }
        if let Some(same) = node.get_str("same-as") {
            if let Some(row) = earlier.iter().find(|row| row.clause.id == same) {
                return row.period.clone();
            }
            let other = self
                .list("retention")
                .into_iter()
                .find(|row| row.get_str("id") == Some(same) && row.get("same-as").is_none());
            if let Some(row) = other {
                return self.period(row, &[]);
            }
            let place = node.get("same-as").map_or(node.span(), NodeRef::span);
            self.problems
                .push(Problem::new(place, format!("no retention row `{same}` with a period of its own")));
        }
        RowPeriod::Criteria
    }

    /// A retention expression whose events are all known.
    fn keep(&mut self, node: NodeRef<'d>) -> Option<Keep> {
        let written = node.scalar()?;
        match parse(written) {
            Err(error) => {
                self.problems
                    .push(Problem::new(inside(node.span(), written, &error.range, node), error.message));
                None
            }
            Ok(keep) => {
                if let Some(message) = unknown_event(&keep, self.timeline, &self.events) {
                    self.problems.push(Problem::new(node.span(), message));
                }
                Some(keep)
            }
        }
    }

    fn check_references(&mut self, notice: &Notice) {
        for node in self.list("retention") {
            for category in node.get("categories").into_iter().flat_map(NodeRef::items) {
                let id = category.scalar().unwrap_or_default();
                if notice.category(id).is_none() {
                    let near = did_you_mean(id, notice.categories.iter().map(|c| c.clause.id.as_str()));
                    self.problems.push(Problem::new(
                        category.span(),
                        format!("the notice has no category `{id}`{near}"),
                    ));
                }
            }
            for other in node.get("yields-to").map(NodeRef::one_or_more).unwrap_or_default() {
                let id = other.scalar().unwrap_or_default();
                if notice.row(id).is_none() {
                    let near = did_you_mean(id, notice.retention.iter().map(|row| row.clause.id.as_str()));
                    self.problems.push(Problem::new(
                        other.span(),
                        format!("the notice has no retention row `{id}`{near}"),
                    ));
                }
            }
        }
        for activity in self.list("activities") {
            for purpose in activity.get("purposes").map(NodeRef::one_or_more).unwrap_or_default() {
                let id = purpose.scalar().unwrap_or_default();
                if notice.purpose(id).is_none() {
                    let near = did_you_mean(id, notice.purposes.iter().map(|p| p.clause.id.as_str()));
                    self.problems.push(Problem::new(
                        purpose.span(),
                        format!("the notice has no purpose `{id}`{near}"),
                    ));
                }
            }
        }
    }
}
