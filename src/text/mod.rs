//! A source file as text: its bytes, its lines, places in it, and the one function that makes
//! text from a stranger safe to print. Every room may call this one; it calls none.

mod file;
mod lines;
mod safe;
mod workbook;
mod write;

use std::sync::{Arc, OnceLock};

pub use file::{ReadError, read};
pub use lines::{LineTable, Position};
pub use safe::{printable, same_length};
pub use workbook::{LINE_BREAK, Sheet};
pub use write::write_whole;

/// The largest file that is read, in bytes. A schema larger than this is reported, not read.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// A half-open range of bytes in a source, zero-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`. Sources are at most [`LARGEST_FILE`] bytes, so `u32` holds them.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same range `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Why bytes could not be taken as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextError {
    /// The file has a NUL byte early on: it is no text.
    Binary,
    /// The bytes are not UTF-8; the place of the first one that is not, and the text before it.
    NotUtf8 {
        /// One-based line of the first bad byte.
        line: usize,
        /// Zero-based offset of the first bad byte.
        byte: usize,
    },
    /// They are a workbook that cannot be read; why, and what to do.
    Workbook(String),
}

/// A file that was read: the path it is printed under, its text and its line table.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lines: OnceLock<LineTable>,
    safe: [OnceLock<Option<String>>; 2],
    sheets: Vec<Sheet>,
}

impl Source {
    /// A source from text that is already known to be UTF-8.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Self::of_sheets(path, text, Vec::new())
    }

    /// A workbook's source: its text, in which every sheet has lines of its own.
    pub(crate) fn of_sheets(
        path: impl Into<String>,
        text: impl Into<String>,
        sheets: Vec<Sheet>,
    ) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
            safe: [OnceLock::new(), OnceLock::new()],
            sheets,
        })
    }

    /// A source from the bytes of a file. UTF-8 with or without a byte order mark, and UTF-16
    /// with one (SQL Server's scripts), are understood; places then count in the UTF-8 text. A
    /// workbook (.xlsx, .xlsm) becomes text, a line for each row.
    ///
    /// # Errors
    /// [`TextError`] where the bytes are no text in these encodings.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Arc<Self>, TextError> {
        if let Some(text) = utf16(&bytes) {
            return Ok(Self::new(path, text));
        }
        if let Some((text, sheets)) = workbook::read(&bytes)? {
            return Ok(Self::of_sheets(path, text, sheets));
        }
        if bytes.iter().take(8192).any(|&byte| byte == 0) {
            return Err(TextError::Binary);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(path, text)),
            Err(error) => {
                let byte = error.utf8_error().valid_up_to();
                let line = 1 + error.as_bytes()[..byte].iter().filter(|&&b| b == b'\n').count();
                Err(TextError::NotUtf8 { line, byte })
            }
        }
    }

    /// The path, relative to the root, with forward slashes.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at a range; empty where the range lies outside.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The line table, made on first use.
    pub fn lines(&self) -> &LineTable {
        self.lines.get_or_init(|| LineTable::new(&self.text))
    }

    /// The text with everything replaced that a terminal must not get, byte for byte of the same
    /// length (see [`same_length`]); made on first use.
    pub fn safe_text(&self, unicode: bool) -> &str {
        let safe = self.safe[usize::from(unicode)].get_or_init(|| same_length(&self.text, unicode));
        safe.as_deref().unwrap_or(&self.text)
    }

    /// The position of a byte offset. In a workbook the line is the row of the sheet, the column
    /// that of the cell: `3:2` is B3.
    pub fn position(&self, byte: u32) -> Position {
        let position = self.lines().position(&self.text, byte as usize);
        let Some(sheet) = self.sheet(byte) else { return position };
        let line = position.line as usize - 1;
        let before = self.text.get(self.lines().start(line)..byte as usize).unwrap_or_default();
        let one_based = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        let column = one_based(before.matches('\t').count());
        Position { line: one_based(line - sheet.lines.start), column, column_utf16: column, ..position }
    }

    /// The sheets of a workbook, in their order; none for any other file.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The sheet of a workbook that a byte offset is in.
    pub fn sheet(&self, byte: u32) -> Option<&Sheet> {
        if self.sheets.is_empty() {
            return None;
        }
        let line = self.lines().line(byte as usize);
        self.sheets.iter().find(|sheet| sheet.lines.contains(&line))
    }

    /// Bytes of a byte order mark at the start: 3 or 0.
    pub fn mark_length(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }
}

/// Text in UTF-16 with a byte order mark, where the bytes are that.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_with_a_mark_is_read() {
        let bytes: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("id".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(Source::from_bytes("a.sql", bytes).unwrap().text(), "id");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_at_their_line() {
        assert_eq!(
            Source::from_bytes("a", b"one\ntwo \xff".to_vec()).unwrap_err(),
            TextError::NotUtf8 { line: 2, byte: 8 }
        );
        assert_eq!(Source::from_bytes("a", b"PK\0\x01".to_vec()).unwrap_err(), TextError::Binary);
    }
}
