//! Which bytes of a text are letters, sixty-four at a time: to find where words begin and end costs less than to look at
//! each of their bytes.

use crate::text::key::{HIGHS, ONES, within};

/// Bytes that are told at once.
const BYTES: usize = u64::BITS as usize;

/// What some bytes of a text are, a bit each, the first one lowest; nothing behind the end of the text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ahead {
    /// Where the first of them stands.
    start: usize,
    /// ASCII letters and digits.
    letters: u64,
    /// ASCII digits.
    digits: u64,
    /// Parts of characters beyond ASCII.
    wide: u64,
}

impl Ahead {
    /// The bytes from a place on.
    pub(super) fn of(bytes: &[u8], start: usize) -> Self {
        let mut ahead = Self { start, ..Self::default() };
        let mut padded = [0; BYTES];
        let rest = &bytes[start..];
        let some = rest.first_chunk().unwrap_or_else(|| {
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        });
        for (at, eight) in some.as_chunks().0.iter().enumerate().take(rest.len().div_ceil(8)) {
            let eight = u64::from_le_bytes(*eight);
            let digits = within(eight, b'0', b'9');
            let letters = within(eight | (ONES * 0x20), b'a', b'z') | digits;
            ahead.letters |= bits(letters) << (8 * at);
            ahead.digits |= bits(digits) << (8 * at);
            ahead.wide |= bits(eight & HIGHS) << (8 * at);
        }
        ahead
    }

    /// Whether it tells of the byte at a place that is not before it.
    pub(super) fn tells(&self, at: usize) -> bool {
        at - self.start < BYTES
    }

    /// How many bytes from a place on are neither letters nor beyond ASCII, as far as it tells.
    pub(super) fn gap(&self, at: usize) -> usize {
        let past = at - self.start;
        ((self.letters | self.wide) >> past).trailing_zeros().min(u64::BITS - past as u32) as usize
    }

    /// Whether the byte at a place is part of a character beyond ASCII.
    pub(super) fn is_wide(&self, at: usize) -> bool {
        self.wide >> (at - self.start) & 1 != 0
    }

    /// How many letters and digits follow one another from a place on; `None` where there may be more than it tells of.
    pub(super) fn run(&self, at: usize) -> Option<usize> {
        let past = at - self.start;
        let length = (!(self.letters >> past)).trailing_zeros() as usize;
        (past + length < BYTES).then_some(length)
    }

    /// Whether there is a digit among so many bytes from a place on.
    pub(super) fn has_digit(&self, at: usize, length: usize) -> bool {
        self.digits >> (at - self.start) & ((1 << length) - 1) != 0
    }
}

/// The highest bits of eight bytes, side by side.
fn bits(highs: u64) -> u64 {
    // Each of them is moved to a place of its own in the highest byte.
    (highs >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_byte_is_told(text in "[ -~é北]{0,90}", start in 0..90_usize) {
            let bytes = text.as_bytes();
            let start = start.min(bytes.len());
            let ahead = Ahead::of(bytes, start);
            let rest = &bytes[start..bytes.len().min(start + BYTES)];
            prop_assert!(!ahead.tells(start + BYTES));
            for (at, byte) in (start..).zip(rest) {
                prop_assert!(ahead.tells(at));
                let (wide, letter) = (!byte.is_ascii(), byte.is_ascii_alphanumeric());
                prop_assert_eq!(ahead.is_wide(at), wide);
                prop_assert_eq!(ahead.gap(at) == 0, wide || letter);
                prop_assert_eq!(ahead.has_digit(at, 1), byte.is_ascii_digit());
                let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                prop_assert_eq!(ahead.run(at), Some(run).filter(|run| at + run < start + BYTES));
            }
        }
    }
}
