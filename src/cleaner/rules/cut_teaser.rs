//! A text cut off with an ellipsis: the start of another story.

use crate::cleaner::Kind;
use crate::cleaner::form::Ending;
use crate::cleaner::rules::{Rule, Sight};

/// Words of the shortest teaser text; a sentence of the story may trail off in fewer.
const LEAST_WORDS: u32 = 9;

pub(super) struct CutTeaser;

impl Rule for CutTeaser {
    fn name(&self) -> &'static str {
        "a text that is cut off"
    }

    fn kind(&self) -> Kind {
        Kind::Related
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let closes_quote = sight.block.text.ends_with(['”', '"', '»', '’']);
        sight.form.ending == Ending::Cut && sight.form.words >= LEAST_WORDS && !closes_quote
    }
}
