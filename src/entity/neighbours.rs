//! What stands around a run of capitals, as evidence of what it names.

use std::ops::Range;

use super::lexicon::class;
use super::tagger::Tagger;
use super::token::{Gap, Shape, Token};

impl Tagger<'_, '_> {
    /// A part of a mail or web address, or of the name of a file.
    pub(super) fn is_in_address(&self, token: &Token) -> bool {
        let bytes = self.tokens.lines[self.line].text.as_bytes();
        let before = token.span.start.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(token.span.end);
        matches!(before, Some(b'@' | b'_' | b'#'))
            || matches!(after, Some(b'@' | b'_'))
            || after == Some(&b'/') && before == Some(b'/')
    }

    /// "Photo: Jane Reed": who took a picture is not in the story.
    pub(super) fn is_credit(&self, at: usize) -> bool {
        let credits =
            ["photo", "photograph", "photographs", "picture", "pictures", "foto", "image", "images"];
        self.token(at).gap == Gap::Break
            && self.before(at).is_some()
            && credits.contains(&&*self.tokens.folded(at - 1))
    }

    pub(super) fn has_article(&self, at: usize) -> bool {
        self.token(at).gap == Gap::Blank && self.before(at).is_some_and(|before| before.is(class::THE))
    }

    pub(super) fn has_person_around(&self, run: &Range<usize>) -> bool {
        self.has_title_before(run.start) || self.is_speaking(run) || self.is_described(run.end)
    }

    /// "minister Reed", "the minister of ports, Lev Reed".
    pub(super) fn has_title_before(&self, at: usize) -> bool {
        let title = |token: &Token| token.is(class::TITLE) && token.shape == Shape::Lower;
        match self.token(at).gap {
            Gap::Blank | Gap::Dot => self.before(at).is_some_and(title),
            Gap::Comma if self.next(at + 1).is_some_and(Token::is_capital) => {
                let first = at.saturating_sub(6).max(self.tokens.lines[self.line].tokens.start);
                let phrase = (first..at).rev().map(|at| self.token(at));
                let parted =
                    phrase.clone().position(|token| token.gap != Gap::Blank).map_or(usize::MAX, |at| at + 1);
                phrase.take(parted).any(|token| token.is(class::TITLE))
            }
            _ => false,
        }
    }

    /// "Reed said", "said Reed".
    pub(super) fn is_speaking(&self, run: &Range<usize>) -> bool {
        let says = |token: &Token| token.is(class::SAYING) && token.shape == Shape::Lower;
        let after = self.next(run.end).is_some_and(|next| {
            (next.gap == Gap::Blank || next.gap == Gap::Comma && run.len() > 1) && says(next)
        });
        let before = self.before(run.start).is_some_and(says) && self.token(run.start).gap == Gap::Blank;
        after || before
    }

    /// "Reed, 34," or "Reed, director of": an age or an office behind a comma.
    pub(super) fn is_described(&self, end: usize) -> bool {
        let Some(next) = self.next(end).filter(|next| next.gap == Gap::Comma) else { return false };
        if next.shape == Shape::Number {
            return next.span.len() == 2;
        }
        (end..self.line_end().min(end + 5))
            .map(|at| self.token(at))
            .take_while(|token| token.shape == Shape::Lower)
            .any(|token| token.is(class::TITLE))
    }
}
