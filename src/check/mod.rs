//! One file through the whole house: text, collection, declarations, evidence, rules, findings.
//! The command line and the tests call it; it reads no configuration file and prints nothing.

mod counts;
mod file;
mod sidecar;
mod views;

pub use counts::Counts;
pub use file::{Beside, FileOutcome, Job, Task, check_sequence, check_source, order, sort, unreadable};
pub use sidecar::{read_sidecar, unmatched};
