//! The terms that words turn into, remembered: folding and stemming are most of the cost of analysis.

use crate::index::analyzer::{self, END};
use crate::lang::{self, Lang, Stemming};
use crate::text;

/// Words that are remembered from one text to the next; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 17;

/// Bytes of the terms of a long word: many that are longer are not remembered either.
const LONG: usize = 64;

/// Slots at first, and how many there are at the least for each word.
const FIRST: usize = 1 << 10;
const SPARE: usize = 2;

/// Where the terms of a word are told of. Most words are looked for in no order, and cost by how many places are looked
/// at: two, this one and that of the terms; frequent words were met early, so theirs lie close together.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Half of the word's key; the place of the slot follows from it.
    tag: u32,
    /// Where in [`Forms::text`]; 0 where the slot is empty.
    start: u32,
}

/// The terms of the words of one language.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) lang: Option<Lang>,
    stemming: Option<Stemming>,
    slots: Vec<Slot>,
    known: usize,
    /// Of each word its bytes and those of all of its terms, as a character each; then the word and, where it differs, the
    /// stem, each with [`END`] behind it.
    text: String,
}

impl Forms {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let stemming = lang.and_then(lang::pack).and_then(|pack| pack.stemming);
        let (slots, text) = (vec![Slot::default(); FIRST], String::from(END));
        Self { lang, stemming, slots, known: 0, text }
    }

    /// Forgets everything where too much is remembered.
    pub(super) fn shrink(&mut self) {
        if self.known >= CACHE || self.text.len() > CACHE * LONG {
            *self = Self::new(self.lang);
        }
    }

    /// The terms of a word, each with [`END`] behind it, by its key and as it is written in the text.
    pub(super) fn of(&mut self, key: u64, written: &str) -> &str {
        let tag = (key >> 32) as u32;
        let at = self.find(tag);
        let start = self.slots[at].start as usize;
        if start == 0 {
            return self.meet(at, tag, written);
        }
        let [word, all] = [0, 1].map(|at| usize::from(self.text.as_bytes()[start + at]));
        let terms = start + 2..start + 2 + all;
        if is(&self.text[terms.start..terms.start + word], written) {
            return &self.text[terms];
        }
        // Another word has the tag; this one is not remembered, so that what came first shows nowhere.
        let start = self.text.len();
        self.add(written);
        &self.text[start..]
    }

    /// The slot of a tag, or an empty one.
    fn find(&self, tag: u32) -> usize {
        let mut at = ((u64::from(tag) * self.slots.len() as u64) >> 32) as usize;
        while self.slots[at].start != 0 && self.slots[at].tag != tag {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        at
    }

    /// The terms of a word that was not met yet, remembered in an empty slot unless they are too long.
    fn meet(&mut self, at: usize, tag: u32, written: &str) -> &str {
        let start = self.text.len();
        // Room for two numbers.
        self.text.push_str("\0\0");
        let word = self.add(written);
        let all = self.text.len() - start - 2;
        if let (Some(word), Some(all)) = (short(word), short(all)) {
            self.text.replace_range(start..start + 2, &String::from_iter([word, all]));
            self.slots[at] = Slot { tag, start: start as u32 };
            self.known += 1;
            self.grow();
        }
        &self.text[start + 2..]
    }

    fn grow(&mut self) {
        if self.known * SPARE <= self.slots.len() {
            return;
        }
        let slots = vec![Slot::default(); 2 * self.slots.len()];
        for slot in std::mem::replace(&mut self.slots, slots).into_iter().filter(|slot| slot.start != 0) {
            let at = self.find(slot.tag);
            self.slots[at] = slot;
        }
    }

    /// Appends the terms of a word; gives the bytes of the word alone.
    fn add(&mut self, written: &str) -> usize {
        let start = self.text.len();
        text::fold_into(written, &mut self.text);
        let length = self.text.len() - start;
        let word = &self.text[start..];
        let stem = self.stemming.as_ref().map(|stemming| stemming.stem(word)).filter(|stem| stem != word);
        let stem = stem.zip(self.lang).map(|(stem, lang)| analyzer::stem_term(lang, &stem));
        self.text.push(END);
        if let Some(stem) = stem {
            self.text.push_str(&stem);
            self.text.push(END);
        }
        length
    }
}

/// Whether a folded word is that of another, which hardly ever needs folding to tell.
fn is(word: &str, written: &str) -> bool {
    word == written || word.eq_ignore_ascii_case(written) || *word == *text::fold(written)
}

/// A number as a character of one byte.
fn short(number: usize) -> Option<char> {
    u8::try_from(number).ok().map(char::from).filter(char::is_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_its_terms_whether_it_is_new_or_not() {
        let mut forms = Forms::new(Lang::parse("en"));
        let long = "x".repeat(70_000);
        for _ in 0..2 {
            assert_eq!(forms.of(text::key("ferry"), "Ferry"), "ferry\n\u{1}enferri\n");
            assert_eq!(forms.of(text::key("dock"), "dock"), "dock\n");
            assert_eq!(forms.of(text::key(&long), &long), format!("{long}\n"));
        }
    }

    #[test]
    fn a_word_with_the_key_of_another_has_its_own_terms() {
        let mut forms = Forms::new(None);
        assert_eq!(forms.of(7, "ferry"), "ferry\n");
        assert_eq!(forms.of(7, "dock"), "dock\n");
        assert_eq!(forms.of(7, "FERRY"), "ferry\n");
    }
}
