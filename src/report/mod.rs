//! What a run says, in one file per output format. Printers get findings that are sorted
//! already; each writes to a string, which the command line prints at once.

mod checkstyle;
mod concise;
pub mod explanation;
mod format;
mod github;
mod gitlab;
mod group;
mod human;
pub mod inventory;
mod json;
mod jsonl;
mod junit;
mod line;
mod markdown;
mod picture;
mod rdjson;
mod sarif;
mod snippet;
mod summary;
mod wrap;
mod xml;

use crate::finding::Severity;
use crate::notice::Notice;
use crate::run::Outcome;

pub use format::{FORMATS, Format};
pub use human::Human;
pub use json::VERSION;
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
    /// The least severity that fails.
    pub fail_on: Severity,
}
