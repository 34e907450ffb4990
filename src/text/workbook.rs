//! A workbook as text: one line for each row, its cells with tabs between them, sheet after sheet.
//!
//! So a place in a workbook is a place in a text like any other; [`super::Source::position`] turns
//! it into the row and the column of its sheet. Dates stay the numbers that they are stored as:
//! headings are text.

use std::io::{Cursor, Read as _};
use std::ops::Range;

use calamine::{DataRef, Reader as _, Xlsx};

use super::{LARGEST_FILE, TextError};

/// The most bytes that a workbook's parts may have once they are unpacked.
const MOST_UNPACKED: u64 = 4 * LARGEST_FILE;
/// The most parts that it may have.
const MOST_PARTS: usize = 10_000;
/// The most rows of one sheet that are read.
const MOST_ROWS: u32 = 100_000;
/// The most columns of one sheet that are read.
const MOST_COLUMNS: u32 = 4_000;
/// The most cells of one workbook that are read.
const MOST_CELLS: usize = 2_000_000;
/// In how many rows at the top merged cells are looked for, and how many are kept.
const MERGED: (u32, usize) = (100, 500);
/// The most sheets.
const MOST_SHEETS: usize = 250;

/// What stands for a line break inside a cell.
pub const LINE_BREAK: char = '⏎';

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, as on its tab.
    pub name: String,
    /// Its rows, as zero-based lines of the text.
    pub lines: Range<usize>,
    /// Whether there is more in it than was read.
    pub cut: bool,
    /// Cells near the top that are merged over several columns: the row in the sheet, and the
    /// columns, zero-based.
    pub merged: Vec<(usize, Range<usize>)>,
}

/// The beginning of every zip file, and so of every workbook.
const ZIP: &[u8] = b"PK\x03\x04";
/// The beginning of an Excel file before 2007, and of one with a password.
const OLD: &[u8] = b"\xd0\xcf\x11\xe0";

/// The text of a workbook with its sheets; none for bytes that are no workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Option<(String, Vec<Sheet>)>, TextError> {
    if bytes.starts_with(OLD) {
        return Err(TextError::Workbook(
            "it is an Excel workbook of the old kind, or one with a password; save it as .xlsx without one"
                .to_owned(),
        ));
    }
    if !bytes.starts_with(ZIP) {
        return Ok(None);
    }
    let broken = |what: &str| {
        TextError::Workbook(format!("it is a workbook that cannot be read: {what}; save it again as .xlsx"))
    };
    match kind(bytes, MOST_UNPACKED)? {
        Kind::Other => return Ok(None),
        Kind::Binary => return Err(broken("it is kept as .xlsb")),
        Kind::Open => return Err(broken("it is kept as .ods")),
        Kind::Workbook => {}
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut made = Made::default();
    let names = book.sheet_names();
    if names.len() > MOST_SHEETS {
        return Err(TextError::Workbook(format!(
            "it has more than the {MOST_SHEETS} sheets that are read; split it"
        )));
    }
    for name in names {
        // A sheet may be a chart, which has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut sheet = Cells::default();
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error.to_string()))? {
            let (row, column) = cell.get_position();
            if !sheet.take(row, column, cell.get_value(), &mut made) {
                break;
            }
        }
        drop(cells);
        let merged = merged(&mut book, &name);
        made.add(name, sheet, merged)?;
    }
    Ok(Some((made.text, made.sheets)))
}

/// The cells near the top of a sheet that are merged over several columns.
fn merged(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Vec<(usize, Range<usize>)> {
    let all = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    let wide = all.into_iter().filter(|cells| {
        cells.start.0 < MERGED.0 && cells.end.1 > cells.start.1 && cells.end.1 < MOST_COLUMNS
    });
    wide.take(MERGED.1)
        .map(|cells| (cells.start.0 as usize, cells.start.1 as usize..cells.end.1 as usize + 1))
        .collect()
}

/// What a zip file is.
enum Kind {
    Workbook,
    Binary,
    Open,
    Other,
}

/// Looks at the parts of a zip file, and unpacks each once to see that they are no larger than
/// is read: what they say of their own size need not be true.
fn kind(bytes: &[u8], most: u64) -> Result<Kind, TextError> {
    let broken = |error: String| {
        TextError::Workbook(format!("it is a damaged zip file or workbook: {error}; save it again"))
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let has = |part: &str| archive.index_for_name(part).is_some();
    let kind = if has("xl/workbook.xml") {
        Kind::Workbook
    } else if has("xl/workbook.bin") {
        Kind::Binary
    } else if has("content.xml") && has("mimetype") {
        Kind::Open
    } else {
        Kind::Other
    };
    if !matches!(kind, Kind::Workbook) {
        return Ok(kind);
    }
    let too_large =
        || TextError::Workbook(format!("its parts unpack to more than the {most} bytes that are read"));
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(error.to_string()))?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| broken(error.to_string()))?;
        left = left.checked_sub(size).ok_or_else(too_large)?;
    }
    Ok(kind)
}

