//! What has been worked out before: the names of an estate repeat, from table to table and from
//! file to file. It is kept for a run, shared by its threads, and bounded; nothing that is
//! remembered says more than would be found again.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// Parts that are locked one by one, so that threads seldom wait.
const SHARDS: usize = 32;

/// The most entries of a part. A part that is full starts anew: with 32 parts that is after
/// 32,000 names, of which an estate has a few thousand.
const MOST: usize = 1_024;

/// Longer texts are sentences, which seldom repeat.
const LONGEST: usize = 160;

/// Values by text.
pub(super) struct Memory<V> {
    shards: [Mutex<FxHashMap<Box<str>, V>>; SHARDS],
}

impl<V> Default for Memory<V> {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()) }
    }
}

impl<V> fmt::Debug for Memory<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory")
    }
}

impl<V: Clone> Memory<V> {
    fn shard(&self, key: &str) -> &Mutex<FxHashMap<Box<str>, V>> {
        // A few bytes are enough to choose a part, and save a second hash of all of them.
        let bytes = key.as_bytes();
        let byte = |from_end: usize| bytes.iter().rev().nth(from_end).map_or(0, |byte| usize::from(*byte));
        &self.shards[(bytes.len() + byte(0) + 3 * byte(2) + 7 * byte(5)) % SHARDS]
    }

    /// What was kept for a key.
    pub(super) fn get(&self, key: &str) -> Option<V> {
        if key.len() > LONGEST {
            return None;
        }
        self.shard(key).lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Keeps a value.
    pub(super) fn keep(&self, key: &str, value: V) {
        if key.len() > LONGEST {
            return;
        }
        let mut shard = self.shard(key).lock().unwrap_or_else(PoisonError::into_inner);
        if shard.len() >= MOST {
            shard.clear();
        }
        shard.insert(key.into(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded() {
        let memory = Memory::default();
        for number in 0..SHARDS * MOST * 2 {
            memory.keep(&number.to_string(), number);
            assert_eq!(memory.get(&number.to_string()), Some(number));
        }
        let kept: usize = memory.shards.iter().map(|shard| shard.lock().unwrap().len()).sum();
        assert!(kept <= SHARDS * MOST);
        memory.keep(&"x".repeat(LONGEST + 1), 1);
        assert_eq!(memory.get(&"x".repeat(LONGEST + 1)), None);
    }
}
