//! "Support Tidewater Voice": a heading that asks for money for someone by name.

use crate::cleaner::Kind;
use crate::cleaner::form::Ending;
use crate::cleaner::rules::{Rule, Sight};
use crate::text;

/// Words that ask.
const ASKS: [&str; 12] = [
    "support",
    "donate",
    "back",
    "help",
    "apoya",
    "apoye",
    "soutenez",
    "soutenir",
    "unterstützen",
    "unterstütze",
    "join",
    "fund",
];

pub(super) struct SupportLine;

impl Rule for SupportLine {
    fn name(&self) -> &'static str {
        "asks for support by name"
    }

    fn kind(&self) -> Kind {
        Kind::Donation
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        if sight.form.words > 6 || sight.form.ending != Ending::Open {
            return false;
        }
        let mut words = text::words(&sight.block.text).map(|span| &sight.block.text[span]);
        let asks = words.next().is_some_and(|first| ASKS.iter().any(|ask| first.eq_ignore_ascii_case(ask)));
        let mut named = 0;
        asks && words.all(|word| {
            named += usize::from(word.starts_with(char::is_uppercase));
            word.starts_with(char::is_uppercase)
                || matches!(word, "the" | "of" | "and" | "de" | "le" | "la" | "den")
        }) && named > 0
    }
}
