//! Scores of one segment's documents, weighed many at a time.
//!
//! In: matching documents in rising order, some hundred together, and the score that counts at the least. Out: the score
//! of each that can have it. How often words stand there is read list by list and bounds the score from above; where
//! they stand is read only for the few documents whose bound is high enough.

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use crate::index::IndexError;
use crate::search::rank::lengths::Lengths;
use crate::search::rank::name::NameScorer;
use crate::search::rank::pair::{self, Pair};
use crate::search::rank::related::Related;
use crate::search::rank::rows::{self, Row, Rows};
use crate::search::rank::word::WordScorer;
use crate::search::rank::{Freshness, Reason, Why};

/// How many times a document is given up at the most while it is settled: to see whether it can still count costs as much
/// as there are parts.
const CHECKS: usize = 16;

/// The formula over one segment.
pub(in crate::search) struct Scorer {
    parts: Vec<Part>,
    pairs: Vec<Pair>,
    related: Related,
    /// Indices of the parts, those that can add most first, and behind them of the pairs, as if these were further
    /// parts; each with the most that those behind it can add in any document.
    steep: Vec<(usize, f64)>,
    /// The most that any document can have.
    ceiling: f64,
    /// How much less than it is a sum of bounds may come to be by rounding.
    slack: f32,
    lengths: Lengths,
    age: Option<Age>,
    /// The documents weighed last that can reach what counts.
    rows: Rows,
    /// What each part and each pair adds in the document settled last, or no less; and what all that is related does.
    points: Vec<f64>,
}

/// What a unit of the query adds.
pub(super) enum Part {
    Word(Box<WordScorer>),
    Name(NameScorer),
}

impl Part {
    fn ceiling(&self) -> f64 {
        match self {
            Self::Word(word) => word.ceiling(),
            Self::Name(name) => name.ceiling(),
        }
    }

    /// Reads how often it stands in documents, and adds to each no less than what that is worth.
    fn weigh(&mut self, rows: &mut Rows) {
        match self {
            Self::Word(word) => word.weigh(rows),
            Self::Name(name) => name.weigh(rows),
        }
    }

    /// What it adds in a document that was weighed, wherever it stands there; of words in sequence, as if they stood so
    /// wherever the rarest of them does.
    fn estimate(&self, row: &Row) -> f64 {
        match self {
            Self::Word(word) => word.estimate(row),
            Self::Name(name) => name.points(row),
        }
    }

    /// No less than what it adds in a document that was weighed.
    fn most(&self, row: &Row) -> f64 {
        match self {
            Self::Word(word) => word.most(row),
            Self::Name(name) => name.points(row),
        }
    }
}

impl Scorer {
    pub(super) fn new(
        parts: Vec<Part>,
        pairs: Vec<Pair>,
        related: Related,
        lengths: Lengths,
        age: Option<Age>,
    ) -> Self {
        let (steep, ceiling) = steep(&parts, &pairs);
        let ceiling = ceiling + related.ceiling();
        let slack = rows::slack(steep.len() + 1);
        let (rows, points) = (Rows::default(), Vec::new());
        Self { parts, pairs, related, steep, ceiling, slack, lengths, age, rows, points }
    }

    /// Keeps in mind what each of so many documents scores at the most that is weighed from now on.
    pub(in crate::search) fn remember(&mut self, documents: DocId) {
        self.rows.remember(documents);
    }

    /// No less than what each document scores that was weighed, less than any score for others; and the lengths of the
    /// bodies.
    pub(in crate::search) fn remembered(self) -> (Vec<f32>, Lengths) {
        (self.rows.remembered(), self.lengths)
    }

    /// How many of the related words a document has.
    pub(in crate::search) fn related(&self, doc: DocId) -> u8 {
        self.related.words(doc)
    }

    /// The documents that have so many of the related words, in order.
    pub(in crate::search) fn having(&self, least: u8) -> impl Iterator<Item = DocId> {
        self.related.having(least)
    }

    /// Those of some documents from `first` on that can have the score `least`, where each earns no more than said by what
    /// was asked for.
    pub(in crate::search) fn reaching(&self, first: DocId, most: &[f32], least: f32, into: &mut Vec<DocId>) {
        into.clear();
        let reach = |most: f32| most * self.slack >= least;
        match self.related.earned(first, most.len()) {
            Some(more) => pick(first, most.iter().zip(more).map(|(most, more)| most + more), reach, into),
            None => pick(first, most.iter().copied(), reach, into),
        }
    }

    /// Weighs documents that rise, from call to call too, and says how many can have the score `least`; they are to be
    /// [settled](Self::settle).
    pub(in crate::search) fn weigh(&mut self, docs: &[DocId], least: f32) -> usize {
        let Self { parts, pairs, related, rows, .. } = self;
        rows.begin(docs, least, self.slack);
        // Age only takes from it.
        if !rows.reach(self.ceiling) {
            return 0;
        }
        rows.measure(&mut self.lengths);
        if let Some(age) = &self.age {
            rows.age(|doc| age.factor(doc));
        }
        related.weigh(rows);
        for (at, rest) in &self.steep {
            match parts.get_mut(*at) {
                Some(part) => part.weigh(rows),
                None => self::weigh(parts, &pairs[at - parts.len()], rows),
            }
            if !rows.prune(*rest) {
                return 0;
            }
        }
        rows.close()
    }

    /// What one of the documents weighed last has by how often words stand there, wherever that is, its age aside; no more
    /// than the bound that it was weighed by.
    pub(in crate::search) fn estimate(&self, at: usize) -> Option<(DocId, f32)> {
        let row = self.rows.get(at, &self.lengths)?;
        let points: f64 = self.parts.iter().map(|part| part.estimate(&row)).sum();
        Some((row.doc, points as f32))
    }

