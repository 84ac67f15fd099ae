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

/// All of a paragraph, without highlights.
pub fn whole(text: &str, paragraph: u32) -> Passage {
    Passage { text: text.to_owned(), highlights: Vec::new(), paragraph, characters: 0..text.chars().count() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text;

    /// A paragraph in which every word is a match of the unit that its first letter names.
    fn paragraph(text: &str, number: u32) -> Paragraph<'_> {
        let unit = |word: &str| usize::from(word.bytes().next().unwrap_or(b'a') % 8);
        let matches = text::words(text).map(|span| Match { unit: unit(&text[span.clone()]), span });
        Paragraph { text, number, prose: true, matches: matches.collect() }
    }

    fn wanted(need: &Need, most: usize) -> Wanted<'_> {
        Wanted { need, most, context: 0, lang: None }
    }

    #[test]
    fn fewer_passages_than_paragraphs_are_the_best_in_order_of_the_text() {
        let texts = ["Ada.", "Ada, Ben.", "Ada, Ben, Cy.", "Ada, Cy."];
        let paragraphs: Vec<Paragraph<'_>> =
            texts.iter().zip(1..).map(|(text, at)| paragraph(text, at)).collect();
        let numbers = |most| -> Vec<u32> {
            passages(&paragraphs, &wanted(&Need::Nothing, most)).iter().map(|found| found.paragraph).collect()
        };
        assert!(numbers(0).is_empty());
        assert_eq!(numbers(1), [3]);
        assert_eq!(numbers(2), [2, 3]);
        assert_eq!(numbers(usize::MAX), [1, 2, 3, 4]);
    }

    #[test]
    fn no_match_is_no_passage() {
        let bare = Paragraph { matches: Vec::new(), ..paragraph("Ada.", 1) };
        assert_eq!(passages(&[bare], &wanted(&Need::Nothing, 3)), []);
        assert_eq!(lead("", 1, None), None);
    }

    proptest! {
        #[test]
        fn a_passage_stands_where_it_says(
            texts in prop::collection::vec("([A-Ha-h]{1,3}[ ,]{1,2}|\\PC{0,3}|[.!?] ){0,30}", 0..4),
            most in prop_oneof![0_usize..4, Just(usize::MAX)],
            context in 0_usize..3,
        ) {
            let paragraphs: Vec<Paragraph<'_>> =
                texts.iter().zip(0..).map(|(text, at)| paragraph(text, at)).collect();
            let need = Need::Any(vec![Need::Unit(1), Need::All(vec![Need::Unit(2), Need::Unit(3)])]);
            let found = passages(&paragraphs, &Wanted { context, ..wanted(&need, most) });
            prop_assert!(found.len() <= most);
            for passage in found {
                let characters = texts[passage.paragraph as usize].chars();
                let range = passage.characters.clone();
                let there: String = characters.skip(range.start).take(range.len()).collect();
                prop_assert_eq!(&there, &passage.text);
                prop_assert!(!passage.highlights.is_empty());
                for span in &passage.highlights {
                    prop_assert!(passage.text.get(span.clone()).is_some());
                }
            }
        }
    }
}
