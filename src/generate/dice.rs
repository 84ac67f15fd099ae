//! Random choices that come out the same on every machine.

use rand::rand_core::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A seeded source of whole-number choices: no floating point, so that no mathematical library has a say.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below `n`; 0 where `n` is 0. The multiplication's bias is below one in a thousand for a million.
    pub(super) fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// A number below `n`, which need not be small.
    pub(super) fn below_wide(&mut self, n: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(n)) >> 64) as u64
    }

    /// A number below `n`, small ones more often: half of the choices lie below a fifth of `n`.
    pub(super) fn low_below(&mut self, n: usize) -> usize {
        let bound = self.below(n);
        self.below(bound + 1)
    }

    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_choices() {
        let choices = |seed| {
            let mut dice = Dice::new(seed);
            (0..20).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(choices(7), choices(7));
        assert_ne!(choices(7), choices(8));
    }

    #[test]
    fn half_of_the_low_choices_lie_in_the_lowest_fifth() {
        let mut dice = Dice::new(1);
        let low = (0..10_000).filter(|_| dice.low_below(1000) < 200).count();
        assert!((4_800..5_600).contains(&low), "{low}");
    }
}
