//! Spans of text and the words in it.

use std::ops::Range;

use memchr::memchr_iter;

use crate::text::ahead::Ahead;
use crate::text::key;
use crate::text::word::{TOLD, Word};

/// A stretch of text, in UTF-8 bytes from its start, always on character boundaries.
pub type Span = Range<usize>;

/// The words of a text, in order; a text without any has none.
///
/// A word is a run of letters, digits and marks. Beyond that:
///
/// - an apostrophe between letters stays inside ("don't", "O'Brien"), but a possessive `'s` is left out
///   ("China's" is the word "China"), and an elided article stands alone ("l'accord" is "l", "accord");
/// - dots between single letters stay inside ("U.S." is the word "U.S"), as do a dot or a comma between digits
///   ("2.5", "1,500"); a hyphen parts words;
/// - each Han, Hiragana, Katakana, Thai, Lao, Khmer or Burmese character is a word, with its marks.
///
/// Reads every byte once, in order, and none behind the first gigabyte.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    Words::<false>::of(text).map(|word| word.span())
}

/// Whether a text has more than so many words. Most tell by their length, or by blanks between letters alone.
pub fn has_more_words(text: &str, most: usize) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let parts = |at: &usize| letter(at.wrapping_sub(1)) && letter(at + 1);
    // Words are parted by a byte at least, or are of three.
    bytes.len() > 2 * most
        && (most > 0 && memchr_iter(b' ', bytes).filter(parts).nth(most - 1).is_some()
            || words(text).nth(most).is_some())
}

/// The same words as [`words`], with their keys.
pub fn keyed_words(text: &str) -> impl Iterator<Item = Word> + '_ {
    Words::<true>::of(text)
}

/// The words of a text, with their keys if asked for.
struct Words<'a, const KEYED: bool> {
    text: &'a str,
    at: usize,
    /// What the bytes from here on are.
    ahead: Ahead,
}

impl<const KEYED: bool> Iterator for Words<'_, KEYED> {
    type Item = Word;

    #[inline]
    fn next(&mut self) -> Option<Word> {
        while self.at < self.text.len() {
            if !self.ahead.tells(self.at) {
                self.ahead = Ahead::of(self.text.as_bytes(), self.at);
            }
            self.at += self.ahead.gap(self.at);
            if !self.ahead.tells(self.at) {
                continue;
            }
            if !self.ahead.is_wide(self.at) {
                return Some(self.plain());
            }
            if let Some(span) = self.wide_word() {
                return Some(self.keyed(&span));
            }
        }
        None
    }
}

impl<'a, const KEYED: bool> Words<'a, KEYED> {
    fn of(text: &'a str) -> Self {
        let text = &text[..text.floor_char_boundary(TOLD)];
        Self { text, at: 0, ahead: Ahead::of(text.as_bytes(), 0) }
    }

    /// The word that a character beyond ASCII begins; passes over one that begins none.
    fn wide_word(&mut self) -> Option<Span> {
        let c = self.char_at(self.at);
        if stands_alone(c) {
            return Some(self.lone(c));
        }
        if continues(c) {
            return Some(self.run(self.at));
        }
        self.at += c.len_utf8();
        None
    }

    fn char_at(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or(' ')
    }

