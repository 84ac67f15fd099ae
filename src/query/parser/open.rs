//! Bounds how many words of a query begin with an open letter (`*berg`): each is looked for in the whole dictionary.

use crate::query::clause::Clause;
use crate::query::parser::literal::literal;
use crate::query::pattern;

/// So many are still understood.
const MOST: usize = 16;

/// What is said where there are more.
pub(super) const TOO_MANY: &str =
    "more than 16 words that begin with an open letter; the others are taken literally";

/// Takes those literally that are too many, in the order of the query; says whether there are any.
pub(super) fn bound(clause: &mut Clause) -> bool {
    let mut met = 0;
    leaves(clause, &mut |leaf| {
        let Clause::Pattern(text) = leaf else { return };
        if begins_open(text) {
            met += 1;
            if met > MOST {
                *leaf = literal(text).unwrap_or(Clause::Nothing);
            }
        }
    });
    met > MOST
}

/// Whether a word does among those of a pattern.
pub(super) fn begins_open(text: &str) -> bool {
    pattern::words(text).iter().any(|word| word.len() > 1 && word.starts_with(['*', '?']))
}

/// Hands out everything that holds no further clauses.
fn leaves(clause: &mut Clause, each: &mut impl FnMut(&mut Clause)) {
    match clause {
        Clause::And(clauses) | Clause::Or(clauses) => {
            clauses.iter_mut().for_each(|clause| leaves(clause, each));
        }
        Clause::Near(left, _, right) => {
            leaves(left, each);
            leaves(right, each);
        }
        Clause::Field(_, inner)
        | Clause::Within(_, inner)
        | Clause::AtLeast(_, inner)
        | Clause::Boost(inner, _)
        | Clause::Not(inner) => leaves(inner, each),
        leaf => each(leaf),
    }
}
