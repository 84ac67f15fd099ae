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
    /// A bit for each of the first words, the first one lowest, that is a function word of some language.
    small: u64,
}

/// Signs, by the place of their bit. Each sees the text and the bits of its bytes and of its signs beyond ASCII.
const SIGNS: [fn(&str, u32) -> bool; 20] = [
    |text, _| text.starts_with(char::is_lowercase),
    |text, _| text.starts_with(['“', '"', '«', '„', '‘', '\'']),
    |_, has| has & (QUOTE | WIDE_QUOTE) > 0,
    |_, has| has & AT > 0,
    |text, has| has & COLON > 0 && text.contains("http") || has & DOT > 0 && text.contains("www."),
    |_, has| has & RIGHTS > 0,
    |text, has| has & BAR > 0 && text.contains(" | "),
    |_, has| has & (MORE | ARROW) > 0,
    |text, has| has & COLON > 0 && text.find(": ").is_some_and(|at| at < 30),
    |text, _| text.ends_with('?'),
    |_, has| has & BANG > 0,
    |_, has| has & (DOLLAR | MONEY) > 0,
    |text, has| has & BULLET > 0 || has & MIDDLE > 0 && text.contains(" · "),
    |text, _| text.starts_with(|c: char| c.is_ascii_digit()),
    |_, has| has & HASH > 0,
    |text, _| text.starts_with(['(', '[']),
    |text, _| text.ends_with([')', ']']),
    |_, has| has & PERCENT > 0,
    |text, _| text.starts_with(['*', '-', '–', '—', '•']),
    |_, has| has & CODE > 0,
];

/// The bits of the signs beyond ASCII that a text has.
fn wide_signs(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let (mut has, mut at) = (0, 0);
    while let Some(wide) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        at += wide;
        let Some(c) = text[at..].chars().next() else { break };
        has |= match c {
            '“' | '„' => WIDE_QUOTE,
            '«' => WIDE_QUOTE | ARROW,
            '©' | '®' | '™' => RIGHTS,
            '»' | '→' | '›' | '▸' | '↑' | '←' => ARROW,
            '€' | '£' => MONEY,
            '•' => BULLET,
            '·' => MIDDLE,
            _ => 0,
        };
        at += c.len_utf8();
    }
    has
}

