//! Puts the statements of a script together into records.

use std::sync::Arc;

use super::cursor::{Name, span_of};
use super::dialect::Family;
use super::element::{self, Column, Element, Rules};
use super::elsewhere::{self, Elsewhere, Origin};
use super::margin::{Attached, Layout, Margin, Words};
use super::note::{self, Note};
use super::statement::{Script, Statement};
use super::table::{self, Change, Made, Table};
use super::token::Token;
use super::types::Types;
use super::{prose, records, rename, shortfall};
use crate::collection::{Field, Layer, Remark, RemarkKind, Spoken, annotation};
use crate::text::Source;
use records::{Entry, Records};

/// What a script came to.
pub(super) struct Built {
    pub(super) records: Records,
    pub(super) spoken: Vec<Spoken>,
    pub(super) remarks: Vec<Remark>,
    /// Whether anything in it defines structure, read or not.
    pub(super) defines: bool,
}

/// With more remarks than this on a script it is not SQL of any dialect.
const PATIENCE: usize = 1_000;

/// Builds the records of a script.
pub(super) fn build(source: &Arc<Source>, family: Family, script: Script) -> Built {
    let shortfalls = shortfall::remarks(&script);
    let mut builder = Builder {
        source: Arc::clone(source),
        family,
        margin: Margin::new(source, script.comments),
        records: Records::default(),
        types: Types::default(),
        remarks: Vec::new(),
        elsewhere: Vec::new(),
    };
    for statement in script.statements.iter().filter(|statement| !statement.tokens.is_empty()) {
        builder.take(statement);
    }
    builder.say_elsewhere();
    let left = builder.margin.left_over();
    builder.remarks.extend(left.remarks);
    builder.types.apply(&mut builder.records);
    // What does not end in a file of data hides no table.
    let hides = !builder.records.is_empty() || shortfall::names_a_table(source.text());
    builder.remarks.extend(shortfalls.into_iter().filter(|_| hides));
    builder.remarks.sort_by_key(|remark| remark.span);
    shortfall::cap(&mut builder.remarks);
    let defines = !builder.records.is_empty() || !builder.types.is_empty();
    Built { defines, records: builder.records, spoken: left.spoken, remarks: builder.remarks }
}

struct Builder {
    source: Arc<Source>,
    family: Family,
    margin: Margin,
    records: Records,
    types: Types,
    remarks: Vec<Remark>,
    /// Fields that are listed elsewhere, until it is known what this file defines.
    elsewhere: Vec<Elsewhere>,
}

impl Builder {
    fn take(&mut self, statement: &Statement) {
        let source = Arc::clone(&self.source);
        let text = source.text();
        let made = rename::read(text, &statement.tokens);
        match made.unwrap_or_else(|| table::made(text, &statement.tokens)) {
            Made::Table(table) => self.create(statement, table),
            Made::Changes(name, changes) => self.alter(statement, &name, &changes),
            Made::Type(name, cursor) => self.types.define(&name, cursor, self.family),
            Made::Unread(head) => self.unread(head),
            // What a limit or a missing quote cut short is said already.
            Made::Elsewhere(elsewhere) => {
                self.elsewhere.extend((!statement.broken && !statement.within).then_some(elsewhere));
            }
            Made::Nothing => {
                if !statement.within {
                    self.elsewhere.extend(elsewhere::dynamic(text, &statement.tokens));
                }
                if let Some(note) = note::read(text, &statement.tokens) {
                    self.note(&note);
                }
            }
        }
    }

    /// Says which fields were not read, but for those of tables that this file defines.
    fn say_elsewhere(&mut self) {
        for elsewhere in std::mem::take(&mut self.elsewhere) {
            let judged = !elsewhere.sources.is_empty()
                && elsewhere.sources.iter().all(|source| !self.records.find(source).is_empty());
            if !judged {
                self.remarks.push(elsewhere.remark());
            }
        }
    }

    fn unread(&mut self, head: &[Token]) {
        self.remarks.push(Remark::new(
            RemarkKind::Unread,
            span_of(head).unwrap_or_default(),
            "This table could not be read: no name and list of columns stand here. It was not checked; the rest of the file was.",
        ));
    }

    fn create(&mut self, statement: &Statement, mut table: Table<'_>) {
        let beside = table.beside.take();
        let table = &table;
        let end = statement.tokens.last().map_or(table.open, |token| *token);
        let close = table.close.unwrap_or(end);
        let attached = self.margin.attach(&Layout {
            outer: statement.outer,
            start: statement.tokens[0].start,
            open: table.open.end,
            close: (close.end, close.line),
            elements: table.elements.iter().filter_map(|element| span_of(element)).collect(),
        });
        let mut entry = Entry::new(&table.name);
        let words = self.margin.read(&attached.whole, Layer::Record);
        self.remarks.extend(words.remarks);
        entry.record.description = words.description;
        entry.record.spoken = words.spoken;
        let source = Arc::clone(&self.source);
        if let Some(span) = super::options::comment(source.text(), table.tail) {
            self.describe_record(&mut entry, span, false);
        }
        let mut rules = Vec::new();
        let before = self.remarks.len();
        for (element, comments) in table.elements.iter().zip(&attached.elements) {
            rules.extend(self.element(&mut entry, element, comments));
        }
        if statement.broken {
            // What does not end is said already; the element it cuts short need not be.
            let cut = table.elements.last().and_then(|element| span_of(element)).unwrap_or_default();
            let said = self.remarks.split_off(before);
            self.remarks.extend(said.into_iter().filter(|remark| remark.span.start < cut.start));
        }
        for rules in rules {
            entry.apply(rules);
        }
        // A statement is said to be broken once: its parts first, then its shape.
        if self.remarks.len() == before && (table.close.is_some() || !statement.broken) {
            self.remarks.extend(table::shape(source.text(), table));
        }
        let alone = entry.record.fields.is_empty();
        self.elsewhere.extend(beside.filter(|beside| beside.origin != Origin::Parents || alone));
        self.records.create(entry);
    }

