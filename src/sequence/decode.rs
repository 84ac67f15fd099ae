//! The best labels of a sequence: Viterbi's way over a lattice of scores.

use std::ops::Add;

use crate::sequence::model::seam_label;
use crate::sequence::{Model, Rows};

/// The scores of every label of every row, and of every pair of labels of neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lattice<S = i64> {
    labels: usize,
    /// A number a row and label.
    rows: Vec<S>,
    /// A number a row and pair of labels, the earlier one first; those of the first row are nought.
    seams: Vec<S>,
}

/// The labels with the greatest sum of scores; of equal sums the one with the lower label where they first part.
pub fn decode(model: &Model, rows: &Rows) -> Vec<u8> {
    Lattice::of(model, rows).best()
}

/// A number that scores are made of.
pub(super) trait Score: Copy + Default + PartialOrd + Add<Output = Self> {}

impl Score for i64 {}
impl Score for f32 {}

impl Lattice {
    /// The scores that a model gives.
    pub fn of(model: &Model, rows: &Rows) -> Self {
        let weight = |feature: u32, label: usize| i64::from(model.weight(feature, label));
        Self::weighed(model.labels(), rows, weight, weight)
    }
}

#[expect(private_bounds, reason = "callers outside have whole numbers only")]
impl<S: Score> Lattice<S> {
    /// The scores that two tables of weights give, one for rows and one for seams, which are asked for features and
    /// labels.
    pub(super) fn weighed(
        labels: usize,
        rows: &Rows,
        row: impl Fn(u32, usize) -> S,
        seam: impl Fn(u32, usize) -> S,
    ) -> Self {
        let mut scores = Vec::with_capacity(rows.len() * labels);
        let mut seams = Vec::with_capacity(rows.len() * labels * labels);
        for at in 0..rows.len() {
            scores.extend((0..labels).map(|label| sum(rows.row(at), label, &row)));
            let features = if at == 0 { &[] } else { rows.seam(at) };
            let pairs = (0..labels * labels).map(|pair| seam_label(labels, (pair / labels, pair % labels)));
            seams.extend(pairs.map(|label| sum(features, label, &seam)));
        }
        Self { labels, rows: scores, seams }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len() / self.labels
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds to the score of a label of a row.
    pub fn add(&mut self, at: usize, label: usize, score: S) {
        let cell = at * self.labels + label;
        self.rows[cell] = self.rows[cell] + score;
    }

    fn row(&self, at: usize, label: usize) -> S {
        self.rows[at * self.labels + label]
    }

    fn seam(&self, at: usize, before: usize, label: usize) -> S {
        self.seams[(at * self.labels + before) * self.labels + label]
    }

    /// The labels with the greatest sum.
    pub fn best(&self) -> Vec<u8> {
        let after = self.after();
        let mut best: Vec<u8> = Vec::with_capacity(self.len());
        for at in 0..self.len() {
            let score = |label: usize| {
                let seam =
                    best.last().map_or(S::default(), |&before| self.seam(at, usize::from(before), label));
                self.row(at, label) + seam + after[at * self.labels + label]
            };
            let label =
                (1..self.labels).fold(0, |best, label| if score(label) > score(best) { label } else { best });
            best.push(label as u8);
        }
        best
    }

    /// Per row and label, the greatest sum of all that comes after the row.
    fn after(&self) -> Vec<S> {
        let mut after = vec![S::default(); self.rows.len()];
        for at in (1..self.len()).rev() {
            for before in 0..self.labels {
                let through = |label: usize| {
                    self.seam(at, before, label) + self.row(at, label) + after[at * self.labels + label]
                };
                after[(at - 1) * self.labels + before] = greatest((0..self.labels).map(through));
            }
        }
        after
    }

    /// Per row and label, the greatest sum of all that comes before the row.
    fn before(&self) -> Vec<S> {
        let mut before = vec![S::default(); self.rows.len()];
        for at in 1..self.len() {
            for label in 0..self.labels {
                let through = |other: usize| {
                    self.seam(at, other, label)
                        + self.row(at - 1, other)
                        + before[(at - 1) * self.labels + other]
                };
                before[at * self.labels + label] = greatest((0..self.labels).map(through));
            }
        }
        before
    }
}

impl Lattice {
    /// Per row, by how much the best labels with this label there beat the best without it; negative where they lose.
    pub fn margins(&self, label: usize) -> Vec<i64> {
        let (before, after) = (self.before(), self.after());
        let through = |at: usize, label: usize| {
            let cell = at * self.labels + label;
            before[cell] + self.rows[cell] + after[cell]
        };
        let margin = |at: usize| {
            let others = (0..self.labels).filter(|&other| other != label);
            through(at, label) - greatest(others.map(|other| through(at, other)))
        };
        (0..self.len()).map(margin).collect()
    }
}

/// What a row's or a seam's features say for a label.
fn sum<S: Score>(features: &[u32], label: usize, weight: impl Fn(u32, usize) -> S) -> S {
    if label == 0 {
        return S::default();
    }
    features.iter().fold(S::default(), |sum, &feature| sum + weight(feature, label))
}

fn greatest<S: Score>(mut scores: impl Iterator<Item = S>) -> S {
    let first = scores.next().unwrap_or_default();
    scores.fold(first, |greatest, score| if score > greatest { score } else { greatest })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Lattice {
        fn sum(&self, labels: &[u8]) -> i64 {
            let row = |at: usize| self.row(at, usize::from(labels[at]));
            let seam = |at: usize| self.seam(at, usize::from(labels[at - 1]), usize::from(labels[at]));
            (0..labels.len()).map(row).sum::<i64>() + (1..labels.len()).map(seam).sum::<i64>()
        }
    }

    /// Every sequence of `rows` labels.
    fn all(labels: u8, rows: usize) -> Vec<Vec<u8>> {
        let longer = |all: Vec<Vec<u8>>, _| {
            let with = |one: &Vec<u8>| {
                (0..labels).map(|label| [one.as_slice(), &[label]].concat()).collect::<Vec<_>>()
            };
            all.iter().flat_map(with).collect()
        };
        (0..rows).fold(vec![Vec::new()], longer)
    }

    proptest! {
        #[test]
        fn the_best_labels_are_found_and_the_margins_are_theirs(
            (labels, rows, seams) in (2..4_u8, 0..5_usize).prop_flat_map(|(labels, rows)| {
                let cells = usize::from(labels) * rows;
                let pairs = cells * usize::from(labels);
                (Just(labels), prop::collection::vec(-9..9_i64, cells), prop::collection::vec(-9..9_i64, pairs))
            }),
        ) {
            let lattice = Lattice { labels: usize::from(labels), rows, seams };
            let all = all(labels, lattice.len());
            let greatest = all.iter().map(|labels| lattice.sum(labels)).max();
            prop_assert_eq!(Some(lattice.sum(&lattice.best())), greatest);
            for (at, margin) in lattice.margins(1).into_iter().enumerate() {
                let most = |with: bool| {
                    let fit = all.iter().filter(|one| (one[at] == 1) == with);
                    fit.map(|labels| lattice.sum(labels)).max().unwrap_or(0)
                };
                prop_assert_eq!(margin, most(true) - most(false));
            }
        }
    }
}
