//! What a rule says about one place: a finding, with the places it rests on. Calls `text`,
//! `declaration` (for places), `lexicon` (for confidence) and `retention` (for lives).

pub mod baseline;
mod key;
mod model;
pub mod suppression;

pub use key::{Key, fingerprints};
pub use model::{Builder, Finding, Label, LabelRole, NOTICE_ENDS, STATUTE_ENDS, Severity, Shown};
