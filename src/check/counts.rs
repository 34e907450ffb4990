//! What was read and what became of it.

use std::sync::Arc;

use crate::collection::{Collection, Layer};
use crate::lexicon::Context;
use crate::rules::{FieldView, Meaning};
use crate::text::Source;

/// Numbers for the summary. They add up: every field read is in exactly one of the last six.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Schemas read.
    pub schemas: usize,
    /// Records read.
    pub records: usize,
    /// Fields read.
    pub fields: usize,
    /// Fields declared to be personal data on the field itself.
    pub declared: usize,
    /// Fields whose category rests on a default of the record, the file or the configuration.
    pub by_default: usize,
    /// Fields declared to be no personal data.
    pub not_personal: usize,
    /// Fields that are reported as undeclared.
    pub undeclared: usize,
    /// Undeclared fields of lookups, configuration, logs and the like, which are not reported.
    pub not_about_a_person: usize,
    /// Other undeclared fields without a sign of a person, which are not reported.
    pub no_sign: usize,
}

impl Counts {
    /// Adds another count.
    pub fn add(&mut self, other: &Counts) {
        self.schemas += other.schemas;
        self.records += other.records;
        self.fields += other.fields;
        self.declared += other.declared;
        self.by_default += other.by_default;
        self.not_personal += other.not_personal;
        self.undeclared += other.undeclared;
        self.not_about_a_person += other.not_about_a_person;
        self.no_sign += other.no_sign;
    }

    /// Counts what stands in the files that were asked for.
    pub(super) fn of(collection: &Collection, asked: &dyn Fn(&Option<Arc<Source>>) -> bool) -> Self {
        let (mut records, mut fields) = (0, 0);
        for record in &collection.records {
            let here = record.fields.iter().filter(|field| asked(&field.source)).count();
            records += usize::from(here > 0 || asked(&record.source));
            fields += here;
        }
        let all = std::iter::once(&collection.source).chain(&collection.further);
        let schemas = all.filter(|source| asked(&Some(Arc::clone(source)))).count();
        Self { schemas, records, fields, ..Self::default() }
    }

    /// Counts the fields of one record, given how many were reported as undeclared.
    pub(super) fn record<'v>(
        &mut self,
        context: &Context,
        fields: impl Iterator<Item = &'v FieldView<'v>>,
        undeclared: usize,
    ) {
        let mut silent = 0;
        for field in fields {
            match field.meaning {
                Meaning::NotPersonal => self.not_personal += 1,
                Meaning::Undeclared | Meaning::Uncovered(_) => silent += 1,
                _ if field.declaration.layer() == Some(Layer::Field) => self.declared += 1,
                _ => self.by_default += 1,
            }
        }
        self.undeclared += undeclared;
        let quiet = silent - undeclared;
        if matches!(context, Context::NotPerson { .. }) {
            self.not_about_a_person += quiet;
        } else {
            self.no_sign += quiet;
        }
    }
}
