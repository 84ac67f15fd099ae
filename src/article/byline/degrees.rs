//! The degrees that names are signed with: "Maren Holt, MD".

use std::ops::RangeInclusive;

use crate::text;

use super::words::AGENCIES;

/// Whether a part is the degrees that a name is signed with: "MD", "Ph.D.", "RDN".
pub(super) fn is_degrees(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    (1..=2).contains(&words.len()) && words.iter().all(|word| is_degree(word))
}

fn is_degree(word: &str) -> bool {
    let word = word.trim_end_matches('*');
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    DEGREE_LETTERS.contains(&letters)
        && upper > 1
        && upper * 2 >= letters
        && word.chars().all(|c| c.is_alphabetic() || ".-®™".contains(c))
        && !AGENCIES.contains(&&*text::fold(word))
}

/// Letters of the shortest and the longest degree.
const DEGREE_LETTERS: RangeInclusive<usize> = 2..=6;

/// Whether a name is one of two words at least and not in capitals, so that what follows in capitals is no name.
pub(super) fn may_follow(name: &str) -> bool {
    name.contains(' ') && name.contains(char::is_lowercase)
}
