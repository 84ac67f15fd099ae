//! A line that says who wrote the story: "By Noor Feddersen", "Von Hanne Brückstedt".

use crate::cleaner::Kind;
use crate::cleaner::form::Ending;
use crate::cleaner::rules::{Rule, Sight};
use crate::text;

/// Words that open a byline in the languages known.
const BY: [&str; 12] = ["by", "von", "par", "por", "di", "door", "av", "od", "da", "text", "texte", "words"];

/// Words of the longest byline, with its date.
const MOST_WORDS: u32 = 16;

/// Words in lower case that a byline may have without being a sentence ("and", "in", "for the").
const MOST_SMALL: usize = 4;

pub(super) struct Byline;

impl Rule for Byline {
    fn name(&self) -> &'static str {
        "a byline"
    }

    fn kind(&self) -> Kind {
        Kind::Author
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let form = sight.form;
        if !(2..=MOST_WORDS).contains(&form.words)
            || form.ending == Ending::Stop
            || form.ending == Ending::Cut
        {
            return false;
        }
        let mut words = text::words(&sight.block.text).map(|span| &sight.block.text[span]);
        let opens = words.next().is_some_and(|first| BY.iter().any(|by| first.eq_ignore_ascii_case(by)));
        let is_small = |word: &&str| word.starts_with(char::is_lowercase);
        opens
            && words.next().is_some_and(|name| name.starts_with(char::is_uppercase))
            && words.filter(is_small).count() <= MOST_SMALL
    }
}
