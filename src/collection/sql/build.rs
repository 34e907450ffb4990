//! Puts the statements of a script together into records.

use std::sync::Arc;

use super::cursor::{Name, span_of};
use super::dialect::Family;
use super::element::{self, Column, Element, Rules};
use super::elsewhere::{self, Elsewhere, Origin};
use super::margin::{Attached, Layout, Margin, Words};
use super::mark::{self, Marks};
use super::note::{self, Note};
use super::statement::{Script, Statement};
use super::table::{self, Change, Made, Queried, Table};
use super::token::Token;
use super::types::Types;
use super::{data_type, prose, records, rename, shortfall, shown};
use crate::collection::{Aside, Field, Layer, Record, Remark, RemarkKind, Spoken, annotation};
use crate::text::Source;
use records::{Entry, Records};

/// What scripts came to.
pub(super) struct Built {
    pub(super) records: Vec<Record>,
    pub(super) spoken: Vec<Spoken>,
    pub(super) remarks: Vec<Remark>,
    /// Whether anything in them defines structure, read or not; script by script.
    pub(super) defines: Vec<bool>,
}

/// With more remarks than this on a script it is not SQL of any dialect.
const PATIENCE: usize = 1_000;

/// Builds the records of a script.
pub(super) fn build(source: &Arc<Source>, family: Family, script: Script) -> Built {
    let mut builder = Builder::new(source, family, false);
    builder.script(source, family, script);
    builder.finish()
}

/// Builds the records of scripts that run one after the other.
pub(super) fn build_all(scripts: Vec<(Arc<Source>, Family, Script)>) -> Option<Built> {
    let (source, family, _) = scripts.first()?;
    let mut builder = Builder::new(source, *family, true);
    for (source, family, script) in scripts {
        builder.script(&source, family, script);
    }
    Some(builder.finish())
}

/// A change of a table, ready to be made.
enum Step {
    Add(Option<Box<(Field, String)>>, Option<Rules>),
    Define(String, Box<(Field, String)>, Option<Rules>),
    Retype(Box<(Field, String)>),
    Rename(String, Box<Field>),
    Drop(String),
}

impl Step {
    /// Makes the change.
    fn apply(self, entry: &mut Entry, rules: &mut Vec<Rules>) {
        match self {
            Self::Add(column, said) => {
                if let Some((field, base)) = column.map(|column| *column)
                    && entry.field(&field.name).is_none()
                {
                    entry.push(field, base);
                }
                rules.extend(said);
            }
            Self::Define(from, column, said) => {
                let (field, base) = *column;
                // What another file defines is judged there, unless it gets another name here.
                let renamed = !from.eq_ignore_ascii_case(&field.name);
                if entry.place(&from).is_some() || entry.place(&field.name).is_some() || renamed {
                    entry.define(&from, field, base);
                    rules.extend(said);
                }
            }
            Self::Retype(column) => {
                let (field, base) = *column;
                let name = field.name.clone();
                if let Some(old) = entry.field(&name) {
                    let (kept, refers_to) = (std::mem::take(&mut old.name), old.refers_to.take());
                    let field = Field { name: kept.clone(), refers_to, ..field };
                    old.name = kept;
                    entry.define(&name, field, base);
                }
            }
            Self::Rename(from, field) => {
                if entry.place(&from).is_some() {
                    let (span, source) = (field.span, field.source.clone());
                    entry.rename(&from, &field.name, (span, source));
                    if let Some(renamed) = entry.field(&field.name) {
                        renamed.spoken.splice(0..0, field.spoken);
                    }
                } else if entry.place(&field.name).is_none() {
                    // What this file does not define has the new name for all that is known of it.
                    entry.push(*field, String::new());
                }
            }
            Self::Drop(name) => entry.drop(&name),
        }
    }
}

struct Builder {
    source: Arc<Source>,
    family: Family,
    /// Whether this is one of several scripts, so that everything has to say where it stands.
    sequence: bool,
    margin: Margin,
    records: Records,
    types: Types,
    spoken: Vec<Spoken>,
    remarks: Vec<Remark>,
    /// How many of the remarks are about scripts that were read before this one.
    settled: usize,
    /// Fields that are listed elsewhere, until it is known what this file defines.
    elsewhere: Vec<(Elsewhere, Option<Arc<Source>>)>,
    /// Tables that were dropped; in a single script only once something follows that makes or
    /// changes one, because what only clears up at its end is no state to come to.
    dropped: Vec<Name>,
    /// How many columns may still be copied to what shows all of a table.
    room: usize,
    /// Whether anything in this script defines structure.
    structure: bool,
    defines: Vec<bool>,
}

