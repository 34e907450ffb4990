//! The tables of a script while it is read: found by name, changed by later statements.

use std::collections::{HashMap, HashSet};

use super::cursor::Name;
use super::element::{Rules, allowed};
use crate::collection::{Field, Record, RecordKind};
use crate::text::Span;

/// Of tables with one name only so many, the last ones, get what later statements say: an `IF`
/// and its `ELSE` make one twice, and nobody makes one a thousand times.
const MOST_ALIKE: usize = 4;

/// A table and where its columns are in it.
pub(super) struct Entry {
    pub(super) record: Record,
    /// The name of each field's type.
    pub(super) bases: Vec<String>,
    columns: HashMap<String, usize>,
    dropped: HashSet<usize>,
}

impl Default for Entry {
    fn default() -> Self {
        Self::new(&Name { parts: Vec::new(), span: Span::default() })
    }
}

impl Entry {
    pub(super) fn new(name: &Name) -> Self {
        let record = Record::new(name.record(), RecordKind::Table, name.span);
        Self { record, bases: Vec::new(), columns: HashMap::new(), dropped: HashSet::new() }
    }

    pub(super) fn push(&mut self, field: Field, base: String) {
        self.columns.insert(field.name.to_lowercase(), self.record.fields.len());
        self.record.fields.push(field);
        self.bases.push(base);
    }

    /// A column by its name in any case.
    pub(super) fn field(&mut self, name: &str) -> Option<&mut Field> {
        let at = *self.columns.get(&name.to_lowercase())?;
        self.record.fields.get_mut(at)
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

    fn drop(&mut self, name: &str) {
        if let Some(at) = self.columns.remove(&name.to_lowercase()) {
            self.dropped.insert(at);
        }
    }

    fn rename(&mut self, from: &str, to: &str, span: Span) {
        if let Some(at) = self.columns.remove(&from.to_lowercase()) {
            self.record.fields[at].name = to.to_owned();
            self.record.fields[at].span = span;
            self.columns.insert(to.to_lowercase(), at);
        }
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
}

impl Records {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a table, unless it is the same table again.
    pub(super) fn create(&mut self, entry: Entry) {
        let alike = self.exactly(&entry.record.name);
        if !alike.iter().any(|&at| entry.repeats(&self.entries[at])) {
            self.add(entry);
        }
    }

    fn add(&mut self, entry: Entry) {
        let name = entry.record.name.to_lowercase();
        let at = self.entries.len();
        if let Some((_, last)) = name.rsplit_once('.') {
            self.names.entry(format!(".{last}")).or_default().push(at);
        }
        self.names.entry(name).or_default().push(at);
        self.entries.push(entry);
    }

    fn exactly(&self, name: &str) -> Vec<usize> {
        let found = self.names.get(&name.to_lowercase()).map_or(&[][..], Vec::as_slice);
        found[found.len().saturating_sub(MOST_ALIKE)..].to_vec()
    }

    /// The tables of a name; where one side leaves out the schema, the other may have any.
    pub(super) fn find(&self, name: &Name) -> Vec<usize> {
        let mut found = self.exactly(&name.record());
        if found.is_empty() {
            let other = if name.record().contains('.') {
                name.last().to_owned()
            } else {
                format!(".{}", name.last())
            };
            found = self.exactly(&other);
        }
        found
    }

    /// Whether a column is in the last table of a name, under one of these names.
    pub(super) fn has(&mut self, table: &Name, names: [&str; 2]) -> bool {
        let Some(&at) = self.find(table).last() else { return false };
        names.iter().any(|name| self.entries[at].field(name).is_some())
    }

    /// Changes the tables of a name. One that no statement of the script made is made here of
    /// what is added: its other columns stand in another file.
    pub(super) fn change(
        &mut self,
        name: &Name,
        added: Entry,
        gone: impl Iterator<Item = (String, Option<(String, Span)>)>,
        rules: Vec<Rules>,
    ) {
        let known = self.find(name);
        let Some(&at) = known.last() else {
            let mut added = added;
            if !added.record.fields.is_empty() {
                rules.into_iter().for_each(|rules| added.apply(rules));
                self.add(added);
            }
            return;
        };
        let entry = &mut self.entries[at];
        for (column, renamed) in gone {
            match renamed {
                None => entry.drop(&column),
                Some((to, span)) => entry.rename(&column, &to, span),
            }
        }
        for (field, base) in added.record.fields.into_iter().zip(added.bases) {
            if entry.field(&field.name).is_none() {
                entry.push(field, base);
            }
        }
        rules.into_iter().for_each(|rules| entry.apply(rules));
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
        self.entries.into_iter().map(finish).filter(speaks).collect()
    }
}
