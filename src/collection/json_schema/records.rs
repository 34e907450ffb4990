//! From a gathered value to a record with fields.

use std::collections::HashMap;

use super::super::{Field, Layer, Record, RecordKind, Remark, RemarkKind, Spoken};
use super::compose::At;
use super::files::MAIN;
use super::types::Types;
use super::users::Judged;
use super::value::{Part, Said, Value, When, size, spoken};
use super::walk::{Job, Loose, Walk};
use crate::document::{Key, NodeRef};
use crate::text::Span;

/// What a copied field costs at least.
pub(super) const FIELD: usize = 512;

/// A property as one part of its object describes it.
type Occurrence<'p, 'd> = (NodeRef<'d>, &'p Part<'d>);

impl<'d> Walk<'d> {
    /// Makes a record; the records inside it go on the list.
    pub(super) fn record(&mut self, mut job: Job<'d>) {
        self.expand(&mut job);
        self.maps(&mut job);
        let parts = std::mem::take(&mut job.value.parts);
        let mut fields = Vec::new();
        let loose = std::mem::take(&mut job.loose);
        for Loose { key, schemas, part } in &loose {
            let places: Vec<Occurrence<'_, 'd>> = schemas.iter().map(|&schema| (schema, part)).collect();
            self.property(&job, &mut fields, *key, &places);
        }
        self.fields(&job, &parts, &mut fields);
        let mut spoken = self.spoken(&job.value, Layer::Record, job.span, job.copying.is_some());
        spoken.extend(job.around.iter().map(|&said| self.carried(Layer::Record, said)));
        let made = !fields.is_empty() || !(spoken.is_empty() || parts.is_empty());
        let owners = parts.iter().chain(loose.iter().map(|loose| &loose.part));
        self.users.note_record(&job, owners, made);
        if !made {
            return;
        }
        let description = job.value.words();
        let (name, kind, span) = (job.name.to_string(), job.kind, job.span);
        let record = Record::new(name, kind, span);
        let asides = std::mem::take(&mut job.value.asides);
        self.collection.records.push(Record { description, spoken, fields, asides, ..record });
    }

    /// Maps from free names to objects are records of their own. Where the object around them
    /// has nothing else, its declaration is meant for them.
    fn maps(&mut self, job: &mut Job<'d>) {
        for mut map in std::mem::take(&mut job.value.maps) {
            if !self.spend(job.name.len() + 2, job.span) {
                return;
            }
            let alone = job.value.parts.is_empty();
            if alone {
                map.said.extend(&job.value.said);
                map.title = map.title.or(job.value.title);
                map.description = map.description.or(job.value.description);
            }
            self.jobs.push(Job {
                name: [&job.name, ".*"].concat().into(),
                span: job.span,
                kind: if alone { job.kind } else { RecordKind::Object },
                value: map,
                schema: job.schema,
                depth: job.depth + 1,
                within: job.within,
                copying: job.copying.clone(),
                loose: Vec::new(),
                around: Vec::new(),
            });
        }
    }

    fn fields(&mut self, job: &Job<'d>, parts: &[Part<'d>], fields: &mut Vec<Field>) {
        if let [part] = parts {
            for (key, node) in part.properties.members() {
                self.property(job, fields, key, &[(node, part)]);
            }
            return;
        }
        for (key, occurrences) in grouped(parts) {
            self.property(job, fields, key, &occurrences);
        }
    }

    /// One property: a field, a record inside this one, or, where it may be either, both.
    fn property(
        &mut self,
        job: &Job<'d>,
        fields: &mut Vec<Field>,
        key: Key<'d>,
        places: &[Occurrence<'_, 'd>],
    ) {
        let copied = job.copying.is_some();
        if copied && !self.spend(FIELD + key.text.len(), job.span) {
            return;
        }
        let mut value = Value::new(true);
        for &(node, part) in places {
            let free = value.possible && value.allowed.is_empty();
            self.compose(&mut value, node, part.home, At { when: part.when, ..At::depth(job.depth + 1) });
            if free && part.when == When::Then {
                // A value that is fixed under a condition is not all that may be entered.
                value.allowed.clear();
            }
        }
        let record = value.is_record();
        if !value.possible || (!record && self.is_misplaced(key, &value)) {
            return;
        }
        if !record || value.is_scalar() {
            let mut spoken = self.spoken(&value, Layer::Field, key.span, copied);
            for said in places.iter().filter_map(|(_, part)| part.said) {
                if self.spend(64 * size(said.node), key.span) {
                    spoken.push(self.carried(Layer::Record, said));
                }
            }
            if (value.far || copied) && !self.spend(value.cost(), key.span) {
                value.forget();
            }
            fields.push(value.field(key, spoken));
        }
        if !record || !self.spend(job.name.len() + key.text.len(), key.span) {
            return;
        }
        if is_plain_use(&value) && !copied {
            for &used in value.uses.iter().filter(|used| used.target.home.file == MAIN) {
                self.users.note_use(job, Some(key.text), used, Judged::AtTheDefinition);
            }
        } else {
            self.jobs.push(Job {
                name: [&job.name, ".", key.text].concat().into(),
                span: key.span,
                kind: RecordKind::Object,
                value,
                schema: places[0].0,
                depth: job.depth + 1,
                within: job.within,
                copying: job.copying.clone(),
                loose: Vec::new(),
                around: Vec::new(),
            });
        }
    }

    /// A declaration among the properties, where it declares nothing and looks like a field.
    fn is_misplaced(&mut self, key: Key<'d>, value: &Value<'d>) -> bool {
        let misplaced = key.text == "x-gdpr" && value.types == Types::default() && value.allowed.is_empty();
        if misplaced {
            let message = "`x-gdpr` stands among the properties, where it is the name of one. It was not applied; put it beside `properties`, or into the property it is meant for.";
            self.remark(Remark::new(RemarkKind::Declaration, key.span, message));
        }
        misplaced
    }

    /// The declarations of a value as the collection carries them.
    fn spoken(&mut self, value: &Value<'d>, layer: Layer, place: Span, copied: bool) -> Vec<Spoken> {
        let mut out = Vec::with_capacity(value.said.len());
        for &said in &value.said {
            if !(copied || value.far) || self.spend(64 * size(said.node), place) {
                out.push(self.carried(layer, said));
            }
        }
        out
    }

    fn carried(&self, layer: Layer, said: Said<'d>) -> Spoken {
        spoken(layer, said, &self.resolver.files.file(said.file).document.source)
    }
}

