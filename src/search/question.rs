//! A question as it is put to the index: the plan of a query, and where related words widen it, what a first look at it
//! has told already.

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Query as Filter, Scorer as Matches};
use tantivy::{BitSet, DocId, DocSet, SegmentReader, TERMINATED};

use crate::index::{Archive, IndexError};
use crate::query::{self, Clause, Plan};
use crate::search::rank::Scorer;
use crate::search::{Request, feedback};

/// What is looked for.
pub(super) struct Question {
    pub(super) plan: Plan,
    wider: Option<Wider>,
}

/// What widening adds.
pub(super) struct Wider {
    /// What has what was asked for, by segment.
    pub(super) known: Vec<Known>,
    /// How many related words an article has to have that has nothing of what was asked for.
    pub(super) least: u8,
    /// What such an article must meet besides; none where any will do.
    pub(super) conditions: Option<Box<dyn Filter>>,
}

/// What a look at a segment has told of its documents.
pub(super) struct Known {
    /// Those that match and are not deleted.
    pub(super) found: BitSet,
    /// No less than what each of them scores; more than any score for others.
    pub(super) most: Vec<f32>,
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

    /// The words that it was widened by.
    pub(super) fn widened(&self) -> Vec<String> {
        let related = self.plan.units.iter().filter(|unit| unit.related && unit.boost > 0.0);
        related.map(|unit| unit.label.clone()).collect()
    }

    /// What is known of a segment.
    pub(super) fn known(&self, segment: usize) -> Option<&Known> {
        self.wider.as_ref()?.known.get(segment)
    }

    /// Whether related words are looked for.
    pub(super) fn is_wider(&self) -> bool {
        self.wider.is_some()
    }

    /// The matching documents of a segment, deleted ones perhaps among them; `scorer` knows the related words, where some
    /// are looked for.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn matches(
        &self,
        archive: &Archive,
        at: usize,
        segment: &SegmentReader,
        scorer: Option<&Scorer>,
    ) -> Result<Box<dyn Matches>, IndexError> {
        let Some(Wider { known, least, conditions }) = &self.wider else {
            return found(archive, self.plan.filter.as_ref(), segment);
        };
        let mut set = known[at].found.clone();
        let related = |doc| scorer.map_or(0, |scorer| scorer.related(doc));
        let enough = |doc: &DocId| related(*doc) >= *least && !segment.is_deleted(*doc);
        match conditions {
            None => (0..segment.max_doc()).filter(enough).for_each(|doc| _ = set.insert(doc)),
            Some(conditions) => {
                let mut met = found(archive, conditions.as_ref(), segment)?;
                while met.doc() != TERMINATED {
                    if enough(&met.doc()) {
                        set.insert(met.doc());
                    }
                    met.advance();
                }
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(set), 1.0)))
    }
}

/// What a filter finds in a segment, deleted documents among it.
fn found(
    archive: &Archive,
    filter: &dyn Filter,
    segment: &SegmentReader,
) -> Result<Box<dyn Matches>, IndexError> {
    let weight = filter.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
    Ok(weight.scorer(segment, 1.0)?)
}
