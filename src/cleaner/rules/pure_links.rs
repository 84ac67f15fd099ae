//! A block that is one link, or nothing but links.

use crate::cleaner::Kind;
use crate::cleaner::rules::{Rule, Sight};

/// Share of linked characters.
const LINKED: f32 = 0.9;

pub(super) struct PureLinks;

impl Rule for PureLinks {
    fn name(&self) -> &'static str {
        "nothing but links"
    }

    fn kind(&self) -> Kind {
        Kind::Related
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        sight.form.link_share > LINKED
    }
}