    fn is_letter_at(&self, at: usize) -> bool {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
            Some(_) => self.char_at(at).is_alphabetic(),
            None => false,
        }
    }

    /// A character that is a word of its own, with the marks on it.
    fn lone(&mut self, c: char) -> Span {
        let start = self.at;
        self.at += c.len_utf8();
        while self.at < self.text.len() {
            let mark = self.char_at(self.at);
            if !is_attached_mark(mark) {
                break;
            }
            self.at += mark.len_utf8();
        }
        start..self.at
    }

    /// A word of ASCII letters and digits alone, as most are; anything else is told apart by [`Self::run`].
    #[inline]
    fn plain(&mut self) -> Word {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let length = self.ahead.run(start).or_else(|| {
            self.ahead = Ahead::of(bytes, start);
            self.ahead.run(start)
        });
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let ends = |end: &usize| {
            let next = bytes.get(start + end).copied().unwrap_or(b' ');
            CLASS[usize::from(next)] == Class::Gap || matches!(next, b'.' | b',') && !letter(start + end + 1)
        };
        let Some(length) = length.filter(ends) else {
            let span = self.run(start);
            return self.keyed(&span);
        };
        let number = self.ahead.has_digit(start, length);
        let key = if KEYED { key::of_run(&bytes[start..], length) } else { 0 };
        self.at = start + length;
        Word::new(&(start..self.at), key, number, true)
    }

    fn keyed(&self, span: &Span) -> Word {
        if !KEYED {
            return Word::new(span, 0, false, false);
        }
        let word = &self.text[span.clone()];
        let number = word.bytes().any(|byte| byte.is_ascii_digit());
        Word::new(span, key::key(word), number, false)
    }

    /// A run of word characters and what may stand inside a word; leaves `self.at` behind it.
    fn run(&mut self, start: usize) -> Span {
        let bytes = self.text.as_bytes();
        let mut segment = start;
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            match CLASS[usize::from(byte)] {
                Class::Word => at += 1,
                Class::Gap => break,
                Class::Joiner if byte == b'\'' => match self.apostrophe(start, at, 1) {
                    Join::Inside => at += 1,
                    Join::Ends(next) => return self.end(start..at, next),
                },
                Class::Joiner => {
                    if !self.dot_or_comma_joins(segment, at) {
                        break;
                    }
                    at += 1;
                    segment = at;
                }
                Class::Wide => match self.wide(start, at) {
                    Some(Join::Inside) => at += self.char_at(at).len_utf8(),
                    Some(Join::Ends(next)) => return self.end(start..at, next),
                    None => break,
                },
            }
        }
        self.end(start..at, at)
    }

    fn end(&mut self, span: Span, next: usize) -> Span {
        self.at = next;
        span
    }

    fn wide(&self, start: usize, at: usize) -> Option<Join> {
        match self.char_at(at) {
            '’' => Some(self.apostrophe(start, at, '’'.len_utf8())),
            c if continues(c) && !stands_alone(c) => Some(Join::Inside),
            _ => None,
        }
    }

    /// What the apostrophe of `len` bytes at `at` does to the word begun at `start`.
    fn apostrophe(&self, start: usize, at: usize, len: usize) -> Join {
        let after = at + len;
        if !self.is_letter_at(after) {
            return Join::Ends(after);
        }
        let possessive = matches!(self.text.as_bytes()[after], b's' | b'S');
        if possessive && !self.continues_at(after + 1) {
            return Join::Ends(after + 1);
        }
        if is_elided(&self.text[start..at]) { Join::Ends(after) } else { Join::Inside }
    }

    fn continues_at(&self, at: usize) -> bool {
        at < self.text.len() && {
            let c = self.char_at(at);
            c.is_alphanumeric() && !stands_alone(c)
        }
    }

    /// Whether the dot or comma at `at` stands inside a number or an abbreviation.
    fn dot_or_comma_joins(&self, segment: usize, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let (before, after) = (bytes[at - 1], bytes.get(at + 1).copied().unwrap_or(b' '));
        if before.is_ascii_digit() && after.is_ascii_digit() {
            return true;
        }
        bytes[at] == b'.'
            && at - segment == 1
            && before.is_ascii_alphabetic()
            && after.is_ascii_alphabetic()
            && !self.continues_at(at + 2)
    }
}

/// What a character that may stand inside a word does there.
enum Join {
    /// The word goes on.
    Inside,
    /// The word ended before it, and the search for the next goes on here.
    Ends(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Word,
    /// Dot, comma, apostrophe: depends on the neighbours.
    Joiner,
    /// The first byte of a character beyond ASCII, or a later one.
    Wide,
}

static CLASS: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Gap; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Class::Word,
            b'.' | b',' | b'\'' => Class::Joiner,
            0x80.. => Class::Wide,
            _ => Class::Gap,
        };
        byte += 1;
    }
    table
}

