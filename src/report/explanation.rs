//! What is known of a field, for whoever has to decide: what it is taken for and why, what is
//! declared, and the lines that settle it.

use std::fmt::Write as _;

use super::{Look, wrap};
use crate::annotate::{category_of, scalar, subject_of};
use crate::declaration::pattern_of;
use crate::inventory::Row;

/// A section for each field. The lines that settle it belong in the sidecar of this name.
pub fn fields(rows: &[&Row], sidecar: &str, look: Look) -> String {
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        field(row, sidecar, look, &mut out);
    }
    out
}

fn field(row: &Row, sidecar: &str, look: Look, out: &mut String) {
    let position = row.source.position(row.span.start);
    let place = format!("{}:{}:{}", row.source.path(), position.line, position.column);
    let _ = writeln!(out, "{}.{}", look.text(&row.record), look.text(&row.field));
    let mut line =
        |head: &str, text: &str| wrap(&format!("  {head:<10} "), &look.text(text), look.width, out);
    line("place", &place);
    line("words", &row.reasons.words);
    if !row.type_text.is_empty() {
        line("type", &row.type_text);
    }
    line("record", &row.reasons.context);
    line("taken for", &taken_for(row));
    conclusions(row, look, out);
    lost(row, look, out);
    declared(row, look, out);
    settle(row, sidecar, look, out);
}

/// What the law calls it.
fn taken_for(row: &Row) -> String {
    let mut words = Vec::new();
    if let Some(head) = &row.special_category {
        words.push(format!("special category data ({})", head.replace('-', " ")));
    }
    if row.criminal_offence {
        words.push("criminal offence data".to_owned());
    }
    if row.direct_identifier {
        words.push("a direct identifier".to_owned());
    }
    if row.opaque {
        words.push("contents that the schema does not say".to_owned());
    }
    if words.is_empty() {
        words.push(if row.personal { "personal data" } else { "no personal data" }.to_owned());
    }
    words.join(", ")
}

/// Every conclusion, the one that counts first.
fn conclusions(row: &Row, look: Look, out: &mut String) {
    let clues = &row.reasons.clues;
    if clues.is_empty() {
        wrap(
            "  because    ",
            "nothing in its name, type, values or description speaks of anything",
            look.width,
            out,
        );
    }
    let sure = clues.iter().map(|clue| clue.confidence.len()).max().unwrap_or(0);
    for (at, clue) in clues.iter().enumerate() {
        let head = if at == 0 { "because" } else { "" };
        let outweighed =
            if at == 0 { String::new() } else { format!(", outweighed by `{}`", clues[0].entry) };
        let text = format!("{}: {} (entry `{}`{outweighed})", clue.label, clue.why, clue.entry);
        wrap(&format!("  {head:<10} {:sure$}  ", clue.confidence), &look.text(&text), look.width, out);
    }
}

/// What its words could stand for as well, and why they do not here.
fn lost(row: &Row, look: Look, out: &mut String) {
    for (at, lost) in row.reasons.lost.iter().enumerate() {
        let head = if at == 0 { "not" } else { "" };
        let text = format!("{}: {} (entry `{}`)", lost.label, lost.why, lost.entry);
        wrap(&format!("  {head:<10} "), &look.text(&text), look.width, out);
    }
}

/// What is declared, with the place of each word.
fn declared(row: &Row, look: Look, out: &mut String) {
    if row.said.is_empty() {
        wrap("  declared   ", "nothing", look.width, out);
    }
    for (at, (key, place)) in row.said.iter().enumerate() {
        let head = if at == 0 { "declared" } else { "" };
        let line = place.source.position(place.span.start).line;
        let value = place.source.slice(place.span).lines().next().unwrap_or_default().trim();
        // A comment's declaration repeats the key.
        let key = if value.starts_with(key) { String::new() } else { format!("{key}: ") };
        let text = format!("{key}{value} ({}:{line})", place.source.path());
        wrap(&format!("  {head:<10} "), &look.text(&text), look.width, out);
    }
}

/// The lines that settle what it is.
fn settle(row: &Row, sidecar: &str, look: Look, out: &mut String) {
    let draft = row.said.iter().find(|(key, _)| *key == "draft");
    if let Some((_, place)) = draft {
        let line = place.source.position(place.span.start).line;
        let text = format!(
            "A draft that nobody has confirmed. To settle it, check it, correct it, and remove `draft` at {}:{line}.",
            place.source.path()
        );
        out.push('\n');
        wrap("  ", &look.text(&text), look.width, out);
        return;
    }
    if row.declared {
        return;
    }
    let head = format!("  fields:\n    {}:\n", scalar(&pattern_of(&row.record, &row.field)));
    let _ = write!(out, "\n  To settle it, in {}:\n\n{head}", look.text(sidecar));
    match category_of(row) {
        Some(category) => _ = writeln!(out, "      category: {}", scalar(category)),
        None => out.push_str("      category: ID   # of the notice: `noticelint notice show` lists them\n"),
    }
    if let Some(subject) = subject_of(row) {
        let _ = writeln!(out, "      subject: {}", scalar(subject));
    }
    let _ = write!(
        out,
        "\n  or, if it says nothing about a person:\n\n{head}      not-personal: why that is so\n"
    );
}
