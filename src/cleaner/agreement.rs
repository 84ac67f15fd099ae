//! How far a block agrees with the text that the page itself states as its article's.

use rustc_hash::FxHashSet;

use crate::cleaner::form;
use crate::reader::Page;

/// Words that must stand together in both. Shorter blocks are looked up whole.
const RUN: usize = 4;

/// Words of the shortest statement that is believed: many pages state a first sentence only.
const LEAST_WORDS: usize = 80;

/// The runs of words of a page's own statement.
#[derive(Debug, Default)]
pub(super) struct Statement {
    runs: FxHashSet<u64>,
}

impl Statement {
    pub(super) fn of(page: &Page) -> Option<Self> {
        let words = form::hashes(page.article_body.as_deref()?);
        (words.len() >= LEAST_WORDS).then(|| Self { runs: words.windows(RUN).map(join).collect() })
    }

    /// Share of the text's runs of words that the statement has; `None` for a text of less than one run.
    pub(super) fn share(&self, words: &[u64]) -> Option<f32> {
        let runs = words.len().checked_sub(RUN - 1).filter(|&runs| runs > 0)?;
        let known = words.windows(RUN).filter(|run| self.runs.contains(&join(run))).count();
        Some(known as f32 / runs as f32)
    }
}

fn join(run: &[u64]) -> u64 {
    run.iter().fold(0, |sum, word| sum.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word)
}
