//! The terms that words turn into, remembered: folding and stemming are most of the cost of analysis.

use crate::index::analyzer;
use crate::index::postings::{List, NONE};
use crate::index::schema::PROSE_FIELDS;
use crate::lang::{self, Lang, Stemming};
use crate::text;

/// Words that are remembered from one text to the next; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 17;

/// Bytes of the terms of a long word: many that are longer are not remembered either.
const LONG: usize = 64;

/// Slots at first, and how many there are at the least for each word.
const FIRST: usize = 1 << 10;
const SPARE: usize = 2;

/// Where a word is told of; frequent words were met early, so theirs lie close together.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Half of the word's key; the place of the slot follows from it.
    tag: u32,
    /// Its number from 1 on; 0 where the slot is empty.
    word: u32,
}

/// A word, and where what is said of it goes in the segment at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Where its text begins: the folded word, then its stem where that differs.
    start: u32,
    /// Bytes of the word, and of its stem.
    word: u32,
    stem: u32,
    /// Per prose field the list of the word and that of its stem; [`NONE`] where they are not known yet.
    pub(super) lists: [[List; 2]; PROSE_FIELDS],
}

/// The words of one language.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) lang: Option<Lang>,
    stemming: Option<Stemming>,
    slots: Vec<Slot>,
    forms: Vec<Form>,
    text: String,
}

impl Forms {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let stemming = lang.and_then(lang::pack).and_then(|pack| pack.stemming);
        let slots = vec![Slot::default(); FIRST];
        Self { lang, stemming, slots, forms: Vec::new(), text: String::new() }
    }

    /// Forgets everything where too much is remembered; numbers of words mean nothing after that.
    pub(super) fn shrink(&mut self) {
        if self.forms.len() >= CACHE || self.text.len() > CACHE * LONG {
            *self = Self::new(self.lang);
        }
    }

    /// Forgets where what is said of words goes: another segment is at hand.
    pub(super) fn forget_lists(&mut self) {
        self.forms.iter_mut().for_each(|form| form.lists = [[NONE; 2]; PROSE_FIELDS]);
    }

    /// The number of a word, by its key and as it is written in the text.
    pub(super) fn number(&mut self, key: u64, written: &str) -> u32 {
        let tag = (key >> 32) as u32;
        let at = self.find(tag);
        if let Some(number) = self.slots[at].word.checked_sub(1) {
            if is(self.word(number), written) {
                return number;
            }
            // Another word has the tag; this one is not remembered, so that what came first shows nowhere.
            return self.add(written);
        }
        let number = self.add(written);
        self.slots[at] = Slot { tag, word: number + 1 };
        if self.forms.len() * SPARE > self.slots.len() {
            self.grow();
        }
        number
    }

    /// What is known of a word.
    pub(super) fn form(&mut self, number: u32) -> &mut Form {
        &mut self.forms[number as usize]
    }

    /// The term of a word.
    pub(super) fn word(&self, number: u32) -> &str {
        let Form { start, word, .. } = self.forms[number as usize];
        &self.text[start as usize..(start + word) as usize]
    }

    /// The term of its stem, where that differs.
    pub(super) fn stem(&self, number: u32) -> Option<&str> {
        let Form { start, word, stem, .. } = self.forms[number as usize];
        let start = (start + word) as usize;
        (stem > 0).then(|| &self.text[start..start + stem as usize])
    }

    /// The slot of a tag, or an empty one.
    fn find(&self, tag: u32) -> usize {
        let mut at = ((u64::from(tag) * self.slots.len() as u64) >> 32) as usize;
        while self.slots[at].word != 0 && self.slots[at].tag != tag {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        at
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); 2 * self.slots.len()];
        for slot in std::mem::replace(&mut self.slots, slots).into_iter().filter(|slot| slot.word != 0) {
            let at = self.find(slot.tag);
            self.slots[at] = slot;
        }
    }

    /// Adds a word; gives its number.
    fn add(&mut self, written: &str) -> u32 {
        let start = self.text.len();
        text::fold_into(written, &mut self.text);
        let end = self.text.len();
        let word = &self.text[start..];
        let stem = self.stemming.as_ref().map(|stemming| stemming.stem(word)).filter(|stem| stem != word);
        if let Some(stem) = stem.zip(self.lang).map(|(stem, lang)| analyzer::stem_term(lang, &stem)) {
            self.text.push_str(&stem);
        }
        let (word, stem) = ((end - start) as u32, (self.text.len() - end) as u32);
        self.forms.push(Form { start: start as u32, word, stem, lists: [[NONE; 2]; PROSE_FIELDS] });
        self.forms.len() as u32 - 1
    }
}

/// Whether a folded word is that of another, which hardly ever needs folding to tell.
fn is(word: &str, written: &str) -> bool {
    word == written || word.eq_ignore_ascii_case(written) || *word == *text::fold(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(forms: &mut Forms, key: u64, written: &str) -> (String, Option<String>) {
        let number = forms.number(key, written);
        (forms.word(number).to_owned(), forms.stem(number).map(str::to_owned))
    }

    #[test]
    fn a_word_has_its_terms_whether_it_is_new_or_not() {
        let mut forms = Forms::new(Lang::parse("en"));
        for _ in 0..2 {
            let (word, stem) = terms(&mut forms, text::key("ferry"), "Ferry");
            assert_eq!((word.as_str(), stem.as_deref()), ("ferry", Some("\u{1}enferri")));
            assert_eq!(terms(&mut forms, text::key("dock"), "dock"), ("dock".to_owned(), None));
        }
        assert_eq!(forms.forms.len(), 2);
        for number in 0..5_000 {
            let word = format!("w{number}");
            assert_eq!(terms(&mut forms, text::key(&word), &word).0, word);
        }
        assert_eq!(terms(&mut forms, text::key("ferry"), "FERRY").0, "ferry");
        assert_eq!(forms.forms.len(), 5_002);
    }

    #[test]
    fn a_word_with_the_key_of_another_has_its_own_terms() {
        let mut forms = Forms::new(None);
        let mut word = |written: &str| terms(&mut forms, 7, written).0;
        assert_eq!([word("ferry"), word("dock"), word("FERRY")], ["ferry", "dock", "ferry"]);
    }
}
