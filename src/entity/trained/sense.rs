//! What common sense says of the labels of a whole article, where the stages cannot know better.
//!
//! In an article of some length nobody speaks without being introduced: a bare name that no list and no word class
//! knows, that nobody bears in full, that has no title and says nothing, is nobody's. "Cinder Hill" is a hill unless
//! "Cinder" is a forename; who follows "Photograph:" is not in the story.

use std::ops::Range;

use super::knowledge::list;
use super::labels::{self, Name, ORGANISATION, PERSON, PLACE};
use super::sight::{IN, SAID, Sights, TITLED, company};
use crate::entity::lexicon::class;
use crate::entity::token::{Gap, Shape};

/// The words of an article of some length.
const SOME_LENGTH: usize = 150;

/// Words before the name of who took a picture.
const CREDITS: [&str; 6] = ["foto", "photo", "photograph", "photographs", "picture", "pictures"];

/// Words before a place more often than before somebody.
const LOCATING: [&str; 6] = ["at", "from", "in", "of", "on", "to"];

/// Sets labels right.
pub(super) fn settle(sights: &Sights<'_, '_>, labels: &mut [u8]) {
    let names = labels::names(labels, &sights.stretches);
    let others = Others::of(sights, &names);
    for name in names {
        match sense(sights, &name, &others) {
            Some(kind) if kind != name.kind => labels::write(&Name { kind, ..name }, labels),
            Some(_) => {}
            None => labels[name.words].fill(0),
        }
    }
}

/// The words of longer names of the article, by their keys, in order.
struct Others {
    /// Those of people's.
    people: Vec<u64>,
    /// The first ones of organisations' and places'.
    things: Vec<u64>,
}

impl Others {
    fn of(sights: &Sights<'_, '_>, names: &[Name]) -> Self {
        let (mut people, mut things) = (Vec::new(), Vec::new());
        for name in names.iter().filter(|name| name.words.len() > 1) {
            let mut keys = name.words.clone().map(|at| sights.all[at].key);
            if name.kind == PERSON { people.extend(keys) } else { things.extend(keys.next()) }
        }
        people.sort_unstable();
        things.sort_unstable();
        Self { people, things }
    }
}

/// What a name names, `None` for nothing.
fn sense(sights: &Sights<'_, '_>, name: &Name, others: &Others) -> Option<usize> {
    let first = name.words.start;
    if name.kind == PERSON && is_credit(sights, first) {
        return None;
    }
    match (name.kind, name.words.len()) {
        (PERSON, 1) if is_bare(sights, first, others) => {
            let company = sights.habit(first).company;
            if company[IN] > 0 || is_somewhere(sights, first) {
                Some(PLACE)
            } else {
                (!is_stranger(sights, first, others)).then_some(PERSON)
            }
        }
        (PERSON, 2) if is_landmark(sights, &name.words) => Some(PLACE),
        (PLACE | ORGANISATION, 2) if is_heard(sights, &name.words) => Some(PERSON),
        (kind, _) => Some(kind),
    }
}

/// Whether nobody bears the name in full, and it has no title and says nothing.
fn is_bare(sights: &Sights<'_, '_>, at: usize, others: &Others) -> bool {
    let company = sights.habit(at).company;
    company[SAID] + company[TITLED] == 0 && others.people.binary_search(&sights.all[at].key).is_err()
}

/// A word that nothing is known of, in an article of some length; to stand in a list of names counts for nothing where
/// an organisation or a place has the name too.
fn is_stranger(sights: &Sights<'_, '_>, at: usize, others: &Others) -> bool {
    let sight = &sights.all[at];
    let listed = sight.known.lists() & (list::FORENAME | list::SURNAME) != 0;
    let known = listed && others.things.binary_search(&sight.key).is_err()
        || sight.known.class() != [0; 3]
        || sight.class & class::FORENAME != 0;
    sights.all.len() >= SOME_LENGTH && !known
}

/// "From Tarrow", "the minister of Tarrow": an unknown word behind a preposition of places, or of what an office is held.
fn is_somewhere(sights: &Sights<'_, '_>, at: usize) -> bool {
    let sight = &sights.all[at];
    let known = sight.known.class() != [0; 3] || sight.class & class::FORENAME != 0;
    let office = || at > 1 && sights.token(at - 2).is(class::TITLE) && follows(sights, at, &["of"]);
    !known && (follows(sights, at, &["at", "from", "in", "near", "to"]) || office())
}

/// Whether one of some words stands right before.
fn follows(sights: &Sights<'_, '_>, at: usize, words: &[&str]) -> bool {
    let token = sights.token(at);
    !token.first && token.gap == Gap::Blank && words.contains(&&*sights.tokens.folded(at - 1))
}

/// "Oxley Ferry": what may not be a forename, and a word of landscapes or towns.
fn is_landmark(sights: &Sights<'_, '_>, words: &Range<usize>) -> bool {
    let (first, last) = (&sights.all[words.start], &sights.all[words.end - 1]);
    let saint = matches!(&*sights.tokens.folded(words.start), "st" | "saint");
    let common = first.class & class::FORENAME != 0;
    let forename = common || first.known.lists() & list::FORENAME != 0;
    let located = follows(sights, words.start, &LOCATING);
    let titled = company(sights.tokens, words.start)[TITLED];
    let landmark = last.class & class::HEAD != 0 && !common && (located || !forename);
    saint || landmark && !titled && (located || !speaks(sights, words))
}

/// "Leocadia Strand said": what may be a forename and a word that is no place, next to a verb of saying or behind a
/// title.
fn is_heard(sights: &Sights<'_, '_>, words: &Range<usize>) -> bool {
    let (first, last) = (&sights.all[words.start], &sights.all[words.end - 1]);
    let other = class::PREFIX | class::NATION | class::STOP | class::ORG | class::KNOWN_ORG | class::PLACE;
    let forename = matches!(first.known.capitals(), 0 | 4..) || first.known.lists() & list::FORENAME != 0;
    forename
        && first.listed == 0
        && (first.class | last.class) & other == 0
        && first.capital
        && last.capital
        && !follows(sights, words.start, &LOCATING)
        && sights.token(words.start + 1).gap == Gap::Blank
        && (speaks(sights, words)
            || company(sights.tokens, words.start)[TITLED]
            || sights.habit(words.start + 1).company[TITLED] > 0)
}

/// Whether a verb of saying stands right before or behind.
fn speaks(sights: &Sights<'_, '_>, words: &Range<usize>) -> bool {
    company(sights.tokens, words.start)[SAID] || company(sights.tokens, words.end - 1)[SAID]
}

/// "Photograph: Jane Reed".
fn is_credit(sights: &Sights<'_, '_>, at: usize) -> bool {
    let token = sights.token(at);
    token.gap == Gap::Break
        && token.mark == b':'
        && !token.first
        && sights.token(at - 1).shape != Shape::Number
        && CREDITS.contains(&&*sights.tokens.folded(at - 1))
}
