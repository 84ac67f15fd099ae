//! Words in one field, as a query of the engine.

use std::sync::Arc;

use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::query::{
    BitSetDocSet, BooleanQuery, ConstScorer, EmptyQuery, EmptyScorer, EnableScoring, Explanation, Query,
    Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term};

use crate::query::postings::{self, Blocks, Sequence};
use crate::query::slot::Slot;

/// Lists of documents that are merged as they are read; more are marked in a bit set.
const MAX_MERGED: usize = 8;
/// The share of all documents, one in so many, from which on lists are marked, too: few are between two of them.
const DENSE: u32 = 16;

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
        any_field(&[self.field], &self.slots)
    }
}

/// The query that finds documents with slots one after the other in one of some fields; it filters and does not score.
pub(super) fn any_field(fields: &[Field], slots: &[Slot]) -> Box<dyn Query> {
    let term = |field: Field, text: &String| Term::from_field_text(field, text);
    match slots {
        [] => Box::new(EmptyQuery),
        [Slot { terms, pattern: None }] => {
            let all = fields.iter().flat_map(|field| terms.iter().map(move |text| term(*field, text)));
            Box::new(AnyTerm(all.collect()))
        }
        slots => {
            let leaf =
                |field: &Field| -> Box<dyn Query> { Box::new(Leaf { field: *field, slots: slots.to_vec() }) };
            match fields {
                [field] => leaf(field),
                fields => Box::new(BooleanQuery::union(fields.iter().map(leaf).collect())),
            }
        }
    }
}

/// The query that finds what any of some does; those that look for terms alone become one.
pub(super) fn union(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let (mut terms, mut others) = (Vec::new(), Vec::new());
    for query in queries {
        match query.downcast::<AnyTerm>() {
            Ok(any) => terms.extend(any.0),
            Err(query) => others.push(query),
        }
    }
    if !terms.is_empty() {
        others.push(Box::new(AnyTerm(terms)));
    }
    match others.len() {
        1 => others.remove(0),
        _ => Box::new(BooleanQuery::union(others)),
    }
}

/// The query that finds what all of some do; those that look for terms alone become one.
pub(super) fn intersection(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let (mut terms, mut others) = (Vec::new(), Vec::new());
    for query in queries {
        match query.downcast::<AnyTerm>() {
            Ok(any) => terms.push(*any),
            Err(query) => others.push(query),
        }
    }
    if terms.len() > 1 {
        others.push(Box::new(EveryTerm(terms)));
    } else {
        others.extend(terms.into_iter().map(|any| -> Box<dyn Query> { Box::new(any) }));
    }
    match others.len() {
        1 => others.remove(0),
        _ => Box::new(BooleanQuery::intersection(others)),
    }
}

/// Documents that have any of some terms, and any of others, and so on.
#[derive(Debug, Clone)]
struct EveryTerm(Vec<AnyTerm>);

impl Query for EveryTerm {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let each = self.0.iter().map(|any| -> Box<dyn Query> { Box::new(any.clone()) });
        let stepwise = BooleanQuery::intersection(each.collect()).weight(scoring)?;
        Ok(Box::new(EveryTermWeight { groups: self.0.clone(), stepwise }))
    }
}

struct EveryTermWeight {
    groups: Vec<AnyTerm>,
    /// Goes from one document to the next that can have all.
    stepwise: Box<dyn Weight>,
}

