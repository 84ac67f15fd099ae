//! Finds stretches of capitalised words and says what they name: rules over words and their neighbours.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::EntityKind;
use super::lexicon::{Lexicon, class};
use super::token::{Gap, Line, Seen, Shape, Token, Tokens};

/// A stretch of tokens that may name something.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Index in [`Tokens::lines`].
    pub(super) line: usize,
    pub(super) tokens: Range<usize>,
    /// `None` where only the rest of the article can tell.
    pub(super) kind: Option<EntityKind>,
    /// How sure: 1 a guess from the neighbours, 2 the likeliest reading, 4 said by a title, a table or the form.
    pub(super) weight: u8,
}

pub(super) const GUESS: u8 = 1;
pub(super) const LIKELY: u8 = 2;
pub(super) const SURE: u8 = 4;
/// Said by the trained model.
pub(super) const LEARNT: u8 = 8;
/// Outvotes everything: once a ship, always a ship.
pub(super) const VETO: u8 = u8::MAX;

/// What may name something on the lines where capitals tell, in order of the text.
pub(super) fn tag(tokens: &Tokens<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let mut tagger = Tagger { tokens, lexicon, seen: tokens.seen(), line: 0, found: Vec::new() };
    for (at, line) in tokens.lines.iter().enumerate().filter(|(_, line)| !line.loud) {
        tagger.line = at;
        tagger.tag_line(line);
    }
    tagger.found
}

pub(super) struct Tagger<'t, 'a> {
    pub(super) tokens: &'t Tokens<'a>,
    pub(super) lexicon: &'t Lexicon,
    seen: FxHashMap<u64, Seen>,
    pub(super) line: usize,
    pub(super) found: Vec<Found>,
}

impl Tagger<'_, '_> {
    fn tag_line(&mut self, line: &Line<'_>) {
        let mut at = line.tokens.start;
        while at < line.tokens.end {
            if self.may_name(at) {
                let run = self.run(at, line.tokens.end);
                at = self.judge(run).max(at + 1);
            } else {
                at += 1;
            }
        }
    }

    pub(super) fn token(&self, at: usize) -> &Token {
        &self.tokens.all[at]
    }

    pub(super) fn line_end(&self) -> usize {
        self.tokens.lines[self.line].tokens.end
    }

