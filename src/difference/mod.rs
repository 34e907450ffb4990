//! The semantic difference of two states of the schemas: what is collected, shared, kept and used
//! in addition, and what no longer is. The command line, the check of a change and the review of
//! a Caldicott Guardian share it. Calls `inventory`, `retention` and `notice`; prints nothing.
//!
//! `fact` is what a state knows of one field, `pair` says which field was which before, `change`
//! what became of it, `weakening` what in rules, notice and exceptions asks for less than before.

mod change;
mod fact;
mod pair;
mod weakening;

pub use change::{Change, Direction, Topic, changes};
pub use fact::{Fact, facts};
pub use weakening::{Guard, Weakening, weakenings};
