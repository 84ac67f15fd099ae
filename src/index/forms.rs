//! The terms that words turn into, remembered: folding and stemming are most of the cost of analysis.

use rustc_hash::FxHashMap;

use crate::index::analyzer::{self, END};
use crate::lang::{self, Lang, Stemming};
use crate::text;

/// Words that are remembered from one text to the next; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 17;

/// Bytes of the terms of a long word: many that are longer are not remembered either.
const LONG: usize = 64;

/// Where the terms of one word stand in [`Forms::text`]. All that is known of it lies at its key, for what is looked up
/// so often and in no order costs by how many places are looked at.
#[derive(Debug, Clone, Copy)]
struct Form {
    start: u32,
    /// Bytes of the word alone.
    word: u16,
    /// Bytes of all of its terms, each with [`END`] behind it.
    all: u16,
}

/// The terms of the words of one language.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) lang: Option<Lang>,
    stemming: Option<Stemming>,
    /// The forms of words by their keys.
    known: FxHashMap<u64, Form>,
    /// Of each form the word and, where it differs, the stem, each with [`END`] behind it.
    text: String,
}

impl Forms {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let stemming = lang.and_then(lang::pack).and_then(|pack| pack.stemming);
        Self { lang, stemming, known: FxHashMap::default(), text: String::new() }
    }

    /// Forgets everything where too much is remembered.
    pub(super) fn shrink(&mut self) {
        if self.known.len() > CACHE || self.text.len() > CACHE * LONG {
            self.known.clear();
            self.text.clear();
        }
    }

    /// The terms of a word, each with [`END`] behind it, by its key and as it is written in the text.
    pub(super) fn of(&mut self, key: u64, written: &str) -> &str {
        let known = self.known.get(&key).copied();
        if let Some(Form { start, all, .. }) = known.filter(|form| self.is(*form, written)) {
            return &self.text[start as usize..start as usize + usize::from(all)];
        }
        let start = self.text.len();
        let word = self.add(written);
        let all = self.text.len() - start;
        // Where another word has the key, this one is not remembered, so that what came first shows nowhere.
        if let (None, Ok(word), Ok(all)) = (known, u16::try_from(word), u16::try_from(all)) {
            self.known.insert(key, Form { start: start as u32, word, all });
        }
        &self.text[start..]
    }

    /// Whether a form is that of the word, which hardly ever needs folding to tell.
    fn is(&self, form: Form, written: &str) -> bool {
        let start = form.start as usize;
        let word = &self.text[start..start + usize::from(form.word)];
        word == written || word.eq_ignore_ascii_case(written) || *word == *text::fold(written)
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
