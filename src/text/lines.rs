//! Where lines start, and what a byte offset is in lines and columns.

/// A place for people and editors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Zero-based byte offset.
    pub byte: u32,
    /// One-based line.
    pub line: u32,
    /// One-based column, in Unicode code points.
    pub column: u32,
    /// One-based column, in UTF-16 code units.
    pub column_utf16: u32,
}

/// The byte offset at which each line of a text starts. A line ends with LF, CRLF or a lone CR.
#[derive(Debug, Clone)]
pub struct LineTable {
    starts: Vec<u32>,
    ascii: bool,
}

impl LineTable {
    /// Scans a text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts, ascii: text.is_ascii() }
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The byte at which a zero-based line starts; the last line's start where there is no such line.
    pub fn start(&self, line: usize) -> usize {
        self.starts[line.min(self.starts.len() - 1)] as usize
    }

    /// The zero-based line that holds a byte.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= byte).saturating_sub(1)
    }

    /// The position of a byte offset; an offset past the end is the end, one inside a character
    /// is that character's start.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line(byte);
        let before = &text[self.start(line)..byte];
        let (column, column_utf16) = if self.ascii {
            (before.len(), before.len())
        } else {
            let before = before.strip_prefix('\u{feff}').unwrap_or(before);
            (before.chars().count(), before.chars().map(char::len_utf16).sum())
        };
        let one_based = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        Position {
            byte: u32::try_from(byte).unwrap_or(u32::MAX),
            line: one_based(line),
            column: one_based(column),
            column_utf16: one_based(column_utf16),
        }
    }

    /// The byte offset of a one-based line and a one-based column in code points.
    pub fn byte(&self, text: &str, line: usize, column: usize) -> usize {
        let start = self.start(line.saturating_sub(1));
        if self.ascii {
            return (start + column.saturating_sub(1)).min(text.len());
        }
        text[start..]
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(text.len(), |(offset, _)| start + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, byte: usize) -> (u32, u32, u32) {
        let position = LineTable::new(text).position(text, byte);
        (position.line, position.column, position.column_utf16)
    }

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        assert_eq!(at("a\nb", 2), (2, 1, 1));
        assert_eq!(at("a\r\nb", 3), (2, 1, 1));
        assert_eq!(at("a\rb", 2), (2, 1, 1));
    }

    #[test]
    fn columns_count_code_points_and_utf16_units() {
        assert_eq!(at("é😀x", "é😀".len()), (1, 3, 4));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(at("\u{feff}ab", 4), (1, 2, 2));
    }

    #[test]
    fn bytes_and_positions_agree() {
        let text = "één\r\ntwo\n😀 three";
        let table = LineTable::new(text);
        for (byte, _) in text.char_indices() {
            let place = table.position(text, byte);
            assert_eq!(table.byte(text, place.line as usize, place.column as usize), byte);
        }
    }
}
