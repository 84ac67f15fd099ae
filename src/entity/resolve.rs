//! Joins the mentions of one article: short forms of a name with its fullest form.

use std::collections::BTreeMap;
use std::ops::Range;

use super::EntityKind;
use super::lexicon::class;
use super::tagger::Found;
use super::token::{Shape, Tokens};

/// What several mentions name.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: EntityKind,
    /// Folded, a blank between two words: the fullest form.
    pub(super) key: String,
    /// Line and tokens, in order of the text.
    pub(super) mentions: Vec<(usize, Range<usize>)>,
}

/// Joins what was found into groups: people by the parts of their names, others by their whole names.
pub(super) fn join(tokens: &Tokens<'_>, mut found: Vec<Found>) -> Vec<Group> {
    vote(tokens, &mut found);
    let mut people = People::of(tokens, &found);
    let mut things = Things::default();
    for each in &found {
        let key = tokens.key(&each.tokens);
        match each.kind {
            Some(EntityKind::Person) => people.place(&key, each, tokens),
            Some(kind) => things.add(kind, key, each),
            None if !key.contains(' ') => people.place_if_known(&key, each, tokens),
            None => {}
        }
    }
    let loud = Loud { tokens };
    loud.search(&mut people, &mut things);
    let mut groups = people.groups;
    groups.extend(things.groups(tokens));
    groups.retain(|group| !group.mentions.is_empty());
    groups
}

/// One name is one kind of thing in one article: the kind that most speaks for.
fn vote(tokens: &Tokens<'_>, found: &mut [Found]) {
    let mut votes: BTreeMap<String, [u32; 3]> = BTreeMap::new();
    for each in found.iter() {
        if let Some(kind) = each.kind {
            votes.entry(tokens.key(&each.tokens)).or_default()[kind as usize] += u32::from(each.weight);
        }
    }
    for each in found {
        let Some(votes) = votes.get(&tokens.key(&each.tokens)) else { continue };
        let most = votes.iter().max().copied().unwrap_or(0);
        let kinds = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];
        each.kind = kinds.into_iter().find(|kind| votes[*kind as usize] == most);
    }
}

/// People of an article and where each was last named.
struct People {
    groups: Vec<Group>,
}

impl People {
    /// Everyone who is named in full somewhere.
    fn of(tokens: &Tokens<'_>, found: &[Found]) -> Self {
        let mut people = Self { groups: Vec::new() };
        let named = |each: &&Found| each.kind == Some(EntityKind::Person);
        for each in found.iter().filter(named) {
            let key = tokens.key(&each.tokens);
            if key.contains(' ') {
                people.introduce(key);
            }
        }
        people
    }

    fn introduce(&mut self, key: String) {
        match self.groups.iter_mut().find(|group| is_same_name(&group.key, &key)) {
            Some(group) if is_fuller(&key, &group.key) => group.key = key,
            Some(_) => {}
            None => self.groups.push(Group { kind: EntityKind::Person, key, mentions: Vec::new() }),
        }
    }

    /// A mention of somebody; a new group where the name fits nobody.
    fn place(&mut self, key: &str, each: &Found, tokens: &Tokens<'_>) {
        let at = self.who(key, each.tokens.start, tokens).unwrap_or_else(|| {
            self.groups.push(Group { kind: EntityKind::Person, key: key.to_owned(), mentions: Vec::new() });
            self.groups.len() - 1
        });
        self.groups[at].mentions.push((each.line, each.tokens.clone()));
    }

    fn place_if_known(&mut self, key: &str, each: &Found, tokens: &Tokens<'_>) {
        if let Some(at) = self.who(key, each.tokens.start, tokens) {
            self.groups[at].mentions.push((each.line, each.tokens.clone()));
        }
    }

    /// Whom a name means at a token: of those whom it fits best, the one named last, else the one named next.
    fn who(&self, key: &str, at: usize, tokens: &Tokens<'_>) -> Option<usize> {
        let fit = |group: &Group| {
            if key.contains(' ') { u8::from(is_same_name(&group.key, key)) * 3 } else { fit(&group.key, key) }
        };
        let best = self.groups.iter().map(fit).max().filter(|best| *best > 0)?;
        let fits = self.groups.iter().enumerate().filter(|(_, group)| fit(group) == best);
        let last =
            |group: &Group| group.mentions.iter().map(|(_, tokens)| tokens.start).rfind(|start| *start < at);
        debug_assert!(at < tokens.all.len());
        fits.max_by_key(|(index, group)| (last(group), std::cmp::Reverse(*index))).map(|(index, _)| index)
    }
}

/// How well one word stands for a full name: 3 its last part, 2 its first, 1 one between, 0 not at all.
fn fit(full: &str, short: &str) -> u8 {
    let without_article =
        |part: &str| part.split_once('-').is_some_and(|(article, rest)| article.len() == 2 && rest == short);
    let is = |part: &str| part == short || without_article(part);
    let mut parts = full.split(' ').filter(|part| !is_suffix(part));
    let first = parts.next().is_some_and(is);
    match parts.next_back() {
        Some(last) if is(last) => 3,
        None if first => 3,
        _ if first => 2,
        _ => u8::from(parts.any(is)),
    }
}

