//! How long bodies are, against their average.

use std::sync::Arc;

use tantivy::columnar::{Cardinality, Column};
use tantivy::{DocId, SegmentReader};

/// Documents whose lengths are read together.
const TOGETHER: usize = 1024;
/// Words of a body from which on what once in it is worth is reckoned anew for each: hardly any is so long.
const LONG: usize = 4096;

/// The lengths of the bodies of one segment. A copy costs nothing and knows what was read.
#[derive(Clone)]
pub(in crate::search) struct Lengths {
    column: Column<u64>,
    documents: DocId,
    /// In words; at least 1.
    average: f64,
    /// How much the length counts.
    b: f64,
    /// What once in the body is worth in each document, once that was asked of many.
    all: Option<Arc<Vec<f32>>>,
}

impl Lengths {
    pub(super) fn open(average: f64, b: f64, segment: &SegmentReader) -> tantivy::Result<Self> {
        let column = segment.fast_fields().u64("words")?;
        Ok(Self { column, documents: segment.max_doc(), average, b, all: None })
    }

    /// What frequencies are divided by in a document: 1 for a body of average length, more for a longer one.
    #[inline]
    pub(super) fn divisor(&self, doc: DocId) -> f64 {
        self.divided(self.column.first(doc).unwrap_or(0))
    }

    fn divided(&self, words: u64) -> f64 {
        1.0 - self.b + self.b * words as f64 / self.average
    }

    /// What once in the body of a document is worth: one by its divisor.
    pub(super) fn share(&self, doc: DocId) -> f32 {
        (1.0 / self.divisor(doc)) as f32
    }

    /// The same for every document of the segment: costs a third for each where it is wanted for most.
    pub(super) fn shares(&mut self) -> &[f32] {
        if self.all.is_none() {
            self.all = Some(Arc::new(self.read()));
        }
        self.all.as_deref().map_or(&[], Vec::as_slice)
    }

    fn read(&self) -> Vec<f32> {
        if self.column.get_cardinality() != Cardinality::Full {
            return (0..self.documents).map(|doc| self.share(doc)).collect();
        }
        let mut known = vec![0.0; LONG];
        let mut share = |words: u64| match known.get_mut(words as usize) {
            Some(share) if *share > 0.0 => *share,
            known => {
                let share = (1.0 / self.divided(words)) as f32;
                known.map_or(share, |known| {
                    *known = share;
                    share
                })
            }
        };
        let mut shares = Vec::with_capacity(self.documents as usize);
        let mut words = [0; TOGETHER];
        while shares.len() < self.documents as usize {
            let first = shares.len();
            let words = &mut words[..TOGETHER.min(self.documents as usize - first)];
            self.column.values.get_range(first as u64, words);
            shares.extend(words.iter().map(|words| share(*words)));
        }
        shares
    }
}
