//! The terms that words turn into, remembered: folding and stemming are most of the cost of analysis.

use rustc_hash::FxHashMap;

use crate::index::analyzer::{self, END};
use crate::lang::{self, Lang, Stemming};
use crate::text;

/// Words that are remembered from one text to the next; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 17;

/// The terms of the words of one language.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) lang: Option<Lang>,
    stemming: Option<Stemming>,
    /// The number of a form by the key of its word.
    known: FxHashMap<u64, u32>,
    /// Where the terms of each form begin in `text` and where its word ends there.
    forms: Vec<(u32, u32)>,
    /// Of each form the word and, where it differs, the stem, each with [`END`] behind it.
    text: String,
}

impl Forms {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let stemming = lang.and_then(lang::pack).and_then(|pack| pack.stemming);
        Self { lang, stemming, known: FxHashMap::default(), forms: Vec::new(), text: String::new() }
    }

    /// Forgets everything where too much is remembered.
    pub(super) fn shrink(&mut self) {
        if self.forms.len() > CACHE {
            self.known.clear();
            self.forms.clear();
            self.text.clear();
        }
    }

    /// The terms of a word, each with [`END`] behind it, by its key and as it is written in the text.
    pub(super) fn of(&mut self, key: u64, written: &str) -> &str {
        let form = match self.known.get(&key) {
            Some(form) if self.is(*form, written) => *form,
            // Another word has the key: this one is not remembered, so that what came first shows nowhere.
            Some(_) => self.add(written),
            None => {
                let form = self.add(written);
                self.known.insert(key, form);
                form
            }
        };
        let start = self.forms[form as usize].0 as usize;
        let end = self.forms.get(form as usize + 1).map_or(self.text.len(), |next| next.0 as usize);
        &self.text[start..end]
    }

    /// Whether a form is that of the word, which hardly ever needs folding to tell.
    fn is(&self, form: u32, written: &str) -> bool {
        let (start, end) = self.forms[form as usize];
        let word = &self.text[start as usize..end as usize];
        word == written || word.eq_ignore_ascii_case(written) || *word == *text::fold(written)
    }

    fn add(&mut self, written: &str) -> u32 {
        let number = self.forms.len() as u32;
        let start = self.text.len();
        text::fold_into(written, &mut self.text);
        let end = self.text.len();
        let word = &self.text[start..];
        let stem = self.stemming.as_ref().map(|stemming| stemming.stem(word)).filter(|stem| stem != word);
        let stem = stem.zip(self.lang).map(|(stem, lang)| analyzer::stem_term(lang, &stem));
        self.text.push(END);
        if let Some(stem) = stem {
            self.text.push_str(&stem);
            self.text.push(END);
        }
        self.forms.push((start as u32, end as u32));
        number
    }
}
