//! A place among the tokens of a query.

use crate::query::clause::Boost;
use crate::query::lexer::{Kind, Token};
use crate::text::Span;

/// The tokens of a query and how many of them are taken.
pub(super) struct Cursor<'a> {
    query: &'a str,
    tokens: Vec<Token>,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(query: &'a str, tokens: Vec<Token>) -> Self {
        Self { query, tokens, at: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += usize::from(token.is_some());
        token
    }

    pub(super) fn take_if(&mut self, wanted: impl Fn(&Kind) -> bool) -> Option<Token> {
        let wanted = self.peek().is_some_and(|token| wanted(&token.kind));
        if wanted { self.next() } else { None }
    }

    /// What stands behind the next one.
    pub(super) fn peek_after(&self) -> Option<&Kind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    /// What was taken last.
    pub(super) fn last(&self) -> Option<&Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    pub(super) fn take_boost(&mut self) -> Option<Boost> {
        let Kind::Boost(boost) = self.peek()?.kind else { return None };
        self.at += 1;
        Some(boost)
    }

    pub(super) fn take_slop(&mut self) -> Option<u32> {
        let Kind::Slop(slop) = self.peek()?.kind else { return None };
        self.at += 1;
        Some(slop)
    }

    pub(super) fn peek_not(&self) -> bool {
        self.peek().is_some_and(|token| matches!(token.kind, Kind::Minus))
            || self.peek_word("NOT")
            || self.peek_word("not") && self.peek_after().is_some_and(|kind| matches!(kind, Kind::Near(_)))
    }

    pub(super) fn peek_word(&self, word: &str) -> bool {
        self.peek()
            .is_some_and(|token| matches!(token.kind, Kind::Word) && &self.query[token.span.clone()] == word)
    }

    pub(super) fn take_word(&mut self, word: &str) -> Option<Token> {
        if self.peek_word(word) { self.next() } else { None }
    }

    pub(super) fn take_not(&mut self) -> Option<Token> {
        self.take_if(|kind| matches!(kind, Kind::Minus)).or_else(|| self.take_word("NOT"))
    }

    /// Whether the text or the group ends here.
    pub(super) fn ended(&self) -> bool {
        self.peek().is_none_or(|token| matches!(token.kind, Kind::Close))
    }

    /// Whether the tokens taken since then stand in one pair of parentheses.
    pub(super) fn is_group(&self, from: usize) -> bool {
        let mut inside = 0_usize;
        let tokens = &self.tokens[from..self.at];
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Open => inside += 1,
                Kind::Close => inside = inside.saturating_sub(1),
                _ => {}
            }
            if inside == 0 {
                return at + 1 == tokens.len();
            }
        }
        false
    }

    /// From this token to the last one taken.
    pub(super) fn span_since(&self, token: usize) -> Span {
        let start = self.tokens.get(token).map_or(self.query.len(), |token| token.span.start);
        self.span_since_byte(start)
    }

    pub(super) fn span_since_byte(&self, start: usize) -> Span {
        let end =
            self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(start, |last| last.span.end);
        start..end.max(start)
    }
}
