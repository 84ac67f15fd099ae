//! What a plan is made of: units, where they stand, and what a paragraph needs of them.

use crate::entity::{EntityKind, registry};
use crate::index::analyzer;
use crate::query::leaf::Leaf;
use crate::query::matcher::Match;
use crate::query::slot::Slot;
use crate::query::stretch::{self, Shape};

/// One word, phrase or name that a query looks for.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where.
    pub place: Place,
    /// What, one slot a word; one slot with the terms of whole names where these are known.
    pub slots: Vec<Slot>,
    /// The words of a name, one slot each, as they stand in texts; none for others.
    pub words: Vec<Slot>,
    /// The text that has to stand there as it is written, where it has to.
    pub verbatim: Option<String>,
    /// How much it counts in the order of hits; 1 unless the query says so.
    pub boost: f64,
    /// As typed.
    pub label: String,
    /// Whether nobody asked for it, but it stands in the best articles for what was asked.
    pub related: bool,
}

/// Things that have to stand somewhere, so that not every place where they do is an answer.
#[derive(Debug, Clone)]
pub struct Stand {
    /// How.
    pub shape: Shape,
    /// What.
    pub leaves: Vec<stretch::Leaf>,
}

/// Where a unit is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In headline and body.
    Text,
    /// In the headline alone.
    Title,
    /// In removed blocks.
    Removed,
    /// Among the names of this kind.
    Names(EntityKind),
    /// Among those who are quoted.
    Said,
}

impl Stand {
    /// The matches of one paragraph that stand so; those of units that nothing is asked of stay out of it.
    pub fn shown(&self, paragraph: stretch::Paragraph<'_>) -> Vec<Match> {
        stretch::shown(&self.shape, &self.leaves, paragraph)
    }
}

impl Unit {
    pub(in crate::query) fn new(place: Place, slots: Vec<Slot>, boost: f64, label: &str) -> Self {
        let label = label.to_owned();
        Self { place, slots, words: Vec::new(), verbatim: None, boost, label, related: false }
    }

    /// Whether it is a name that was asked for, as it is spelled: shown, but not scored.
    pub fn is_spelled(&self) -> bool {
        self.related && self.boost == 0.0
    }

    /// A word in all its forms that nobody asked for.
    pub fn related(slot: Slot, boost: f64, label: &str) -> Self {
        Self { related: true, ..Self::new(Place::Text, vec![slot], boost, label) }
    }

    /// The unit in one of the fields that it is looked for in.
    pub fn leaf(&self, field: tantivy::schema::Field) -> Leaf {
        Leaf { field, slots: self.slots.clone() }
    }

    /// Whether it asks for a name like this by the whole of it.
    pub fn takes_name(&self, kind: EntityKind, name: &str) -> bool {
        let whole = |slot: &Slot| slot.takes(&analyzer::name_term(&registry::key(kind, name)), || None);
        self.slots.first().is_some_and(whole)
    }
}

/// A condition on the set of units that a paragraph has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// None: nothing that shows in a paragraph is asked for.
    Nothing,
    /// This unit, by its index.
    Unit(usize),
    /// All of these.
    All(Vec<Need>),
    /// Any of these.
    Any(Vec<Need>),
}

impl Need {
    /// The same, without names where words are asked for too: those then choose the articles, and words the
    /// paragraphs.
    pub(super) fn of_texts(self, units: &[Unit]) -> Self {
        let is_name = |unit: &Unit| matches!(unit.place, Place::Names(_));
        if units.iter().all(is_name) {
            return self;
        }
        let all = |needs: Vec<Self>| needs.into_iter().map(|need| need.of_texts(units)).collect();
        match self {
            Self::Unit(unit) if is_name(&units[unit]) => Self::Nothing,
            Self::All(needs) => Self::All(all(needs)),
            Self::Any(needs) => Self::Any(all(needs)),
            need => need,
        }
    }

    /// Whether units for which `has` says so are enough.
    pub fn is_met(&self, has: &impl Fn(usize) -> bool) -> bool {
        match self {
            Self::Nothing => true,
            Self::Unit(unit) => has(*unit),
            Self::All(needs) => needs.iter().all(|need| need.is_met(has)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(has)),
        }
    }
}
