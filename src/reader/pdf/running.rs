//! Tells running heads and page numbers from the text: lines at the edges of pages that repeat.

use std::collections::{BTreeMap, BTreeSet};

use crate::reader::pdf::lines::{Line, Sheet};
use crate::reader::{Block, BlockKind, Marks};
use crate::text;

/// The text of a document, and what stands in its margins.
pub(super) struct Parted {
    pub(super) body: Vec<Sheet>,
    /// Each line once, in order of appearance, numbers of pages left aside.
    pub(super) margins: Vec<String>,
    /// Whether there was anything in them.
    pub(super) any: bool,
}

/// Lines at the upper and at the lower edge of a page among which running heads are.
const EDGE_LINES: usize = 3;

/// Share of a page's height, at either end, that a margin may take.
const MARGIN: f32 = 0.15;

/// One page in so many carries a running head: left and right pages have their own, some pages have none.
const ONE_IN: usize = 4;

/// Parts the lines of all pages.
pub(super) fn part(sheets: Vec<Sheet>) -> Parted {
    let keys: Vec<Vec<Option<String>>> = sheets.iter().map(edges).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for keys in &keys {
        let unique: BTreeSet<&str> = keys.iter().flatten().map(String::as_str).collect();
        unique.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    let least = (sheets.len() / ONE_IN).max(2);
    let mut margins = Vec::new();
    let runs = |key: &Option<String>, line: &Line| {
        key.as_ref().is_some_and(|key| counts[key.as_str()] >= least || is_number(&line.text))
    };
    let mut body = Vec::new();
    for (sheet, keys) in sheets.into_iter().zip(&keys) {
        let mut lines = Vec::new();
        for (line, key) in sheet.lines.into_iter().zip(keys) {
            if runs(key, &line) { margins.push(line.text) } else { lines.push(line) }
        }
        body.push(Sheet { lines, height: sheet.height });
    }
    let (mut seen, any) = (BTreeSet::new(), !margins.is_empty());
    margins.retain(|text| !is_number(text) && seen.insert(masked(text)));
    Parted { body, margins, any }
}

/// What each line that stands at an edge is known by on other pages; `None` for those in the middle.
fn edges(sheet: &Sheet) -> Vec<Option<String>> {
    let mut levels: Vec<f32> = sheet.lines.iter().map(|line| line.y).collect();
    levels.sort_by(f32::total_cmp);
    levels.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let upper = levels.get(EDGE_LINES - 1).copied().unwrap_or(f32::MAX).min(sheet.height * MARGIN);
    let lower = levels.len().checked_sub(EDGE_LINES).map_or(f32::MIN, |at| levels[at]);
    let lower = lower.max(sheet.height * (1.0 - MARGIN));
    let is_edge = |line: &Line| line.y <= upper + 3.0 || line.y >= lower - 3.0;
    sheet.lines.iter().map(|line| is_edge(line).then(|| masked(&line.text))).collect()
}

/// A line with its figures made equal.
fn masked(line: &str) -> String {
    let mut masked = String::new();
    for c in text::fold(line).chars() {
        match c {
            c if !c.is_numeric() => masked.push(c),
            _ if masked.ends_with('#') => {}
            _ => masked.push('#'),
        }
    }
    masked
}

/// Words that stand beside the number of a page, folded.
const BESIDE: &[&str] = &["page", "seite", "pagina", "p", "s", "of", "von", "sur", "de", "di", "van"];

/// Whether a line is the number of a page: "12", "- 12 -", "Page 3 of 7", "3/7".
fn is_number(line: &str) -> bool {
    let folded = text::fold(line);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (numbers, others): (Vec<&str>, Vec<&str>) =
        words.into_iter().partition(|word| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    (1..=2).contains(&numbers.len()) && others.len() <= 2 && others.iter().all(|word| BESIDE.contains(word))
}

/// A line of the margins as a block that says where it stood.
pub(super) fn block(text: &str) -> Block {
    let (path, classes) = ("footer".to_owned(), "page-footer".to_owned());
    let marks = Marks { path, classes, container: 0, around: vec![0], hidden: true };
    Block { kind: BlockKind::Paragraph, level: 0, text: text.to_owned(), linked_chars: 0, marks: Some(marks) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_known() {
        assert!(is_number("12") && is_number("– 12 –") && is_number("Page 3 of 7") && is_number("Seite 3"));
        assert!(!is_number("2023-06-14") && !is_number("Page") && !is_number("12 dockers"));
    }
}
