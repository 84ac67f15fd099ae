//! People who are called as a place is: "Lena Harbin" of whom the article says that "Harbin said".
//!
//! The stages know the place and not the surname. Where a capital that may be a forename stands before the place's name
//! and the place speaks twice, it is somebody.

use super::knowledge::list;
use super::labels::{self, Name};
use super::sight::{SAID, Sights};
use crate::entity::lexicon::class;
use crate::entity::token::Gap;

/// How often somebody speaks who is no place.
const SPEAKS: u32 = 2;

/// Labels such people as people.
pub(super) fn settle(sights: &Sights<'_, '_>, labels: &mut [u8]) {
    let full: Vec<usize> =
        sights.stretches.iter().flat_map(Clone::clone).filter(|at| is_full_name(sights, *at)).collect();
    if full.is_empty() {
        return;
    }
    let keys: Vec<u64> = full.iter().map(|at| sights.all[at + 1].key).collect();
    for at in full {
        labels::write(&Name { words: at..at + 2, kind: labels::PERSON }, labels);
    }
    for at in sights.stretches.iter().flat_map(Clone::clone).filter(|at| is_alone(sights, *at)) {
        let place = at > 0 && !sights.token(at).first && sights.token(at - 1).is(class::IN);
        if keys.contains(&sights.all[at].key) && !place {
            labels::write(&Name { words: at..at + 1, kind: labels::PERSON }, labels);
        }
    }
}

/// A run of two capitals: what may be a forename, and a place that speaks.
fn is_full_name(sights: &Sights<'_, '_>, at: usize) -> bool {
    let other = class::STOP
        | class::TITLE
        | class::ORG
        | class::PLACE
        | class::NATION
        | class::HEAD
        | class::PREFIX
        | class::KNOWN_ORG
        | class::CALENDAR
        | class::NO_NAME;
    let capital = |at: usize| sights.all.get(at).is_some_and(|sight| sight.capital);
    let two =
        capital(at) && capital(at + 1) && sights.joins(at + 1) && sights.token(at + 1).gap == Gap::Blank;
    if !two || sights.all[at + 1].class & class::PLACE == 0 {
        return false;
    }
    let beside = at > 0 && sights.joins(at) && capital(at - 1) || capital(at + 2) && sights.joins(at + 2);
    let first = &sights.all[at];
    let forename = first.known.lists() & list::FORENAME != 0 || matches!(first.known.capitals(), 0 | 4..);
    !beside && forename && first.class & other == 0 && sights.habit(at + 1).company[SAID] >= SPEAKS
}

/// A capital without another beside it.
fn is_alone(sights: &Sights<'_, '_>, at: usize) -> bool {
    let capital = |at: usize| sights.all.get(at).is_some_and(|sight| sight.capital);
    let beside = at > 0 && sights.joins(at) && capital(at - 1) || capital(at + 1) && sights.joins(at + 1);
    capital(at) && !beside
}
