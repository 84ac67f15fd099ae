//! Which documents of a segment are not deleted, for counting many at a time.

use tantivy::{DocId, SegmentReader};

/// Documents of a word of the set.
const WORD: u32 = u64::BITS;

/// The undeleted documents of a segment, a bit each. The engine's own set reads each bit from behind several calls,
/// which costs four times as much.
pub struct Alive(Box<[u64]>);

impl Alive {
    /// Those of a segment; `None` where nothing is deleted.
    pub fn of(segment: &SegmentReader) -> Option<Self> {
        let bits = segment.alive_bitset()?;
        let mut words = vec![0; segment.max_doc().div_ceil(WORD) as usize].into_boxed_slice();
        for doc in bits.iter_alive() {
            words[(doc / WORD) as usize] |= 1 << (doc % WORD);
        }
        Some(Self(words))
    }

    /// How many of some documents of the segment are not deleted.
    pub fn count(&self, docs: &[DocId]) -> u32 {
        let bit = |doc: &DocId| (self.0[(doc / WORD) as usize] >> (doc % WORD)) as u32 & 1;
        docs.iter().map(bit).sum()
    }
}
