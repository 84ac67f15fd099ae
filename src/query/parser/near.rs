//! What stands near what, and where: the operators that need places in the text.

use crate::query::clause::{Clause, Field, Near};
use crate::query::lexer::{Function, Kind};
use crate::query::parser::{MAX_DEPTH, Parser};
use crate::text::Span;

impl Parser<'_> {
    /// `a w/5 b`, `a not w/s b`, one after the other from the left; `a` alone.
    pub(super) fn proximity(&mut self) -> Option<Clause> {
        let start = self.cursor.at;
        let (mut before, mut left) = (Vec::new(), self.weighted());
        while let Some((near, at)) = self.near() {
            let right = self.right_side(near);
            let (near, right) = match right {
                Some(Clause::Not(right)) => (Near { apart: !near.apart, ..near }, Some(*right)),
                right => (near, right),
            };
            let whole = self.cursor.span_since(start);
            left = match (left, right) {
                (Some(left), Some(right)) if height(&left).max(height(&right)) < MAX_DEPTH => {
                    Some(self.joined(left, near, right, whole))
                }
                (Some(left), Some(right)) => {
                    self.notice(at, "too much inside each other; ignored");
                    before.push(left);
                    Some(right)
                }
                (left, right) => {
                    self.notice(at, "nothing on one side of it; ignored");
                    left.or(right)
                }
            };
        }
        before.extend(left);
        (!before.is_empty()).then(|| Clause::and(before))
    }

    /// `w/5`, `not w/5`.
    fn near(&mut self) -> Option<(Near, Span)> {
        let apart = self.cursor.peek_not() && self.cursor.peek_after().is_some_and(is_near);
        if !apart && !self.cursor.peek().is_some_and(|token| is_near(&token.kind)) {
            return None;
        }
        let start = self.cursor.at;
        self.cursor.at += 1 + usize::from(apart);
        let Kind::Near(reach) = self.cursor.last()?.kind else { return None };
        Some((Near { reach, apart }, self.cursor.span_since(start)))
    }

    fn right_side(&mut self, near: Near) -> Option<Clause> {
        let not = self.cursor.take_not();
        let ended = self.cursor.ended() || self.cursor.peek_word("OR") || self.cursor.peek_word("AND");
        let right = if ended { None } else { self.weighted() };
        match not {
            None => right,
            Some(not) => {
                self.notice(
                    not.span,
                    &format!("read as `not {near}`; write it so", near = Near { apart: false, ..near }),
                );
                right.map(|right| Clause::Not(Box::new(right)))
            }
        }
    }

    /// Two sides of one operator. What has no place in the text is a condition on the whole article.
    fn joined(&mut self, left: Clause, near: Near, right: Clause, at: Span) -> Clause {
        let (left, mut rest) = parted(left);
        let (right, more) = parted(right);
        if let Some(first) = rest.first().or(more.first()) {
            let first = first.clone();
            self.notice(at, &format!("`{first}` has no place in the text; it counts for the whole article"));
        }
        rest.extend(more);
        let pair = match (left, right) {
            (Some(left), Some(right)) => Some(Clause::Near(Box::new(left), near, Box::new(right))),
            (Some(left), None) => Some(left),
            (None, Some(right)) if near.apart => Some(right.negated()),
            (None, right) => right,
        };
        Clause::and(pair.into_iter().chain(rest).collect())
    }

    /// `lead(…)`, `atleast3(…)`.
    pub(super) fn function(&mut self, function: Function, name: Span) -> Option<Clause> {
        let start = self.cursor.at;
        let inner = self.atom()?;
        let (inner, rest) = parted(inner);
        if let Some(first) = rest.first() {
            let message = format!("`{first}` has no place in the text; it counts for the whole article");
            self.notice(name.start..self.cursor.span_since(start).end, &message);
        }
        let inner = inner.map(|inner| match function {
            Function::Within(region) => Clause::Within(region, Box::new(inner)),
            Function::AtLeast(times) => Clause::AtLeast(times, Box::new(inner)),
        });
        Some(Clause::and(inner.into_iter().chain(rest).collect()))
    }
}

/// How many clauses stand inside each other, at the most; 0 for one that has no other inside.
fn height(clause: &Clause) -> usize {
    let inside = match clause {
        Clause::And(clauses) | Clause::Or(clauses) => clauses.iter().map(height).max(),
        Clause::Near(left, _, right) => Some(height(left).max(height(right))),
        Clause::Not(inner)
        | Clause::Within(_, inner)
        | Clause::AtLeast(_, inner)
        | Clause::Boost(inner, _)
        | Clause::Field(_, inner) => Some(height(inner)),
        _ => None,
    };
    inside.map_or(0, |inside| 1 + inside)
}

fn is_near(kind: &Kind) -> bool {
    matches!(kind, Kind::Near(_))
}

/// What of a clause has a place in the text, and the rest of it.
fn parted(clause: Clause) -> (Option<Clause>, Vec<Clause>) {
    match clause {
        clause if has_place(&clause) => (Some(clause), Vec::new()),
        Clause::And(clauses) => {
            let (placed, rest): (Vec<Clause>, Vec<Clause>) = clauses.into_iter().partition(has_place);
            ((!placed.is_empty()).then(|| Clause::and(placed)), rest)
        }
        clause => (None, vec![clause]),
    }
}

/// Whether what a clause finds stands somewhere in the text.
pub(super) fn has_place(clause: &Clause) -> bool {
    match clause {
        Clause::Word(_)
        | Clause::Phrase(_)
        | Clause::Pattern(_)
        | Clause::Alike(..)
        | Clause::Loose(..)
        | Clause::Exact(_) => true,
        Clause::Near(left, _, right) => has_place(left) && has_place(right),
        Clause::Within(_, inner) | Clause::Boost(inner, _) => has_place(inner),
        Clause::And(clauses) | Clause::Or(clauses) => clauses.iter().all(has_place),
        Clause::Field(Field::Title, value) => has_place(value),
        Clause::Field(Field::Person | Field::Org | Field::Place, value) => is_name(value),
        _ => false,
    }
}

/// Whether a clause can be asked for as a name that stands somewhere.
fn is_name(clause: &Clause) -> bool {
    match clause {
        Clause::Word(_) | Clause::Phrase(_) => true,
        Clause::Or(clauses) => clauses.iter().all(is_name),
        _ => false,
    }
}