impl Builder {
    fn new(source: &Arc<Source>, family: Family, sequence: bool) -> Self {
        Self {
            source: Arc::clone(source),
            family,
            sequence,
            margin: Margin::new(source, Vec::new()),
            records: Records::default(),
            types: Types::default(),
            spoken: Vec::new(),
            remarks: Vec::new(),
            settled: 0,
            elsewhere: Vec::new(),
            dropped: Vec::new(),
            room: shown::MOST_COPIED,
            structure: false,
            defines: Vec::new(),
        }
    }

    /// Reads one script.
    fn script(&mut self, source: &Arc<Source>, family: Family, script: Script) {
        let shortfalls = shortfall::remarks(&script);
        (self.source, self.family) = (Arc::clone(source), family);
        self.margin = Margin::new(source, script.comments);
        self.structure = false;
        for statement in script.statements.iter().filter(|statement| !statement.tokens.is_empty()) {
            self.take(statement);
        }
        let own = self.own();
        let strings = script.strings.into_iter().map(|span| Elsewhere::new(span, Origin::Dynamic));
        self.elsewhere.extend(strings.map(|elsewhere| (elsewhere, own.clone())));
        let left = self.margin.left_over();
        self.spoken.extend(left.spoken);
        self.remarks.extend(left.remarks);
        // What does not end in a file of data hides no table.
        let hides = !self.records.is_empty() || shortfall::names_a_table(source.text());
        self.remarks.extend(shortfalls.into_iter().filter(|_| hides));
        self.place_remarks();
        self.defines.push(self.structure);
    }

    /// The script, where it is one of several.
    fn own(&self) -> Option<Arc<Source>> {
        self.sequence.then(|| Arc::clone(&self.source))
    }

    /// Says of the remarks since the last script that they are about this one.
    fn place_remarks(&mut self) {
        let own = self.own();
        for remark in &mut self.remarks[self.settled..] {
            remark.source.clone_from(&own);
        }
        self.settled = self.remarks.len();
    }

    fn finish(mut self) -> Built {
        let mut said = Vec::new();
        shown::settle(&mut self.records, &mut said, &mut self.room);
        for (elsewhere, at) in said {
            let source = self.records.entries[at].record.source.clone();
            self.elsewhere.push((elsewhere, source));
        }
        self.say_elsewhere();
        self.types.apply(&mut self.records);
        if !self.sequence {
            self.defines = vec![!self.records.is_empty() || !self.types.is_empty()];
        }
        let path = |remark: &Remark| remark.source.as_ref().map(|source| source.path().to_owned());
        self.remarks.sort_by_cached_key(|remark| (path(remark), remark.span));
        shortfall::cap(&mut self.remarks);
        Built {
            records: self.records.finish(),
            spoken: self.spoken,
            remarks: self.remarks,
            defines: self.defines,
        }
    }

    fn take(&mut self, statement: &Statement) {
        let source = Arc::clone(&self.source);
        let text = source.text();
        let made = rename::read(text, &statement.tokens);
        let made = made.unwrap_or_else(|| table::made(text, &statement.tokens));
        match &made {
            Made::Nothing => {}
            Made::Dropped(names) => {
                if !statement.within {
                    self.dropped.extend(names.iter().cloned());
                }
                if self.sequence {
                    self.drop_tables();
                    self.structure = true;
                }
                return;
            }
            // A variable in a routine is filled by a query too.
            Made::Query(queried) if !queried.view && statement.within => return,
            Made::Query(_) if statement.broken => {}
            _ => {
                self.drop_tables();
                self.structure = true;
            }
        }
        match made {
            Made::Table(table) => self.create(statement, table),
            Made::Changes(name, changes) => self.alter(statement, &name, &changes),
            Made::Type(name, cursor) => self.types.define(&name, cursor, self.family),
            Made::Unread(head) => self.unread(head),
            // What a limit or a missing quote cut short is said already.
            Made::Elsewhere(elsewhere) => {
                if !statement.broken && !statement.within {
                    self.say(elsewhere);
                }
            }
            Made::Query(queried) => self.query(statement, &queried),
            Made::Renamed(names) => {
                let own = self.own();
                for (from, to) in names {
                    self.records.rename(&from, &to, own.clone());
                }
            }
            Made::Dropped(_) => {}
            Made::Nothing => {
                if !statement.routine
                    && let Some(elsewhere) = elsewhere::dynamic(text, &statement.tokens)
                {
                    self.say(elsewhere);
                }
                if let Some(note) = note::read(text, &statement.tokens) {
                    self.note(&note);
                } else if let Some(marks) = mark::read(text, &statement.tokens) {
                    self.mark(&marks);
                }
            }
        }
    }