/// Articles and pronouns that French and Italian write with an apostrophe before the next word.
fn is_elided(word: &str) -> bool {
    const ELIDED: &[&str] = &[
        "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "all", "dell", "nell", "sull", "dall", "jusqu",
        "lorsqu", "puisqu",
    ];
    word.len() <= 6 && ELIDED.iter().any(|elided| word.eq_ignore_ascii_case(elided))
}

/// Whether a character is part of a word that has begun: letters, digits, marks, invisible joiners.
fn continues(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
        || unicode_normalization::char::is_combining_mark(c)
}

/// Marks of the scripts whose characters are words of their own.
fn is_attached_mark(c: char) -> bool {
    c > '\u{2ff}' && unicode_normalization::char::is_combining_mark(c)
}

/// Whether a character is a word of its own: scripts that are written without blanks.
pub(super) fn stands_alone(c: char) -> bool {
    c >= '\u{e01}'
        && matches!(c,
            '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}'
            | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}'
            | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9d}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = words(text).map(|span| &text[span]).collect();
        assert_eq!(found.join("|"), expected);
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("The strike, she said, ended (at last) in 2023!", "The|strike|she|said|ended|at|last|in|2023");
        check("", "");
        check(" … — ", "");
    }

    #[test]
    fn a_possessive_is_not_part_of_the_word() {
        check("China's port, Corrin’s ship, the dockers' pay", "China|port|Corrin|ship|the|dockers|pay");
    }

    #[test]
    fn an_apostrophe_inside_a_word_stays() {
        check("don't ask O'Brien, don’t", "don't|ask|O'Brien|don’t");
    }

    #[test]
    fn an_elided_article_is_a_word() {
        check("l'accord qu’il dell'arte", "l|accord|qu|il|dell|arte");
    }

    #[test]
    fn abbreviations_and_numbers_are_one_word() {
        check("the U.S. paid 1,500 or 2.5 at 9 a.m.", "the|U.S|paid|1,500|or|2.5|at|9|a.m");
        check("J.K.Reed", "J.K|Reed");
        check("harrowmere.example ended.Then", "harrowmere|example|ended|Then");
    }

    #[test]
    fn a_hyphen_parts_words() {
        check("Al-Aqsa COVID-19", "Al|Aqsa|COVID|19");
    }

    #[test]
    fn characters_of_scripts_without_blanks_are_words() {
        check("北京 report です", "北|京|report|で|す");
        check("กี่ดี", "กี่|ดี");
    }

    #[test]
    fn arabic_words_keep_their_marks() {
        check("قَالَ الرئيسُ", "قَالَ|الرئيسُ");
    }

    #[test]
    fn decomposed_letters_stay_together() {
        check("cafe\u{301} noir", "cafe\u{301}|noir");
    }

    proptest! {
        #[test]
        fn words_are_ordered_and_hold_something(text in any::<String>()) {
            let mut end = 0;
            for span in words(&text) {
                prop_assert!(span.start >= end && span.end > span.start);
                prop_assert!(!text[span.clone()].contains(char::is_whitespace));
                end = span.end;
            }
        }

        #[test]
        fn words_return_on_joiners_anywhere(text in "[aB1.,'’ s北é]{0,24}") {
            prop_assert!(words(&text).all(|span| span.start < span.end));
        }

        #[test]
        fn words_are_the_same_wherever_they_stand(text in "[aBs1.,'’ é北\u{301}]{0,9}|[a-z]{50,150}", before in 0..70_usize) {
            let moved = format!("{}{text}", " ".repeat(before));
            let expected: Vec<Span> = words(&text).map(|span| before + span.start..before + span.end).collect();
            prop_assert_eq!(words(&moved).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn words_are_counted_as_far_as_is_asked_for(text in "[aB1.,'’ s北é]{0,24}", most in 0..9_usize) {
            prop_assert_eq!(has_more_words(&text, most), words(&text).count() > most);
        }

        #[test]
        fn words_come_with_their_keys(text in "[aBcdefg1.,'’ s北é]{0,60}") {
            for word in keyed_words(&text) {
                let written = &text[word.span()];
                prop_assert_eq!(word.key, key::key(written));
                prop_assert_eq!(word.is_number(), written.contains('1'));
            }
        }
    }
}
