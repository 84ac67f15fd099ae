//! Articles in which names weigh so much: as central as that, or named as often.

use rustc_hash::FxHashSet;
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED};

use crate::entity::{EntityKind, registry};
use crate::index::{self, Fields};
use crate::query::amount::Amount;

/// How much names have to weigh in an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heavy {
    /// The salience of one of them.
    pub(super) salience: f32,
    /// How often all of them together are named.
    pub(super) mentions: Amount,
}

/// The documents of a query in which these names weigh enough.
#[derive(Debug)]
pub(super) struct Weighed {
    pub(super) among: Box<dyn Query>,
    pub(super) kind: EntityKind,
    /// Keys of the names; any name where none is given.
    pub(super) keys: Option<Vec<String>>,
    pub(super) heavy: Heavy,
}

impl Clone for Weighed {
    fn clone(&self) -> Self {
        Self { among: self.among.box_clone(), kind: self.kind, keys: self.keys.clone(), heavy: self.heavy }
    }
}

impl Query for Weighed {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(WeighedWeight { among: self.among.weight(scoring)?, wanted: self.clone() }))
    }
}

struct WeighedWeight {
    among: Box<dyn Weight>,
    wanted: Weighed,
}

impl Weight for WeighedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut docs = Vec::new();
        let mut among = self.among.scorer(segment, 1.0)?;
        while among.doc() != TERMINATED {
            docs.push(among.doc());
            among.advance();
        }
        let mut found = BitSet::with_max_value(segment.max_doc());
        if let Some(names) = NamesOf::open(segment, &self.wanted, &docs)? {
            docs.into_iter().filter(|doc| names.weigh_enough(*doc)).for_each(|doc| {
                found.insert(doc);
            });
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}

/// The names of a segment's documents with their weights.
struct NamesOf {
    heavy: Heavy,
    names: StrColumn,
    weights: Column<u64>,
    /// The numbers of the wanted names; any name where none is asked for.
    wanted: Option<FxHashSet<u64>>,
}

impl NamesOf {
    fn open(segment: &SegmentReader, wanted: &Weighed, docs: &[DocId]) -> tantivy::Result<Option<Self>> {
        let fields = segment.fast_fields();
        let Some(names) = fields.str(Fields::name_column(wanted.kind))? else { return Ok(None) };
        let weights = fields.u64(Fields::weight_column(wanted.kind))?;
        let ords = |keys: &Vec<String>| {
            let is_one = |name: &str| keys.contains(&registry::key(wanted.kind, name)).then_some(());
            let ords = index::values_of(&names, docs.iter().copied(), is_one)?;
            tantivy::Result::Ok(ords.into_keys().collect())
        };
        let ords = wanted.keys.as_ref().map(ords).transpose()?;
        Ok(Some(Self { heavy: wanted.heavy, weights, wanted: ords, names }))
    }

    /// Whether the wanted names weigh enough in a document.
    fn weigh_enough(&self, doc: DocId) -> bool {
        let (mut salience, mut mentions) = (0.0_f32, 0);
        // Both columns hold a document's names in one order.
        for (ord, weight) in self.names.term_ords(doc).zip(self.weights.values_for_doc(doc)) {
            if self.wanted.as_ref().is_some_and(|wanted| !wanted.contains(&ord)) {
                continue;
            }
            let weight = index::Weight(weight);
            salience = salience.max(weight.salience());
            // Where any name will do, each counts by itself.
            mentions = if self.wanted.is_some() {
                mentions + weight.mentions()
            } else {
                mentions.max(weight.mentions())
            };
        }
        mentions > 0 && salience >= self.heavy.salience && self.heavy.mentions.takes(mentions)
    }
}
