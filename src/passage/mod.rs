//! The stretches of an article that answer a query.
//!
//! In: the body of an article and what the query looks for. Out: [`Passage`]s: whole sentences, highlights, and the
//! numbers that a citation needs.

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
