//! Everyone who is told, as the rules of this family look at them.

use crate::declaration::{RecipientSaid, Said, Use};
use crate::rules::view::{FieldView, View};
use crate::rules::words::Several;

/// One recipient in one use of one field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'v> {
    /// The field.
    pub field: &'v FieldView<'v>,
    /// The use.
    pub of: &'v Use,
    /// The recipient.
    pub said: &'v Said<RecipientSaid>,
}

/// Every recipient of a record, in the order of the file.
pub(super) fn told<'v>(view: &View<'v>) -> impl Iterator<Item = Told<'v>> {
    view.declared().flat_map(|field| {
        let uses = &field.declaration.uses;
        uses.iter().flat_map(move |of| of.recipients.iter().map(move |said| Told { field, of, said }))
    })
}

/// One recipient of a record, with the fields that it is told.
#[derive(Debug)]
pub(super) struct Recipient<'v> {
    /// Where it is declared first.
    pub first: Told<'v>,
    /// The fields.
    pub fields: Several<'v>,
}

/// Recipients by their id: a finding about one is made once per record.
pub(super) fn by_id<'v>(told: impl Iterator<Item = Told<'v>>) -> Vec<Recipient<'v>> {
    let mut recipients: Vec<Recipient<'v>> = Vec::new();
    for one in told {
        match recipients.iter_mut().find(|known| known.first.said.value.id == one.said.value.id) {
            Some(known) => known.fields.add(one.field),
            None => recipients.push(Recipient { first: one, fields: Several::new(one.field) }),
        }
    }
    recipients
}
