//! The evidence of the first stage: hashes of a word, its neighbours, and the run of capitals it stands in.

use std::ops::Range;

use super::knowledge::Known;
use super::memo::Part;
use super::sight::{LongName, Sight, Sights};
use crate::entity::token::Gap;

/// Takes features; to score them or to learn from them.
pub(super) trait Sink {
    fn take(&mut self, feature: u32);

    /// Is told of the next word, as it is written, and of its neighbours, in the order of [`Part`].
    fn begin(&mut self, _word: &[u8], _near: [&Near; 5]) {}

    /// Whether features that follow from this one of them alone have to be given.
    fn wants(&self, _part: Part) -> bool {
        true
    }

    /// Takes such a feature.
    fn take_of(&mut self, _part: Part, feature: u32) {
        self.take(feature);
    }

    /// Is told that the word has no more features.
    fn end(&mut self) {}
}

impl Sink for Vec<u32> {
    fn take(&mut self, feature: u32) {
        self.push(feature);
    }
}

/// The hash of a value seen through a template.
#[inline]
pub(super) fn feature(template: u8, value: u64) -> u32 {
    let template = u64::from(template);
    let hash = (value ^ (template << 56 | template << 20)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// Two values as one.
#[inline]
pub(super) fn pair(a: u64, b: u64) -> u64 {
    a.rotate_left(23).wrapping_mul(0xff51_afd7_ed55_8ccd) ^ b.wrapping_add(0x51)
}

/// A word, or the edge of its sentence, as its neighbours see it.
#[derive(Clone, Copy)]
pub(super) struct Near {
    pub(super) key: u64,
    pub(super) form: u64,
    pub(super) class: u64,
    pub(super) known: Known,
    /// Its class among 256, and among 64.
    classes: (u64, u64),
}

/// What stands for the word before a sentence, and for the one behind it.
const EDGES: (u64, u64) = (0x1234_5678_9abc_def1, 0x2234_5678_9abc_def3);

impl Near {
    fn of(sight: &Sight) -> Self {
        let [_, middle, coarse] = sight.known.class();
        Self {
            key: sight.key,
            form: u64::from(sight.form),
            class: u64::from(sight.class),
            known: sight.known,
            classes: (u64::from(middle), u64::from(coarse)),
        }
    }

    fn edge(key: u64) -> Self {
        Self { key, form: 95, class: 0, known: Known::default(), classes: (0, 0) }
    }
}

/// A word with the two before it and the two behind it, the nearer one first, and the signs before and behind it.
struct Neighbours {
    here: Near,
    before: [Near; 2],
    after: [Near; 2],
    marks: (u64, u64),
}

/// A run of capitals with what stands around it.
pub(super) struct Run {
    pub(super) words: Range<usize>,
    first: Near,
    last: Near,
    /// The two words before it and the two behind it, the nearer one first.
    before: [Near; 2],
    after: [Near; 2],
    /// The signs before and behind it.
    marks: (u64, u64),
    /// All of its words.
    name: u64,
    classes: u64,
    /// Its place in its line, up to four words from the start.
    place: u64,
}

impl Run {
    /// The features that all words of a run share.
    pub(super) fn features(&self, out: &mut impl Sink) {
        let mut put = |template: u8, value: u64| out.take(feature(template, value));
        let len = self.words.len().min(5) as u64;
        let ([b1, b2], [a1, a2], (before, after)) = (&self.before, &self.after, self.marks);
        put(82, pair(b1.key, len));
        put(83, pair(a1.key, len));
        put(86, b1.class << 24 | before << 8 | len);
        put(87, a1.class << 24 | after << 8 | len);
        put(88, before << 8 | after << 16 | len);
        put(104, pair(pair(b1.key, b2.key), before));
        put(105, pair(pair(a1.key, a2.key), after));
        put(106, pair(b2.key, 1));
        put(107, pair(a2.key, 2));
    }
}

impl Sights<'_, '_> {
    /// A word so many places before this one in its sentence.
    fn before(&self, at: usize, steps: usize) -> Near {
        let inside = (0..steps).all(|back| !self.token(at - back).first);
        if inside { Near::of(&self.all[at - steps]) } else { Near::edge(EDGES.0) }
    }

    /// A word so many places behind this one in its sentence.
    fn after(&self, at: usize, steps: usize) -> Near {
        let inside = |at: usize| at < self.all.len() && !self.token(at).first;
        if (at + 1..=at + steps).all(inside) { Near::of(&self.all[at + steps]) } else { Near::edge(EDGES.1) }
    }

    /// The sign between a word and the next.
    fn mark_after(&self, at: usize) -> u64 {
        let next = self.tokens.all.get(at + 1).filter(|next| !next.first);
        next.map_or(255, |next| u64::from(next.mark))
    }

    /// The capitals that go on from a word, or the word alone where it has none.
    pub(super) fn run(&self, at: usize) -> Run {
        let goes_on = |at: &usize| self.all[*at].capital && self.joins(*at);
        let more =
            if self.all[at].capital { (at + 1..self.all.len()).take_while(goes_on).count() } else { 0 };
        let words = at..at + 1 + more;
        let last = words.end - 1;
        let line = &self.tokens.lines[self.token(at).line as usize];
        Run {
            first: Near::of(&self.all[at]),
            last: Near::of(&self.all[last]),
            before: [self.before(at, 1), self.before(at, 2)],
            after: [self.after(last, 1), self.after(last, 2)],
            marks: (u64::from(self.token(at).mark), self.mark_after(last)),
            name: words.clone().fold(LongName::default(), |name, at| name.then(self.all[at].key)).key(),
            classes: words.clone().fold(0, |classes, at| classes | u64::from(self.all[at].class)),
            place: (at - line.tokens.start).min(4) as u64,
            words,
        }
    }

    /// The other features of a word of a run.
    pub(super) fn word_features(&self, at: usize, run: &Run, out: &mut impl Sink) {
        let near = self.neighbours(at);
        let Neighbours { here, before: [b1, b2], after: [a1, a2], .. } = &near;
        out.begin(self.word(at), [here, b1, a1, b2, a2]);
        self.around(at, &near, out);
        self.spelling(at, out);
        self.habits(at, out);
        self.lists(at, &near, out);
        self.in_run(at, run, out);
        out.end();
    }

    fn word(&self, at: usize) -> &[u8] {
        let token = self.token(at);
        &self.tokens.lines[token.line as usize].text.as_bytes()[token.span.clone()]
    }

    fn neighbours(&self, at: usize) -> Neighbours {
        Neighbours {
            here: Near::of(&self.all[at]),
            before: [self.before(at, 1), self.before(at, 2)],
            after: [self.after(at, 1), self.after(at, 2)],
            marks: (u64::from(self.token(at).mark), self.mark_after(at)),
        }
    }

    fn around(&self, at: usize, near: &Neighbours, out: &mut impl Sink) {
        let Neighbours { here, before: [b1, b2], after: [a1, a2], marks: (mark, next) } = *near;
        alone(out, Part::Here, &[(0, 0), (1, here.key)]);
        alone(out, Part::Before, &[(2, b1.key)]);
        alone(out, Part::After, &[(3, a1.key)]);
        alone(out, Part::SecondBefore, &[(4, b2.key)]);
        alone(out, Part::SecondAfter, &[(5, a2.key)]);
        let mut put = |template: u8, value: u64| out.take(feature(template, value));
        put(6, pair(b1.key, mark));
        put(7, pair(a1.key, next));
        put(8, pair(b1.key, here.key));
        put(9, pair(here.key, a1.key));
        put(10, pair(b1.key, a1.key));
        alone(out, Part::Here, &[(11, here.form), (12, pair(here.key, here.form))]);
        let mut put = |template: u8, value: u64| out.take(feature(template, value));
        put(15, b1.form << 14 | here.form << 7 | a1.form | mark << 24 | next << 32);
        put(16, mark << 8 | here.form);
        put(17, next << 8 | here.form);
        for (part, slot, near) in [(Part::Here, 30, &here), (Part::Before, 33, &b1), (Part::After, 36, &a1)] {
            let finest = u64::from(near.known.class()[0]);
            alone(out, part, &[(slot, finest), (slot + 1, near.classes.0), (slot + 2, near.classes.1)]);
        }
        alone(out, Part::SecondBefore, &[(39, b2.classes.0)]);
        alone(out, Part::SecondAfter, &[(40, a2.classes.0)]);
        alone(out, Part::Here, &[(64, here.class)]);
        alone(out, Part::Before, &[(65, b1.class)]);
        alone(out, Part::After, &[(66, a1.class)]);
        alone(out, Part::SecondBefore, &[(71, b2.class)]);
        alone(out, Part::SecondAfter, &[(72, a2.class)]);
        if !self.all[at].capital {
            let mut put = |template: u8, value: u64| out.take(feature(template, value));
            let lists = |near: &Near| u64::from(near.known.lists());
            put(102, pair(here.key, pair(lists(&b1), lists(&a1))));
            put(103, pair(here.key, b1.class << 32 | a1.class));
        }
    }

    /// The ends of the word and how long it is.
    fn spelling(&self, at: usize, out: &mut impl Sink) {
        if !out.wants(Part::Here) {
            return;
        }
        let word = self.word(at);
        for (template, length) in [(21, 2), (22, 3), (23, 4)] {
            if word.len() > length {
                out.take_of(Part::Here, feature(template, affix(&word[word.len() - length..])));
            }
        }
        for (template, length) in [(25, 3), (26, 4)] {
            if word.len() > length {
                out.take_of(Part::Here, feature(template, affix(&word[..length])));
            }
        }
    }

    /// Capitals: in general, in this article, and here.
    fn habits(&self, at: usize, out: &mut impl Sink) {
        let (token, sight) = (self.token(at), &self.all[at]);
        let habit = self.habit(at);
        let start = u64::from(token.first) + 2 * u64::from(token.start);
        let general = u64::from(sight.known.capitals());
        let here = u64::from(habit.lower > 0) + 2 * u64::from(habit.capital > 0);
        out.take(feature(50, general << 8 | start));
        out.take(feature(51, here << 8 | start));
        out.take(feature(52, general << 16 | here << 8 | start | u64::from(sight.form) << 24));
    }

    /// Lists of names that it and its neighbours stand in.
    fn lists(&self, at: usize, near: &Neighbours, out: &mut impl Sink) {
        let lists = |near: &Near| u64::from(near.known.lists());
        let ([before, _], [after, _]) = (near.before, near.after);
        let sight = &self.all[at];
        let (b, h, a) = (lists(&before), u64::from(sight.known.lists()), lists(&after));
        alone(out, Part::Here, &[(60, h << 3 | u64::from(sight.known.capitals()))]);
        out.take(feature(62, h << 8 | a));
        out.take(feature(63, b << 16 | h << 8 | a));
        out.take(feature(108, u64::from(sight.listed)));
        if !self.token(at).first {
            out.take(feature(110, u64::from(sight.listed) << 16 | u64::from(self.all[at - 1].listed)));
        }
    }

    /// The word's place in its run, with the run's ends and kinds of words.
    fn in_run(&self, at: usize, run: &Run, out: &mut impl Sink) {
        let mut put = |template: u8, value: u64| out.take(feature(template, value));
        let (front, rest) = (at - run.words.start, run.words.end - 1 - at);
        let (front, rest) = (front.min(3) as u64, rest.min(3) as u64);
        let (place, len) = (front << 8 | rest, run.words.len().min(5) as u64);
        let form = u64::from(self.all[at].form);
        put(80, place);
        put(81, len << 16 | front << 8 | form);
        put(98, pair(run.name, front));
        put(100, run.place << 16 | run.marks.1 << 8 | form >> 4);
        let line = u64::from(self.token(at).line.min(2));
        put(101, run.place << 16 | run.marks.1 << 8 | (form & 15) | line << 32);
        put(109, u64::from(self.all[at].listed) << 16 | place);
        if run.words.len() > 1 {
            let lists = |near: &Near| u64::from(near.known.lists());
            put(90, pair(run.last.key, front));
            put(91, pair(run.first.key, rest));
            put(92, run.last.class << 8 | front);
            put(93, run.first.class << 8 | rest);
            put(94, lists(&run.first) << 24 | lists(&run.last) << 16 | place);
            put(95, run.last.classes.0 << 16 | place);
            put(96, run.first.classes.0 << 16 | place);
            put(97, run.classes << 16 | place);
        }
    }

    /// The kind of the seam before a word of a stretch.
    pub(super) fn seam(&self, at: usize) -> u8 {
        let token = self.token(at);
        match token.gap {
            Gap::Comma => 1,
            Gap::Blank => 2,
            Gap::Dot => 3,
            Gap::Hyphen => 4,
            Gap::And => 5,
            Gap::Bracket => 6,
            Gap::Possessive => 7,
            Gap::Break => match token.mark {
                b'"' => 8,
                b')' => 9,
                b'-' => 10,
                b'/' => 11,
                b'.' => 12,
                b':' | b';' => 13,
                _ => 0,
            },
        }
    }
}

/// Gives features that follow from one word alone, where they are wanted.
#[inline]
fn alone<const N: usize>(out: &mut impl Sink, part: Part, features: &[(u8, u64); N]) {
    if out.wants(part) {
        for (template, value) in features {
            out.take_of(part, feature(*template, *value));
        }
    }
}

/// How many kinds of seams there are.
pub(super) const SEAMS: usize = 15;
/// The seam before a stretch.
pub(super) const START: u8 = 14;

/// A few letters, capital or small.
fn affix(letters: &[u8]) -> u64 {
    let all = letters.iter().fold(7_u64, |all, letter| all << 8 ^ u64::from(letter | 0x20));
    all.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
