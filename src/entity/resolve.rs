//! Joins the mentions of one article: short forms of a name with its fullest form.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::EntityKind;
use super::lexicon::class;
use super::people::People;
use super::tagger::Found;
use super::things::Things;
use super::token::{Gap, Shape, Token, Tokens};

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
///
/// With `guess`, lines where capitals tell nothing have not been looked at, and people who are found there by their looks
/// count as well, as do bare surnames that nobody has taken for anything.
pub(super) fn join(tokens: &Tokens<'_>, mut found: Vec<Found>, guess: bool) -> Vec<Group> {
    let taken = taken(tokens, &found);
    let keys: Vec<String> = found.iter().map(|each| tokens.key(&each.tokens)).collect();
    let named: Vec<bool> = found.iter().map(|each| each.kind.is_some()).collect();
    vote(&keys, &mut found);
    let mut people = People::default();
    let mut things = Things::new(tokens, &found);
    let is_person = |each: &Found| each.kind == Some(EntityKind::Person);
    for (_, key) in found.iter().zip(&keys).filter(|(each, _)| is_person(each)) {
        if key.contains(' ') && !key.starts_with("m ") {
            people.introduce(key.clone());
        }
    }
    for ((each, key), named) in found.iter().zip(keys).zip(named) {
        match each.kind {
            // The model has seen who is named elsewhere, and is right where it leaves a person out.
            Some(EntityKind::Person) | None if !guess && !named => {}
            Some(EntityKind::Person) => people.place(key, each),
            Some(kind) => things.add(kind, key, each),
            None if !key.contains(' ') => people.place_if_known(&key, each),
            None => {}
        }
    }
    search_loud(tokens, (&taken, guess), &mut people, &mut things);
    let mut groups = people.groups;
    groups.extend(things.into_groups());
    groups.retain(|group| !group.mentions.is_empty());
    groups
}

const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

/// Weight of a name that is only taken for a person's because it looks like one, said twice.
const PERSON_LOOKS: u32 = 4;

/// Votes for each of [`KINDS`], and for none of them.
type Votes<'k> = BTreeMap<&'k str, [u32; 4]>;

/// One name is one kind of thing in one article: the kind that most speaks for.
fn vote(keys: &[String], found: &mut [Found]) {
    let mut votes = Votes::new();
    for (each, key) in found.iter().zip(keys) {
        let slot = each.kind.map_or(3, |kind| kind as usize);
        votes.entry(key).or_default()[slot] += u32::from(each.weight);
    }
    let surnames = surnames(&votes);
    let bodies: Vec<&str> =
        votes.keys().copied().filter(|key| names_a_body(key, &votes, &surnames)).collect();
    for key in bodies {
        votes.insert(key, [0, 1, 0, 0]);
    }
    for (each, key) in found.iter_mut().zip(keys) {
        each.kind = votes.get(key.as_str()).and_then(winner);
    }
}

/// The kind with most votes, `None` where nothing speaks for any.
fn winner(votes: &[u32; 4]) -> Option<EntityKind> {
    let most = votes.iter().max().copied().filter(|most| *most > 0)?;
    KINDS.into_iter().find(|kind| votes[*kind as usize] == most)
}

/// Last parts of the names that are surely people's.
fn surnames<'k>(votes: &Votes<'k>) -> BTreeSet<&'k str> {
    let sure = votes.iter().filter(|(_, votes)| votes[0] >= PERSON_LOOKS);
    sure.filter_map(|(key, _)| key.rsplit_once(' ')).map(|(_, last)| last).collect()
}

/// Whether a name that only looks like a person's begins with a place or the surname of somebody in the article:
/// "Corrin Ferries", "Amblin Chandlery".
fn names_a_body(key: &str, votes: &Votes<'_>, surnames: &BTreeSet<&str>) -> bool {
    let Some((first, rest)) = key.split_once(' ') else { return false };
    let likely = |votes: &[u32; 4]| winner(votes) == Some(EntityKind::Person) && votes[0] <= PERSON_LOOKS;
    if rest.contains(' ') || !votes.get(key).is_some_and(likely) {
        return false;
    }
    votes.get(first).and_then(winner) == Some(EntityKind::Place) || surnames.contains(first)
}

/// Which tokens stand in something that was found.
fn taken(tokens: &Tokens<'_>, found: &[Found]) -> Vec<bool> {
    let mut taken = vec![false; tokens.all.len()];
    found.iter().filter(|each| each.kind.is_some()).for_each(|each| taken[each.tokens.clone()].fill(true));
    taken
}

/// On lines where most words have capitals only names that are known already, or from the tables, are seen.
fn search_loud(
    tokens: &Tokens<'_>,
    (taken, guess): (&[bool], bool),
    people: &mut People,
    things: &mut Things,
) {
    for (line, at) in tokens.lines.iter().enumerate().filter(|(_, line)| line.loud) {
        let mut start = at.tokens.start;
        while start < at.tokens.end {
            let free = (start..at.tokens.end.min(start + 5)).take_while(|at| !taken[*at]).count();
            let ends = (start + 1..=start + free).rev();
            let placed =
                ends.map(|end| start..end).find(|span| place(tokens, guess, (line, span), people, things));
            start = placed.map_or(start + 1, |span| span.end);
        }
    }
    people.groups.iter_mut().for_each(|group| group.mentions.sort_by_key(|(_, tokens)| tokens.start));
}

/// Adds a mention if the tokens are a known name.
fn place(
    tokens: &Tokens<'_>,
    guess: bool,
    (line, span): (usize, &Range<usize>),
    people: &mut People,
    things: &mut Things,
) -> bool {
    let first = &tokens.all[span.start];
    if !first.is_capital() || (first.is(class::STOP) && first.shape != Shape::Upper) {
        return false;
    }
    let key = tokens.key(span);
    let each = Found { line, tokens: span.clone(), kind: None, weight: 0 };
    let listed = guess && span.len() == 1 && first.is(class::PLACE) && !first.is(class::OPENER);
    if let Some(kind) = things.kind(&key).or(listed.then_some(EntityKind::Place)) {
        things.add(kind, key, &each);
        return true;
    }
    if guess && (people.who(&key, span.start).is_some() || looks_like_person(tokens, line, span)) {
        people.place(key, &each);
        return true;
    }
    false
}

/// A common forename and an unknown word, or a line that is a forename alone.
fn looks_like_person(tokens: &Tokens<'_>, line: usize, span: &Range<usize>) -> bool {
    let first = &tokens.all[span.start];
    let alone = tokens.lines[line].tokens == *span;
    let named = |token: &Token| {
        token.is_capital()
            && token.class & !class::FORENAME == 0
            && matches!(token.gap, Gap::Blank | Gap::Dot)
    };
    let forename = first.class & !class::TITLE == class::FORENAME;
    forename
        && (span.len() == 2 || alone && span.len() < 4)
        && tokens.all[span.start + 1..span.end].iter().all(named)
}
