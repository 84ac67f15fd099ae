//! Parts of an author's name.

use crate::text;

/// An author, as far as the name can be parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// A person with a family name.
    Person {
        /// With the small words that belong to it: `van Dyck`.
        family: String,
        /// Given names.
        given: String,
    },
    /// An agency, a desk, or a name in an order that is not ours to guess.
    Whole(String),
}

/// Small words that open a family name.
///
/// Source: the particles of the CSL specification's examples and of Dutch, German, Romance and Arabic names.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la",
    "le", "el", "al", "bin", "ibn", "ben", "bint", "ter", "ten", "zu", "zur", "af", "av",
];

/// Words of authors who are no person.
const COLLECTIVE: &[&str] = &[
    "staff",
    "agency",
    "agencies",
    "desk",
    "editors",
    "editorial",
    "newsroom",
    "reporters",
    "wire",
    "news",
    "team",
    "press",
    "correspondent",
    "correspondents",
    "bureau",
    "board",
    "redaktion",
    "rédaction",
    "redacción",
    "media",
    "times",
    "post",
    "journal",
    "gazette",
    "daily",
    "weekly",
    "service",
    "association",
    "institute",
    "university",
];

/// Suffixes that follow a family name.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

impl Name {
    /// The parts of a name as a byline writes it: given names first.
    pub(super) fn of(name: &str) -> Self {
        let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
        if !is_person(&words) {
            return Self::Whole(name.to_owned());
        }
        let last = words.len() - 1 - usize::from(words.len() > 2 && is_suffix(words[words.len() - 1]));
        let particle = words[1..last].iter().position(|word| is_particle(word));
        let family = particle.map_or(last, |at| at + 1);
        Self::Person { family: words[family..].join(" "), given: words[..family].join(" ") }
    }

    /// What the name is sorted by.
    pub(super) fn family(&self) -> &str {
        match self {
            Self::Person { family, .. } => family,
            Self::Whole(name) => name,
        }
    }
}

/// Whether this is how a person's name looks in a script that has capitals: two to five words that begin with one.
fn is_person(words: &[&str]) -> bool {
    let capital = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_alphabetic() || "'’.-".contains(c))
    };
    let ends = words.first().zip(words.last());
    (2..=5).contains(&words.len())
        && ends.is_some_and(|(first, last)| capital(first) && (capital(last) || is_suffix(last)))
        && words.iter().all(|word| capital(word) || is_particle(word) || is_suffix(word))
        && !words.iter().any(|word| COLLECTIVE.contains(&text::fold(word).as_ref()))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.trim_end_matches('-'))
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_a_family_name_and_others_stay_whole() {
        for (name, parts) in [
            ("Anna Reed", "Reed|Anna"),
            ("Petra M. Lindhale", "Lindhale|Petra M."),
            ("Joost van der Meer", "van der Meer|Joost"),
            ("Tom Vale Jr.", "Vale Jr.|Tom"),
            ("Estuary Wire", "Estuary Wire"),
            ("Courier staff", "Courier staff"),
            ("Anna", "Anna"),
            ("李明", "李明"),
            ("سمير حداد", "سمير حداد"),
            ("=cmd|'/c calc'!A1 X", "=cmd|'/c calc'!A1 X"),
        ] {
            let found = match Name::of(name) {
                Name::Person { family, given } => format!("{family}|{given}"),
                Name::Whole(whole) => whole,
            };
            assert_eq!(found, parts);
        }
    }
}
