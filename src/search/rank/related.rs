//! What words earn that were not asked for, but stand in the best answers.
//!
//! There are a dozen of them, and each adds little: so their postings are read from end to end once, where they stand in
//! an article is not looked at, and what they earn together is known before a word of the query is counted.

use tantivy::{DocId, SegmentReader};

use crate::index::{Archive, IndexError};
use crate::query;
use crate::search::rank::lengths::Lengths;
use crate::search::rank::rows::{self, Row, Rows, bound};
use crate::search::rank::word::{K1, TITLE, WordScorer};
use crate::search::rank::{Asked, Reason};

/// What all of these words earn together in documents of one segment.
#[derive(Default)]
pub(super) struct Related {
    /// By the document, from `first` on; empty without words.
    earned: Vec<f32>,
    /// How many of the words it has.
    words: Vec<u8>,
    first: DocId,
    /// What each adds, where only one document was looked at.
    reasons: Vec<Reason>,
}

impl Related {
    /// In every document.
    pub(super) fn of_all(
        archive: &Archive,
        segment: &SegmentReader,
        words: &[Asked],
        lengths: &mut Lengths,
    ) -> Result<Self, IndexError> {
        if words.is_empty() {
            return Ok(Self::default());
        }
        let shares = lengths.shares();
        let (mut earned, mut has) = (vec![0.0; shares.len()], vec![0; shares.len()]);
        let mut tally = Tally::new(shares.len());
        let fields = archive.fields();
        let (title, body) = (segment.inverted_index(fields.title)?, segment.inverted_index(fields.body)?);
        for Asked { unit, factor, .. } in words {
            for slot in &unit.slots {
                for mut list in query::blocks(fields.title, slot, &title)? {
                    list.each_times(|doc, times| tally.add(doc, TITLE as f32 * times as f32));
                }
                for mut list in query::blocks(fields.body, slot, &body)? {
                    list.each_times(|doc, times| tally.add(doc, shares[doc as usize] * times as f32));
                }
            }
            tally.earn(*factor as f32, &mut earned, &mut has);
        }
        Ok(Self { earned, words: has, ..Self::default() })
    }

    /// In one document, with the reasons.
    pub(super) fn of_one(
        archive: &Archive,
        segment: &SegmentReader,
        words: &[Asked],
        lengths: &mut Lengths,
        doc: DocId,
    ) -> Result<Self, IndexError> {
        let mut rows = Rows::default();
        rows.begin(&[doc], f32::NEG_INFINITY, rows::slack(words.len()));
        rows.measure(lengths);
        let mut reasons = Vec::new();
        for asked in words {
            let mut word = WordScorer::open(archive, segment, asked)?;
            word.weigh(&mut rows);
            if let Some(row) = rows.get(0, lengths) {
                let ((what, why), points) = (word.reason(&row), word.most(&row));
                reasons.push(Reason { what, why, points });
            }
        }
        let earned = vec![reasons.iter().map(|reason| reason.points as f32).sum()];
        Ok(Self { earned, words: Vec::new(), first: doc, reasons })
    }

    /// The most that they earn in any of the documents.
    pub(super) fn ceiling(&self) -> f64 {
        self.earned.iter().copied().fold(0.0, f32::max).into()
    }

    /// Adds to each document what they earn there.
    pub(super) fn weigh(&self, rows: &mut Rows) {
        if !self.earned.is_empty() {
            rows.add(|doc| self.of(doc));
        }
    }

    /// What they earn in a document.
    pub(super) fn points(&self, row: &Row) -> f64 {
        self.of(row.doc).into()
    }

    /// The documents that have so many of them, in order.
    pub(super) fn having(&self, least: u8) -> impl Iterator<Item = DocId> {
        (self.first..).zip(&self.words).filter(move |(_, words)| **words >= least).map(|(doc, _)| doc)
    }

    /// What they earn in so many documents from one on, where they were looked for in all.
    pub(super) fn earned(&self, first: DocId, documents: usize) -> Option<&[f32]> {
        let first = (first - self.first) as usize;
        self.earned.get(first..first + documents)
    }

    /// How many of them a document has.
    pub(super) fn words(&self, doc: DocId) -> u8 {
        self.words.get((doc - self.first) as usize).copied().unwrap_or(0)
    }

    #[inline]
    fn of(&self, doc: DocId) -> f32 {
        self.earned.get((doc - self.first) as usize).copied().unwrap_or(0.0)
    }

    /// What each of them adds in the one document that was looked at.
    pub(super) fn reasons(&self) -> impl Iterator<Item = Reason> {
        self.reasons.iter().cloned()
    }
}

/// How often one word stands in documents, by what each place is worth.
struct Tally {
    weighted: Vec<f32>,
    /// Those that have it.
    met: Vec<DocId>,
}

impl Tally {
    /// Of so many documents, none of which has it yet.
    fn new(documents: usize) -> Self {
        Self { weighted: vec![0.0; documents], met: Vec::new() }
    }

    #[inline]
    fn add(&mut self, doc: DocId, worth: f32) {
        let weighted = &mut self.weighted[doc as usize];
        if *weighted == 0.0 {
            self.met.push(doc);
        }
        *weighted += worth;
    }

    /// Adds what the word earns to each document that has it, and begins anew.
    fn earn(&mut self, factor: f32, earned: &mut [f32], words: &mut [u8]) {
        for doc in self.met.drain(..) {
            let weighted = std::mem::take(&mut self.weighted[doc as usize]);
            earned[doc as usize] += factor * bound(weighted, K1 as f32);
            words[doc as usize] = words[doc as usize].saturating_add(1);
        }
    }
}
