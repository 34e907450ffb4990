//! The parts of the lexer that look at more than a token: comments, lines meant for a client
//! program, dollar quotes, and what to do where something does not end.

use super::dialect::Family;
use super::lexer::{Event, Lexer};
use super::token::Fault;
use super::undone;
use crate::text::Span;

/// How a line starts that surely starts a statement, in lower case.
const OPENINGS: [&str; 5] = ["create ", "alter ", "comment on ", "exec ", "execute "];

impl Lexer<'_> {
    /// The line from here on, without its end.
    pub(super) fn rest_of_line(&self) -> &str {
        self.line_at(self.at).trim_end()
    }

    fn line_at(&self, at: usize) -> &str {
        // Only ASCII bytes end a line, so both ends are character boundaries.
        let length = self.bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        self.text.get(at..length.map_or(self.bytes.len(), |length| at + length)).unwrap_or("")
    }

    pub(super) fn skip_line(&mut self) {
        self.at += self.line_at(self.at).len();
    }

    pub(super) fn line_comment(&mut self, sign: usize) {
        let end = self.at + self.line_at(self.at).len();
        self.comment(self.at + sign, end, end);
    }

    /// A comment that may open the part of a migration which undoes it; that part is passed over.
    pub(super) fn marked_comment(&mut self, sign: usize) -> Option<Event> {
        let (fresh, start) = (self.fresh, self.at + sign);
        self.line_comment(sign);
        // A sign of another comment syntax may stand before it.
        if !(fresh || self.text[..start - sign].ends_with("# "))
            || undone::way(&self.text[start..self.at]) != Some(undone::Way::Down)
        {
            return None;
        }
        self.undone += 1;
        let end = self.at + undone::length(&self.text[self.at..]);
        self.pass(end);
        Some(Event::Cut { batch: true })
    }

    /// A block comment, nested where the database nests them. MySQL runs what stands in `/*! */`,
    /// so there the signs are only passed over.
    pub(super) fn block_comment(&mut self) -> Option<Event> {
        let inner = self.at + 2;
        if self.family == Family::MySql && matches!(self.bytes.get(inner), Some(b'!')) {
            let digits = self.bytes[inner + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.at = inner + 1 + digits;
            return None;
        }
        let end = if self.comment_ends { self.comment_end(inner) } else { None };
        let Some(end) = end else {
            self.comment_ends = false;
            return Some(self.broken("comment"));
        };
        self.comment(inner, end - 2, end);
        None
    }

    fn comment_end(&mut self, inner: usize) -> Option<usize> {
        let nested = self.comment_nests;
        let (mut at, mut depth, mut first) = (inner, 1usize, None);
        while let Some(pair) = self.bytes.get(at..at + 2) {
            if pair == b"*/" {
                depth -= 1;
                at += 2;
                first = first.or(Some(at));
                if depth == 0 {
                    return Some(at);
                }
            } else if nested && pair == b"/*" {
                depth += 1;
                at += 2;
            } else {
                at += 1;
            }
        }
        // Nested by mistake (`/* see /* */`): other databases end it at the first sign.
        self.comment_nests = false;
        first
    }

    /// A line that a client program reads and the database never sees, passed over: `\connect`,
    /// `:setvar`, `DELIMITER //`, the data of `COPY … FROM stdin`.
    pub(super) fn client_line(&mut self) -> bool {
        // Looking for the line's end behind every comment of a long line would take too long.
        if !matches!(
            self.bytes[self.at],
            b'\\' | b':' | b'{' | b'd' | b'D' | b'c' | b'C' | b'r' | b'R' | b'p' | b'P'
        ) {
            return false;
        }
        let line = self.rest_of_line();
        let skipped = match line.as_bytes() {
            [b'\\', ..] => true,
            [b':', next, ..] => next.is_ascii_alphabetic(),
            [b'{', b'%', ..] => true,
            [b'd' | b'D', ..] => {
                let sign = line.get(9..).unwrap_or("").trim();
                if !starts_with(line, "delimiter")
                    || !(1..=4).contains(&sign.len())
                    || !sign
                        .bytes()
                        .all(|byte| byte.is_ascii_punctuation() && !matches!(byte, b'(' | b')' | b',' | b'_'))
                {
                    return false;
                }
                let at = self.at + line.len() - sign.len();
                let sign = &self.text[at..at + sign.len()];
                self.delimiter = (sign != ";").then_some(sign);
                true
            }
            // SQL*Plus: remarks and messages are prose, apostrophes and all. In a list it is a name.
            [b'r' | b'R', ..]
                if self.depth == 0 && (starts_with(line, "rem ") || starts_with(line, "remark ")) =>
            {
                let sign = line.find(' ').unwrap_or(0);
                self.line_comment(sign);
                return true;
            }
            [b'p' | b'P', ..] => self.depth == 0 && starts_with(line, "prompt "),
            [b'c' | b'C', b'o' | b'O', ..] if self.copy_ends => return self.copied_data(),
            _ => false,
        };
        if skipped {
            self.skip_line();
        }
        skipped
    }

    /// `COPY … FROM stdin;` and the rows after it, up to `\.`.
    fn copied_data(&mut self) -> bool {
        let line = self.rest_of_line();
        if !starts_with(line, "copy ") || !line.ends_with(';') {
            return false;
        }
        if !line.to_ascii_lowercase().contains(" from stdin") {
            return false;
        }
        match self.text[self.at..].find("\n\\.") {
            Some(length) => {
                let end = self.at + length + 1;
                self.pass(end);
                self.skip_line();
                true
            }
            None => {
                self.copy_ends = false;
                false
            }
        }
    }

    /// `GO` alone on its line, or with a count.
    pub(super) fn is_go(&self, end: usize) -> bool {
        if !self.bytes[self.at..end].eq_ignore_ascii_case(b"go") {
            return false;
        }
        let rest = self.line_at(end).trim_matches([' ', '\t', ';']);
        rest.is_empty() || rest.starts_with("--") || rest.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Notes that what opens here does not end, and goes on at the next line that surely starts
    /// a statement.
    pub(super) fn broken(&mut self, what: &'static str) -> Event {
        self.faults.push(Fault { span: Span::new(self.at, self.at + self.rest_of_line().len()), what });
        let mut at = self.at;
        loop {
            at += self.line_at(at).len() + 1;
            if at >= self.bytes.len() || self.starts_statement(at) {
                break;
            }
        }
        self.pass(at.min(self.bytes.len()));
        Event::Broken
    }

    /// Whether the line that starts here surely starts a statement.
    pub(super) fn starts_statement(&self, at: usize) -> bool {
        let line = self.line_at_most(at, 80).trim_start_matches([' ', '\t']);
        OPENINGS.iter().any(|opening| starts_with(line, opening))
            || line.trim_end().eq_ignore_ascii_case("go")
    }
}

fn starts_with(line: &str, opening: &str) -> bool {
    line.as_bytes().get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening.as_bytes()))
}