    /// Reads an element into a table; gives back what it says about columns of the table.
    fn element(&mut self, entry: &mut Entry, tokens: &[Token], comments: &[usize]) -> Option<Rules> {
        let source = Arc::clone(&self.source);
        let patient = self.remarks.len() < PATIENCE;
        match element::read(source.text(), tokens, self.family, patient)? {
            Element::Column(column, remark) => {
                self.remarks.extend(remark);
                let words = self.margin.read(comments, Layer::Field);
                Some(self.column(entry, *column, words))
            }
            Element::Constraint(rules) => Some(rules),
            Element::Unread(remark) => {
                self.remarks.push(remark);
                None
            }
        }
    }

    fn column(&mut self, entry: &mut Entry, column: Column, words: Words) -> Rules {
        let mut field = column.field;
        self.remarks.extend(words.remarks);
        if let Some(span) = column.comment {
            let (text, spoken) = self.said(span, false, Layer::Field);
            prose::append(&mut field.description, &text);
            field.spoken.extend(spoken);
        }
        prose::append(&mut field.description, words.description.as_deref().unwrap_or(""));
        field.spoken.splice(0..0, words.spoken);
        entry.push(field, column.base);
        column.rules
    }

    fn alter(&mut self, statement: &Statement, name: &Name, changes: &[Change<'_>]) {
        let elements: Vec<_> = changes
            .iter()
            .filter_map(|change| match change {
                Change::Add(tokens) => Some((*tokens, None)),
                // What this file does not define has the new name for all that is known of it.
                Change::Rename { from, to, span, tokens } if !self.records.has(name, [from, to]) => {
                    Some((*tokens, Some(Field::new(to, *span))))
                }
                _ => None,
            })
            .collect();
        let start = statement.tokens[0].start;
        let end = statement.tokens.last().map_or((start, 0), |token| (token.end, token.line));
        let Attached { whole, elements: mut comments } = self.margin.attach(&Layout {
            outer: statement.outer,
            start,
            open: start,
            close: end,
            elements: elements.iter().filter_map(|(element, _)| span_of(element)).collect(),
        });
        if let [only] = &mut comments[..] {
            only.splice(0..0, whole);
        }
        let mut entry = Entry::new(name);
        let mut rules = Vec::new();
        for ((element, renamed), comments) in elements.into_iter().zip(&comments) {
            let Some(mut field) = renamed else {
                rules.extend(self.element(&mut entry, element, comments));
                continue;
            };
            let words = self.margin.read(comments, Layer::Field);
            self.remarks.extend(words.remarks);
            field.description = words.description;
            field.spoken = words.spoken;
            entry.push(field, String::new());
        }
        let source = Arc::clone(&self.source);
        let gone = changes.iter().filter_map(|change| match change {
            Change::Drop(token) => Some((token.name(source.text()), None)),
            Change::Rename { from, to, span, .. } => Some((from.clone(), Some((to.clone(), *span)))),
            Change::Add(_) => None,
        });
        self.records.change(name, entry, gone, rules);
    }

    fn note(&mut self, note: &Note) {
        let source = Arc::clone(&self.source);
        let span = note.text.content(source.text());
        let layer = if note.column.is_some() { Layer::Field } else { Layer::Record };
        let targets = self.records.find(&note.table);
        let mut found = false;
        for at in targets {
            let mut entry = std::mem::take(&mut self.records.entries[at]);
            match &note.column {
                None => {
                    self.describe_record(&mut entry, span, note.declares);
                    found = true;
                }
                Some(column) => {
                    if let Some(field) = entry.field(column) {
                        let (text, spoken) = self.said(span, note.declares, layer);
                        field.description = prose::joined(&text, field.description.take());
                        field.spoken.extend(spoken);
                        found = true;
                    }
                }
            }
            self.records.entries[at] = entry;
        }
        if !found && (note.declares || annotation::declares(source.slice(span))) {
            self.remarks.push(Remark::new(
                RemarkKind::Declaration,
                span,
                "This declaration is about a table or a column that this file does not define, so it counts for nothing. Put it into the file that does, or into a sidecar beside it.",
            ));
        }
    }

    fn describe_record(&mut self, entry: &mut Entry, span: crate::text::Span, declares: bool) {
        let (text, spoken) = self.said(span, declares, Layer::Record);
        entry.record.description = prose::joined(&text, entry.record.description.take());
        entry.record.spoken.extend(spoken);
    }

    /// What a string says: its ordinary text and its declarations.
    fn said(&mut self, span: crate::text::Span, declares: bool, layer: Layer) -> (String, Vec<Spoken>) {
        let text = self.source.slice(span);
        if declares && !annotation::declares(text) {
            let (spoken, remarks) = annotation::read_pairs(&self.source, span, layer);
            self.remarks.extend(remarks);
            return (String::new(), spoken.into_iter().collect());
        }
        let (spoken, remarks) = annotation::read_all(&self.source, span, layer);
        self.remarks.extend(remarks);
        (prose::of_string(text), annotation::join_uses(spoken))
    }
}
