//! Sheets that are data dictionaries, and sheets that are tables under a row of headings.

use std::collections::BTreeMap;
use std::ops::Range;

use super::sheet::{filled, is_empty, rows};
use super::{READER, collection};
use crate::collection::headings::{Asked, COMPARED, are_headings, fields, is_heading, plain};
use crate::collection::{Collection, Failure, Reading, Record, RecordKind, Remark, RemarkKind, dictionary};
use crate::document::Cell;
use crate::text::Sheet;

/// Among how many rows the headings are looked for: titles and guidance may stand above them.
const LOOKED_AT: usize = 40;

/// Sheets that hold no record, by their names: lists to choose from, and words for readers.
const NO_RECORDS: &[&str] = &[
    "lists",
    "lookup",
    "lookups",
    "lookup lists",
    "look ups",
    "dropdown",
    "dropdowns",
    "drop downs",
    "drop down lists",
    "validation",
    "validations",
    "data validation",
    "codes",
    "codeset",
    "codesets",
    "code list",
    "code lists",
    "code sets",
    "reference",
    "reference data",
    "options",
    "picklists",
    "pick lists",
    "readme",
    "read me",
    "guidance",
    "notes",
    "instructions",
    "introduction",
    "contents",
    "index",
    "cover",
    "cover sheet",
    "about",
    "change log",
    "changelog",
    "changes",
    "version history",
    "version control",
    "versions",
    "document control",
    "revision history",
    "glossary",
    "definitions",
];

pub(super) fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    let mut records: Vec<(Record, usize)> = Vec::new();
    let mut remarks = Vec::new();
    let mut kept: Vec<Range<usize>> = Vec::new();
    for (number, sheet) in source.sheets().iter().enumerate() {
        let top = rows(source, sheet, LOOKED_AT + COMPARED);
        let first = sheet.lines.start;
        if let Some((at, whole)) = dictionary_rows(reading, sheet, &top)
            && let Some((found, said)) = dictionary::of_rows(&sheet.name, &whole)
        {
            kept.push(first + at..sheet.lines.end);
            records.extend(found.into_iter().map(|record| (record, number)));
            remarks.extend(said);
            remarks.extend(cut(sheet, &whole));
            continue;
        }
        let name = plain(&sheet.name).to_lowercase();
        if NO_RECORDS.contains(&name.as_str()) {
            continue;
        }
        let Some(at) = headings(sheet, &top, reading.named) else { continue };
        // Where cells are merged over several columns, what stands below them are the headings.
        let at = if has_headings_below(sheet, &top, at) { at + 1 } else { at };
        let above = at
            .checked_sub(1)
            .filter(|above| is_group_row(sheet, *above, top[at].len().max(top[*above].len())));
        let head = whole_headings(&top[at], above.map(|above| top[above].as_slice()));
        let span =
            head.iter().find(|cell| !cell.text.trim().is_empty()).map(|cell| cell.span).unwrap_or_default();
        let mut record = Record::new(sheet.name.trim(), RecordKind::Table, span);
        record.description = title(&top[..at]);
        record.fields = fields(&head, |column| {
            let (_, columns) = merged_at(sheet, above?).find(|(_, columns)| columns.contains(&column))?;
            let text = plain(&top[above?].get(columns.start)?.text);
            (!text.is_empty()).then_some(text)
        });
        kept.push(first + above.unwrap_or(at)..first + at + 1);
        records.push((record, number));
    }
    if records.is_empty() {
        return None;
    }
    name_apart(&mut records, reading);
    let mut made = collection(reading, READER.format, &kept);
    made.records = records.into_iter().map(|(record, _)| record).collect();
    made.remarks = remarks;
    Some(Ok(made))
}

/// The rows of a sheet from the headings of a dictionary on, and how many stand above them.
fn dictionary_rows(
    reading: &Reading<'_>,
    sheet: &Sheet,
    top: &[Vec<Cell>],
) -> Option<(usize, Vec<Vec<Cell>>)> {
    let is_one = |row: &Vec<Cell>| dictionary::of_rows("", std::slice::from_ref(row)).is_some();
    let at = top.iter().take(LOOKED_AT).position(is_one)?;
    let mut whole = rows(reading.source, sheet, usize::MAX);
    whole.drain(..at);
    // Empty rows stand between groups; they are none that name no field.
    whole.retain(|row| !is_empty(row));
    (whole.len() > 1).then_some((at, whole))
}

