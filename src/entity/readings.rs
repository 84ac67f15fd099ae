//! The readings of a run of capitals, tried in turn: organisation, titled person, place, parts, person.

use std::ops::Range;

use super::EntityKind;
use super::lexicon::class;
use super::tagger::{GUESS, LIKELY, SURE, Tagger, VETO};
use super::token::{Gap, Shape, Token};
use super::trained;

impl Tagger<'_, '_> {
    /// A run with a word of organisations in it, and the "of …" behind.
    pub(super) fn as_organisation(&mut self, run: &Range<usize>) -> Option<usize> {
        let org = run.clone().rev().find(|&at| self.token(at).is(class::ORG))?;
        let first = self.token(run.start);
        let surname = run.len() == 2 && org > run.start && first.is(class::FORENAME);
        if first.is(class::FORENAME)
            && org > run.start + 1
            && !first.is(class::PLACE | class::TITLE)
            && self.is_cut(run.start + 2)
        {
            return None;
        }
        let titled = run.clone().any(|at| at >= org && self.token(at).is(class::TITLE)) && org + 1 < run.end;
        if surname || titled {
            return None;
        }
        let front = self.with_tied_front(run);
        let end = self.with_tied_end(run.end);
        if run.len() == 1 && end == run.end && front == run.start {
            return None;
        }
        self.push(front..end, Some(EntityKind::Organisation), SURE);
        Some(end)
    }

    /// "Belt and Road Forum": a lone capital word tied by "and" belongs to the name.
    pub(super) fn with_tied_front(&self, run: &Range<usize>) -> usize {
        let Some(last) = self.found.last() else { return run.start };
        let tied = last.line == self.line
            && last.tokens.end + 1 == run.start
            && last.kind.is_none()
            && self.token(last.tokens.end).is(class::AND)
            && self.token(run.start).gap == Gap::Blank;
        if tied { last.tokens.start } else { run.start }
    }

    /// The end of a name that goes on with "of", "for" and more capitals.
    pub(super) fn with_tied_end(&self, end: usize) -> usize {
        let Some(tie) = self.next(end).filter(|tie| tie.is(class::OF) && tie.gap == Gap::Blank) else {
            return end;
        };
        debug_assert!(tie.shape != Shape::Number);
        let article =
            self.next(end + 1).is_some_and(|next| next.is(class::THE) && next.shape == Shape::Lower);
        let from = end + 1 + usize::from(article);
        if self.next(from).is_none_or(|next| next.gap != Gap::Blank) || !self.may_name(from) {
            return end;
        }
        let run = self.run(from, self.line_end());
        let tied_again = self.next(run.end).is_some_and(|next| next.is(class::AND) && next.gap == Gap::Blank);
        let more = tied_again
            && self.next(run.end + 1).is_some_and(|next| next.gap == Gap::Blank)
            && self.may_name(run.end + 1)
            && !self.any(&run, class::PLACE);
        if more && self.listed(&(run.end + 1..run.end + 2)).is_none() {
            self.run(run.end + 1, self.line_end()).end
        } else {
            run.end
        }
    }

    /// A title, and behind it the name of a person.
    pub(super) fn as_titled(&mut self, run: &Range<usize>) -> Option<usize> {
        let first = self.token(run.start);
        if first.is(class::FORENAME) && !first.is(class::TITLE) {
            return None;
        }
        let title = run.clone().rev().find(|&at| self.token(at).is(class::TITLE))?;
        let name = title + 1..run.end;
        let titles = class::TITLE | class::NATION | class::OPENER | class::ORG | class::STOP;
        let front =
            (run.start..title).rev().find(|&at| !self.token(at).is(titles)).map_or(run.start, |at| at + 1);
        if front > run.start {
            self.judge(run.start..front);
        }
        if !name.is_empty() {
            let ship = run.start == title && name.len() == 1 && trained::is_ship(self.tokens, title);
            let kind = (!ship && !self.any(&name, class::ORG)).then_some(EntityKind::Person);
            self.push(name, kind, if ship { VETO } else { SURE });
        }
        Some(run.end)
    }

    /// Known places, also with "north" or a river's head word.
    pub(super) fn as_place(&mut self, run: &Range<usize>) -> Option<usize> {
        let (first, last) = (self.token(run.start), self.token(run.end - 1));
        let part = class::PLACE | class::PREFIX | class::HEAD;
        let all = run.clone().all(|at| self.token(at).is(part));
        if all && self.any(run, class::PLACE) && run.len() > 1 {
            self.push(run.clone(), Some(EntityKind::Place), SURE);
            return Some(run.end);
        }
        let named = first.is(class::FORENAME) && last.is(class::SURNAME_HEAD);
        let around = || self.has_title_before(run.start) || self.is_speaking(run);
        let surname = last.is(class::SURNAME_HEAD) && around()
            || first.is(class::FORENAME) && self.has_person_around(run);
        let person = if run.len() == 2 { named || surname } else { last.gap == Gap::Hyphen };
        let headed = run.len() > 1 && (last.is(class::HEAD) || first.is(class::HEAD | class::PREFIX));
        if headed && !person && !self.any(run, class::TITLE) {
            let end = self.with_tied_end(run.end);
            self.push(
                run.start..end,
                Some(EntityKind::Place),
                if last.is(class::SURNAME_HEAD) { LIKELY } else { SURE },
            );
            return Some(end);
        }
        let end = if first.is(class::HEAD) && run.len() == 1 { self.with_tied_end(run.end) } else { run.end };
        (end > run.end).then(|| {
            self.push(run.start..end, Some(EntityKind::Place), LIKELY);
            end
        })
    }

