//! Words by their rank: the sample's own first, made-up ones of syllables after them, without end.

use std::sync::LazyLock;

use super::dice::Dice;
use super::words::{Ending, WORDS};

/// Ranks that can be drawn. Bounds the table of weights to 8 MB.
const RANKS: usize = 1 << 20;

/// The rank where the weights begin to fall faster than one through the rank.
///
/// Source: two regimes of Zipf's law, Ferrer i Cancho and Solé 2001 (doi:10.1076/jqul.8.3.165.4101); the place is
/// set so that 50,000 articles of 3 KB hold some 250,000 forms, about what Heaps' law gives for 26 million words.
const KINK: u64 = 14_000;

/// Added to the rank: the first rare words are about equally frequent.
const SHIFT: u64 = 30;

const ONSETS: [&str; 16] =
    ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "gr"];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ea"];
const CODAS: [&str; 8] = ["n", "l", "r", "m", "st", "nd", "ck", "th"];

/// Running totals of the weights of the ranks.
static UPTO: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let weight = |rank: u64| {
        let place = rank + SHIFT;
        if place < KINK { (1 << 40) / place } else { (1 << 40) / KINK * KINK / place * KINK / place }
    };
    (0..RANKS as u64)
        .scan(0, |total, rank| {
            *total += weight(rank);
            Some(*total)
        })
        .collect()
});

/// Appends a rarer word with this ending.
pub(super) fn write_rare(out: &mut String, ending: Ending, dice: &mut Dice) {
    let known = WORDS.rare(ending);
    let rank = rank(dice);
    if let Some(word) = known.get(rank) {
        out.push_str(word);
    } else {
        write_stem(out, rank);
        out.push_str(ending.letters());
    }
}

fn rank(dice: &mut Dice) -> usize {
    let total = UPTO.last().copied().unwrap_or(1);
    let drawn = dice.below_wide(total);
    UPTO.partition_point(|&upto| upto <= drawn)
}

/// Appends the made-up stem of a number: another stem for every number below a million.
///
/// Two or three syllables of an onset and a vowel, and a coda. Onsets, vowels and codas can be told apart in the
/// result, so no two numbers share a stem. Numbers are scattered first, or neighbours would look alike.
pub(super) fn write_stem(out: &mut String, number: usize) {
    let mut rest = number.wrapping_mul(0x9_E375) % RANKS;
    let coda = CODAS[take(&mut rest, CODAS.len())];
    for _ in 0..2 {
        out.push_str(ONSETS[take(&mut rest, ONSETS.len())]);
        out.push_str(VOWELS[take(&mut rest, VOWELS.len())]);
    }
    if rest > 0 {
        out.push_str(ONSETS[rest]);
        out.push_str(VOWELS[number % VOWELS.len()]);
    }
    out.push_str(coda);
}

/// Takes the lowest digit of a number written in this base.
fn take(rest: &mut usize, base: usize) -> usize {
    let digit = *rest % base;
    *rest /= base;
    digit
}

/// The made-up stem of a number with a capital.
pub(super) fn stem_name(number: usize) -> String {
    let mut name = String::new();
    write_stem(&mut name, number);
    capitalise(&mut name, 0);
    name
}

/// Makes the letter at this place a capital, where it is ASCII.
pub(super) fn capitalise(text: &mut str, at: usize) {
    if let Some(first) = text.get_mut(at..at + 1) {
        first.make_ascii_uppercase();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_number_has_its_own_stem() {
        let stem = |number| {
            let mut out = String::new();
            write_stem(&mut out, number);
            out
        };
        let stems: BTreeSet<String> = (0..RANKS).step_by(3).map(stem).collect();
        assert_eq!(stems.len(), RANKS.div_ceil(3));
        assert!(stems.iter().all(|stem| (4..16).contains(&stem.len())));
    }

    #[test]
    fn new_words_never_stop_coming() {
        let mut dice = Dice::new(5);
        let mut seen = BTreeSet::new();
        let mut grown = Vec::new();
        for _ in 0..4 {
            for _ in 0..50_000 {
                let mut word = String::new();
                write_rare(&mut word, Ending::None, &mut dice);
                seen.insert(word);
            }
            grown.push(seen.len());
        }
        assert!(grown.windows(2).all(|pair| pair[1] > pair[0] + 1_000), "{grown:?}");
    }
}
