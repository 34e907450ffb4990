//! The tables of a script while it is read: found by name, changed by later statements.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::cursor::Name;
use super::element::{Rules, allowed};
use super::output::Output;
use crate::collection::{Field, Record, RecordKind};
use crate::text::{Source, Span};

/// Of tables with one name only so many, the last ones, get what later statements say: an `IF`
/// and its `ELSE` make one twice, and nobody makes one a thousand times.
const MOST_ALIKE: usize = 4;

/// Of places known for a name only so many, the last ones, are looked at.
const MOST_LOOKED_AT: usize = 64;

/// A table and where its columns are in it.
pub(super) struct Entry {
    pub(super) record: Record,
    /// The name of each field's type.
    pub(super) bases: Vec<String>,
    columns: HashMap<String, usize>,
    dropped: HashSet<usize>,
    /// What the columns of a query are made of, by their places among the fields.
    pub(super) outputs: HashMap<usize, Output>,
    /// All columns of other tables, of which it is not known yet which these are.
    pub(super) open: Vec<Output>,
    /// From the start of the statement to the name, where a query makes it.
    pub(super) head: Span,
    /// Whether its other columns stand in another file.
    pub(super) partial: bool,
    /// Whether the table was dropped.
    pub(super) gone: bool,
}

impl Default for Entry {
    fn default() -> Self {
        Self::new(&Name { parts: Vec::new(), span: Span::default() })
    }
}

impl Entry {
    pub(super) fn new(name: &Name) -> Self {
        let record = Record::new(name.record(), RecordKind::Table, name.span);
        Self {
            record,
            bases: Vec::new(),
            columns: HashMap::new(),
            dropped: HashSet::new(),
            outputs: HashMap::new(),
            open: Vec::new(),
            head: Span::default(),
            partial: false,
            gone: false,
        }
    }

    pub(super) fn push(&mut self, field: Field, base: String) {
        self.columns.insert(field.name.to_lowercase(), self.record.fields.len());
        self.record.fields.push(field);
        self.bases.push(base);
    }

    /// A column by its name in any case.
    pub(super) fn field(&mut self, name: &str) -> Option<&mut Field> {
        let at = self.place(name)?;
        self.record.fields.get_mut(at)
    }

    /// The place of a column among the fields.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.columns.get(&name.to_lowercase()).copied()
    }

    /// The columns that are there, with their places.
    pub(super) fn left(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.record.fields.iter().enumerate().filter(|(at, _)| !self.dropped.contains(at))
    }

    /// Lets constraints say what they say about columns. The first to speak counts.
    pub(super) fn apply(&mut self, rules: Rules) {
        for (column, table) in rules.references {
            if let Some(field) = self.field(&column) {
                field.refers_to.get_or_insert(table);
            }
        }
        for (column, values) in rules.restrictions {
            if let Some(field) = self.field(&column)
                && field.allowed.is_empty()
            {
                field.allowed = allowed(values);
            }
        }
    }

    pub(super) fn drop(&mut self, name: &str) {
        if let Some(at) = self.columns.remove(&name.to_lowercase()) {
            self.dropped.insert(at);
        }
    }

    /// Gives a column another name, in a place of its own.
    pub(super) fn rename(&mut self, from: &str, to: &str, place: (Span, Option<Arc<Source>>)) {
        if let Some(at) = self.columns.remove(&from.to_lowercase()) {
            let field = &mut self.record.fields[at];
            field.name = to.to_owned();
            (field.span, field.source) = place;
            self.columns.insert(to.to_lowercase(), at);
        }
    }

    /// Defines a column anew; what was said of it before holds on.
    pub(super) fn define(&mut self, from: &str, field: Field, base: String) {
        let Some(at) = self.place(from).or_else(|| self.place(&field.name)) else {
            return self.push(field, base);
        };
        self.rename(from, &field.name, (field.span, field.source.clone()));
        let old = &mut self.record.fields[at];
        (old.span, old.source) = (field.span, field.source);
        (old.field_type, old.type_text) = (field.field_type, field.type_text);
        old.allowed = field.allowed;
        old.description = field.description.or_else(|| old.description.take());
        old.spoken.splice(0..0, field.spoken);
        self.bases[at] = base;
    }

    /// Whether this is its name, in small letters; behind a dot, its name in any schema.
    fn is_called(&self, key: &str) -> bool {
        let name = self.record.name.to_lowercase();
        if key.starts_with('.') { name.ends_with(key) } else { name == key }
    }

    /// Whether another table has the same columns and nothing of its own to say.
    fn repeats(&self, other: &Entry) -> bool {
        let silent =
            self.record.spoken.is_empty() && self.record.fields.iter().all(|field| field.spoken.is_empty());
        let (own, others) = (&self.record.fields, &other.record.fields);
        silent
            && own.len() == others.len()
            && own.iter().zip(others).all(|(a, b)| {
                a.name.eq_ignore_ascii_case(&b.name) && a.type_text.eq_ignore_ascii_case(&b.type_text)
            })
    }
}