    /// A run that begins or ends with a known phrase falls into parts.
    pub(super) fn as_parts(&mut self, run: &Range<usize>) -> Option<usize> {
        for at in run.clone() {
            for end in (at + 2..=run.end.min(at + 5)).rev() {
                let part = at..end;
                if part != *run && self.token(at).is(class::PHRASE) && self.phrase(&part).is_some() {
                    if at > run.start {
                        self.judge(run.start..at);
                    }
                    self.judge(part);
                    if end < run.end {
                        self.judge(end..run.end);
                    }
                    return Some(run.end);
                }
            }
        }
        None
    }

    /// What is left: mostly people.
    pub(super) fn as_person(&mut self, run: &Range<usize>) {
        let (first, forename) = (self.token(run.start), |at: usize| self.token(at).is(class::FORENAME));
        let foreign_title = run.len() >= 3
            && !forename(run.start)
            && forename(run.start + 1)
            && self.token(run.start + 1).gap == Gap::Blank;
        if foreign_title && !first.is_initial(self.tokens.lines[self.line].text) {
            return self.push(run.start + 1..run.end, Some(EntityKind::Person), SURE);
        }
        if run.len() > 1 && self.token(run.start).is(class::NATION) {
            self.judge(run.start + 1..run.end);
            return;
        }
        if let Some(cut) =
            (run.start + 2..run.end).find(|&at| self.is_cut(at)).filter(|_| forename(run.start))
        {
            self.push(run.start..cut, Some(EntityKind::Person), SURE);
            return self.push(cut..run.end, None, 0);
        }
        let (kind, weight) = if run.len() == 1 { self.single(run.start) } else { self.several(run) };
        self.push(run.clone(), kind, weight);
    }

    pub(super) fn single(&self, at: usize) -> (Option<EntityKind>, u8) {
        let token = self.token(at);
        let run = at..at + 1;
        if token.is(class::NATION | class::TITLE | class::ORG | class::HEAD | class::PREFIX | class::OPENER) {
            return (None, 0);
        }
        let person = Some(EntityKind::Person);
        if token.shape == Shape::Upper {
            let letters = token.span.len();
            let shouted = |token: Option<&Token>| {
                token.is_some_and(|token| token.shape == Shape::Upper && token.span.len() > 1)
            };
            let acronym =
                (2..=6).contains(&letters) && !shouted(self.before(at)) && !shouted(self.next(at + 1));
            return (acronym.then_some(EntityKind::Organisation), LIKELY);
        }
        if self.has_title_before(at) {
            return (person, SURE);
        }
        if !self.lexicon.telling_capitals {
            return (None, 0);
        }
        if token.is(class::FORENAME) {
            return (person, LIKELY);
        }
        if self.before(at).is_some_and(|before| before.is(class::IN)) && token.gap == Gap::Blank {
            return (Some(EntityKind::Place), GUESS);
        }
        if self.has_article(at) || token.start {
            return (None, 0);
        }
        if self.is_speaking(&run) { (person, GUESS) } else { (None, 0) }
    }

    /// Whether the token can end a person's name in front of it: an office or a body that no surname is.
    pub(super) fn is_cut(&self, at: usize) -> bool {
        let surnames =
            ["king", "bishop", "dean", "duke", "prince", "major", "baron", "judge", "cook", "baker"];
        let token = self.token(at);
        token.is(class::TITLE | class::ORG | class::NO_NAME)
            && !surnames.contains(&&*self.tokens.folded(at))
            && token.gap == Gap::Blank
    }

    pub(super) fn several(&self, run: &Range<usize>) -> (Option<EntityKind>, u8) {
        let first = self.token(run.start);
        let last = self.token(run.end - 1);
        let person = Some(EntityKind::Person);
        if first.is(class::FORENAME) && !last.is(class::NATION | class::OPENER) && !first.is(class::OPENER) {
            return (person, SURE);
        }
        let shouted = run.clone().all(|at| self.token(at).shape == Shape::Upper);
        if self.any(run, class::NATION | class::OPENER) || run.len() > 4 || shouted {
            return (None, 0);
        }
        if self.has_person_around(run) {
            return (person, SURE);
        }
        if first.is_initial(self.tokens.lines[self.line].text) {
            return (person, LIKELY);
        }
        if run.clone().any(|at| at > run.start && self.token(at).gap == Gap::And) {
            return (Some(EntityKind::Organisation), LIKELY);
        }
        if self.any(run, class::KNOWN_ORG) || run.clone().any(|at| self.token(at).shape == Shape::Upper) {
            return (Some(EntityKind::Organisation), GUESS);
        }
        if first.is(class::PLACE) {
            return (Some(EntityKind::Organisation), GUESS);
        }
        let placed =
            self.before(run.start).is_some_and(|before| before.is(class::IN)) && first.gap == Gap::Blank;
        if placed {
            return (Some(EntityKind::Place), GUESS);
        }
        if self.has_article(run.start) {
            return (None, LIKELY);
        }
        let double = last.gap == Gap::Hyphen && run.len() > 2;
        if self.lexicon.telling_capitals || double { (person, LIKELY) } else { (None, 0) }
    }
}
