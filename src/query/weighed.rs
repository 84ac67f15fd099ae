//! Articles in which names weigh so much: as central as that, or named as often.

use rustc_hash::FxHashMap;
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
        let mut found = BitSet::with_max_value(segment.max_doc());
        if let Some(mut names) = NamesOf::open(segment, &self.wanted)? {
            let mut docs = self.among.scorer(segment, 1.0)?;
            while docs.doc() != TERMINATED {
                if names.weigh(docs.doc())? {
                    found.insert(docs.doc());
                }
                docs.advance();
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a filter, which does not score", 0.0))
    }
}

/// The names of a segment's documents with their weights.
struct NamesOf<'a> {
    wanted: &'a Weighed,
    names: StrColumn,
    weights: Column<u64>,
    known: FxHashMap<u64, bool>,
}

impl<'a> NamesOf<'a> {
    fn open(segment: &SegmentReader, wanted: &'a Weighed) -> tantivy::Result<Option<Self>> {
        let fields = segment.fast_fields();
        let Some(names) = fields.str(Fields::name_column(wanted.kind))? else { return Ok(None) };
        let weights = fields.u64(Fields::weight_column(wanted.kind))?;
        Ok(Some(Self { wanted, names, weights, known: FxHashMap::default() }))
    }

    /// Whether the wanted names weigh enough in a document.
    fn weigh(&mut self, doc: DocId) -> tantivy::Result<bool> {
        let (mut salience, mut mentions) = (0.0_f32, 0);
        // Both columns hold a document's names in one order.
        let names: Vec<(u64, u64)> =
            self.names.term_ords(doc).zip(self.weights.values_for_doc(doc)).collect();
        for (ord, weight) in names {
            if self.is_wanted(ord)? {
                let weight = index::Weight(weight);
                salience = salience.max(weight.salience());
                // Where any name will do, each counts by itself.
                mentions = if self.wanted.keys.is_some() {
                    mentions + weight.mentions()
                } else {
                    mentions.max(weight.mentions())
                };
            }
        }
        let heavy = self.wanted.heavy;
        Ok(mentions > 0 && salience >= heavy.salience && heavy.mentions.takes(mentions))
    }

    fn is_wanted(&mut self, ord: u64) -> tantivy::Result<bool> {
        let Some(keys) = &self.wanted.keys else { return Ok(true) };
        if let Some(known) = self.known.get(&ord) {
            return Ok(*known);
        }
        let mut name = String::new();
        self.names.ord_to_str(ord, &mut name)?;
        let wanted = keys.contains(&registry::key(self.wanted.kind, &name));
        self.known.insert(ord, wanted);
        Ok(wanted)
    }
}
