//! What the lexer gives: tokens without the comments, and the comments beside them.

use crate::text::Span;

/// What a token is, as far as cutting a script asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// An unquoted name or keyword, or a placeholder of a template.
    Word,
    /// A name in `"`, `` ` `` or brackets.
    Quoted,
    /// A string, with its prefix and quotes.
    String,
    /// A number.
    Number,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `.`
    Period,
    /// Anything else.
    Other,
}

/// A token and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Whether it is the first on its line.
    pub(super) first: bool,
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// Zero-based line of its first byte.
    pub(super) line: u32,
}

impl Token {
    /// Its place.
    pub(super) fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// Its text.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.span().range()]
    }

    /// Whether it is this unquoted word, in any case.
    pub(super) fn is(self, text: &str, word: &str) -> bool {
        self.kind == TokenKind::Word && self.of(text).eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these unquoted words, in any case.
    pub(super) fn is_any(self, text: &str, words: &[&str]) -> bool {
        self.kind == TokenKind::Word && words.iter().any(|word| self.of(text).eq_ignore_ascii_case(word))
    }

    /// Whether it can name something.
    pub(super) fn is_name(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Quoted)
    }

    /// The name it stands for: quotes and brackets taken off, doubled ones made single.
    pub(super) fn name(self, text: &str) -> String {
        let written = self.of(text);
        if self.kind == TokenKind::Word || written.len() < 2 {
            return written.to_owned();
        }
        let inner = &written[1..written.len() - 1];
        match written.as_bytes()[0] {
            b'[' => inner.replace("]]", "]"),
            b'"' => inner.replace("\"\"", "\""),
            b'`' => inner.replace("``", "`"),
            b'\'' => inner.replace("''", "'"),
            _ => written.to_owned(),
        }
    }

    /// The range inside the quotes of a string, whatever its prefix.
    pub(super) fn content(self, text: &str) -> Span {
        let written = self.of(text);
        let (open, close) = match written.find(['\'', '"', '$']) {
            Some(at) if written[at..].starts_with('$') => {
                // `$tag$…$tag$`: the tag is as long on both sides.
                let tag = written[at + 1..].find('$').map_or(1, |length| length + 2);
                (at + tag, tag)
            }
            Some(at) => (at + 1, 1),
            None => (0, 0),
        };
        let end = (self.end as usize).saturating_sub(close);
        Span::new((self.start as usize + open).min(end), end)
    }

    /// The text of a string.
    pub(super) fn value(self, text: &str) -> String {
        text[self.content(text).range()].replace("''", "'")
    }
}

/// A comment and what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment {
    /// Its text, without the signs that open and close it.
    pub(super) text: Span,
    /// Its first byte, the opening sign included.
    pub(super) start: u32,
    /// Zero-based line it starts on.
    pub(super) line: u32,
    /// Zero-based line it ends on.
    pub(super) end_line: u32,
    /// Where the token before it ends; none at the head of the file.
    pub(super) previous: Option<u32>,
    /// Whether that token ends on the comment's line.
    pub(super) trailing: bool,
    /// Where the token after it starts; `u32::MAX` at the end of the file.
    pub(super) next: u32,
    /// Zero-based line of that token; `u32::MAX` at the end of the file.
    pub(super) next_line: u32,
}

/// A place where lexing could not go on.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// From the opening sign to the end of its line.
    pub(super) span: Span,
    /// What does not end.
    pub(super) what: &'static str,
}
