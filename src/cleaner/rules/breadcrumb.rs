//! "Home > Harbour & River > Ferry inquiry".

use crate::cleaner::Kind;
use crate::cleaner::form::Ending;
use crate::cleaner::rules::{Rule, Sight};

/// Words of the longest trail.
const MOST_WORDS: u32 = 16;

pub(super) struct Breadcrumb;

impl Rule for Breadcrumb {
    fn name(&self) -> &'static str {
        "a trail of sections"
    }

    fn kind(&self) -> Kind {
        Kind::Navigation
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let text = &sight.block.text;
        let steps = |by: &str| text.matches(by).count();
        let may_have_steps = || text.bytes().any(|byte| matches!(byte, b'>' | 0xe2));
        sight.form.words <= MOST_WORDS
            && sight.form.ending == Ending::Open
            && may_have_steps()
            && (steps(" > ") + steps(" › ") > 1
                || (steps(" > ") + steps(" › ") == 1 && sight.form.words <= 6))
    }
}
