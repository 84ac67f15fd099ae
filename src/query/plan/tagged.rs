//! `tag:`: the articles that the user put a tag on.

use tantivy::Term;
use tantivy::query::{Query as Filter, TermSetQuery};

use crate::annotation;
use crate::query::clause::Clause;
use crate::query::leaf::Leaf;
use crate::query::leaf::union;
use crate::query::pattern::{Alike, Pattern};
use crate::query::plan::Planner;
use crate::query::slot::Slot;

/// Hexadecimal digits of a whole id.
const ID_DIGITS: usize = 32;

impl Planner<'_> {
    /// The articles with a tag that is what a clause says, all of it; with any tag for [`Clause::All`].
    pub(super) fn tagged(&self, clause: &Clause) -> Box<dyn Filter> {
        let wanted = Wanted::of(clause);
        let tagged = self.annotations.tagged(&|tag| wanted.takes(tag));
        let (whole, beginnings): (Vec<&str>, Vec<&str>) =
            tagged.into_iter().partition(|id| id.len() == ID_DIGITS);
        let field = self.fields().id;
        let whole = whole.into_iter().map(|id| Term::from_field_text(field, id));
        let mut filters: Vec<Box<dyn Filter>> = vec![Box::new(TermSetQuery::new(whole))];
        let beginning = |id: &str| Leaf { field, slots: vec![Slot::open(Pattern::Prefix(id.to_owned()))] };
        filters.extend(beginnings.into_iter().map(|id| beginning(id).query()));
        union(filters)
    }
}

/// Which tags a clause asks for.
enum Wanted {
    Any,
    This(String),
    Like(Pattern),
    None,
}

impl Wanted {
    fn of(clause: &Clause) -> Self {
        match clause {
            Clause::All => Self::Any,
            Clause::Word(text) | Clause::Phrase(text) => Self::This(annotation::folded(text)),
            Clause::Pattern(text) => {
                let text = annotation::folded(text);
                Pattern::parse(&text).map_or(Self::This(text), Self::Like)
            }
            Clause::Alike(text, slips) => {
                Self::Like(Pattern::Alike(Alike::new(&annotation::folded(text), usize::from(*slips))))
            }
            _ => Self::None,
        }
    }

    fn takes(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::This(wanted) => tag == wanted,
            Self::Like(pattern) => pattern.takes(tag),
            Self::None => false,
        }
    }
}
