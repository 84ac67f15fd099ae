//! Turns a field's text into terms, at index and at query time alike.
//!
//! In the prose fields (title, body, removed blocks), at each position stands the folded word and, where it
//! differs, its stem, tagged with the language; at the first word of every sentence and paragraph stands a
//! boundary term of no width. The class of words with stem *s* is the postings of the stem term of *s* joined
//! with those of the word *s*: a word that is its own stem is not written twice.
//!
//! A name stands in its field as many times as its salience has steps: its folded words, and at the first of them a
//! term of no width for the whole name.

use std::sync::Arc;

use memchr::memchr;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use crate::index::forms::Forms;
use crate::index::pace::Pace;
use crate::lang::{self, Lang};
use crate::text::{self, Parts, Span};

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

/// First character that words begin with: terms of stems, boundaries and whole names stand before them.
pub const FIRST_WORD: &str = "\u{3}";

/// First character of stem terms. No word begins with it, so prefixes of words never match stems.
const STEM_MARK: &str = "\u{1}";
/// First characters of the terms of whole names. No word begins with them.
const NAME_MARK: &str = "\u{2}n";
/// Stands behind each term of a prose field's value. No term has one, for words have none.
pub(super) const END: char = '\n';
/// Stands between the parts of a name field's value.
const PART_END: char = '\u{3}';
/// Positions left free between two paragraphs, so that no phrase runs over.
const PARAGRAPH_GAP: usize = 1;
/// The term of a stem.
pub fn stem_term(lang: Lang, stem: &str) -> String {
    format!("{STEM_MARK}{lang}{stem}")
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
    /// The last value.
    value: String,
}

impl Analysis {
    /// The value of a prose field: the terms of blocks in order, each with [`END`] behind it.
    ///
    /// Terms of no width stand before the word that they belong to, stems behind it, so that positions need not be said.
    pub(super) fn prose<'a>(&mut self, lang: Option<Lang>, blocks: impl Iterator<Item = Parts<'a>>) -> &str {
        let mut value = std::mem::take(&mut self.value);
        value.clear();
        let forms = self.language(lang);
        for Parts { text, words, starts } in blocks {
            let mut starts = starts.iter().map(|start| *start as usize).peekable();
            for (at, word) in words.iter().enumerate() {
                if at == 0 {
                    value.push_str(PARAGRAPH);
                    value.push(END);
                }
                let mut opens = at == 0;
                while starts.next_if(|start| *start <= word.span.start).is_some() {
                    opens = true;
                }
                if opens {
                    value.push_str(SENTENCE);
                    value.push(END);
                }
                value.push_str(forms.of(word.key, &text[word.span.clone()]));
            }
        }
        self.value = value;
        &self.value
    }

    fn language(&mut self, lang: Option<Lang>) -> &mut Forms {
        let known = self.languages.iter().position(|forms| forms.lang == lang);
        let at = known.unwrap_or_else(|| {
            self.languages.push(Forms::new(lang));
            self.languages.len() - 1
        });
        self.languages[at].shrink();
        &mut self.languages[at]
    }
}

/// The value of a name field: salience step (1 to 9), the name's key, the name.
pub(super) fn name(step: u8, key: &str, name: &str) -> String {
    format!("{step}{PART_END}{key}{PART_END}{name}")
}

/// The term of a whole name, by its [key](crate::entity::registry::key).
pub fn name_term(key: &str) -> String {
    format!("{NAME_MARK}{key}")
}

/// The key of the name that a term stands for; `None` for its words.
pub fn key_of_term(term: &str) -> Option<&str> {
    term.strip_prefix(NAME_MARK)
}

/// The analyzers, under the names that the schema knows; the pace is told what prose they take.
pub(super) fn tokenizers(pace: &Arc<Pace>) -> TokenizerManager {
    let manager = TokenizerManager::default();
    let prose = Prose { token: Token::default(), pace: Arc::clone(pace) };
    manager.register(PROSE, TextAnalyzer::builder(prose).build());
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

    /// What was added to the text is a term.
    fn end(&mut self, position: usize) {
        self.ends.push((self.text.len() as u32, position as u32));
    }

    /// Adds the words of a text, in order; gives how many they are.
    fn push_words(&mut self, text: &str) -> usize {
        let mut count = 0;
        for span in text::words(text) {
            text::fold_into(&text[span], &mut self.text);
            self.end(count);
            count += 1;
        }
        count
    }

    /// Repeats the first terms, which have so many bytes, so many places further on.
    fn repeat(&mut self, terms: usize, bytes: usize, further: usize) {
        let begin = self.text.len() as u32;
        self.text.extend_from_within(..bytes);
        for at in 0..terms {
            let (end, position) = self.ends[at];
            self.ends.push((begin + end, position + further as u32));
        }
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

/// The analyzer of prose, whose words [`Analysis`] has turned into terms.
#[derive(Clone)]
struct Prose {
    token: Token,
    pace: Arc<Pace>,
}

impl Tokenizer for Prose {
    type TokenStream<'a> = ProseStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        self.token.reset();
        self.pace.take(text.len());
        ProseStream { rest: text, next: 0, token: &mut self.token }
    }
}

/// Hands out terms, and works out their positions.
struct ProseStream<'a> {
    rest: &'a str,
    /// The position of the next word.
    next: usize,
    token: &'a mut Token,
}

impl TokenStream for ProseStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(end) = memchr(END as u8, self.rest.as_bytes()) else { return false };
        let term = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        self.token.position = if term.starts_with(STEM_MARK) {
            self.next.saturating_sub(1)
        } else {
            if term == PARAGRAPH && self.next > 0 {
                self.next += PARAGRAPH_GAP;
            }
            self.next
        };
        self.next += usize::from(term.as_bytes().first().is_none_or(|first| *first > 2));
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
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
        self.terms.push_words(text);
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
        let mut parts = text.splitn(3, PART_END);
        let step = parts.next().and_then(|step| step.parse::<usize>().ok()).unwrap_or(1);
        self.terms.text.push_str(NAME_MARK);
        self.terms.text.push_str(parts.next().unwrap_or_default());
        self.terms.end(0);
        let words = self.terms.push_words(parts.next().unwrap_or_default());
        let (bytes, terms) = (self.terms.text.len(), self.terms.ends.len());
        for again in 1..step {
            self.terms.repeat(terms, bytes, again * (words + PARAGRAPH_GAP));
        }
        Stream(&mut self.terms)
    }
}
