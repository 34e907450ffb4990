//! UK GDPR Articles 6, 9 and 10 and Schedule 1 to the Data Protection Act 2018, read from
//! `policies/law.yaml`. Rules ask it; it calls only `document` and `retention`.

use std::sync::Arc;

use crate::document::{Document, NodeRef, Syntax, SyntaxError};
use crate::retention::{Keep, parse};
use crate::text::Source;

/// The law that comes with the program.
const BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/law.json"));

/// A lawful basis of Article 6(1), or a condition of Article 9(2).
#[derive(Debug, Clone)]
pub struct Provision {
    /// The point: `e`, `g`.
    pub id: String,
    /// Its name in declarations: `public-task`.
    pub name: String,
    /// What it is, for people.
    pub label: String,
    /// Where it stands: `UK GDPR Article 6(1)(e)`.
    pub cite: String,
    /// Whether a council can rely on it in its tasks.
    pub open_to_councils: bool,
    /// For a condition: whether the Act asks for a Schedule 1 paragraph beside it.
    pub needs_schedule_1: bool,
    /// The part of Schedule 1 that the paragraph must be in, where the Act asks for one.
    pub schedule_1_part: Option<u32>,
    /// Where the Act asks for it: `DPA 2018 s.10(3)`.
    pub cite_schedule: Option<String>,
    /// A limit in words.
    pub limit: Option<String>,
}

/// A kind of special category data of Article 9(1).
#[derive(Debug, Clone)]
pub struct Head {
    /// Its id: `health`.
    pub id: String,
    /// What it is, for people.
    pub label: String,
}

/// Whether a paragraph needs an Appropriate Policy Document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyDocument {
    /// It does.
    Required,
    /// It does not.
    NotNeeded,
    /// It does, but for an exception in the paragraph itself.
    Partly,
    /// As the paragraph that it extends does.
    AsUnderlying,
}

/// A paragraph of Schedule 1.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its number.
    pub number: u32,
    /// Its part.
    pub part: u32,
    /// Its title.
    pub title: String,
    /// The points of Article 9(2) that it serves, and `article-10`.
    pub serves: Vec<String>,
    /// Whether it needs an Appropriate Policy Document.
    pub policy_document: PolicyDocument,
    /// When it needs none although it otherwise does, in words.
    pub policy_document_exception: Option<String>,
    /// Whether a council can rely on it.
    pub open_to_councils: bool,
    /// Whether it applies only where there is no consent.
    pub requires_no_consent: bool,
    /// Whether it bars measures and decisions about one person.
    pub not_for_decisions: bool,
    /// A limit in words.
    pub limit: Option<String>,
    /// What it is used for, in a few words.
    pub use_for: Option<String>,
}

impl Paragraph {
    /// Whether the Act lets it stand beside a condition: the Act names a part of Schedule 1 and no
    /// paragraph, and what serves nothing is no condition at all.
    pub fn may_stand_beside(&self, condition: &Provision) -> bool {
        !self.serves.is_empty() && condition.schedule_1_part == Some(self.part)
    }

    /// Whether its subject is that of a point of Article 9(2), or it is for `article-10`.
    pub fn is_for(&self, point: &str) -> bool {
        self.serves.iter().any(|served| served == point)
    }
}

/// A period that a statute sets as the least.
#[derive(Debug, Clone)]
pub struct StatutoryMinimum {
    /// Its id.
    pub id: String,
    /// Which records.
    pub label: String,
    /// The least period.
    pub keep: Keep,
    /// Where it stands.
    pub cite: String,
    /// The nation whose law it is.
    pub nation: String,
    /// Whose records it is about.
    pub subject: String,
    /// Words that name such a record, or the row of a notice for them.
    pub phrases: Vec<String>,
    /// Events that only the period of such a record counts from.
    pub counted_from: Vec<String>,
}

/// What of the law the rules ask.
#[derive(Debug)]
pub struct Law {
    /// Article 6(1).
    pub bases: Vec<Provision>,
    /// Article 9(1).
    pub heads: Vec<Head>,
    /// Article 9(2).
    pub conditions: Vec<Provision>,
    /// Article 10 authorities: id and label.
    pub authorities: Vec<(String, String)>,
    /// Schedule 1.
    pub schedule_1: Vec<Paragraph>,
    /// Statutory minimums.
    pub minimums: Vec<StatutoryMinimum>,
}

