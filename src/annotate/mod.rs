//! Drafts of declarations for schemas that nobody may edit: which fields get one, how it is
//! written, and where in a sidecar that people have written already. Pure: `cli` reads and writes
//! the files.

mod entries;
mod extend;
mod scalar;

pub use entries::{Draft, Drafts, Stuck, category_of, drafts, subject_of};
pub use extend::{extend, new_sidecar};
pub use scalar::scalar;
