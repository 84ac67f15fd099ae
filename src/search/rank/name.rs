//! What a name that is asked for earns: by how central it is, and by its words in the text.

use tantivy::SegmentReader;

use crate::index::{Archive, IndexError};
use crate::query::{Frequencies, Leaf, Place, Unit};
use crate::search::rank::rows::{Row, Rows};
use crate::search::rank::{self, Asked, Why, saturated};

/// What a name earns by its salience, against what its words in the text earn: most of that is in the words' own share of
/// names ([`super::word`]) by now.
///
/// Source: of 0.03 to 1, 0.03 to 0.07 are best for 42 people asked for by full name and by surname (nDCG@10 0.947 and
/// 0.936, where 0.2 gives 0.935 and 0.927).
const SALIENCE: f64 = 0.05;
/// Salience step at which a name earns half of that.
const SALIENCE_HALF: f64 = 3.0;
/// What the words of a name in headline and body earn, where the name is asked for.
///
/// Source: with 1, as much as words asked for as words, people asked for by surname gain 0.008 (MAP) over 0.3.
pub(super) const WORDS: f64 = 1.0;

/// The words of a name that is asked for, as words of the text.
pub(super) fn words(unit: &Unit) -> impl Iterator<Item = Unit> + '_ {
    unit.words.iter().map(|slot| Unit {
        place: Place::Text,
        slots: vec![slot.clone()],
        label: slot.terms.first().cloned().unwrap_or_default(),
        words: Vec::new(),
        ..unit.clone()
    })
}

/// One name in one segment.
pub(super) struct NameScorer {
    label: String,
    articles: u64,
    factor: f64,
    frequencies: Frequencies,
    /// By the place of the document among those weighed together.
    steps: Vec<u32>,
}

impl NameScorer {
    pub(super) fn open(
        archive: &Archive,
        segment: &SegmentReader,
        asked: &Asked,
    ) -> Result<Self, IndexError> {
        let Asked { unit, factor, articles, .. } = asked;
        let field = rank::fields(archive, unit.place)[0];
        let frequencies = Frequencies::open(&Leaf { field, slots: unit.slots.clone() }, segment);
        Ok(Self {
            label: unit.label.clone(),
            articles: *articles,
            factor: *factor,
            frequencies: frequencies?,
            steps: Vec::new(),
        })
    }

    /// No less than the name earns in any document.
    pub(super) fn ceiling(&self) -> f64 {
        SALIENCE * self.factor * (1.0 + SALIENCE_HALF)
    }

    /// Reads how central it is in documents, and adds to each what that is worth.
    pub(super) fn weigh(&mut self, rows: &mut Rows) {
        rows.clear(&mut self.steps);
        self.frequencies.count(rows.docs(), rows.first(), &mut self.steps);
        rows.open();
        rows.stands(self.steps.iter().copied(), 1.0);
        rows.earn(SALIENCE * self.factor, SALIENCE_HALF);
    }

    /// What the name earns in a document.
    pub(super) fn points(&self, row: &Row) -> f64 {
        SALIENCE * self.factor * saturated(f64::from(self.steps[row.at]), SALIENCE_HALF)
    }

    /// What was found in a document.
    pub(super) fn reason(&self, row: &Row) -> (String, Why) {
        (self.label.clone(), Why::Central { steps: self.steps[row.at], articles: self.articles })
    }
}
