//! What stands near what, before what, and in which part of an article.
//!
//! In: a [`Shape`] over the words that a query names. Out: the [`Stretch`]es of an article that have it, from the
//! positions in the index or from a paragraph's text.

mod algebra;
mod pair;
mod read;
mod shown;
mod standing;
mod stored;

pub(super) use algebra::Stretch;
pub use shown::Paragraph;
pub(super) use shown::shown;
pub(super) use standing::Standing;
pub(super) use stored::verbatim;

use algebra::{apart, before, both, shortest, sort};

use crate::entity::EntityKind;
use crate::query::clause::{LEAD, Near, Reach, Region};
use crate::query::slot::Slot;

/// A condition on where things stand.
#[derive(Debug, Clone)]
pub enum Shape {
    /// What stands there, by its number.
    Leaf(usize),
    /// Any of these.
    Any(Vec<Shape>),
    /// All of these; at least one.
    All(Vec<Shape>),
    /// All of these, in a stretch of so many words at the most.
    Close(Vec<Shape>, u32),
    /// So many of the same, one after the other, whatever is between.
    Run(Box<Shape>, usize),
    /// Two near each other.
    Near(Box<Shape>, Near, Box<Shape>),
    /// In a part of the article.
    Within(Region, Box<Shape>),
    /// In the headline.
    Title(Box<Shape>),
}

/// Something that can stand somewhere.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// What.
    pub spot: Spot,
    /// The unit of the plan that shows it, if it is shown.
    pub unit: Option<usize>,
}

/// What kind of thing stands there.
#[derive(Debug, Clone)]
pub enum Spot {
    /// Words one after the other, one slot each.
    Words(Vec<Slot>),
    /// A name of this kind, by its key.
    Name(EntityKind, Vec<String>),
    /// This text, as it is written.
    Exact(String),
}

/// A text that things stand in.
pub(super) trait Text {
    /// Where a leaf stands, in order, each stretch once.
    fn places(&mut self, leaf: usize) -> Vec<Stretch>;

    /// The words that sentences begin with, in order; the first is 0.
    fn sentences(&mut self) -> &[u32];

    /// The same of paragraphs.
    fn paragraphs(&mut self) -> &[u32];

    /// What part of the article it is.
    fn part(&self) -> Part;
}

/// Parts of an article with places of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The headline.
    Title,
    /// The kept blocks.
    Body,
    /// The dropped blocks.
    Removed,
}

impl Shape {
    /// The two leaves that it brings near each other, where it does nothing else.
    fn pair(&self) -> Option<((usize, usize), Near)> {
        let Self::Near(left, near, right) = self else { return None };
        match (left.as_ref(), right.as_ref()) {
            (Self::Leaf(left), Self::Leaf(right)) => Some(((*left, *right), *near)),
            _ => None,
        }
    }

    /// Whether it hangs on where sentences begin.
    fn asks_sentences(&self) -> bool {
        match self {
            Self::Leaf(_) => false,
            Self::Any(shapes) | Self::All(shapes) | Self::Close(shapes, _) => {
                shapes.iter().any(Self::asks_sentences)
            }
            Self::Run(inner, _) | Self::Within(_, inner) | Self::Title(inner) => inner.asks_sentences(),
            Self::Near(left, near, right) => {
                near.reach == Reach::Sentence || left.asks_sentences() || right.asks_sentences()
            }
        }
    }

