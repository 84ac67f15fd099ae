//! The articles in which things stand as they should, as a query of the engine.

use std::fmt;

use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use crate::query::stretch::read::Columns;
use crate::query::stretch::stored::Stored;
use crate::query::stretch::{Leaf, Part, Shape};

/// The documents of a query in which a shape stands often enough.
pub(in crate::query) struct Standing {
    /// Finds every document that can have it.
    pub(in crate::query) among: Box<dyn Query>,
    /// The fields that it may stand in.
    pub(in crate::query) parts: Vec<(Part, Field)>,
    pub(in crate::query) shape: Shape,
    pub(in crate::query) leaves: Vec<Leaf>,
    /// How often it stands there at the least, all fields together.
    pub(in crate::query) least: u32,
}

impl Clone for Standing {
    fn clone(&self) -> Self {
        Self {
            among: self.among.box_clone(),
            parts: self.parts.clone(),
            shape: self.shape.clone(),
            leaves: self.leaves.clone(),
            least: self.least,
        }
    }
}

impl fmt::Debug for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at least {} of {:?} in {:?}", self.least, self.shape, self.among)
    }
}

impl Query for Standing {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(StandingWeight { among: self.among.weight(scoring)?, wanted: self.clone() }))
    }
}

struct StandingWeight {
    among: Box<dyn Weight>,
    wanted: Standing,
}

impl Weight for StandingWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let wanted = &self.wanted;
        let sentences = wanted.shape.asks_sentences();
        let open =
            |(part, field): &(Part, Field)| Columns::open(*part, *field, &wanted.leaves, sentences, segment);
        let mut standing = Documents {
            among: self.among.scorer(segment, 1.0)?,
            columns: wanted.parts.iter().map(open).collect::<tantivy::Result<_>>()?,
            stored: Stored::open(segment)?,
            shape: wanted.shape.clone(),
            least: wanted.least,
        };
        standing.settle();
        Ok(Box::new(ConstScorer::new(standing, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}

struct Documents {
    among: Box<dyn Scorer>,
    columns: Vec<Columns>,
    stored: Stored,
    shape: Shape,
    least: u32,
}

impl Documents {
    /// Goes on to the first document, from here on, that has the shape.
    fn settle(&mut self) -> DocId {
        let mut doc = self.among.doc();
        while doc != TERMINATED && !self.stands(doc) {
            doc = self.among.advance();
        }
        doc
    }

    fn stands(&mut self, doc: DocId) -> bool {
        let mut times = 0;
        let pair = self.shape.pair().filter(|_| self.least == 1);
        for columns in &mut self.columns {
            match pair.and_then(|(leaves, near)| columns.meet(doc, leaves, near)) {
                Some(true) => return true,
                Some(false) => continue,
                None => {}
            }
            times += self.shape.find(&mut columns.at(doc, &mut self.stored)).len();
            if times >= self.least as usize {
                return true;
            }
        }
        false
    }
}

impl DocSet for Documents {
    fn advance(&mut self) -> DocId {
        if self.among.advance() == TERMINATED { TERMINATED } else { self.settle() }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.among.doc() >= target {
            return self.among.doc();
        }
        self.among.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.among.doc()
    }

    fn size_hint(&self) -> u32 {
        self.among.size_hint()
    }

    /// Positions are read for every document that can have it.
    fn cost(&self) -> u64 {
        self.among.cost() * 10
    }
}
