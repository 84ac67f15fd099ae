//! What was written, as it is to come out again.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cleaner::Kind;
use crate::generate::pages::Sheet;

/// Blocks of text and their bytes, markup and line ends left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// How many blocks.
    pub blocks: u64,
    /// Bytes of their texts.
    pub bytes: u64,
}

impl Tally {
    fn add(&mut self, text: &str) {
        self.blocks += 1;
        self.bytes += text.len() as u64;
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Planted {
    /// Articles, one a file.
    pub articles: u64,
    /// How many of them are reprints of another.
    pub reprints: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Headlines where they open the story; not part of the next two.
    pub titles: Tally,
    /// What a cleaner should keep.
    pub body: Tally,
    /// What a cleaner should remove.
    pub furniture: Tally,
    /// The same, by kind.
    pub kinds: BTreeMap<Kind, Tally>,
}

impl Planted {
    pub(super) fn add(&mut self, sheet: &Sheet<'_>, bytes: usize) {
        self.articles += 1;
        self.bytes += bytes as u64;
        self.titles.add(&sheet.story.title);
        sheet.story.paragraphs.iter().for_each(|paragraph| self.body.add(&paragraph.text));
        for piece in sheet.before.iter().chain(&sheet.after) {
            self.furniture.add(&piece.text);
            self.kinds.entry(piece.kind).or_default().add(&piece.text);
        }
    }
}

/// One article as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its file, below the folder.
    pub path: String,
    /// What a cleaner should keep, in order; the headline is not part of it.
    pub body: Vec<String>,
    /// Which of these are a column's standing lines, by their place in `body`.
    pub standing: Vec<usize>,
    /// What a cleaner should remove, in order.
    pub furniture: Vec<String>,
}

impl Sample {
    pub(super) fn of(sheet: &Sheet<'_>, path: String) -> Self {
        let paragraphs = &sheet.story.paragraphs;
        Self {
            path,
            body: paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect(),
            standing: (0..paragraphs.len()).filter(|at| paragraphs[*at].is_standing).collect(),
            furniture: sheet.before.iter().chain(&sheet.after).map(|piece| piece.text.clone()).collect(),
        }
    }
}
