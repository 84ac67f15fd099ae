//! A number for a word, however it is written.

use crate::text::fold;

/// Equal for words with the same folded form; different ones share a key about once in 2^64.
///
/// The bytes of the folded form are taken eight at a time, each multiplied in as by rustc's `FxHasher`, the length
/// last, then a finishing step as of `MurmurHash3`. The same on every machine. Not meant to withstand someone who
/// looks for collisions. ASCII words are folded on the way, without a copy: about 5 ns for a word of the news.
pub fn key(word: &str) -> u64 {
    match ascii_key(word.as_bytes()) {
        Some(key) => key,
        None => folded_key(fold::fold(word).as_bytes()),
    }
}

/// The key of a form that is folded already.
pub(super) fn folded_key(folded: &[u8]) -> u64 {
    let mut chunks = folded.chunks_exact(8);
    let mut hash = chunks.by_ref().fold(0, |hash, chunk| mix(hash, word_of(chunk)));
    if !chunks.remainder().is_empty() {
        hash = mix(hash, tail(chunks.remainder()));
    }
    finish(hash, folded.len())
}

/// The key of a word of ASCII letters and digits; `None` where folding asks for more than small letters.
fn ascii_key(word: &[u8]) -> Option<u64> {
    let mut chunks = word.chunks_exact(8);
    let mut hash = 0;
    for chunk in chunks.by_ref() {
        hash = mix(hash, lower(word_of(chunk))?);
    }
    if !chunks.remainder().is_empty() {
        hash = mix(hash, lower(tail(chunks.remainder()))?);
    }
    Some(finish(hash, word.len()))
}

/// The length of the run of ASCII letters and digits that some bytes begin with, and its key as a word.
pub fn plain_word(bytes: &[u8]) -> (usize, u64) {
    let run = run::<true>(bytes);
    (run.length, run.key)
}

/// The run of ASCII letters and digits that some bytes begin with.
pub(super) struct Run {
    /// In bytes.
    pub(super) length: usize,
    /// Its key as a word.
    pub(super) key: u64,
    /// Whether it has a digit.
    pub(super) number: bool,
}

/// Finds the run eight bytes at a time and without a branch on each: nearly every word is told by one step. The key
/// is worked out only if asked for.
#[allow(clippy::inline_always, reason = "every word goes through it, and a call costs as much again")]
#[inline(always)]
pub(super) fn run<const KEYED: bool>(bytes: &[u8]) -> Run {
    let mut run = Run { length: 0, key: 0, number: false };
    loop {
        let rest = &bytes[run.length..];
        let chunk = rest.first_chunk().map_or_else(|| padded(rest), |chunk| u64::from_le_bytes(*chunk));
        // Letters become small, digits have the bit already.
        let lower = chunk | (ONES * 0x20);
        let digits = within(chunk, b'0', b'9');
        let others = !(within(lower, b'a', b'z') | digits) & HIGHS;
        if others != 0 {
            // All of the bytes before the first one that is something else.
            let mask = (others & others.wrapping_neg()).wrapping_sub(1) >> 7;
            let here = others.trailing_zeros() as usize / 8;
            run.number |= digits & mask != 0;
            run.length += here;
            if KEYED {
                run.key = if here > 0 { mix(run.key, lower & mask) } else { run.key };
                run.key = finish(run.key, run.length);
            }
            return run;
        }
        run.number |= digits != 0;
        if KEYED {
            run.key = mix(run.key, lower);
        }
        run.length += 8;
    }
}

/// A high bit for each of eight bytes that lies between two ASCII characters.
#[inline]
fn within(bytes: u64, first: u8, last: u8) -> u64 {
    let seven = bytes & !HIGHS;
    let from_first = seven + ONES * u64::from(0x80 - first);
    let past_last = seven + ONES * u64::from(0x7f - last);
    (from_first ^ past_last) & !bytes & HIGHS
}

/// Fewer than eight bytes, and zeros behind them.
fn padded(bytes: &[u8]) -> u64 {
    let mut chunk = [0; 8];
    chunk[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(chunk)
}

fn word_of(chunk: &[u8]) -> u64 {
    u64::from_le_bytes(chunk.try_into().expect("a chunk has eight bytes"))
}

/// Up to seven bytes as a number, without a loop over them: two halves that may overlap, or three single bytes.
fn tail(bytes: &[u8]) -> u64 {
    let half = |at: usize| {
        u64::from(u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes were sliced")))
    };
    match bytes.len() {
        0 => 0,
        length @ 4.. => half(0) | half(length - 4) << (8 * (length - 4)),
        length => {
            let at = |at: usize| u64::from(bytes[at]) << (8 * at);
            at(0) | at(length / 2) | at(length - 1)
        }
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x80 * ONES;

/// Eight ASCII bytes in small letters; `None` where one is not ASCII or an apostrophe.
#[inline]
fn lower(bytes: u64) -> Option<u64> {
    let marks = bytes ^ (ONES * u64::from(b'\''));
    let quoted = marks.wrapping_sub(ONES) & !marks & HIGHS;
    if bytes & HIGHS != 0 || quoted != 0 {
        return None;
    }
    Some(bytes | within(bytes, b'A', b'Z') >> 2)
}

#[inline]
fn mix(hash: u64, bytes: u64) -> u64 {
    (hash.rotate_left(5) ^ bytes).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[inline]
fn finish(hash: u64, length: usize) -> u64 {
    let hash = mix(hash, length as u64);
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_has_one_key_however_it_is_written() {
        assert_eq!(key("Harbour"), key("HARBOUR"));
        assert_eq!(key("don't"), key("dont"));
        assert_eq!(key("Łódź"), key("lodz"));
        assert_ne!(key("harbour"), key("harbours"));
        assert_ne!(key(""), key("a"));
    }

    proptest! {
        #[test]
        fn a_run_is_cut_where_letters_and_digits_end(text in "[A-Za-z0-9]{0,20}[ -~é]{0,12}") {
            let length = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
            let run = run::<true>(text.as_bytes());
            prop_assert_eq!((run.length, run.key), (length, key(&text[..length])));
            prop_assert_eq!(run.number, text[..length].contains(|c: char| c.is_ascii_digit()));
        }

        #[test]
        fn the_short_way_gives_the_key_of_the_folded_form(word in "[ -~é’]{0,20}") {
            prop_assert_eq!(key(&word), folded_key(fold::fold(&word).as_bytes()));
        }
    }
}
