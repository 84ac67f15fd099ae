//! Which articles match, all of them and in no order, for what is counted over them.

use tantivy::query::{EnableScoring, Weight};
use tantivy::{BitSet, DocSet, TERMINATED};

use crate::index::{Archive, IndexError, Place};
use crate::query::{self, Clause, Notice, Resolved, Sense};
use crate::search::Request;

/// The matching articles of an archive.
pub(super) struct Matching {
    /// A set of documents a segment.
    segments: Vec<BitSet>,
    /// What was taken literally.
    pub(super) notices: Vec<Notice>,
    /// Whom names were taken for.
    pub(super) names: Vec<Resolved>,
}

impl Matching {
    /// Those of a request, whatever its limit.
    pub(super) fn of(archive: &Archive, request: &Request) -> Result<Self, IndexError> {
        let parsed = query::parse(&request.query);
        Self::of_clause(archive, &request.whole(parsed.query), request.sense(), parsed.notices)
    }

    /// Those of a clause.
    pub(super) fn of_clause(
        archive: &Archive,
        clause: &Clause,
        sense: Sense<'_>,
        notices: Vec<Notice>,
    ) -> Result<Self, IndexError> {
        let plan = query::plan(archive, clause, sense)?;
        let weight = plan.filter.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
        let segments = Self::sets(archive, weight.as_ref())?;
        Ok(Self { segments, notices, names: plan.names })
    }

    fn sets(archive: &Archive, weight: &dyn Weight) -> Result<Vec<BitSet>, IndexError> {
        let mut sets = Vec::new();
        for segment in archive.searcher().segment_readers() {
            let mut docs = weight.scorer(segment, 1.0)?;
            let mut set = BitSet::with_max_value(segment.max_doc());
            while docs.doc() != TERMINATED {
                if !segment.is_deleted(docs.doc()) {
                    set.insert(docs.doc());
                }
                docs.advance();
            }
            sets.push(set);
        }
        Ok(sets)
    }

    /// Whether an article is among them.
    pub(super) fn has(&self, place: Place) -> bool {
        self.segments[place.segment_ord as usize].contains(place.doc_id)
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.segments.iter().map(|set| set.len() as u64).sum()
    }
}
