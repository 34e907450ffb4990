//! The columns of views and of tables that queries fill: which there are, and what they take over
//! from the columns that they are made of.

use super::dialect::Family;
use super::elsewhere::{Elsewhere, Origin};
use super::output::{self, Called, Made, Output};
use super::prose;
use super::query;
use super::records::{Entry, Records};
use super::table::Queried;
use crate::collection::{Field, RecordKind};
use crate::text::Span;

/// More columns than this are not copied from tables to what shows all of them, in one script.
pub(super) const MOST_COPIED: usize = 100_000;

/// Makes a view or a table of a query, as far as its columns are known by now.
pub(super) fn made(queried: &Queried<'_>, family: Family, records: &Records, room: &mut usize) -> Entry {
    let mut entry = Entry::new(&queried.name);
    entry.head = queried.head;
    if queried.view {
        entry.record.kind = RecordKind::View;
    }
    let mut outputs = query::read(queried.query, family);
    if let Some(columns) = queried.columns {
        outputs = output::renamed(queried.query.text, outputs, columns);
    }
    let unknown = Output {
        called: Called::Nothing,
        span: queried.head,
        item: queried.head,
        made_of: Vec::new(),
        plain: false,
        carries: false,
    };
    for output in outputs.unwrap_or_else(|| vec![unknown]) {
        take(&mut entry, output, records, room);
    }
    entry
}

/// Gives a table a column of a query, or all columns that one stands for.
fn take(entry: &mut Entry, output: Output, records: &Records, room: &mut usize) {
    match &output.called {
        Called::Name(name) => add(entry, name.clone(), output),
        Called::All(except) => {
            let table = output.made_of.first().and_then(|made| made.tables.first());
            let known = table.and_then(|table| records.ever(table).last().copied());
            let Some(source) = known
                .map(|at| &records.entries[at])
                .filter(|source| !source.partial && source.open.is_empty())
            else {
                entry.open.push(output);
                return;
            };
            let count = source.left().count();
            if count > *room {
                entry.open.push(output);
                return;
            }
            *room -= count;
            for (_, field) in source.left() {
                if except.iter().any(|other| other.eq_ignore_ascii_case(&field.name)) {
                    continue;
                }
                let made_of = output
                    .made_of
                    .iter()
                    .map(|made| Made { column: Some(field.name.clone()), ..made.clone() });
                let one = Output { called: Called::Nothing, made_of: made_of.collect(), ..output.clone() };
                add(entry, field.name.clone(), one);
            }
        }
        Called::Nothing => entry.open.push(output),
    }
}

fn add(entry: &mut Entry, name: String, output: Output) {
    // A name that stands twice is the same column for whoever reads the rows.
    if entry.place(&name).is_some() {
        return;
    }
    let field = Field::new(name, output.span);
    entry.outputs.insert(entry.record.fields.len(), output);
    entry.push(field, String::new());
}

/// Once all tables are known: what is still open is listed or said, and every column takes over
/// what its own columns say.
pub(super) fn settle(records: &mut Records, said: &mut Vec<(Elsewhere, usize)>, room: &mut usize) {
    for at in 0..records.entries.len() {
        if records.entries[at].gone
            || (records.entries[at].outputs.is_empty() && records.entries[at].open.is_empty())
        {
            continue;
        }
        let mut entry = std::mem::take(&mut records.entries[at]);
        for output in std::mem::take(&mut entry.open) {
            take(&mut entry, output, records, room);
        }
        if !entry.open.is_empty() {
            let origin = if entry.record.kind == RecordKind::View { Origin::View } else { Origin::Query };
            said.push((Elsewhere::new(entry.head, origin), at));
        }
        for place in 0..entry.record.fields.len() {
            if let Some(output) = entry.outputs.get(&place).cloned() {
                describe(&mut entry, place, &output, records);
            }
        }
        records.entries[at] = entry;
    }
}

/// What a column takes over.
fn describe(entry: &mut Entry, place: usize, output: &Output, records: &Records) {
    let is_view = entry.record.kind == RecordKind::View;
    let field = &mut entry.record.fields[place];
    let mut from = Vec::new();
    for made in &output.made_of {
        let Some(column) = &made.column else { continue };
        let found = made.tables.iter().find_map(|table| {
            let source = &records.entries[*records.ever(table).last()?];
            source.place(column).map(|at| (source, at))
        });
        let Some((source, at)) = found else {
            if made.sure {
                let table = if made.tables.len() == 1 { made.tables.first() } else { None };
                let path =
                    table.map_or_else(|| column.clone(), |table| format!("{}.{column}", table.record()));
                from.push((path, column.as_str()));
            }
            continue;
        };
        let shown = &source.record.fields[at];
        if output.plain {
            field.field_type = shown.field_type;
            field.type_text.clone_from(&shown.type_text);
            field.allowed.clone_from(&shown.allowed);
            field.refers_to.clone_from(&shown.refers_to);
            if let Some(description) = &shown.description {
                field.description = prose::joined(description, field.description.take());
            }
            if is_view {
                let own = || (source.record.name.clone(), shown.name.clone());
                field.shows = Some(shown.shows.clone().unwrap_or_else(own));
            }
            if let Some(base) = source.bases.get(at) {
                entry.bases[place].clone_from(base);
            }
        }
        from.push((format!("{}.{column}", source.record.name), column.as_str()));
    }
    from.dedup();
    let same = output.plain && from.iter().all(|(_, column)| column.eq_ignore_ascii_case(&field.name));
    if !from.is_empty() && !same {
        // What the column is called where it comes from says as much as its name here.
        if output.carries && field.title.is_none() {
            field.title = Some(from[0].1.to_owned());
        }
        let paths: Vec<&str> = from.iter().map(|(path, _)| path.as_str()).collect();
        field.description = prose::joined(&format!("From {}.", paths.join(", ")), field.description.take());
    }
}

/// The items of the list that a query's columns stand in, each once, in the order of the file.
pub(super) fn items(entry: &Entry) -> Vec<Span> {
    let mut items: Vec<Span> = entry.outputs.values().chain(&entry.open).map(|output| output.item).collect();
    items.sort();
    items.dedup();
    items
}
