//! What is seen of each word before any name is told: how it is written, what is known of it, whether it may be part of
//! a name at all.
//!
//! Most words may not. Those that may are capitals that say something, small words between two of them, numbers and
//! second halves behind one; everything after this file looks at them alone.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::knowledge::{Knowledge, Known, list};
use crate::entity::lexicon::class;
use crate::entity::token::{Gap, Shape, Token, Tokens};

/// One word as the recogniser sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    pub(super) key: u64,
    /// How it is written, see [`form`].
    pub(super) form: u8,
    /// Bits of [`class`], those of [`CLASSES`] alone.
    pub(super) class: u32,
    pub(super) known: Known,
    /// Whether it has a capital that says something, or would have one if its line were written as others are.
    pub(super) capital: bool,
    /// Whether it may be part of a name.
    pub(super) candidate: bool,
    /// The lists that a longer name around it stands in, and its place in that name: 1 first, 2 last, 3 between.
    pub(super) listed: u16,
}

/// Classes of [`class`] that are looked at.
const CLASSES: u32 = class::STOP
    | class::TITLE
    | class::ORG
    | class::FORENAME
    | class::PLACE
    | class::NATION
    | class::HEAD
    | class::PREFIX
    | class::KNOWN_ORG
    | class::SAYING
    | class::PARTICLE
    | class::CALENDAR
    | class::IN
    | class::THE
    | class::OF
    | class::NO_NAME;

/// All words of an article as they are seen.
pub(super) struct Sights<'t, 'a> {
    pub(super) tokens: &'t Tokens<'a>,
    pub(super) all: Vec<Sight>,
    /// Stretches of candidates, none of which goes on behind the end of a sentence.
    pub(super) stretches: Vec<Range<usize>>,
    habits: Habits,
}

impl<'t, 'a> Sights<'t, 'a> {
    pub(super) fn of(tokens: &'t Tokens<'a>, knowledge: &Knowledge) -> Self {
        let habits = Habits::of(tokens);
        let large = tokens.all.iter().filter(|token| token.shape != Shape::Lower);
        knowledge.fetch(large.map(|token| token.key));
        let all = tokens.all.iter().map(|token| {
            small(tokens, token).unwrap_or_else(|| sight(tokens, token, knowledge.get(token.key), &habits))
        });
        let all = all.collect();
        let mut sights = Self { tokens, all, stretches: Vec::new(), habits };
        sights.pass_over_lone_stop_words();
        sights.add_companions();
        sights.stretch();
        sights.know_small_ones(knowledge);
        sights.look_up_long_names(knowledge);
        sights
    }

    /// Looks up the small words that are candidates or stand near one: all others are asked for nothing.
    fn know_small_ones(&mut self, knowledge: &Knowledge) {
        let (mut done, mut near) = (0, Vec::with_capacity(self.all.len()));
        for stretch in &self.stretches {
            let around = done.max(stretch.start.saturating_sub(NEAR))..self.all.len().min(stretch.end + NEAR);
            done = done.max(around.end);
            near.extend(around.filter(|at| self.tokens.all[*at].shape == Shape::Lower));
        }
        knowledge.fetch(near.iter().map(|at| self.all[*at].key));
        near.into_iter().for_each(|at| self.all[at].known = knowledge.get(self.all[at].key));
    }

    /// How the word is written elsewhere in the article: in small letters, with a capital inside a sentence.
    pub(super) fn habit(&self, at: usize) -> Habit {
        self.habits.of_key(self.all[at].key)
    }

    pub(super) fn token(&self, at: usize) -> &Token {
        &self.tokens.all[at]
    }

    /// Whether the word goes on a name that the one before it may begin.
    pub(super) fn joins(&self, at: usize) -> bool {
        let token = self.token(at);
        !token.first && token.gap.joins()
    }

    /// "The" and other small words that begin a sentence are candidates before another capital only.
    fn pass_over_lone_stop_words(&mut self) {
        for at in 0..self.all.len() {
            let sight = self.all[at];
            let stop = sight.capital
                && sight.class & class::STOP != 0
                && self.token(at).shape == Shape::Capital
                && sight.form & FORMS != SINGLE
                && sight.known.capitals() < OFTEN;
            let goes_on = |next: &Token| next.line == self.token(at).line && next.gap == Gap::Blank;
            if stop
                && !self.tokens.all.get(at + 1).is_some_and(|next| goes_on(next) && self.all[at + 1].capital)
            {
                self.all[at].capital = false;
                self.all[at].candidate = false;
            }
        }
    }