/// All tables of a script.
#[derive(Default)]
pub(super) struct Records {
    pub(super) entries: Vec<Entry>,
    names: HashMap<String, Vec<usize>>,
    /// Tables by the names that they had before.
    former: HashMap<String, usize>,
}

impl Records {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a table, unless it is the same table again.
    pub(super) fn create(&mut self, entry: Entry) {
        // A view that is made again takes the place of the one before.
        if entry.record.kind == RecordKind::View {
            for at in self.same(&entry.record.name) {
                self.entries[at].gone = true;
            }
        }
        let alike = self.exactly(&entry.record.name);
        if !alike.iter().any(|&at| entry.repeats(&self.entries[at])) {
            self.add(entry);
        }
    }

    fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
        self.register(self.entries.len() - 1);
    }

    fn register(&mut self, at: usize) {
        let name = self.entries[at].record.name.to_lowercase();
        if let Some((_, last)) = name.rsplit_once('.') {
            self.names.entry(format!(".{last}")).or_default().push(at);
        }
        self.names.entry(name).or_default().push(at);
    }

    fn exactly(&self, name: &str) -> Vec<usize> {
        let key = name.to_lowercase();
        let places = self.names.get(&key).map_or(&[][..], Vec::as_slice);
        // Those that went or have another name are few and lately; beyond a look back nothing is found.
        let there = |at: &&usize| {
            let entry = &self.entries[**at];
            !entry.gone && entry.is_called(&key)
        };
        let mut found = Vec::new();
        for at in places.iter().rev().take(MOST_LOOKED_AT).filter(there) {
            // One that got its old name back stands there twice.
            if !found.contains(at) && found.len() < MOST_ALIKE {
                found.insert(0, *at);
            }
        }
        found
    }

    /// The tables of a name; where one side leaves out the schema, the other may have any.
    pub(super) fn find(&self, name: &Name) -> Vec<usize> {
        self.same(&name.record())
    }

    fn same(&self, name: &str) -> Vec<usize> {
        let found = self.exactly(name);
        if !found.is_empty() {
            return found;
        }
        self.exactly(&match name.rsplit_once('.') {
            Some((_, last)) => last.to_owned(),
            None => format!(".{name}"),
        })
    }

    /// The tables of a name that they have or had.
    pub(super) fn ever(&self, name: &Name) -> Vec<usize> {
        let found = self.find(name);
        if !found.is_empty() {
            return found;
        }
        self.former.get(&name.record().to_lowercase()).copied().into_iter().collect()
    }

    /// Changes the last table of a name. One that no statement made is made here of what is
    /// added: its other columns stand in another file.
    pub(super) fn change(&mut self, name: &Name, change: impl FnOnce(&mut Entry)) {
        if let Some(&at) = self.find(name).last() {
            change(&mut self.entries[at]);
            return;
        }
        let mut entry = Entry::new(name);
        entry.partial = true;
        change(&mut entry);
        if !entry.record.fields.is_empty() {
            self.add(entry);
        }
    }

    /// Lets a table go.
    pub(super) fn drop(&mut self, name: &Name) {
        for at in self.find(name) {
            self.entries[at].gone = true;
        }
    }

    /// Gives a table another name; a name without a schema keeps the schema it had.
    pub(super) fn rename(&mut self, from: &Name, to: &Name, source: Option<Arc<Source>>) {
        let Some(&at) = self.find(from).last() else { return };
        self.former.insert(self.entries[at].record.name.to_lowercase(), at);
        let mut name = to.record();
        if to.parts.len() < 2
            && let Some((schema, _)) = self.entries[at].record.name.rsplit_once('.')
        {
            name = format!("{schema}.{name}");
        }
        let record = &mut self.entries[at].record;
        (record.name, record.span, record.source) = (name, to.span, source);
        self.register(at);
    }

    /// A table that became a part of another one has the same columns: it is not another place.
    pub(super) fn attach(&mut self, whole: &Name, part: &Name) {
        let (Some(&whole), Some(&part)) = (self.find(whole).last(), self.find(part).last()) else { return };
        let (whole, own) = (&self.entries[whole], &self.entries[part]);
        let silent =
            own.record.spoken.is_empty() && own.record.fields.iter().all(|field| field.spoken.is_empty());
        let known = own.left().all(|(_, field)| whole.place(&field.name).is_some());
        if silent && known && whole.record.name != own.record.name {
            self.entries[part].gone = true;
        }
    }

    /// The records, without the columns that were dropped again, and without the tables that
    /// have no columns of their own (partitions, heirs).
    pub(super) fn finish(self) -> Vec<Record> {
        let finish = |mut entry: Entry| {
            let mut at = 0;
            entry.record.fields.retain(|_| {
                at += 1;
                !entry.dropped.contains(&(at - 1))
            });
            entry.record
        };
        let speaks = |record: &Record| !record.fields.is_empty() || !record.spoken.is_empty();
        let there = self.entries.into_iter().filter(|entry| !entry.gone);
        let mut records: Vec<Record> = there.map(finish).filter(speaks).collect();
        // What is declared of a table is known before its views are looked at.
        records.sort_by_key(|record| record.kind == RecordKind::View);
        records
    }
}
