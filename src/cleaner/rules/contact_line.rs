//! "Have you been on the ferry? Tell us: letters@courier.example".

use crate::cleaner::Kind;
use crate::cleaner::rules::{Rule, Sight};

/// Words of the longest such line.
const MOST_WORDS: u32 = 25;

/// A line with an address to write to: for readers' letters, or, with `author`, for the one who wrote.
pub(super) struct ContactLine {
    /// Whether it asks nothing: the address of the author, then.
    pub(super) author: bool,
}

impl Rule for ContactLine {
    fn name(&self) -> &'static str {
        if self.author { "an author's address" } else { "asks readers to write" }
    }

    fn kind(&self) -> Kind {
        if self.author { Kind::Author } else { Kind::Comments }
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let text = &sight.block.text;
        if sight.form.words > MOST_WORDS || !names_address(text) {
            return false;
        }
        let asks = text.contains(['?', '؟', '？', '¿']) || text.to_lowercase().contains("letter");
        asks != self.author
    }
}

fn names_address(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let domain = text[at + 1..].split(char::is_whitespace).next().unwrap_or("");
        before && domain.trim_end_matches(['.', ',', ')']).contains('.')
    })
}
