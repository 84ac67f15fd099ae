//! Fits a model to labelled sequences, with a margin.
//!
//! Each example is labelled with the weights so far, every wrong label being helped by what it would cost; where the
//! result is not the right one, the weights move towards the right one. Steps shrink with the number of changes to a
//! weight, a part of the features is passed over in each example, and the mean of all weights on the way is kept.
//!
//! Sources: Collins 2002 (doi:10.3115/1118693.1118694) for learning by labelling and for the mean; Taskar, Guestrin
//! and Koller 2003 for margins in proportion to costs; Duchi, Hazan and Singer 2011 for the steps; Hinton et al. 2012
//! (arXiv:1207.0580) for passing over features. Numbers are added, multiplied, divided and rooted in one order, so
//! that the same examples give the same model on any machine and any number of threads.

use crate::sequence::model::{cell, seam_label};
use crate::sequence::{Lattice, Model, Rows};

/// The label of a row that may have any.
pub const FREE: u8 = u8::MAX;

/// One labelled sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its features.
    pub rows: Rows,
    /// A label a row; [`FREE`] where any is right.
    pub gold: Vec<u8>,
    /// What a wrong label costs, a number a row: how far the right one must win.
    pub costs: Vec<f32>,
}

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// How many labels, from 2.
    pub labels: u8,
    /// The table holds two to this power of weights.
    pub bits: u8,
    /// How often all examples are gone through.
    pub epochs: u32,
    /// How many models are fit, from 1, each in an order of its own: the one that comes out is their mean.
    pub runs: u32,
    /// Of the orders of the examples and of the features passed over.
    pub seed: u64,
    /// The first step of a weight.
    pub rate: f32,
    /// Share of the features of rows that are passed over in an example, `0.0..1.0`.
    pub dropout: f32,
}

/// Fits a model. No examples give an empty model.
pub fn train(examples: &[&Example], options: Options) -> Model {
    let empty = Model::empty(options.labels, options.bits);
    let mut mean = vec![0.0; 1 << empty.bits()];
    let runs = options.runs.max(1);
    let mut dice = options.seed;
    for _ in 0..runs {
        let weights = run(examples, options, &mut dice);
        mean.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += weight / f64::from(runs));
    }
    Model::of_weights(empty.labels() as u8, empty.bits(), &mean)
}

/// The weights of one run.
fn run(examples: &[&Example], options: Options, dice: &mut u64) -> Vec<f64> {
    let mut fit = Fit::new(options);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..options.epochs {
        shuffle(&mut order, dice);
        for &at in &order {
            fit.learn(examples[at], next(dice) as u32);
        }
    }
    fit.averaged()
}

/// A model in the making.
struct Fit {
    labels: usize,
    options: Options,
    weights: Vec<f32>,
    /// Squares of the changes of each weight so far.
    squares: Vec<f32>,
    /// Each change times the number of examples seen before it, from which the mean comes out at the end.
    sums: Vec<f64>,
    seen: f64,
}

/// The square from which the first step is reckoned.
const FIRST: f32 = 1e-8;

/// More than any sum of scores of a sequence.
const NEVER: f32 = 1e7;

impl Fit {
    fn new(options: Options) -> Self {
        let empty = Model::empty(options.labels, options.bits);
        let size = 1 << empty.bits();
        Self {
            labels: empty.labels(),
            options: Options { bits: empty.bits(), ..options },
            weights: vec![0.0; size],
            squares: vec![FIRST; size],
            sums: vec![0.0; size],
            seen: 0.0,
        }
    }

    fn learn(&mut self, example: &Example, salt: u32) {
        let drop = Dropout::of(self.options.dropout, salt);
        let weight =
            |feature: u32, label: usize| self.weights[cell(feature, label as u32, self.options.bits)];
        let row_weight =
            |feature: u32, label: usize| if drop.keeps(feature) { weight(feature, label) } else { 0.0 };
        let mut lattice = Lattice::weighed(self.labels, &example.rows, row_weight, weight);
        let right = allowed(&lattice, &example.gold);
        for (at, &right) in right.iter().enumerate() {
            let wrong = (0..self.labels).filter(|&label| label != usize::from(right));
            wrong.for_each(|label| lattice.add(at, label, example.costs[at]));
        }
        let given = lattice.best();
        self.seen += 1.0;
        self.move_towards(&example.rows, (&right, &given), drop);
    }

    fn move_towards(&mut self, rows: &Rows, (right, given): (&[u8], &[u8]), drop: Dropout) {
        for at in 0..right.len() {
            let pair = |labels: &[u8]| (usize::from(labels[at.saturating_sub(1)]), usize::from(labels[at]));
            let (right, given) = (pair(right), pair(given));
            if right.1 != given.1 {
                let features = || rows.row(at).iter().copied().filter(|feature| drop.keeps(*feature));
                self.change(features(), right.1, 1.0);
                self.change(features(), given.1, -1.0);
            }
            if at > 0 && right != given {
                let features = || rows.seam(at).iter().copied();
                self.change(features(), seam_label(self.labels, right), 1.0);
                self.change(features(), seam_label(self.labels, given), -1.0);
            }
        }
    }

