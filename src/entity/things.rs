//! Organisations and places of one article, by name.

use std::collections::BTreeMap;
use std::ops::Range;

use super::EntityKind;
use super::resolve::Group;
use super::tagger::Found;
use super::token::{Gap, Shape, Tokens};

/// What a name names, and the name.
type Name = (EntityKind, String);

/// Line and tokens of each mention.
type Mentions = Vec<(usize, Range<usize>)>;

/// Mentions by kind and name.
#[derive(Default)]
pub(super) struct Things {
    /// Short names that the article explains in brackets, with the full ones.
    brackets: BTreeMap<String, String>,
    by_name: BTreeMap<Name, Mentions>,
}

impl Things {
    pub(super) fn new(tokens: &Tokens<'_>, found: &[Found]) -> Self {
        Self { brackets: brackets(tokens, found), by_name: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, kind: EntityKind, key: String, each: &Found) {
        let full = Some(self.full(&key)).filter(|full| *full != key).map(str::to_owned);
        let key = full.unwrap_or(key);
        self.by_name.entry((kind, key)).or_default().push((each.line, each.tokens.clone()));
    }

    /// What is known under a name.
    pub(super) fn kind(&self, key: &str) -> Option<EntityKind> {
        let key = self.full(key);
        let kinds = [EntityKind::Organisation, EntityKind::Place];
        kinds.into_iter().find(|kind| self.by_name.contains_key(&(*kind, key.to_owned())))
    }

    fn full<'k>(&'k self, key: &'k str) -> &'k str {
        let key = alias(key).unwrap_or(key);
        self.brackets.get(key).map_or(key, String::as_str)
    }

    /// The groups, short forms joined with the full name that explains them.
    pub(super) fn into_groups(mut self) -> Vec<Group> {
        let shorts: BTreeMap<Name, String> = self
            .by_name
            .keys()
            .flat_map(|(kind, full)| shorts(full).map(|short| ((*kind, short), full.clone())))
            .collect();
        for ((kind, short), full) in shorts {
            if let Some(mentions) = self.by_name.remove(&(kind, short)) {
                self.by_name.entry((kind, full)).or_default().extend(mentions);
            }
        }
        self.by_name.into_iter().map(group).collect()
    }
}

fn group(((kind, key), mut mentions): (Name, Mentions)) -> Group {
    mentions.sort_by_key(|(_, tokens)| tokens.start);
    Group { kind, key, mentions }
}

/// "Corrin Coast Television (CCTV)": the short names that stand in brackets behind full ones.
fn brackets(tokens: &Tokens<'_>, found: &[Found]) -> BTreeMap<String, String> {
    let mut brackets = BTreeMap::new();
    for (full, short) in found.iter().zip(found.iter().skip(1)) {
        let first = &tokens.all[short.tokens.start];
        let behind = short.tokens.start == full.tokens.end && first.gap == Gap::Bracket;
        let thing = full.kind.is_some_and(|kind| kind != EntityKind::Person) && full.tokens.len() > 1;
        if !behind || !thing || first.shape != Shape::Upper || short.tokens.len() > 1 {
            continue;
        }
        let (long, short) = (tokens.key(&full.tokens), tokens.key(&short.tokens));
        if long.chars().next() == short.chars().next() {
            brackets.entry(short).or_insert(long);
        }
    }
    brackets
}

/// The names that stand for a full one: its initials, and "gaza" for "gaza strip".
fn shorts(full: &str) -> impl Iterator<Item = String> {
    let small = |word: &&str| !matches!(*word, "of" | "the" | "for" | "and" | "de" | "du" | "la" | "des");
    let several = full.contains(' ');
    let initials: String =
        full.split([' ', '-']).filter(small).filter_map(|word| word.chars().next()).collect();
    let head = full
        .split_once(' ')
        .filter(|(_, rest)| matches!(*rest, "strip" | "city"))
        .map(|(first, _)| first.to_owned());
    head.into_iter().chain((several && initials.len() > 1).then_some(initials))
}

/// Short names that everyone writes for a longer one.
fn alias(key: &str) -> Option<&'static str> {
    ALIASES.iter().find(|(short, _)| *short == key).map(|(_, full)| *full)
}

/// The name that is shown for a key which stands for short names in [`ALIASES`].
pub(super) fn shown(key: &str) -> Option<&'static str> {
    SHOWN.iter().find(|(full, _)| *full == key).map(|(_, shown)| *shown)
}

const ALIASES: &[(&str, &str)] = &[
    ("us", "united states"),
    ("u.s", "united states"),
    ("usa", "united states"),
    ("u.s.a", "united states"),
    ("united states of america", "united states"),
    ("uk", "united kingdom"),
    ("u.k", "united kingdom"),
    ("uae", "united arab emirates"),
    ("un", "united nations"),
    ("u.n", "united nations"),
    ("eu", "european union"),
    ("e.u", "european union"),
];

const SHOWN: &[(&str, &str)] = &[
    ("united states", "United States"),
    ("united kingdom", "United Kingdom"),
    ("united arab emirates", "United Arab Emirates"),
    ("united nations", "United Nations"),
    ("european union", "European Union"),
];
