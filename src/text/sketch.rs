//! Sketches of texts: small, and alike where the texts are.

use std::collections::BinaryHeap;

use crate::text::{Span, span};

/// Words in a row that count as one piece of a text.
///
/// Source: shingles of four words part all reprints of the sample articles (resemblance 0.59 and more) from all other
/// pairs (0.06 and less).
const SHINGLE: usize = 4;

/// Pieces that a sketch keeps. With 40 the resemblance of texts that share half of their pieces is known to ± 0.08.
const MOST: usize = 40;

/// Words of the shortest text that has a sketch: of less, nothing can be told.
const SHORTEST: usize = 16;

/// The pieces of a text with the smallest hashes, in ascending order, each once: a fair sample of the pieces of two
/// texts together is in their sketches. Empty for a text of less than 16 words.
///
/// Source: the bottom-k sketch of Broder, On the resemblance and containment of documents, 1997
/// (doi:10.1109/SEQUEN.1997.666900).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a text in parts, which follow each other.
    pub fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        Self::of_keys(parts.flat_map(span::keyed_words).map(|word| word.key))
    }

    /// The same by the keys of the text's words.
    pub fn of_keys(keys: impl Iterator<Item = u64>) -> Self {
        let mut smallest = Smallest::new();
        let mut last = [0; SHINGLE];
        let mut words = 0;
        keys.for_each(|key| {
            let [_, a, b, c] = last;
            last = [a, b, c, key];
            words += 1;
            if words >= SHINGLE {
                smallest.add(piece(last));
            }
        });
        if words < SHORTEST { Self::default() } else { smallest.sketch() }
    }

    /// The hashes as a column of numbers holds them, in no order.
    ///
    /// The smallest hashes of many texts begin with zeros, so that a column would pack them by blocks and read all
    /// blocks' heads before the first number; turned round, they are spread evenly and packed plainly.
    pub fn packed(&self) -> impl Iterator<Item = u64> {
        self.0.iter().map(|hash| u64::from(hash.reverse_bits()))
    }

    /// The sketch that was [packed](Self::packed) so.
    pub fn from_packed(packed: impl Iterator<Item = u64>) -> Self {
        let mut all: Vec<u32> = packed.map(|hash| (hash as u32).reverse_bits()).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The hashes, ascending.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// Number of pieces that both sketches keep.
    pub fn shared(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            let (less, more) = (a <= b, b <= a);
            shared += usize::from(less && more);
            if less {
                left.next();
            }
            if more {
                right.next();
            }
        }
        shared
    }

    /// The share of the pieces of both texts together that both have, `0.0..=1.0`, estimated; 0 where one has no
    /// sketch.
    pub fn resemblance(&self, other: &Self) -> f64 {
        // The smallest hashes of both together are a sample of all pieces; what lies beyond the end of a full sketch
        // is unknown.
        let end = |sketch: &Self| if sketch.0.len() < MOST { u32::MAX } else { sketch.0[MOST - 1] };
        let end = end(self).min(end(other));
        let within = |sketch: &Self| sketch.0.partition_point(|hash| *hash <= end);
        let (left, right) = (Self(self.0[..within(self)].to_vec()), Self(other.0[..within(other)].to_vec()));
        let shared = left.shared(&right);
        let all = left.0.len() + right.0.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }
}

/// Hashes of the pieces of a text, each with the bytes that it spans, in order: what two texts have in common is found
/// by them.
pub fn pieces(text: &str) -> Vec<(u64, Span)> {
    let words: Vec<_> = span::keyed_words(text).collect();
    let piece = |window: &[crate::text::Word]| {
        let keys = std::array::from_fn(|at| window[at].key);
        (piece(keys), window[0].span().start..window[SHINGLE - 1].span().end)
    };
    words.windows(SHINGLE).map(piece).collect()
}

/// The hash of a piece.
fn piece(keys: [u64; SHINGLE]) -> u64 {
    let mix = |hash: u64, key: u64| (hash.rotate_left(23) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = keys.into_iter().fold(0, mix);
    (hash ^ (hash >> 32)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// The smallest of the hashes seen so far.
struct Smallest {
    /// The greatest on top.
    heap: BinaryHeap<u32>,
}

impl Smallest {
    /// None yet.
    fn new() -> Self {
        Self { heap: BinaryHeap::with_capacity(MOST) }
    }

    #[inline]
    fn add(&mut self, piece: u64) {
        let hash = (piece >> 32) as u32;
        // Of a text of some length most pieces end here.
        if self.heap.len() < MOST || self.heap.peek().is_some_and(|greatest| hash < *greatest) {
            self.keep(hash);
        }
    }

    fn keep(&mut self, hash: u32) {
        // Counted, for that is done for several at a time.
        if self.heap.iter().filter(|kept| **kept == hash).count() > 0 {
            return;
        }
        if self.heap.len() == MOST {
            self.heap.pop();
        }
        self.heap.push(hash);
    }

    fn sketch(self) -> Sketch {
        Sketch(self.heap.into_sorted_vec())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(text.lines())
    }

    /// A text of so many different words.
    fn numbered(words: std::ops::Range<usize>) -> String {
        words.map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn case_punctuation_and_paragraphs_do_not_count() {
        let text = "The ferry strike ended on Monday. Dockers returned to Bishop Basin, where work had stopped in May.";
        let other = "THE FERRY STRIKE ENDED ON MONDAY\nDockers returned to Bishop Basin (where work had stopped in May)";
        assert_eq!(sketch(text), sketch(other));
        assert!(!sketch(text).hashes().is_empty());
    }

    #[test]
    fn a_short_text_has_no_sketch_and_is_like_nothing() {
        assert_eq!(sketch("Photo: the harbour."), Sketch::default());
        assert!(sketch("").resemblance(&sketch("")).abs() < f64::EPSILON);
    }

    #[test]
    fn resemblance_is_the_share_of_common_pieces() {
        let whole = sketch(&numbered(0..1000));
        let said = |words| whole.resemblance(&sketch(&numbered(words)));
        assert!((said(0..1000) - 1.0).abs() < f64::EPSILON);
        assert!((0.35..0.65).contains(&said(0..500)), "{}", said(0..500));
        assert!((0.2..0.47).contains(&said(500..1500)), "{}", said(500..1500));
        assert!(said(1000..2000) < 0.01);
    }

    proptest! {
        #[test]
        fn what_is_stored_is_the_sketch(text in "([a-d]{1,2}[ .]){0,80}") {
            let sketch = sketch(&text);
            let stored = Sketch::from_packed(sketch.packed());
            prop_assert_eq!(&stored, &sketch);
            prop_assert!(sketch.hashes().len() <= MOST);
            prop_assert_eq!(sketch.shared(&sketch), sketch.hashes().len());
        }
    }
}
