//! Copied text whose lines are labelled: which of those to keep were kept, which of those to drop dropped.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::eval::Group;
use crate::eval::words::normal;

/// A page as copied text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct PlainPage {
    pub id: String,
    /// A letter a line: `k` keep, `d` drop; others are not scored.
    labels: String,
    lines: Vec<String>,
    /// The line that a copy begun at the headline starts with, from 0.
    from_title_start: usize,
}

impl PlainPage {
    fn start(&self, whole: bool) -> usize {
        if whole { 0 } else { self.from_title_start.min(self.lines.len()) }
    }

    /// The text, whole or from the headline on.
    pub(super) fn text(&self, whole: bool) -> String {
        self.lines[self.start(whole)..].join("\n") + "\n"
    }

    fn labelled(&self, whole: bool, label: char) -> impl Iterator<Item = String> {
        let start = self.start(whole);
        let lines = self.lines.iter().zip(self.labels.chars()).skip(start);
        lines.filter(move |(_, own)| *own == label).map(|(line, _)| normal(line))
    }
}

/// How many lines and words of one label there are, and how many fared as they should.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Fate {
    lines: u64,
    lines_right: u64,
    words: u64,
    words_right: u64,
}

impl Fate {
    fn add(&mut self, line: &str, right: bool) {
        let words = line.split(' ').filter(|word| !word.is_empty()).count() as u64;
        self.lines += 1;
        self.words += words;
        if right {
            self.lines_right += 1;
            self.words_right += words;
        }
    }
}

/// Over all pages: lines to keep and lines to drop.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Kept {
    keep: Fate,
    drop: Fate,
}

impl Kept {
    /// Adds a page. Lines to keep take their copies in the extracted text first, so that a kept copy does not count
    /// against a dropped one.
    pub(super) fn add(&mut self, page: &PlainPage, whole: bool, extracted: &str) {
        let mut there: BTreeMap<String, u64> = BTreeMap::new();
        extracted.lines().for_each(|line| *there.entry(normal(line)).or_default() += 1);
        let mut take = |line: &str| match there.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        };
        page.labelled(whole, 'k').for_each(|line| self.keep.add(&line, take(&line)));
        page.labelled(whole, 'd').for_each(|line| self.drop.add(&line, !take(&line)));
    }

    pub(super) fn scores(&self, group: &mut Group) {
        let over = |right: u64, all: u64| right as f64 / all.max(1) as f64;
        group.push("keep_lines_kept", over(self.keep.lines_right, self.keep.lines));
        group.push("drop_lines_dropped", over(self.drop.lines_right, self.drop.lines));
        group.push("keep_words_kept", over(self.keep.words_right, self.keep.words));
        group.push("drop_words_dropped", over(self.drop.words_right, self.drop.words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_copy_does_not_count_against_a_dropped_one() {
        let lines = ["Menu", "The tide rose.", "The tide rose.", "Old news"].map(str::to_owned).to_vec();
        let page = PlainPage { id: "a".to_owned(), labels: "dkdd".to_owned(), lines, from_title_start: 1 };
        let mut kept = Kept::default();
        kept.add(&page, true, "The tide rose.\nOld news");
        assert_eq!((kept.keep.lines_right, kept.keep.lines), (1, 1));
        assert_eq!((kept.drop.lines_right, kept.drop.lines), (2, 3));
        assert_eq!((kept.drop.words_right, kept.drop.words), (4, 6));
        assert_eq!(page.text(false), "The tide rose.\nThe tide rose.\nOld news\n");
    }
}
