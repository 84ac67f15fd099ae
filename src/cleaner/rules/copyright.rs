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
            && (text.starts_with('©')
                || text.starts_with("(c) ")
                || text.starts_with("(C) ")
                || opens_with_year(text))
    }
}

/// "Copyright 2023 Courier Press", "Copyright (c) 2023".
fn opens_with_year(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let opens = words.next().is_some_and(|word| word.eq_ignore_ascii_case("copyright"));
    let marked = |word: &str| word.starts_with('©') || word.eq_ignore_ascii_case("(c)");
    let year = |word: &str| {
        word.trim_end_matches([',', '.']).parse::<u32>().is_ok_and(|year| (1900..2200).contains(&year))
    };
    opens && words.next().is_some_and(|word| marked(word) || year(word))
}
