//! Which fields get a draft, and which cannot have one.

use std::collections::HashMap;

use crate::declaration::{Sidecar, folded, path_of, pattern_of};
use crate::inventory::{Row, answers};

/// One entry to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The pattern that takes the field.
    pub pattern: String,
    /// The category.
    pub category: String,
    /// Whose data it is, where that is known.
    pub subject: Option<String>,
    /// Why, in words.
    pub why: String,
}

/// A field that could have a draft but for its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    /// `record.field`
    pub path: String,
    /// What stands in the way.
    pub why: &'static str,
}

/// What there is to write for the schemas that one sidecar serves.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The entries, in the order of the fields.
    pub entries: Vec<Draft>,
    /// How many personal fields have no category that could be named.
    pub nameless: usize,
    /// The fields whose name stands in the way.
    pub stuck: Vec<Stuck>,
}

/// YAML takes a key of up to 1,024 characters without a mark of its own.
const LONGEST_KEY: usize = 1000;

/// The drafts for some fields, beside what their sidecar says already.
pub fn drafts(rows: &[&Row], sidecar: Option<&Sidecar>) -> Drafts {
    let mut found = Drafts::default();
    for group in same_path(rows) {
        let open: Vec<&Row> = group.iter().copied().filter(|row| is_open(row, sidecar)).collect();
        let named: Vec<&Row> = open.iter().copied().filter(|row| category_of(row).is_some()).collect();
        found.nameless += open.len() - named.len();
        let Some(first) = named.first() else { continue };
        let pattern = pattern_of(&first.record, &first.field);
        let same =
            |row: &&Row| category_of(row) == category_of(first) && subject_of(row) == subject_of(first);
        let why = if sidecar.is_some_and(|sidecar| sidecar.names_field(&first.record, &first.field)) {
            "its entry says no category; add one there"
        } else if super::scalar(&pattern).chars().count() > LONGEST_KEY {
            "its name is too long for a key"
        } else if named.len() < group.len() || !named.iter().all(same) {
            "another field has this name but for upper and lower case, and what is drafted for one would hold for both"
        } else {
            found.entries.extend(category_of(first).map(|category| Draft {
                pattern,
                category: category.to_owned(),
                subject: subject_of(first).map(str::to_owned),
                why: why(first),
            }));
            continue;
        };
        found.stuck.extend(named.iter().map(|row| Stuck { path: path_of(&row.record, &row.field), why }));
    }
    found
}

/// Rows that one pattern takes together, in the order of the first of each.
fn same_path<'r>(rows: &[&'r Row]) -> Vec<Vec<&'r Row>> {
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let at = *known.entry(folded(&path_of(&row.record, &row.field))).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(row);
    }
    groups
}

/// Whether a field is personal data and nobody has said, or tried to say, what it is.
fn is_open(row: &Row, sidecar: Option<&Sidecar>) -> bool {
    let beside = || sidecar.map(|sidecar| sidecar.of_field(&row.record, &row.field)).unwrap_or_default();
    let of_field = |layer| layer == crate::collection::Layer::Field;
    row.personal
        && !row.declared
        && !row.answered
        && !beside().into_iter().any(|spoken| of_field(spoken.layer) && answers(spoken))
}

/// The category that a field would have: the notice's; for data that the law protects more, where
/// the notice has none, the law's word.
pub fn category_of(row: &Row) -> Option<&str> {
    let law = match (&row.special_category, row.criminal_offence) {
        (Some(head), false) => Some(head.as_str()),
        (None, true) => Some("criminal-offence"),
        // Which of the two is meant is for a person to say.
        _ => None,
    };
    row.reasons.notice_category.as_deref().or(law)
}

/// Whose data it would be. What the record or the file says is inherited and not said again; and
/// `other` says nothing.
pub fn subject_of(row: &Row) -> Option<&str> {
    let inherited = row.said.iter().any(|(key, _)| *key == "subject");
    Some(row.subject.as_str()).filter(|subject| !inherited && !matches!(*subject, "" | "other"))
}

fn why(row: &Row) -> String {
    let sure = if row.confidence == "possible" { "possibly " } else { "" };
    format!("{sure}{}", row.evidence)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::inventory::Reasons;
    use crate::text::{Source, Span};

    fn row(field: &str, notice_category: Option<&str>) -> Row {
        Row {
            source: Source::new("child.sql", ""),
            span: Span::default(),
            record: "child".to_owned(),
            field: field.to_owned(),
            type_text: String::new(),
            subject: "child".to_owned(),
            personal: true,
            direct_identifier: false,
            category: String::new(),
            special_category: None,
            criminal_offence: false,
            opaque: false,
            confidence: "possible",
            evidence: "health data: `gp` in its name".to_owned(),
            declared: false,
            said: Vec::new(),
            answered: false,
            reasons: Reasons { notice_category: notice_category.map(str::to_owned), ..Reasons::default() },
        }
    }

    #[test]
    fn the_notice_names_the_category_and_else_the_law_where_it_can() {
        let mut one = row("a", None);
        assert_eq!(category_of(&one), None);
        one.criminal_offence = true;
        assert_eq!(category_of(&one), Some("criminal-offence"));
        one.special_category = Some("health".to_owned());
        assert_eq!(category_of(&one), None, "which of the two is for a person to say");
        one.reasons.notice_category = Some("wellbeing".to_owned());
        assert_eq!(category_of(&one), Some("wellbeing"));
    }

    #[test]
    fn only_what_is_personal_open_and_named_is_drafted() {
        let mut rows = [
            row("a", Some("x")),
            row("b", None),
            row("c", Some("x")),
            row("d", Some("x")),
            row("e", Some("x")),
        ];
        rows[2].declared = true;
        rows[3].answered = true;
        rows[4].personal = false;
        let found = drafts(&rows.iter().collect::<Vec<_>>(), None);
        assert_eq!((found.nameless, found.stuck.len()), (1, 0));
        let why = "possibly health data: `gp` in its name".to_owned();
        let entry = Draft {
            pattern: "child.a".to_owned(),
            category: "x".to_owned(),
            subject: Some("child".to_owned()),
            why,
        };
        assert_eq!(found.entries, [entry]);
    }

    #[test]
    fn a_subject_that_is_inherited_is_not_said_again() {
        let mut one = row("a", None);
        assert_eq!(subject_of(&one), Some("child"));
        let place = crate::declaration::Place { source: Arc::clone(&one.source), span: Span::default() };
        one.said.push(("subject", place));
        assert_eq!(subject_of(&one), None);
    }

    #[test]
    fn what_no_key_can_say_is_left_to_people() {
        let rows = [row("a", Some("x")), row("A", Some("y")), row(&"b".repeat(2000), Some("x"))];
        let found = drafts(&rows.iter().collect::<Vec<_>>(), None);
        assert!(found.entries.is_empty());
        assert_eq!(found.stuck.len(), 3);
        assert!(found.stuck[2].why.contains("too long"));
    }
}
