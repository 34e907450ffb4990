//! What data are for, and no more of them than that needs.

pub(super) mod dpia_missing;
pub(super) mod missing;
pub(super) mod no_justification;
pub(super) mod not_in_notice;
pub(super) mod sold_data;
