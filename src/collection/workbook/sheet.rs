//! A sheet as rows of cells with their places.

use crate::document::Cell;
use crate::text::{LINE_BREAK, Sheet, Source, Span};

/// The rows of a sheet, up to `most`; a line break inside a cell is one again.
pub(super) fn rows(source: &Source, sheet: &Sheet, most: usize) -> Vec<Vec<Cell>> {
    sheet.lines.clone().take(most).map(|line| row(source, line)).collect()
}

/// One row.
fn row(source: &Source, line: usize) -> Vec<Cell> {
    let mut at = source.lines().start(line);
    let whole = source.text()[at..].split('\n').next().unwrap_or_default();
    let mut cells = Vec::new();
    for text in whole.split('\t') {
        let span = Span::new(at, at + text.len());
        cells.push(Cell { text: text.replace(LINE_BREAK, "\n"), span });
        at += text.len() + 1;
    }
    cells
}

/// Whether a row has nothing in it.
pub(super) fn is_empty(row: &[Cell]) -> bool {
    filled(row) == 0
}

/// How many cells of a row are filled.
pub(super) fn filled(row: &[Cell]) -> usize {
    row.iter().filter(|cell| !cell.text.trim().is_empty()).count()
}
