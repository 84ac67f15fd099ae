//! Which blocks of a page are the story, by its truth.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::words::words;
use crate::reader::{BlockKind, Page};

/// Words that must stand together in block and truth.
const RUN: usize = 4;

/// Words of a block from which its runs are looked up; a shorter one is looked up whole.
const LONG: usize = 8;

/// Blocks outside of the story's run in which short ones may still be of it.
const FAR: usize = 8;

/// What the truth says of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Label {
    /// Whether it is the story; `None` where the truth does not tell.
    pub(super) keep: Option<bool>,
    /// How many of its words speak for that, less those that speak against it.
    pub(super) words: f32,
}

/// A label a block. Captions have none: they are no part of what is measured.
pub(super) fn of(page: &Page, truth: &str) -> Vec<Label> {
    let truth = Truth::of(truth);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut labels: Vec<Label> = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        let lower = block.text.to_lowercase();
        let own: Vec<&str> = words(&lower).collect();
        let copies = seen.entry(own.join(" ")).or_default();
        *copies += 1;
        let share = truth.share(&own).filter(|share| {
            let is_copy = *share > 0.5 && *copies > truth.copies(&own);
            block.kind != BlockKind::Caption && !own.is_empty() && !is_copy
        });
        labels.push(match share {
            Some(share) => {
                Label { keep: Some(share > 0.5), words: own.len() as f32 * (2.0 * share - 1.0).abs() }
            }
            None => Label { keep: None, words: 0.0 },
        });
    }
    free_far_off(&mut labels);
    labels
}

/// Blocks that are kept far outside of the story's run may be anything: their words are there by chance.
fn free_far_off(labels: &mut [Label]) {
    let long = |label: &Label| label.keep == Some(true) && label.words >= LONG as f32;
    let (Some(first), Some(last)) = (labels.iter().position(long), labels.iter().rposition(long)) else {
        return;
    };
    for at in (0..first.saturating_sub(FAR)).chain(last + FAR + 1..labels.len()) {
        if labels[at].keep == Some(true) {
            labels[at] = Label { keep: None, words: 0.0 };
        }
    }
}

/// The truth's words in the forms in which they are looked up.
struct Truth {
    text: String,
    lines: BTreeSet<String>,
    runs: BTreeSet<u64>,
}

impl Truth {
    fn of(truth: &str) -> Self {
        let lower = truth.to_lowercase();
        let all: Vec<&str> = words(&lower).collect();
        Self {
            text: format!(" {} ", all.join(" ")),
            lines: lower.lines().map(|line| words(line).collect::<Vec<_>>().join(" ")).collect(),
            runs: all.windows(RUN).map(hash).collect(),
        }
    }

    /// Share of a block that is the story's; `None` where it is so short that it may be there by chance.
    fn share(&self, own: &[&str]) -> Option<f32> {
        if own.len() >= LONG {
            let found = own.windows(RUN).filter(|run| self.runs.contains(&hash(run))).count();
            return Some(found as f32 / (own.len() + 1 - RUN) as f32);
        }
        let joined = own.join(" ");
        if self.lines.contains(&joined) {
            return Some(1.0);
        }
        match (self.text.contains(&format!(" {joined} ")), own.len()) {
            (true, RUN..) => Some(1.0),
            (true, _) => None,
            (false, _) => Some(0.0),
        }
    }

    /// How often the truth says a block, by its first words.
    fn copies(&self, own: &[&str]) -> usize {
        let start = format!(" {} ", own[..own.len().min(LONG)].join(" "));
        self.text.matches(&start).count().max(1)
    }
}

fn hash(run: &[&str]) -> u64 {
    run.iter().fold(0, |sum: u64, word| sum.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ bytes(word))
}

/// Source: 64-bit FNV-1a (Fowler, Noll, Vo).
fn bytes(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Block;
    use crate::source::{Digest, Format};

    fn keeps(lines: &[&str], truth: &str) -> Vec<Option<bool>> {
        let block = |line: &&str| Block {
            kind: BlockKind::Paragraph,
            level: 0,
            text: (*line).to_owned(),
            linked_chars: 0,
            marks: None,
        };
        let page = Page {
            record: 0,
            digest: Digest::of(b""),
            format: Format::Plain,
            hints: Vec::new(),
            blocks: lines.iter().map(block).collect(),
            article_body: None,
        };
        of(&page, truth).iter().map(|label| label.keep).collect()
    }

    #[test]
    fn blocks_are_the_story_by_their_runs_of_words() {
        let truth =
            "The divers looked at her hull three times in one week.\nCrew\nShe sails on Monday, they said.";
        let page = [
            "Harbour news and weather, every day at six in the evening",
            "The divers looked at her hull three times in one week.",
            "Crew",
            "Monday",
            "She sails on Monday, they said.",
            "She sails on Monday, they said.",
        ];
        let expected = [Some(false), Some(true), Some(true), None, Some(true), None];
        assert_eq!(keeps(&page, truth), expected);
    }
}
