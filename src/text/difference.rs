//! What differs between two texts, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words of a text that are compared at the most: the time may grow with the square of what differs.
pub const COMPARED: usize = 20_000;

/// A stretch of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Both have it; as the second one writes it.
    Same(String),
    /// The first one has it, the second has not.
    Gone(String),
    /// The second one has it, the first has not.
    New(String),
}

/// How one text becomes another, in their order, words parted by blanks; words are what stands between blanks, so that
/// a comma counts. Of longer texts than [`COMPARED`] words, the beginnings are compared. Empty where both are empty.
pub fn difference(before: &str, after: &str) -> Vec<Change> {
    let (before, after) = (split(before), split(after));
    let operations = capture_diff_slices(Algorithm::Patience, &before, &after);
    operations.iter().flat_map(|operation| changes(operation, &before, &after)).collect()
}

/// How many words are gone and new.
pub fn changed_words(changes: &[Change]) -> (usize, usize) {
    let count = |text: &str| text.split(' ').count();
    changes.iter().fold((0, 0), |(gone, new), change| match change {
        Change::Same(_) => (gone, new),
        Change::Gone(text) => (gone + count(text), new),
        Change::New(text) => (gone, new + count(text)),
    })
}

fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().take(COMPARED).collect()
}

fn changes(operation: &DiffOp, before: &[&str], after: &[&str]) -> Vec<Change> {
    let gone = || Change::Gone(before[operation.old_range()].join(" "));
    let new = || Change::New(after[operation.new_range()].join(" "));
    match operation {
        DiffOp::Equal { .. } => vec![Change::Same(after[operation.new_range()].join(" "))],
        DiffOp::Delete { .. } => vec![gone()],
        DiffOp::Insert { .. } => vec![new()],
        DiffOp::Replace { .. } => vec![gone(), new()],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(before: &str, after: &str) -> String {
        let show = |change: Change| match change {
            Change::Same(text) => text,
            Change::Gone(text) => format!("[-{text}-]"),
            Change::New(text) => format!("{{+{text}+}}"),
        };
        difference(before, after).into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_are_gone_and_new_stand_in_their_place() {
        assert_eq!(
            said("The strike ended on Monday after talks.", "The strike ended late on Tuesday after talks."),
            "The strike ended {+late+} on [-Monday-] {+Tuesday+} after talks."
        );
        assert_eq!(said("", "New."), "{+New.+}");
        assert_eq!(said("", ""), "");
    }

    #[test]
    fn changed_words_are_counted() {
        assert_eq!(changed_words(&difference("a b c d", "a x y d e")), (2, 3));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off_the_difference(
            before in "([a-c] ){0,30}", after in "([a-c] ){0,30}",
        ) {
            let changes = difference(&before, &after);
            let read = |old: bool| {
                let words = changes.iter().filter_map(|change| match change {
                    Change::Same(text) => Some(text.as_str()),
                    Change::Gone(text) => old.then_some(text.as_str()),
                    Change::New(text) => (!old).then_some(text.as_str()),
                });
                words.collect::<Vec<_>>().join(" ")
            };
            prop_assert_eq!(read(true), before.trim_end());
            prop_assert_eq!(read(false), after.trim_end());
        }
    }
}
