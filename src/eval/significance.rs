//! Whether a difference of means could be chance.

use rand::rand_core::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Random swaps that are tried; a p value is known to about 0.005 with them, and the same every time.
const SWAPS: u32 = 10_000;

/// The share of random swaps of two engines' scores, query by query, after which the means lie as far apart as they
/// were seen to, in either direction: two-sided, and never 0. 1 where no query differs, and for none. Scores without a
/// partner are left out.
///
/// Source: Fisher's randomisation test as Smucker, Allan and Carterette 2007 use it, doi:10.1145/1321440.1321528.
pub(super) fn p_value(ours: &[f64], theirs: &[f64]) -> f64 {
    let differences: Vec<f64> = ours.iter().zip(theirs).map(|(one, other)| one - other).collect();
    // Sums of the same numbers in another order may differ in their last bits.
    let seen = differences.iter().sum::<f64>().abs() - 1e-9;
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let mut as_far = 0;
    for _ in 0..SWAPS {
        let swapped = differences.iter().fold(0.0, |sum, difference| {
            if dice.next_u32() & 1 == 0 { sum + difference } else { sum - difference }
        });
        as_far += u32::from(swapped.abs() >= seen);
    }
    f64::from(as_far + 1) / f64::from(SWAPS + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_scores_differ_by_chance_and_far_ones_do_not() {
        let some: Vec<f64> = (0..40).map(|at| f64::from(at % 7) / 7.0).collect();
        assert!((p_value(&some, &some) - 1.0).abs() < 1e-9);
        let better: Vec<f64> = some.iter().map(|score| score + 0.1).collect();
        assert!(p_value(&better, &some) < 0.001);
        assert!(p_value(&some, &better) < 0.001, "in either direction");
    }

    #[test]
    fn two_queries_prove_little() {
        let p = p_value(&[0.9, 0.8], &[0.5, 0.7]);
        assert!((0.45..0.55).contains(&p), "of four ways to swap two, two are as far: {p}");
    }
}
