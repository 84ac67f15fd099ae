//! Which articles match, all of them and in no order, for what is counted over them.

use tantivy::BitSet;

use crate::index::{Archive, IndexError, Place};
use crate::query::{self, Clause, Notice, Resolved, Sense};
use crate::search::question::Question;
use crate::search::{Request, top};

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

    /// Those of a question, which has told of its names and notices already.
    pub(super) fn of_question(archive: &Archive, question: &Question) -> Result<Self, IndexError> {
        let segments = top::sets(archive, question)?;
        Ok(Self { segments, notices: Vec::new(), names: Vec::new() })
    }

    /// Those of a clause.
    pub(super) fn of_clause(
        archive: &Archive,
        clause: &Clause,
        sense: Sense<'_>,
        notices: Vec<Notice>,
    ) -> Result<Self, IndexError> {
        let plan = query::plan(archive, clause, sense)?;
        let question = Question::plain(plan);
        let segments = top::sets(archive, &question)?;
        Ok(Self { segments, notices, names: question.plan.names })
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
