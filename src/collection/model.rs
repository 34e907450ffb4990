//! Collection, record, field, and the words their owners put beside them.

use std::sync::Arc;

use crate::document::{Node, NodeRef};
use crate::text::{Source, Span};

/// One data-collection schema.
#[derive(Debug)]
pub struct Collection {
    /// The file it was read from; the first one, where several are read as one.
    pub source: Arc<Source>,
    /// The id of the reader's format, such as `json-schema`.
    pub format: &'static str,
    /// What it is called: the file's name without its endings.
    pub name: String,
    /// What was declared for the whole file.
    pub spoken: Vec<Spoken>,
    /// The records, in the order of the file.
    pub records: Vec<Record>,
    /// What was noticed while reading: statements that could not be read, keys that stand twice.
    pub remarks: Vec<Remark>,
    /// Other files that this one refers to, as absolute paths inside the root; they belong to the
    /// same check.
    pub references: Vec<std::path::PathBuf>,
    /// What keys of other tools say of the whole file.
    pub asides: Vec<Aside>,
    /// The files after the first, where several are read as one.
    pub further: Vec<Arc<Source>>,
    /// Parts that are never read, by what they are, with the file that each is in.
    pub passed_over: Vec<(Arc<Source>, &'static str)>,
}

impl Collection {
    /// The file that something of this collection stands in.
    pub fn file_of<'c>(&'c self, own: &'c Option<Arc<Source>>) -> &'c Arc<Source> {
        own.as_ref().unwrap_or(&self.source)
    }

    /// A collection of the file that is being read, without records yet.
    pub(super) fn new(reading: &super::Reading<'_>, format: &'static str) -> Self {
        Self {
            source: Arc::clone(reading.source),
            format,
            name: reading.name(),
            spoken: Vec::new(),
            records: Vec::new(),
            remarks: Vec::new(),
            references: Vec::new(),
            asides: Vec::new(),
            further: Vec::new(),
            passed_over: Vec::new(),
        }
    }
}

/// What a record is in its own format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// A table of a database.
    Table,
    /// A view: what a query shows of tables.
    View,
    /// An object with properties.
    Object,
    /// A shared definition, judged once for all its users.
    Definition,
}

impl RecordKind {
    /// Whether it has rows: a table or a view.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Table | Self::View)
    }

    /// The word for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::View => "view",
            Self::Object => "record",
            Self::Definition => "definition",
        }
    }
}

/// A table, object, form or message.
#[derive(Debug)]
pub struct Record {
    /// Its path in the collection: `child`, `referral.child`, `dbo.DIM_PERSON`.
    pub name: String,
    /// What it is.
    pub kind: RecordKind,
    /// Where its name stands, or where it starts.
    pub span: Span,
    /// A title, description or comment of its own.
    pub description: Option<String>,
    /// What was declared on it.
    pub spoken: Vec<Spoken>,
    /// Its fields, in the order of the file.
    pub fields: Vec<Field>,
    /// For a shared definition: the fields and records that use it.
    pub users: Vec<String>,
    /// What keys of other tools say of it.
    pub asides: Vec<Aside>,
    /// The file it stands in, where that is not the collection's own.
    pub source: Option<Arc<Source>>,
}

impl Record {
    /// A record with a name and a place, without fields yet.
    pub fn new(name: impl Into<String>, kind: RecordKind, span: Span) -> Self {
        Self {
            name: name.into(),
            kind,
            span,
            description: None,
            spoken: Vec::new(),
            fields: Vec::new(),
            users: Vec::new(),
            asides: Vec::new(),
            source: None,
        }
    }
}

/// The type of a field, as far as it matters to what the field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldType {
    /// Text of limited length, or of a length that is not said.
    #[default]
    Text,
    /// Text without a limit: notes, narrative.
    LongText,
    /// A whole number or a fraction.
    Number,
    /// A truth value.
    Boolean,
    /// A date, a time or both.
    Date,
    /// A structure whose contents the schema does not say: JSON, XML, an object without properties.
    Structure,
    /// Bytes: a picture, a document.
    Binary,
    /// Not said.
    Unknown,
}

/// One value that a field may take, and its label where the schema gives one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The value as it is stored.
    pub value: String,
    /// What it stands for.
    pub label: Option<String>,
}

/// A column, property, question or element.
#[derive(Debug)]
pub struct Field {
    /// Its own name, verbatim.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// Its type.
    pub field_type: FieldType,
    /// Its type as written.
    pub type_text: String,
    /// The values it may take, when the schema lists them.
    pub allowed: Vec<Allowed>,
    /// A human title: what a form shows.
    pub title: Option<String>,
    /// Description or comment.
    pub description: Option<String>,
    /// The record that it refers to (foreign key), as written.
    pub refers_to: Option<String>,
    /// What was declared on it, nearest first.
    pub spoken: Vec<Spoken>,
    /// What keys of other tools say of it.
    pub asides: Vec<Aside>,
    /// For a column of a view: the record and the field of this collection that it shows as it
    /// stands. What is declared there holds here too, and is judged there.
    pub shows: Option<(String, String)>,
    /// The file it stands in, where that is not the collection's own.
    pub source: Option<Arc<Source>>,
}

impl Field {
    /// A field with a name and a place, all else unsaid.
    pub fn new(name: impl Into<String>, span: Span) -> Self {
        Self {
            name: name.into(),
            span,
            field_type: FieldType::Unknown,
            type_text: String::new(),
            allowed: Vec::new(),
            title: None,
            description: None,
            refers_to: None,
            spoken: Vec::new(),
            asides: Vec::new(),
            shows: None,
            source: None,
        }
    }
}

/// How near to a field something was declared. The nearest wins, key by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// On the field itself, in the schema or in a sidecar.
    Field,
    /// On its record.
    Record,
    /// On the whole file.
    Document,
    /// In `noticelint.toml`.
    Configuration,
}

/// A declaration as it was written: a mapping of keys to values with their places.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// How near it was said.
    pub layer: Layer,
    /// Whether it stands in a file beside the schema (a sidecar).
    pub beside: bool,
    /// The text that the places count in.
    pub source: Arc<Source>,
    /// The mapping.
    pub node: Node,
}

impl Spoken {
    /// A declaration that stands in the schema itself.
    pub fn inline(layer: Layer, source: &Arc<Source>, node: Node) -> Self {
        Self { layer, beside: false, source: Arc::clone(source), node }
    }

    /// The mapping, to look into.
    pub fn root(&self) -> NodeRef<'_> {
        self.node.of(self.source.text())
    }
}

/// What a key of another tool says: `pii: true`, `data_categories: [user.contact.email]`. It is
/// carried as it was written; `declaration` knows what it means, and whether it says enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The key, with those around it that belong to it: `policyTags.names`, `x-pii`.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// What it says: scalars as written, each with its place.
    pub values: Vec<(String, Span)>,
}

/// Something noticed while reading.
#[derive(Debug, Clone)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// Its place.
    pub span: Span,
    /// What is wrong there and what to do, in one or two sentences.
    pub message: String,
    /// A second place, with a word on it.
    pub other: Option<(Span, String)>,
    /// The file it is about, where that is not the collection's own.
    pub source: Option<Arc<Source>>,
}

/// The kinds of things noticed while reading; each is a rule of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    /// A statement or construct that could not be read; the rest was.
    Unread,
    /// A key that stands twice.
    DuplicateKey,
    /// A limit on size, depth or count was met.
    Limit,
    /// A declaration that cannot be understood, or is attached to nothing.
    Declaration,
}

impl Remark {
    /// A remark with one place.
    pub fn new(kind: RemarkKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), other: None, source: None }
    }
}
