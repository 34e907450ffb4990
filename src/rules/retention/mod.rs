//! How long records are kept, against the schedule of the notice.

mod judge;
pub(super) mod over;
