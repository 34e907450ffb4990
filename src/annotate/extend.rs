//! Entries into a sidecar: what people wrote stays as it is, byte for byte, and what is written
//! is read again before it counts.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Draft, scalar};
use crate::declaration::Sidecar;
use crate::document::{Document, Key, NodeRef, Problem, Syntax};
use crate::text::{Source, printable};

/// The longest reason in a comment, in characters.
const LONGEST_REASON: usize = 100;

/// The text of a new sidecar.
pub fn new_sidecar(drafts: &[Draft]) -> String {
    let mut out = String::from(
        "# Drafted by `noticelint annotate` from names, types and values. Nobody has confirmed it:\n\
         # check each entry, correct it, and remove its `draft`.\nfields:\n",
    );
    out.push_str(&entries(drafts, "  ", "\n"));
    out
}

/// The text of a sidecar with entries added at the end of its `fields`.
///
/// # Errors
/// A [`Problem`] at the place that stands in the way.
pub fn extend(document: &Document, drafts: &[Draft]) -> Result<String, Problem> {
    let root = document.root();
    if let Some(span) = document.further {
        return Err(Problem::new(span, "a second document starts here; put all of it into one"));
    }
    if !root.is_object() && !root.is_null() {
        return Err(Problem::new(
            root.span(),
            "a sidecar is a mapping with the keys `document`, `records` and `fields`",
        ));
    }
    let text = document.source.text();
    if root.is_object() && text[root.span().range()].starts_with('{') {
        return Err(Problem::new(root.span(), IN_FLOW));
    }
    let (place, candidates) = match root.member("fields") {
        None => (root.span(), vec![appended(document, drafts)]),
        Some((key, value)) => (key.span, in_fields(text, key, value, drafts)?),
    };
    let expected = expected(root, drafts);
    candidates.into_iter().find(|candidate| reads_as(candidate, &expected, document)).ok_or_else(|| {
        Problem::new(place, "entries cannot be added here safely; write `fields:` on a line of its own with one entry to a line below it")
    })
}

const IN_FLOW: &str = "this is written in flow style, in braces, and entries cannot be added to it; write it with one entry to a line";

/// The ways to add entries to `fields`, the best first.
fn in_fields(text: &str, key: Key<'_>, value: NodeRef<'_>, drafts: &[Draft]) -> Result<Vec<String>, Problem> {
    let key_span = key.span.range();
    let newline = newline_of(text);
    let line_start = text[..key_span.start].rfind('\n').map_or(0, |at| at + 1);
    let margin: String = text[line_start..].chars().take_while(|c| *c == ' ').collect();
    let written = text[key_span.end..].trim_start_matches([' ', ':']);
    if written.starts_with('*') {
        return Err(Problem::new(
            key.span,
            "this is written elsewhere and named here, and entries cannot be added to it",
        ));
    }
    let empty = value.is_null() || value.is_object() && value.members().next().is_none();
    if empty {
        // What stands for nothing goes: `fields: {}`, `fields: ~`.
        let start = text.len() - written.len();
        let rest =
            written.strip_prefix('{').and_then(|inside| inside.trim_start_matches(' ').strip_prefix('}'));
        let rest =
            rest.or_else(|| ["~", "null", "Null", "NULL"].iter().find_map(|word| written.strip_prefix(word)));
        let (head, rest) = match rest {
            Some(rest) => (text[..start].trim_end_matches(' '), rest),
            None => text.split_at(start),
        };
        let (line, rest) = rest.split_at(end_of_line(rest, 0));
        let added = entries(drafts, &format!("{margin}  "), newline);
        let whole = with_newline(&format!("{head}{line}"), newline);
        return Ok(vec![format!("{whole}{added}{rest}")]);
    }
    if !value.is_object() {
        return Err(Problem::new(value.span(), "`fields` needs a mapping here"));
    }
    if written.starts_with('{') {
        return Err(Problem::new(value.span(), IN_FLOW));
    }
    let (indent, ends) = ends(text, end_of_line(text, key_span.end), margin.len());
    let added = entries(drafts, &" ".repeat(indent), newline);
    let insert = |at: usize| format!("{}{added}{}", with_newline(&text[..at], newline), &text[at..]);
    Ok(ends.into_iter().map(insert).collect())
}

