//! Whether fields are declared, and whether what is declared fits what they hold.

mod contradiction;

pub(super) mod category_not_in_notice;
pub(super) mod code_list_changes_category;
pub(in crate::rules) mod declaration_conflict;
pub(super) mod draft_declaration;
pub(super) mod name_contradicts_category;
pub(super) mod opaque_container;
pub(super) mod protected_link;
pub(super) mod subject_not_declared;
pub(super) mod undeclared_field;
pub(in crate::rules) mod unknown_declaration;
