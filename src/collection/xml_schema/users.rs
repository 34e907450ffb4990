//! Who uses which definition.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::{Collection, RecordKind};
use crate::document::Element;

/// A use of a definition of the main file.
struct Use {
    /// The node of the definition.
    target: u32,
    /// The record or element that uses it.
    user: Rc<str>,
    /// Judged at the use, by a declaration on it.
    declared: bool,
}

/// All uses, and which record was made from what.
#[derive(Default)]
pub(super) struct Users {
    uses: Vec<Use>,
    records: HashMap<u32, usize>,
}

impl Users {
    /// Notes that a record was made from a component.
    pub(super) fn made(&mut self, node: Element<'_>, record: usize) {
        self.records.entry(node.id().get()).or_insert(record);
    }

    /// Notes a use of a component.
    pub(super) fn used(&mut self, target: Element<'_>, user: Rc<str>, declared: bool) {
        self.uses.push(Use { target: target.id().get(), user, declared });
    }

    /// Gives the records their users, and leaves out definitions that are judged at every use.
    pub(super) fn finish(self, collection: &mut Collection) {
        let mut counts = vec![(0_usize, 0_usize); collection.records.len()];
        for used in self.uses {
            let Some(&record) = self.records.get(&used.target) else { continue };
            if used.declared {
                counts[record].1 += 1;
            } else {
                counts[record].0 += 1;
                collection.records[record].users.push(used.user.to_string());
            }
        }
        let mut number = 0..;
        collection.records.retain_mut(|record| {
            let (plain, declared) = number.next().map_or((0, 0), |number: usize| counts[number]);
            record.users.sort();
            record.users.dedup();
            if plain > 0 {
                record.kind = RecordKind::Definition;
            }
            plain > 0 || declared == 0
        });
    }
}
