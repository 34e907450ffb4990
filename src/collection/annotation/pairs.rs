//! `key=value key=value …`, with dotted keys that nest.

use std::sync::Arc;

use super::value;
use crate::collection::{Remark, RemarkKind};
use crate::document::{Kind, Member, Node, Text};
use crate::text::{Source, Span};

/// Dots in a key beyond this are a mistake, and would make a tree too deep to walk.
const DEEPEST: usize = 4;

/// Pairs in one declaration beyond this are no declaration; each is compared with the others.
const MOST_PAIRS: usize = 200;

/// Reads pairs until the end of the range; what is none is said once.
pub(super) fn read(source: &Arc<Source>, range: Span) -> (Vec<Member>, Vec<Remark>) {
    let text = source.text();
    let (mut at, end) = (range.start as usize, range.end as usize);
    let (mut members, mut remarks, mut stray) = (Vec::new(), Vec::new(), false);
    loop {
        at += gap(&text[at..end]);
        if at >= end {
            return (members, remarks);
        }
        let rest = &text[at..end];
        let Some(length) = key_length(rest) else {
            let word = word_length(rest);
            if !stray {
                remarks.push(no_pair(&rest[..word], Span::new(at, at + word)));
            }
            stray = true;
            at += word;
            continue;
        };
        let key = Span::new(at, at + length);
        if members.len() == MOST_PAIRS {
            let message = format!("A declaration has at most {MOST_PAIRS} pairs; the rest was not read.");
            remarks.push(Remark::new(RemarkKind::Limit, key, message));
            return (members, remarks);
        }
        at += length + 1;
        match value::read(source, Span::new(at, end)) {
            Ok((node, next)) => {
                at = next;
                insert(text, &mut members, key, node, &mut remarks);
            }
            Err((remark, next)) => {
                remarks.push(remark);
                at = next;
            }
        }
    }
}

/// A member whose key is not in the source.
pub(super) fn member(key: &str, key_span: Span, value: Node) -> Member {
    Member { key: Text::Own(key.into()), key_span, value }
}

/// Bytes of space, and of the stars that open the lines of a block comment.
fn gap(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut inner = line.trim_start();
        if at > 0 && (inner.starts_with("* ") || inner.trim_end() == "*") {
            inner = inner[1..].trim_start();
        }
        at += line.len() - inner.len();
        if !inner.is_empty() {
            break;
        }
    }
    at
}

fn word_length(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

/// The length of a key that an equals sign follows.
pub(super) fn key_length(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))?;
    (text.starts_with(|c: char| c.is_ascii_alphabetic()) && text[end..].starts_with('=')).then_some(end)
}

fn no_pair(word: &str, span: Span) -> Remark {
    let shown: String = word.chars().take(40).collect();
    Remark::new(
        RemarkKind::Declaration,
        span,
        format!(
            "`{shown}` is no `key=value`. After `@gdpr` only pairs may stand; put a value that has spaces into quotes, and other words before `@gdpr`."
        ),
    )
}

/// Puts a value under its key, making the mappings that a dotted key goes through.
fn insert(text: &str, members: &mut Vec<Member>, key: Span, value: Node, remarks: &mut Vec<Remark>) {
    let mut parts = Vec::new();
    let mut start = key.range().start;
    for part in text[key.range()].split('.') {
        parts.push(Span::new(start, start + part.len()));
        start += part.len() + 1;
    }
    if parts.len() > DEEPEST || parts.iter().any(|part| part.start == part.end) {
        remarks.push(Remark::new(
            RemarkKind::Declaration,
            key,
            "This key has empty parts or too many. A dotted key looks like `retention.keep`.",
        ));
        return;
    }
    let mut here = members;
    for &part in &parts[..parts.len() - 1] {
        let name = &text[part.range()];
        let known = here
            .iter()
            .position(|member| member.key.of(text) == name && matches!(member.value.kind, Kind::Object(_)));
        let at = known.unwrap_or_else(|| {
            let node = Node { span: part.to(value.span), kind: Kind::Object(Vec::new()) };
            here.push(Member { key: Text::At(part), key_span: part, value: node });
            here.len() - 1
        });
        here[at].value.span = here[at].value.span.to(value.span);
        let Kind::Object(inner) = &mut here[at].value.kind else { return };
        here = inner;
    }
    let last = parts[parts.len() - 1];
    let name = &text[last.range()];
    if let Some(first) = here.iter().find(|member| member.key.of(text) == name) {
        remarks.push(Remark {
            kind: RemarkKind::DuplicateKey,
            span: last,
            message: format!("`{name}` stands twice in this declaration, and the last one counts. Remove one, or join the values with a comma."),
            other: Some((first.key_span, "first here".to_owned())),
            source: None,
        });
    }
    here.push(Member { key: Text::At(last), key_span: last, value });
}
