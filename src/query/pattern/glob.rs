//! Words of which some letters are left open, as an automaton over their bytes.
//!
//! In: letters, among them `*` for any and `?` for one. Out: for each beginning of a word, whether it can go on to one
//! that fits. The places among the letters that a beginning can have come to are the bits of one number (Baeza-Yates and
//! Gonnet 1992, doi:10.1145/135239.135243), so a byte costs some steps, however many letters are open.

use tantivy_fst::Automaton;

use super::{ANY, ONE};
use crate::index::analyzer;

/// The bit that tells that nothing was read yet.
const FRESH: u128 = 1 << 127;
/// Bytes of the most letters that fit: one place more than these, and [`FRESH`].
const LONGEST: usize = 126;

/// Which words fit.
pub(in crate::query) struct Glob {
    /// For each byte the places from which it leads to the next.
    leads: Vec<u128>,
    /// Places before a `*`, which any byte stays at.
    stars: u128,
    /// Places behind a `?`, which the further bytes of its letter stay at.
    ones: u128,
    /// The place behind everything.
    end: u128,
}

impl Glob {
    /// For letters without two `*` in a row; `None` for too many.
    pub(super) fn new(letters: &[char]) -> Option<Self> {
        let (mut leads, mut stars, mut ones) = (vec![0; 256], 0, 0);
        let mut place = 0;
        for letter in letters {
            if place + letter.len_utf8() > LONGEST {
                return None;
            }
            match *letter {
                ANY => {
                    stars |= 1 << place;
                    place += 1;
                }
                ONE => {
                    let first = (0..=u8::MAX).zip(&mut leads).filter(|(byte, _)| !goes_on(*byte));
                    first.for_each(|(_, leads)| *leads |= 1 << place);
                    place += 1;
                    ones |= 1 << place;
                }
                letter => {
                    for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                        leads[usize::from(byte)] |= 1 << place;
                        place += 1;
                    }
                }
            }
        }
        Some(Self { leads, stars, ones, end: 1 << place })
    }

    /// With the places behind a `*`, which may stand for nothing.
    fn over_stars(&self, places: u128) -> u128 {
        places | (places & self.stars) << 1
    }
}

/// Whether a byte is one of a letter's further ones.
fn goes_on(byte: u8) -> bool {
    (0x80..0xc0).contains(&byte)
}

impl Automaton for Glob {
    type State = u128;

    fn start(&self) -> u128 {
        self.over_stars(1) | FRESH
    }

    fn is_match(&self, places: &u128) -> bool {
        places & self.end != 0 && places & FRESH == 0
    }

    fn can_match(&self, places: &u128) -> bool {
        *places != 0
    }

    fn accept(&self, places: &u128, byte: u8) -> u128 {
        // Terms that are no words begin with other bytes.
        if places & FRESH != 0 && byte < analyzer::FIRST_WORD.as_bytes()[0] {
            return 0;
        }
        let stays = if goes_on(byte) { self.stars | self.ones } else { self.stars };
        self.over_stars((places & self.leads[usize::from(byte)]) << 1 | places & stays)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::pattern::Pattern;

    fn takes(glob: &Glob, word: &str) -> bool {
        let end = word.bytes().fold(glob.start(), |places, byte| glob.accept(&places, byte));
        glob.is_match(&end)
    }

    #[test]
    fn a_beginning_that_no_word_goes_on_from_is_given_up() {
        let glob = Glob::new(&['a', ANY, 'b']).expect("few letters");
        let after = |word: &str| word.bytes().fold(glob.start(), |places, byte| glob.accept(&places, byte));
        assert!(glob.can_match(&after("a")) && glob.can_match(&after("axx")));
        assert!(!glob.can_match(&after("b")));
        let open = Glob::new(&[ANY]).expect("few letters");
        assert!(!open.can_match(&open.accept(&open.start(), 1)), "a stem is no word");
    }

    #[test]
    fn more_letters_than_places_make_no_automaton() {
        assert!(Glob::new(&['é'; LONGEST / 2]).is_some());
        assert!(Glob::new(&['é'; LONGEST / 2 + 1]).is_none());
    }

    proptest! {
        #[test]
        fn it_takes_what_its_pattern_takes(pattern in "[aé水*?]{1,7}", word in "[aé水]{1,7}") {
            if let Some(pattern @ Pattern::Glob(letters)) = &Pattern::parse(&pattern) {
                let glob = Glob::new(letters).expect("few letters");
                prop_assert_eq!(takes(&glob, &word), pattern.takes(&word));
            }
        }
    }
}
