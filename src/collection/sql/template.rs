//! Names that a template puts in before the script runs, where the lexer sees only their signs:
//! `:schema`, `<schema>`, `%(schema)s`, `{schema}`. They count only where a name has to stand.

use super::cursor::Cursor;
use crate::text::Span;

/// How a placeholder starts and ends; the most telling first.
const SIGNS: [(&str, &str); 9] = [
    ("{{{", "}}}"),
    ("{{", "}}"),
    ("<%", "%>"),
    ("%(", ")s"),
    ("#{", "}"),
    ("{", "}"),
    ("<", ">"),
    (":\"", "\""),
    (":'", "'"),
];

/// A placeholder longer than this is none.
const LONGEST: usize = 80;

/// Passes over the placeholder that stands here, with the word that is written onto it; none
/// where there is no placeholder.
pub(super) fn part(cursor: &mut Cursor<'_>) -> Option<(String, Span)> {
    let start = cursor.here()?.start as usize;
    let rest = &cursor.text[start..];
    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    let mut length = placeholder(line)?;
    length += word(&line[length..]);
    let end = start + length;
    let last = cursor.tokens[cursor.at..].iter().take_while(|token| (token.start as usize) < end).count();
    // What the lexer took for more than a name is none.
    if cursor.tokens[cursor.at + last - 1].end as usize != end {
        return None;
    }
    cursor.at += last;
    Some((line[..length].to_owned(), Span::new(start, end)))
}

/// The length of the placeholder at the start of a line.
fn placeholder(line: &str) -> Option<usize> {
    for (open, close) in SIGNS {
        if let Some(inner) = line.strip_prefix(open) {
            let length = inner.find(close).filter(|length| (1..=LONGEST).contains(length))?;
            let plain = inner[..length].bytes().all(|byte| {
                byte.is_ascii_alphanumeric()
                    || matches!(byte, b'_' | b'-' | b' ' | b'.' | b'=' | b'@' | b'$' | b'\'' | b'"')
            });
            return plain.then_some(open.len() + length + close.len());
        }
    }
    let signs = line.len() - line.trim_start_matches([':', '%', '&', '$', '@']).len();
    let name = word(line.get(signs..)?);
    let sign = line.get(..signs)?;
    if name == 0 {
        return None;
    }
    let after = line.get(signs + name..).unwrap_or("");
    match sign {
        ":" | "$" => Some(signs + name),
        // SQL*Plus ends its variable with a dot: `&schema..child`.
        "&" | "&&" => Some(signs + name + usize::from(after.starts_with(".."))),
        "%" if after.starts_with('%') => Some(signs + name + 1),
        "%" if matches!(&line[1..2], "s" | "I") => Some(2),
        _ => None,
    }
}

fn word(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
}
