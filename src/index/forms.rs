//! The terms that words turn into, remembered: folding and stemming are most of the cost of analysis.

use std::hint;

use crate::index::analyzer;
use crate::index::postings::{List, NONE};
use crate::index::schema::PROSE_FIELDS;
use crate::lang::{self, Lang, Stemming};
use crate::text::{self, Word};

/// Words that are remembered from one text to the next; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 17;

/// Bytes of the terms of a long word: many that are longer are not remembered either.
const LONG: usize = 64;

/// Slots at first, and how many there are at the least for each word.
const FIRST: usize = 1 << 10;
const SPARE: usize = 2;

/// Words whose slots are looked at together.
const AHEAD: usize = 16;

/// Where a word is told of.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    written: Written,
    tag: u32,
    /// Its number from 1 on; 0 where the slot is empty.
    word: u32,
}

/// A word as a text has it.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    written: Written,
    /// Half of its key; the place of its slot follows from it.
    tag: u32,
}

impl Met {
    fn of(word: &Word, text: &str) -> Self {
        Self { written: Written::of(word, text), tag: (word.key >> 32) as u32 }
    }
}

/// What tells words apart without a look at what is remembered of them: sixteen letters of ASCII and digits at the most,
/// small, and zeros behind them; of any other word its key and what no such letters are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Written([u64; 2]);

/// Stands behind the key of a word that [`Written`] does not hold.
const ELSEWHERE: u64 = u64::MAX;

impl Written {
    fn of(word: &Word, text: &str) -> Self {
        let span = word.span();
        let letters = || text::small_letters(&text.as_bytes()[span.start..], span.len());
        Self(word.is_plain().then(letters).flatten().unwrap_or([word.key, ELSEWHERE]))
    }

    fn holds_all(self) -> bool {
        self.0[1] != ELSEWHERE
    }
}

/// The terms of a word.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// Where its text begins: the folded word, then its stem where that differs.
    start: u32,
    /// Bytes of the word, and of its stem.
    word: u32,
    stem: u32,
}

/// The words of one language.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) lang: Option<Lang>,
    stemming: Option<Stemming>,
    slots: Vec<Slot>,
    forms: Vec<Form>,
    text: String,
    /// Per prose field and word where what is said of it goes in the segment at hand; [`NONE`] where that is not known
    /// yet. Frequent words were met early, so theirs lie close together.
    lists: [Vec<List>; PROSE_FIELDS],
}

impl Forms {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let stemming = lang.and_then(lang::pack).and_then(|pack| pack.stemming);
        let slots = vec![Slot::default(); FIRST];
        Self { lang, stemming, slots, forms: Vec::new(), text: String::new(), lists: Default::default() }
    }

    /// Forgets everything where too much is remembered; numbers of words mean nothing after that.
    pub(super) fn shrink(&mut self) {
        if self.forms.len() >= CACHE || self.text.len() > CACHE * LONG {
            *self = Self::new(self.lang);
        }
    }

    /// Forgets where what is said of words goes: another segment is at hand.
    pub(super) fn forget_lists(&mut self) {
        self.lists.iter_mut().for_each(|lists| lists.fill(NONE));
    }

    /// Gives each of some words of a text to `take`, with its number. The slots of words that follow one another are looked
    /// at together, so that none is waited for alone.
    pub(super) fn numbers(&mut self, words: &[Word], text: &str, mut take: impl FnMut(&Word, u32)) {
        for words in words.chunks(AHEAD) {
            let mut met = [Met::default(); AHEAD];
            words.iter().zip(&mut met).for_each(|(word, met)| *met = Met::of(word, text));
            let met = &met[..words.len()];
            hint::black_box(met.iter().fold(0, |all, met| all ^ self.slots[self.home(met.tag)].word));
            words.iter().zip(met).for_each(|(word, met)| take(word, self.number(*met, &text[word.span()])));
        }
    }

    /// The number of a word.
    fn number(&mut self, met: Met, text: &str) -> u32 {
        let at = self.find(met);
        if let Some(number) = self.slots[at].word.checked_sub(1) {
            if met.written.holds_all() || is(self.word(number), text) {
                return number;
            }
            // Another word has the key; this one is not remembered, so that what came first shows nowhere.
            return self.add(text);
        }
        let number = self.add(text);
        self.slots[at] = Slot { written: met.written, tag: met.tag, word: number + 1 };
        if self.forms.len() * SPARE > self.slots.len() {
            self.grow();
        }
        number
    }

    /// Where what is said of a word in a prose field goes.
    pub(super) fn list(&mut self, field: usize, number: u32) -> &mut List {
        &mut self.lists[field][number as usize]
    }

    /// The term of a word.
    pub(super) fn word(&self, number: u32) -> &str {
        let Form { start, word, .. } = self.forms[number as usize];
        &self.text[start as usize..(start + word) as usize]
    }

    /// The language and the term of its stem, where that differs.
    pub(super) fn stem(&self, number: u32) -> Option<(Lang, &str)> {
        let Form { start, word, stem } = self.forms[number as usize];
        let start = (start + word) as usize;
        self.lang.filter(|_| stem > 0).map(|lang| (lang, &self.text[start..start + stem as usize]))
    }

    /// The slot of a word, or the empty one where it would be.
    fn find(&self, met: Met) -> usize {
        let mut at = self.home(met.tag);
        while self.slots[at].word != 0 && self.slots[at].written != met.written {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        at
    }

    fn home(&self, tag: u32) -> usize {
        ((u64::from(tag) * self.slots.len() as u64) >> 32) as usize
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); 2 * self.slots.len()];
        for slot in std::mem::replace(&mut self.slots, slots).into_iter().filter(|slot| slot.word != 0) {
            let at = self.find(Met { written: slot.written, tag: slot.tag });
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
        self.forms.push(Form { start: start as u32, word, stem });
        self.lists.iter_mut().for_each(|lists| lists.push(NONE));
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
        let plain = written.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let word = Word::new(&(0..written.len()), key, false, plain);
        let mut number = None;
        forms.numbers(&[word], written, |_, is| number = Some(is));
        let number = number.expect("there is a word");
        (forms.word(number).to_owned(), forms.stem(number).map(|(_, stem)| stem.to_owned()))
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
        let long = "a-word-of-many-letters";
        for written in
            ["ferry", "dock", "FERRY", "ferr", "cinderhillcentral", "cinderhillcentra", long, "l'été", "été"]
        {
            assert_eq!(word(written), text::fold(written), "{written}");
        }
    }
}
