//! The inventory for people: a section for each record, a line for each field.

use std::fmt::Write as _;

use crate::inventory::Row;
use crate::report::Look;
use crate::report::summary::many;
use crate::text::printable;

/// The inventory as tables.
pub fn table(rows: &[Row], look: Look) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < rows.len() {
        let first = &rows[at];
        let same = |row: &&Row| row.source.path() == first.source.path() && row.record == first.record;
        let fields = &rows[at..at + rows[at..].iter().take_while(same).count()];
        if at == 0 || rows[at - 1].source.path() != first.source.path() {
            let _ = writeln!(out, "{}{}", if at == 0 { "" } else { "\n" }, printable(first.source.path()));
        }
        section(fields, look, &mut out);
        at += fields.len();
    }
    summary(rows, &mut out);
    out
}

/// The widest that a column of names gets.
const WIDEST: usize = 32;

fn section(fields: &[Row], look: Look, out: &mut String) {
    let context = fields.first().map_or("", |row| row.reasons.context.as_str());
    let record = fields.first().map_or("", |row| row.record.as_str());
    let _ = writeln!(out, "\n  {}  {}", printable(record), printable(context));
    let width = |text: &str| printable(text).chars().count();
    let names = fields.iter().map(|row| width(&row.field)).max().unwrap_or(0).min(WIDEST);
    let lines = |row: &Row| row.source.position(row.span.start).line;
    let digits = fields.iter().map(|row| lines(row).to_string().len()).max().unwrap_or(0);
    for row in fields {
        let name = cut(&printable(&row.field), WIDEST);
        let pad = names.saturating_sub(name.chars().count());
        let said = if row.declared { "declared: " } else { "" };
        let what = format!("{said}{}", holds(row));
        let room = look.width.saturating_sub(6 + digits + names).max(24);
        let _ = writeln!(
            out,
            "    {:>digits$}  {name}{:pad$}  {}",
            lines(row),
            "",
            cut(&printable(&what), room).trim_end(),
        );
    }
}

/// What a field is taken to hold, in a few words, what the law protects most first.
fn holds(row: &Row) -> String {
    let mut words = Vec::new();
    if let Some(head) = &row.special_category {
        words.push(format!("special category ({})", head.replace('-', " ")));
    }
    if row.criminal_offence {
        words.push("criminal offence data".to_owned());
    }
    if row.direct_identifier {
        words.push("direct identifier".to_owned());
    }
    if row.opaque {
        words.push("opaque".to_owned());
    }
    if words.is_empty() {
        words.push(if row.personal { "personal" } else { "not personal" }.to_owned());
    }
    if row.evidence.is_empty() {
        words.push("no sign".to_owned());
        return words.join(", ");
    }
    // What is only possible is no more than that beside what is said to be so.
    let possibly = row.confidence == "possible" && !row.reasons.clues.is_empty();
    let evidence = if possibly { format!("possibly {}", row.evidence) } else { row.evidence.clone() };
    if words.last().is_some_and(|word| evidence.starts_with(word.as_str())) {
        // The label says it once.
        words.pop();
    }
    words.push(evidence);
    words.join(", ")
}

fn summary(rows: &[Row], out: &mut String) {
    let count = |test: fn(&Row) -> bool| rows.iter().filter(|row| test(row)).count();
    let _ = writeln!(
        out,
        "\n{}: {} personal, {}, {} special category, {} criminal offence, {} opaque; {} declared",
        many(rows.len(), "field"),
        count(|row| row.personal),
        many(count(|row| row.direct_identifier), "direct identifier"),
        count(|row| row.special_category.is_some()),
        count(|row| row.criminal_offence),
        count(|row| row.opaque),
        count(|row| row.declared),
    );
}

/// A text in at most so many characters, cut with an ellipsis.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(3)).collect();
    short.push_str("...");
    short
}
