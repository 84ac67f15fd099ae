//! Counts what outlets repeat, before anything is judged.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cleaner;
use crate::index::{IndexError, Place, Writer, furniture_key};
use crate::ingest::spool::{Pair, Spool};

/// The counts after a batch.
pub(super) struct Furniture<'a> {
    writer: &'a Writer,
    /// Articles of the last generation that go or are made anew.
    leaving: FxHashSet<Place>,
    /// Steps of the keys of the batch; a key that is not here has none, or is not in the batch.
    steps: FxHashMap<u64, u8>,
}

impl<'a> Furniture<'a> {
    /// Counts the stories of every key of the spool. `used` says which of its entries become articles, `leaving` which
    /// articles of the last generation do not stay as they are.
    ///
    /// Gives the counts, and the articles that have to be judged again: those that stay, and carry a key whose step
    /// has changed.
    pub(super) fn count(
        writer: &'a Writer,
        spool: &Spool,
        used: &FxHashSet<u32>,
        leaving: FxHashSet<Place>,
    ) -> Result<(Self, Vec<Place>), IndexError> {
        let mut furniture = Self { writer, leaving, steps: FxHashMap::default() };
        let mut again = Vec::new();
        for pairs in spool.pairs() {
            let pairs = pairs?;
            for same in pairs.chunk_by(|a, b| a.key == b.key) {
                furniture.key(same, used, &mut again)?;
            }
        }
        again.sort_unstable();
        again.dedup();
        Ok((furniture, again))
    }

    fn key(
        &mut self,
        pairs: &[Pair],
        used: &FxHashSet<u32>,
        again: &mut Vec<Place>,
    ) -> Result<(), IndexError> {
        let key = pairs[0].key;
        let (before, mut stories) = self.known(key)?;
        for pair in pairs.iter().filter(|pair| pair.entry.is_some_and(|entry| used.contains(&entry))) {
            if !stories.contains(&pair.story) && cleaner::step(stories.len()) < cleaner::step(usize::MAX) {
                stories.push(pair.story);
            }
        }
        let after = cleaner::step(stories.len());
        if after > 0 {
            self.steps.insert(key, after);
        }
        if before != after {
            let carriers = self.writer.carriers(key)?;
            again.extend(carriers.into_iter().filter(|place| !self.leaving.contains(place)));
        }
        Ok(())
    }

    /// The step of a key in the last generation, and its stories there that stay.
    fn known(&self, key: u64) -> Result<(u8, Vec<u64>), IndexError> {
        if self.writer.is_empty() {
            return Ok((0, Vec::new()));
        }
        let before = self.writer.stories(key, &FxHashSet::default())?;
        let step = cleaner::step(before.len());
        let stay = if self.leaving.is_empty() { before } else { self.writer.stories(key, &self.leaving)? };
        Ok((step, stay))
    }

    /// The step of a key now; `counted` where it is of a page of the batch, so that no look into the index is needed.
    pub(super) fn step(&self, key: u64, counted: bool) -> Result<u8, IndexError> {
        let key = furniture_key(key);
        match self.steps.get(&key) {
            Some(step) => Ok(*step),
            None if counted || self.writer.is_empty() => Ok(0),
            None => Ok(cleaner::step(self.writer.stories(key, &self.leaving)?.len())),
        }
    }
}
