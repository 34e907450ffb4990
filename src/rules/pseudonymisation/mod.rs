//! Names and numbers where none are needed.

pub(super) mod analysis_with_identifiers;
