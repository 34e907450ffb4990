//! UK GDPR Article 6, and consent.
