//! Words as they are typed: plain, with letters left open, give or take a slip, in this form only.

use crate::query::clause::Clause;
use crate::query::lexer;
use crate::query::parser::Parser;
use crate::query::parser::literal::{is_plain, literal, trimmed};
use crate::query::pattern;
use crate::text::{self, Span};

/// Slips that are counted at the most: more make every word like every other.
const MOST_SLIPS: u32 = 2;

impl Parser<'_> {
    /// A word; `None` where there is nothing to look for.
    pub(super) fn plain(&mut self, span: Span) -> Option<Clause> {
        let text = &self.query[span.clone()];
        if text == "*" {
            return Some(Clause::All);
        }
        if let Some((marked, word)) =
            text.strip_prefix('=').and_then(|marked| Some((marked, trimmed(marked)?)))
        {
            return if marked.contains(['*', '?']) {
                self.open(marked, span)
            } else {
                Some(Clause::Phrase(lexer::without_quotes(word)))
            };
        }
        if let Some((word, slips)) =
            text.rsplit_once('~').filter(|(word, _)| text::words(word).next().is_some())
        {
            return self.alike(word, slips, span);
        }
        if pattern::is_open(text) {
            return self.open(text, span);
        }
        if text.ends_with('?') && text == self.query.trim() && trimmed(text).is_some() {
            let message =
                "a question mark at the end is the sentence's; with `=` in front it leaves a letter open";
            self.notice(span.clone(), message);
        }
        literal(text)
    }

    /// `harbor~1`; `harbor~` is the same.
    fn alike(&mut self, word: &str, slips: &str, span: Span) -> Option<Clause> {
        let most = if slips.is_empty() { Some(1) } else { lexer::number(slips) };
        let one = trimmed(word).filter(|word| text::words(word).count() == 1 && is_plain(word));
        let Some((word, slips)) = one.zip(most.filter(|slips| *slips > 0)) else {
            let message = "a word with `~` is one word and 1 or 2 slips, as in `harbor~1`; taken literally";
            self.notice(span.clone(), message);
            return literal(&self.query[span]);
        };
        if slips > MOST_SLIPS {
            let message =
                format!("more than {MOST_SLIPS} slips find nearly every word; read as {MOST_SLIPS}");
            self.notice(span, &message);
        }
        Some(Clause::Alike(word.to_owned(), slips.min(MOST_SLIPS) as u8))
    }

    fn open(&mut self, text: &str, span: Span) -> Option<Clause> {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"*?".contains(c));
        let reads_again = text.contains(['*', '?']) && is_plain(text) && !text.contains(['~', '^', '=']);
        match pattern::words(text).as_slice() {
            words if reads_again && words.iter().any(|word| word.chars().any(char::is_alphanumeric)) => {
                Some(Clause::Pattern(text.to_owned()))
            }
            _ => {
                self.notice(span.clone(), "a star stands in or at a word, as in `harb*`; taken literally");
                literal(&self.query[span])
            }
        }
    }
}
