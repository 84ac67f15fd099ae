//! A word and what is known of it.

use crate::text::Span;

/// A word, with what costs next to nothing to find out on the way. All words of an article are held at once, so it takes
/// sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its [`key`](crate::text::key).
    pub key: u64,
    start: u32,
    /// Bytes of it, and in the lowest bits [`NUMBER`] and [`PLAIN`].
    length: u32,
}

const NUMBER: u32 = 1;
const PLAIN: u32 = 1 << 1;
/// How many bits that are.
const FLAGS: u32 = 2;

/// Bytes of a text whose words are told; a longer text seems to end there.
pub(super) const TOLD: usize = (1 << (u32::BITS - FLAGS)) - 1;

impl Word {
    /// A word at a place within the first gigabyte of its text.
    pub(crate) fn new(span: &Span, key: u64, number: bool, plain: bool) -> Self {
        let flags = (if number { NUMBER } else { 0 }) | (if plain { PLAIN } else { 0 });
        Self { key, start: span.start as u32, length: (span.len() as u32) << FLAGS | flags }
    }

    /// Where it stands.
    #[inline]
    pub fn span(&self) -> Span {
        let start = self.start as usize;
        start..start + (self.length >> FLAGS) as usize
    }

    /// Whether it has an ASCII digit.
    #[inline]
    pub fn is_number(&self) -> bool {
        self.length & NUMBER != 0
    }

    /// Whether it is known to be ASCII letters and digits alone.
    #[inline]
    pub fn is_plain(&self) -> bool {
        self.length & PLAIN != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_says_what_it_was_told() {
        for (number, plain) in [(false, false), (false, true), (true, false), (true, true)] {
            let span = TOLD - 7..TOLD;
            let word = Word::new(&span, 5, number, plain);
            assert_eq!((word.span(), word.key), (span, 5));
            assert_eq!((word.is_number(), word.is_plain()), (number, plain));
        }
        assert_eq!(Word::new(&(0..TOLD), 0, true, true).span(), 0..TOLD);
        assert_eq!(size_of::<Word>(), 16);
    }
}
