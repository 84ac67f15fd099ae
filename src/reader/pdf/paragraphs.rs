//! Puts lines together to paragraphs, over the ends of columns and pages, and words over the ends of lines.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::reader::pdf::lines::{self, Line, Sheet};
use crate::reader::{Block, BlockKind, credit};
use crate::text;

/// What marks the end of a line in a word that may have been parted there, until all words are known.
const PARTED: char = '\u{ad}';

/// A paragraph in the making.
#[derive(Debug)]
struct Open {
    text: String,
    size: f32,
    bold: bool,
    lines: usize,
    last: Line,
    /// Whether the last line reaches to the right edge of its column.
    full: bool,
}

/// What is usual in a column.
struct Column {
    left: f32,
    right: f32,
    /// From baseline to baseline.
    leading: f32,
}

/// The blocks of all pages.
pub(super) fn blocks(sheets: &[Sheet]) -> Vec<Block> {
    let mut paragraphs: Vec<Open> = Vec::new();
    for sheet in sheets {
        for lines in sheet.lines.chunk_by(|a, b| a.column == b.column) {
            let column = Column::of(lines);
            lines.iter().enumerate().for_each(|(at, line)| column.add(at == 0, line, &mut paragraphs));
        }
    }
    let words = words(&paragraphs);
    paragraphs.iter_mut().for_each(|paragraph| paragraph.text = joined(&paragraph.text, &words));
    let body = usual(&paragraphs);
    let largest = paragraphs.iter().map(|paragraph| paragraph.size).fold(0.0, f32::max);
    paragraphs.iter().map(|paragraph| paragraph.block(body, largest)).collect()
}

impl Column {
    fn of(lines: &[Line]) -> Self {
        let left = lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
        let right = lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
        let steps = lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|step| *step > 0.0);
        Self { left, right, leading: lines::median(steps) }
    }

    /// Adds a line, the first one of the column or not.
    fn add(&self, first: bool, line: &Line, paragraphs: &mut Vec<Open>) {
        let full = line.x1 > self.right - SHORT * (self.right - self.left);
        match paragraphs.last_mut() {
            Some(open) if open.is_like(line) && self.goes_on(open, line, first) => open.push(line, full),
            _ => paragraphs.push(Open::new(line, full)),
        }
    }

    fn goes_on(&self, open: &Open, line: &Line, first: bool) -> bool {
        let indented = line.x0 - self.left > INDENT * line.size;
        if first {
            let unfinished = open.full && !ends(&open.text) && !indented;
            return open.text.ends_with(PARTED) || unfinished || open.full && begins_small(&line.text);
        }
        let step = line.y - open.last.y;
        let apart = step > GAP * self.leading.max(line.size) && step > GAP * line.size;
        let steps_in = indented && open.last.x0 - self.left <= INDENT * line.size && open.full;
        let over = !open.full && ends(&open.text) && !is_heading_like(open, line);
        !(apart || steps_in || over || is_item(&line.text) || step < -line.size)
    }
}

/// Share of its column's width that a last line falls short by at the least.
const SHORT: f32 = 0.12;

/// Indents of paragraphs at the least, in sizes of the font.
const INDENT: f32 = 0.6;

/// Space between paragraphs, in steps from line to line.
const GAP: f32 = 1.35;

/// How much the sizes of the fonts of one paragraph differ.
const ALIKE: f32 = 0.08;

/// A headline of several lines ends as it likes.
fn is_heading_like(open: &Open, line: &Line) -> bool {
    open.bold && line.bold && open.lines < 4
}

/// Whether a text ends as a sentence does.
fn ends(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '»', '“', ')', '\'']);
    text.ends_with(['.', '!', '?', ':', '…', '。', '؟', '！', '？'])
}

fn begins_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    line.starts_with(['•', '▪', '■', '◦', '‣', '●', '–', '—'])
        && line[line.chars().next().map_or(0, char::len_utf8)..].starts_with(' ')
}

impl Open {
    fn new(line: &Line, full: bool) -> Self {
        let mut open = Self {
            text: String::new(),
            size: line.size,
            bold: line.bold,
            lines: 0,
            last: line.clone(),
            full,
        };
        open.push(line, full);
        open
    }

    fn is_like(&self, line: &Line) -> bool {
        let alike = (self.size - line.size).abs() <= ALIKE * self.size.max(line.size);
        alike && self.bold == line.bold
    }

