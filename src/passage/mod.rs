//! The stretches of an article that answer a query.
//!
//! In: paragraphs with what was found in them, and what the query needs. Out: [`Passage`]s: whole sentences,
//! highlights, and the numbers that a citation needs.

mod choice;
mod window;

use crate::lang::Lang;
use crate::query::{Match, Need};
use crate::text::Span;

/// Whole sentences of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The words of the article, unchanged.
    pub text: String,
    /// What matched, in bytes of `text`, in order, not overlapping.
    pub highlights: Vec<Span>,
    /// Number of the paragraph: the block's place in the page, kept or dropped, from 1, so that it never moves.
    pub paragraph: u32,
    /// Characters (Unicode scalar values) of the paragraph that the passage spans, from 0, end excluded.
    pub characters: std::ops::Range<usize>,
}

/// A paragraph that may answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its number, from 1.
    pub number: u32,
    /// Whether it is running text, which answers better than a heading or a caption.
    pub prose: bool,
    /// What the query looks for and where it stands in the text, by place.
    pub matches: Vec<Match>,
}

/// What passages are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What a paragraph must have to answer by itself.
    pub need: &'a Need,
    /// How many at the most; `usize::MAX` for every paragraph that answers, each from its first match to its last.
    pub most: usize,
    /// Sentences of context to each side.
    pub context: usize,
    /// The language that sentences are parted by.
    pub lang: Option<Lang>,
}

/// The best passages, one a paragraph, in the order of the paragraphs; none where nothing was found in them.
///
/// A paragraph answers that has all that the query needs. Where none does, each that has something another one
/// lacks stands in.
pub fn passages(paragraphs: &[Paragraph<'_>], wanted: &Wanted<'_>) -> Vec<Passage> {
    let chosen = choice::choose(paragraphs, wanted);
    chosen.into_iter().map(|(paragraph, window)| window::cut(paragraph, window)).collect()
}

/// The first sentence, without highlights; `None` where there is no sentence.
pub fn lead(text: &str, paragraph: u32, lang: Option<Lang>) -> Option<Passage> {
    let first = window::sentences(text, lang).into_iter().next()?;
    let paragraph = Paragraph { text, number: paragraph, prose: true, matches: Vec::new() };
    Some(window::cut(&paragraph, first))
}
