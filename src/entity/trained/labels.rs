//! Labels of words, and the names that they make.

use std::ops::Range;

use crate::entity::EntityKind;

/// How many labels there are: none, and for each kind the first word of a name and a further one.
pub(super) const LABELS: usize = 7;

/// A name as labels make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) words: Range<usize>,
    /// Index in [`KINDS`].
    pub(super) kind: usize,
}

/// Index of people in [`KINDS`].
pub(super) const PERSON: usize = 0;
/// Index of organisations there.
pub(super) const ORGANISATION: usize = 1;
/// Index of places there.
pub(super) const PLACE: usize = 2;

/// The kinds in the order of their labels.
pub(super) const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

/// Whether a label may stand behind another: a further word needs a word of the same kind before it.
pub(super) fn may_follow(before: usize, label: usize) -> bool {
    let further = label > 0 && label.is_multiple_of(2);
    !further || before > 0 && (before - 1) / 2 == (label - 1) / 2
}

/// Writes the labels of a name.
pub(super) fn write(name: &Name, labels: &mut [u8]) {
    let first = 1 + 2 * name.kind as u8;
    for at in name.words.clone() {
        labels[at] = first + u8::from(at > name.words.start);
    }
}

/// The names in some stretches of words, none of which goes on over the end of its stretch.
pub(super) fn names(labels: &[u8], stretches: &[Range<usize>]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        for at in stretch.clone().filter(|at| labels[*at] > 0) {
            let label = usize::from(labels[at]);
            match names.last_mut() {
                Some(last) if label.is_multiple_of(2) && last.words.end == at => last.words.end = at + 1,
                _ => names.push(Name { words: at..at + 1, kind: (label - 1) / 2 }),
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_were_written() {
        let names =
            [Name { words: 1..3, kind: 0 }, Name { words: 3..4, kind: 0 }, Name { words: 5..8, kind: 2 }];
        let mut labels = [0; 9];
        names.iter().for_each(|name| write(name, &mut labels));
        assert_eq!(labels, [0, 1, 2, 1, 0, 5, 6, 6, 0]);
        assert_eq!(super::names(&labels, &[0..4, 5..9]), names);
    }

    #[test]
    fn further_words_follow_their_own_kind() {
        assert!(
            may_follow(1, 2) && may_follow(2, 2) && may_follow(0, 1) && may_follow(4, 0) && may_follow(2, 3)
        );
        assert!(!may_follow(0, 2) && !may_follow(1, 4) && !may_follow(3, 2));
    }
}
