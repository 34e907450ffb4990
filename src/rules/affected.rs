//! The fields of one use that a rule finds the same fault with. A basis, a condition and a
//! paragraph belong to a use, so a fault is reported once per record and use, at the first field,
//! naming the others.

use super::view::{FieldView, UseView, some_of};
use crate::declaration::{Place, Use};

/// Fields of one use with the same fault. At least one.
#[derive(Debug)]
pub(super) struct Affected<'v> {
    /// The first of them, where the finding stands.
    pub first: &'v FieldView<'v>,
    /// What the first declares for this use.
    pub of: &'v Use,
    names: Vec<&'v str>,
}

impl<'v> Affected<'v> {
    /// Their names, for messages.
    pub fn names(&self) -> String {
        some_of(self.names.iter().copied())
    }

    /// A word for one, or for several.
    pub fn number<'w>(&self, one: &'w str, several: &'w str) -> &'w str {
        if self.names.len() == 1 { one } else { several }
    }

    /// Where the use was declared; where no purpose was, where the category was.
    pub fn place(&self) -> Option<&'v Place> {
        let purpose = self.of.purpose.as_ref().map(|said| &said.place);
        purpose.or(self.first.declaration.category.as_ref().map(|said| &said.place))
    }

    /// Where the first field declares a paragraph of Schedule 1.
    pub fn place_of_paragraph(&self, number: u32) -> Option<&'v Place> {
        self.of.schedule_1.iter().find(|said| said.value == number).map(|said| &said.place)
    }

    /// Where the first field declares a condition.
    pub fn place_of_condition(&self, point: &str) -> Option<&'v Place> {
        self.of.condition.iter().find(|said| said.value == point).map(|said| &said.place)
    }

    /// Where the first field declares a lawful basis.
    pub fn place_of_basis(&self, point: &str) -> Option<&'v Place> {
        self.of.lawful_basis.iter().find(|said| said.value == point).map(|said| &said.place)
    }
}

/// The faults of one use, each with the fields that have it, in the order of the file. `faults`
/// says what is wrong with one field in this use, each fault once.
pub(super) fn by_fault<'v, F: PartialEq>(
    one: &UseView<'v>,
    faults: impl Fn(&'v FieldView<'v>, &'v Use) -> Vec<F>,
) -> Vec<(F, Affected<'v>)> {
    let mut found: Vec<(F, Affected<'v>)> = Vec::new();
    for &(field, of) in &one.fields {
        for fault in faults(field, of) {
            match found.iter_mut().find(|(known, _)| *known == fault) {
                Some((_, affected)) => affected.names.push(&field.field.name),
                None => found.push((fault, Affected { first: field, of, names: vec![&field.field.name] })),
            }
        }
    }
    found
}

/// The fields of one use for which something holds.
pub(super) fn where_it_holds<'v>(
    one: &UseView<'v>,
    holds: impl Fn(&'v FieldView<'v>, &'v Use) -> bool,
) -> Option<Affected<'v>> {
    by_fault(one, |field, of| if holds(field, of) { vec![()] } else { Vec::new() })
        .pop()
        .map(|(_, affected)| affected)
}
