//! Whether two things stand near each other, told by positions alone.
//!
//! In: where the words of two leaves begin. Out: whether any two of them meet, or that their positions do not tell.
//! Most questions of nearness are about two words, and nobody needs the stretches themselves to find the articles.

use crate::query::clause::{Near, Reach};

/// Where words one after the other stand in a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    /// Positions that they begin at, in order.
    pub(super) starts: &'a [u32],
    /// Words behind the first.
    pub(super) more: u32,
}

/// Whether any two are so near; `None` where it hangs on how many paragraphs begin between them. `pieces` gives the
/// positions that the sentences or paragraphs of the field begin with, in order.
pub(super) fn meet<'a>(
    left: Run<'_>,
    near: Near,
    right: Run<'_>,
    pieces: impl FnOnce() -> &'a [u32],
) -> Option<bool> {
    if near.apart {
        return None;
    }
    if left.starts.is_empty() || right.starts.is_empty() {
        return Some(false);
    }
    match near.reach {
        Reach::Before(words) => within(shortest(left, right), words),
        Reach::Words(words) => within(shortest(left, right).min(shortest(right, left)), words),
        Reach::Sentence | Reach::Paragraph => {
            let pieces = pieces();
            Some(share(left, right, pieces))
        }
    }
}

/// Between two paragraphs one position stays free, and each has a word at least: a gap has no less than half as many
/// words as positions.
fn within(positions: u32, words: u32) -> Option<bool> {
    match positions {
        gap if gap <= words => Some(true),
        gap if gap > words.saturating_mul(2) => Some(false),
        _ => None,
    }
}

/// The fewest positions from the last word of one on the left to one on the right; [`u32::MAX`] where none is behind.
fn shortest(left: Run<'_>, right: Run<'_>) -> u32 {
    closest(left, right).map(|(from, to)| to - from - left.more).min().unwrap_or(u32::MAX)
}

/// Whether one of each, the one behind the other, stand in one piece.
fn share(left: Run<'_>, right: Run<'_>, pieces: &[u32]) -> bool {
    let (mut begin, mut rest, mut others) = (0, pieces, right.starts);
    for &one in left.starts {
        while let Some((next, behind)) = rest.split_first().filter(|(next, _)| **next <= one) {
            (begin, rest) = (*next, behind);
        }
        while let Some((_, behind)) = others.split_first().filter(|(other, _)| **other < begin) {
            others = behind;
        }
        let end = rest.first().copied().unwrap_or(u32::MAX);
        let ends = one + left.more;
        let beside = |other: u32| {
            let its = other + right.more;
            (ends < other || its < one) && ends.max(its) < end
        };
        if others.iter().copied().take_while(|other| *other < end).any(beside) {
            return true;
        }
    }
    false
}

/// For each on the right, the last one on the left that ends before it.
fn closest<'a>(left: Run<'a>, right: Run<'a>) -> impl Iterator<Item = (u32, u32)> + 'a {
    let mut ended = 0;
    right.starts.iter().filter_map(move |&to| {
        while left.starts.get(ended).is_some_and(|from| from + left.more < to) {
            ended += 1;
        }
        ended.checked_sub(1).map(|at| (left.starts[at], to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(starts: &[u32]) -> Run<'_> {
        Run { starts, more: 0 }
    }

    fn told(left: &[u32], reach: Reach, right: &[u32], pieces: &[u32]) -> Option<bool> {
        meet(run(left), Near { reach, apart: false }, run(right), || pieces)
    }

    #[test]
    fn what_is_near_by_positions_is_near_and_what_is_twice_as_far_is_not() {
        assert_eq!(told(&[3], Reach::Words(2), &[5], &[]), Some(true));
        assert_eq!(told(&[5], Reach::Words(2), &[3, 90], &[]), Some(true));
        assert_eq!(told(&[3], Reach::Words(2), &[7], &[]), None, "a paragraph may end there");
        assert_eq!(told(&[3], Reach::Words(2), &[8], &[]), Some(false));
        assert_eq!(told(&[5], Reach::Before(9), &[3], &[]), Some(false));
        assert_eq!(told(&[], Reach::Words(2), &[8], &[]), Some(false));
    }

    #[test]
    fn a_piece_holds_the_whole_of_both() {
        assert_eq!(told(&[3], Reach::Sentence, &[9], &[0, 10]), Some(true));
        assert_eq!(told(&[3], Reach::Sentence, &[10], &[0, 10]), Some(false));
        assert_eq!(
            told(&[9, 12], Reach::Sentence, &[4, 25], &[0, 10, 20]),
            Some(true),
            "the other way round"
        );
        assert_eq!(told(&[9, 12], Reach::Sentence, &[10], &[0, 10, 20]), Some(true));
        assert_eq!(told(&[3], Reach::Sentence, &[3], &[0, 10]), Some(false), "one word is not two");
        let phrase = Run { starts: &[8], more: 2 };
        let near = Near { reach: Reach::Paragraph, apart: false };
        assert_eq!(meet(run(&[3]), near, phrase, || &[0, 10]), Some(false));
        assert_eq!(meet(run(&[3, 12]), near, phrase, || &[0, 7]), Some(true));
    }
}
