//! How long records are kept, against the schedule of the notice and against statutes.

mod dates;
mod judge;
pub(super) mod recorded;
mod statute;

pub(super) mod adult_without_row;
pub(super) mod below_floor;
pub(super) mod cannot_tell;
pub(super) mod hold_without_review;
pub(super) mod missing;
pub(super) mod mixed_classes;
pub(super) mod notice_ambiguous;
pub(super) mod notice_below_floor;
pub(super) mod open_trigger;
pub(super) mod over;
pub(super) mod over_some;
pub(super) mod review_not_destruction;
pub(super) mod trigger_not_recorded;
pub(super) mod under_published;
