//! Who uses which definition, and which definitions are judged on their own.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::RecordKind;
use super::address::{decoded, unescaped};
use super::compose::At;
use super::files::MAIN;
use super::identity::{ByIdentity, Identities, Identity, identity};
use super::resolve::Target;
use super::value::{Part, Use, Value};
use super::walk::{Definition, Job, Walk};
use crate::text::Span;

/// A record or property that refers to an object.
#[derive(Clone)]
struct Noted<'d> {
    /// The record that refers, and, where only a property of it does, that property.
    record: Rc<str>,
    property: Option<&'d str>,
    /// The number of the use that this one was passed on from; its own where it was not.
    origin: usize,
    target: Target<'d>,
    place: Span,
    /// Judged on its own, by a declaration beside the reference.
    declared: bool,
    /// A definition inside a copy of itself: what is judged there has been judged around it.
    inside: bool,
    /// The number of the definition it stands in.
    within: Option<usize>,
    /// The number of the record that is used.
    used: Option<usize>,
}

impl Noted<'_> {
    fn path(&self) -> String {
        self.property
            .map_or_else(|| self.record.to_string(), |property| [&self.record, ".", property].concat())
    }
}

/// Where the object that is used is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// At its definition, for all users.
    AtTheDefinition,
    /// At the use, by a declaration beside the reference.
    AtTheUse,
    /// Around the use: it stands inside a copy of the object.
    Around,
}

/// What is known of a record besides the record.
struct Known {
    kind: RecordKind,
    within: Option<usize>,
}

