//! "© 2023 The Harrowmere Courier".

use crate::cleaner::Kind;
use crate::cleaner::rules::{Rule, Sight};

/// Words of the longest copyright line.
const MOST_WORDS: u32 = 50;

pub(super) struct Copyright;

impl Rule for Copyright {
    fn name(&self) -> &'static str {
        "a copyright line"
    }

    fn kind(&self) -> Kind {
        Kind::Legal
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let text = &sight.block.text;
        sight.form.words <= MOST_WORDS
            && (text.starts_with('©') || text.starts_with("(c) ") || text.starts_with("(C) "))
    }
}
