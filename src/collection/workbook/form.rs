//! XLSForm: a row of the sheet `survey` is a question, the sheet `choices` has the answers.

use std::collections::HashMap;

use super::sheet::{is_empty, rows};
use super::{FORM, collection};
use crate::collection::headings::plain;
use crate::collection::{
    Allowed, Collection, Failure, Field, FieldType, Reading, Record, RecordKind, Remark, RemarkKind,
};
use crate::document::Cell;
use crate::text::{Sheet, Source};

/// How deep groups are followed.
const DEEPEST: usize = 64;

/// The most values that are kept of one question.
const MOST_ALLOWED: usize = 20_000;

/// The most bytes of answers that all questions may carry: many questions may ask from one list.
const MOST_CARRIED: usize = 256 << 20;

pub(super) fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    let sheet =
        |name: &str| source.sheets().iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name));
    let survey = sheet("survey")?;
    let table = Table::of(source, survey);
    let (kind, name) = (table.column("type")?, table.column("name")?);
    let mut kept = vec![survey.lines.clone()];
    kept.extend(sheet("choices").map(|sheet| sheet.lines.clone()));
    kept.extend(sheet("settings").map(|sheet| sheet.lines.clone()));
    let settings = sheet("settings").map(|sheet| Table::of(source, sheet));
    let setting = |key: &str| {
        let settings = settings.as_ref()?;
        settings.rows.first().and_then(|row| settings.text(row, settings.column(key)))
    };
    let form = setting("form_id").or_else(|| setting("id_string")).unwrap_or_else(|| reading.name());
    let mut walk = Walk {
        collection: collection(reading, FORM.format, &kept),
        lists: sheet("choices").map(|sheet| choices(&Table::of(source, sheet))).unwrap_or_default(),
        open: Vec::new(),
        left: MOST_CARRIED,
    };
    let start = table.head.first().map(|cell| cell.span).unwrap_or_default();
    let mut record = Record::new(form, RecordKind::Table, start);
    record.description = setting("form_title");
    walk.open.push(record);
    for row in &table.rows {
        walk.question(&table, row, kind, name);
    }
    if survey.cut {
        walk.remark(RemarkKind::Limit, start, "The sheet `survey` goes on beyond what is read.");
    }
    while let Some(record) = walk.open.pop() {
        walk.close(record);
    }
    walk.collection.records.sort_by_key(|record| record.span.start);
    Some(Ok(walk.collection))
}

/// A sheet with headings in its first row that is not empty.
struct Table {
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    fn of(source: &Source, sheet: &Sheet) -> Self {
        let mut rows = rows(source, sheet, usize::MAX).into_iter().filter(|row| !is_empty(row));
        Self { head: rows.next().unwrap_or_default(), rows: rows.collect() }
    }

    /// The column of this heading.
    fn column(&self, heading: &str) -> Option<usize> {
        let is = |cell: &Cell| plain(&cell.text).replace(' ', "_").eq_ignore_ascii_case(heading);
        self.head.iter().position(is)
    }

    /// The column of a text that may be there in several languages, English first.
    fn words(&self, heading: &str) -> Option<usize> {
        let language = |cell: &Cell| {
            let text = plain(&cell.text).to_lowercase();
            let rest = text.strip_prefix(heading)?.trim_start();
            rest.strip_prefix("::").or_else(|| rest.strip_prefix(':')).map(|rest| rest.trim().to_owned())
        };
        self.column(heading)
            .or_else(|| {
                self.head.iter().position(|cell| language(cell).is_some_and(|text| text.starts_with("en")))
            })
            .or_else(|| self.head.iter().position(|cell| language(cell).is_some()))
    }

    fn text(&self, row: &[Cell], column: Option<usize>) -> Option<String> {
        let text = plain(&row.get(column?)?.text);
        (!text.is_empty()).then_some(text)
    }
}

/// The answers of each list.
fn choices(table: &Table) -> HashMap<String, Vec<Allowed>> {
    let mut lists: HashMap<String, Vec<Allowed>> = HashMap::new();
    let value = table.column("name").or_else(|| table.column("value"));
    let label = table.words("label");
    for row in &table.rows {
        let (Some(list), Some(value)) = (table.text(row, table.column("list_name")), table.text(row, value))
        else {
            continue;
        };
        let answers = lists.entry(list).or_default();
        if answers.len() < MOST_ALLOWED {
            answers.push(Allowed { value, label: table.text(row, label) });
        }
    }
    lists
}

