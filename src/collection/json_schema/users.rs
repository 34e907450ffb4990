//! Who uses which definition, and which definitions are judged on their own.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::RecordKind;
use super::address::{decoded, unescaped};
use super::compose::At;
use super::files::MAIN;
use super::resolve::{Identity, Target, identity};
use super::value::{Use, Value};
use super::walk::{Definition, Walk};
use crate::text::Span;

/// A record or property that refers to an object.
#[derive(Clone)]
struct Noted<'d> {
    path: Rc<str>,
    target: Target<'d>,
    place: Span,
    /// Judged on its own, by a declaration beside the reference.
    declared: bool,
    /// A definition inside a copy of itself: what is judged there has been judged around it.
    inside: bool,
    /// The number of the definition it stands in.
    within: Option<usize>,
    /// The number of the record that is used.
    record: Option<usize>,
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
    by_schema: HashMap<Identity, usize>,
    /// What a schema that only refers on refers to.
    passed_on: HashMap<Identity, Rc<[Target<'d>]>>,
    seen: HashSet<(Rc<str>, Identity)>,
    awaited: HashSet<Identity>,
}

impl<'d> Users<'d> {
    /// Notes the record that is made next, and the schemas it is made from.
    pub(super) fn note_record(
        &mut self,
        schema: Identity,
        owners: impl Iterator<Item = Identity>,
        kind: RecordKind,
        copied: bool,
        within: Option<usize>,
    ) {
        let number = self.records.len();
        self.records.push(Known { kind, within });
        if !copied || kind == RecordKind::Definition {
            self.by_schema.entry(schema).or_insert(number);
        }
        for owner in owners {
            self.by_schema.entry(owner).or_insert(number);
        }
    }

    /// Notes a use.
    pub(super) fn note_use(
        &mut self,
        path: &str,
        used: Use<'d>,
        declared: bool,
        inside: bool,
        within: Option<usize>,
    ) {
        let Use { target, place, .. } = used;
        self.uses.push(Noted { path: path.into(), target, place, declared, inside, within, record: None });
    }
}

impl<'d> Walk<'d> {
    /// Finds the records that uses mean. Gives back whether there is more to walk: an object
    /// that only a reference leads to becomes a definition.
    pub(super) fn attribute(&mut self) -> bool {
        while let Some(used) = self.users.uses.get(self.users.done) {
            let used = used.clone();
            let schema = identity(used.target.node);
            if let Some(&record) = self.users.by_schema.get(&schema) {
                self.users.uses[self.users.done].record = Some(record);
            } else if let Some(targets) = self.users.passed_on.get(&schema).cloned() {
                self.pass_on(&used, &targets);
            } else if self.look_closer(&used) {
                return true;
            } else {
                continue;
            }
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
            let local = value.uses.iter().map(|used| used.target).filter(|target| target.home.file == MAIN);
            self.users.passed_on.insert(schema, local.collect());
        }
        false
    }

    fn pass_on(&mut self, used: &Noted<'d>, targets: &[Target<'d>]) {
        for &target in targets {
            let new = self.users.seen.insert((Rc::clone(&used.path), identity(target.node)));
            if new && self.spend(128, used.place) {
                self.users.uses.push(Noted { target, record: None, ..used.clone() });
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
            let Some(record) = used.record.map(|number| &known[number]) else { continue };
            let Some(definition) = record.within.filter(|_| used.within != record.within) else { continue };
            tallies[definition].any |= record.kind == RecordKind::Definition && !used.inside;
            tallies[definition].plain |= !used.declared && !used.inside;
        }
        let is_left_out = |within: Option<usize>| {
            within.is_some_and(|definition| tallies[definition].any && !tallies[definition].plain)
        };
        for used in uses.iter().filter(|used| !used.declared && !is_left_out(used.within)) {
            if let Some(record) = used.record {
                self.collection.records[record].users.push(used.path.to_string());
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
