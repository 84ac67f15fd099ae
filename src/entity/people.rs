//! People of one article: which mentions name the same person.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::EntityKind;
use super::resolve::Group;
use super::tagger::Found;

/// Namesakes that one mention is compared with, the last introduced ones: bounds the work on hostile lists.
const NAMESAKES: usize = 64;

/// Everyone named so far, with whom each word of a name can mean.
#[derive(Default)]
pub(super) struct People {
    pub(super) groups: Vec<Group>,
    by_part: BTreeMap<String, Vec<usize>>,
}

impl People {
    /// Adds a full name, or finds the person who bears it; gives the index of the group.
    pub(super) fn introduce(&mut self, key: String) -> usize {
        let same = self.namesakes(&key).find(|&at| is_same_name(&self.groups[at].key, &key));
        if let Some(at) = same {
            if is_fuller(&key, &self.groups[at].key) {
                self.list(&key, at);
                self.groups[at].key = key;
            }
            return at;
        }
        let at = self.groups.len();
        self.list(&key, at);
        self.groups.push(Group { kind: EntityKind::Person, key, mentions: Vec::new() });
        at
    }

    fn list(&mut self, key: &str, at: usize) {
        for part in key.split(' ').flat_map(|part| [Some(part), without_article(part)]).flatten() {
            let bearers = self.by_part.entry(part.to_owned()).or_default();
            if bearers.last() != Some(&at) {
                bearers.push(at);
            }
        }
    }

    /// The groups that share a part of the name: its last, or its first where the family name comes first.
    fn namesakes(&self, key: &str) -> impl Iterator<Item = usize> {
        let last = parts(key).next_back().unwrap_or(key);
        let first = key.split(' ').next().unwrap_or(key);
        [last, first]
            .map(|part| self.by_part.get(part))
            .into_iter()
            .flatten()
            .flat_map(|bearers| bearers.iter().rev().take(NAMESAKES).copied())
    }

    /// Adds a mention to the person it names; a new person where the name fits nobody.
    pub(super) fn place(&mut self, key: String, each: &Found) {
        let at = self.who(&key, each.tokens.start).unwrap_or_else(|| self.introduce(key));
        self.groups[at].mentions.push((each.line, each.tokens.clone()));
    }

    /// The same, but a name that fits nobody is left alone.
    pub(super) fn place_if_known(&mut self, key: &str, each: &Found) {
        if let Some(at) = self.who(key, each.tokens.start) {
            self.groups[at].mentions.push((each.line, each.tokens.clone()));
        }
    }

    /// Whom a name means at a token: of those whom it fits best, the one named last, else the one named next.
    pub(super) fn who(&self, key: &str, at: usize) -> Option<usize> {
        // French and Swiss papers write "M." for Monsieur.
        let key = key.strip_prefix("m ").filter(|rest| !rest.contains(' ')).unwrap_or(key);
        let ranked = self.namesakes(key).map(|index| (fit(&self.groups[index].key, key), index));
        let fitting = ranked.filter(|(fit, _)| *fit > 0);
        let rank = |&(fit, index): &(u8, usize)| (fit, self.last_before(index, at), Reverse(index));
        fitting.max_by_key(rank).map(|(_, index)| index)
    }

    fn last_before(&self, index: usize, at: usize) -> Option<usize> {
        self.groups[index].mentions.iter().map(|(_, tokens)| tokens.start).rfind(|start| *start < at)
    }
}

/// How well a name stands for a full one: 3 all of it or its last part, 2 its first, 1 one between, 0 not at all.
fn fit(full: &str, short: &str) -> u8 {
    if short.contains(' ') {
        return if is_same_name(full, short) { 3 } else { 0 };
    }
    let is = |part: &str| part == short || without_article(part) == Some(short);
    let mut parts = parts(full);
    let first = parts.next().is_some_and(is);
    match parts.next_back() {
        Some(last) if is(last) => 3,
        None if first => 3,
        _ if first => 2,
        _ => u8::from(parts.any(is)),
    }
}

/// "haddad" for "al-haddad".
fn without_article(part: &str) -> Option<&str> {
    part.split_once('-').filter(|(article, _)| article.len() == 2).map(|(_, rest)| rest)
}

fn is_suffix(part: &str) -> bool {
    matches!(part, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether two full names can be one person's: equal, with an initial or a middle name less, or one the beginning
/// or the end of the other.
fn is_same_name(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let ([a_first, b_first], [a_last, b_last]) =
        ([a, b].map(|name| parts(name).next()), [a, b].map(|name| parts(name).next_back()));
    if a_first != b_first && a_last != b_last {
        return false;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (parts(a).collect(), parts(b).collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 {
        return false;
    }
    let ends = long.ends_with(&short) || long.starts_with(&short);
    let middle = || is_same_forename(short[0], long[0]) && is_subset(&short[1..], &long[1..]);
    ends || (short.last() == long.last() && middle())
}

fn parts(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.split(' ').filter(|part| !is_suffix(part))
}

/// Equal, or one the initials of the other: "j", "j.k" for "jane".
fn is_same_forename(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| {
        (short.chars().nth(1).is_none() || short.contains('.')) && long.chars().next() == short.chars().next()
    };
    a == b || initial(a, b) || initial(b, a)
}

/// Whether the parts stand in the other name, in order; initials of middle names count as found.
fn is_subset(short: &[&str], long: &[&str]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|part| part.chars().nth(1).is_none() || rest.any(|other| other == part))
}

fn is_fuller(a: &str, b: &str) -> bool {
    let letters = |key: &str| key.split(' ').filter(|part| part.len() > 1).count();
    (letters(a), a.len()) > (letters(b), b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_middle_names_may_be_missing() {
        assert!(is_same_name("j osei", "james osei"));
        assert!(is_same_name("j.k osei", "james osei"));
        assert!(is_same_name("anna maria vale", "anna vale"));
        assert!(is_same_name("gabriel soto", "gabriel soto marin"));
        assert!(!is_same_name("anna vale", "marta vale"));
        assert!(!is_same_name("vale", "anna vale"));
    }

    #[test]
    fn a_surname_fits_better_than_a_forename() {
        assert_eq!(fit("anna vale", "vale"), 3);
        assert_eq!(fit("shen liwei", "shen"), 2);
        assert_eq!(fit("salim al-haddad", "haddad"), 3);
        assert_eq!(fit("john vale jr", "vale"), 3);
        assert_eq!(fit("anna vale", "reed"), 0);
    }
}
