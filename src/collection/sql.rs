//! placeholder
use super::*;
pub(super) const READER: Reader = Reader { format: "sql", sign: "", read: |_| None };