    /// The stretches of a text that have this, in order.
    pub(super) fn find(&self, text: &mut dyn Text) -> Vec<Stretch> {
        match self {
            Self::Leaf(leaf) => text.places(*leaf),
            Self::Any(shapes) => {
                let mut all: Vec<Stretch> = shapes.iter().flat_map(|shape| shape.find(text)).collect();
                sort(&mut all);
                all
            }
            Self::All(shapes) => all(shapes, text),
            Self::Close(shapes, most) => {
                let mut found = all(shapes, text);
                found.retain(|stretch| stretch.last - stretch.first < *most);
                found
            }
            Self::Run(shape, times) => {
                let single = shape.find(text);
                let ends = single.iter().skip(times - 1);
                let runs = single.iter().zip(ends);
                runs.map(|(first, last)| Stretch { first: first.first, last: last.last }).collect()
            }
            Self::Near(left, near, right) => {
                let (left, right) = (left.find(text), right.find(text));
                if left.is_empty() || right.is_empty() && !near.apart {
                    return Vec::new();
                }
                meet(&left, *near, &right, text)
            }
            Self::Within(region, inner) => within(*region, inner, text),
            Self::Title(inner) => match text.part() {
                Part::Title => inner.find(text),
                Part::Body | Part::Removed => Vec::new(),
            },
        }
    }
}

fn all(shapes: &[Shape], text: &mut dyn Text) -> Vec<Stretch> {
    let Some((first, rest)) = shapes.split_first() else { return Vec::new() };
    let mut found = first.find(text);
    for shape in rest {
        if found.is_empty() {
            break;
        }
        found = both(&found, &shape.find(text));
    }
    found
}

fn within(region: Region, inner: &Shape, text: &mut dyn Text) -> Vec<Stretch> {
    let most = match (text.part(), region) {
        (Part::Title, Region::HeadAndLead) => return inner.find(text),
        (Part::Title | Part::Removed, _) => return Vec::new(),
        (Part::Body, Region::First(words)) => words,
        (Part::Body, Region::Lead | Region::HeadAndLead) => LEAD,
    };
    let mut found = inner.find(text);
    found.retain(|stretch| stretch.last < most);
    found
}

fn meet(left: &[Stretch], near: Near, right: &[Stretch], text: &mut dyn Text) -> Vec<Stretch> {
    let most = |words: u32| move |to: Stretch| to.first.saturating_sub(words);
    match near.reach {
        Reach::Words(words) if near.apart => apart(left, right, |one| Stretch {
            first: one.first.saturating_sub(words),
            last: one.last.saturating_add(words),
        }),
        // What stands behind, so near that this comes before it.
        Reach::Before(words) if near.apart => {
            let reach = |one: Stretch| Stretch { first: one.last + 1, last: one.last.saturating_add(words) };
            let behind = |one: &Stretch| {
                let around = reach(*one);
                let at = right.partition_point(|other| other.first < around.first);
                right.get(at).is_some_and(|other| other.first <= around.last)
            };
            left.iter().copied().filter(|one| !behind(one)).collect()
        }
        Reach::Words(words) => {
            let mut found = before(left, right, most(words));
            found.extend(before(right, left, most(words)));
            shortest(found)
        }
        Reach::Before(words) => before(left, right, most(words)),
        Reach::Sentence => together(left, near.apart, right, text.sentences()),
        Reach::Paragraph => together(left, near.apart, right, text.paragraphs()),
    }
}

/// Those that stand in one piece of the text, or do not, given the words that pieces begin with.
fn together(left: &[Stretch], is_apart: bool, right: &[Stretch], begins: &[u32]) -> Vec<Stretch> {
    let piece = |word: u32| begins.partition_point(|begin| *begin <= word);
    let start = |word: u32| piece(word).checked_sub(1).map_or(0, |at| begins[at]);
    let end = |word: u32| begins.get(piece(word)).map_or(u32::MAX, |next| next - 1);
    if is_apart {
        return apart(left, right, |one| Stretch { first: start(one.first), last: end(one.last) });
    }
    let whole = |list: &[Stretch]| -> Vec<Stretch> {
        list.iter().copied().filter(|one| piece(one.first) == piece(one.last)).collect()
    };
    let (left, right) = (whole(left), whole(right));
    let mut found = before(&left, &right, |to| start(to.first));
    found.extend(before(&right, &left, |to| start(to.first)));
    shortest(found)
}
