//! How long records are kept, against the schedule of the notice.

pub(super) mod adult_without_row;
mod dates;
mod judge;
pub(super) mod recorded;
mod words;

pub(super) mod cannot_tell;
pub(super) mod hold_without_review;
pub(super) mod missing;
pub(super) mod notice_ambiguous;
pub(super) mod over;
pub(super) mod over_some;
pub(super) mod trigger_not_recorded;
pub(super) mod under_published;
