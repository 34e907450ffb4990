//! Who is told.

mod told;

pub(super) mod non_uk_recipient;
pub(super) mod not_in_notice;
pub(super) mod optional_service_needs_consent;
pub(super) mod processor_role_missing;
