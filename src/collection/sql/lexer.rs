//! Cuts a script into tokens fine enough to find statements, columns and comments, and no finer.
//!
//! A dump is mostly data, so what matters here is to pass over it quickly and to keep nothing of
//! it; what defines structure is looked at more closely by those who call this.

use super::dialect::Family;
use super::token::{Comment, Fault, Token, TokenKind};
use crate::text::Span;

/// What the lexer came to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Event {
    /// A token.
    Token(Token),
    /// The end of a statement; `batch` where it is the end of a batch (`GO`, a custom delimiter).
    Cut {
        /// Whether a whole batch ends.
        batch: bool,
    },
    /// Something does not end, and the lexer goes on elsewhere.
    Broken,
}

/// More comments than this are not kept.
const MOST_COMMENTS: usize = 1_000_000;

/// The lexer; comments and faults gather beside the tokens.
pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) line: u32,
    /// Whether no token has been on this line yet.
    pub(super) fresh: bool,
    pub(super) family: Family,
    /// Whether a string that does not end is known of, so that one over many lines is suspect.
    pub(super) wary: bool,
    pub(super) delimiter: Option<&'t str>,
    pub(super) comments: Vec<Comment>,
    pub(super) faults: Vec<Fault>,
    /// Parts that were passed over, which undo what the rest does.
    pub(super) undone: usize,
    /// Parentheses that are open here.
    pub(super) depth: usize,
    /// The first comment beyond those that are kept.
    pub(super) beyond: Option<Span>,
    previous: Option<(u32, u32)>,
    waiting: usize,
    /// Whether the rest of the file still has each of these; looked for once, not at every sign.
    pub(super) comment_ends: bool,
    pub(super) comment_nests: bool,
    pub(super) dollar_ends: bool,
    pub(super) copy_ends: bool,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, family: Family, wary: bool) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            line: 0,
            fresh: true,
            family,
            wary,
            delimiter: None,
            comments: Vec::new(),
            faults: Vec::new(),
            undone: 0,
            depth: 0,
            beyond: None,
            previous: None,
            waiting: 0,
            comment_ends: true,
            comment_nests: family != Family::MySql,
            dollar_ends: true,
            copy_ends: true,
        }
    }

    /// The next thing; none at the end of the file.
    pub(super) fn next(&mut self) -> Option<Event> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            let following = self.bytes.get(self.at + 1).copied().unwrap_or(0);
            match byte {
                b'\n' | b'\r' => self.pass(self.at + 1),
                b' ' | b'\t' | 0x0b | 0x0c => self.at += 1,
                b'-' if following == b'-' => {
                    if let Some(event) = self.marked_comment(2) {
                        return Some(event);
                    }
                }
                b'#' if self.family == Family::MySql && !self.text[self.at..].starts_with("#__") => {
                    if let Some(event) = self.marked_comment(1) {
                        return Some(event);
                    }
                }
                b'/' if following == b'*' => {
                    if let Some(event) = self.block_comment() {
                        return Some(event);
                    }
                }
                b'*' if following == b'/' && self.family == Family::MySql => self.at += 2,
                _ if self.fresh && self.client_line() => {}
                _ if self.delimiter.is_some_and(|sign| self.text[self.at..].starts_with(sign)) => {
                    let length = self.delimiter.map_or(1, str::len);
                    self.token(TokenKind::Other, self.at + length);
                    return Some(Event::Cut { batch: true });
                }
                b';' if self.delimiter.is_none() => {
                    self.depth = 0;
                    self.token(TokenKind::Other, self.at + 1);
                    return Some(Event::Cut { batch: false });
                }
                b'/' if self.fresh && self.rest_of_line().len() == 1 => {
                    self.token(TokenKind::Other, self.at + 1);
                    return Some(Event::Cut { batch: false });
                }
                0x80.. if self.blank_character() => {}
                _ => return Some(self.lexeme(byte, following)),
            }
        }
    }

    /// A token that starts here, whatever it is.
    fn lexeme(&mut self, byte: u8, following: u8) -> Event {
        let at = self.at;
        let (kind, end) = match byte {
            b'(' => (TokenKind::Open, at + 1),
            b')' => (TokenKind::Close, at + 1),
            b',' => (TokenKind::Comma, at + 1),
            b'.' => (TokenKind::Period, at + 1),
            b'\'' => return self.quoted(at, b'\'', TokenKind::String),
            b'"' => return self.quoted(at, b'"', TokenKind::Quoted),
            b'`' => return self.quoted(at, b'`', TokenKind::Quoted),
            b'[' => self.bracketed().map_or((TokenKind::Other, at + 1), |end| (TokenKind::Quoted, end)),
            b'{' | b'$' if matches!(following, b'{' | b'(') => {
                self.placeholder().map_or((TokenKind::Other, at + 1), |end| (TokenKind::Word, end))
            }
            b'$' => match self.dollar_quoted() {
                Some(end) => (TokenKind::String, end),
                None => (TokenKind::Other, at + 1),
            },
            b'0'..=b'9' => (TokenKind::Number, self.word_end(at)),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'@' | b'#' | 0x80.. => {
                let end = self.word_end(at);
                if end == at {
                    let length = self.text[at..].chars().next().map_or(1, char::len_utf8);
                    (TokenKind::Other, at + length)
                } else if self.bytes.get(end) == Some(&b'\'') && is_prefix(&self.bytes[at..end]) {
                    return self.quoted(end, b'\'', TokenKind::String);
                } else if self.fresh && self.is_go(end) {
                    self.token(TokenKind::Other, end);
                    self.skip_line();
                    return Event::Cut { batch: true };
                } else {
                    (TokenKind::Word, end)
                }
            }
            _ => (TokenKind::Other, at + 1),
        };
        Event::Token(self.token(kind, end))
    }

    /// A token from here to `end`; tells the comments before it what follows them.
    fn token(&mut self, kind: TokenKind, end: usize) -> Token {
        let span = Span::new(self.at, end);
        let token = Token { kind, first: self.fresh, start: span.start, end: span.end, line: self.line };
        for comment in &mut self.comments[self.waiting..] {
            comment.next = token.start;
            comment.next_line = token.line;
        }
        self.waiting = self.comments.len();
        self.depth = match kind {
            TokenKind::Open => self.depth + 1,
            TokenKind::Close => self.depth.saturating_sub(1),
            _ => self.depth,
        };
        self.pass(end);
        self.fresh = false;
        self.previous = Some((span.end, self.line));
        token
    }

    /// Notes a comment whose text is `from..to`, and goes on at `end`.
    pub(super) fn comment(&mut self, from: usize, to: usize, end: usize) {
        let (start, line, fresh) = (self.at, self.line, self.fresh);
        self.pass(end);
        if self.comments.len() == MOST_COMMENTS {
            self.beyond.get_or_insert(Span::new(start, end));
            return;
        }
        self.comments.push(Comment {
            text: Span::new(from, to),
            start: Span::new(start, start).start,
            line,
            end_line: self.line,
            previous: self.previous.map(|(end, _)| end),
            trailing: self.previous.is_some_and(|(_, before)| before == line),
            next: u32::MAX,
            next_line: u32::MAX,
        });
        if self.line == line {
            self.fresh = fresh;
        }
    }

    /// Takes over the comments and faults of a part of the script that was read by itself.
    pub(super) fn take_comments(&mut self, part: Lexer<'_>) {
        let room = MOST_COMMENTS - self.comments.len();
        self.comments.extend(part.comments.into_iter().take(room));
        self.waiting = self.comments.len();
        self.faults.extend(part.faults);
        self.beyond = self.beyond.or(part.beyond);
    }

    /// Goes on at `end`, counting the lines between as the line table does.
    pub(super) fn pass(&mut self, end: usize) {
        for at in self.at..end {
            let byte = self.bytes[at];
            if byte == b'\n' || (byte == b'\r' && self.bytes.get(at + 1) != Some(&b'\n')) {
                self.line += 1;
                self.fresh = true;
            }
        }
        self.at = end;
    }

    /// The end of a string or quoted name whose quote opens at `open`, or a fault.
    fn quoted(&mut self, open: usize, quote: u8, kind: TokenKind) -> Event {
        let prefix = &self.bytes[self.at..open];
        let escapes = quote != b'`' && (self.family == Family::MySql || prefix.eq_ignore_ascii_case(b"e"));
        let mut at = open + 1;
        while let Some(&byte) = self.bytes.get(at) {
            if byte == quote {
                if self.bytes.get(at + 1) != Some(&quote) {
                    return Event::Token(self.token(kind, at + 1));
                }
                at += 2;
            } else if byte == b'\\' && escapes {
                at += 2;
            } else if byte == b'\n' && self.wary && self.starts_statement(at + 1) {
                break;
            } else {
                at += 1;
            }
        }
        self.broken(if quote == b'\'' { "string" } else { "quoted name" })
    }
}

/// `N'…'`, `E'…'`, `B'…'`, `X'…'`, `_utf8'…'`.
fn is_prefix(word: &[u8]) -> bool {
    (word.len() == 1 && b"nNeEbBxX".contains(&word[0])) || word.starts_with(b"_")
}
