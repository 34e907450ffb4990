//! What the value of a property is, gathered from its schema, the branches of it and what it
//! refers to, before it is known whether that makes a field or a record.

use std::collections::HashMap;

use super::super::{Allowed, Aside, Field, Layer, Spoken};
use super::resolve::{Home, Target};
use super::types::Types;
use crate::document::{Key, NodeRef};
use crate::text::Span;

/// When a part of an object holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Always, or in one of several alternatives.
    Always,
    /// Under a condition: `then`, `else`, `dependentSchemas`.
    Then,
    /// In the condition itself, where a property that is named is only looked at.
    If,
}

/// A declaration as found.
#[derive(Clone, Copy)]
pub(super) struct Said<'d> {
    /// The mapping.
    pub(super) node: NodeRef<'d>,
    /// The number of the file it stands in.
    pub(super) file: usize,
}

/// A mapping of names (or patterns of names) to schemas: `properties`, `patternProperties`.
#[derive(Clone, Copy)]
pub(super) struct Part<'d> {
    /// The mapping.
    pub(super) properties: NodeRef<'d>,
    /// The schema it stands in.
    pub(super) owner: NodeRef<'d>,
    /// Where that lives.
    pub(super) home: Home<'d>,
    /// When it holds.
    pub(super) when: When,
    /// A declaration on a branch, which speaks for the fields of that branch only.
    pub(super) said: Option<Said<'d>>,
}

/// A reference to an object that is a record of its own.
#[derive(Clone, Copy)]
pub(super) struct Use<'d> {
    /// The object.
    pub(super) target: Target<'d>,
    /// A declaration beside the reference.
    pub(super) said: Option<Said<'d>>,
    /// Whether this use is to be judged on its own.
    pub(super) declared: bool,
    /// Where the reference stands, in the main file.
    pub(super) place: Span,
}

/// What was gathered.
#[derive(Default)]
pub(super) struct Value<'d> {
    pub(super) types: Types,
    pub(super) format: Option<&'d str>,
    pub(super) title: Option<&'d str>,
    pub(super) description: Option<&'d str>,
    pub(super) allowed: Vec<Allowed>,
    /// Declarations, nearest first.
    pub(super) said: Vec<Said<'d>>,
    /// What keys of other tools say.
    pub(super) asides: Vec<Aside>,
    /// What makes it an object with fields.
    pub(super) parts: Vec<Part<'d>>,
    /// Maps from free names to objects with fields.
    pub(super) maps: Vec<Value<'d>>,
    /// References to objects that are records of their own.
    pub(super) uses: Vec<Use<'d>>,
    /// Whether references to what is no object are followed.
    pub(super) follows: bool,
    /// Whether something came from far: what is copied from there costs.
    pub(super) far: bool,
    /// Whether any schema allows a value: `false` alone does not.
    pub(super) possible: bool,
    /// Where `allowed` was last known to be without repetitions.
    distinct: usize,
}

impl<'d> Value<'d> {
    /// Nothing gathered yet; `follows` says whether to look behind references to scalars.
    pub(super) fn new(follows: bool) -> Self {
        Self { follows, ..Self::default() }
    }

    /// Whether it is, among other things, an object with fields.
    pub(super) fn is_record(&self) -> bool {
        !(self.parts.is_empty() && self.uses.is_empty() && self.maps.is_empty())
    }

    /// Whether it is, among other things, a value of its own.
    pub(super) fn is_scalar(&self) -> bool {
        self.types.any(Types::SCALAR) || !self.allowed.is_empty()
    }

    /// Title and description in one.
    pub(super) fn words(&self) -> Option<String> {
        Some(match (self.title, self.description) {
            (Some(title), Some(description)) if !description.starts_with(title) => {
                format!("{title}: {description}")
            }
            (_, Some(words)) | (Some(words), None) => words.to_owned(),
            (None, None) => return None,
        })
    }

    /// Takes over what a map of scalars says, where nothing nearer was said.
    pub(super) fn take_words(&mut self, inner: Value<'d>) {
        self.title = self.title.or(inner.title);
        self.description = self.description.or(inner.description);
        self.said.extend(inner.said);
        self.asides.extend(inner.asides);
        self.far |= inner.far;
    }

    /// Leaves out allowed values that stand there twice, keeping the first place and any label.
    pub(super) fn merge_allowed(&mut self) {
        if self.distinct == self.allowed.len() {
            return;
        }
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(self.allowed.len());
        let mut kept: Vec<Allowed> = Vec::with_capacity(self.allowed.len());
        for allowed in self.allowed.drain(..) {
            if let Some(&at) = seen.get(&allowed.value) {
                kept[at].label = kept[at].label.take().or(allowed.label);
            } else {
                seen.insert(allowed.value.clone(), kept.len());
                kept.push(allowed);
            }
        }
        self.distinct = kept.len();
        self.allowed = kept;
    }

    /// Notes that the first list of allowed values is complete: one list needs no merging.
    pub(super) fn first_allowed(&mut self, before: usize) {
        if before == 0 {
            self.distinct = self.allowed.len();
        }
    }

    /// The value as a field, its declarations left to the caller.
    pub(super) fn field(&mut self, key: Key<'d>, spoken: Vec<Spoken>) -> Field {
        self.merge_allowed();
        Field {
            field_type: self.types.field_type(self.format),
            type_text: self.types.text(self.format),
            allowed: std::mem::take(&mut self.allowed),
            title: self.title.map(str::to_owned),
            description: self.description.map(str::to_owned),
            spoken,
            asides: std::mem::take(&mut self.asides),
            ..Field::new(key.text, key.span)
        }
    }

    /// Leaves out what was said, so that only the name and the type remain.
    pub(super) fn forget(&mut self) {
        (self.title, self.description) = (None, None);
        self.allowed.clear();
        self.asides.clear();
    }

    /// About how many bytes the field would take that another place already has.
    pub(super) fn cost(&self) -> usize {
        let words = self.title.map_or(0, str::len) + self.description.map_or(0, str::len);
        let allowed: usize = self.allowed.iter().map(|allowed| 48 + allowed.value.len()).sum();
        let said: usize = self.said.iter().map(|said| 64 * size(said.node)).sum();
        let asides: usize = self.asides.iter().map(|aside| 64 + 64 * aside.values.len()).sum();
        64 + words + allowed + said + asides
    }
}

/// How many values there are in a value. Declarations are read from documents of bounded depth.
pub(super) fn size(node: NodeRef<'_>) -> usize {
    1 + node.items().map(size).sum::<usize>() + node.members().map(|(_, value)| size(value)).sum::<usize>()
}

/// A declaration as the collection carries it.
pub(super) fn spoken(layer: Layer, said: Said<'_>, source: &std::sync::Arc<crate::text::Source>) -> Spoken {
    Spoken::inline(layer, source, said.node.node().clone())
}
