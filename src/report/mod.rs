//! What a run says, in one file per output format. Printers get findings that are sorted
//! already; each writes to a string, which the command line prints at once.

pub mod explanation;
mod human;
pub mod inventory;
mod json;
mod picture;
mod snippet;
mod summary;
mod wrap;

use crate::notice::Notice;
use crate::run::Outcome;

pub use human::Human;
pub use json::Json;
pub use picture::picture;
pub use snippet::{Look, Problems};
pub use summary::many;
pub use wrap::wrap;

/// What a report is about.
pub struct Subject<'s> {
    /// What was found.
    pub outcome: &'s Outcome,
    /// The notice that was used.
    pub notice: &'s Notice,
    /// The day on which dates were judged.
    pub as_of: jiff::civil::Date,
}

/// An output format.
pub trait Report {
    /// The whole report.
    fn write(&self, subject: &Subject<'_>) -> String;
}
