//! Whether fields are declared, and whether what is declared fits what they hold.

pub(super) mod undeclared_field;
pub(in crate::rules) mod declaration_conflict;
pub(in crate::rules) mod unknown_declaration;
