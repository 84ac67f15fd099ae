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

const GUESS: u8 = 1;
const LIKELY: u8 = 2;
const SURE: u8 = 4;
/// Outvotes everything: once a ship, always a ship.
const VETO: u8 = u8::MAX;

/// What may name something on the lines where capitals tell, in order of the text.
pub(super) fn tag(tokens: &Tokens<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let mut tagger = Tagger { tokens, lexicon, seen: tokens.seen(), line: 0, found: Vec::new() };
    for (at, line) in tokens.lines.iter().enumerate().filter(|(_, line)| !line.loud) {
        tagger.line = at;
        tagger.tag_line(line);
    }
    tagger.found
}

struct Tagger<'t, 'a> {
    tokens: &'t Tokens<'a>,
    lexicon: &'t Lexicon,
    seen: FxHashMap<&'t str, Seen>,
    line: usize,
    found: Vec<Found>,
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

    fn token(&self, at: usize) -> &Token {
        &self.tokens.all[at]
    }

    fn line_end(&self) -> usize {
        self.tokens.lines[self.line].tokens.end
    }

    fn next(&self, at: usize) -> Option<&Token> {
        (at < self.line_end()).then(|| self.token(at))
    }

    fn before(&self, at: usize) -> Option<&Token> {
        (at > self.tokens.lines[self.line].tokens.start).then(|| self.token(at - 1))
    }

    fn any(&self, run: &Range<usize>, bits: u32) -> bool {
        run.clone().any(|at| self.token(at).is(bits))
    }

    fn push(&mut self, tokens: Range<usize>, kind: Option<EntityKind>, weight: u8) {
        if !tokens.is_empty() {
            self.found.push(Found { line: self.line, tokens, kind, weight });
        }
    }

