//! Words in one field, as a query of the engine.

use tantivy::postings::SegmentPostings;
use tantivy::query::{
    BitSetDocSet, BooleanQuery, ConstScorer, EmptyQuery, EnableScoring, Explanation, Query, Scorer,
    TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term};

use crate::query::pattern::Pattern;
use crate::query::postings::{self, Sequence};
use crate::query::slot::Slot;

/// Slots one after the other in one field.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Which field.
    pub field: Field,
    /// What stands at each place; no slot stands nowhere.
    pub slots: Vec<Slot>,
}

impl Leaf {
    /// The query that finds its documents; it filters and does not score.
    pub(super) fn query(self) -> Box<dyn Query> {
        match self.slots.as_slice() {
            [] => Box::new(EmptyQuery),
            [Slot { terms, pattern: None }] => any_term(self.field, terms),
            _ => Box::new(self),
        }
    }
}

fn any_term(field: Field, terms: &[String]) -> Box<dyn Query> {
    let term = |text: &String| -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    };
    match terms {
        [one] => term(one),
        terms => Box::new(BooleanQuery::union(terms.iter().map(term).collect())),
    }
}

impl Query for Leaf {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(LeafWeight(self.clone())))
    }
}

struct LeafWeight(Leaf);

impl Weight for LeafWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        match self.0.slots.as_slice() {
            [slot] => Ok(Box::new(ConstScorer::new(all_of_slot(&self.0, slot, segment)?, boost))),
            _ => Ok(Box::new(ConstScorer::new(Sequence::open(self.0.field, &self.0.slots, segment)?, boost))),
        }
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}

/// Every document with a word that fits a slot, marked in a bit set: they can be many.
fn all_of_slot(leaf: &Leaf, slot: &Slot, segment: &SegmentReader) -> tantivy::Result<BitSetDocSet> {
    let index = segment.inverted_index(leaf.field)?;
    let mut found = BitSet::with_max_value(segment.max_doc());
    for term in &slot.terms {
        let term = Term::from_field_text(leaf.field, term);
        if let Some(postings) = index.read_postings(&term, IndexRecordOption::Basic)? {
            mark(postings, &mut found);
        }
    }
    if let Some(pattern) = &slot.pattern {
        mark_fitting(&index, pattern, &mut found)?;
    }
    Ok(BitSetDocSet::from(found))
}

fn mark_fitting(index: &InvertedIndexReader, pattern: &Pattern, found: &mut BitSet) -> tantivy::Result<()> {
    postings::fitting(index, pattern, |_, info| {
        mark(index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?, found);
        Ok(())
    })
}

fn mark(mut postings: SegmentPostings, found: &mut BitSet) {
    while postings.doc() != TERMINATED {
        found.insert(postings.doc());
        postings.advance();
    }
}