    /// What may belong to a name beside capitals.
    fn add_companions(&mut self) {
        for at in (0..self.all.len()).filter(|at| self.all[*at].capital).collect::<Vec<_>>() {
            self.add_between(at);
            self.add_behind(at);
            self.add_before(at);
        }
    }

    /// Up to three small words before another capital: "of the".
    fn add_between(&mut self, at: usize) {
        let small = |at: &usize| {
            let small = self.token(*at).is(class::PARTICLE | class::TIE);
            self.joins(*at) && !self.all[*at].capital && (small || self.token(*at).shape == Shape::Number)
        };
        let end = self.all.len().min(at + 4);
        let next = (at + 1..end).find(|at| !small(at)).unwrap_or(end);
        if next < self.all.len() && self.all[next].capital && self.joins(next) {
            self.all[at + 1..next].iter_mut().for_each(|sight| sight.candidate = true);
        }
    }

    /// "Route 66", "Siu-lai".
    fn add_behind(&mut self, at: usize) {
        let tokens = self.tokens;
        let inside = |at: usize| tokens.all.get(at).filter(|token| !token.first);
        let number =
            |token: &Token| token.shape == Shape::Number && matches!(token.gap, Gap::Blank | Gap::Hyphen);
        let half = |token: &Token| token.shape == Shape::Lower && token.gap == Gap::Hyphen;
        let halves = (at + 1..at + 3).take_while(|at| inside(*at).is_some_and(half)).count();
        let more = halves.max(usize::from(inside(at + 1).is_some_and(number)));
        self.all[at + 1..at + 1 + more].iter_mut().for_each(|sight| sight.candidate = true);
    }

    /// "al-Maliki", "20th Century".
    fn add_before(&mut self, at: usize) {
        if self.token(at).first || !matches!(self.token(at).gap, Gap::Blank | Gap::Hyphen) {
            return;
        }
        let before = self.token(at - 1);
        let particle = before.is(class::PARTICLE) && !before.is(class::AND | class::OF);
        if particle || before.shape == Shape::Number {
            self.all[at - 1].candidate = true;
        }
    }

    fn stretch(&mut self) {
        for at in (0..self.all.len()).filter(|at| self.all[*at].candidate) {
            match self.stretches.last_mut() {
                Some(last) if last.end == at && !self.tokens.all[at].first => last.end = at + 1,
                _ => self.stretches.push(at..at + 1),
            }
        }
    }

    /// Marks the words of the longest names of several words that stand in a list.
    fn look_up_long_names(&mut self, knowledge: &Knowledge) {
        for stretch in self.stretches.clone() {
            let mut at = stretch.start;
            while at < stretch.end {
                let found = self.long_name(at, stretch.end, knowledge);
                if let Some((end, lists)) = found {
                    for inner in at..end {
                        let place = if inner == at { 1 } else { 3 - u16::from(inner + 1 == end) };
                        self.all[inner].listed = lists as u16 * 4 + place;
                    }
                }
                at = found.map_or(at + 1, |(end, _)| end);
            }
        }
    }

    /// Where the longest listed name of several words from here on ends, and its lists.
    fn long_name(&self, at: usize, end: usize, knowledge: &Knowledge) -> Option<(usize, u32)> {
        if self.all[at].known.lists() & list::OPENS == 0 {
            return None;
        }
        let mut name = LongName::default().then(self.all[at].key);
        let mut found = None;
        for next in (at + 1..end.min(at + LONGEST)).take_while(|next| self.joins(*next)) {
            name = name.then(self.all[next].key);
            let lists = knowledge.get(name.key()).lists();
            if lists != 0 {
                found = Some((next + 1, lists));
            }
        }
        found
    }
}

/// The most words of a listed name.
const LONGEST: usize = 7;

/// The key of a name of several words, from the keys of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LongName(u64);

impl Default for LongName {
    fn default() -> Self {
        Self(0x77)
    }
}

