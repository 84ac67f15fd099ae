//! What is known of words before any text is read: classes, habits of capitals, lists of names. All of it is found by
//! the words' keys.

use std::hint;

/// What is known of one word, in bits; nought where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Known(u64);

/// Lists that a name may stand in, as bits of [`Known::lists`].
pub(super) mod list {
    /// Forenames.
    pub(crate) const FORENAME: u32 = 1;
    /// Surnames.
    pub(crate) const SURNAME: u32 = 2;
    /// Cities.
    pub(crate) const CITY: u32 = 4;
    /// Regions.
    pub(crate) const REGION: u32 = 8;
    /// First words of longer names of cities and regions.
    pub(crate) const OPENS: u32 = 16;
    /// Organisations.
    pub(crate) const BODY: u32 = 32;
    /// Countries and other well-known places.
    pub(crate) const PLACE: u32 = 64;
}

impl Known {
    const BITS: u32 = 40;

    /// Its class among 1,024, 256 and 64, from 1; 0 for none.
    pub(super) fn class(self) -> [u32; 3] {
        if self.0 & 1 == 0 {
            return [0; 3];
        }
        let part = |from: u32, bits: u32| 1 + ((self.0 >> from) & ((1 << bits) - 1)) as u32;
        [part(1, 10), part(11, 8), part(19, 6)]
    }

    /// How often it has a capital inside sentences, 1 (never) to 5 (always); 0 for unknown.
    pub(super) fn capitals(self) -> u32 {
        (self.0 >> 25 & 7) as u32
    }

    /// Bits of [`list`].
    pub(super) fn lists(self) -> u32 {
        (self.0 >> 28 & 127) as u32
    }

    /// With classes among 1,024, 256 and 64, from 0.
    #[must_use]
    pub(super) fn with_class(self, class: [u32; 3]) -> Self {
        Self(self.0 | 1 | u64::from(class[0]) << 1 | u64::from(class[1]) << 11 | u64::from(class[2]) << 19)
    }

    /// With a habit of capitals.
    #[must_use]
    pub(super) fn with_capitals(self, habit: u32) -> Self {
        Self(self.0 | u64::from(habit) << 25)
    }

    /// With more lists.
    #[must_use]
    pub(super) fn with_lists(self, lists: u32) -> Self {
        Self(self.0 | u64::from(lists) << 28)
    }
}

/// A table of words by their keys, with a part of each key to check: another word is taken for one of the table about
/// once in ten million.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Knowledge {
    /// Two to some power of them; 24 bits to check above the bits of [`Known`]; empty slots are nought.
    slots: Vec<u64>,
}

impl Knowledge {
    /// A table of some words; of equal keys the last counts.
    pub(super) fn of(words: impl ExactSizeIterator<Item = (u64, Known)>) -> Self {
        let mut table = Self { slots: vec![0; (words.len() * 3 / 2).next_power_of_two().max(1)] };
        for (key, known) in words {
            let at = table.slot(key);
            table.slots[at] = check(key) | known.0;
        }
        table
    }

    /// What is known of the word with this key.
    pub(super) fn get(&self, key: u64) -> Known {
        if self.slots.is_empty() {
            return Known::default();
        }
        Known(self.slots[self.slot(key)] & ((1 << Known::BITS) - 1))
    }

    /// Looks at where some words stand, all at once: whoever asks for them next waits for none of them alone.
    pub(super) fn fetch(&self, keys: impl Iterator<Item = u64>) {
        let first = |key| self.slots.get(self.home(key)).copied().unwrap_or_default();
        hint::black_box(keys.fold(0, |all, key| all ^ first(key)));
    }

    fn home(&self, key: u64) -> usize {
        (key >> 24) as usize & self.slots.len().wrapping_sub(1)
    }

    /// Where the key stands or would stand.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = self.home(key);
        while self.slots[at] != 0 && self.slots[at] >> Known::BITS != check(key) >> Known::BITS {
            at = (at + 1) & mask;
        }
        at
    }

    /// The slots, eight bytes each.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }

    /// The table of some slots; `None` where they are no power of two or all taken.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let slots: Vec<u64> = bytes
            .chunks_exact(8)
            .map(|slot| u64::from_le_bytes(slot.try_into().unwrap_or_default()))
            .collect();
        let sound = bytes.len().is_multiple_of(8) && slots.len().is_power_of_two() && slots.contains(&0);
        sound.then_some(Self { slots })
    }
}

/// The part of a key that is kept; never nought.
fn check(key: u64) -> u64 {
    (key & 0xff_ffff | 1) << Known::BITS
}
