//! What the bare text of a block looks like: length, ending, words, share of links.

use std::rc::Rc;

use crate::reader::{Block, BlockKind};
use crate::text::{self, Word};

/// Words at the start of a block that phrases are looked for in. Furniture says what it wants early.
const SCANNED_WORDS: usize = 60;

/// Share of linked characters above which a block is links, not prose.
///
/// Source: the one-third cut of Kohlschütter et al., WSDM 2010 (doi:10.1145/1718487.1718542), loosened for
/// stories that link a good deal.
const LINKED: f32 = 0.45;

/// How a block's text ends, closing quotes and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A full stop, question or exclamation mark.
    Stop,
    /// An ellipsis: the text is cut off.
    Cut,
    /// A colon.
    Colon,
    /// A comma.
    Comma,
    /// Anything else.
    Open,
}

/// The form of one block.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// What the format calls it.
    pub(super) kind: BlockKind,
    /// Words, ideographs counted as two thirds of one.
    pub(super) words: u32,
    /// How it ends.
    pub(super) ending: Ending,
    /// Linked characters among all, `0.0..=1.0`.
    pub(super) link_share: f32,
    /// One number a folded word, for the first words.
    pub(super) hashes: Rc<[u64]>,
}

impl Form {
    /// The form of a block; `parted` holds the words of its text.
    pub(super) fn of(block: &Block, parted: &[Word]) -> Self {
        let hashes = parted.iter().take(SCANNED_WORDS).map(|word| word.key).collect();
        let words = count(&block.text, parted);
        let chars = if block.linked_chars == 0 { 1 } else { block.text.chars().count() };
        Self {
            kind: block.kind,
            words,
            ending: ending(&block.text),
            link_share: (block.linked_chars as f32 / chars.max(1) as f32).min(1.0),
            hashes,
        }
    }

    /// Whether it reads as running text: a sentence, or so long that it must be one.
    pub(super) fn is_prose(&self) -> bool {
        let long = match self.ending {
            Ending::Stop => 8,
            Ending::Cut => 40,
            Ending::Colon => 10,
            Ending::Open | Ending::Comma => 22,
        };
        self.words >= long && !self.is_linked() && self.kind != BlockKind::Caption
    }

    /// Words of it that are links, about.
    #[expect(clippy::cast_sign_loss, reason = "a share of words is not negative")]
    pub(super) fn linked_words(&self) -> u32 {
        (self.words as f32 * self.link_share) as u32
    }

    /// Whether it is mostly links.
    pub(super) fn is_linked(&self) -> bool {
        self.link_share > LINKED
    }

    /// Whether it is a line that no sentence ends: a subhead, a teaser's headline, a label.
    pub(super) fn is_line(&self) -> bool {
        self.words <= 18 && matches!(self.ending, Ending::Open)
    }
}

/// The number that stands for a word, however it is written. The model's weights are found by it, so that it must
/// stay as it is.
pub(super) fn hash(word: &str) -> u64 {
    text::key(word)
}

/// The numbers of all words of a text.
pub(super) fn hashes(text: &str) -> Vec<u64> {
    text::keyed_words(text).map(|word| word.key).collect()
}

/// How many words there are, ideographs counted as two thirds of one.
fn count(text: &str, words: &[Word]) -> u32 {
    // The lead bytes of the characters from U+3000 to U+9FFF.
    let wide = |word: &&Word| {
        matches!(text.as_bytes()[word.span().start], 0xe3..=0xe9)
            && text[word.span()].starts_with(|c| matches!(c, '\u{3040}'..='\u{9fff}'))
    };
    let ideographs = words.iter().filter(wide).count() as u32;
    words.len() as u32 - ideographs + ideographs * 2 / 3
}

fn ending(text: &str) -> Ending {
    let text = text.trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', ']', '」', '』', '*', '›', ' ']);
    if text.ends_with('…') || text.ends_with("..") || text.ends_with("[…") {
        return Ending::Cut;
    }
    match text.chars().next_back() {
        Some('.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔') => Ending::Stop,
        Some(':' | '：') => Ending::Colon,
        Some(',' | '，' | '،') => Ending::Comma,
        _ => Ending::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_look_through_quotes_and_brackets() {
        assert_eq!(ending("“We sail tomorrow.”"), Ending::Stop);
        assert_eq!(ending("The ferry left and […]"), Ending::Cut);
        assert_eq!(ending("The mayor said:"), Ending::Colon);
        assert_eq!(ending("Harbour strike ends"), Ending::Open);
        assert_eq!(ending(""), Ending::Open);
    }
}
