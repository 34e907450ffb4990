//! What silences findings, and what is wrong with it. These findings are made where suppressions are
//! applied; the rules here document them and give them their severity.

pub mod expired_suppression;
pub mod suppression_without_reason;
pub mod unused_suppression;

pub(crate) use expired_suppression::RULE as EXPIRED;
pub(crate) use suppression_without_reason::RULE as WITHOUT_REASON;
pub(crate) use unused_suppression::RULE as UNUSED;

use super::{Rule, reading};

/// What was not read was not checked, and nobody may silence the silencing.
pub(crate) static NEVER_SILENCED: &[&Rule] = &[
    &reading::unreadable_input::RULE,
    &reading::limit_reached::RULE,
    &reading::unmatched_configuration::RULE,
    &EXPIRED,
    &WITHOUT_REASON,
    &UNUSED,
];
