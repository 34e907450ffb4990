//! Words that the messages of several rules share, and the faults of a record collected by what
//! they have in common: what is missing is said once, at the first field, naming the others.

use super::view::{FieldView, some_of};
use crate::declaration::Place;
use crate::finding::{Builder, LabelRole};

/// Fields with the same fault, in the order of the file. At least one.
#[derive(Debug)]
pub(super) struct Several<'v> {
    /// The first, at which the finding stands.
    pub first: &'v FieldView<'v>,
    names: Vec<&'v str>,
}

impl<'v> Several<'v> {
    /// One field.
    pub(super) fn new(first: &'v FieldView<'v>) -> Self {
        Self { first, names: vec![&first.field.name] }
    }

    /// Adds a field, once.
    pub(super) fn add(&mut self, field: &'v FieldView<'v>) {
        let name = field.field.name.as_str();
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// The fields, none where there are none.
    pub(super) fn of(fields: impl IntoIterator<Item = &'v FieldView<'v>>) -> Option<Self> {
        let mut fields = fields.into_iter();
        let mut several = Self::new(fields.next()?);
        fields.for_each(|field| several.add(field));
        Some(several)
    }

    /// Their names: "`a`, `b` and 3 more".
    pub(super) fn names(&self) -> String {
        some_of(self.names.iter().copied())
    }

    /// The word for one, or the word for several.
    pub(super) fn number<'w>(&self, one: &'w str, several: &'w str) -> &'w str {
        if self.names.len() == 1 { one } else { several }
    }
}

/// Fields by what they have in common, in the order of the file.
pub(super) fn by<'v, K: PartialEq>(
    pairs: impl IntoIterator<Item = (K, &'v FieldView<'v>)>,
) -> Vec<(K, Several<'v>)> {
    let mut groups: Vec<(K, Several<'v>)> = Vec::new();
    for (key, field) in pairs {
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, several)) => several.add(field),
            None => groups.push((key, Several::new(field))),
        }
    }
    groups
}

/// Where a field says what it is.
pub(super) fn said_at<'v>(field: &FieldView<'v>) -> Option<&'v Place> {
    let declaration = field.declaration;
    let category = declaration.category.as_ref().map(|said| &said.place);
    category.or(declaration.not_personal.as_ref().map(|said| &said.place))
}

/// Adds the place where a field says what it is.
pub(super) fn label_said(builder: Builder, field: &FieldView<'_>, text: &str) -> Builder {
    match said_at(field) {
        Some(place) => builder.label(LabelRole::Declaration, place, text),
        None => builder,
    }
}

/// The most alternatives that a message lists; among more nobody chooses.
const MOST_OFFERED: usize = 12;

/// A sentence that lists what a notice offers, or says that it offers nothing.
pub(super) fn offers<'n>(what: &str, ids: impl IntoIterator<Item = &'n str>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| format!("`{id}`")).collect();
    match ids.len() {
        0 => format!("The notice has no {what}."),
        1..=MOST_OFFERED => format!("The notice's {what}: {}.", ids.join(", ")),
        count => format!("The notice has {count} {what}; `noticelint notice show` lists them."),
    }
}

/// A word with "a" or "an" before it.
pub(super) fn article(word: &str) -> String {
    let an = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if an { "an" } else { "a" })
}
