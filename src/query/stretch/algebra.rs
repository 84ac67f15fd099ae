//! Stretches of words, and what can be said of two lists of them.
//!
//! Lists are in rising order of their first words, then of their last, each stretch once. Every function takes time
//! linear in its lists, but for sorting.
//!
//! Source: the minimal intervals of Clarke, Cormack and Burkowski 1995, doi:10.1093/comjnl/38.1.43.

use std::collections::VecDeque;

/// The number of a word in its text, from 0; the last words of one paragraph and the first of the next are neighbours.
pub(super) type At = u32;

/// From one word to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::query) struct Stretch {
    /// Its first word.
    pub(in crate::query) first: At,
    /// Its last word.
    pub(in crate::query) last: At,
}

impl Stretch {
    fn cover(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// Brings stretches into order, each once.
pub(super) fn sort(list: &mut Vec<Stretch>) {
    if !list.is_sorted() {
        list.sort_unstable();
    }
    list.dedup();
}

/// Those of the stretches that hold none of the others.
pub(super) fn shortest(mut list: Vec<Stretch>) -> Vec<Stretch> {
    sort(&mut list);
    let mut least = At::MAX;
    let mut kept: Vec<Stretch> = Vec::with_capacity(list.len());
    for stretch in list.into_iter().rev() {
        if stretch.last < least || kept.is_empty() {
            least = stretch.last;
            // Of those that begin together, the shorter comes first in order, so last here.
            if kept.last().is_some_and(|known| known.first == stretch.first) {
                kept.pop();
            }
            kept.push(stretch);
        }
    }
    kept.reverse();
    kept
}

/// The shortest stretches that hold one of each list.
pub(super) fn both(left: &[Stretch], right: &[Stretch]) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (one, other) in [(left, right), (right, left)] {
        // A shortest cover ends with the last word of one of the two; of the other list it holds the one that begins
        // last among those that end by then.
        let mut by_end: Vec<Stretch> = other.to_vec();
        by_end.sort_unstable_by_key(|stretch| stretch.last);
        let mut ends: Vec<Stretch> = one.to_vec();
        ends.sort_unstable_by_key(|stretch| stretch.last);
        let mut seen = by_end.into_iter().peekable();
        let mut latest: Option<Stretch> = None;
        for end in ends {
            while let Some(next) = seen.next_if(|next| next.last <= end.last) {
                latest = latest.filter(|known| known.first >= next.first).or(Some(next));
            }
            found.extend(latest.map(|known| known.cover(end)));
        }
    }
    shortest(found)
}

/// The shortest stretches from one on the left to one on the right that begins behind its end; the left one's last word
/// is no earlier than `floor` says for the right one.
pub(super) fn before(left: &[Stretch], right: &[Stretch], floor: impl Fn(Stretch) -> At) -> Vec<Stretch> {
    let mut by_end: Vec<Stretch> = left.to_vec();
    by_end.sort_unstable_by_key(|stretch| stretch.last);
    let mut coming = by_end.into_iter().peekable();
    // Ends rise and beginnings fall from front to back: what ends earlier and begins no later can never be chosen.
    let mut open: VecDeque<Stretch> = VecDeque::new();
    let mut found = Vec::new();
    for &to in right {
        while let Some(next) = coming.next_if(|next| next.last < to.first) {
            while open.back().is_some_and(|known| known.first <= next.first) {
                open.pop_back();
            }
            open.push_back(next);
        }
        while open.front().is_some_and(|known| known.last < floor(to)) {
            open.pop_front();
        }
        found.extend(open.front().map(|from| from.cover(to)));
    }
    shortest(found)
}

/// Those on the left that have none on the right that reaches into the stretch of `reach` around them; the same
/// stretch on both sides does not count.
pub(super) fn apart(left: &[Stretch], right: &[Stretch], reach: impl Fn(Stretch) -> Stretch) -> Vec<Stretch> {
    let mut furthest: Vec<(Stretch, Option<Stretch>)> = Vec::with_capacity(right.len());
    for &next in right {
        furthest.push(match furthest.last().copied() {
            None => (next, None),
            Some((most, _)) if next.last >= most.last => (next, Some(most)),
            Some((most, second)) => (most, second.filter(|known| known.last >= next.last).or(Some(next))),
        });
    }
    let is_near = |stretch: Stretch| {
        let around = reach(stretch);
        let begun = right.partition_point(|other| other.first <= around.last);
        let reached = |other: Stretch| other != stretch && other.last >= around.first;
        begun.checked_sub(1).is_some_and(|at| {
            let (most, second) = furthest[at];
            reached(most) || second.is_some_and(reached)
        })
    };
    left.iter().copied().filter(|stretch| !is_near(*stretch)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn list() -> impl Strategy<Value = Vec<Stretch>> {
        let one = (0_u32..30, 0_u32..4).prop_map(|(first, more)| Stretch { first, last: first + more });
        prop::collection::vec(one, 0..12).prop_map(|mut list| {
            sort(&mut list);
            list
        })
    }

    /// Every cover of two that are allowed, then the shortest.
    fn naive(
        left: &[Stretch],
        right: &[Stretch],
        allowed: impl Fn(Stretch, Stretch) -> bool,
    ) -> Vec<Stretch> {
        let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (*one, *other)));
        let mut covers: Vec<Stretch> =
            pairs.filter(|(one, other)| allowed(*one, *other)).map(|(one, other)| one.cover(other)).collect();
        sort(&mut covers);
        let holds = |one: &Stretch, other: &Stretch| {
            one != other && one.first <= other.first && other.last <= one.last
        };
        covers.iter().copied().filter(|one| !covers.iter().any(|other| holds(one, other))).collect()
    }

    proptest! {
        #[test]
        fn both_is_every_shortest_cover(left in list(), right in list()) {
            prop_assert_eq!(both(&left, &right), naive(&left, &right, |_, _| true));
        }

        #[test]
        fn before_is_every_shortest_cover_in_order(left in list(), right in list(), most in 1_u32..8) {
            let close = |one: Stretch, other: Stretch| one.last < other.first && other.first - one.last <= most;
            let found = before(&left, &right, |to| to.first.saturating_sub(most));
            prop_assert_eq!(found, naive(&left, &right, close));
        }

        #[test]
        fn apart_leaves_what_has_nothing_near(left in list(), right in list(), most in 1_u32..8) {
            let reach = |one: Stretch| Stretch { first: one.first.saturating_sub(most), last: one.last + most };
            let near = |one: &Stretch, other: &Stretch| {
                one != other && other.first <= one.last + most && other.last + most >= one.first
            };
            let wanted: Vec<Stretch> =
                left.iter().copied().filter(|one| !right.iter().any(|other| near(one, other))).collect();
            prop_assert_eq!(apart(&left, &right, reach), wanted);
        }
    }
}
