//! The text of one block as it runs in.

use std::mem;

/// The text of the block in the making, white space folded as it comes.
#[derive(Default)]
pub(super) struct Running {
    text: String,
    linked_chars: u32,
    /// The last word is part of a link.
    linked: bool,
    /// What is due before the next character.
    gap: Gap,
    /// Line breaks since the last character.
    breaks: u32,
    /// An inline element ended right here.
    after_inline: bool,
}

impl Running {
    /// Adds text as it stands in the page.
    pub(super) fn push(&mut self, text: &str, linked: bool) {
        if text.is_empty() {
            return;
        }
        self.after_inline = false;
        let mut start = 0;
        for end in blanks(text.as_bytes()).chain([text.len()]) {
            self.blank_if(start > 0);
            self.push_piece(&text[start..end], linked);
            start = end + 1;
        }
    }

    /// Adds what stands between two blanks of ASCII. Others are rare.
    fn push_piece(&mut self, piece: &str, linked: bool) {
        if piece.is_ascii() {
            self.push_word(piece, linked);
            return;
        }
        for (at, word) in piece.split(char::is_whitespace).enumerate() {
            self.blank_if(at > 0);
            self.push_word(word, linked);
        }
    }

    fn push_word(&mut self, word: &str, linked: bool) {
        if word.is_empty() || word.chars().all(is_ignorable) {
            return;
        }
        let before = self.text.len();
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::Cell => " | ",
                Gap::Blank => " ",
                Gap::None => "",
            });
        }
        let inside = linked && self.linked;
        let before = if inside { before } else { self.text.len() };
        (self.gap, self.breaks, self.linked) = (Gap::None, 0, linked);
        if word.is_ascii() {
            self.text.push_str(word);
        } else {
            self.text.extend(word.chars().filter(|&c| !is_ignorable(c)));
        }
        if linked {
            self.linked_chars += self.text[before..].chars().count() as u32;
        }
    }

    /// A blank is due, where `due` says so.
    pub(super) fn blank_if(&mut self, due: bool) {
        if due && self.gap == Gap::None {
            self.gap = Gap::Blank;
        }
    }

    /// A cell begins.
    pub(super) fn cell(&mut self) {
        self.gap = Gap::Cell;
    }

    /// An inline element ends.
    pub(super) fn end_inline(&mut self) {
        self.after_inline = true;
    }

    /// Whether an inline element ended right here.
    pub(super) fn after_inline(&self) -> bool {
        self.after_inline
    }

    /// Line breaks since the last character.
    pub(super) fn breaks(&self) -> u32 {
        self.breaks
    }

    /// A line ends.
    pub(super) fn line_break(&mut self) {
        self.blank_if(true);
        self.breaks += u32::from(!self.text.is_empty());
    }

    /// The text and how many of its characters are links; starts anew.
    pub(super) fn take(&mut self) -> Option<(String, u32)> {
        let made = mem::take(self);
        (!made.text.is_empty()).then_some((made.text, made.linked_chars))
    }
}

/// The places of the white space of ASCII, as [`char::is_whitespace`] has it.
fn blanks(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let blanks = bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'\t'..=b'\r' | b' '));
    blanks.map(|(at, _)| at)
}

/// Characters that show nothing and only get in the way of words: soft hyphens, zero-width blanks, byte order
/// marks. The joiners stay, for scripts that need them.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') || (c.is_control() && c != '\t')
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Gap {
    #[default]
    None,
    Blank,
    Cell,
}