/// The cells of one sheet as they come.
#[derive(Default)]
struct Cells {
    cells: Vec<(u32, u32, String)>,
    cut: bool,
}

impl Cells {
    /// Takes one cell; false where no more are read.
    fn take(&mut self, row: u32, column: u32, value: &DataRef<'_>, made: &mut Made) -> bool {
        let text = shown(value);
        if text.trim().is_empty() {
            return true;
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS || made.cells >= MOST_CELLS {
            self.cut = true;
            // Rows come in order, cells of one row too; in a file that is not so, the rest is cut.
            return column >= MOST_COLUMNS && row < MOST_ROWS && made.cells < MOST_CELLS;
        }
        made.cells += 1;
        made.bytes += text.len();
        self.cells.push((row, column, text));
        made.bytes as u64 <= LARGEST_FILE
    }
}

/// What was made so far.
#[derive(Default)]
struct Made {
    text: String,
    sheets: Vec<Sheet>,
    lines: usize,
    cells: usize,
    bytes: usize,
}

impl Made {
    /// Writes a sheet below those before it.
    fn add(
        &mut self,
        name: String,
        mut sheet: Cells,
        merged: Vec<(usize, Range<usize>)>,
    ) -> Result<(), TextError> {
        sheet.cells.sort_by_key(|(row, column, _)| (*row, *column));
        sheet.cells.dedup_by_key(|(row, column, _)| (*row, *column));
        let start = self.lines;
        let mut at = (0, 0);
        for (row, column, text) in &sheet.cells {
            for _ in at.0..*row {
                self.text.push('\n');
                at = (at.0 + 1, 0);
            }
            for _ in at.1..*column {
                self.text.push('\t');
            }
            at.1 = *column;
            self.text.push_str(text);
            if self.text.len() as u64 > LARGEST_FILE {
                return Err(TextError::Workbook(format!(
                    "written as text it has more than the {LARGEST_FILE} bytes that are read"
                )));
            }
        }
        let rows = if sheet.cells.is_empty() { 0 } else { at.0 as usize + 1 };
        if rows > 0 {
            self.text.push('\n');
        }
        self.lines += rows;
        self.sheets.push(Sheet { name, lines: start..start + rows, cut: sheet.cut, merged });
        Ok(())
    }
}

/// A cell on one line.
fn shown(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Empty | DataRef::Error(_) => return String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.as_str(),
        DataRef::SharedString(text) => text,
        DataRef::Int(number) => return number.to_string(),
        DataRef::Float(number) => return number.to_string(),
        DataRef::Bool(truth) => return truth.to_string(),
        DataRef::DateTime(date) => return date.as_f64().to_string(),
    };
    let mut line = String::with_capacity(text.len());
    for character in text.trim_end().replace("\r\n", "\n").chars() {
        match character {
            '\n' | '\r' => line.push(LINE_BREAK),
            '\t' => line.push(' '),
            other => line.push(other),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_bomb_is_refused_before_it_is_read() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b' '; 100_000]).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 1_000);
        assert!(kind(&bytes, 100_000).is_ok());
        assert!(matches!(kind(&bytes, 99_999), Err(TextError::Workbook(why)) if why.contains("unpack")));
    }

    #[test]
    fn a_cell_is_on_one_line() {
        assert_eq!(shown(&DataRef::String("a\r\nb\tc \n".to_owned())), "a⏎b c");
        assert_eq!(
            (shown(&DataRef::Float(1.5)), shown(&DataRef::Bool(true))),
            ("1.5".to_owned(), "true".to_owned())
        );
    }
}
