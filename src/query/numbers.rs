//! Articles with a number in a range: days and amounts of words.

use std::ops::RangeInclusive;

use tantivy::columnar::{Column, DynamicColumn, HasAssociatedColumnType};
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, Score, SegmentReader};

/// Documents that are looked at together.
const STEP: u32 = 1 << 16;

/// The documents of which a column has a number in the range; they are marked in a bit set, as the engine's own range
/// of a column takes no steps back, which exclusion asks of it.
#[derive(Debug, Clone)]
pub(super) struct Numbers<T> {
    pub(super) column: &'static str,
    pub(super) range: RangeInclusive<T>,
}

impl<T: HasAssociatedColumnType + Clone> Query for Numbers<T>
where
    DynamicColumn: Into<Option<Column<T>>>,
{
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NumbersWeight(self.clone())))
    }
}

struct NumbersWeight<T>(Numbers<T>);

impl<T: HasAssociatedColumnType> Weight for NumbersWeight<T>
where
    DynamicColumn: Into<Option<Column<T>>>,
{
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let documents = segment.max_doc();
        let mut found = BitSet::with_max_value(documents);
        let column = segment.fast_fields().column_opt::<T>(self.0.column)?;
        if let Some(column) = column.filter(|_| !self.0.range.is_empty()) {
            let mut docs = Vec::new();
            for first in (0..documents).step_by(STEP as usize) {
                docs.clear();
                let last = first.saturating_add(STEP).min(documents);
                column.get_docids_for_value_range(self.0.range.clone(), first..last, &mut docs);
                for doc in &docs {
                    found.insert(*doc);
                }
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}
