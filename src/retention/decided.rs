//! What has been compared already: identical pairs of a run are decided once.

use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::timeline::BoundChange;
use super::{Comparison, Keep};

/// What a comparison depends on beside the timeline.
type Pair = (Keep, Keep, Vec<BoundChange>);

/// Comparisons by what was compared.
#[derive(Debug, Default)]
pub(super) struct Decided(Mutex<FxHashMap<Pair, Comparison>>);

impl Decided {
    /// The comparison of a pair, made now where it was not before.
    pub(super) fn once(&self, pair: Pair, decide: impl FnOnce(&Pair) -> Comparison) -> Comparison {
        // Two threads may decide the same pair at the same time: they come to the same.
        let known = |decided: &Self| decided.0.lock().ok()?.get(&pair).cloned();
        if let Some(known) = known(self) {
            return known;
        }
        let comparison = decide(&pair);
        if let Ok(mut decided) = self.0.lock() {
            decided.insert(pair, comparison.clone());
        }
        comparison
    }
}
