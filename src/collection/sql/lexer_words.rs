//! The parts of the lexer that find the end of a word: plain, in brackets, between dollar signs,
//! or put in by a template.

use super::dialect::Family;
use super::lexer::Lexer;

/// Names longer than this are not looked for to their end.
const LONGEST_NAME: usize = 300;

/// A placeholder or a dollar tag longer than this is none.
const LONGEST_PLACEHOLDER: usize = 200;

impl Lexer<'_> {
    /// A name in brackets; `text[]`, `int[3]` and `ARRAY['a']` are none.
    pub(super) fn bracketed(&self) -> Option<usize> {
        let inner = self.at + 1;
        if matches!(self.bytes.get(inner), None | Some(b'\'' | b']' | b'0'..=b'9' | b' ' | b'\n' | b'\r')) {
            return None;
        }
        if self.family != Family::Transact && self.at > 0 && is_word(self.bytes[self.at - 1]) {
            return None;
        }
        let (mut at, mut broken) = (inner, false);
        let end = self.bytes.len().min(inner + LONGEST_NAME);
        while at < end {
            match self.bytes[at] {
                b']' if self.bytes.get(at + 1) == Some(&b']') => at += 2,
                b']' => return Some(at + 1),
                // An array may go on like this.
                b'\n' | b'\r' if self.family == Family::Postgres => return None,
                // A bracket that was forgotten looks the same until another one opens.
                b'[' if broken => return None,
                byte => {
                    broken |= matches!(byte, b'\n' | b'\r');
                    at += 1;
                }
            }
        }
        None
    }

    pub(super) fn word_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(&byte) = self.bytes.get(at) {
            if byte >= 0x80 {
                let Some(character) = self.text[at..].chars().next() else { break };
                if !character.is_alphanumeric() {
                    break;
                }
                at += character.len_utf8();
            } else if is_word(byte)
                || (byte == b'#' && (self.family != Family::MySql || self.text[at..].starts_with("#__")))
            {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// A byte order mark or a space beyond ASCII, passed over.
    pub(super) fn blank_character(&mut self) -> bool {
        let character = self.text[self.at..].chars().next().unwrap_or('x');
        let blank = character == '\u{feff}' || character.is_whitespace();
        if blank {
            self.at += character.len_utf8();
        }
        blank
    }

    /// `{{ name }}`, `${name}` and `$(name)`: what a template puts in before the script runs.
    pub(super) fn placeholder(&self) -> Option<usize> {
        let close = match &self.bytes[self.at..self.at + 2] {
            b"{{" if self.text[self.at..].starts_with("{{{") => "}}}",
            b"{{" => "}}",
            b"${" => "}",
            b"$(" => ")",
            _ => return None,
        };
        let line = self.line_at_most(self.at, LONGEST_PLACEHOLDER);
        let mut end = self.at + line.find(close)? + close.len();
        // `{{ prefix }}_person` is one name.
        while self.bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
            end += 1;
        }
        Some(end)
    }

    pub(super) fn line_at_most(&self, at: usize, most: usize) -> &str {
        let mut end = self.bytes.len().min(at + most);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let part = &self.text[at..end];
        &part[..part.find(['\n', '\r']).unwrap_or(part.len())]
    }

    /// `$tag$ … $tag$`, which only PostgreSQL has.
    pub(super) fn dollar_quoted(&mut self) -> Option<usize> {
        if !self.dollar_ends || !matches!(self.family, Family::Postgres | Family::Other) {
            return None;
        }
        let line = self.line_at_most(self.at + 1, LONGEST_PLACEHOLDER);
        let length = line.find('$')?;
        if !line[..length].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return None;
        }
        let inner = self.at + length + 2;
        let tag = &self.text[self.at..inner];
        match self.text[inner..].find(tag) {
            Some(length) => Some(inner + length + tag.len()),
            None => {
                self.dollar_ends = false;
                None
            }
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'$') || byte >= 0x80
}
