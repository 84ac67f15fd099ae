//! Which names may be other spellings of each other.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::DocAddress;

use crate::entity::{EntityKind, Names};
use crate::index::{Archive, IndexError};
use crate::search::registry::{Named, each};

/// Names that share a sound or an initial are compared up to this number; more than that say nothing.
const CROWD: usize = 40;

/// A pair of names by their places in a list, and what speaks for it.
pub(super) type Pair = (usize, usize, &'static str);

/// Pairs of names that may be one, by the names' order, each once.
pub(super) fn pairs(kind: EntityKind, all: &[Named]) -> Vec<Pair> {
    let mut pairs: BTreeMap<(usize, usize), &'static str> = BTreeMap::new();
    let mut group =
        |sound: fn(&str) -> Option<String>, reason: &'static str, fits: &dyn Fn(&str, &str) -> bool| {
            let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, named) in all.iter().enumerate() {
                groups.extend_with(sound(&named.key), at);
            }
            for members in groups.into_values().filter(|members| (2..=CROWD).contains(&members.len())) {
                for (at, first) in members.iter().enumerate() {
                    for second in
                        members[at + 1..].iter().filter(|second| fits(&all[*first].key, &all[**second].key))
                    {
                        pairs.entry((*first, *second)).or_insert(reason);
                    }
                }
            }
        };
    group(skeleton, "sound alike", &|_, _| true);
    if kind == EntityKind::Person {
        group(initials, "one has initials", &|a, b| is_initialled(a, b) || is_initialled(b, a));
        group(surname, "one slip apart", &|a, b| a.len() >= 8 && strsim::osa_distance(a, b) == 1);
    } else {
        group(first_word, "one slip apart", &|a, b| a.len() >= 8 && strsim::osa_distance(a, b) == 1);
        group(acronym, "one abbreviates the other", &|a, b| a.contains(' ') != b.contains(' '));
    }
    pairs.into_iter().map(|((first, second), reason)| (first, second, reason)).collect()
}

/// Puts a value under a key, where there is a key.
trait ExtendWith {
    fn extend_with(&mut self, key: Option<String>, at: usize);
}

impl ExtendWith for BTreeMap<String, Vec<usize>> {
    fn extend_with(&mut self, key: Option<String>, at: usize) {
        if let Some(key) = key {
            self.entry(key).or_default().push(at);
        }
    }
}

/// What transliterations of a name share: its consonants in order, as they may be written, without Arabic articles.
/// Of names of several words alone.
fn skeleton(key: &str) -> Option<String> {
    let words: Vec<&str> =
        key.split(' ').filter(|word| !matches!(*word, "al" | "el" | "ul" | "bin" | "ibn")).collect();
    if words.len() < 2 {
        return None;
    }
    let sounds: Vec<String> = words.iter().map(|word| sound(word)).collect();
    (sounds.iter().all(|sound| !sound.is_empty())).then(|| sounds.join(" "))
}

/// The consonants of a word: doubled ones once, those that are written for each other as one. The first letter stays,
/// though it be a vowel.
fn sound(word: &str) -> String {
    let word = word.strip_prefix("al").filter(|rest| rest.len() > 3).unwrap_or(word);
    let spelled = word.replace("kh", "k").replace("gh", "g").replace("ph", "f").replace("sch", "s");
    let spelled = spelled.replace("sh", "s").replace("ts", "z").replace("tz", "z").replace("ou", "u");
    let mut sound = String::new();
    for (at, letter) in spelled.chars().enumerate() {
        let letter = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' if at > 0 => continue,
            'e' | 'i' | 'o' | 'u' => 'a',
            'q' | 'c' => 'k',
            'w' => 'v',
            'j' => 'y',
            letter => letter,
        };
        if !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
    sound
}

/// The first letter and the last word.
fn initials(key: &str) -> Option<String> {
    let (first, last) = (key.chars().next()?, key.rsplit(' ').next()?);
    (key.contains(' ') && last.chars().count() > 1).then(|| format!("{first} {last}"))
}

