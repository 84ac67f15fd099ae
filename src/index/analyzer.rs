//! Turns a field's text into terms, at index and at query time alike.
//!
//! In the prose fields (title, body, removed blocks), at each position stands the folded word and, where it
//! differs, its stem, tagged with the language; at the first word of every sentence and paragraph stands a
//! boundary term of no width. The class of words with stem *s* is the postings of the stem term of *s* joined
//! with those of the word *s*: a word that is its own stem is not written twice.

use std::sync::Arc;

use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use crate::lang::{self, Lang};
use crate::text;

/// Name of the analyzer of title, body and removed blocks.
pub(super) const PROSE: &str = "prose";
/// Name of the analyzer of fields of plain words.
pub(super) const WORDS: &str = "words";
/// Name of the analyzer of names with their salience.
pub(super) const NAMES: &str = "names";

/// Term that stands at the first word of a sentence.
pub const SENTENCE: &str = "\u{2}s";
/// Term that stands at the first word of a paragraph.
pub const PARAGRAPH: &str = "\u{2}p";

/// First character of stem terms. No word begins with it, so prefixes of words never match stems.
const STEM_MARK: &str = "\u{1}";
/// Stands between the language and the text of a prose field's value.
const LANG_END: char = '\u{3}';
/// Positions left free between two paragraphs, so that no phrase runs over.
const PARAGRAPH_GAP: usize = 1;
/// Words whose stems are remembered at a time; bounds the memory of hostile vocabularies.
const CACHE: usize = 1 << 16;

/// The term of a stem.
pub fn stem_term(lang: Lang, stem: &str) -> String {
    format!("{STEM_MARK}{lang}{stem}")
}

/// The stem that a term of this language stands for; `None` for words and for stems of other languages.
pub fn stem_of_term(lang: Lang, term: &str) -> Option<&str> {
    term.strip_prefix(STEM_MARK)?.strip_prefix(lang.code())
}

/// The stem of a folded word, itself where the language has no stemmer.
pub fn stem(lang: Lang, word: &str) -> String {
    match lang::pack(lang).and_then(|pack| pack.stemmer) {
        Some(algorithm) => Stemmer::create(algorithm).stem(word).into_owned(),
        None => word.to_owned(),
    }
}

/// The folded words of a text, in order, as the index holds them.
pub fn terms(text: &str) -> Vec<String> {
    text::words(text).map(|span| text::fold(&text[span]).into_owned()).collect()
}

/// The value of a prose field: blocks in order, marked with their language.
pub(super) fn prose<'a>(lang: Option<Lang>, blocks: impl Iterator<Item = &'a str>) -> String {
    let mut value = lang.map_or(String::new(), |lang| lang.code().to_owned());
    value.push(LANG_END);
    for block in blocks {
        value.push_str(block);
        value.push('\n');
    }
    value
}

/// The value of a name field: salience step (1 to 9), a colon, the name.
pub(super) fn name(step: u8, name: &str) -> String {
    format!("{step}:{name}")
}

/// The analyzers, under the names that the schema knows.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(PROSE, TextAnalyzer::builder(Prose::default()).build());
    manager.register(WORDS, TextAnalyzer::builder(Words::default()).build());
    manager.register(NAMES, TextAnalyzer::builder(Names::default()).build());
    manager
}

/// Terms of one value, text packed into one string, handed out one by one.
#[derive(Debug, Clone, Default)]
struct Terms {
    text: String,
    ends: Vec<(u32, u32)>,
    at: usize,
    start: usize,
    token: Token,
}

impl Terms {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.at = 0;
        self.start = 0;
        self.token.reset();
    }

    fn push(&mut self, position: usize, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
        self.ends.push((self.text.len() as u32, position as u32));
    }
}

/// Hands out what a tokenizer has laid ready.
struct Stream<'a>(&'a mut Terms);

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let terms = &mut *self.0;
        let Some(&(end, position)) = terms.ends.get(terms.at) else { return false };
        terms.token.text.clear();
        terms.token.text.push_str(&terms.text[terms.start..end as usize]);
        terms.token.position = position as usize;
        terms.start = end as usize;
        terms.at += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.0.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.0.token
    }
}

/// Stems of words already met, per language.
#[derive(Clone, Default)]
struct Stems {
    lang: Option<Lang>,
    stemmer: Option<Arc<Stemmer>>,
    known: FxHashMap<Box<str>, Option<Box<str>>>,
}

impl Stems {
    fn switch(&mut self, lang: Option<Lang>) {
        if self.lang != lang {
            self.lang = lang;
            let algorithm = lang.and_then(lang::pack).and_then(|pack| pack.stemmer);
            self.stemmer = algorithm.map(|algorithm| Arc::new(Stemmer::create(algorithm)));
            self.known.clear();
        }
    }

    /// The stem where it differs from the word.
    fn of(&mut self, word: &str) -> Option<&str> {
        let stemmer = self.stemmer.as_ref()?;
        if !self.known.contains_key(word) {
            if self.known.len() >= CACHE {
                self.known.clear();
            }
            let stem = stemmer.stem(word);
            let stem = (stem != word).then(|| stem.into_owned().into_boxed_str());
            self.known.insert(word.into(), stem);
        }
        self.known.get(word)?.as_deref()
    }
}

#[derive(Clone, Default)]
struct Prose {
    stems: Stems,
    terms: Terms,
}

impl Prose {
    fn block(&mut self, block: &str, first: usize) -> usize {
        let code = self.stems.lang.map_or(String::new(), |lang| lang.code().to_owned());
        let mut position = first;
        for sentence in text::sentences(block) {
            let mut opens = true;
            for span in text::words(&block[sentence.clone()]) {
                if opens {
                    self.boundary(position, first);
                    opens = false;
                }
                let folded = text::fold(&block[sentence.start + span.start..sentence.start + span.end]);
                self.terms.push(position, &[&folded]);
                if let Some(stem) = self.stems.of(&folded) {
                    self.terms.push(position, &[STEM_MARK, &code, stem]);
                }
                position += 1;
            }
        }
        position
    }

    fn boundary(&mut self, position: usize, first: usize) {
        if position == first {
            self.terms.push(position, &[PARAGRAPH]);
        }
        self.terms.push(position, &[SENTENCE]);
    }
}

impl Tokenizer for Prose {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        self.terms.clear();
        let (lang, text) = text.split_once(LANG_END).unwrap_or(("", text));
        self.stems.switch(Lang::parse(lang));
        let mut position = 0;
        for block in text.lines() {
            position = self.block(block, position) + PARAGRAPH_GAP;
        }
        Stream(&mut self.terms)
    }
}

#[derive(Clone, Default)]
struct Words {
    terms: Terms,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        self.terms.clear();
        for (position, span) in text::words(text).enumerate() {
            self.terms.push(position, &[&text::fold(&text[span])]);
        }
        Stream(&mut self.terms)
    }
}

#[derive(Clone, Default)]
struct Names {
    terms: Terms,
}

impl Tokenizer for Names {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        self.terms.clear();
        let (step, name) = text.split_once(':').unwrap_or(("1", text));
        let words = terms(name);
        for again in 0..step.parse::<usize>().unwrap_or(1) {
            for (at, word) in words.iter().enumerate() {
                self.terms.push(again * (words.len() + PARAGRAPH_GAP) + at, &[word]);
            }
        }
        Stream(&mut self.terms)
    }
}
