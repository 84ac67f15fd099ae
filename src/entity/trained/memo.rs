//! What words say by themselves, remembered from one article to the next: more than half of what a word is scored by
//! follows from the word alone or from one neighbour alone, and most of these are met again and again.

use super::features::{Near, Sink};
use super::knowledge::Known;
use crate::sequence::lanes::{Lane, Lanes};

/// The word that is scored, or one of its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Here,
    Before,
    After,
    SecondBefore,
    SecondAfter,
}

const PARTS: [Part; 5] = [Part::Here, Part::Before, Part::After, Part::SecondBefore, Part::SecondAfter];

/// Sums that are remembered at the most: a quarter of a megabyte, which stays near the processor.
const SLOTS: usize = 1 << 12;

/// All that a sum follows from. A word of ASCII letters is known by its key, as everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asked {
    key: u64,
    known: Known,
    class: u32,
    form: u8,
    part: Part,
}

impl Asked {
    fn of(part: Part, near: &Near) -> Self {
        let Near { key, known, .. } = *near;
        Self { key, known, class: near.class as u32, form: near.form as u8, part }
    }

    fn slot(&self) -> usize {
        let part = self.part as u64 + 8 * u64::from(self.form);
        ((self.key ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 40) as usize % SLOTS
    }
}

/// Sums of one table of weights; a new one takes the place of the one that had its slot.
#[derive(Default)]
pub(super) struct Memo {
    slots: Vec<Option<(Asked, Lane)>>,
    /// The features of the word at hand that follow from no part of it alone, and those of each part that is wanted.
    features: Vec<u32>,
    of_parts: [Vec<u32>; PARTS.len()],
}

impl Memo {
    fn get(&self, asked: &Asked) -> Option<&Lane> {
        let (known, sum) = self.slots.get(asked.slot())?.as_ref()?;
        (known == asked).then_some(sum)
    }

    fn put(&mut self, asked: Asked, sum: Lane) {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        let slot = asked.slot();
        self.slots[slot] = Some((asked, sum));
    }
}

/// Adds up what features say, with what is remembered of them.
pub(super) struct Remembering<'m> {
    lanes: &'m Lanes,
    memo: &'m mut Memo,
    pub(super) row: Lane,
    /// What is not remembered yet.
    missed: [Option<Asked>; PARTS.len()],
    /// Whether each part is wanted.
    wanted: [bool; PARTS.len()],
}

impl<'m> Remembering<'m> {
    /// For a word of a run; `row` is what all of its words share.
    pub(super) fn new(lanes: &'m Lanes, memo: &'m mut Memo, row: Lane) -> Self {
        memo.features.clear();
        memo.of_parts.iter_mut().for_each(Vec::clear);
        Self { lanes, memo, row, missed: [None; PARTS.len()], wanted: [true; PARTS.len()] }
    }
}

impl Sink for Remembering<'_> {
    #[inline]
    fn take(&mut self, feature: u32) {
        self.memo.features.push(feature);
    }

    fn begin(&mut self, word: &[u8], near: [&Near; 5]) {
        for (part, near) in PARTS.into_iter().zip(near) {
            // How other words are written does not follow from their keys.
            if part == Part::Here && !word.iter().all(u8::is_ascii_alphanumeric) {
                continue;
            }
            let asked = Asked::of(part, near);
            match self.memo.get(&asked) {
                Some(sum) => {
                    add(&mut self.row, sum);
                    self.wanted[part as usize] = false;
                }
                None => self.missed[part as usize] = Some(asked),
            }
        }
    }

    #[inline]
    fn wants(&self, part: Part) -> bool {
        self.wanted[part as usize]
    }

    #[inline]
    fn take_of(&mut self, part: Part, feature: u32) {
        self.memo.of_parts[part as usize].push(feature);
    }

    fn end(&mut self) {
        let of_parts = PARTS.map(|part| part as usize).into_iter().filter(|part| self.wanted[*part]);
        let of_parts = of_parts.flat_map(|part| &self.memo.of_parts[part]);
        self.lanes.fetch(self.memo.features.iter().chain(of_parts));
        for part in PARTS.into_iter().filter(|part| self.wanted[*part as usize]) {
            let mut sum = Lane::default();
            self.lanes.add(&self.memo.of_parts[part as usize], &mut sum);
            add(&mut self.row, &sum);
            if let Some(asked) = self.missed[part as usize] {
                self.memo.put(asked, sum);
            }
        }
        self.lanes.add(&self.memo.features, &mut self.row);
    }
}

#[inline]
fn add(row: &mut Lane, sum: &Lane) {
    row.iter_mut().zip(sum).for_each(|(score, sum)| *score += sum);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::lexicon::Lexicon;
    use crate::entity::token::Tokens;
    use crate::entity::trained::{MODEL, sight::Sights};
    use crate::text::Parted;

    #[test]
    fn what_is_remembered_is_what_would_be_found() {
        let lines = [
            "Marta Osei met Émile Durand and Emile Durand near the Wend Bank of Tarrow.",
            "Osei, OSEI and osei: the WEND bank, said Marta O’Brien of the O'Brien Bank.",
            "Marta Osei met Jonas Vale near the Bank, and Vale met Osei in Tarrow 66.",
        ];
        let parted = Parted::of(lines.into_iter());
        let lines: Vec<_> = (0..3).map(|at| (Some(at as u32), parted.parts(at, lines[at]))).collect();
        let tokens = Tokens::of(&lines, Lexicon::of(None));
        let sights = Sights::of(&tokens, &MODEL.knowledge);
        let mut memo = Memo::default();
        for at in (0..sights.all.len()).chain(0..sights.all.len()) {
            let run = sights.run(at);
            let mut given: Vec<u32> = Vec::new();
            sights.word_features(at, &run, &mut given);
            let mut row = Lane::default();
            MODEL.first.add(&given, &mut row);
            let mut scores = Remembering::new(&MODEL.first, &mut memo, Lane::default());
            sights.word_features(at, &run, &mut scores);
            assert_eq!(scores.row, row, "{at}");
        }
        assert!(memo.slots.iter().flatten().count() > 50);
    }
}
