//! Which of the words found in a paragraph stand as they should.

use crate::index::analyzer;
use crate::query::matcher::Match;
use crate::query::stretch::algebra::sort;
use crate::query::stretch::stored::over;
use crate::query::stretch::{Leaf, Part, Shape, Stretch, Text};
use crate::text::{self, Span};

/// A paragraph that things stand in.
#[derive(Debug, Clone, Copy)]
pub struct Paragraph<'a> {
    /// Its text.
    pub text: &'a str,
    /// What was found in it, by place.
    pub matches: &'a [Match],
    /// How many words the body has before it; `None` where it is not of the body.
    pub before: Option<u32>,
}

/// The matches of one paragraph that lie in a stretch of the shape; those of units that the shape says nothing of stay
/// out of it.
pub(in crate::query) fn shown(shape: &Shape, leaves: &[Leaf], paragraph: Paragraph<'_>) -> Vec<Match> {
    let begun = paragraph.before.unwrap_or(0);
    let words = analyzer::placed_words(paragraph.text);
    let mut place = Placed { words, paragraph, leaves, begun, begins: [begun], sentences: Vec::new() };
    let found = shape.find(&mut place);
    let units = |found: &&Match| leaves.iter().any(|leaf| leaf.unit == Some(found.unit));
    let inside = |one: &&Match| {
        place.stretch(one).is_some_and(|one| {
            found.iter().any(|stretch| stretch.first <= one.first && one.last <= stretch.last)
        })
    };
    paragraph.matches.iter().filter(units).filter(inside).cloned().collect()
}

struct Placed<'a> {
    words: Vec<Span>,
    paragraph: Paragraph<'a>,
    leaves: &'a [Leaf],
    begun: u32,
    begins: [u32; 1],
    sentences: Vec<u32>,
}

impl Placed<'_> {
    /// The words of the body that a match stands at.
    fn stretch(&self, found: &Match) -> Option<Stretch> {
        let place = over(&self.words, &found.span)?;
        Some(Stretch { first: place.first + self.begun, last: place.last + self.begun })
    }
}

impl Text for Placed<'_> {
    fn places(&mut self, leaf: usize) -> Vec<Stretch> {
        let unit = self.leaves[leaf].unit;
        let matches = self.paragraph.matches.iter().filter(|found| Some(found.unit) == unit);
        let mut all: Vec<Stretch> = matches.filter_map(|found| self.stretch(found)).collect();
        sort(&mut all);
        all
    }

    fn sentences(&mut self) -> &[u32] {
        if self.sentences.is_empty() {
            let first = |sentence: Span| {
                self.begun + self.words.partition_point(|word| word.start < sentence.start) as u32
            };
            self.sentences = text::sentences(self.paragraph.text).into_iter().map(first).collect();
            self.sentences.dedup();
        }
        &self.sentences
    }

    fn paragraphs(&mut self) -> &[u32] {
        &self.begins
    }

    fn part(&self) -> Part {
        if self.paragraph.before.is_some() { Part::Body } else { Part::Removed }
    }
}
