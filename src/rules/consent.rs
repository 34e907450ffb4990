//! When a use rests on consent.

use super::affected::Affected;
use super::view::FieldView;
use crate::declaration::{Place, Use};
use crate::notice::CategoryKind;

/// The point of consent, in Article 6(1) and in Article 9(2) alike.
const CONSENT: &str = "a";

/// Whether a field is used on the strength of consent. An `agreement` to a service is none, and a
/// condition of Article 9 that ordinary data inherit from their record means nothing for them.
pub(super) fn rests_on_consent(field: &FieldView<'_>, of: &Use) -> bool {
    let special = field.kind() == Some(CategoryKind::Special);
    of.lawful_basis.iter().chain(of.condition.iter().filter(|_| special)).any(|said| said.value == CONSENT)
}

/// Where the first of the fields says that it does.
pub(super) fn place_of_consent<'v>(affected: &Affected<'v>) -> Option<&'v Place> {
    affected.place_of_basis(CONSENT).or(affected.place_of_condition(CONSENT))
}