/// All uses, and where the records are that they mean.
#[derive(Default)]
pub(super) struct Users<'d> {
    uses: Vec<Noted<'d>>,
    /// How many uses have been attributed.
    done: usize,
    records: Vec<Known>,
    /// Which record was made from a schema; none where nothing in it was a field.
    by_schema: ByIdentity<Option<usize>>,
    /// What a schema is only another name for.
    other_names: ByIdentity<(Target<'d>, Span)>,
    /// What a schema that no definition holds refers on to.
    passed_on: ByIdentity<Rc<[(Target<'d>, Span)]>>,
    /// What was passed on to whom, so that circles end.
    seen: HashSet<(usize, Identity)>,
    awaited: Identities,
}

impl<'d> Users<'d> {
    /// Notes the record that is made next, if any is, and the schemas it is made from.
    pub(super) fn note_record<'p>(
        &mut self,
        job: &Job<'d>,
        parts: impl Iterator<Item = &'p Part<'d>> + Clone,
        made: bool,
    ) where
        'd: 'p,
    {
        let number = made.then_some(self.records.len());
        if made {
            self.records.push(Known { kind: job.kind, within: job.within });
        }
        let copied = job.copying.is_some();
        let schema = identity(job.schema);
        // A definition of alternatives is itself the user of each; only another name for one
        // object passes its users on. A map is made after what is around it, under its schema.
        let settled = made || parts.clone().next().is_some() || job.value.uses.len() > 1;
        if settled && (!copied || job.kind == RecordKind::Definition) {
            let known = self.by_schema.entry(schema).or_insert(number);
            *known = known.or(number);
        }
        for part in parts.filter(|_| !copied) {
            self.by_schema.entry(identity(part.owner)).or_insert(number);
        }
    }

    /// Notes a use by a record, or by a property of it.
    pub(super) fn note_use(&mut self, job: &Job<'d>, property: Option<&'d str>, of: Use<'d>, judged: Judged) {
        let (declared, inside) = (judged == Judged::AtTheUse, judged == Judged::Around);
        let (record, within, origin) = (Rc::clone(&job.name), job.within, self.uses.len());
        let Use { target, place, .. } = of;
        self.uses.push(Noted {
            record,
            property,
            origin,
            target,
            place,
            declared,
            inside,
            within,
            used: None,
        });
    }
}

impl<'d> Walk<'d> {
    /// Finds the records that uses mean. Gives back whether there is more to walk: an object
    /// that only a reference leads to becomes a definition.
    pub(super) fn attribute(&mut self) -> bool {
        let mut names = Vec::new();
        while let Some(used) = self.users.uses.get(self.users.done) {
            let mut used = used.clone();
            names.clear();
            let record = loop {
                let schema = identity(used.target.node);
                if let Some(&record) = self.users.by_schema.get(&schema) {
                    break record;
                } else if let Some(&(target, place)) = self.users.other_names.get(&schema) {
                    names.push(schema);
                    (used.target, used.place) = (target, place);
                    if names.len() > self.users.other_names.len() {
                        break None;
                    }
                } else if let Some(targets) = self.users.passed_on.get(&schema).cloned() {
                    self.pass_on(&used, &targets);
                    break None;
                } else if self.look_closer(&used) {
                    return true;
                }
            };
            // Who comes by one of these names next has one step to go.
            for &name in &names {
                self.users.other_names.insert(name, (used.target, used.place));
            }
            self.users.uses[self.users.done].used = record;
            self.users.done += 1;
        }
        false
    }

    /// Works out what a schema is that no record was made from under its own name. Gives back
    /// whether it has to be walked first.
    fn look_closer(&mut self, used: &Noted<'d>) -> bool {
        let (schema, home) = (identity(used.target.node), used.target.home);
        let mut value = Value::new(false);
        self.compose(&mut value, used.target.node, home, At::depth(0));
        while value.parts.is_empty() && !value.maps.is_empty() {
            value = value.maps.swap_remove(0);
        }
        let owner = value.parts.first().map(|part| identity(part.owner));
        if let Some(&record) = owner.and_then(|owner| self.users.by_schema.get(&owner)) {
            self.users.by_schema.insert(schema, record);
        } else if owner.is_some() && self.users.awaited.insert(schema) {
            let (name, node) = (self.name_of(used.place), used.target.node);
            let span = self.start(node);
            self.wait_for(Definition { name, span, node, home, depth: 0 });
            return true;
        } else {
            let local = value.uses.iter().filter(|used| used.target.home.file == MAIN);
            let targets: Rc<[_]> = local.map(|used| (used.target, used.place)).collect();
            if let [only] = *targets {
                self.users.other_names.insert(schema, only);
            } else {
                self.users.passed_on.insert(schema, targets);
            }
        }
        false
    }

    fn pass_on(&mut self, used: &Noted<'d>, targets: &[(Target<'d>, Span)]) {
        for &(target, place) in targets {
            let new = self.users.seen.insert((used.origin, identity(target.node)));
            let length = used.record.len() + used.property.map_or(0, str::len);
            if new && self.spend(1024 + length, used.place) {
                self.users.uses.push(Noted { target, place, used: None, ..used.clone() });
            }
        }
    }

    /// The last word of a reference, to name what it leads to.
    fn name_of(&self, place: Span) -> String {
        let text = self.collection.source.slice(place).trim_matches(['"', '\'']);
        let last = text.rsplit(['/', '#']).next().unwrap_or_default();
        let name = decoded(last).map(|last| unescaped(&last).into_owned()).unwrap_or_default();
        if name.is_empty() { self.collection.name.clone() } else { name }
    }

    /// Gives the records their users, and leaves out definitions that are judged at every use.
    pub(super) fn finish(&mut self) {
        #[derive(Clone, Copy, Default)]
        struct Tally {
            any: bool,
            plain: bool,
        }
        let mut tallies = vec![Tally::default(); self.definitions()];
        let (uses, known) = (&self.users.uses, &self.users.records);
        for used in uses {
            let Some(record) = used.used.map(|number| &known[number]) else { continue };
            let Some(definition) = record.within.filter(|_| used.within != record.within) else { continue };
            tallies[definition].any |= record.kind == RecordKind::Definition && !used.inside;
            tallies[definition].plain |= !used.declared && !used.inside;
        }
        let is_left_out = |within: Option<usize>| {
            within.is_some_and(|definition| tallies[definition].any && !tallies[definition].plain)
        };
        for used in uses.iter().filter(|used| !used.declared && !is_left_out(used.within)) {
            if let Some(record) = used.used {
                self.collection.records[record].users.push(used.path());
            }
        }
        let mut numbers = 0..;
        self.collection.records.retain_mut(|record| {
            record.users.sort();
            record.users.dedup();
            numbers.next().is_none_or(|number: usize| !is_left_out(known[number].within))
        });
    }
}
