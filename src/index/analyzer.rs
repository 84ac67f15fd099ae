//! Turns a field's text into terms, at index and at query time alike.
//!
//! In the prose fields (title, body, removed blocks), at each position stands the folded word and, where it
//! differs, its stem, tagged with the language; at the first word of every sentence and paragraph stands a
//! boundary term of no width. The class of words with stem *s* is the postings of the stem term of *s* joined
//! with those of the word *s*: a word that is its own stem is not written twice.
//!
//! A name stands in its field as many times as its salience has steps: its folded words, and at the first of them a
//! term of no width for the whole name.

use crate::index::forms::Forms;
use crate::lang::{self, Lang};
use crate::text::{self, Span};

/// Term that stands at the first word of a sentence.
pub const SENTENCE: &str = "\u{2}s";
/// Term that stands at the first word of a paragraph.
pub const PARAGRAPH: &str = "\u{2}p";

/// First character that words begin with: terms of stems, boundaries and whole names stand before them.
pub const FIRST_WORD: &str = "\u{3}";

/// First character of stem terms. No word begins with it, so prefixes of words never match stems.
const STEM_MARK: &str = "\u{1}";
/// First characters of the terms of whole names. No word begins with them.
const NAME_MARK: &str = "\u{2}n";
/// Positions left free between two paragraphs, and between two values of a field, so that no phrase runs over.
pub(super) const PARAGRAPH_GAP: u32 = 1;

/// The term of a stem.
pub fn stem_term(lang: Lang, stem: &str) -> String {
    [STEM_MARK, lang.code(), stem].concat()
}

/// Whether the stemmer of a language cuts beginnings of words, too; elsewhere a word and its stem begin alike.
pub fn cuts_in_front(lang: Lang) -> bool {
    ["ar", "ta"].contains(&lang.code())
}

/// The stem that a term of this language stands for; `None` for words and for stems of other languages.
pub fn stem_of_term(lang: Lang, term: &str) -> Option<&str> {
    term.strip_prefix(STEM_MARK)?.strip_prefix(lang.code())
}

/// The stem of a folded word, itself where the language has no stemmer.
pub fn stem(lang: Lang, word: &str) -> String {
    match lang::pack(lang).and_then(|pack| pack.stemming) {
        Some(stemming) => stemming.stem(word).into_owned(),
        None => word.to_owned(),
    }
}

/// The folded words of a text, in order, as the index holds them.
pub fn terms(text: &str) -> Vec<String> {
    text::words(text).map(|span| text::fold(&text[span]).into_owned()).collect()
}

/// The words of a block, in order, as positions of the index count them.
pub fn placed_words(block: &str) -> Vec<Span> {
    let words = |sentence: Span| {
        let begin = sentence.start;
        text::words(&block[sentence]).map(move |word| begin + word.start..begin + word.end)
    };
    text::sentences(block).into_iter().flat_map(words).collect()
}

/// Remembers the terms that words turn into, so that each is folded and stemmed once: one for each thread that writes.
#[derive(Clone, Default)]
pub struct Analysis {
    languages: Vec<Forms>,
}

impl Analysis {
    /// The number of a language.
    pub(super) fn language(&mut self, lang: Option<Lang>) -> usize {
        let known = self.languages.iter().position(|forms| forms.lang == lang);
        known.unwrap_or_else(|| {
            self.languages.push(Forms::new(lang));
            self.languages.len() - 1
        })
    }

    /// The words of the language with a number.
    pub(super) fn numbered(&mut self, language: usize) -> &mut Forms {
        &mut self.languages[language]
    }

    /// Forgets where what is said of words goes.
    pub(super) fn forget_lists(&mut self) {
        self.languages.iter_mut().for_each(Forms::forget_lists);
    }

    /// Forgets words where there are too many.
    pub(super) fn shrink(&mut self) {
        self.languages.iter_mut().for_each(Forms::shrink);
    }
}

/// The term of a whole name, by its [key](crate::entity::registry::key).
pub fn name_term(key: &str) -> String {
    [NAME_MARK, key].concat()
}

/// The key of the name that a term stands for; `None` for its words.
pub fn key_of_term(term: &str) -> Option<&str> {
    term.strip_prefix(NAME_MARK)
}