    /// The score of one of the documents weighed last that can reach what counted, if it does reach `least`; in
    /// their order.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(in crate::search) fn settle(
        &mut self,
        at: usize,
        least: f32,
    ) -> Result<Option<(DocId, f32)>, IndexError> {
        let Some(row) = self.rows.get(at, &self.lengths) else { return Ok(None) };
        let Self { parts, pairs, related, points, .. } = self;
        points.clear();
        points.extend(parts.iter().map(|part| part.most(&row)));
        let most = |pair: &Pair| words(parts, pair).map_or(0.0, |(one, other)| pair.most(one, other, &row));
        points.extend(pairs.iter().map(most));
        points.push(related.points(&row));
        let all = parts.len() + pairs.len();
        let step = all.div_ceil(CHECKS).max(1);
        for at in 0..all {
            if at % step == 0 && self.sum(row.factor) < least {
                return Ok(None);
            }
            self.points[at] = self.exact(at, &row)?;
        }
        let score = self.sum(row.factor);
        Ok(Some((row.doc, score)).filter(|_| score >= least))
    }

    /// What a part adds that was bounded before, and the parts before it settled.
    fn exact(&mut self, at: usize, row: &Row) -> Result<f64, IndexError> {
        let width = self.parts.len();
        Ok(match self.parts.get_mut(at) {
            Some(Part::Word(word)) => word.points(row)?,
            Some(Part::Name(_)) => self.points[at],
            None => {
                let pair = &self.pairs[at - width];
                words(&self.parts, pair).map_or(0.0, |(one, other)| pair.points(one, other, row))
            }
        })
    }

    /// The points together; rounding never makes more of less, as they add up in one order.
    fn sum(&self, factor: f64) -> f32 {
        (self.points.iter().sum::<f64>() * factor) as f32
    }

    /// The parts of a document's score, in the order of the query, without those that add nothing.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn reasons(&mut self, doc: DocId) -> Result<Vec<Reason>, IndexError> {
        self.weigh(&[doc], f32::NEG_INFINITY);
        let Some(row) = self.rows.get(0, &self.lengths) else { return Ok(Vec::new()) };
        self.settle(0, f32::NEG_INFINITY)?;
        let parts = self.parts.iter().map(|part| match part {
            Part::Word(word) => word.reason(&row),
            Part::Name(name) => name.reason(&row),
        });
        let pairs = self.pairs.iter().map(|pair| {
            let times = words(&self.parts, pair).map_or(0, |(one, other)| pair::times(one, other));
            (pair.what.clone(), Why::Together { times })
        });
        let all = parts.chain(pairs).zip(self.points.iter().copied());
        let all = all.map(|((what, why), points)| Reason { what, why, points });
        let all = all.chain(self.related.reasons()).filter(|reason| reason.points != 0.0);
        let age = self.age.as_ref().map(|age| age.reason(doc, self.points.iter().sum()));
        Ok(all.chain(age).collect())
    }
}

/// Takes out the documents from `first` on that reach. All are looked at without a branch first: most hundreds have none.
fn pick(
    first: DocId,
    most: impl Iterator<Item = f32> + Clone,
    reach: impl Fn(f32) -> bool,
    into: &mut Vec<DocId>,
) {
    if most.clone().fold(false, |any, most| any | reach(most)) {
        into.extend((first..).zip(most).filter(|(_, most)| reach(*most)).map(|(doc, _)| doc));
    }
}

/// The parts by how much they can add, the most first, and the pairs, each with what can still come behind it; and all
/// together.
fn steep(parts: &[Part], pairs: &[Pair]) -> (Vec<(usize, f64)>, f64) {
    let mut steep: Vec<(usize, f64)> = parts.iter().map(Part::ceiling).enumerate().collect();
    steep.sort_by(|one, other| other.1.total_cmp(&one.1));
    steep.extend(pairs.iter().enumerate().map(|(at, pair)| (parts.len() + at, pair.ceiling())));
    let mut rest = 0.0;
    for (_, ceiling) in steep.iter_mut().rev() {
        rest += std::mem::replace(ceiling, rest);
    }
    (steep, rest)
}

/// Adds to documents no less than what a pair is worth there.
fn weigh(parts: &[Part], pair: &Pair, rows: &mut Rows) {
    if let Some((one, other)) = words(parts, pair) {
        pair.weigh(one, other, rows);
    }
}

/// The words of a pair.
fn words<'a>(parts: &'a [Part], pair: &Pair) -> Option<(&'a WordScorer, &'a WordScorer)> {
    match (&parts[pair.first], &parts[pair.second]) {
        (Part::Word(one), Part::Word(other)) => Some((one, other)),
        _ => None,
    }
}

/// What its age takes from a document.
pub(super) struct Age {
    fresh: Freshness,
    day: Column<i64>,
}

impl Age {
    pub(super) fn open(fresh: Freshness, segment: &SegmentReader) -> tantivy::Result<Self> {
        Ok(Self { fresh, day: segment.fast_fields().i64("first_day")? })
    }

    fn factor(&self, doc: DocId) -> f64 {
        self.fresh.factor(self.day.first(doc))
    }

    fn reason(&self, doc: DocId, points: f64) -> Reason {
        let days = self.day.first(doc).map(|day| self.fresh.age(day));
        Reason { what: "age".to_owned(), why: Why::Old { days }, points: points * (self.factor(doc) - 1.0) }
    }
}
