//! What is typed, taken for its words.

use crate::query::clause::Clause;
use crate::query::lexer::{self, Kind};
use crate::text;

/// The text from its first to its last word; `None` where it has none.
pub(super) fn trimmed(text: &str) -> Option<&str> {
    let mut words = text::words(text);
    let first = words.next()?;
    let end = words.last().map_or(first.end, |last| last.end);
    Some(&text[first.start..end])
}

/// What is typed, taken for its words: a word where it would be read as one again, else a phrase.
pub(super) fn literal(text: &str) -> Option<Clause> {
    let text = trimmed(text)?;
    let closed = !text.contains(['*', '?', '~']);
    let without_quotes = || lexer::without_quotes(text);
    Some(if closed && is_plain(text) {
        Clause::Word(text.to_owned())
    } else {
        Clause::Phrase(without_quotes())
    })
}

/// Whether a text is read as one word, and no operator.
pub(super) fn is_plain(text: &str) -> bool {
    let alone = match lexer::tokens(text).as_slice() {
        [token] => matches!(token.kind, Kind::Word | Kind::Unknown { .. }) && token.span == (0..text.len()),
        _ => false,
    };
    alone && !["AND", "OR", "NOT"].contains(&text)
}