    /// Whether a token has a capital that may be part of a name.
    fn may_name(&self, at: usize) -> bool {
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

    /// A part of a mail or web address, or of the name of a file.
    fn is_in_address(&self, token: &Token) -> bool {
        let bytes = self.tokens.lines[self.line].text.as_bytes();
        let before = token.span.start.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(token.span.end);
        matches!(before, Some(b'@' | b'_' | b'#'))
            || matches!(after, Some(b'@' | b'_'))
            || after == Some(&b'/') && before == Some(b'/')
    }

    /// The longest stretch of name tokens from `start` on.
    fn run(&self, start: usize, end: usize) -> Range<usize> {
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
    fn judge(&mut self, run: Range<usize>) -> usize {
        let end = run.end;
        let run = self.with_small_article(self.trimmed(run));
        if run.is_empty() {
            return end;
        }
        if self.is_credit(run.start) {
            self.push(run, None, 0);
            return end;
        }
        if let Some(kind) = self.listed(&run) {
            if kind == EntityKind::Organisation || !self.is_head_of(&run) {
                self.push(run, Some(kind), SURE);
                return end;
            }
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

    /// "Photo: Jane Reed": who took a picture is not in the story.
    fn is_credit(&self, at: usize) -> bool {
        let credits =
            ["photo", "photograph", "photographs", "picture", "pictures", "foto", "image", "images"];
        self.token(at).gap == Gap::Break
            && self.before(at).is_some()
            && credits.contains(&self.tokens.folded(at - 1))
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
        let seen = self.seen.get(self.tokens.folded(at)).copied().unwrap_or_default();
        let follower_names = len > 1 && self.token(at + 1).is(class::ORG | class::HEAD);
        token.is(class::OPENER | class::SAYING) && !follower_names || seen.lower > seen.capital
    }

    /// What the tables say of the whole run.
    fn listed(&self, run: &Range<usize>) -> Option<EntityKind> {
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

    fn phrase(&self, run: &Range<usize>) -> Option<EntityKind> {
        self.lexicon.phrase(&self.tokens.key(run).replace('-', " "))
    }

    /// A run with a word of organisations in it, and the "of …" behind.
    fn as_organisation(&mut self, run: &Range<usize>) -> Option<usize> {
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
    fn with_tied_front(&self, run: &Range<usize>) -> usize {
        let Some(last) = self.found.last() else { return run.start };
        let tied = last.line == self.line
            && last.tokens.end + 1 == run.start
            && last.kind.is_none()
            && self.token(last.tokens.end).is(class::AND)
            && self.token(run.start).gap == Gap::Blank;
        if tied { last.tokens.start } else { run.start }
    }

    /// The end of a name that goes on with "of", "for" and more capitals.
    fn with_tied_end(&self, end: usize) -> usize {
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
    fn as_titled(&mut self, run: &Range<usize>) -> Option<usize> {
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
            let ship = run.start == title && name.len() == 1 && self.is_ship(title);
            let kind = (!ship && !self.any(&name, class::ORG)).then_some(EntityKind::Person);
            self.push(name, kind, if ship { VETO } else { SURE });
        }
        Some(run.end)
    }

    /// "the Queen Anna": a noble title behind an article names a thing.
    fn is_ship(&self, title: usize) -> bool {
        let noble =
            ["lady", "lord", "queen", "king", "prince", "princess", "duke", "duchess", "saint", "captain"];
        let vessels =
            ["vessel", "ship", "ferry", "boat", "tug", "trawler", "yacht", "tanker", "tonne", "steamer"];
        let afloat = |at: usize| at > 0 && vessels.contains(&self.tokens.folded(at - 1));
        self.before(title).is_some_and(|before| before.is(class::THE) || afloat(title))
            && noble.contains(&self.tokens.folded(title))
    }

    /// Known places, also with "north" or a river's head word.
    fn as_place(&mut self, run: &Range<usize>) -> Option<usize> {
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
    fn as_parts(&mut self, run: &Range<usize>) -> Option<usize> {
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
    fn as_person(&mut self, run: &Range<usize>) {
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

    fn single(&self, at: usize) -> (Option<EntityKind>, u8) {
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
    fn is_cut(&self, at: usize) -> bool {
        let surnames =
            ["king", "bishop", "dean", "duke", "prince", "major", "baron", "judge", "cook", "baker"];
        let token = self.token(at);
        token.is(class::TITLE | class::ORG | class::NO_NAME)
            && !surnames.contains(&self.tokens.folded(at))
            && token.gap == Gap::Blank
    }

    fn several(&self, run: &Range<usize>) -> (Option<EntityKind>, u8) {
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

    fn has_article(&self, at: usize) -> bool {
        self.token(at).gap == Gap::Blank && self.before(at).is_some_and(|before| before.is(class::THE))
    }

    fn has_person_around(&self, run: &Range<usize>) -> bool {
        self.has_title_before(run.start) || self.is_speaking(run) || self.is_described(run.end)
    }

    /// "minister Reed", "the minister of ports, Lev Reed".
    fn has_title_before(&self, at: usize) -> bool {
        let title = |token: &Token| token.is(class::TITLE) && token.shape == Shape::Lower;
        match self.token(at).gap {
            Gap::Blank | Gap::Dot => self.before(at).is_some_and(title),
            Gap::Comma if self.next(at + 1).is_some_and(Token::is_capital) => {
                let first = at.saturating_sub(6).max(self.tokens.lines[self.line].tokens.start);
                let phrase = (first..at).rev().map(|at| self.token(at));
                let parted =
                    phrase.clone().position(|token| token.gap != Gap::Blank).map_or(usize::MAX, |at| at + 1);
                phrase.take(parted).any(|token| token.is(class::TITLE))
            }
            _ => false,
        }
    }

    /// "Reed said", "said Reed".
    fn is_speaking(&self, run: &Range<usize>) -> bool {
        let says = |token: &Token| token.is(class::SAYING) && token.shape == Shape::Lower;
        let after = self.next(run.end).is_some_and(|next| {
            (next.gap == Gap::Blank || next.gap == Gap::Comma && run.len() > 1) && says(next)
        });
        let before = self.before(run.start).is_some_and(says) && self.token(run.start).gap == Gap::Blank;
        after || before
    }

    /// "Reed, 34," or "Reed, director of": an age or an office behind a comma.
    fn is_described(&self, end: usize) -> bool {
        let Some(next) = self.next(end).filter(|next| next.gap == Gap::Comma) else { return false };
        if next.shape == Shape::Number {
            return next.span.len() == 2;
        }
        (end..self.line_end().min(end + 5))
            .map(|at| self.token(at))
            .take_while(|token| token.shape == Shape::Lower)
            .any(|token| token.is(class::TITLE))
    }
}