struct Walk {
    collection: Collection,
    lists: HashMap<String, Vec<Allowed>>,
    /// The form, and the groups that are open, the innermost last.
    open: Vec<Record>,
    left: usize,
}

impl Walk {
    fn question(&mut self, table: &Table, row: &[Cell], kind: usize, name: usize) {
        let Some(written) = table.text(row, Some(kind)) else { return };
        let off = table
            .text(row, table.column("disabled"))
            .is_some_and(|text| matches!(text.to_ascii_lowercase().as_str(), "yes" | "true" | "1"));
        if written.starts_with('#') || off {
            return;
        }
        let words: Vec<String> =
            written.to_lowercase().replace('_', " ").split(' ').map(str::to_owned).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let place = row.get(name).filter(|cell| !cell.text.trim().is_empty()).or_else(|| row.get(kind));
        let Some(place) = place.map(|cell| cell.span) else { return };
        let called = table.text(row, Some(name));
        let label = table.text(row, table.words("label"));
        match words.as_slice() {
            ["begin", ..] => {
                let Some(outer) = self.open.last() else { return };
                let called = called.or_else(|| label.clone()).unwrap_or_else(|| "group".to_owned());
                let mut record = Record::new(format!("{}.{called}", outer.name), RecordKind::Object, place);
                record.description = label;
                if self.open.len() > DEEPEST || record.name.len() > 2_000 {
                    let message = "Groups are nested too deeply here; the questions in this one are read as those of the group around it.";
                    self.remark(RemarkKind::Limit, place, message);
                    record.name.clone_from(&self.open[self.open.len() - 1].name);
                }
                self.open.push(record);
            }
            ["end", "group" | "repeat" | "loop", ..] => {
                if self.open.len() > 1 {
                    if let Some(record) = self.open.pop() {
                        self.close(record);
                    }
                } else {
                    self.remark(
                        RemarkKind::Unread,
                        place,
                        "No group is open that could end here. Remove the row, or begin the group above.",
                    );
                }
            }
            ["note", ..] | ["xml-external" | "csv-external", ..] => {}
            _ => {
                // What a device records by itself may go without a name.
                let Some(called) =
                    called.or_else(|| RECORDED.contains(&written.as_str()).then(|| written.clone()))
                else {
                    let message =
                        "This question has no name, so it was not read. Give it one, in the column `name`.";
                    self.remark(RemarkKind::Unread, place, message);
                    return;
                };
                let mut field = Field::new(called, place);
                field.field_type = field_type(&words);
                field.title = label;
                field.description = table.text(row, table.words("hint"));
                field.allowed = self.answers(&words, &written);
                field.type_text = written;
                if let Some(record) = self.open.last_mut() {
                    record.fields.push(field);
                }
            }
        }
    }

    /// The answers of the list that a type names last: `select_one yes_no`, `select one from yes_no`.
    fn answers(&mut self, words: &[&str], written: &str) -> Vec<Allowed> {
        if !matches!(words.first(), Some(&"select" | &"rank")) {
            return Vec::new();
        }
        let last = written.trim_end_matches(" or_other").trim_end_matches(" or other");
        let Some(list) = last.split(' ').next_back().and_then(|list| self.lists.get(list)) else {
            return Vec::new();
        };
        let cost: usize =
            list.iter().map(|one| 48 + one.value.len() + one.label.as_ref().map_or(0, String::len)).sum();
        if cost > self.left {
            return Vec::new();
        }
        self.left -= cost;
        list.clone()
    }

    fn close(&mut self, record: Record) {
        if !record.fields.is_empty() {
            self.collection.records.push(record);
        }
    }

    fn remark(&mut self, kind: RemarkKind, span: crate::text::Span, message: &str) {
        self.collection.remarks.push(Remark::new(kind, span, message));
    }
}

/// What a device records without asking.
const RECORDED: &[&str] = &[
    "start",
    "end",
    "today",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
    "audit",
    "start-geopoint",
    "background-audio",
];

/// What a question of this type can hold.
fn field_type(words: &[&str]) -> FieldType {
    match words.first().copied().unwrap_or_default() {
        "integer" | "int" | "decimal" | "range" => FieldType::Number,
        "date" | "time" | "datetime" | "start" | "end" | "today" => FieldType::Date,
        "geopoint" | "geotrace" | "geoshape" | "start-geopoint" => FieldType::Structure,
        "image" | "photo" | "audio" | "video" | "file" | "background-audio" | "audit" => FieldType::Binary,
        "calculate" | "hidden" => FieldType::Unknown,
        _ => FieldType::Text,
    }
}
