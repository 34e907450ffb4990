//! A data-collection schema as the linter sees it, whatever its format: a collection of records
//! with fields. One file per format reads one; `reader` holds the table of them. Calls `text` and
//! `document`; declarations are carried as they were written and understood elsewhere.

pub(crate) mod annotation;
mod asides;
mod avro;
mod bigquery;
mod budget;
mod comments;
mod contract_specification;
mod csvw;
mod data_contract;
mod dbt;
mod dictionary;
mod fhir;
mod fides;
mod foreign;
mod forms;
mod frictionless;
mod graphql;
mod headings;
mod html;
mod json_schema;
mod mapping;
mod model;
mod neighbours;
mod openapi;
mod proto;
mod reader;
mod safeguarding;
mod separated;
mod sql;
#[cfg(test)]
mod testing;
mod workbook;
mod xml_schema;

pub use foreign::NOT_READ;
pub use model::{
    Allowed, Aside, Collection, Field, FieldType, Layer, Record, RecordKind, Remark, RemarkKind, Spoken,
};
pub use reader::{Example, Failure, Notation, READERS, Reader, Reading, Unread, read};
pub(crate) use sql::read_sequence;