    fn push(&mut self, line: &Line, full: bool) {
        if self.lines > 0 && !self.text.ends_with(PARTED) && !is_tight(&self.text, &line.text) {
            self.text.push(' ');
        }
        let mut last = line.text.chars().rev();
        match (last.next(), last.next()) {
            (Some('-' | '‐' | PARTED), Some(before)) if before.is_alphanumeric() => {
                self.text.push_str(line.text.trim_end_matches(['-', '‐', PARTED]));
                self.text.push(PARTED);
            }
            _ => self.text.push_str(&line.text),
        }
        (self.lines, self.full, self.last) = (self.lines + 1, full, line.clone());
    }

    fn block(&self, body: f32, largest: f32) -> Block {
        let short = self.text.split_whitespace().nth(HEADING_WORDS).is_none();
        let heading = short && (self.size > body * LARGER || self.bold && !ends(&self.text));
        let (kind, level) = match heading {
            true if self.size >= largest * 0.95 && self.size > body * LARGER => (BlockKind::Heading, 1),
            true => (BlockKind::Heading, 2),
            false if credit::ends(&self.text) => (BlockKind::Caption, 0),
            false if is_item(&self.text) => (BlockKind::ListItem, 1),
            false => (BlockKind::Paragraph, 0),
        };
        Block { kind, level, text: self.text.clone(), linked_chars: 0, marks: None }
    }
}

/// Words of the longest heading.
const HEADING_WORDS: usize = 30;

/// How much larger than the text a heading is.
const LARGER: f32 = 1.15;

/// Whether two lines join without a blank, as those of Chinese and Japanese do.
fn is_tight(text: &str, next: &str) -> bool {
    let wide =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'));
    wide(text.chars().next_back()) && wide(next.chars().next())
}

/// The size of most of the text.
fn usual(paragraphs: &[Open]) -> f32 {
    let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
    for open in paragraphs {
        *sizes.entry((open.size * 4.0) as i32).or_default() += open.text.len();
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(0.0, |(size, _)| size as f32 / 4.0)
}

/// Every word of the document that stands whole in a line, folded, hyphens kept.
fn words(paragraphs: &[Open]) -> FxHashSet<String> {
    let texts = paragraphs.iter().flat_map(|open| open.text.split(char::is_whitespace));
    texts.filter(|word| !word.contains(PARTED)).map(bare).filter(|word| !word.is_empty()).collect()
}

fn bare(word: &str) -> String {
    text::fold(word.trim_matches(|c: char| !c.is_alphanumeric())).into_owned()
}

/// A text whose words are whole: a hyphen at the end of a line goes, unless the document has the word with its hyphen
/// elsewhere and never without, or what follows is no small letter.
fn joined(text: &str, words: &FxHashSet<String>) -> String {
    let mut whole = String::new();
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            whole.push(' ');
        }
        let parts: Vec<&str> = word.split(PARTED).collect();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 && keeps_hyphen(parts[at - 1], part, words) {
                whole.push('-');
            }
            whole.push_str(part);
        }
    }
    text::squeeze(&whole)
}

fn keeps_hyphen(before: &str, after: &str, words: &FxHashSet<String>) -> bool {
    let joined = bare(&format!("{before}{after}"));
    let hyphened = bare(&format!("{before}-{after}"));
    let small = begins_small(after) && !before.ends_with(|c: char| c.is_numeric());
    !words.contains(&joined) && (words.contains(&hyphened) || !small)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(texts: &[&str]) -> String {
        let line = |(at, text): (usize, &&str)| Line {
            text: (*text).to_owned(),
            x0: 0.0,
            x1: 100.0,
            y: 12.0 * at as f32,
            size: 10.0,
            bold: false,
            column: 0,
        };
        let lines = texts.iter().enumerate().map(line).collect();
        blocks(&[Sheet { lines, height: 800.0 }])
            .iter()
            .map(|block| block.text.as_str())
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn a_word_parted_at_the_end_of_a_line_is_whole() {
        assert_eq!(one(&["the har-", "bour is open"]), "the harbour is open");
        assert_eq!(one(&["a well-", "known man, well-known here"]), "a well-known man, well-known here");
        assert_eq!(
            one(&["the Corrin-", "Vellamar ferry, 2022-", "23"]),
            "the Corrin-Vellamar ferry, 2022-23"
        );
    }
}
