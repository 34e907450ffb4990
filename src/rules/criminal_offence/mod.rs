//! UK GDPR Article 10.

mod authority;
pub(super) mod offence_as_special_category;
pub(super) mod offence_without_authority;
pub(super) mod victim_filed_as_offence;
