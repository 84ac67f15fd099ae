//! Breaks styled text into lines of a terminal.

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::output::Sheet;

/// The least columns that text is wrapped to, however narrow the terminal.
const LEAST: usize = 20;

/// Text in pieces, some of them styled. The text is printable and without line feeds.
#[derive(Debug, Clone, Default)]
pub struct Painted {
    pieces: Vec<(String, Option<Style>)>,
}

impl Painted {
    /// One piece without a style.
    pub fn plain(text: &str) -> Self {
        Self { pieces: vec![(text.to_owned(), None)] }
    }

    /// One piece in a style.
    pub fn all(text: &str, style: Style) -> Self {
        Self { pieces: vec![(text.to_owned(), Some(style))] }
    }

    /// Appends a piece.
    pub fn push(&mut self, text: &str, style: Option<Style>) {
        if !text.is_empty() {
            self.pieces.push((text.to_owned(), style));
        }
    }

    /// The smallest parts that lines are made of, each with its style, and whether a line may break before it.
    fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        let mut after_blank = false;
        for (text, style) in &self.pieces {
            for part in text.split_word_bounds() {
                let blank = part.trim().is_empty();
                let may_break = after_blank || (is_wide(part) && !parts.is_empty());
                parts.push(Part { text: part, style: *style, blank, may_break });
                after_blank = blank;
            }
        }
        parts
    }
}

struct Part<'a> {
    text: &'a str,
    style: Option<Style>,
    blank: bool,
    may_break: bool,
}

/// Columns that a text takes in a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Whether the script is written without blanks, so that a line may break between any two characters.
fn is_wide(part: &str) -> bool {
    part.chars().next().is_some_and(|c| c.is_alphanumeric() && c.to_string().width() > 1)
}

/// The lines of a text, the first one behind `first`, the others behind `indent` blanks; one line where the sheet
/// has no width. Words longer than a line stand on a line of their own, unbroken.
pub fn wrapped(first: &str, indent: usize, text: &Painted, sheet: &Sheet) -> Vec<String> {
    let room = sheet.width.map_or(usize::MAX, |columns| columns.max(LEAST));
    let mut lines = Vec::new();
    let mut line = Line { text: first.to_owned(), columns: first.width(), empty: true };
    for run in runs(&text.parts()) {
        let columns: usize = run.iter().map(|part| part.text.width()).sum();
        let solid: usize = run.iter().rev().skip_while(|part| part.blank).map(|part| part.text.width()).sum();
        if !line.empty && line.columns + solid > room {
            lines.push(std::mem::replace(&mut line, Line::indented(indent)).finish());
        }
        line.columns += columns;
        line.empty = false;
        run.iter().for_each(|part| line.paint(part, sheet));
    }
    lines.push(line.finish());
    lines
}

/// Groups parts that stay together: up to the next place where a line may break.
fn runs<'a, 'b>(parts: &'a [Part<'b>]) -> impl Iterator<Item = &'a [Part<'b>]> {
    parts.chunk_by(|_, next| !next.may_break)
}

struct Line {
    text: String,
    columns: usize,
    empty: bool,
}

impl Line {
    fn indented(indent: usize) -> Self {
        Self { text: " ".repeat(indent), columns: indent, empty: true }
    }

    fn paint(&mut self, part: &Part<'_>, sheet: &Sheet) {
        match part.style.filter(|_| sheet.styled && !part.blank) {
            Some(style) => self.text += &format!("{style}{}{style:#}", part.text),
            None => self.text += part.text,
        }
    }

    fn finish(self) -> String {
        self.text.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::output::Rows;

    fn lines(text: &str, width: usize) -> Vec<String> {
        let sheet = Sheet { rows: Rows::Hits, styled: false, width: Some(width), links: None };
        wrapped("1. ", 3, &Painted::plain(text), &sheet)
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(lines("the strike ended on Monday", 20), ["1. the strike ended", "   on Monday"]);
    }

    #[test]
    fn chinese_breaks_between_characters_and_counts_double() {
        assert_eq!(lines("码头工人周一投票结束罢工", 20), ["1. 码头工人周一投票", "   结束罢工"]);
    }

    #[test]
    fn a_word_longer_than_the_line_stays_whole() {
        let address = "https://courier.example/harbour-strike-ends";
        assert_eq!(lines(&format!("see {address}"), 20), ["1. see", &format!("   {address}")]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_word(text in "[a-z ]{0,80}") {
            let joined = lines(&text, 24).join(" ");
            let words: Vec<&str> = joined.split_whitespace().skip(1).collect();
            prop_assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
        }
    }
}