impl Weight for EveryTermWeight {
    /// Where every group has many documents, marking those of each among those of the ones before costs less than going
    /// from one to the next.
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut groups = Vec::new();
        for AnyTerm(terms) in &self.groups {
            let lists = lists(segment, terms.iter().cloned())?;
            let size = size(&lists);
            if size <= segment.max_doc() / DENSE {
                return self.stepwise.scorer(segment, boost);
            }
            groups.push((size, lists));
        }
        groups.sort_by_key(|(size, _)| *size);
        let mut found = None;
        for (_, lists) in groups {
            let mut here = BitSet::with_max_value(segment.max_doc());
            for list in lists {
                match &found {
                    None => list.blocks()?.mark(&mut here),
                    Some(found) => list.blocks()?.mark_among(found, &mut here),
                }
            }
            found = Some(here);
        }
        Ok(match found {
            Some(found) => Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}

/// The documents of a term in a segment, not yet opened.
struct List {
    index: Arc<InvertedIndexReader>,
    info: TermInfo,
}

impl List {
    fn blocks(&self) -> tantivy::Result<Blocks> {
        Blocks::open(&self.index, &self.info, IndexRecordOption::Basic)
    }

    fn postings(&self) -> tantivy::Result<SegmentPostings> {
        Ok(self.index.read_postings_from_terminfo(&self.info, IndexRecordOption::Basic)?)
    }
}

/// Those of the terms that stand in a segment.
fn lists(segment: &SegmentReader, terms: impl Iterator<Item = Term>) -> tantivy::Result<Vec<List>> {
    let mut lists = Vec::new();
    for term in terms {
        let index = segment.inverted_index(term.field())?;
        if let Some(info) = index.get_term_info(&term)? {
            lists.push(List { index, info });
        }
    }
    Ok(lists)
}

/// How many documents they have, counted anew in each.
fn size(lists: &[List]) -> u32 {
    lists.iter().map(|list| list.info.doc_freq).fold(0, u32::saturating_add)
}

/// Documents that have any of some terms, in whatever field.
#[derive(Debug, Clone)]
struct AnyTerm(Vec<Term>);

impl Query for AnyTerm {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AnyTermWeight(self.clone())))
    }
}

struct AnyTermWeight(AnyTerm);

impl Weight for AnyTermWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let lists = lists(segment, self.0.0.iter().cloned())?;
        let size = size(&lists);
        if lists.len() > MAX_MERGED || lists.len() > 1 && size > segment.max_doc() / DENSE {
            let mut found = BitSet::with_max_value(segment.max_doc());
            lists.into_iter().try_for_each(|list| list.blocks().map(|list| list.mark(&mut found)))?;
            return Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)));
        }
        let mut lists = lists.iter().map(List::postings).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(match lists.len() {
            0 => Box::new(EmptyScorer),
            1 => Box::new(ConstScorer::new(lists.remove(0), boost)),
            _ => Box::new(ConstScorer::new(Merged::new(lists), boost)),
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}

/// The documents of a few lists, each once. A word stands in headline and body in a few forms; for so few lists it is
/// quicker to look at the first of each than to gather blocks of all.
struct Merged {
    lists: Vec<SegmentPostings>,
    doc: DocId,
}

impl Merged {
    fn new(lists: Vec<SegmentPostings>) -> Self {
        let doc = lists.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
        Self { lists, doc }
    }
}

impl DocSet for Merged {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.seek(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = postings::first_of(&mut self.lists, target);
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.lists.iter().map(DocSet::size_hint).max().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        self.lists.iter().map(DocSet::cost).sum()
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
            [slot] => {
                let found = BitSetDocSet::from(all_of_slot(&self.0, slot, segment)?);
                Ok(Box::new(ConstScorer::new(found, boost)))
            }
            _ => Ok(Box::new(ConstScorer::new(Sequence::open(self.0.field, &self.0.slots, segment)?, boost))),
        }
    }

    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        match (self.0.slots.as_slice(), segment.alive_bitset()) {
            ([slot], None) => Ok(all_of_slot(&self.0, slot, segment)?.len() as u32),
            (_, None) => Ok(self.scorer(segment, 1.0)?.count_including_deleted()),
            (_, Some(alive)) => Ok(self.scorer(segment, 1.0)?.count(alive)),
        }
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}

/// Every document with a word that fits a slot, marked in a bit set: they can be many.
fn all_of_slot(leaf: &Leaf, slot: &Slot, segment: &SegmentReader) -> tantivy::Result<BitSet> {
    let mut found = BitSet::with_max_value(segment.max_doc());
    let terms = slot.terms.iter().map(|text| Term::from_field_text(leaf.field, text));
    lists(segment, terms)?
        .into_iter()
        .try_for_each(|list| list.blocks().map(|list| list.mark(&mut found)))?;
    if let Some(pattern) = &slot.pattern {
        let index = segment.inverted_index(leaf.field)?;
        postings::fitting(&index, pattern, |_, info| {
            Blocks::open(&index, info, IndexRecordOption::Basic)?.mark(&mut found);
            Ok(())
        })?;
    }
    Ok(found)
}
