//! What two neighbours of the query earn that stand side by side in the text.

use crate::query::Place;
use crate::search::rank::rows::{Row, Rows};
use crate::search::rank::word::{self, Count, WordScorer};
use crate::search::rank::{Asked, saturated};

/// What two words side by side earn, against what both earn as words. Stop words count here like others, so that
/// phrases keep theirs.
///
/// Source: of 0.05 to 0.4, 0.15 is best for headlines (MRR 0.837 to 0.845) and subjects; names in full want less.
const WEIGHT: f64 = 0.15;
/// How many pairs in the body one in the headline is worth.
const TITLE: f64 = 4.0;
/// How soon repetition of a pair stops counting. Source: of 1.2 to 8, 2.5 to 4 were best.
const HALF: f64 = 2.5;

/// Two neighbours of the query.
pub(super) struct Pair {
    /// Index of the first word among the parts.
    pub(super) first: usize,
    /// Index of the second one.
    pub(super) second: usize,
    /// Both as typed.
    pub(super) what: String,
    factor: f64,
}

/// The neighbours among what is asked of the text.
pub(super) fn of(asked: &[Asked]) -> Vec<Pair> {
    let is_text = |asked: &&Asked| {
        let Asked { unit, .. } = asked;
        unit.place == Place::Text && unit.slots.iter().all(|slot| slot.pattern.is_none())
    };
    let texts: Vec<usize> = (0..asked.len()).filter(|at| is_text(&&asked[*at])).collect();
    let pair = |pair: &[usize]| {
        let (one, other) = (&asked[pair[0]], &asked[pair[1]]);
        Pair {
            first: pair[0],
            second: pair[1],
            what: format!("{} {}", one.unit.label, other.unit.label),
            factor: WEIGHT * (one.factor + other.factor),
        }
    };
    texts.windows(2).map(pair).collect()
}

impl Pair {
    /// No less than the pair earns in any document.
    pub(super) fn ceiling(&self) -> f64 {
        self.factor * (1.0 + HALF)
    }

    /// Adds to each document no less than what the pair is worth there.
    pub(super) fn weigh(&self, first: &WordScorer, second: &WordScorer, rows: &mut Rows) {
        rows.open();
        rows.stands(rarer(first.title(), second.title()), TITLE);
        rows.stands_in_body(rarer(first.body(), second.body()), 1.0);
        rows.earn(self.factor, HALF);
    }

    /// No less than the pair earns in a document, by how often its words stand there at all.
    #[inline]
    pub(super) fn most(&self, first: &WordScorer, second: &WordScorer, row: &Row) -> f64 {
        let least = |one: Option<&Count>, other: Option<&Count>| {
            f64::from(one.zip(other).map_or(0, |(one, other)| one.times(row).min(other.times(row))))
        };
        let (title, body) = (least(first.title(), second.title()), least(first.body(), second.body()));
        self.earned(title, body, row.divisor)
    }

    /// What the pair earns in the document that was settled last.
    pub(super) fn points(&self, first: &WordScorer, second: &WordScorer, row: &Row) -> f64 {
        let beside = |one: Option<&Count>, other: Option<&Count>| {
            f64::from(one.zip(other).map_or(0, |(one, other)| beside(one, other, first.length)))
        };
        let title = beside(first.title(), second.title());
        let body = beside(first.body(), second.body());
        self.earned(title, body, row.divisor)
    }

    #[inline]
    fn earned(&self, title: f64, body: f64, divisor: f64) -> f64 {
        self.factor * saturated(TITLE * title + body / divisor, HALF)
    }
}

/// How often the rarer of two words stands in each of the documents.
fn rarer<'a>(one: Option<&'a Count>, other: Option<&'a Count>) -> impl Iterator<Item = u32> + 'a {
    word::times(one).iter().zip(word::times(other)).map(|(one, other)| *one.min(other))
}

/// How often two words stand side by side in the document that was settled last.
pub(super) fn times(first: &WordScorer, second: &WordScorer) -> u32 {
    let beside = |one: Option<&Count>, other: Option<&Count>| {
        one.zip(other).map_or(0, |(one, other)| beside(one, other, first.length))
    };
    beside(first.title(), second.title()) + beside(first.body(), second.body())
}

/// How often the second begins right behind the first, which has so many words.
fn beside(first: &Count, second: &Count, length: u32) -> u32 {
    let mut rest = second.places.as_slice();
    let mut times = 0;
    for at in &first.places {
        let wanted = at + length;
        rest = &rest[rest.iter().take_while(|place| **place < wanted).count()..];
        times += u32::from(rest.first() == Some(&wanted));
    }
    times
}