    pub(super) fn next(&self, at: usize) -> Option<&Token> {
        (at < self.line_end()).then(|| self.token(at))
    }

    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        (at > self.tokens.lines[self.line].tokens.start).then(|| self.token(at - 1))
    }

    pub(super) fn any(&self, run: &Range<usize>, bits: u32) -> bool {
        run.clone().any(|at| self.token(at).is(bits))
    }

    pub(super) fn push(&mut self, tokens: Range<usize>, kind: Option<EntityKind>, weight: u8) {
        if !tokens.is_empty() {
            self.found.push(Found { line: self.line, tokens, kind, weight });
        }
    }

    /// Whether a token has a capital that may be part of a name.
    pub(super) fn may_name(&self, at: usize) -> bool {
        let token = self.token(at);
        if !token.is_capital() || token.is(class::CALENDAR) {
            return false;
        }
        if self.is_in_address(token) {
            return false;
        }
        if token.is(class::NO_NAME) {
            return self.is_initial_in_name(at);
        }
        let listed = class::PLACE | class::KNOWN_ORG;
        !token.is(class::STOP) || token.is(class::PHRASE) || (token.shape == Shape::Upper && token.is(listed))
    }

    /// "J. Reed", and the "K" of "Jane K Reed".
    fn is_initial_in_name(&self, at: usize) -> bool {
        let token = self.token(at);
        let Some(next) = self.next(at + 1).filter(|_| token.is_initial(self.tokens.lines[self.line].text))
        else {
            return false;
        };
        let inside = self.before(at).is_some_and(|before| before.is_capital() && !before.is(class::STOP));
        next.gap == Gap::Dot
            || (next.gap == Gap::Blank && next.is_capital() && inside && token.gap == Gap::Blank)
    }

    /// The longest stretch of name tokens from `start` on.
    pub(super) fn run(&self, start: usize, end: usize) -> Range<usize> {
        let mut run = start..start + 1;
        while let Some(next) = self.joined(&run, end) {
            run.end = next;
        }
        run
    }

    /// Where a run ends after one more name token, with the particles before it.
    fn joined(&self, run: &Range<usize>, end: usize) -> Option<usize> {
        let next = self.next(run.end)?;
        if next.start && next.gap != Gap::Dot {
            return None;
        }
        let joins = matches!(next.gap, Gap::Blank | Gap::Dot | Gap::Hyphen | Gap::And);
        if joins && self.may_name(run.end) {
            let listed = class::PLACE | class::NATION;
            let compound = next.gap == Gap::Hyphen && (next.is(listed) || self.token(run.end - 1).is(listed));
            return (!compound).then_some(run.end + 1);
        }
        let surname_may = next.gap == Gap::Blank && next.is(class::CALENDAR) && next.shape == Shape::Capital;
        if surname_may && run.len() == 1 && self.token(run.start).is(class::FORENAME) {
            return Some(run.end + 1);
        }
        self.after_particles(run, end)
    }

    fn after_particles(&self, run: &Range<usize>, end: usize) -> Option<usize> {
        let first = self.token(run.start);
        let ties = self.any(run, class::ORG | class::HEAD) || (run.len() == 1 && first.is(class::FORENAME));
        let mut at = run.end;
        while at < end && at < run.end + 2 {
            let token = self.token(at);
            let small = token.shape == Shape::Lower && token.is(class::PARTICLE) && !token.is(class::AND);
            if !small || token.gap != Gap::Blank || (token.is(class::OF) && !ties) {
                return None;
            }
            at += 1;
            let next = self.next(at)?;
            if matches!(next.gap, Gap::Blank | Gap::Hyphen) && self.may_name(at) {
                return Some(at + 1);
            }
        }
        None
    }

    /// Decides what a run names; gives the place where the search goes on.
    pub(super) fn judge(&mut self, run: Range<usize>) -> usize {
        let end = run.end;
        let run = self.with_small_article(self.trimmed(run));
        if run.is_empty() {
            return end;
        }
        if self.is_credit(run.start) {
            self.push(run, None, 0);
            return end;
        }
        let whole = |kind: &EntityKind| *kind == EntityKind::Organisation || !self.is_head_of(&run);
        if let Some(kind) = self.listed(&run).filter(whole) {
            self.push(run, Some(kind), SURE);
            return end;
        }
        if let Some(end) = self.as_organisation(&run).or_else(|| self.as_titled(&run)) {
            return end;
        }
        if let Some(end) = self.as_place(&run).or_else(|| self.as_parts(&run)) {
            return end;
        }
        self.as_person(&run);
        end
    }

    /// A known name may begin with a small "al".
    fn with_small_article(&self, run: Range<usize>) -> Range<usize> {
        let small =
            !run.is_empty() && self.before(run.start).is_some_and(|before| before.is(class::PARTICLE));
        let longer = run.start.saturating_sub(1)..run.end;
        if small && self.listed(&longer).is_some() { longer } else { run }
    }

    /// "City of", "Gulf of": a listed word that begins a longer name.
    fn is_head_of(&self, run: &Range<usize>) -> bool {
        run.len() == 1 && self.token(run.start).is(class::HEAD)
    }

    /// The run without words at its front that have a capital for another reason.
    fn trimmed(&self, mut run: Range<usize>) -> Range<usize> {
        while !run.is_empty() && self.listed(&run).is_none() {
            let token = self.token(run.start);
            let plain = token.is(class::STOP) || (token.start && self.is_plain(run.start, run.len()));
            if !plain {
                break;
            }
            run.start += 1;
        }
        run
    }

    /// Whether the first word of a sentence is no name by itself.
    fn is_plain(&self, at: usize, len: usize) -> bool {
        let token = self.token(at);
        if token.is(class::TITLE | class::PREFIX | class::PLACE | class::FORENAME) && !token.is(class::OPENER)
        {
            return false;
        }
        let seen = self.seen.get(&token.key).copied().unwrap_or_default();
        let follower_names = len > 1 && self.token(at + 1).is(class::ORG | class::HEAD);
        token.is(class::OPENER | class::SAYING) && !follower_names || seen.lower > seen.capital
    }

    /// What the tables say of the whole run.
    pub(super) fn listed(&self, run: &Range<usize>) -> Option<EntityKind> {
        if run.len() > 1 {
            let first = self.token(run.start);
            return first.is(class::PHRASE).then(|| self.phrase(run)).flatten();
        }
        let token = self.token(run.start);
        if token.is(class::STOP | class::OPENER) && token.shape != Shape::Upper {
            None
        } else if token.is(class::PLACE) {
            Some(EntityKind::Place)
        } else {
            token.is(class::KNOWN_ORG).then_some(EntityKind::Organisation)
        }
    }

    pub(super) fn phrase(&self, run: &Range<usize>) -> Option<EntityKind> {
        self.lexicon.phrase(&self.tokens.key(run).replace('-', " "))
    }
}
