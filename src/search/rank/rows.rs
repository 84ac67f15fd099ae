//! Documents that are weighed together, and no less than what each can have.
//!
//! Everything here is by the place of a document among those counted, in plain lists: what a word earns in some hundred
//! documents takes a processor hardly longer than in a few.

use tantivy::DocId;

use crate::search::rank::lengths::Lengths;

/// How many times as many documents as are weighed may lie between the first and the last of them for all of these to
/// be counted: that costs less than going from one to the next.
const DENSE: u32 = 4;

/// One of how many documents may still count for the rest to be counted from one to the next.
const SPARSE: usize = 16;

/// How many documents lie close together for the lengths of all to be read.
const MANY: usize = 64;

/// What a sum of bounds may lack for each of its terms, by rounding, and then some.
const SLACK: f32 = 1e-6;

/// What the sum of so many bounds is multiplied with to be no less than what they bound.
pub(super) fn slack(bounds: usize) -> f32 {
    1.0 + SLACK * (bounds + 8) as f32
}

/// A document that can reach what counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) doc: DocId,
    /// Its place among what is counted.
    pub(super) at: usize,
    /// What frequencies in the body are divided by.
    pub(super) divisor: f64,
    /// What its age makes of its score.
    pub(super) factor: f64,
}

/// Some documents that rise.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Those that can still reach what counts, with their places.
    docs: Vec<(usize, DocId)>,
    /// The first of all that are counted, where these are all from there on.
    first: Option<DocId>,
    /// What frequencies in the body are multiplied with.
    shares: Vec<f32>,
    /// What the age makes of a score, where it counts.
    factors: Vec<f64>,
    /// How often what is weighed stands there, at the most, by what each place is worth.
    weighted: Vec<f32>,
    /// No less than what was found.
    sums: Vec<f32>,
    /// What counts, and how much less a sum of bounds may be.
    least: f32,
    slack: f32,
    /// No less than what each document of the segment has that was weighed, where that is kept in mind.
    remembered: Vec<f32>,
}

impl Rows {
    /// Keeps in mind what each of so many documents has at the most that is weighed from now on.
    pub(super) fn remember(&mut self, documents: DocId) {
        self.remembered = vec![f32::NEG_INFINITY; documents as usize];
    }

    /// No less than what each document has that was weighed; less than any number for others.
    pub(super) fn remembered(self) -> Vec<f32> {
        self.remembered
    }

    /// Begins with documents, the score that counts, and what bounds are multiplied with to be [safe](slack).
    pub(super) fn begin(&mut self, docs: &[DocId], least: f32, slack: f32) {
        let first = docs.first().copied().unwrap_or(0);
        let wide = docs.last().map_or(1, |last| last - first + 1);
        let is_dense = wide / DENSE < docs.len() as u32;
        self.first = is_dense.then_some(first);
        self.docs.clear();
        let place = |at: usize, doc: DocId| if is_dense { (doc - first) as usize } else { at };
        self.docs.extend(docs.iter().enumerate().map(|(at, doc)| (place(at, *doc), *doc)));
        self.sums.clear();
        self.sums.resize(if is_dense { wide as usize } else { docs.len() }, 0.0);
        self.factors.clear();
        (self.least, self.slack) = (least, slack);
    }

    /// Notes what once in the body of each document is worth.
    pub(super) fn measure(&mut self, lengths: &mut Lengths) {
        self.shares.clear();
        match self.first {
            Some(first) if self.docs.len() >= MANY => {
                let first = first as usize;
                self.shares.extend_from_slice(&lengths.shares()[first..first + self.sums.len()]);
            }
            _ => {
                self.shares.resize(self.sums.len(), 1.0);
                for (at, doc) in &self.docs {
                    self.shares[*at] = lengths.share(*doc);
                }
            }
        }
    }

    /// Notes what the age of each document makes of its score.
    pub(super) fn age(&mut self, factor: impl Fn(DocId) -> f64) {
        self.factors.resize(self.sums.len(), 1.0);
        for (at, doc) in &self.docs {
            self.factors[*at] = factor(*doc);
        }
    }

    /// Whether documents can count that have no more than so many points.
    pub(super) fn reach(&mut self, points: f64) -> bool {
        let points = points as f32;
        let reach = points * self.slack >= self.least;
        if !reach && !self.remembered.is_empty() {
            for (_, doc) in &self.docs {
                self.remembered[*doc as usize] = points;
            }
        }
        reach
    }

    /// Room for a count in each, emptied.
    pub(super) fn clear(&self, counts: &mut Vec<u32>) {
        counts.clear();
        counts.resize(self.sums.len(), 0);
    }

    /// The documents that something is to be counted in, with their places.
    pub(super) fn docs(&self) -> impl Iterator<Item = (usize, DocId)> + Clone {
        self.docs.iter().copied()
    }

    /// The first of all that are to be counted, where it is quicker to count in all from there on.
    pub(super) fn first(&self) -> Option<DocId> {
        self.first
    }

