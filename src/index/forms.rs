//! The terms that words turn into, remembered: folding and stemming are most of the cost of analysis.

use std::sync::Arc;

use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;

use crate::index::analyzer;
use crate::lang::{self, Lang};
use crate::text;

/// Words that are remembered from one text to the next; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 16;

/// The terms of one word.
#[derive(Debug, Clone)]
struct Form {
    word: Box<str>,
    /// Empty where the word is its own stem.
    stem: Box<str>,
}

/// The terms of the words of one language.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) lang: Option<Lang>,
    stemmer: Option<Arc<Stemmer>>,
    known: FxHashMap<Box<str>, u32>,
    forms: Vec<Form>,
}

impl Forms {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let algorithm = lang.and_then(lang::pack).and_then(|pack| pack.stemmer);
        let stemmer = algorithm.map(|algorithm| Arc::new(Stemmer::create(algorithm)));
        Self { lang, stemmer, known: FxHashMap::default(), forms: Vec::new() }
    }

    /// Forgets everything where too much is remembered. What [`Forms::of`] gave before is void after it.
    pub(super) fn shrink(&mut self) {
        if self.forms.len() > CACHE {
            self.known.clear();
            self.forms.clear();
        }
    }

    /// The number of a word's terms, as it is written in the text.
    pub(super) fn of(&mut self, written: &str) -> u32 {
        if let Some(form) = self.known.get(written) {
            return *form;
        }
        let number = self.forms.len() as u32;
        let word = text::fold(written);
        let stem = self.stemmer.as_ref().map(|stemmer| stemmer.stem(&word)).filter(|stem| *stem != word);
        let stem = stem.zip(self.lang).map_or(String::new(), |(stem, lang)| analyzer::stem_term(lang, &stem));
        self.forms.push(Form { stem: stem.into_boxed_str(), word: word.into() });
        self.known.insert(written.into(), number);
        number
    }

    pub(super) fn has_stem(&self, form: u32) -> bool {
        !self.forms[form as usize].stem.is_empty()
    }

    pub(super) fn word(&self, form: u32) -> &str {
        &self.forms[form as usize].word
    }

    pub(super) fn stem(&self, form: u32) -> &str {
        &self.forms[form as usize].stem
    }
}
