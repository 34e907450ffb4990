//! From a document that is valid against the notice's JSON Schema to a [`Notice`]. What the
//! schema cannot say (an expression that does not parse, an id that stands twice, a reference
//! to nothing) is collected as problems.

use std::collections::HashSet;

use super::model::{
    About, Activity, Category, CategoryKind, Clause, Condition, Notice, Purpose, Recipient, Term,
};
use super::words::{consent_kind, flag, slug, slug_unless_id, strings};
use crate::document::{Document, NodeRef, Problem, did_you_mean};
use crate::law::Law;
use crate::retention::{EventFacts, Offset, Timeline};

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
    decoder.check_dates();
    decoder.check_references(&notice);
    if decoder.problems.is_empty() { Ok(notice) } else { Err(decoder.problems) }
}

pub(super) struct Decoder<'d> {
    pub(super) root: NodeRef<'d>,
    pub(super) law: &'d Law,
    pub(super) timeline: &'d Timeline,
    pub(super) events: Vec<EventFacts>,
    pub(super) problems: Vec<Problem>,
}

impl<'d> Decoder<'d> {
    fn notice(&mut self, document: &Document, built_in: bool) -> Notice {
        let root = self.root;
        let text = |key: &str| root.get(key).and_then(NodeRef::scalar).map(str::to_owned);
        self.events = self.own_events();
        Notice {
            id: text("notice").unwrap_or_default(),
            title: text("title").unwrap_or_default(),
            controller: text("controller").unwrap_or_default(),
            nation: text("nation").unwrap_or_else(|| "england".to_owned()),
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
            bounds: self.bounds(root),
            service_to: self.service_to(),
            lists: root.members().map(|(key, _)| (key.text.to_owned(), key.span)).collect(),
        }
    }

    /// The age to which the service can go on: the extended one, where there is one.
    fn service_to(&mut self) -> Option<Offset> {
        let service = self.root.get("service")?;
        let age = service.get("extended-to").or_else(|| service.get("to"))?;
        Offset::read(age).map_err(|problem| self.problems.push(problem)).ok()
    }

    pub(super) fn list(&self, key: &str) -> Vec<NodeRef<'d>> {
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

    pub(super) fn clause(&self, node: NodeRef<'d>) -> Clause {
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
    pub(super) fn basis(&mut self, node: NodeRef<'d>) -> Option<String> {
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

    pub(super) fn condition(&mut self, node: NodeRef<'d>) -> Option<String> {
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
}

#[cfg(test)]
mod tests {
    use super::super::load::{LoadError, Setting, read};
    use super::*;
    use crate::text::Source;

    const SMALL: &str = "notice: small\ntitle: Small\ncontroller: A council\npurposes: [{ id: care }]\ncategories: [{ id: names, kind: ordinary }]\nlawful-bases: { article-6: [e], article-9: [g] }\nrecipients: [police, hospital]\n";

    /// Each problem with the text that it is at.
    fn problems(rest: &str) -> Vec<(String, String)> {
        let law = Law::built_in().unwrap();
        let timeline = Timeline::built_in().unwrap();
        let source = Source::new("n.yaml", format!("{SMALL}{rest}"));
        match read(source.clone(), false, Setting { law: &law, timeline: &timeline }) {
            Err(LoadError::Invalid { problems, .. }) => {
                problems.into_iter().map(|p| (source.slice(p.span).to_owned(), p.message)).collect()
            }
            Ok(_) => Vec::new(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn only_one_of_the_readings_is_adopted() {
        let of = |reading: &str| {
            problems(&format!(
                "retention:\n  - {{ id: all, readings: [birth + P25Y, case-closure + P25Y], adopted: {{ reading: {reading}, by: Records Manager, on: 2026-01-15 }} }}\n"
            ))
        };
        assert!(of("birth   +   P25Y").is_empty());
        let found = of("birth + P20Y");
        let said = ("birth + P20Y".to_owned(), "the adopted reading is none of the readings".to_owned());
        assert_eq!(found, [said]);
    }

    #[test]
    fn a_shared_period_is_adopted_from() {
        let of = |reading: &str| {
            problems(&format!("retention:\n  - {{ id: all, readings: [birth + P25Y, case-closure + P25Y] }}\n  - {{ id: more, same-as: all, adopted: {{ reading: {reading}, by: Records Manager, on: 2026-01-15 }} }}\n")).len()
        };
        assert_eq!((of("birth + P25Y"), of("birth + P24Y")), (0, 1));
    }

    #[test]
    fn days_that_are_not_in_the_calendar_are_pointed_at() {
        let found = problems(
            "published: 2025-02-29\nretrieved: 2024-02-29\nexpires: 2026-13-01\nretention:\n  - { id: all, readings: [birth + P25Y, birth + P20Y], adopted: { reading: birth + P25Y, by: Records Manager, on: 2026-04-31 } }\n",
        );
        let at: Vec<&str> = found.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(at, ["2025-02-29", "2026-13-01", "2026-04-31"]);
    }

    #[test]
    fn an_activity_refers_to_what_the_notice_lists() {
        let of = |activity: &str| {
            problems(&format!(
                "retention: [{{ id: all, keep: birth + P25Y }}]\nactivities: [{{ purposes: [care], {activity} }}]\n"
            ))
        };
        assert!(of("recipients: [police], condition: [g]").is_empty());
        let found = of("recipients: [hospitals], condition: h");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].0, "hospitals");
        assert!(found[0].1.contains("did you mean `hospital`?"), "{found:?}");
        assert_eq!(found[1].0, "h");
        assert!(found[1].1.contains("no condition `h` under `article-9`"), "{found:?}");
    }

    #[test]
    fn a_row_says_whose_it_is() {
        let law = Law::built_in().unwrap();
        let timeline = Timeline::built_in().unwrap();
        let text = format!("{SMALL}retention: [{{ id: all, subject: carer, keep: birth + P25Y }}]\n");
        let notice =
            read(Source::new("n.yaml", text), false, Setting { law: &law, timeline: &timeline }).unwrap();
        assert_eq!(notice.retention[0].subject.as_deref(), Some("carer"));
    }
}