    /// Begins to weigh something in each.
    pub(super) fn open(&mut self) {
        self.weighted.clear();
        self.weighted.resize(self.sums.len(), 0.0);
    }

    /// Notes how often it stands in each, and what once is worth there.
    pub(super) fn stands(&mut self, times: impl Iterator<Item = u32>, worth: f64) {
        let worth = worth as f32;
        for (weighted, times) in self.weighted.iter_mut().zip(times) {
            *weighted += worth * number(times);
        }
    }

    /// The same of what counts less in a long body.
    pub(super) fn stands_in_body(&mut self, times: impl Iterator<Item = u32>, worth: f64) {
        let worth = worth as f32;
        for ((weighted, share), times) in self.weighted.iter_mut().zip(&self.shares).zip(times) {
            *weighted += worth * share * number(times);
        }
    }

    /// Adds points to each.
    pub(super) fn add(&mut self, points: impl Fn(DocId) -> f32) {
        for (at, doc) in &self.docs {
            self.sums[*at] += points(*doc);
        }
    }

    /// Adds to each what it earns by what was noted.
    pub(super) fn earn(&mut self, factor: f64, half: f64) {
        let (factor, half) = (factor as f32, half as f32);
        for (sum, weighted) in self.sums.iter_mut().zip(&self.weighted) {
            *sum += factor * bound(*weighted, half);
        }
    }

    /// Adds to each of which something was noted what something else earns.
    pub(super) fn earn_besides(&mut self, times: &[u32], factor: f64, half: f64) {
        let (factor, half) = (factor as f32, half as f32);
        for ((sum, weighted), times) in self.sums.iter_mut().zip(&self.weighted).zip(times) {
            let points = factor * bound(*times as f32, half);
            *sum += if *weighted > 0.0 { points } else { 0.0 };
        }
    }

    /// Leaves out what cannot count with so much more, where that spares counting; says whether any is left.
    pub(super) fn prune(&mut self, more: f64) -> bool {
        if self.first.is_none() || self.is_sparse(more as f32) {
            self.keep(more);
            self.first = None;
        }
        !self.docs.is_empty()
    }

    /// Whether so few can count with so much more that going from one to the next costs less than counting in all.
    fn is_sparse(&self, more: f32) -> bool {
        let reaches = |sum: f32| (sum + more) * self.slack >= self.least;
        // Most bounds are so high at first that all reach.
        !reaches(0.0) && self.sums.iter().filter(|sum| reaches(**sum)).count() * SPARSE <= self.sums.len()
    }

    /// Leaves out what cannot count; says how many are left.
    pub(super) fn close(&mut self) -> usize {
        self.keep(0.0);
        self.docs.len()
    }

    fn keep(&mut self, more: f64) {
        let Self { docs, sums, factors, least, slack, remembered, .. } = self;
        let more = more as f32;
        let factor = |at: usize| factors.get(at).map_or(1.0, |factor| *factor as f32);
        docs.retain(|(at, doc)| {
            let most = sums[*at] + more;
            if let Some(remembered) = remembered.get_mut(*doc as usize) {
                *remembered = most;
            }
            most * factor(*at) * *slack >= *least
        });
    }

    /// One of those that are left.
    pub(super) fn get(&self, at: usize, lengths: &Lengths) -> Option<Row> {
        let (at, doc) = *self.docs.get(at)?;
        let factor = self.factors.get(at).copied().unwrap_or(1.0);
        Some(Row { doc, at, divisor: lengths.divisor(doc), factor })
    }
}

/// How often something stands somewhere: a processor turns some signed numbers at once.
#[inline]
fn number(times: u32) -> f32 {
    times.cast_signed() as f32
}

/// [`saturated`](super::saturated) without a branch, for a `half` above 0: a processor does some of these at once.
#[inline]
pub(super) fn bound(frequency: f32, half: f32) -> f32 {
    (1.0 + half) * frequency / (frequency + half)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hundred documents from 10 on, of which 2 points count; the one at 50 has 1.9 of them.
    fn rows() -> Rows {
        let mut rows = Rows::default();
        rows.begin(&(10..110).collect::<Vec<DocId>>(), 2.0, slack(1));
        rows.open();
        rows.stands((0..100).map(|at| if at == 40 { 9 } else { 0 }), 1.0);
        rows.earn(1.0, 1.2);
        rows
    }

    #[test]
    fn few_that_can_still_count_are_counted_one_by_one() {
        let mut rows = rows();
        assert!(rows.prune(1.5));
        assert_eq!((rows.first(), rows.docs().collect::<Vec<_>>()), (None, vec![(40, 50)]));
        assert!(!rows.prune(0.0), "1.9 points are fewer than 2");
        assert_eq!(rows.close(), 0);
    }

    #[test]
    fn while_all_can_still_count_they_are_counted_together() {
        let mut rows = rows();
        assert!(rows.prune(2.0));
        assert_eq!((rows.first(), rows.docs().count()), (Some(10), 100));
    }
}
