//! Text itself: spans, words, sentences, folding, fingerprints, sketches, dates, safe printing.
//!
//! In: any UTF-8 text. Out: byte spans into it and folded forms of it. Knows nothing of articles.

mod ahead;
mod date;
mod difference;
mod fingerprint;
mod fold;
mod key;
mod parted;
mod printable;
mod sentence;
mod sieve;
mod sketch;
mod span;
mod word;

pub use date::{DateRange, PartialDate};
pub use difference::{COMPARED, Change, changed_words, difference};
pub use fingerprint::Fingerprint;
pub use fold::{fold, fold_into, small, squeeze, squeezed};
pub use key::{key, plain_word, small_letters};
pub use parted::{Parted, Parts};
pub use printable::printable;
pub use sentence::{sentences, sentences_with};
pub use sieve::Sieve;
pub use sketch::{Sketch, pieces};
pub use span::{Span, has_more_words, keyed_words, words};
pub use word::Word;
