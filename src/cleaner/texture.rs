//! What the characters of a block look like: capitals, digits, signs, function words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::cleaner::form::{self, Form};
use crate::lang::{self, Lang};

/// Bytes of a block that are looked at. Furniture shows itself early.
const LOOKED_AT: usize = 480;

/// What one block looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Texture {
    /// Share of function words among the first words, in sixteenths.
    pub(super) stops: u32,
    /// Share of capitalised words, in eighths.
    pub(super) capitals: u32,
    /// Share of digits among the characters, in sixteenths.
    pub(super) digits: u32,
    /// Sentences that end, up to 15.
    pub(super) sentences: u32,
    /// Commas, up to 15.
    pub(super) commas: u32,
    /// Signs that are there, a bit each.
    pub(super) signs: u32,
}

/// Which characters a text has, so that most signs need no look at it: a bit for each ASCII character.
struct Has {
    ascii: u128,
    wide: bool,
}

impl Has {
    fn of(text: &str) -> Self {
        let mut has = Self { ascii: 0, wide: false };
        for byte in text.bytes() {
            has.ascii |= 1_u128.checked_shl(u32::from(byte)).unwrap_or(0);
            has.wide |= !byte.is_ascii();
        }
        has
    }

    /// Whether it has one of these ASCII characters.
    fn any(&self, characters: &str) -> bool {
        characters.bytes().any(|byte| self.ascii >> (byte & 0x7f) & 1 == 1)
    }

    /// Whether it has one of these characters beyond ASCII.
    fn any_wide(&self, text: &str, characters: &[char]) -> bool {
        self.wide && text.contains(characters)
    }
}

/// Signs, by the place of their bit.
const SIGNS: [fn(&str, &Has) -> bool; 20] = [
    |text, _| text.starts_with(char::is_lowercase),
    |text, _| text.starts_with(['“', '"', '«', '„', '‘', '\'']),
    |text, has| has.any("\"") || has.any_wide(text, &['“', '«', '„']),
    |_, has| has.any("@"),
    |text, _| text.contains("http") || text.contains("www."),
    |text, has| has.any_wide(text, &['©', '®', '™']),
    |text, has| has.any("|") && text.contains(" | "),
    |text, has| has.any(">") || has.any_wide(text, &['»', '→', '›', '▸', '↑', '←', '«']),
    |text, has| has.any(":") && text.find(": ").is_some_and(|at| at < 30),
    |text, _| text.ends_with('?'),
    |_, has| has.any("!"),
    |text, has| has.any("$") || has.any_wide(text, &['€', '£']),
    |text, has| has.wide && (text.contains('•') || text.contains(" · ")),
    |text, _| text.starts_with(|c: char| c.is_ascii_digit()),
    |_, has| has.any("#"),
    |text, _| text.starts_with(['(', '[']),
    |text, _| text.ends_with([')', ']']),
    |_, has| has.any("%"),
    |text, _| text.starts_with(['*', '-', '–', '—', '•']),
    |_, has| has.any("{};=<"),
];

impl Texture {
    pub(super) fn of(text: &str, form: &Form, lang: Option<Lang>) -> Self {
        let text = head(text);
        let counts = Counts::of(text);
        let has = Has::of(text);
        let mut signs = 0;
        for (bit, sign) in SIGNS.iter().enumerate() {
            signs |= u32::from(sign(text, &has)) << bit;
        }
        signs |= u32::from(counts.upper > 3 && counts.lower == 0) << SIGNS.len();
        signs |= u32::from(counts.year) << (SIGNS.len() + 1);
        signs |= u32::from(counts.time) << (SIGNS.len() + 2);
        Self {
            stops: stops(form, lang),
            capitals: counts.capitals * 8 / counts.words.max(1),
            digits: (counts.digits * 16).div_ceil(counts.bytes.max(1)),
            sentences: counts.sentences.min(15),
            commas: counts.commas.min(15),
            signs,
        }
    }
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[derive(Default)]
struct Counts {
    bytes: u32,
    words: u32,
    capitals: u32,
    upper: u32,
    lower: u32,
    digits: u32,
    sentences: u32,
    commas: u32,
    /// Four digits that can be a year.
    year: bool,
    /// A time of the day.
    time: bool,
}

impl Counts {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut counts = Self { bytes: bytes.len() as u32, ..Self::default() };
        let mut run = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            let starts = at == 0 || bytes[at - 1] == b' ';
            counts.words += u32::from(starts);
            counts.capitals += u32::from(starts && byte.is_ascii_uppercase());
            counts.upper += u32::from(byte.is_ascii_uppercase());
            counts.lower += u32::from(byte.is_ascii_lowercase());
            counts.commas += u32::from(byte == b',');
            let ends =
                matches!(byte, b'.' | b'?' | b'!') && bytes.get(at + 1).is_none_or(|next| *next == b' ');
            counts.sentences += u32::from(ends);
            let digit = byte.is_ascii_digit();
            counts.digits += u32::from(digit);
            if !digit {
                counts.year |= run == 4 && matches!(&bytes[at - 4..at - 2], b"19" | b"20");
                counts.time |= byte == b':'
                    && (1..=2).contains(&run)
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            }
            run = if digit { run + 1 } else { 0 };
        }
        counts.year |= run == 4 && matches!(&bytes[bytes.len() - 4..bytes.len() - 2], b"19" | b"20");
        counts
    }
}

/// Every function word, with a bit a language in the order of the packs.
static STOPS: LazyLock<FxHashMap<u64, u16>> = LazyLock::new(|| {
    let mut stops = FxHashMap::default();
    for (bit, pack) in lang::PACKS.iter().enumerate() {
        for word in pack.stop_words {
            *stops.entry(form::hash(word)).or_default() |= 1 << bit;
        }
    }
    stops
});

/// Whether a word is a function word of some language.
pub(super) fn is_stop(word: u64) -> bool {
    STOPS.contains_key(&word)
}

fn stops(form: &Form, lang: Option<Lang>) -> u32 {
    let bit = lang.and_then(|lang| lang::PACKS.iter().position(|pack| pack.lang == lang));
    let mask = bit.map_or(u16::MAX, |bit| 1 << bit);
    let found = form.hashes.iter().filter(|word| STOPS.get(word).is_some_and(|bits| bits & mask > 0)).count();
    (found * 16 / form.hashes.len().max(1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Block, BlockKind};

    fn texture(text: &str) -> Texture {
        let block =
            Block { kind: BlockKind::Paragraph, level: 0, text: text.into(), linked_chars: 0, marks: None };
        Texture::of(text, &Form::of(&block), Some(Lang::EN))
    }

    #[test]
    fn prose_has_function_words_and_menus_have_capitals() {
        let (prose, menu) =
            (texture("The ferry is in the harbour, and it rains."), texture("Home News Sport"));
        assert!(prose.stops > 4 && menu.stops == 0);
        assert!(prose.capitals < 2 && menu.capitals == 8);
        assert_eq!((prose.sentences, prose.commas), (1, 1));
    }

    #[test]
    fn years_and_times_are_seen() {
        let sign = |text: &str, bit: usize| texture(text).signs >> (SIGNS.len() + bit) & 1 == 1;
        assert!(sign("3 May 2022", 1) && sign("in 1999, he", 1) && !sign("12022", 1));
        assert!(sign("at 9:30", 2) && !sign("He said: 30", 2));
    }

    #[test]
    fn any_end_of_the_part_that_is_looked_at_is_fine() {
        assert_eq!(texture(&"é".repeat(400)).sentences, 0);
        assert_eq!(texture("").digits, 0);
    }
}
