//! Clauses that ask where things stand.

use tantivy::query::{EmptyQuery, Query as Filter};

use crate::entity::EntityKind;
use crate::index::analyzer;
use crate::query::clause::{Clause, Field};
use crate::query::leaf;
use crate::query::leaf::union;
use crate::query::plan::named::kinds_of;
use crate::query::plan::{Asked, Need, Planner, Stand, Unit, once, place};
use crate::query::slot::Slot;
use crate::query::stretch::{Leaf, Part, Shape, Spot, Standing};

/// A shape in the making.
struct Draft {
    shape: Shape,
    /// Finds every article that can have it.
    among: Box<dyn Filter>,
    need: Need,
}

impl Planner<'_> {
    /// The articles in which things stand as a clause asks.
    pub(super) fn standing(
        &mut self,
        clause: &Clause,
        scope: Asked,
        wanted: bool,
    ) -> (Box<dyn Filter>, Need) {
        let (least, inner) = match clause {
            Clause::AtLeast(times, inner) => (*times, inner.as_ref()),
            clause => (1, clause),
        };
        let mut leaves = Vec::new();
        let Draft { shape, among, need } = self.draft(inner, scope, wanted, &mut leaves);
        if wanted {
            self.stands.push(Stand { shape: shape.clone(), leaves: leaves.clone() });
        }
        let parts = self.parts(scope);
        (Box::new(Standing { among, parts, shape, leaves, least }), need)
    }

    fn parts(&self, scope: Asked) -> Vec<(Part, tantivy::schema::Field)> {
        let fields = self.fields();
        match scope.field {
            Some(Field::Title) => vec![(Part::Title, fields.title)],
            _ if scope.removed => vec![(Part::Removed, fields.removed)],
            _ => vec![(Part::Title, fields.title), (Part::Body, fields.body)],
        }
    }

    fn draft(&mut self, clause: &Clause, scope: Asked, wanted: bool, leaves: &mut Vec<Leaf>) -> Draft {
        match clause {
            Clause::Near(left, near, right) => {
                let left = self.draft(left, scope, wanted, leaves);
                let right = self.draft(right, scope, wanted && !near.apart, leaves);
                let shape = |pair: (Shape, Shape)| Shape::Near(Box::new(pair.0), *near, Box::new(pair.1));
                if near.apart {
                    return Draft { shape: shape((left.shape, right.shape)), ..left };
                }
                Draft {
                    shape: shape((left.shape, right.shape)),
                    among: leaf::intersection(vec![left.among, right.among]),
                    need: Need::All(vec![left.need, right.need]),
                }
            }
            Clause::Within(region, inner) => {
                let inner = self.draft(inner, scope, wanted, leaves);
                Draft { shape: Shape::Within(*region, Box::new(inner.shape)), ..inner }
            }
            Clause::Field(Field::Title, value) => {
                let inner = self.draft(value, Asked { field: Some(Field::Title), ..scope }, wanted, leaves);
                Draft { shape: Shape::Title(Box::new(inner.shape)), ..inner }
            }
            Clause::Field(field, value) => {
                self.draft(value, Asked { field: Some(*field), ..scope }, wanted, leaves)
            }
            Clause::Boost(inner, boost) => {
                self.draft(inner, Asked { boost: scope.boost * boost.factor(), ..scope }, wanted, leaves)
            }
            Clause::And(clauses) => self.all_of(clauses, scope, wanted, leaves),
            Clause::Or(clauses) => self.any_of(clauses, scope, wanted, leaves),
            Clause::Loose(text, more) => self.close(text, *more, scope, wanted, leaves),
            clause => self.leaf(clause, scope, wanted, leaves),
        }
    }

    fn all_of(&mut self, clauses: &[Clause], scope: Asked, wanted: bool, leaves: &mut Vec<Leaf>) -> Draft {
        let clauses = once(clauses).into_iter();
        let drafts: Vec<Draft> = clauses.map(|clause| self.draft(clause, scope, wanted, leaves)).collect();
        joined(drafts, Shape::All, leaf::intersection, Need::All)
    }

    fn any_of(&mut self, clauses: &[Clause], scope: Asked, wanted: bool, leaves: &mut Vec<Leaf>) -> Draft {
        let clauses = once(clauses).into_iter();
        let drafts: Vec<Draft> = clauses.map(|clause| self.draft(clause, scope, wanted, leaves)).collect();
        joined(drafts, Shape::Any, union, Need::Any)
    }

    /// The words of a text, in any order; one that it has several times, as often.
    fn close(&mut self, text: &str, more: u32, scope: Asked, wanted: bool, leaves: &mut Vec<Leaf>) -> Draft {
        let words = analyzer::terms(text);
        let most = (words.len() as u32).saturating_add(more);
        let mut drafts: Vec<Draft> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let times = words.iter().filter(|other| *other == word).count();
            if words[..at].contains(word) {
                continue;
            }
            let draft = self.words(vec![Slot::exact(word.clone())], word, scope, wanted, leaves);
            drafts.push(match times {
                1 => draft,
                times => Draft { shape: Shape::Run(Box::new(draft.shape), times), ..draft },
            });
        }
        let close = |shapes| Shape::Close(shapes, most);
        joined(drafts, close, leaf::intersection, Need::All)
    }

    fn leaf(&mut self, clause: &Clause, scope: Asked, wanted: bool, leaves: &mut Vec<Leaf>) -> Draft {
        match (clause, scope.field.map_or(&[][..], kinds_of)) {
            (Clause::Word(text) | Clause::Phrase(text), kinds @ [_, ..]) => {
                self.name(kinds, text, scope, wanted, leaves)
            }
            (Clause::Exact(text), _) => {
                let draft =
                    self.words(self.slots_of(clause, scope), &super::label(clause), scope, wanted, leaves);
                if let Some(leaf) = leaves.last_mut() {
                    leaf.spot = Spot::Exact(text.clone());
                    if let Some(unit) = leaf.unit {
                        self.units[unit].verbatim = Some(text.clone());
                    }
                }
                draft
            }
            _ => self.words(self.slots_of(clause, scope), &super::label(clause), scope, wanted, leaves),
        }
    }

    fn words(
        &mut self,
        slots: Vec<Slot>,
        label: &str,
        scope: Asked,
        wanted: bool,
        leaves: &mut Vec<Leaf>,
    ) -> Draft {
        let fields = self.targets(scope);
        let one = |slot: &Slot| leaf::any_field(&fields, std::slice::from_ref(slot));
        let among: Box<dyn Filter> = match slots.as_slice() {
            [] => Box::new(EmptyQuery),
            [slot] => one(slot),
            slots => leaf::intersection(slots.iter().map(one).collect()),
        };
        let unit = place(scope).filter(|_| wanted && !slots.is_empty()).map(|place| {
            self.units.push(Unit::new(place, slots.clone(), scope.boost, label));
            self.units.len() - 1
        });
        let need = if scope.field == Some(Field::Title) { None } else { unit };
        leaves.push(Leaf { spot: Spot::Words(slots), unit });
        Draft { shape: Shape::Leaf(leaves.len() - 1), among, need: need.map_or(Need::Nothing, Need::Unit) }
    }

    /// Somebody or something by name, wherever an article names them.
    fn name(
        &mut self,
        kinds: &[EntityKind],
        text: &str,
        scope: Asked,
        wanted: bool,
        leaves: &mut Vec<Leaf>,
    ) -> Draft {
        let begun = self.units.len();
        let (among, need) = self.named(kinds, text, scope, wanted);
        let names = self.names.iter().filter(|name| kinds.contains(&name.kind) && name.asked == text);
        let mut shapes = Vec::new();
        for (kind, keys) in names.flat_map(crate::query::Resolved::keys) {
            let unit = begun + shapes.len();
            shapes.push(Shape::Leaf(leaves.len()));
            leaves
                .push(Leaf { spot: Spot::Name(kind, keys), unit: (unit < self.units.len()).then_some(unit) });
        }
        Draft { shape: Shape::Any(shapes), among, need }
    }
}

fn joined(
    drafts: Vec<Draft>,
    shape: impl Fn(Vec<Shape>) -> Shape,
    among: impl Fn(Vec<Box<dyn Filter>>) -> Box<dyn Filter>,
    need: impl Fn(Vec<Need>) -> Need,
) -> Draft {
    let (mut shapes, mut filters, mut needs) = (Vec::new(), Vec::new(), Vec::new());
    for draft in drafts {
        shapes.push(draft.shape);
        filters.push(draft.among);
        needs.push(draft.need);
    }
    Draft { shape: shape(shapes), among: among(filters), need: need(needs) }
}
