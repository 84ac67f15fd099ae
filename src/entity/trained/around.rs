//! The evidence of the second stage: what the first stage said of the same words elsewhere in the article.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::features::{Sink, feature, pair};
use super::labels::{self, Name};
use super::sight::{FORMS, LongName, Sights, company, is_upper};
use crate::text;

/// Places of a word in a name.
const ALONE: usize = 0;
const FIRST: usize = 1;
const LAST: usize = 2;
const BETWEEN: usize = 3;

/// First letters of a long name that are looked at.
const INITIALS: usize = 12;

/// How often a word is seen in names, by kind of name and place in it, and how often outside of any.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    named: [[u16; 4]; 3],
    unnamed: u16,
}

/// What the first stage said of the words of an article.
pub(super) struct Around<'s, 't, 'a> {
    sights: &'s Sights<'t, 'a>,
    labels: &'s [u8],
    words: FxHashMap<u64, Tally>,
    /// How often a whole name is of each kind.
    names: FxHashMap<u64, [u16; 3]>,
    /// The same by the first letters of names of several words.
    initials: FxHashMap<u64, [u16; 3]>,
    /// Per word that is in a name: the kind, the place, the whole name.
    own: FxHashMap<usize, (usize, usize, u64)>,
}

impl<'s, 't, 'a> Around<'s, 't, 'a> {
    /// `labels` holds a label a word.
    pub(super) fn of(sights: &'s Sights<'t, 'a>, labels: &'s [u8]) -> Self {
        let names = labels::names(labels, &sights.stretches);
        let inside: usize = names.iter().map(|name| name.words.len()).sum();
        let mut around = Self {
            sights,
            labels,
            words: FxHashMap::with_capacity_and_hasher(inside, FxBuildHasher),
            names: FxHashMap::with_capacity_and_hasher(names.len(), FxBuildHasher),
            initials: FxHashMap::default(),
            own: FxHashMap::with_capacity_and_hasher(inside, FxBuildHasher),
        };
        for name in names {
            around.add(&name);
        }
        for at in sights.stretches.iter().flat_map(Clone::clone) {
            if around.is_unnamed(at) {
                one_more(&mut around.words.entry(sights.all[at].key).or_default().unnamed);
            }
        }
        around
    }

    fn add(&mut self, name: &Name) {
        let keys = name.words.clone().map(|at| self.sights.all[at].key);
        let whole = keys.fold(LongName::default(), LongName::then).key();
        one_more(&mut self.names.entry(whole).or_default()[name.kind]);
        if let Some(initials) = self.initials(&name.words) {
            one_more(&mut self.initials.entry(initials).or_default()[name.kind]);
        }
        for at in name.words.clone() {
            let place = place(&name.words, at);
            self.own.insert(at, (name.kind, place, whole));
            one_more(&mut self.words.entry(self.sights.all[at].key).or_default().named[name.kind][place]);
        }
    }

    /// The key of the word that the first letters of the capitals of a name make; long names have none.
    fn initials(&self, words: &Range<usize>) -> Option<u64> {
        if words.len() < 2 {
            return None;
        }
        let letters = words.clone().filter(|at| self.sights.all[*at].capital).filter_map(|at| {
            let token = self.sights.token(at);
            self.sights.tokens.lines[token.line as usize].text[token.span.clone()].chars().next()
        });
        // On the stack: every name is asked.
        let (mut written, mut end) = ([0; 4 * INITIALS], 0);
        for letter in letters.take(INITIALS) {
            end += letter.encode_utf8(&mut written[end..]).len();
        }
        let written = std::str::from_utf8(&written[..end]).unwrap_or_default();
        (end > 1).then(|| text::key(written))
    }

    /// A capital inside a sentence that no name has.
    fn is_unnamed(&self, at: usize) -> bool {
        let token = self.sights.token(at);
        self.labels[at] == 0
            && self.sights.all[at].capital
            && !token.start
            && !self.sights.tokens.lines[token.line as usize].loud
    }

    /// The features of a word; none where the article says nothing of it elsewhere.
    pub(super) fn features(&self, at: usize, out: &mut impl Sink) {
        let sight = &self.sights.all[at];
        let own = self.own.get(&at).copied();
        let tally = self.elsewhere(at, own);
        let seen: u32 = tally.named.iter().flatten().map(|count| u32::from(*count)).sum();
        let me = u64::from(self.labels[at]);
        if seen > 0 || tally.unnamed > 0 {
            self.of_word(at, &tally, seen, out);
        }
        if let Some((kind, _, whole)) = own {
            self.of_name(kind, whole, me, out);
        }
        if sight.capital {
            self.company(at, me, out);
        }
        if is_upper(sight.form & FORMS)
            && let Some(kinds) = self.initials.get(&sight.key)
        {
            let (kind, _) = most(*kinds);
            out.take(feature(219, kind));
            out.take(feature(220, kind << 8 | me));
        }
    }

    /// What the word keeps company with elsewhere.
    fn company(&self, at: usize, me: u64, out: &mut impl Sink) {
        let habit = self.sights.habit(at);
        let here = company(self.sights.tokens, at);
        // Not every place of a word is in its counts; below none counts as many, and the stored weights were fit so.
        let others = |which: usize| habit.company[which].wrapping_sub(u32::from(here[which]));
        let elsewhere: [u64; 4] = std::array::from_fn(|which| bucket(others(which).min(9) as u16));
        if elsewhere == [0; 4] {
            return;
        }
        let place = self.place_in_run(at);
        let all = elsewhere.iter().fold(0, |all, count| all << 2 | count);
        out.take(feature(230, all << 16 | place));
        out.take(feature(231, all << 8 | me));
        for (template, count) in (232..).zip(elsewhere) {
            out.take(feature(template, count << 24 | place << 8 | me));
        }
    }