    fn change(&mut self, features: impl Iterator<Item = u32>, label: usize, by: f32) {
        if label == 0 {
            return;
        }
        for feature in features {
            let at = cell(feature, label as u32, self.options.bits);
            self.squares[at] += by * by;
            let step = self.options.rate * by / self.squares[at].sqrt();
            self.weights[at] += step;
            self.sums[at] += f64::from(step) * (self.seen - 1.0);
        }
    }

    /// The mean of the weights after each example.
    fn averaged(self) -> Vec<f64> {
        let seen = self.seen.max(1.0);
        let mean = |(weight, sum): (&f32, &f64)| f64::from(*weight) - sum / seen;
        self.weights.iter().zip(&self.sums).map(mean).collect()
    }
}

/// Which features an example passes over.
#[derive(Clone, Copy)]
pub(super) struct Dropout {
    salt: u32,
    most: u32,
}

impl Dropout {
    #[expect(clippy::cast_sign_loss, reason = "the share is brought within its bounds")]
    pub(super) fn of(share: f32, salt: u32) -> Self {
        Self { salt, most: (share.clamp(0.0, 1.0) * u32::MAX as f32) as u32 }
    }

    pub(super) fn keeps(self, feature: u32) -> bool {
        let mixed = feature ^ self.salt;
        let mixed = mixed.wrapping_mul(0x9e37_79b1) ^ (mixed >> 15);
        mixed.wrapping_mul(0x85eb_ca6b) >= self.most
    }
}

/// The best labels among those that the gold allows.
fn allowed(lattice: &Lattice<f32>, gold: &[u8]) -> Vec<u8> {
    if !gold.contains(&FREE) {
        return gold.to_vec();
    }
    let mut bound = lattice.clone();
    for (at, &label) in gold.iter().enumerate().filter(|(_, label)| **label != FREE) {
        bound.add(at, usize::from(label), NEVER);
    }
    bound.best()
}

pub(super) fn shuffle(order: &mut [usize], dice: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (next(dice) % (at as u64 + 1)) as usize);
    }
}

/// A number as good as drawn at random.
///
/// Source: splitmix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
pub(super) fn next(dice: &mut u64) -> u64 {
    *dice = dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *dice;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sequence::decode;

    /// Rows of letters; a row's feature is its letter.
    fn example(letters: &str, gold: &[u8]) -> Example {
        let mut rows = Rows::default();
        for letter in letters.bytes() {
            rows.push(u32::from(letter) * 7919);
            rows.push_seam(1);
            rows.end_row();
        }
        Example { costs: vec![1.0; gold.len()], gold: gold.to_vec(), rows }
    }

    const OPTIONS: Options =
        Options { labels: 3, bits: 10, epochs: 60, runs: 2, seed: 7, rate: 0.3, dropout: 0.0 };

    #[test]
    fn what_is_shown_is_learnt() {
        let shown = [example("abcab", &[0, 1, 2, 0, 1]), example("cba", &[2, 1, 0])];
        let model = train(&shown.iter().collect::<Vec<_>>(), OPTIONS);
        assert_eq!(decode(&model, &example("bca", &[0; 3]).rows), [1, 2, 0]);
    }

    #[test]
    fn a_row_without_evidence_goes_with_its_neighbours() {
        let shown = [example("axxxa", &[1; 5]), example("bxxxb", &[2; 5]), example("bxxb", &[2; 4])];
        let model = train(&shown.iter().collect::<Vec<_>>(), OPTIONS);
        assert_eq!(decode(&model, &example("axxa", &[0; 4]).rows), [1; 4]);
        assert_eq!(decode(&model, &example("bxb", &[0; 3]).rows), [2; 3]);
    }

    #[test]
    fn a_free_row_may_have_any_label() {
        let shown = [example("ab", &[1, FREE]), example("b", &[2])];
        let model = train(&shown.iter().collect::<Vec<_>>(), OPTIONS);
        assert_eq!(decode(&model, &example("ab", &[0; 2]).rows)[0], 1);
    }

    #[test]
    fn the_same_examples_give_the_same_model() {
        let shown = [example("abcab", &[0, 1, 2, 0, 1]), example("cba", &[2, 1, 0])];
        let shown: Vec<&Example> = shown.iter().collect();
        let options = Options { dropout: 0.5, ..OPTIONS };
        assert_eq!(train(&shown, options), train(&shown, options));
        assert_eq!(train(&[], OPTIONS), Model::empty(3, 10));
    }
}
