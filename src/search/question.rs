//! A question as it is put to the index: the plan of a query, and where related words widen it, what a first look at it
//! has told already.

use tantivy::query::{EnableScoring, Query as Filter, Scorer as Matches};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use crate::index::{Archive, IndexError};
use crate::query::{self, Clause, Plan};
use crate::search::rank::{Lengths, Scorer};
use crate::search::{Request, feedback};

/// What is looked for.
pub(super) struct Question {
    pub(super) plan: Plan,
    wider: Option<Wider>,
}

/// What widening adds.
pub(super) struct Wider {
    /// What a first look has told, by segment.
    pub(super) known: Vec<Known>,
    /// How many related words an article has to have that has nothing of what was asked for.
    pub(super) least: u8,
    /// What such an article must meet besides; none where any will do.
    pub(super) conditions: Option<Box<dyn Filter>>,
}

/// What a look at a segment has told.
pub(super) struct Known {
    /// No less than what each document scores for what was asked; less than any score for one that does not match.
    pub(super) most: Vec<f32>,
    /// How many match.
    pub(super) matches: usize,
    /// How long bodies are.
    pub(super) lengths: Lengths,
}

impl Question {
    /// A query as a request wants it.
    pub(super) fn of(archive: &Archive, request: &Request, query: &Clause) -> Result<Self, IndexError> {
        let plan = query::plan(archive, query, request.sense())?;
        if request.any && request.widen {
            feedback::widen(archive, plan, query, request.sense())
        } else {
            Ok(Self::plain(plan))
        }
    }

    /// A plan as it is.
    pub(super) fn plain(plan: Plan) -> Self {
        Self { plan, wider: None }
    }

    /// A plan with related words among its units.
    pub(super) fn wider(plan: Plan, wider: Wider) -> Self {
        Self { plan, wider: Some(wider) }
    }

    /// The plan alone: what a first look has told takes some bytes for each article of the archive.
    pub(super) fn into_plan(self) -> Plan {
        self.plan
    }

    /// The words that it was widened by.
    pub(super) fn widened(&self) -> Vec<String> {
        let related = self.plan.units.iter().filter(|unit| unit.related && unit.boost > 0.0);
        related.map(|unit| unit.label.clone()).collect()
    }

    /// What a first look has told of a segment, where related words are looked for.
    pub(super) fn known(&self, segment: u32) -> Option<&Known> {
        Some(&self.wider.as_ref()?.known[segment as usize])
    }

    /// Whether related words are looked for.
    pub(super) fn is_wider(&self) -> bool {
        self.wider.is_some()
    }

    /// The documents of a segment of which so much is known that match by related words alone, in order; `scorer` knows
    /// these words.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn added(
        &self,
        archive: &Archive,
        known: &Known,
        segment: &SegmentReader,
        scorer: &Scorer,
    ) -> Result<Vec<DocId>, IndexError> {
        let Some(Wider { least, conditions, .. }) = &self.wider else { return Ok(Vec::new()) };
        let is_added = |doc: &DocId| !known.matches(*doc) && !segment.is_deleted(*doc);
        let Some(conditions) = conditions else {
            return Ok(scorer.having(*least).filter(is_added).collect());
        };
        let is_added = |doc: &DocId| scorer.related(*doc) >= *least && is_added(doc);
        let mut met = found(archive, conditions.as_ref(), segment)?;
        let mut added = Vec::new();
        while met.doc() != TERMINATED {
            added.extend(Some(met.doc()).filter(is_added));
            met.advance();
        }
        Ok(added)
    }
}

impl Known {
    fn matches(&self, doc: DocId) -> bool {
        self.most[doc as usize] > f32::NEG_INFINITY
    }

    /// The matching documents, in order.
    pub(super) fn matching(&self) -> impl Iterator<Item = DocId> {
        (0..self.most.len() as DocId).filter(|doc| self.matches(*doc))
    }
}

/// What a filter finds in a segment, deleted documents among it.
pub(super) fn found(
    archive: &Archive,
    filter: &dyn Filter,
    segment: &SegmentReader,
) -> Result<Box<dyn Matches>, IndexError> {
    let weight = filter.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
    Ok(weight.scorer(segment, 1.0)?)
}