/// Whether a value is nothing but references to objects, to be judged at their definitions: the
/// most frequent case, for which no record has to be begun.
fn is_plain_use(value: &Value<'_>) -> bool {
    value.parts.is_empty()
        && value.maps.is_empty()
        && value.said.is_empty()
        && value.uses.iter().all(|used| !used.declared)
}

/// The properties of several parts by name, in the order of first mention. Names that stand
/// twice in one part stay two; what a condition names comes in only where nothing else does.
fn grouped<'p, 'd>(parts: &'p [Part<'d>]) -> Vec<(Key<'d>, Vec<Occurrence<'p, 'd>>)> {
    let mut groups: Vec<(Key<'d>, Vec<Occurrence<'p, 'd>>)> = Vec::new();
    let mut by_name: HashMap<&'d str, (usize, usize)> = HashMap::new();
    let firm = parts.iter().enumerate().filter(|(_, part)| part.when != When::If);
    let conditions = parts.iter().enumerate().filter(|(_, part)| part.when == When::If);
    for (number, part) in firm.chain(conditions) {
        for (key, node) in part.properties.members() {
            match by_name.get_mut(key.text) {
                Some((_, last)) if *last != number && part.when == When::If => {}
                Some((group, last)) if *last != number => {
                    *last = number;
                    groups[*group].1.push((node, part));
                }
                known => {
                    if known.is_none() {
                        by_name.insert(key.text, (groups.len(), number));
                    }
                    groups.push((key, vec![(node, part)]));
                }
            }
        }
    }
    groups
}
