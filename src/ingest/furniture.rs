//! Counts what outlets repeat, before anything is judged.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cleaner;
use crate::index::{IndexError, Place, Writer, furniture_key};
use crate::ingest::spool::{At, Pair, Spool};

/// The counts after a batch.
pub(super) struct Furniture {
    /// Steps of the keys of the batch, and of those on articles that are judged again; a key that is not here has
    /// none.
    steps: FxHashMap<u64, u8>,
}

impl Furniture {
    /// Counts the stories of every key of the spool. `used` says which of its entries become articles, `leaving` which
    /// articles of the last generation do not stay as they are.
    ///
    /// Gives the counts, and the articles that have to be judged again: `ruled`, and those that stay and carry a key
    /// whose step has changed.
    pub(super) fn count(
        writer: &Writer,
        spool: &mut Spool,
        used: &FxHashSet<u32>,
        leaving: &FxHashSet<Place>,
        ruled: &BTreeSet<Place>,
    ) -> Result<(Self, Vec<Place>), IndexError> {
        writer.furniture(&mut |place, story, keys| {
            keys.iter().try_for_each(|key| spool.know(*key, story, place))
        })?;
        spool.flush()?;
        let mut furniture = Self { steps: FxHashMap::default() };
        let mut again: Vec<Place> = ruled.iter().copied().collect();
        for pairs in spool.pairs() {
            for same in pairs?.chunk_by(|a, b| a.key == b.key) {
                furniture.key(same, used, leaving, &mut again);
            }
        }
        again.sort_unstable();
        again.dedup();
        furniture.count_others(writer, leaving, &again)?;
        Ok((furniture, again))
    }

    /// Settles the step of one key, from all that carries it in the spool and in the last generation.
    fn key(
        &mut self,
        pairs: &[Pair],
        used: &FxHashSet<u32>,
        leaving: &FxHashSet<Place>,
        again: &mut Vec<Place>,
    ) {
        let (mut before, mut after) = (Stories::default(), Stories::default());
        let mut met = false;
        for pair in pairs {
            match pair.at {
                At::Known(place) => {
                    before.add(pair.story);
                    if !leaving.contains(&place) {
                        after.add(pair.story);
                    }
                }
                At::Spooled(entry) => {
                    met = true;
                    if used.contains(&entry) {
                        after.add(pair.story);
                    }
                }
                At::Nowhere => met = true,
            }
        }
        if !met {
            return;
        }
        if after.step() > 0 {
            self.steps.insert(pairs[0].key, after.step());
        }
        if before.step() != after.step() {
            again.extend(pairs.iter().filter_map(|pair| match pair.at {
                At::Known(place) if !leaving.contains(&place) => Some(place),
                _ => None,
            }));
        }
    }

    /// Counts the keys of the articles that are judged again, where the batch has not. A key of the batch that has
    /// no step there has none in what stays, so counting it once more changes nothing.
    fn count_others(
        &mut self,
        writer: &Writer,
        leaving: &FxHashSet<Place>,
        again: &[Place],
    ) -> Result<(), IndexError> {
        if again.is_empty() {
            return Ok(());
        }
        let mut others: FxHashMap<u64, Stories> = FxHashMap::default();
        writer.furniture(&mut |place, _, keys| {
            if again.binary_search(&place).is_ok() {
                others.extend(keys.iter().map(|key| (*key, Stories::default())));
            }
            Ok(())
        })?;
        others.retain(|key, _| !self.steps.contains_key(key));
        writer.furniture(&mut |place, story, keys| {
            if !leaving.contains(&place) {
                for key in keys {
                    if let Some(stories) = others.get_mut(key) {
                        stories.add(story);
                    }
                }
            }
            Ok(())
        })?;
        let counted = others.into_iter().map(|(key, stories)| (key, stories.step()));
        self.steps.extend(counted.filter(|(_, step)| *step > 0));
        Ok(())
    }

    /// The step of a key now.
    pub(super) fn step(&self, key: u64) -> u8 {
        self.steps.get(&furniture_key(key)).copied().unwrap_or(0)
    }
}

/// Different stories, no more of them than make the highest step.
#[derive(Default)]
struct Stories(Vec<u64>);

impl Stories {
    fn add(&mut self, story: u64) {
        if self.step() < cleaner::step(usize::MAX) && !self.0.contains(&story) {
            self.0.push(story);
        }
    }

    fn step(&self) -> u8 {
        cleaner::step(self.0.len())
    }
}
