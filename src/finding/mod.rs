//! What a rule says about one place: a finding, with the places it rests on. Calls `text`,
//! `declaration` (for places) and `lexicon` (for confidence).

mod model;

pub use model::{Builder, Finding, Label, LabelRole, Severity};