/// Says that a dictionary goes on where it was not read.
fn cut(sheet: &Sheet, rows: &[Vec<Cell>]) -> Option<Remark> {
    let last = rows.last()?.first()?.span;
    sheet.cut.then(|| {
        let message =
            format!("The sheet `{}` goes on beyond the rows, columns and cells that are read.", sheet.name);
        Remark::new(RemarkKind::Limit, last, message)
    })
}

/// The row of headings among the first of a sheet: the first that is nearly as wide as the widest
/// and unlike the rows below it.
fn headings(sheet: &Sheet, top: &[Vec<Cell>], named: bool) -> Option<usize> {
    let widest = top.iter().map(|row| filled(row)).max()?;
    if widest < 2 {
        return None;
    }
    let asked = Asked { least: if named { 2 } else { 3 }, unique: !named };
    let candidates = top.iter().enumerate().take(LOOKED_AT).filter(|(_, row)| filled(row) * 3 >= widest * 2);
    // What stands below a first wide row is its data; a later one is no more its headings.
    let (at, row) = candidates.into_iter().next()?;
    let filled: Vec<Cell> = row.iter().filter(|cell| !cell.text.trim().is_empty()).cloned().collect();
    let columns: Vec<usize> =
        row.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty()).map(|(at, _)| at).collect();
    let data = at + 1 + usize::from(has_headings_below(sheet, top, at));
    let below: Vec<Vec<Cell>> = top[data..]
        .iter()
        .map(|row| columns.iter().map(|at| row.get(*at).cloned().unwrap_or_else(empty)).collect())
        .collect();
    are_headings(&filled, &below, asked).then_some(at)
}

fn empty() -> Cell {
    Cell { text: String::new(), span: crate::text::Span::default() }
}

/// The merged cells of a row.
fn merged_at(sheet: &Sheet, row: usize) -> impl Iterator<Item = &(usize, Range<usize>)> {
    sheet.merged.iter().filter(move |(at, _)| *at == row)
}

/// Whether a row has headings over several columns each; one over all of them is a title.
fn is_group_row(sheet: &Sheet, row: usize, columns: usize) -> bool {
    merged_at(sheet, row).any(|(_, merged)| merged.len() < columns)
}

/// Whether the headings of some columns of a row are a row below: under its merged cells, and
/// nowhere else.
fn has_headings_below(sheet: &Sheet, top: &[Vec<Cell>], at: usize) -> bool {
    let Some(below) = top.get(at + 1) else { return false };
    let under = |column: usize| merged_at(sheet, at).any(|(_, columns)| columns.contains(&column));
    let mut cells = below.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty()).peekable();
    cells.peek().is_some() && cells.all(|(column, cell)| under(column) && is_heading(&cell.text))
}

/// A row of headings, with those that stand above it because their cells are merged downwards.
fn whole_headings(row: &[Cell], above: Option<&[Cell]>) -> Vec<Cell> {
    let above = above.unwrap_or_default();
    let mut out = Vec::new();
    for at in 0..row.len().max(above.len()) {
        let own = row.get(at).filter(|cell| !cell.text.trim().is_empty());
        let over = above.get(at).filter(|cell| !cell.text.trim().is_empty());
        out.push(own.or(over).cloned().unwrap_or_else(empty));
    }
    out
}

/// The title above a table: the first row with one cell.
fn title(above: &[Vec<Cell>]) -> Option<String> {
    let one = above.iter().find(|row| filled(row) == 1)?;
    let text = plain(&one.iter().find(|cell| !cell.text.trim().is_empty())?.text);
    (text.chars().count() <= 200 && text.chars().any(char::is_alphabetic)).then_some(text)
}

/// A sheet that nobody gave a name is named after the file; records of one name on several sheets
/// are told apart by these.
fn name_apart(records: &mut [(Record, usize)], reading: &Reading<'_>) {
    let sheets = reading.source.sheets();
    let unnamed = |name: &str| {
        let lower = name.trim().to_lowercase();
        lower.strip_prefix("sheet").is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()))
    };
    if let [(record, _)] = records {
        if unnamed(&record.name) {
            record.name = reading.name();
        }
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (record, _) in records.iter() {
        *counts.entry(record.name.clone()).or_default() += 1;
    }
    for (record, sheet) in records.iter_mut() {
        if counts.get(&record.name).is_some_and(|count| *count > 1) {
            record.name = format!("{}.{}", sheets[*sheet].name.trim(), record.name);
        }
    }
}
