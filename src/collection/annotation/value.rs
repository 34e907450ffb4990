//! One value of a declaration: bare, quoted, a list, or a YAML flow value.

use std::sync::Arc;

use super::pairs::key_length;
use crate::collection::{Remark, RemarkKind};
use crate::document::{Kind, Node, Text, parse_flow, parse_flow_text};
use crate::text::{Source, Span};

/// The value and the byte after it, or what is wrong and the byte to go on from.
type Outcome = Result<(Node, usize), (Remark, usize)>;

/// Reads the value that starts the range.
pub(super) fn read(source: &Arc<Source>, range: Span) -> Outcome {
    let text = &source.text()[..range.end as usize];
    let start = range.start as usize;
    if text[start..].starts_with(['{', '[']) {
        return flow(source, range);
    }
    let (mut items, mut at) = (Vec::new(), start);
    loop {
        let (item, end) = item(text, at)?;
        items.extend(item);
        at = end;
        if !text[at..].starts_with(',') {
            break;
        }
        // A comma goes on over spaces, unless what follows is the next pair or nothing.
        at += 1;
        let space = text[at..].len() - text[at..].trim_start().len();
        let next = &text[at + space..];
        if space > 0 && (next.is_empty() || key_length(next).is_some()) {
            break;
        }
        at += space;
    }
    let span = Span::new(start, at);
    match items.len() {
        0 => {
            Err((problem(span, "There is no value after the equals sign. Write one, or remove the key."), at))
        }
        // One item that a comma follows is still one value: the comma only parts pairs.
        1 => Ok((items.swap_remove(0), at)),
        _ => {
            let end = items[items.len() - 1].span.end;
            Ok((Node { span: Span { end, ..span }, kind: Kind::Array(items) }, at))
        }
    }
}

fn problem(span: Span, message: &str) -> Remark {
    Remark::new(RemarkKind::Declaration, span, message)
}

/// One item of a list, quoted or bare; none where there is only a comma.
fn item(text: &str, at: usize) -> Result<(Option<Node>, usize), (Remark, usize)> {
    let rest = &text[at..];
    // Two single quotes are how SQL writes one inside a string; alone they are an empty text.
    if let Some(inner) = rest.strip_prefix("''") {
        return match inner.find("''") {
            Some(length) if !inner.starts_with([' ', '\t', '\n', '\r', ',']) => {
                let span = Span::new(at + 2, at + 2 + length);
                let node = Node { span: Span::new(at, at + length + 4), kind: Kind::String(Text::At(span)) };
                Ok((Some(node), at + length + 4))
            }
            _ => Ok((Some(Node::string(Span::new(at, at + 2), "")), at + 2)),
        };
    }
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(text, at, quote).map(|(node, end)| (Some(node), end)),
        _ => Ok(bare(text, at)),
    }
}

fn quoted(text: &str, at: usize, quote: char) -> Result<(Node, usize), (Remark, usize)> {
    let inner = at + 1;
    let mut end = inner;
    loop {
        let Some(found) = text[end..].find(quote) else {
            let line = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
            return Err((
                problem(Span::new(at, line), "This quoted value does not end. Close the quote."),
                line,
            ));
        };
        end += found;
        if quote == '\'' && text[end + 1..].starts_with('\'') {
            end += 2;
        } else {
            break;
        }
    }
    let written = &text[inner..end];
    let kind = if written.contains("''") {
        Kind::String(Text::Own(written.replace("''", "'").into()))
    } else {
        Kind::String(Text::At(Span::new(inner, end)))
    };
    Ok((Node { span: Span::new(at, end + 1), kind }, end + 1))
}

/// A bare item ends at a space or at a comma outside parentheses.
fn bare(text: &str, at: usize) -> (Option<Node>, usize) {
    let mut depth = 0usize;
    let length = text[at..]
        .find(|c: char| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            c.is_whitespace() || (c == ',' && depth == 0)
        })
        .unwrap_or(text.len() - at);
    let span = Span::new(at, at + length);
    let written = &text[span.range()];
    if written.is_empty() {
        return (None, at);
    }
    let kind = match written {
        "true" => Kind::Bool(true),
        "false" => Kind::Bool(false),
        _ if is_integer(written) => Kind::Number(Text::At(span)),
        _ if written.contains("''") => Kind::String(Text::Own(written.replace("''", "'").into())),
        _ => Kind::String(Text::At(span)),
    };
    (Some(Node { span, kind }), at + length)
}

/// Whole numbers as JSON has them; `007` is a code, not a number.
fn is_integer(written: &str) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    (1..=18).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'))
}

fn flow(source: &Arc<Source>, range: Span) -> Outcome {
    let start = range.start as usize;
    let text = source.slice(range);
    let Some(length) = balanced(text) else {
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        let span = Span::new(start, start + line);
        return Err((
            problem(span, "These brackets are not closed. Close them in the same comment."),
            start + line,
        ));
    };
    let span = Span::new(start, start + length);
    let mut parsed = parse_flow(source, span);
    if text[..length].contains("''") {
        parsed = parsed.or_else(|_| parse_flow_text(&single_quotes(&text[..length]), start));
    }
    match parsed {
        Ok(node) => Ok((node, start + length)),
        Err(error) => Err((
            problem(
                error.span,
                &format!("This value in brackets is not well-formed YAML: {}.", error.message),
            ),
            start + length,
        )),
    }
}

/// The length of a bracketed value, quotes and inner brackets taken into account.
fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0usize, None);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Doubled quotes made single with a space outside, so that nothing moves.
fn single_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split("''");
    out.push_str(parts.next().unwrap_or(""));
    for (at, part) in parts.enumerate() {
        out.push_str(if at % 2 == 0 { " '" } else { "' " });
        out.push_str(part);
    }
    out
}
