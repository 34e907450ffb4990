//! The readers of workbooks: `sheet` takes a sheet apart, `form` reads XLSForms, `table` all
//! other sheets: dictionaries, and tables with headings. Only [`READER`] and [`FORM`] are called
//! from outside.
//!
//! A workbook comes as text, a line for each row (`text::workbook`). Rows that are data are left
//! out of the collection's text, so that nothing of them can be printed.

mod form;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use super::{Collection, Example, Reader, Reading};
use crate::text::Source;

/// The endings of workbooks that are read.
const ENDINGS: &[&str] = &["xlsx", "xlsm"];

/// The reader of workbooks.
pub(super) const READER: Reader = Reader {
    format: "workbook",
    title: "Workbooks (.xlsx, .xlsm): sheets that are data dictionaries, or tables under a row of headings",
    endings: ENDINGS,
    sign: "a sheet with the headings of a data dictionary, or with a row of headings; what stands below is never shown",
    declarations: "in a sidecar; a record is named as its sheet",
    example: Example {
        files: &[
            ("child.xlsx", include_bytes!("example.xlsx")),
            (
                "child.xlsx.gdpr.yaml",
                b"fields:\n  Children.Does the child have an asthma plan?:\n    subject: child\n    category: wellbeing\n",
            ),
        ],
        declares: ("Children", "Does the child have an asthma plan?"),
    },
    read: table::read,
};

/// The reader of forms in workbooks.
pub(super) const FORM: Reader = Reader {
    format: "xlsform",
    title: "XLSForm: the sheets `survey` and `choices` of a workbook",
    endings: ENDINGS,
    sign: "a sheet `survey` with the columns `type` and `name`",
    declarations: "in a sidecar",
    example: Example {
        files: &[
            ("visit.xlsx", include_bytes!("example-form.xlsx")),
            (
                "visit.xlsx.gdpr.yaml",
                b"fields:\n  visit.asthma_plan:\n    subject: child\n    category: wellbeing\n",
            ),
        ],
        declares: ("visit", "asthma_plan"),
    },
    read: form::read,
};

/// A collection whose text has only the lines that are schema; the others stay as empty lines, so
/// that every place stays true.
fn collection(reading: &Reading<'_>, format: &'static str, kept: &[std::ops::Range<usize>]) -> Collection {
    let source = reading.source;
    let mut text = String::with_capacity(source.text().len());
    let lines = source.lines();
    for line in 0..lines.count() {
        let start = lines.start(line);
        let end = if line + 1 < lines.count() { lines.start(line + 1) } else { source.text().len() };
        let whole = &source.text()[start..end];
        if kept.iter().any(|range| range.contains(&line)) {
            text.push_str(whole);
        } else {
            // As many bytes, so that places count on.
            text.extend(
                whole
                    .chars()
                    .flat_map(|c| std::iter::repeat_n(if c == '\n' { '\n' } else { ' ' }, c.len_utf8())),
            );
        }
    }
    let mut collection = Collection::new(reading, format);
    collection.source = Source::of_sheets(source.path(), text, source.sheets().to_vec());
    collection
}
