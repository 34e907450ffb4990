//! A whole run: which files, each through the house side by side, and what came of all of them.
//! Reads files; prints nothing.

mod beside;
mod files;
mod go;
mod outcome;
mod sequence;

pub use beside::{new_sidecar_of, own_sidecar_of, sidecar_of};
pub use files::{find_root, shown};
pub use go::{Plan, run};
pub use outcome::{Outcome, Skipped, Together};
