//! UK GDPR Article 6, and consent.

pub(super) mod art6_missing_or_unlisted;
pub(super) mod consent_for_statutory_duty;
pub(super) mod consent_not_withdrawable;