    /// The counts without the word itself.
    fn elsewhere(&self, at: usize, own: Option<(usize, usize, u64)>) -> Tally {
        let mut tally = self.words.get(&self.sights.all[at].key).copied().unwrap_or_default();
        if let Some((kind, place, _)) = own {
            tally.named[kind][place] = tally.named[kind][place].saturating_sub(1);
        } else if self.is_unnamed(at) {
            tally.unnamed = tally.unnamed.saturating_sub(1);
        }
        tally
    }

    fn of_word(&self, at: usize, tally: &Tally, seen: u32, out: &mut impl Sink) {
        let mut put = |template: u8, value: u64| out.take(feature(template, value));
        let sight = &self.sights.all[at];
        let me = u64::from(self.labels[at]);
        let [alone, first, last, between] =
            [ALONE, FIRST, LAST, BETWEEN].map(|place| likeliest(tally, place));
        let unnamed = bucket(tally.unnamed);
        let all = alone << 24 | first << 16 | last << 8 | unnamed;
        put(201, alone << 8 | me);
        put(202, first << 8 | me);
        put(203, last << 8 | me);
        put(204, between << 8 | me);
        put(205, unnamed << 8 | me);
        put(206, all);
        put(207, all << 8 | me);
        put(208, pair(all, u64::from(sight.class)));
        let place = self.place_in_run(at);
        put(209, pair(all, place));
        put(210, pair(last << 8 | alone, place));
        put(211, pair(first << 8 | alone, place));
        put(212, pair(unnamed << 8 | alone, u64::from(sight.form & FORMS)));
        let kinds = tally.named.map(together);
        let (kind, count) = most(kinds);
        put(213, kind << 8 | me);
        put(214, kind << 16 | u64::from(count.min(4)) << 8 | unnamed);
        put(215, kind << 16 | u64::from(4 * u32::from(count) / (seen + u32::from(tally.unnamed))));
        let (b1, a1) = (self.near(at, -1), self.near(at, 1));
        put(221, b1 << 8 | me);
        put(222, a1 << 8 | me);
        put(223, b1 << 16 | me << 8 | a1);
        put(224, self.near(at, -2) << 16 | b1 << 8 | me);
        put(225, self.near(at, 2) << 16 | a1 << 8 | me);
    }

    fn of_name(&self, kind: usize, whole: u64, me: u64, out: &mut impl Sink) {
        let mut kinds = self.names.get(&whole).copied().unwrap_or_default();
        kinds[kind] = kinds[kind].saturating_sub(1);
        let (kind, count) = most(kinds);
        if count > 0 {
            out.take(feature(217, kind << 8 | me));
            out.take(feature(218, kind << 16 | bucket(count) << 8 | me));
        }
    }

    /// How many capitals stand around the word, and how many of them before it.
    fn place_in_run(&self, at: usize) -> u64 {
        let sights = self.sights;
        let capital = |at: usize| sights.all[at].capital;
        if !capital(at) {
            return 1 << 8;
        }
        let front = (0..3).take_while(|back| sights.joins(at - back) && capital(at - back - 1)).count();
        let rest =
            (at + 1..sights.all.len().min(at + 4)).take_while(|at| sights.joins(*at) && capital(*at)).count();
        ((1 + front + rest).min(4) << 8 | front) as u64
    }

    /// The label of a neighbour in the line, 15 where there is none.
    fn near(&self, at: usize, step: isize) -> u64 {
        let same_line = |other: &usize| {
            self.sights.tokens.all.get(*other).is_some_and(|token| token.line == self.sights.token(at).line)
        };
        let other = at.checked_add_signed(step).filter(same_line);
        other.map_or(15, |other| u64::from(self.labels[other]))
    }
}

fn one_more(count: &mut u16) {
    *count = count.saturating_add(1);
}

fn place(words: &Range<usize>, at: usize) -> usize {
    match (at == words.start, at + 1 == words.end) {
        (true, true) => ALONE,
        (true, false) => FIRST,
        (false, true) => LAST,
        (false, false) => BETWEEN,
    }
}

/// Nought, one, two or three, more.
fn bucket(count: u16) -> u64 {
    match count {
        0 => 0,
        1 => 1,
        2 | 3 => 2,
        _ => 3,
    }
}

/// The kind with the greatest count, the first of equals, 3 for none; and the count.
fn most(kinds: [u16; 3]) -> (u64, u16) {
    let count = kinds.iter().copied().max().unwrap_or(0);
    let kind = kinds.iter().position(|each| *each == count && count > 0).unwrap_or(3);
    (kind as u64, count)
}

/// Counts of one kind together; a page of one name over and over has more than can be told apart.
fn together(places: [u16; 4]) -> u16 {
    places.into_iter().fold(0, u16::saturating_add)
}

/// The likeliest kind of a word at a place in names, how often, and whether other kinds are seen there; 0 for none.
fn likeliest(tally: &Tally, place: usize) -> u64 {
    let kinds = tally.named.map(|places| places[place]);
    let (kind, count) = most(kinds);
    if count == 0 {
        return 0;
    }
    let several = kinds.iter().filter(|count| **count > 0).count() > 1;
    (1 + kind) << 4 | bucket(count) << 1 | u64::from(several)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_are_too_many_stay_at_the_most() {
        assert_eq!(together([1, 0, 2, 3]), 6);
        assert_eq!(together([u16::MAX, 1, u16::MAX, 0]), u16::MAX);
    }
}
