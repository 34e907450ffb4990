//! Separated values after RFC 4180: commas, a heading row, quotes where they are needed.
//!
//! A spreadsheet runs a cell that begins like a formula. The names of files, records and fields are
//! what programs look up, so they stand verbatim; every other text gets an apostrophe before it,
//! which spreadsheets take for "this is text" and which no word of ours begins with.

use csv_core::{Terminator, WriteResult, Writer, WriterBuilder};

use super::{COLUMNS, Value, values};
use crate::inventory::Row;

/// The inventory as separated values, a row for each field.
pub fn csv(rows: &[Row]) -> String {
    let mut sheet = Sheet {
        writer: WriterBuilder::new().terminator(Terminator::Any(b'\n')).build(),
        bytes: Vec::with_capacity(rows.len() * 160),
    };
    sheet.row(COLUMNS.iter().map(|name| (*name).to_owned()));
    for row in rows {
        sheet.row(values(row).iter().map(|value| match value {
            Value::Name(text) => (*text).to_owned(),
            Value::Text(text) => no_formula(text),
            Value::Truth(truth) => u8::from(*truth).to_string(),
            Value::Number(number) => number.to_string(),
        }));
    }
    // Only quotation marks and separators were added to text.
    String::from_utf8_lossy(&sheet.bytes).into_owned()
}

/// A text that no spreadsheet takes for a formula.
fn no_formula(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{mark}{text}")
}

struct Sheet {
    writer: Writer,
    bytes: Vec<u8>,
}

impl Sheet {
    fn row(&mut self, cells: impl Iterator<Item = String>) {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.put(|writer, out| {
                    let (result, written) = writer.delimiter(out);
                    (result, 0, written)
                });
            }
            let mut rest = cell.as_bytes();
            loop {
                let mut read = 0;
                let full = self.put_once(|writer, out| {
                    let (result, taken, written) = writer.field(rest, out);
                    read = taken;
                    (result, taken, written)
                });
                rest = &rest[read..];
                if !full {
                    break;
                }
            }
        }
        self.put(|writer, out| {
            let (result, written) = writer.terminator(out);
            (result, 0, written)
        });
    }

    fn put(&mut self, mut write: impl FnMut(&mut Writer, &mut [u8]) -> (WriteResult, usize, usize)) {
        while self.put_once(&mut write) {}
    }

    /// Whether the room that was given did not suffice, so that the rest is still to come.
    fn put_once(
        &mut self,
        write: impl FnOnce(&mut Writer, &mut [u8]) -> (WriteResult, usize, usize),
    ) -> bool {
        let mut room = [0; 512];
        let (result, _, written) = write(&mut self.writer, &mut room);
        self.bytes.extend_from_slice(&room[..written]);
        matches!(result, WriteResult::OutputFull)
    }
}

#[cfg(test)]
mod tests {
    use super::no_formula;

    #[test]
    fn a_text_is_no_formula() {
        assert_eq!(no_formula("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        for text in ["@SUM(A1)", "+1", "-1", "\tx", "\rx"] {
            assert_eq!(no_formula(text), format!("'{text}"));
        }
        for text in ["", "varchar(10)", "a=b", "'=1"] {
            assert_eq!(no_formula(text), text);
        }
    }
}