/// Whether the first name has a letter where the other has a word.
fn is_initialled(short: &str, long: &str) -> bool {
    let (short, long): (Vec<&str>, Vec<&str>) = (short.split(' ').collect(), long.split(' ').collect());
    let (Some(initial), Some(word)) = (short.first(), long.first()) else { return false };
    initial.chars().count() == 1 && word.chars().count() > 1
}

fn surname(key: &str) -> Option<String> {
    let (rest, last) = key.rsplit_once(' ')?;
    // A slip is in the last word or before it: the other part is the same.
    Some(if last.len() > rest.len() { last.chars().take(4).collect() } else { last.to_owned() })
}

fn first_word(key: &str) -> Option<String> {
    key.split_once(' ').map(|(first, _)| first.to_owned())
}

/// The first letters of a name of several words, or a short single word.
fn acronym(key: &str) -> Option<String> {
    const SMALL: [&str; 7] = ["of", "the", "for", "and", "de", "des", "du"];
    let words: Vec<&str> = key.split(' ').filter(|word| !SMALL.contains(word)).collect();
    match words.as_slice() {
        [word] if (3..=6).contains(&word.len()) => Some((*word).to_owned()),
        [_, _, ..] => Some(words.iter().filter_map(|word| word.chars().next()).collect::<String>()),
        _ => None,
    }
    .filter(|letters| letters.chars().count() >= 3)
}

/// In how many articles both names of each pair are named.
pub(super) fn together(
    archive: &Archive,
    names: &Names,
    kind: EntityKind,
    pairs: &[Pair],
    all: &[Named],
) -> Result<Vec<u64>, IndexError> {
    let asked: FxHashSet<usize> = pairs.iter().flat_map(|(first, second, _)| [*first, *second]).collect();
    let places: FxHashMap<&str, usize> = asked.iter().map(|at| (all[*at].key.as_str(), *at)).collect();
    let mut articles: FxHashMap<usize, FxHashSet<DocAddress>> = FxHashMap::default();
    each(archive, names, kind, &mut |found| {
        if let Some(at) = places.get(found.key) {
            articles.entry(*at).or_default().insert(found.address);
        }
    })?;
    let none = FxHashSet::default();
    let of = |at: &usize| articles.get(at).unwrap_or(&none);
    Ok(pairs.iter().map(|(first, second, _)| of(first).intersection(of(second)).count() as u64).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Named {
        Named {
            kind: EntityKind::Person,
            name: name.to_owned(),
            key: crate::entity::registry::key(EntityKind::Person, name),
            forms: BTreeMap::new(),
            articles: 1,
            mentions: 1,
            salience: 0.0,
            dates: None,
            curated: false,
        }
    }

    fn said(kind: EntityKind, names: &[&str]) -> Vec<String> {
        let all: Vec<Named> = names.iter().map(|name| named(name)).collect();
        let pairs = pairs(kind, &all);
        pairs.iter().map(|(a, b, why)| format!("{} = {}: {why}", all[*a].name, all[*b].name)).collect()
    }

    #[test]
    fn spellings_of_one_name_are_paired() {
        let names = ["Mohammed al-Thani", "Muhammad El Thani", "Jonas Vale", "Jonas Veil", "Ada Thorne"];
        assert_eq!(
            said(EntityKind::Person, &names),
            ["Mohammed al-Thani = Muhammad El Thani: sound alike", "Jonas Vale = Jonas Veil: sound alike"]
        );
        assert_eq!(
            said(EntityKind::Person, &["J. Vale", "Jonas Vale"]),
            ["J. Vale = Jonas Vale: one has initials"]
        );
        assert_eq!(said(EntityKind::Person, &["Noor Feddersen", "Noor Feddersten"]).len(), 1);
    }

    #[test]
    fn surnames_alone_and_other_people_are_not_paired() {
        assert!(said(EntityKind::Person, &["Vale", "Jonas Vale", "Ada Vale", "Veil"]).is_empty());
    }

    #[test]
    fn an_organisation_may_be_abbreviated() {
        let found = said(EntityKind::Organisation, &["Harrowmere Dockers Union", "HDU", "Harbour Board"]);
        assert_eq!(found, ["Harrowmere Dockers Union = HDU: one abbreviates the other"]);
    }
}
