//! UK GDPR Article 9 and Schedule 1 to the Data Protection Act 2018.

pub(super) mod art9_not_in_notice;
pub(super) mod equality_used_for_decisions;
pub(super) mod paragraph_unavailable_to_council;
mod paragraphs;
pub(super) mod policy_document_missing;
pub(super) mod policy_document_stale;
pub(super) mod safeguarding_with_consent;
pub(super) mod sch1_missing;
pub(super) mod sch1_wrong_part;
pub(super) mod special_without_art9;
