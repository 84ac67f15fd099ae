//! Folding: one form for words that people take as the same.

use std::borrow::Cow;

/// A word in lower case and without diacritics, as the index compares words.
pub fn fold(word: &str) -> Cow<'_, str> {
    Cow::Owned(word.to_lowercase())
}

/// The text with every run of white space (no-break spaces among it) as one blank, none at the ends.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
