//! Spans of text and the words in it.

use std::ops::Range;

/// A stretch of text, in UTF-8 bytes from its start, always on character boundaries.
pub type Span = Range<usize>;

/// The words of a text, in order: runs of letters, digits and marks, with inner apostrophes and dots of
/// abbreviations left out. A Han, Hiragana or Katakana or Thai character is a word of its own.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            if !c.is_alphanumeric() {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        Some(start..end)
    })
}
