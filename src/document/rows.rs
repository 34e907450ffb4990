//! Separated values (RFC 4180 and its relatives) as rows of cells with their places.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::SyntaxError;
use crate::text::{Source, Span};

/// The most cells that one file may hold.
const MOST_CELLS: usize = 4_000_000;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text, without quotes.
    pub text: String,
    /// Where it stands, without quotes.
    pub span: Span,
}

/// The character that separates the cells of a text: the one that its first line names (`sep=;`, as
/// spreadsheets write it), else that which makes the most cells of the first line of comma, semicolon,
/// tab and bar.
pub fn separator(source: &Source) -> u8 {
    let text = &source.text()[source.mark_length()..];
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if let Some(&[named @ (b',' | b';' | b'\t' | b'|')]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return named;
    }
    let count = |separator: u8| {
        let mut quoted = false;
        first
            .bytes()
            .filter(|byte| {
                quoted ^= *byte == b'"';
                !quoted && *byte == separator
            })
            .count()
    };
    // Of equals the first.
    let mut best = (b',', count(b','));
    for separator in [b';', b'\t', b'|'] {
        let cells = count(separator);
        if cells > best.1 {
            best = (separator, cells);
        }
    }
    best.0
}

/// The rows of a text, each with its cells; empty lines are passed over.
///
/// # Errors
/// [`SyntaxError`] where there are more cells than are read, or a quotation mark is never closed.
pub fn rows(source: &Source, separator: u8, most_rows: usize) -> Result<Vec<Vec<Cell>>, SyntaxError> {
    let text = source.text();
    let mut reader: Reader = ReaderBuilder::new().delimiter(separator).build();
    let mut at = source.mark_length();
    let mut rows = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut buffer = vec![0; 256];
    let mut filled = 0;
    let mut started = at;
    let mut cells = 0;
    loop {
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut buffer[filled..]);
        at += read;
        filled += written;
        match result {
            // All of the text is given at once, so there is no more.
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::OutputFull => buffer.resize(buffer.len() * 2, 0),
            ReadFieldResult::Field { record_end } => {
                let written = String::from_utf8_lossy(&buffer[..filled]).into_owned();
                filled = 0;
                cells += 1;
                if is_open(&text[started..at], separator) {
                    return Err(SyntaxError {
                        span: Span::new(started, started + 1),
                        message: "a quotation mark opens a cell here and is never closed".to_owned(),
                        limit: false,
                    });
                }
                row.push(Cell { span: place(text, started, at, &written), text: written });
                started = at;
                if cells > MOST_CELLS {
                    return Err(SyntaxError {
                        span: Span::new(started, started),
                        message: format!("it has more than {MOST_CELLS} cells"),
                        limit: true,
                    });
                }
                if record_end {
                    rows.push(std::mem::take(&mut row));
                    if rows.len() >= most_rows {
                        return Ok(rows);
                    }
                }
            }
            ReadFieldResult::End => return Ok(rows),
        }
    }
}

/// Whether the bytes read for a cell open a quotation that they do not close.
fn is_open(raw: &str, separator: u8) -> bool {
    let cell = raw.trim_start_matches(['\r', '\n']);
    let Some(inside) = cell.strip_prefix('"') else { return false };
    let inside = inside.trim_end_matches(['\r', '\n']);
    let inside = inside.strip_suffix(char::from(separator)).unwrap_or(inside);
    // A mark within is written twice, so an odd number of them at the end closes the cell.
    inside.bytes().rev().take_while(|byte| *byte == b'"').count() % 2 == 0
}

/// The place of a cell's own text within the bytes that were read for it.
fn place(text: &str, start: usize, end: usize, written: &str) -> Span {
    let raw = &text[start..end];
    // Line ends before the first cell of a row belong to the row before.
    let lead = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
    let from = start + lead;
    let quoted = text[from..end].starts_with('"');
    let from = from + usize::from(quoted);
    if text[from..end].starts_with(written) {
        return Span::new(from, from + written.len());
    }
    // With quotation marks inside, what is written is longer than what it says.
    let inside = text[from..end].rfind('"').map_or(end, |last| from + last);
    Span::new(from, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<(String, String)>> {
        let source = Source::new("a.csv", text);
        let separator = separator(&source);
        let rows = rows(&source, separator, usize::MAX).unwrap();
        rows.into_iter()
            .map(|row| row.into_iter().map(|cell| (source.slice(cell.span).to_owned(), cell.text)).collect())
            .collect()
    }

    #[test]
    fn every_cell_has_its_place() {
        let rows =
            cells("\u{feff}table;column\r\n\r\nchild;\"first; name\"\r\nchild;\"the \"\"other\"\" one\"\n");
        let pair = |place: &str, text: &str| (place.to_owned(), text.to_owned());
        assert_eq!(
            rows,
            [
                vec![pair("table", "table"), pair("column", "column")],
                vec![pair("child", "child"), pair("first; name", "first; name")],
                vec![pair("child", "child"), pair("the \"\"other\"\" one", "the \"other\" one")],
            ]
        );
    }

    #[test]
    fn a_quotation_that_is_never_closed_is_an_error_where_it_opens() {
        let source = Source::new("a.csv", "a,b\n1,\"two\n3,4\n");
        let error = rows(&source, b',', usize::MAX).unwrap_err();
        assert_eq!((source.position(error.span.start).line, error.limit), (2, false));
        assert_eq!(cells("a,\"\",\"b \"\"c\"\"\"\n")[0][2].1, "b \"c\"");
    }

    #[test]
    fn long_cells_and_missing_line_ends_are_read() {
        let long = "é".repeat(1_000);
        assert_eq!(cells(&format!("a\t{long}")), [[("a".into(), "a".into()), (long.clone(), long)]]);
        assert_eq!(cells(""), Vec::<Vec<(String, String)>>::new());
    }
}