/// The indentation of the entries below a key, and where their mapping can be said to end: after
/// its last line, or, where blank lines belong to a text, right before what comes next.
fn ends(text: &str, from: usize, margin: usize) -> (usize, [usize; 2]) {
    let mut indent = None;
    let (mut at, mut last) = (from, from);
    for line in text[from..].split_inclusive('\n') {
        let bare = line.trim();
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let comment = bare.starts_with('#');
        if !bare.is_empty() && !comment && spaces <= margin {
            break;
        }
        if !bare.is_empty() && !comment {
            indent.get_or_insert(spaces);
        }
        at += line.len();
        if !bare.is_empty() && (!comment || spaces > margin) {
            last = at;
        }
    }
    (indent.unwrap_or(margin + 2), [last, at])
}

/// The text with `fields:` and entries at its end.
fn appended(document: &Document, drafts: &[Draft]) -> String {
    let text = document.source.text();
    let newline = newline_of(text);
    let first = document.root().members().next().map_or(0, |(key, _)| key.span.range().start);
    let line_start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let margin = text[line_start..first].chars().take_while(|c| *c == ' ').count();
    let margin = " ".repeat(margin);
    let added = entries(drafts, &format!("{margin}  "), newline);
    format!("{}{margin}fields:{newline}{added}", with_newline(text, newline))
}

/// Entries as lines.
fn entries(drafts: &[Draft], margin: &str, newline: &str) -> String {
    let mut out = String::new();
    for draft in drafts {
        let why = printable(&draft.why);
        let more = if why.chars().count() > LONGEST_REASON { "..." } else { "" };
        let why: String = why.chars().take(LONGEST_REASON).collect();
        let _ = write!(out, "{margin}# {why}{more}{newline}{margin}{}:{newline}", scalar(&draft.pattern));
        let _ = write!(out, "{margin}  category: {}{newline}", scalar(&draft.category));
        if let Some(subject) = &draft.subject {
            let _ = write!(out, "{margin}  subject: {}{newline}", scalar(subject));
        }
        let _ = write!(out, "{margin}  draft: true{newline}");
    }
    out
}

fn newline_of(text: &str) -> &'static str {
    let first = text.find('\n');
    if first.is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" }
}

fn with_newline(text: &str, newline: &str) -> String {
    let ended = text.is_empty() || text.ends_with('\n') || text == "\u{feff}";
    format!("{text}{}", if ended { "" } else { newline })
}

/// Where the line after the one of this byte starts.
fn end_of_line(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

/// What the sidecar has to say once it is extended.
fn expected(root: NodeRef<'_>, drafts: &[Draft]) -> Value {
    let mut whole = match root.to_value() {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let mut fields = match whole.remove("fields") {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    for draft in drafts {
        let mut entry = Map::new();
        entry.insert("category".to_owned(), draft.category.as_str().into());
        if let Some(subject) = &draft.subject {
            entry.insert("subject".to_owned(), subject.as_str().into());
        }
        entry.insert("draft".to_owned(), true.into());
        fields.insert(draft.pattern.clone(), entry.into());
    }
    whole.insert("fields".to_owned(), fields.into());
    whole.into()
}

/// Whether a text reads as what was meant, with no fault that was not there before.
fn reads_as(text: &str, expected: &Value, before: &Document) -> bool {
    let source: Arc<Source> = Source::new(before.source.path(), text);
    Document::parse(source, Syntax::Yaml).is_ok_and(|read| {
        read.further.is_none()
            && read.duplicates.len() == before.duplicates.len()
            && read.root().to_value() == *expected
            && Sidecar::decode(&read).is_ok()
    })
}

#[cfg(test)]
mod tests;