impl Law {
    /// The law that comes with the program.
    ///
    /// # Errors
    /// [`SyntaxError`] if the embedded file is not JSON, which the tests rule out.
    pub fn built_in() -> Result<Self, SyntaxError> {
        let source: Arc<Source> = Source::new("policies/law.json", BUILT_IN);
        Document::parse(source, Syntax::Json).map(|document| Self::decode(document.root()))
    }

    /// Takes what is needed from a document that is valid against `law.schema.json`.
    fn decode(root: NodeRef<'_>) -> Self {
        let list = |key: &str| root.get(key).into_iter().flat_map(NodeRef::items);
        let article_9 =
            |key: &str| root.get("article-9").and_then(|a| a.get(key)).into_iter().flat_map(NodeRef::items);
        let authorities = root.get("article-10").and_then(|a| a.get("authorities"));
        Self {
            bases: list("article-6").map(provision).collect(),
            heads: article_9("heads")
                .map(|node| Head { id: string(node, "id"), label: string(node, "label") })
                .collect(),
            conditions: article_9("conditions").map(provision).collect(),
            authorities: authorities
                .into_iter()
                .flat_map(NodeRef::items)
                .map(|node| (string(node, "id"), string(node, "label")))
                .collect(),
            schedule_1: list("schedule-1").map(paragraph).collect(),
            minimums: list("statutory-minimums")
                .filter_map(|node| {
                    let texts = |key: &str| {
                        let texts = node.get(key).into_iter().flat_map(NodeRef::items);
                        texts.filter_map(NodeRef::scalar).map(str::to_owned).collect()
                    };
                    let keep = parse(node.get_str("keep")?).ok()?;
                    Some(StatutoryMinimum {
                        id: string(node, "id"),
                        label: string(node, "label"),
                        keep,
                        cite: string(node, "cite"),
                        nation: string(node, "nation"),
                        subject: string(node, "subject"),
                        phrases: texts("phrases"),
                        counted_from: texts("counted-from"),
                    })
                })
                .collect(),
        }
    }

    /// A lawful basis, however people write it: `public-task`, `e`, `6(1)(e)`, `Article 6(1)(e)`,
    /// `A6-1-e` (Data Privacy Vocabulary).
    pub fn basis(&self, written: &str) -> Option<&Provision> {
        find(&self.bases, written, "6", "1")
    }

    /// A condition, however people write it: `substantial-public-interest`, `g`, `9(2)(g)`, `A9-2-g`.
    pub fn condition(&self, written: &str) -> Option<&Provision> {
        find(&self.conditions, written, "9", "2")
    }

    /// A paragraph of Schedule 1, written `18`, `paragraph 18` or `para-18`.
    pub fn paragraph(&self, written: &str) -> Option<&Paragraph> {
        let words = |c: char| c.is_ascii_alphabetic() || " -.".contains(c);
        let written = written.trim();
        let named = written.starts_with(|c: char| c.is_ascii_alphabetic());
        let digits = if named { written.trim_start_matches(words) } else { written };
        self.numbered(digits.parse().ok()?)
    }

    /// A paragraph of Schedule 1 by its number.
    pub fn numbered(&self, number: u32) -> Option<&Paragraph> {
        self.schedule_1.iter().find(|paragraph| paragraph.number == number)
    }

    /// A kind of special category data by its id.
    pub fn head(&self, id: &str) -> Option<&Head> {
        self.heads.iter().find(|head| head.id == id)
    }
}

fn find<'l>(
    provisions: &'l [Provision],
    written: &str,
    article: &str,
    paragraph: &str,
) -> Option<&'l Provision> {
    let written = written.trim().to_ascii_lowercase();
    if let Some(named) = provisions.iter().find(|p| p.name == written || p.id == written) {
        return Some(named);
    }
    let parts: Vec<&str> = written
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty() && !["uk", "gdpr", "article", "art", "eu"].contains(part))
        .collect();
    let point = match parts.as_slice() {
        [first, second, point] if first.trim_start_matches('a') == article && *second == paragraph => point,
        _ => return None,
    };
    provisions.iter().find(|provision| provision.id == *point)
}

