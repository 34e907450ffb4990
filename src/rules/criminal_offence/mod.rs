//! UK GDPR Article 10.
