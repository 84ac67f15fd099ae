//! The digest of a file, and of its beginning up to a place that is told a little late.

use crate::source::Digest;

/// Bytes that are held back, so that the digest can still be taken up to any place among them: readers tell a place
/// when they have looked a little past it.
const HELD: usize = 256 * 1024;

/// The digest of what was read so far.
#[derive(Default)]
pub(super) struct Hash {
    hasher: blake3::Hasher,
    held: Vec<u8>,
    /// Bytes before the held ones.
    hashed: u64,
}

impl Hash {
    /// Adds what was read.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
        if self.held.len() > 2 * HELD {
            self.take(self.held.len() - HELD);
        }
    }

    /// The digest of the first so many bytes; `None` where more of them went by than are held back.
    pub(super) fn before(&mut self, offset: u64) -> Option<Digest> {
        let ahead = usize::try_from(offset.checked_sub(self.hashed)?).ok()?;
        if ahead > self.held.len() {
            return None;
        }
        self.take(ahead);
        Some(self.hasher.finalize().into())
    }

    /// The digest of all.
    pub(super) fn finish(mut self) -> Digest {
        self.take(self.held.len());
        self.hasher.finalize().into()
    }

    fn take(&mut self, bytes: usize) {
        self.hasher.update(&self.held[..bytes]);
        self.held.drain(..bytes);
        self.hashed += bytes as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_up_to_a_place_is_that_of_the_bytes_before_it() {
        let bytes: Vec<u8> = (0..2_000_000_u32).map(|n| (n % 7919 * 31 % 251) as u8).collect();
        let mut hash = Hash::default();
        for (at, piece) in bytes.chunks(70_000).enumerate() {
            hash.add(piece);
            let end = at * 70_000 + piece.len();
            let place = end.saturating_sub(60_000);
            assert_eq!(hash.before(place as u64), Some(Digest::of(&bytes[..place])));
            assert_eq!(hash.before(end as u64 + 1), None);
        }
        assert_eq!(hash.before(5), None);
        assert_eq!(hash.finish(), Digest::of(&bytes));
    }
}