fn string(node: NodeRef<'_>, key: &str) -> String {
    node.get(key).and_then(NodeRef::scalar).unwrap_or_default().to_owned()
}

fn flag(node: NodeRef<'_>, key: &str, default: bool) -> bool {
    node.get(key).and_then(NodeRef::as_bool).unwrap_or(default)
}

fn provision(node: NodeRef<'_>) -> Provision {
    Provision {
        id: string(node, "id"),
        name: string(node, "name"),
        label: string(node, "label"),
        cite: string(node, "cite"),
        open_to_councils: flag(node, "open-to-councils", true),
        needs_schedule_1: node.get_str("schedule-1") == Some("required"),
        schedule_1_part: node
            .get("schedule-1-part")
            .and_then(NodeRef::scalar)
            .and_then(|part| part.parse().ok()),
        cite_schedule: node.get_str("cite-schedule").map(str::to_owned),
        limit: node.get_str("limit").or_else(|| node.get_str("note")).map(str::to_owned),
    }
}

fn paragraph(node: NodeRef<'_>) -> Paragraph {
    let number =
        |key: &str| node.get(key).and_then(NodeRef::scalar).and_then(|text| text.parse().ok()).unwrap_or(0);
    Paragraph {
        number: number("paragraph"),
        part: number("part"),
        title: string(node, "title"),
        serves: node
            .get("serves")
            .into_iter()
            .flat_map(NodeRef::items)
            .filter_map(NodeRef::scalar)
            .map(str::to_owned)
            .collect(),
        policy_document: match node.get_str("policy-document") {
            Some("required") => PolicyDocument::Required,
            Some("partly") => PolicyDocument::Partly,
            Some("as-underlying") => PolicyDocument::AsUnderlying,
            _ => PolicyDocument::NotNeeded,
        },
        policy_document_exception: node.get_str("policy-document-exception").map(str::to_owned),
        open_to_councils: flag(node, "open-to-councils", true),
        requires_no_consent: flag(node, "requires-no-consent", false),
        not_for_decisions: flag(node, "not-for-decisions-about-a-person", false),
        limit: node.get_str("limit").map(str::to_owned),
        use_for: node.get_str("use-for").map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_and_conditions_are_found_as_people_write_them() {
        let law = Law::built_in().unwrap();
        for written in ["public-task", "e", "6(1)(e)", "Article 6(1)(e)", "UK GDPR Art. 6(1)(e)", "A6-1-e"] {
            assert_eq!(law.basis(written).map(|basis| basis.id.as_str()), Some("e"), "{written}");
        }
        for written in ["g", "9(2)(g)", "substantial-public-interest", "A9-2-g"] {
            assert_eq!(law.condition(written).map(|c| c.id.as_str()), Some("g"), "{written}");
        }
        assert!(
            law.basis("9(2)(g)").is_none() && law.condition("6(1)(e)").is_none() && law.basis("z").is_none()
        );
    }

    #[test]
    fn a_condition_asks_for_a_part_and_not_for_a_paragraph() {
        let law = Law::built_in().unwrap();
        let care = law.condition("h").unwrap();
        let fits = |number: u32| law.numbered(number).unwrap().may_stand_beside(care);
        assert!(fits(2) && fits(1) && !fits(18) && !fits(29));
        let public_interest = law.condition("g").unwrap();
        assert!(!law.numbered(5).unwrap().may_stand_beside(public_interest));
        assert!(
            law.conditions
                .iter()
                .all(|condition| condition.needs_schedule_1 == condition.schedule_1_part.is_some())
        );
    }

    #[test]
    fn schedule_1_is_whole() {
        let law = Law::built_in().unwrap();
        assert!((1..=37).all(|number: u32| law.paragraph(&number.to_string()).is_some()));
        let safeguarding = law.paragraph("paragraph 18").unwrap();
        assert!(safeguarding.serves.contains(&"g".to_owned()) && safeguarding.requires_no_consent);
        assert_eq!(law.paragraph("2").unwrap().policy_document, PolicyDocument::NotNeeded);
        assert!(!law.paragraph("16").unwrap().open_to_councils);
        assert_eq!((law.bases.len(), law.heads.len(), law.conditions.len()), (7, 8, 10));
        assert_eq!(law.minimums.len(), 5);
    }
}