fn is_suffix(part: &str) -> bool {
    matches!(part, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether two full names can be one person's: equal, with an initial or a middle name less, or one the beginning
/// of the other.
fn is_same_name(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (parts(a), parts(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 {
        return false;
    }
    let ends = long.ends_with(&short) || long.starts_with(&short);
    ends || (short.last() == long.last()
        && is_same_forename(short[0], long[0])
        && is_subset(&short[1..], &long[1..]))
}

fn parts(name: &str) -> Vec<&str> {
    name.split(' ').filter(|part| !is_suffix(part)).collect()
}

fn is_same_forename(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a) || (a.contains('.') && a.starts_with(&b[..1.min(b.len())]))
}

/// Whether the parts stand in the other name, in order.
fn is_subset(short: &[&str], long: &[&str]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|part| part.len() == 1 || rest.any(|other| other == part))
}

fn is_fuller(a: &str, b: &str) -> bool {
    let letters = |key: &str| key.split(' ').filter(|part| part.len() > 1).count();
    (letters(a), a.len()) > (letters(b), b.len())
}

/// Organisations and places by name.
#[derive(Default)]
struct Things {
    by_name: BTreeMap<(EntityKind, String), Vec<(usize, Range<usize>)>>,
}

impl Things {
    fn add(&mut self, kind: EntityKind, key: String, each: &Found) {
        let key = alias(&key).map_or(key, str::to_owned);
        self.by_name.entry((kind, key)).or_default().push((each.line, each.tokens.clone()));
    }

    /// The groups, short forms joined with the full name that explains them.
    fn groups(self, tokens: &Tokens<'_>) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut by_name = self.by_name;
        let names: Vec<(EntityKind, String)> = by_name.keys().cloned().collect();
        for name in &names {
            if let Some(full) = names.iter().find(|full| full.0 == name.0 && is_short_for(&name.1, &full.1)) {
                let mentions = by_name.remove(name).unwrap_or_default();
                by_name.entry(full.clone()).or_default().extend(mentions);
            }
        }
        for ((kind, key), mut mentions) in by_name {
            mentions.sort_by_key(|(_, tokens)| tokens.start);
            debug_assert!(mentions.iter().all(|(_, each)| each.end <= tokens.all.len()));
            groups.push(Group { kind, key, mentions });
        }
        groups
    }
}

/// "CCT" for "corrin coast television", "gaza" for "gaza strip".
fn is_short_for(short: &str, full: &str) -> bool {
    let Some((first, rest)) = full.split_once(' ') else { return false };
    if matches!(rest, "strip" | "city") && first == short {
        return true;
    }
    let small = |word: &&str| !matches!(*word, "of" | "the" | "for" | "and" | "de" | "du" | "la" | "des");
    let initials = full.split([' ', '-']).filter(small).filter_map(|word| word.chars().next());
    short.len() > 1 && initials.eq(short.chars().filter(|c| *c != '.'))
}

/// Short names that everyone writes for a longer one.
fn alias(key: &str) -> Option<&'static str> {
    ALIASES.iter().find(|(short, _, _)| *short == key).map(|(_, full, _)| *full)
}

/// Short form, full form folded, full form as it is shown.
pub(super) const ALIASES: &[(&str, &str, &str)] = &[
    ("us", "united states", "United States"),
    ("u.s", "united states", "United States"),
    ("usa", "united states", "United States"),
    ("u.s.a", "united states", "United States"),
    ("united states of america", "united states", "United States"),
    ("uk", "united kingdom", "United Kingdom"),
    ("u.k", "united kingdom", "United Kingdom"),
    ("uae", "united arab emirates", "United Arab Emirates"),
    ("un", "united nations", "United Nations"),
    ("u.n", "united nations", "United Nations"),
    ("eu", "european union", "European Union"),
    ("e.u", "european union", "European Union"),
];

/// Lines where most words have capitals: only names that are known already, or from the tables, are seen.
struct Loud<'t, 'a> {
    tokens: &'t Tokens<'a>,
}

impl Loud<'_, '_> {
    fn search(&self, people: &mut People, things: &mut Things) {
        for (line, at) in self.tokens.lines.iter().enumerate().filter(|(_, line)| line.loud) {
            let mut start = at.tokens.start;
            while start < at.tokens.end {
                let end = (start + 1..=at.tokens.end.min(start + 5))
                    .rev()
                    .find(|&end| self.place(line, start..end, people, things));
                start = end.unwrap_or(start + 1);
            }
        }
    }

    /// Adds a mention if the tokens are a known name.
    fn place(&self, line: usize, span: Range<usize>, people: &mut People, things: &mut Things) -> bool {
        let first = &self.tokens.all[span.start];
        if !first.is_capital() || (first.is(class::STOP) && first.shape != Shape::Upper) {
            return false;
        }
        let key = self.tokens.key(&span);
        let each = Found { line, tokens: span.clone(), kind: None, weight: 0 };
        for kind in [EntityKind::Organisation, EntityKind::Place] {
            if things.by_name.contains_key(&(kind, alias(&key).unwrap_or(&key).to_owned())) {
                things.add(kind, key, &each);
                return true;
            }
        }
        if span.len() == 1 && first.is(class::PLACE) && !first.is(class::OPENER) {
            things.add(EntityKind::Place, key, &each);
            return true;
        }
        let known = people.who(&key, span.start, self.tokens);
        if let Some(at) = known {
            people.groups[at].mentions.push((line, span));
            people.groups[at].mentions.sort_by_key(|(_, tokens)| tokens.start);
        }
        known.is_some()
    }
}