impl LongName {
    #[must_use]
    pub(super) fn then(self, key: u64) -> Self {
        let mixed = self.0.rotate_left(23).wrapping_mul(0xff51_afd7_ed55_8ccd) ^ key;
        Self(mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(super) fn key(self) -> u64 {
        self.0
    }
}

/// The capitals of a word that is nearly always written with one, in [`Known::capitals`].
const OFTEN: u32 = 4;

/// Words on either side of a candidate that its features look at.
const NEAR: usize = 2;

/// A word in small letters on a line where capitals tell, as most are, without what is known of it.
fn small(tokens: &Tokens<'_>, token: &Token) -> Option<Sight> {
    let line = &tokens.lines[token.line as usize];
    let lower = token.shape == Shape::Lower && !line.loud;
    let plain = || !line.text.as_bytes()[token.span.clone()].iter().any(u8::is_ascii_uppercase);
    (lower && plain()).then(|| Sight {
        key: token.key,
        form: SMALL,
        class: token.class & CLASSES,
        known: Known::default(),
        capital: false,
        candidate: false,
        listed: 0,
    })
}

fn sight(tokens: &Tokens<'_>, token: &Token, known: Known, habits: &Habits) -> Sight {
    let line = &tokens.lines[token.line as usize];
    let word = &line.text[token.span.clone()];
    let form = form(word, token.shape);
    let shown = (token.is_capital() || form == MIXED) && !is_contraction(word);
    let stop = token.is(class::STOP) && known.capitals() < OFTEN;
    let mut sight = Sight {
        key: token.key,
        form,
        class: token.class & CLASSES,
        known,
        capital: shown,
        candidate: shown,
        listed: 0,
    };
    if line.loud {
        let doubt = if shown { doubt(token, known, habits.of_key(token.key)) } else { 0 };
        sight.form += LOUD * (1 + doubt);
        sight.capital = shown && (doubt > 1 || token.shape == Shape::Capital && !token.is(class::STOP));
        sight.candidate = sight.capital || shown && !stop;
    }
    sight
}

/// "He'd", "Don't".
fn is_contraction(word: &str) -> bool {
    let ending = word.rsplit_once(['\'', '’']).map(|(_, ending)| ending);
    ending.is_some_and(|ending| matches!(ending, "d" | "m" | "t" | "ve" | "re" | "ll"))
}

/// Whether a word of a loud line would have a capital on another: 1 no, 2 perhaps, 3 likely.
fn doubt(token: &Token, known: Known, habit: Habit) -> u8 {
    let names = class::PLACE | class::FORENAME | class::KNOWN_ORG | class::ORG;
    match known.capitals() {
        habits if token.is(class::STOP) && habits < OFTEN => 1,
        _ if habit.capital > habit.lower => 3,
        _ if habit.lower > 0 => 1,
        0 | OFTEN.. => 3,
        _ if token.is(names) => 3,
        habits if habits == OFTEN - 1 || known.lists() & !list::OPENS != 0 => 2,
        _ => 1,
    }
}

/// The forms of [`form`], without what is added for loud lines.
pub(super) const FORMS: u8 = 15;
/// A small letter first and a capital behind.
const MIXED: u8 = 1;
/// Small letters alone.
const SMALL: u8 = 2;
/// One capital alone.
const SINGLE: u8 = 3;
/// What is added to the form of a word of a loud line, once, and again for each step of [`doubt`].
const LOUD: u8 = 16;

/// Whether a form is one of capitals alone: an abbreviation, if its line is not loud.
pub(super) fn is_upper(form: u8) -> bool {
    matches!(form, 7..=11)
}

/// How a word is written, finer than [`Shape`].
fn form(word: &str, shape: Shape) -> u8 {
    let bytes = word.as_bytes();
    if is_roman(bytes) {
        return if bytes.len() == 1 { 14 } else { 15 };
    }
    let digit = || bytes.iter().any(u8::is_ascii_digit);
    match shape {
        Shape::Lower if bytes.iter().any(u8::is_ascii_uppercase) => MIXED,
        Shape::Lower => SMALL,
        Shape::Capital if word.chars().nth(1).is_none() => SINGLE,
        Shape::Capital if bytes[1..].iter().any(u8::is_ascii_uppercase) => 4,
        Shape::Capital if digit() => 5,
        Shape::Capital => 6,
        Shape::Upper if bytes.contains(&b'.') => 7,
        Shape::Upper if digit() => 8,
        Shape::Upper => 9 + u8::from(bytes.len() > 3) + u8::from(bytes.len() > 5),
        Shape::Number => 12,
        Shape::Caseless => 13,
    }
}

/// A number up to XVI in Roman letters.
fn is_roman(word: &[u8]) -> bool {
    word.len() < 6
        && matches!(word[0], b'I' | b'V' | b'X')
        && matches!(
            word,
            b"I" | b"II"
                | b"III"
                | b"IV"
                | b"V"
                | b"VI"
                | b"VII"
                | b"VIII"
                | b"IX"
                | b"X"
                | b"XI"
                | b"XII"
                | b"XIII"
                | b"XIV"
                | b"XV"
                | b"XVI"
        )
}

/// How a word is used in an article: how often in small letters, and with a capital inside a sentence; and with a
/// capital, how often it stands next to a verb of saying, behind a title, behind a preposition of places, behind "the".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Habit {
    pub(super) lower: u32,
    pub(super) capital: u32,
    pub(super) company: [u32; 4],
}

/// The place of the verbs of saying in [`Habit::company`].
pub(super) const SAID: usize = 0;
/// The place of titles there.
pub(super) const TITLED: usize = 1;
/// The place of prepositions before places there.
pub(super) const IN: usize = 2;

/// What stands next to a word, as [`Habit`] counts it.
pub(super) fn company(tokens: &Tokens<'_>, at: usize) -> [bool; 4] {
    let token = &tokens.all[at];
    let before = (!token.first && token.gap == Gap::Blank).then(|| &tokens.all[at - 1]);
    let after =
        tokens.all.get(at + 1).filter(|after| !after.first && matches!(after.gap, Gap::Blank | Gap::Comma));
    let small = |other: Option<&Token>, class: u32| {
        other.is_some_and(|other| other.is(class) && other.shape == Shape::Lower)
    };
    let titled = before.is_some_and(|before| before.is(class::TITLE));
    let said = small(after, class::SAYING) || small(before, class::SAYING);
    [said, titled, small(before, class::IN), small(before, class::THE)]
}

/// The habits of the words of an article that are written with a capital somewhere.
struct Habits {
    by_key: FxHashMap<u64, Habit>,
    /// A bit for the lowest bits of each key: most words are not there.
    perhaps: Box<[u64; 64]>,
}

impl Habits {
    fn of(tokens: &Tokens<'_>) -> Self {
        let capitals = || tokens.all.iter().filter(|token| token.is_capital());
        // Names and what else has capitals come back.
        let by_key = FxHashMap::with_capacity_and_hasher(capitals().count() / 2, FxBuildHasher);
        let mut habits = Self { by_key, perhaps: Box::new([0; 64]) };
        for token in capitals() {
            habits.perhaps[(token.key >> 6 & 63) as usize] |= 1 << (token.key & 63);
            habits.by_key.entry(token.key).or_default();
        }
        for at in (0..tokens.all.len()).filter(|at| tokens.all[*at].is_capital()) {
            if let Some(habit) = habits.by_key.get_mut(&tokens.all[at].key) {
                for (count, seen) in habit.company.iter_mut().zip(company(tokens, at)) {
                    *count += u32::from(seen);
                }
            }
        }
        for token in tokens.all.iter().filter(|token| !token.start) {
            let counts = matches!(token.shape, Shape::Lower | Shape::Capital) && habits.has(token.key);
            let line = &tokens.lines[token.line as usize];
            if !counts || line.loud || is_in_address(line.text.as_bytes(), token) {
                continue;
            }
            if let Some(habit) = habits.by_key.get_mut(&token.key) {
                *(if token.shape == Shape::Lower { &mut habit.lower } else { &mut habit.capital }) += 1;
            }
        }
        habits
    }

    fn has(&self, key: u64) -> bool {
        self.perhaps[(key >> 6 & 63) as usize] >> (key & 63) & 1 != 0
    }

    fn of_key(&self, key: u64) -> Habit {
        self.by_key.get(&key).copied().unwrap_or_default()
    }
}

/// Whether a word is part of an address, whose small letters say nothing.
fn is_in_address(line: &[u8], token: &Token) -> bool {
    let ties = |byte: u8| matches!(byte, b'@' | b'/' | b'_' | b'.');
    let goes_on = |at: usize| line.get(at).is_some_and(|next| !next.is_ascii_whitespace() && *next != b'"');
    let before = token.span.start.checked_sub(1).is_some_and(|at| ties(line[at]));
    before || line.get(token.span.end).is_some_and(|next| ties(*next)) && goes_on(token.span.end + 1)
}
