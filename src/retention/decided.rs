//! What has been compared already: identical pairs of a run are decided once.

use std::hash::Hash;
use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::calendar::Step;
use super::events::BoundChange;
use super::paths::Paths;
use super::search::Extremes;
use super::{Comparison, Keep};

/// What a comparison depends on beside the timeline.
type Pair = (Keep, Keep, Vec<BoundChange>);

/// What the search of a plain problem depends on, whatever the names of its events: the ways
/// between them, and the steps of the two lines.
pub(super) type Shape = (Paths, Vec<Step>, Vec<Step>);

/// What is known from before.
#[derive(Debug, Default)]
pub(super) struct Decided {
    pairs: Mutex<FxHashMap<Pair, Comparison>>,
    shapes: Mutex<FxHashMap<Shape, Option<Extremes>>>,
}

impl Decided {
    /// The comparison of a pair, made now where it was not before.
    pub(super) fn pair(&self, pair: Pair, decide: impl FnOnce() -> Comparison) -> Comparison {
        once(&self.pairs, pair, decide)
    }

    /// The extremes of a shape, searched now where they were not before: many events have the same
    /// bounds.
    pub(super) fn shape(&self, shape: Shape, search: impl FnOnce() -> Option<Extremes>) -> Option<Extremes> {
        once(&self.shapes, shape, search)
    }
}

/// Two threads may find the same at the same time: they come to the same.
fn once<K: Eq + Hash, V: Clone>(known: &Mutex<FxHashMap<K, V>>, key: K, find: impl FnOnce() -> V) -> V {
    if let Some(found) = known.lock().ok().and_then(|known| known.get(&key).cloned()) {
        return found;
    }
    let found = find();
    if let Ok(mut known) = known.lock() {
        known.insert(key, found.clone());
    }
    found
}
