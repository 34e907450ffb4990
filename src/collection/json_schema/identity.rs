//! What tells one value of a document from all others, and tables by it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use crate::document::{Node, NodeRef};

/// Where a value is in memory. Documents do not move while they are read.
pub(super) type Identity = *const Node;

/// The identity of a value.
pub(super) fn identity(node: NodeRef<'_>) -> Identity {
    std::ptr::from_ref(node.node())
}

/// A table by identity.
pub(super) type ByIdentity<V> = HashMap<Identity, V, BuildHasherDefault<AddressHasher>>;

/// A set of identities.
pub(super) type Identities = HashSet<Identity, BuildHasherDefault<AddressHasher>>;

/// Spreads addresses. A file cannot choose where its values are put, so that nothing here has to
/// withstand chosen keys, as the standard hasher does for names.
#[derive(Default)]
pub(super) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = (self.0 ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        // The upper bits are the well-mixed ones, and the table looks at both ends.
        self.0 ^ (self.0 >> 32)
    }
}
