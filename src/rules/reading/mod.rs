//! What could not be read, and configuration that matches nothing. These findings are made where
//! files are read; the rules here document them and give them their severity.

pub mod duplicate_key;
pub mod limit_reached;
pub mod unmatched_configuration;
pub mod unread_statement;
pub mod unreadable_input;
