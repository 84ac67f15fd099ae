//! Which paragraphs answer.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::passage::window::{self, Units, Window};
use crate::passage::{Paragraph, Wanted};
use crate::text::Span;

/// Different sets of units that are compared with each other; more of them are all shown.
const MOST_SETS: usize = 256;

/// The paragraphs that answer, each with the stretch that does, in the order of the paragraphs.
pub(super) fn choose<'a, 'b>(
    paragraphs: &'a [Paragraph<'b>],
    wanted: &Wanted<'_>,
) -> Vec<(&'a Paragraph<'b>, Span)> {
    let mut best: Vec<(usize, Window)> = answering(paragraphs, wanted)
        .into_iter()
        .filter_map(|at| Some((at, window::best(&paragraphs[at], wanted)?)))
        .collect();
    best.sort_by_key(|(at, window)| {
        let paragraph = &paragraphs[*at];
        Reverse((window.units.count_ones(), paragraph.prose, window.count, Reverse(*at)))
    });
    best.truncate(wanted.most);
    best.sort_by_key(|(at, _)| *at);
    best.into_iter().map(|(at, window)| (&paragraphs[at], window.span)).collect()
}

/// Indices of the paragraphs that have all that is needed; where none has, of those whose set of units is in no
/// other one's.
fn answering(paragraphs: &[Paragraph<'_>], wanted: &Wanted<'_>) -> Vec<usize> {
    let sets: Vec<Units> = paragraphs.iter().map(|paragraph| window::units(&paragraph.matches)).collect();
    let has = |set: Units| move |unit: usize| set & (1 << unit.min(127)) != 0;
    let met = |set: Units| set != 0 && wanted.need.is_met(&has(set));
    let different: BTreeSet<Units> = sets.iter().copied().filter(|set| *set != 0).collect();
    let any_met = different.iter().any(|set| met(*set));
    let largest = |set: Units| {
        different.len() > MOST_SETS || !different.iter().any(|other| *other != set && set & other == set)
    };
    let answers: BTreeSet<Units> =
        different.iter().copied().filter(|set| if any_met { met(*set) } else { largest(*set) }).collect();
    (0..sets.len()).filter(|at| answers.contains(&sets[*at])).collect()
}
