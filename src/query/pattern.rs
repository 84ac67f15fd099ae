//! Words of which some letters are left open.

mod glob;

use tantivy::Term;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;

use self::glob::Glob;
use crate::index::analyzer;
use crate::text;

/// Stands for any letters, none included.
const ANY: char = '*';
/// Stands for one letter.
const ONE: char = '?';
/// The shortest word that is corrected, in characters: shorter ones are like too many others.
const SHORTEST: usize = 4;
/// The shortest word that may be corrected at two places.
const LONG: usize = 7;
/// The longest word that an automaton is made for, in characters: it takes tens of KiB of memory for each.
const LONGEST: usize = 32;

/// Which words of the dictionary fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Those that begin so (`harb*`).
    Prefix(String),
    /// Those that fit letter by letter (`wom?n`, `*berg`).
    Glob(Vec<char>),
    /// Those that so many slips turn into this word (`harbor~1`).
    Alike(Alike),
}

/// What goes through a dictionary.
pub(super) enum Walk {
    Glob(Glob),
    Alike(DfaWrapper),
}

impl Pattern {
    /// Reads a folded word in which `*` and `?` leave letters open; `None` where nothing is open.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let stem = word.trim_end_matches(ANY);
        if !word.contains([ANY, ONE]) {
            return None;
        }
        if stem.len() < word.len() && !stem.contains([ANY, ONE]) {
            return Some(Self::Prefix(stem.to_owned()));
        }
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup_by(|next, before| *next == ANY && *before == ANY);
        Some(Self::Glob(letters))
    }

    /// What every word that fits begins with at the least: the place of the dictionary to begin at.
    pub fn beginning(&self) -> String {
        match self {
            Self::Prefix(prefix) => prefix.clone(),
            Self::Glob(letters) => {
                letters.iter().take_while(|letter| ![ANY, ONE].contains(*letter)).collect()
            }
            Self::Alike(_) => String::new(),
        }
    }

    /// Goes through a dictionary by what can still fit; `None` for what has a beginning to look from, or none at all.
    pub(super) fn automaton(&self) -> Option<Walk> {
        match self {
            Self::Prefix(_) => None,
            Self::Glob(letters) => Glob::new(letters).map(Walk::Glob),
            Self::Alike(alike) => alike.automaton().map(Walk::Alike),
        }
    }

    /// Whether a folded word fits; terms that are no words never do.
    pub fn takes(&self, word: &str) -> bool {
        word >= analyzer::FIRST_WORD
            && match self {
                Self::Prefix(prefix) => word.starts_with(prefix.as_str()),
                Self::Glob(letters) => fits(letters, word),
                Self::Alike(alike) => alike.distance(word).is_some(),
            }
    }
}

/// Whether letters fit a word. Goes back to the last star alone, which is enough: an earlier one could take no more
/// than the last one can.
fn fits(letters: &[char], word: &str) -> bool {
    let (mut at, mut rest) = (0, word.chars());
    let mut star: Option<(usize, std::str::Chars<'_>)> = None;
    loop {
        let before = rest.clone();
        match (letters.get(at), rest.next()) {
            (Some(&ANY), _) => {
                rest = before.clone();
                star = Some((at + 1, before));
                at += 1;
            }
            (Some(&wanted), Some(letter)) if wanted == ONE || wanted == letter => at += 1,
            (None, None) => return true,
            _ => {
                let Some((after, from)) = &mut star else { return false };
                if from.next().is_none() {
                    return false;
                }
                at = *after;
                rest = from.clone();
            }
        }
    }
}

/// Whether letters are left open in a word as it is typed: by a star anywhere, by a question mark before a letter; at
/// the end of a word it is a question's.
pub(super) fn is_open(text: &str) -> bool {
    let before_letter = |(at, _): (usize, &str)| text[at + 1..].starts_with(char::is_alphanumeric);
    text.contains(ANY) || text.match_indices(ONE).any(before_letter)
}

/// The words of a text in which letters may be left open, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut end = None;
    for (start, piece) in pieces(text) {
        let is_open = piece.starts_with([ANY, ONE]);
        let joins =
            end == Some(start) && all.last().is_some_and(|last| last.ends_with([ANY, ONE]) || is_open);
        let folded = if is_open { piece.into() } else { text::fold(piece) };
        match all.last_mut() {
            Some(last) if joins => last.push_str(&folded),
            _ => all.push(folded.into_owned()),
        }
        end = Some(start + piece.len());
    }
    all
}

