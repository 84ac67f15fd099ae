//! A small set of keys that lets most others fall through.

/// Bits of a sieve: few enough to stay in the processor's nearest memory.
const BITS: usize = 1 << 14;

/// Tells of most [keys](crate::text::key) that they are not among some.
///
/// One look at one bit, where a table would cost several; of a few hundred keys, one other in fifty slips through.
#[derive(Debug, Clone)]
pub struct Sieve(Box<[u64; BITS / 64]>);

impl Sieve {
    /// The sieve of some keys.
    pub fn of(keys: impl IntoIterator<Item = u64>) -> Self {
        let mut bits = Box::new([0; BITS / 64]);
        for key in keys {
            let (word, bit) = place(key);
            bits[word] |= bit;
        }
        Self(bits)
    }

    /// Whether a key may be among them; always true of those that are.
    #[inline]
    pub fn may_have(&self, key: u64) -> bool {
        let (word, bit) = place(key);
        self.0[word] & bit != 0
    }
}

/// The word and the bit of a key.
#[inline]
fn place(key: u64) -> (usize, u64) {
    let bit = key as usize % BITS;
    (bit / 64, 1 << (bit % 64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_put_in_is_not_missed(keys in prop::collection::vec(any::<u64>(), 0..200)) {
            let sieve = Sieve::of(keys.iter().copied());
            prop_assert!(keys.iter().all(|key| sieve.may_have(*key)));
        }
    }

    #[test]
    fn an_empty_sieve_has_nothing() {
        assert!((0..1000).all(|key| !Sieve::of([]).may_have(key)));
    }
}
