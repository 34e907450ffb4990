//! What data are for, and no more of them than that needs.
