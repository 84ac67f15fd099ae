//! The terms that words turn into, remembered: folding and stemming are most of the cost of analysis.

use rustc_hash::FxHashMap;

use crate::index::analyzer;
use crate::lang::{self, Lang, Stemming};
use crate::text;

/// Words that are remembered from one text to the next; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 17;

/// The terms of one word, as ends in [`Forms::text`]: they stand there one behind the other.
#[derive(Debug, Clone, Copy)]
struct Form {
    start: u32,
    word_end: u32,
    /// The same as `word_end` where the word is its own stem.
    stem_end: u32,
}

/// The terms of the words of one language.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) lang: Option<Lang>,
    stemming: Option<Stemming>,
    /// The number of a form by the key of its word.
    known: FxHashMap<u64, u32>,
    forms: Vec<Form>,
    text: String,
}

impl Forms {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let stemming = lang.and_then(lang::pack).and_then(|pack| pack.stemming);
        Self { lang, stemming, known: FxHashMap::default(), forms: Vec::new(), text: String::new() }
    }

    /// Forgets everything where too much is remembered. What [`Forms::of`] gave before is void after it.
    pub(super) fn shrink(&mut self) {
        if self.forms.len() > CACHE {
            self.known.clear();
            self.forms.clear();
            self.text.clear();
        }
    }

    /// The number of a word's terms, by its key and as it is written in the text.
    pub(super) fn of(&mut self, key: u64, written: &str) -> u32 {
        match self.known.get(&key) {
            Some(form) if self.is(*form, written) => *form,
            // Another word has the key: this one is not remembered, so that what came first shows nowhere.
            Some(_) => self.add(written),
            None => {
                let form = self.add(written);
                self.known.insert(key, form);
                form
            }
        }
    }

    /// Whether a form is that of the word, which hardly ever needs folding to tell.
    fn is(&self, form: u32, written: &str) -> bool {
        let word = self.word(form);
        word.eq_ignore_ascii_case(written) || *word == *text::fold(written)
    }

    fn add(&mut self, written: &str) -> u32 {
        let number = self.forms.len() as u32;
        let start = self.text.len() as u32;
        text::fold_into(written, &mut self.text);
        let word_end = self.text.len() as u32;
        let word = &self.text[start as usize..];
        let stem = self.stemming.as_ref().map(|stemming| stemming.stem(word)).filter(|stem| stem != word);
        if let Some((stem, lang)) = stem.zip(self.lang) {
            let term = analyzer::stem_term(lang, &stem);
            self.text.push_str(&term);
        }
        self.forms.push(Form { start, word_end, stem_end: self.text.len() as u32 });
        number
    }

    pub(super) fn has_stem(&self, form: u32) -> bool {
        let form = self.forms[form as usize];
        form.stem_end > form.word_end
    }

    pub(super) fn word(&self, form: u32) -> &str {
        let form = self.forms[form as usize];
        &self.text[form.start as usize..form.word_end as usize]
    }

    pub(super) fn stem(&self, form: u32) -> &str {
        let form = self.forms[form as usize];
        &self.text[form.word_end as usize..form.stem_end as usize]
    }
}
