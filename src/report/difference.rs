//! A semantic difference, for people, for a pull request and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::json::pretty;
use super::markdown::prose;
use super::wrap::wrap;
use super::{Look, many};
use crate::difference::{Change, Direction, Weakening};

/// The version of the form for programs.
const VERSION: u32 = 1;

/// How many changes of one direction are told before the rest are counted.
const MOST: usize = 60;

/// What is to be told.
pub struct Told<'t> {
    /// What the work is compared with, as it was named.
    pub reference: &'t str,
    /// The commit that this came to.
    pub commit: &'t str,
    /// The changes, the gravest first.
    pub changes: &'t [Change],
    /// What asks for less than before.
    pub weakenings: &'t [Weakening],
}

impl Told<'_> {
    fn of(&self, direction: Direction) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.direction == direction)
    }

    fn since(&self) -> String {
        let commit: String = self.commit.chars().take(12).collect();
        format!("`{}` ({commit})", self.reference)
    }
}

/// Headings, in their order.
const PARTS: [(Direction, &str); 3] = [
    (Direction::Widens, "More than before. This change"),
    (Direction::Differs, "Other than before. This change"),
    (Direction::Narrows, "Less than before. This change"),
];
const WEAKER: &str = "Asks for less than before. This change";

/// For people at a terminal.
pub fn text(told: &Told<'_>, look: Look) -> String {
    let mut out = String::new();
    for (heading, lines) in parts(told) {
        let _ = writeln!(out, "{heading}");
        for line in lines.iter().take(MOST) {
            wrap("  - ", &look.text(line), look.width, &mut out);
        }
        if lines.len() > MOST {
            let _ = writeln!(out, "  - and {} more; `--format json` has them all", lines.len() - MOST);
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}", look.text(&last(told)));
    out
}

/// For a comment on a pull request.
pub fn markdown(told: &Told<'_>) -> String {
    let mut out = format!("### What this change means for people\n\n{}\n\n", prose(&last(told)));
    for (heading, lines) in parts(told) {
        let _ = writeln!(out, "**{heading}**\n");
        for line in lines.iter().take(MOST) {
            let _ = writeln!(out, "- {}", prose(line));
        }
        if lines.len() > MOST {
            let _ = writeln!(out, "- and {} more", lines.len() - MOST);
        }
        out.push('\n');
    }
    out
}

fn parts(told: &Told<'_>) -> Vec<(&'static str, Vec<String>)> {
    let line = |change: &Change| {
        let at = change.source.position(change.span.start);
        format!("{} ({}:{})", change.text, change.source.path(), at.line)
    };
    let mut parts: Vec<(&str, Vec<String>)> = PARTS
        .iter()
        .map(|(direction, heading)| (*heading, told.of(*direction).map(line).collect()))
        .collect();
    parts.push((WEAKER, told.weakenings.iter().map(|weakening| weakening.text.clone()).collect()));
    parts.retain(|(_, lines)| !lines.is_empty());
    parts
}

fn last(told: &Told<'_>) -> String {
    let counts = [
        (told.of(Direction::Widens).count(), "more"),
        (told.of(Direction::Differs).count(), "other"),
        (told.of(Direction::Narrows).count(), "less"),
    ];
    let counts: Vec<String> = counts.iter().map(|(count, word)| format!("{count} {word}")).collect();
    if told.changes.is_empty() && told.weakenings.is_empty() {
        return format!("Since {}: nothing changes for people.", told.since());
    }
    format!(
        "Since {}: {}, and {} that {} for less.",
        told.since(),
        counts.join(", "),
        many(told.weakenings.len(), "exception or edit").replace("exception or edits", "exceptions or edits"),
        if told.weakenings.len() == 1 { "asks" } else { "ask" }
    )
}

/// For programs.
pub fn json(told: &Told<'_>) -> String {
    let change = |change: &Change| -> Value {
        let at = change.source.position(change.span.start);
        json!({
            "topic": change.topic.word(),
            "direction": change.direction.word(),
            "weight": change.weight,
            "record": change.record,
            "field": change.field,
            "text": change.text,
            "location": { "path": change.source.path(), "line": at.line, "column": at.column },
        })
    };
    let weakening = |weakening: &Weakening| json!({ "kind": weakening.kind, "text": weakening.text });
    pretty(&json!({
        "version": VERSION,
        "reference": told.reference,
        "commit": told.commit,
        "changes": told.changes.iter().map(change).collect::<Vec<_>>(),
        "weakenings": told.weakenings.iter().map(weakening).collect::<Vec<_>>(),
    }))
}