impl Texture {
    pub(super) fn of(text: &str, form: &Form, lang: Option<Lang>) -> Self {
        let text = head(text);
        let counts = Counts::of(text);
        let has = counts.has | if counts.has & WIDE > 0 { wide_signs(text) } else { 0 };
        let mut signs = 0;
        for (bit, sign) in SIGNS.iter().enumerate() {
            signs |= u32::from(sign(text, has)) << bit;
        }
        signs |= u32::from(counts.upper > 3 && counts.lower == 0) << SIGNS.len();
        signs |= u32::from(counts.year) << (SIGNS.len() + 1);
        signs |= u32::from(counts.time) << (SIGNS.len() + 2);
        let (stops, small) = stops(form, lang);
        Self {
            stops,
            small,
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

/// What a byte is, a bit each.
const UPPER: u32 = 1;
const LOWER: u32 = 1 << 1;
const DIGIT: u32 = 1 << 2;
const COMMA: u32 = 1 << 3;
const STOP: u32 = 1 << 4;
const BLANK: u32 = 1 << 5;
const WIDE: u32 = 1 << 6;
const QUOTE: u32 = 1 << 7;
const AT: u32 = 1 << 8;
const COLON: u32 = 1 << 9;
const DOT: u32 = 1 << 10;
const BAR: u32 = 1 << 11;
const MORE: u32 = 1 << 12;
const BANG: u32 = 1 << 13;
const DOLLAR: u32 = 1 << 14;
const HASH: u32 = 1 << 15;
const PERCENT: u32 = 1 << 16;
const CODE: u32 = 1 << 17;
/// What a sign beyond ASCII is.
const WIDE_QUOTE: u32 = 1 << 18;
const RIGHTS: u32 = 1 << 19;
const ARROW: u32 = 1 << 20;
const MONEY: u32 = 1 << 21;
const BULLET: u32 = 1 << 22;
const MIDDLE: u32 = 1 << 23;

static BYTES: [u32; 256] = bytes();

const fn bytes() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            b',' => COMMA,
            b' ' => BLANK,
            b'.' => STOP | DOT,
            b'?' => STOP,
            b'!' => STOP | BANG,
            b'"' => QUOTE,
            b'@' => AT,
            b':' => COLON,
            b'|' => BAR,
            b'>' => MORE,
            b'$' => DOLLAR,
            b'#' => HASH,
            b'%' => PERCENT,
            b'{' | b'}' | b';' | b'=' | b'<' => CODE,
            0x80.. => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// What is counted of bytes, 16 bits each: capitals, small letters, digits, commas.
static COUNTED: [u64; 256] = counted();

const fn counted() -> [u64; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match BYTES[byte] {
            UPPER => 1,
            LOWER => 1 << 16,
            DIGIT => 1 << 32,
            COMMA => 1 << 48,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// What a byte may be to the one before or behind it.
const OTHER: u8 = 0;
const GAP: u8 = 1;
const ENDS: u8 = 2;
const CAPITAL: u8 = 3;

static SIDES: [u8; 256] = sides();

const fn sides() -> [u8; 256] {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match BYTES[byte] {
            BLANK => GAP,
            UPPER => CAPITAL,
            kind if kind & STOP > 0 => ENDS,
            _ => OTHER,
        };
        byte += 1;
    }
    table
}

/// What is counted of a byte and the next one, by [`SIDES`] of both, 10 bits each: words, words with a capital,
/// sentences that end.
static PAIRS: [u32; 16] = pairs();

const fn pairs() -> [u32; 16] {
    let mut table = [0; 16];
    let mut next = 0;
    while next < 4 {
        table[(GAP * 4 + next) as usize] = 1;
        next += 1;
    }
    table[(GAP * 4 + CAPITAL) as usize] = 1 | 1 << 10;
    table[(ENDS * 4 + GAP) as usize] = 1 << 20;
    table
}

/// Numbers of what a text has, found in one pass without a branch.
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
    /// The bits of all of its bytes.
    has: u32,
    /// Four digits that can be a year.
    year: bool,
    /// A time of the day.
    time: bool,
}

impl Counts {
    /// Of a text of at most [`LOOKED_AT`] bytes, so that no count runs over.
    fn of(text: &str) -> Self {
        let (mut has, mut counted, mut pairs, mut before) = (0, 0, 0, GAP);
        for byte in text.bytes() {
            let at = usize::from(byte);
            let side = SIDES[at];
            has |= BYTES[at];
            counted += COUNTED[at];
            pairs += PAIRS[usize::from(before * 4 + side) & 15];
            before = side;
        }
        let (year, time) = if has & DIGIT > 0 { year_and_time(text.as_bytes()) } else { (false, false) };
        let count = |field: u32| (counted >> (16 * field)) as u32 & 0xffff;
        Self {
            bytes: text.len() as u32,
            words: pairs & 1023,
            capitals: pairs >> 10 & 1023,
            sentences: (pairs >> 20) + u32::from(before == ENDS),
            upper: count(0),
            lower: count(1),
            digits: count(2),
            commas: count(3),
            has,
            year,
            time,
        }
    }
}

/// Whether a text has a year and a time of the day.
fn year_and_time(bytes: &[u8]) -> (bool, bool) {
    let (mut year, mut time) = (false, false);
    let mut end = 0;
    for run in bytes.split(|byte| !byte.is_ascii_digit()) {
        end += run.len();
        year |= run.len() == 4 && matches!(&run[..2], b"19" | b"20");
        time |= matches!(run.len(), 1 | 2)
            && bytes.get(end) == Some(&b':')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        end += 1;
    }
    (year, time)
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

/// The share of function words of a language, of any where it is not known, and which words are those of some language.
fn stops(form: &Form, lang: Option<Lang>) -> (u32, u64) {
    let bit = lang.and_then(|lang| lang::PACKS.iter().position(|pack| pack.lang == lang));
    let mask = bit.map_or(u16::MAX, |bit| 1 << bit);
    let (mut found, mut small) = (0, 0);
    for (at, word) in form.hashes.iter().enumerate() {
        if let Some(bits) = STOPS.get(word) {
            found += usize::from(bits & mask > 0);
            small |= 1 << at;
        }
    }
    ((found * 16 / form.hashes.len().max(1)) as u32, small)
}

impl Texture {
    /// The words of the block's form that are no function words.
    pub(super) fn telling<'f>(&self, form: &'f Form) -> impl Iterator<Item = u64> + use<'f> {
        let small = self.small;
        let words = form.hashes.iter().enumerate();
        words.filter(move |(at, _)| small >> at & 1 == 0).map(|(_, word)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Block, BlockKind};
    use crate::text;

    fn texture(text: &str) -> Texture {
        let block =
            Block { kind: BlockKind::Paragraph, level: 0, text: text.into(), linked_chars: 0, marks: None };
        Texture::of(
            text,
            &Form::of(&block, &text::keyed_words(&block.text).collect::<Vec<_>>()),
            Some(Lang::EN),
        )
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
