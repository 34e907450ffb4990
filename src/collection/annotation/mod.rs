//! The comment syntax of declarations, shared by every format that has comments:
//! `@gdpr key=value key=value …`. Text before it in the comment is ordinary description.
//!
//! A value is bare up to the next space, quoted with `"` or `'`, or a YAML flow value in balanced
//! braces or brackets; commas make a list. Dotted keys nest. Places are those of the source.

mod pairs;
mod value;

use std::sync::Arc;

use super::{Layer, Remark, RemarkKind, Spoken};
use crate::document::{Kind, Node};
use crate::text::{Source, Span};

/// The sign that opens a declaration.
const SIGN: &str = "@gdpr";

/// Reads every declaration of a comment, in the order of the text.
pub(crate) fn read_all(source: &Arc<Source>, span: Span, layer: Layer) -> (Vec<Spoken>, Vec<Remark>) {
    let text = source.slice(span);
    let (mut spoken, mut remarks) = (Vec::new(), Vec::new());
    let mut signs = signs(text).peekable();
    while let Some((sign, kind)) = signs.next() {
        let end = signs.peek().map_or(text.len(), |(next, _)| *next);
        if kind == Sign::Ignore {
            continue;
        }
        let sign = Span::new(sign, sign + SIGN.len()).shifted(span.start as usize);
        let rest = Span { start: sign.end, end: span.start + Span::new(0, end).end };
        if source.slice(rest).trim_matches(|c: char| c.is_whitespace() || c == '*').is_empty() {
            remarks.push(Remark::new(
                RemarkKind::Declaration,
                sign,
                "`@gdpr` says nothing here. Write `key=value` after it, or remove it.",
            ));
            continue;
        }
        let (members, found) = pairs::read(source, rest);
        remarks.extend(found);
        if !members.is_empty() {
            let end = members.iter().map(|member| member.value.span.end).max().unwrap_or(sign.end);
            let node = Node { span: Span { start: sign.start, end }, kind: Kind::Object(members) };
            spoken.push(Spoken::inline(layer, source, node));
        }
    }
    (spoken, remarks)
}

/// Reads a text that is `key=value key=value …` as a whole, without the sign.
pub(crate) fn read_pairs(source: &Arc<Source>, span: Span, layer: Layer) -> (Option<Spoken>, Vec<Remark>) {
    let (members, remarks) = pairs::read(source, span);
    let spoken = (!members.is_empty())
        .then(|| Spoken::inline(layer, source, Node { span, kind: Kind::Object(members) }));
    (spoken, remarks)
}

/// The words that open a silencing.
pub(crate) const SILENCE: &str = "@gdpr-ignore";

/// Where a text silences rules, zero-based bytes of each sign.
pub(crate) fn silences(text: &str) -> impl Iterator<Item = usize> + '_ {
    signs(text).filter(|(_, kind)| *kind == Sign::Ignore).map(|(at, _)| at)
}

/// Whether a comment's text has a declaration.
pub(crate) fn declares(text: &str) -> bool {
    signs(text).any(|(_, kind)| kind == Sign::Declare)
}

/// The ordinary part of a comment's text: what stands before the first declaration or silencing.
pub(crate) fn prose(text: &str) -> &str {
    signs(text).next().map_or(text, |(at, _)| &text[..at])
}

/// Whether a comment names a purpose, and so a use of its own.
fn says_purpose(one: &Spoken) -> bool {
    one.root().get("purpose").or_else(|| one.root().get("purposes")).is_some()
}

/// Several declarations with a `purpose` each, on one thing, are several uses of it: one mapping
/// whose `uses` lists them in the order of the file, with all other keys beside. Declarations
/// come and go nearest first; those without a purpose stay as they are.
pub(crate) fn join_uses(spoken: Vec<Spoken>) -> Vec<Spoken> {
    if spoken.iter().filter(|one| says_purpose(one)).count() < 2 {
        return spoken;
    }
    let (mut with, mut rest): (Vec<_>, Vec<_>) = spoken.into_iter().partition(says_purpose);
    with.sort_by_key(|one| one.node.span.start);
    let first = with[0].clone();
    let (mut flat, mut uses, mut whole) = (Vec::new(), Vec::new(), first.node.span);
    for one in with {
        whole = whole.to(one.node.span);
        let Kind::Object(members) = one.node.kind else { continue };
        let (of_use, other): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| USE.contains(&member.key.of(first.source.text())));
        flat.extend(other);
        uses.push(Node { span: one.node.span, kind: Kind::Object(of_use) });
    }
    let key_span = first
        .root()
        .member("purpose")
        .or_else(|| first.root().member("purposes"))
        .map_or(first.node.span, |(key, _)| key.span);
    flat.push(pairs::member("uses", key_span, Node { span: whole, kind: Kind::Array(uses) }));
    rest.insert(0, Spoken { node: Node { span: whole, kind: Kind::Object(flat) }, ..first });
    rest
}

/// The keys that describe one use of a field.
const USE: [&str; 6] = ["purpose", "purposes", "lawful-basis", "condition", "schedule-1", "recipients"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Declare,
    Ignore,
}

/// Where `@gdpr` and `@gdpr-ignore` stand as words of their own: not in an address, not as the
/// start of another word.
fn signs(text: &str) -> impl Iterator<Item = (usize, Sign)> + '_ {
    text.match_indices('@').filter_map(|(at, _)| {
        // People write it in capitals where their comments are.
        if !text.get(at..at + SIGN.len()).is_some_and(|sign| sign.eq_ignore_ascii_case(SIGN)) {
            return None;
        }
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@' | '/');
        if text[..at].ends_with(word) {
            return None;
        }
        let after = &text[at + SIGN.len()..];
        if after.is_empty() || after.starts_with(char::is_whitespace) {
            return Some((at, Sign::Declare));
        }
        after.starts_with("-ignore").then_some((at, Sign::Ignore))
    })
}

#[cfg(test)]
mod tests;
