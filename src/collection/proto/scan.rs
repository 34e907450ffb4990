//! One pass over the text: comments, the depth of brackets, and a statement of an edition.

use super::DEEPEST;
use crate::collection::comments::Comment;
use crate::text::Span;

/// What was found.
#[derive(Default)]
pub(super) struct Scanned {
    pub(super) comments: Vec<Comment>,
    /// Whether a word stands there that only a file of this format starts a line with.
    pub(super) says: bool,
    /// Where brackets are nested too deep.
    pub(super) too_deep: Option<usize>,
    /// The statement of an edition: its bytes.
    pub(super) edition: Option<(usize, usize)>,
}

/// Scans a text from a byte on.
pub(super) fn scan(text: &str, from: usize) -> Scanned {
    let bytes = text.as_bytes();
    let mut found = Scanned::default();
    let (mut at, mut depth) = (from, 0_usize);
    let mut at_start = true;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                let end = line_end(text, at);
                let inner = bytes[at..end].iter().take_while(|&&byte| byte == b'/').count();
                found.comments.push(Comment { whole: Span::new(at, end), text: Span::new(at + inner, end) });
                at = end;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let inner = text[at + 2..].find("*/").map(|length| at + 2 + length);
                let end = inner.map_or(text.len(), |inner| inner + 2);
                found.comments.push(Comment {
                    whole: Span::new(at, end),
                    text: Span::new(at + 2, inner.unwrap_or(text.len())),
                });
                at = end;
            }
            quote @ (b'"' | b'\'') => {
                at = string_end(bytes, at + 1, quote);
                at_start = false;
            }
            b'{' | b'[' | b'<' | b'(' => {
                depth += 1;
                if depth > DEEPEST {
                    found.too_deep.get_or_insert(at);
                }
                at += 1;
                at_start = true;
            }
            b'}' | b']' | b'>' | b')' => {
                depth = depth.saturating_sub(1);
                at += 1;
                at_start = true;
            }
            b';' => {
                at += 1;
                at_start = true;
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let end = at
                    + text[at..]
                        .bytes()
                        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
                        .count();
                if at_start && depth == 0 {
                    found.word(text, at, end);
                }
                at_start = false;
                at = end;
            }
            byte => {
                at_start &= byte.is_ascii_whitespace();
                at += 1;
            }
        }
    }
    found
}

impl Scanned {
    /// A word at the start of an outermost statement.
    fn word(&mut self, text: &str, at: usize, end: usize) {
        match &text[at..end] {
            "syntax" | "message" | "enum" | "service" | "extend" | "package" | "import" | "option" => {
                self.says = true
            }
            "edition" => {
                self.says = true;
                let rest = &text[end..];
                let length = rest.find(';').filter(|length| rest[..*length].trim_start().starts_with('='));
                self.edition = self.edition.or(length.map(|length| (at, end + length + 1)));
            }
            _ => {}
        }
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find(['\n', '\r']).map_or(text.len(), |length| from + length)
}

/// Behind the quote that ends a string; strings end with their line at the latest.
fn string_end(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}
