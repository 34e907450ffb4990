//! The notice: what has been promised to people. Read from a YAML file of the form that
//! `schemas/notice.schema.json` describes, every clause with its place. Nothing here knows any
//! particular council's clauses.

mod decode;
mod load;
mod model;
mod schedule;
mod words;

pub(crate) use words::{inside, unknown_event};

pub use load::{LoadError, Setting, load, read};
pub use model::{
    About, Activity, Adoption, Category, CategoryKind, Clause, Condition, ConsentKind, Extended, Limit,
    Notice, Purpose, Recipient, Row, RowPeriod, Term, Then,
};
