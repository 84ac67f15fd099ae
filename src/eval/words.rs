//! Bags of words: how much of a text is there, and how much of it belongs.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// Precision, recall and their harmonic mean, each `0.0..=1.0`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Prf {
    /// Share of what was given that is right.
    pub precision: f64,
    /// Share of what is right that was given.
    pub recall: f64,
    /// `2PR / (P + R)`; 0 where nothing is right.
    pub f1: f64,
}

impl Prf {
    /// From counts of what is right, what was given and what is both. Where nothing was given, precision is 0; where
    /// nothing is right, recall is 0.
    pub fn of(gold: u64, given: u64, shared: u64) -> Self {
        let over = |count: u64| if count == 0 { 0.0 } else { shared as f64 / count as f64 };
        let f1 = if gold + given == 0 { 0.0 } else { 2.0 * shared as f64 / (gold + given) as f64 };
        Self { precision: over(given), recall: over(gold), f1 }
    }

    /// The same, where nothing given of nothing right is as good as can be.
    pub fn or_perfect(gold: u64, given: u64, shared: u64) -> Self {
        if gold + given == 0 {
            Self { precision: 1.0, recall: 1.0, f1: 1.0 }
        } else {
            Self::of(gold, given, shared)
        }
    }
}

/// The words of a text: runs of letters, numbers and `_` after lower-casing, as Python's `\w+` finds them.
pub fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// Compares two texts as bags of lower-case words; white space and order do not count. Two texts without words are
/// equal.
///
/// Source: the metric of the Web Content eXtraction Benchmark (Foley 2026), `prf` in the pack's `score.py`.
pub fn bag_scores(given: &str, gold: &str) -> Prf {
    let (given, gold) = (given.to_lowercase(), gold.to_lowercase());
    let (given, gold) = (bag(&given), bag(&gold));
    let shared = given.iter().map(|(word, &count)| count.min(gold.get(word).copied().unwrap_or(0))).sum();
    Prf::or_perfect(gold.values().sum(), given.values().sum(), shared)
}

fn bag(lower: &str) -> BTreeMap<&str, u64> {
    let mut bag = BTreeMap::new();
    words(lower).for_each(|word| *bag.entry(word).or_default() += 1);
    bag
}

/// A text as titles and names are compared: NFKC, lower case, words joined by blanks.
///
/// Source: `norm` in the extraction pack's `score.py`.
pub fn normal(text: &str) -> String {
    let lower = text.nfkc().collect::<String>().to_lowercase();
    words(&lower).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_as_often_as_both_sides_have_it() {
        let scores = bag_scores("The tide, the TIDE rose", "the tide fell");
        assert!((scores.precision - 0.4).abs() < 1e-12);
        assert!((scores.recall - 2.0 / 3.0).abs() < 1e-12);
        assert!((scores.f1 - 0.5).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_as_good_as_nothing_and_worse_than_something() {
        assert!((bag_scores("", "—").f1 - 1.0).abs() < 1e-9);
        assert_eq!(bag_scores("", "tide"), Prf::default());
        assert_eq!(bag_scores("tide", ""), Prf::default());
    }

    #[test]
    fn titles_are_compared_without_case_and_punctuation() {
        assert_eq!(normal("The ﬁsh-market: ½ gone!"), "the fish market 1 2 gone");
    }

    proptest::proptest! {
        #[test]
        fn a_text_equals_itself(text in "\\PC*") {
            proptest::prop_assert!((bag_scores(&text, &text).f1 - 1.0).abs() < 1e-12);
        }
    }
}