    fn drop_tables(&mut self) {
        for name in std::mem::take(&mut self.dropped) {
            self.records.drop(&name);
        }
    }

    fn say(&mut self, elsewhere: Elsewhere) {
        let own = self.own();
        self.elsewhere.push((elsewhere, own));
    }

    /// Says which fields were not read, but for those of tables that this file defines.
    fn say_elsewhere(&mut self) {
        for (elsewhere, source) in std::mem::take(&mut self.elsewhere) {
            let judged = !elsewhere.sources.is_empty()
                && elsewhere.sources.iter().all(|source| !self.records.ever(source).is_empty());
            if !judged {
                self.remarks.push(Remark { source, ..elsewhere.remark() });
            }
        }
    }

    /// A view, or a table that a query fills.
    fn query(&mut self, statement: &Statement, queried: &Queried<'_>) {
        let mut entry = shown::made(queried, self.family, &self.records, &mut self.room);
        entry.record.source = self.own();
        let items = shown::items(&entry);
        let start = statement.tokens[0].start;
        let end = items.last().map_or(queried.head.end, |item| item.end).max(queried.head.end);
        let last = statement.tokens.partition_point(|token| token.start < end).saturating_sub(1);
        let attached = self.margin.attach(&Layout {
            outer: statement.outer,
            start,
            open: queried.head.end,
            // A comment behind the last item is the item's.
            close: (end + 1, statement.tokens[last].line),
            elements: items.clone(),
        });
        let words = self.margin.read(&attached.whole, Layer::Record);
        self.remarks.extend(words.remarks);
        entry.record.description = words.description;
        entry.record.spoken = words.spoken;
        let own = self.own();
        for field in &mut entry.record.fields {
            field.source.clone_from(&own);
        }
        for (item, comments) in
            items.iter().zip(&attached.elements).filter(|(_, comments)| !comments.is_empty())
        {
            let words = self.margin.read(comments, Layer::Field);
            self.remarks.extend(words.remarks);
            let outputs = &entry.outputs;
            let of_item = |at: &usize| outputs.get(at).is_some_and(|output| output.item == *item);
            for (_, field) in entry.record.fields.iter_mut().enumerate().filter(|(at, _)| of_item(at)) {
                prose::append(&mut field.description, words.description.as_deref().unwrap_or(""));
                field.spoken.extend(words.spoken.iter().cloned());
            }
        }
        self.records.create(entry);
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
        entry.record.source = self.own();
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
        let text = source.text();
        let unless = statement.tokens.iter().take(12).any(|token| token.is(text, "exists"));
        if self.sequence && unless && !self.records.find(&table.name).is_empty() {
            // It is there: the script makes no other.
            return;
        }
        let alone = entry.record.fields.is_empty();
        if let Some(beside) = beside.filter(|beside| beside.origin != Origin::Parents || alone) {
            self.say(beside);
        }
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
                let (field, base, rules) = self.column(*column, words);
                entry.push(field, base);
                Some(rules)
            }
            Element::Constraint(rules) => Some(rules),
            Element::Unread(remark) => {
                self.remarks.push(remark);
                None
            }
        }
    }

    fn column(&mut self, column: Column, words: Words) -> (Field, String, Rules) {
        let mut field = column.field;
        field.source = self.own();
        self.remarks.extend(words.remarks);
        if let Some(span) = column.comment {
            let (text, spoken) = self.said(span, false, Layer::Field);
            prose::append(&mut field.description, &text);
            field.spoken.extend(spoken);
        }
        prose::append(&mut field.description, words.description.as_deref().unwrap_or(""));
        field.spoken.splice(0..0, words.spoken);
        (field, column.base, column.rules)
    }

    fn alter(&mut self, statement: &Statement, name: &Name, changes: &[Change<'_>]) {
        let spans = changes.iter().filter_map(|change| match change {
            Change::Add(tokens) | Change::Define { tokens, .. } | Change::Retype(_, tokens) => {
                span_of(tokens)
            }
            Change::Rename { tokens, .. } => span_of(tokens),
            Change::Drop(_) | Change::Attach(_) => None,
        });
        let start = statement.tokens[0].start;
        let end = statement.tokens.last().map_or((start, 0), |token| (token.end, token.line));
        let Attached { whole, elements: mut comments } = self.margin.attach(&Layout {
            outer: statement.outer,
            start,
            open: start,
            close: end,
            elements: spans.collect(),
        });
        if let [only] = &mut comments[..] {
            only.splice(0..0, whole);
        }
        let mut comments = comments.into_iter();
        let mut steps = Vec::new();
        for change in changes {
            let comments = match change {
                Change::Drop(_) | Change::Attach(_) => Vec::new(),
                _ => comments.next().unwrap_or_default(),
            };
            steps.extend(self.step(name, change, &comments));
        }
        self.records.change(name, |entry| {
            let mut rules = Vec::new();
            for step in steps {
                step.apply(entry, &mut rules);
            }
            rules.into_iter().for_each(|rules| entry.apply(rules));
        });
    }

    /// What one change of a table comes to.
    fn step(&mut self, table: &Name, change: &Change<'_>, comments: &[usize]) -> Option<Step> {
        let source = Arc::clone(&self.source);
        let text = source.text();
        match change {
            Change::Add(tokens) => {
                let mut added = Entry::default();
                let rules = self.element(&mut added, tokens, comments);
                let column = added.record.fields.pop().zip(added.bases.pop());
                Some(Step::Add(column.map(Box::new), rules))
            }
            Change::Define { from, tokens } => {
                let mut added = Entry::default();
                let rules = self.element(&mut added, tokens, comments);
                let (field, base) = added.record.fields.pop().zip(added.bases.pop())?;
                Some(Step::Define(from.name(text), Box::new((field, base)), rules))
            }
            Change::Retype(column, tokens) => {
                let data_type = data_type::read(&mut super::cursor::Cursor::new(text, tokens))?;
                let mut field = Field::new(column.name(text), column.span());
                field.field_type = data_type.field_type(self.family);
                let base = data_type.base.clone();
                field.type_text = data_type.text;
                self.read_into(&mut field, comments);
                Some(Step::Retype(Box::new((field, base))))
            }
            Change::Rename { from, to, span, .. } => {
                let mut field = Field::new(to, *span);
                self.read_into(&mut field, comments);
                Some(Step::Rename(from.clone(), Box::new(field)))
            }
            Change::Drop(token) => Some(Step::Drop(token.name(text))),
            Change::Attach(part) => {
                self.records.attach(table, part);
                None
            }
        }
    }

    /// Lets comments speak of a field that is changed.
    fn read_into(&mut self, field: &mut Field, comments: &[usize]) {
        let words = self.margin.read(comments, Layer::Field);
        self.remarks.extend(words.remarks);
        field.source = self.own();
        field.description = words.description;
        field.spoken = words.spoken;
    }

    /// Carries the marks that a database has on columns or tables.
    fn mark(&mut self, marks: &Marks) {
        for (table, column) in &marks.targets {
            for at in self.records.find(table) {
                let record = &mut self.records.entries[at];
                let own = |source: &Option<Arc<Source>>| {
                    source.as_ref().is_none_or(|source| Arc::ptr_eq(source, &self.source))
                };
                // A mark that stands in another file is shown where its column stands.
                let placed = |aside: &Aside, here: bool, span: crate::text::Span| match here {
                    true => aside.clone(),
                    false => Aside {
                        span,
                        values: aside.values.iter().map(|(said, _)| (said.clone(), span)).collect(),
                        ..aside.clone()
                    },
                };
                match column {
                    None => {
                        let (here, span) = (own(&record.record.source), record.record.span);
                        let asides = marks.asides.iter().map(|aside| placed(aside, here, span));
                        record.record.asides.extend(asides);
                    }
                    Some(column) => {
                        let Some(field) = record.field(column) else { continue };
                        let (here, span) = (own(&field.source), field.span);
                        field.asides.extend(marks.asides.iter().map(|aside| placed(aside, here, span)));
                    }
                }
            }
        }
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
