//! What a saved page says of itself in its head and markup.

use scraper::Html;

use crate::reader::Hint;

/// The metadata that a page states, in order of appearance, and the text of its article where it states that.
pub(super) fn hints(page: &Html) -> (Vec<Hint>, Option<String>) {
    let _ = page;
    (Vec::new(), None)
}
