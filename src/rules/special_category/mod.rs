//! UK GDPR Article 9 and Schedule 1 to the Data Protection Act 2018.

pub(super) mod special_without_art9;