/// Words, and the runs of open letters between them, each with its place.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let opens = text.split_inclusive([ANY, ONE]).scan(0, |start, part| {
        let from = *start;
        *start += part.len();
        Some((from, part))
    });
    opens.flat_map(|(from, part)| {
        let letters = part.trim_end_matches([ANY, ONE]);
        let open = &part[letters.len()..];
        let words: Vec<(usize, &str)> =
            text::words(letters).map(|span| (from + span.start, &letters[span])).collect();
        words.into_iter().chain((!open.is_empty()).then_some((from + letters.len(), open)))
    })
}

/// A word that is looked for among others like it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alike {
    word: String,
    /// In characters.
    length: usize,
    letters: u64,
    far: usize,
}

impl Alike {
    /// A folded word, and how many slips of the finger may lie between it and another: a letter more, less, other, or
    /// changed with its neighbour.
    pub fn new(word: &str, far: usize) -> Self {
        Self { word: word.to_owned(), length: word.chars().count(), letters: letters(word), far }
    }

    /// The same with as many slips as a person makes in a word of its length; `None` for a word so short that others are
    /// like it by chance.
    pub fn misspelt(word: &str) -> Option<Self> {
        let length = word.chars().count();
        (length >= SHORTEST).then(|| Self::new(word, if length < LONG { 1 } else { 2 }))
    }

    fn automaton(&self) -> Option<DfaWrapper> {
        let far = u8::try_from(self.far).ok().filter(|_| self.length <= LONGEST)?;
        // Which field the term is of makes no difference to its letters.
        let term = Term::from_field_text(Field::from_field_id(0), &self.word);
        FuzzyTermQuery::new(term, far, true).automaton().ok()
    }

    /// Slips between the two words, `None` where they are too many. Most words are told apart by their length and
    /// letters alone.
    pub fn distance(&self, other: &str) -> Option<usize> {
        let apart = (letters(other) ^ self.letters).count_ones() as usize;
        if apart > 2 * self.far || other.chars().count().abs_diff(self.length) > self.far {
            return None;
        }
        Some(strsim::osa_distance(&self.word, other)).filter(|far| *far <= self.far)
    }
}

/// Which letters a word has, in 64 classes; one slip changes two of them at the most.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (letter as u32 % 64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn takes(pattern: &str, word: &str) -> bool {
        Pattern::parse(pattern).expect("something open").takes(word)
    }

    #[test]
    fn stars_and_question_marks_leave_letters_open() {
        assert!(takes("harb*", "harbour") && takes("harb*", "harb") && !takes("harb*", "harm"));
        assert!(takes("wom?n", "women") && !takes("wom?n", "womn"));
        assert!(takes("*berg", "heidelberg") && takes("*", "x") && !takes("*berg", "bergen"));
        assert!(takes("a*b*c", "abbbc") && takes("a*b*c", "axbxbc") && !takes("a*b*c", "acb"));
        assert!(!takes("*", "\u{1}enharbour"));
        assert_eq!(Pattern::parse("plain"), None);
    }

    #[test]
    fn open_letters_belong_to_the_word_they_touch() {
        assert_eq!(words("two-Sta*"), ["two", "sta*"]);
        assert_eq!(words("col*r wom?n"), ["col*r", "wom?n"]);
        assert_eq!(words("*berg, Ärz*"), ["*berg", "arz*"]);
    }

    #[test]
    fn slips_are_counted() {
        let alike = Alike::new("harbour", 1);
        assert_eq!(alike.distance("harbor"), Some(1));
        assert_eq!(alike.distance("harbuor"), Some(1));
        assert_eq!(alike.distance("arbor"), None);
    }

    proptest! {
        #[test]
        fn a_glob_is_what_its_letters_say(pattern in "[ab*?]{1,6}", word in "[ab]{0,7}") {
            let naive = regex::Regex::new(&format!("^{}$", pattern.replace('*', ".*").replace('?', ".")));
            let wanted = naive.expect("a pattern of ours").is_match(&word);
            if let Some(pattern) = Pattern::parse(&pattern) {
                prop_assert_eq!(!word.is_empty() && pattern.takes(&word), !word.is_empty() && wanted);
            }
        }
    }
}
