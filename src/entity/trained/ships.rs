//! Ships that are called as people are.

use crate::entity::lexicon::class;
use crate::entity::token::Tokens;

/// Titles that ships bear.
const NOBLE: [&str; 10] =
    ["lady", "lord", "queen", "king", "prince", "princess", "duke", "duchess", "saint", "captain"];
/// What a ship is called before its name.
const VESSELS: [&str; 10] =
    ["vessel", "ship", "ferry", "boat", "tug", "trawler", "yacht", "tanker", "tonne", "steamer"];

/// "the Queen Anna": a noble title behind an article, or behind a word for ships, names a thing. `title` is the place of
/// the title.
pub(in crate::entity) fn is_ship(tokens: &Tokens<'_>, title: usize) -> bool {
    if tokens.all[title].first || !NOBLE.contains(&&*tokens.folded(title)) {
        return false;
    }
    tokens.all[title - 1].is(class::THE) || VESSELS.contains(&&*tokens.folded(title - 1))
}
