//! What one name of a credit looks like, and the date that may stand behind it.

use crate::lang::PACKS;
use crate::text;

use super::words::{ENDS, FIRMS, NOT_NAMES};

/// How far a source vouches for its text being a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A machine's statement (JSON-LD, meta, microdata): a forename alone, or a name in small letters, is one.
    Marked,
    /// A field that a person or program filled in: names of two words and more.
    Field,
    /// What a page shows: a forename alone after "By" only, and every word of a name has its capital.
    Shown,
}

/// The most words that the name of one person has.
const NAME_WORDS: usize = 6;

/// One name, if it can be one: two to six words, no digits, no address, no word of a role or desk. A single word is a
/// name in scripts without capitals (Chinese, Arabic), and where `single` says so.
pub(super) fn name(part: &str, trust: Trust, single: bool) -> Option<String> {
    let words = before_date(part);
    let whole = words.len() == part.split_whitespace().count();
    let part = words.join(" ");
    let part = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    // The stop of a sentence; that of an initial or of "Jr." stays.
    let sentence = part.rsplit(' ').next().is_some_and(|last| last.ends_with('.') && last.len() > 4);
    let part = if sentence { part.trim_end_matches('.') } else { part };
    let cased = part.chars().any(char::is_lowercase) || part.chars().any(char::is_uppercase);
    let fits = (1..=NAME_WORDS).contains(&words.len())
        && !part.contains(['@', '<', '>', '=', '_', ':'])
        && !part.contains("://")
        && !part.chars().any(|c| c.is_ascii_digit() || c.is_control())
        && (!cased || has_capitals(&words, trust))
        && (!cased || words.len() > 1 || single && whole && is_forename(part))
        && !((words.len() > 2 || !whole) && words.last().is_some_and(|last| is_firm(last)))
        && !text::words(part).any(|span| NOT_NAMES.contains(&&*text::fold(&part[span])));
    fits.then(|| part.to_owned())
}

/// The words before a date or anything else that ends a name.
pub(super) fn before_date(part: &str) -> Vec<&str> {
    let all: Vec<&str> = part.split_whitespace().collect();
    // Months are forenames, too, so the first word is never one.
    let ends = |at: usize| is_date_word(all[at]) || at > 1 && is_month(all[at]);
    let end = (0..all.len()).find(|&at| ends(at)).unwrap_or(all.len());
    let dated = end < all.len() && all[end].starts_with(|c: char| c.is_ascii_digit());
    let month = dated && end > 1 && is_month(all[end - 1]);
    let alone = |word: &&str| word.chars().any(char::is_alphanumeric);
    all[..end - usize::from(month)].iter().copied().take_while(alone).collect()
}

/// Whether the words of a name are written as names are. Most of them have capitals; on a page all but particles do; in
/// a statement all may be small.
fn has_capitals(words: &[&str], trust: Trust) -> bool {
    let upper = words.iter().filter(|word| starts_upper(word)).count();
    let small = |word: &&&str| !starts_upper(word);
    match trust {
        Trust::Marked if upper == 0 => {
            (2..=3).contains(&words.len()) && words.iter().all(|word| word.chars().all(char::is_alphabetic))
        }
        Trust::Shown => upper > 0 && words.iter().filter(small).all(|word| is_particle(word)),
        _ => upper * 2 >= words.len(),
    }
}

/// Whether a word by itself is written as a forename is: a capital and small letters.
pub(super) fn is_forename(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| c.is_lowercase() || c == '-')
        && word.chars().count() > 2
}

fn is_particle(word: &str) -> bool {
    let folded = text::fold(word);
    PACKS.iter().any(|pack| pack.particles.contains(&&*folded)) || !word.contains(char::is_lowercase)
}

pub(super) fn starts_upper(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

pub(super) fn is_month(word: &str) -> bool {
    let folded = text::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    PACKS.iter().any(|pack| pack.months.iter().any(|(name, _)| *name == folded))
}

/// Whether a word opens a date or ends a name: what follows a name on its line.
pub(super) fn is_date_word(word: &str) -> bool {
    let folded = text::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    folded.chars().next().is_some_and(|c| c.is_ascii_digit()) || ENDS.contains(&&*folded)
}

/// Whether a name that is the outlet's, too, reads as a person's: two or three words, and none that is common in
/// names of outlets and firms.
pub(super) fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = |word: &&str| word.chars().skip(1).any(char::is_lowercase) || word.len() <= 2;
    (2..=3).contains(&words.len()) && words.iter().all(plain) && !words.iter().any(|word| is_firm(word))
}

/// Whether a word is one of those in names of outlets, firms and organisations.
pub(super) fn is_firm(word: &str) -> bool {
    let folded = text::fold(word);
    FIRMS.contains(&&*folded) || PACKS.iter().any(|pack| pack.organisation_words.contains(&&*folded))
}

/// Whether a line is a date and nothing else.
pub(super) fn is_date(line: &str) -> bool {
    let short = line.len() <= DATE_BYTES && line.contains(|c: char| c.is_ascii_digit());
    let parts = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).len() > 3;
    let year = || line.split([' ', '-', '/', '.']).any(|word| parts(word) && word.contains("20"));
    short && year() && line.split_whitespace().all(|word| is_date_word(word) || is_month(word))
}

/// Bytes of the longest line that is a date.
const DATE_BYTES: usize = 30;

/// Whether a part of a line is a date and nothing else.
pub(super) fn is_dated(part: &str) -> bool {
    let others = part.split_whitespace().filter(|word| !is_date_word(word) && !is_month(word)).count();
    others == 0 || part.contains(" read") || part.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_publishes_under_their_own_name_wrote_it() {
        assert!(is_person("Maren Holt"));
        assert!(!is_person("Estuary Wire") && !is_person("The Maren Holts"));
    }
}
