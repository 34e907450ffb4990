//! A data-collection schema as the linter sees it, whatever its format: a collection of records
//! with fields. One file per format reads one; `reader` holds the table of them. Calls `text` and
//! `document`; declarations are carried as they were written and understood elsewhere.

pub(crate) mod annotation;
mod asides;
mod avro;
mod comments;
mod dictionary;
mod fhir;
mod foreign;
mod forms;
mod graphql;
mod html;
mod json_schema;
mod model;
mod neighbours;
mod openapi;
mod proto;
mod reader;
mod sql;
mod xml_schema;

pub use foreign::NOT_READ;
pub use model::{
    Allowed, Aside, Collection, Field, FieldType, Layer, Record, RecordKind, Remark, RemarkKind, Spoken,
};
pub use reader::{Example, Failure, READERS, Reader, Reading, Unread, read};
pub(crate) use sql::read_sequence;
