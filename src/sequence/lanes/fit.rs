//! Fits lanes to labelled sequences, with a margin, as [`train`](crate::sequence::train()) fits a small model; its
//! sources are this one's.
//!
//! Features that are seen too seldom are not learnt, and of the rest those are kept whose weights are the largest.
//! Several runs that go through the lessons in different orders are averaged.

use rustc_hash::FxHashMap;

use crate::sequence::lanes::Lanes;
use crate::sequence::train::{Dropout, next, shuffle};

/// One labelled sequence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lesson {
    /// The features of all rows, one after the other.
    pub features: Vec<u32>,
    /// Per row, where its features end.
    pub ends: Vec<u32>,
    /// Per row, the kind of the seam before it.
    pub seams: Vec<u8>,
    /// A label a row.
    pub gold: Vec<u8>,
    /// A row's scores before any feature is looked at; empty where all are nought.
    pub base: Vec<[f32; 8]>,
    /// How much a wrong label moves the weights.
    pub weight: f32,
}

/// How to fit.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// How many labels, up to seven; the first stands for "nothing".
    pub labels: usize,
    /// Which label may follow which.
    pub may_follow: fn(before: usize, label: usize) -> bool,
    /// How many kinds of seams.
    pub kinds: usize,
    /// How often all lessons are gone through.
    pub epochs: u32,
    /// How many runs are averaged.
    pub runs: u64,
    /// The first step of a weight.
    pub rate: f32,
    /// Share of the features that are passed over in a lesson, `0.0..1.0`.
    pub dropout: f32,
    /// By how much the right label must win over a wrong one.
    pub margin: f32,
    /// By how much it must win over "nothing", where something is right.
    pub margin_missed: f32,
    /// A feature is learnt that is seen so often.
    pub least: u32,
    /// How many features are kept.
    pub most: usize,
}

/// Fits a model; with `from`, the scores of pairs of labels are those of another model, and stay so.
///
/// The same lessons give the same model, bit for bit.
pub fn fit(lessons: &[&Lesson], course: &Course, from: Option<&Lanes>) -> Lanes {
    let (ids, features) = number(lessons, course.least);
    let lessons: Vec<Numbered<'_>> = lessons.iter().map(|lesson| Numbered::of(lesson, &ids)).collect();
    let mut sum = Weights::new(features.len(), course, None);
    for run in 0..course.runs {
        sum.add(&Run::new(features.len(), course, from).through(&lessons, 1 + run), course.runs as f32);
    }
    sum.into_lanes(&features, course)
}

/// A number for each feature that is seen often enough, in order of sight.
fn number(lessons: &[&Lesson], least: u32) -> (FxHashMap<u32, u32>, Vec<u32>) {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for feature in lessons.iter().flat_map(|lesson| &lesson.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut ids = FxHashMap::default();
    let mut features = Vec::new();
    for feature in lessons.iter().flat_map(|lesson| &lesson.features).filter(|one| counts[*one] >= least) {
        ids.entry(*feature).or_insert_with(|| {
            features.push(*feature);
            features.len() as u32 - 1
        });
    }
    (ids, features)
}

/// A lesson with numbers for features.
struct Numbered<'a> {
    lesson: &'a Lesson,
    ids: Vec<u32>,
    ends: Vec<u32>,
}

impl<'a> Numbered<'a> {
    fn of(lesson: &'a Lesson, ids: &FxHashMap<u32, u32>) -> Self {
        let mut numbered = Self { lesson, ids: Vec::new(), ends: Vec::new() };
        let mut start = 0;
        for &end in &lesson.ends {
            let row = &lesson.features[start..end as usize];
            numbered.ids.extend(row.iter().filter_map(|feature| ids.get(feature)));
            numbered.ends.push(numbered.ids.len() as u32);
            start = end as usize;
        }
        numbered
    }

    fn row(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.ids[start..self.ends[at] as usize]
    }
}

/// Weights of features, and of pairs of labels by kind of seam.
struct Weights {
    rows: Vec<[f32; 8]>,
    pairs: Vec<[[f32; 8]; 8]>,
}

impl Weights {
    fn new(features: usize, course: &Course, from: Option<&Lanes>) -> Self {
        let pairs = |kind: usize| {
            from.map_or([[0.0; 8]; 8], |from| {
                from.pairs(kind).map(|before| before.map(Option::unwrap_or_default))
            })
        };
        Self { rows: vec![[0.0; 8]; features], pairs: (0..course.kinds).map(pairs).collect() }
    }

    /// Adds a share of others.
    fn add(&mut self, other: &Self, runs: f32) {
        let add = |sum: &mut f32, other: &f32| *sum += other / runs;
        let rows = self.rows.iter_mut().flatten().zip(other.rows.iter().flatten());
        rows.for_each(|(sum, other)| add(sum, other));
        let pairs = self.pairs.iter_mut().flatten().flatten().zip(other.pairs.iter().flatten().flatten());
        pairs.for_each(|(sum, other)| add(sum, other));
    }

    fn into_lanes(self, features: &[u32], course: &Course) -> Lanes {
        let size = |row: &[f32; 8]| row.iter().map(|weight| weight * weight).sum::<f32>();
        let mut order: Vec<usize> = (0..features.len()).filter(|at| size(&self.rows[*at]) > 0.0).collect();
        order.sort_by(|a, b| size(&self.rows[*b]).total_cmp(&size(&self.rows[*a])).then(a.cmp(b)));
        order.truncate(course.most);
        order.sort_unstable();
        let rows: Vec<(u32, [f32; 8])> = order.iter().map(|&at| (features[at], self.rows[at])).collect();
        let allowed = |before: usize, label: usize| {
            before < course.labels && label < course.labels && (course.may_follow)(before, label)
        };
        let pairs = |kind: &[[f32; 8]; 8]| -> [[Option<f32>; 8]; 8] {
            std::array::from_fn(|before| {
                std::array::from_fn(|label| allowed(before, label).then_some(kind[before][label]))
            })
        };
        Lanes::new(course.labels, &self.pairs.iter().map(pairs).collect::<Vec<_>>(), &rows)
    }
}

/// One way through the lessons.
struct Run<'c> {
    course: &'c Course,
    now: Weights,
    /// Squares of the changes so far.
    squares: Weights,
    /// Each change times the share of the way that it lasts: the mean of the weights comes out at the end.
    mean: Weights,
    /// The share of the way that is left.
    left: f32,
    /// Whether the scores of pairs stay as they are.
    fixed: bool,
}

/// The square from which the first step is reckoned.
const FIRST: f32 = 1e-8;

/// Less than any sum of scores.
const NEVER: f32 = -1e9;

impl<'c> Run<'c> {
    fn new(features: usize, course: &'c Course, from: Option<&Lanes>) -> Self {
        let mut squares = Weights::new(features, course, None);
        squares.rows.fill([FIRST; 8]);
        squares.pairs.fill([[FIRST; 8]; 8]);
        Self {
            course,
            now: Weights::new(features, course, from),
            squares,
            mean: Weights::new(features, course, from),
            left: 1.0,
            fixed: from.is_some(),
        }
    }

    /// Goes through all lessons and gives the mean of the weights on the way.
    fn through(mut self, lessons: &[Numbered<'_>], seed: u64) -> Weights {
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let mut dice = seed;
        let all = f64::from(self.course.epochs) * lessons.len() as f64;
        let mut gone = 0.0;
        for _ in 0..self.course.epochs {
            shuffle(&mut order, &mut dice);
            for &at in &order {
                self.left = (1.0 - gone / all) as f32;
                self.learn(&lessons[at], next(&mut dice) as u32);
                gone += 1.0;
            }
        }
        self.mean
    }

    fn learn(&mut self, lesson: &Numbered<'_>, salt: u32) {
        let drop = Dropout::of(self.course.dropout, salt);
        let gold = &lesson.lesson.gold;
        let rows: Vec<[f32; 8]> = (0..gold.len()).map(|at| self.row(lesson, at, drop)).collect();
        let given = self.best(&rows, &lesson.lesson.seams);
        if given == *gold {
            return;
        }
        for at in 0..gold.len() {
            let pair = |labels: &[u8]| {
                let before = if at == 0 { 0 } else { usize::from(labels[at - 1]) };
                (before, usize::from(labels[at]))
            };
            let (right, wrong) = (pair(gold), pair(&given));
            if right.1 != wrong.1 {
                self.move_row(lesson, at, drop, (right.1, wrong.1));
            }
            if right != wrong && !self.fixed {
                let kind = usize::from(lesson.lesson.seams[at]);
                self.move_pair(kind, right, lesson.lesson.weight);
                self.move_pair(kind, wrong, -lesson.lesson.weight);
            }
        }
    }

    /// The scores of a row, every wrong label helped by what the right one must win by.
    fn row(&self, lesson: &Numbered<'_>, at: usize, drop: Dropout) -> [f32; 8] {
        let mut row = lesson.lesson.base.get(at).copied().unwrap_or_default();
        for &id in lesson.row(at).iter().filter(|id| drop.keeps(**id)) {
            let weights = &self.now.rows[id as usize];
            row.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        let right = usize::from(lesson.lesson.gold[at]);
        for label in (0..self.course.labels).filter(|label| *label != right) {
            row[label] += if label == 0 { self.course.margin_missed } else { self.course.margin };
        }
        row
    }

    fn move_row(&mut self, lesson: &Numbered<'_>, at: usize, drop: Dropout, (right, wrong): (usize, usize)) {
        let weight = lesson.lesson.weight;
        for (label, by) in [(right, weight), (wrong, -weight)].into_iter().filter(|(label, _)| *label > 0) {
            for &id in lesson.row(at).iter().filter(|id| drop.keeps(**id)) {
                let id = id as usize;
                let square = &mut self.squares.rows[id][label];
                *square += by * by;
                let step = self.course.rate * by / square.sqrt();
                self.now.rows[id][label] += step;
                self.mean.rows[id][label] += step * self.left;
            }
        }
    }

    fn move_pair(&mut self, kind: usize, (before, label): (usize, usize), by: f32) {
        let square = &mut self.squares.pairs[kind][before][label];
        *square += by * by;
        let step = self.course.rate * by / square.sqrt();
        self.now.pairs[kind][before][label] += step;
        self.mean.pairs[kind][before][label] += step * self.left;
    }

    /// The labels with the greatest sum of scores.
    fn best(&self, rows: &[[f32; 8]], seams: &[u8]) -> Vec<u8> {
        let mut score = [NEVER; 8];
        score[0] = 0.0;
        let mut back: Vec<[u8; 8]> = Vec::with_capacity(rows.len());
        for (row, seam) in rows.iter().zip(seams) {
            let (next, from) = self.step(&score, row, usize::from(*seam));
            score = next;
            back.push(from);
        }
        let ends = |label: &usize| (self.course.may_follow)(*label, 0);
        let last = (1..self.course.labels).filter(ends);
        let mut label = last.fold(0, |best, label| if score[label] > score[best] { label } else { best });
        let mut labels = vec![0; rows.len()];
        for (at, from) in back.iter().enumerate().rev() {
            labels[at] = label as u8;
            label = usize::from(from[label]);
        }
        labels
    }

    fn step(&self, score: &[f32; 8], row: &[f32; 8], seam: usize) -> ([f32; 8], [u8; 8]) {
        let (mut best, mut from) = ([NEVER; 8], [0; 8]);
        let labels = self.course.labels;
        for (before, reached) in score.iter().enumerate().take(labels) {
            for label in (0..labels).filter(|label| (self.course.may_follow)(before, *label)) {
                let through = reached + self.now.pairs[seam][before][label];
                if through > best[label] {
                    best[label] = through;
                    from[label] = before as u8;
                }
            }
        }
        (0..labels).for_each(|label| best[label] += row[label]);
        (best, from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sequence::lanes::Lane;

    const COURSE: Course = Course {
        labels: 3,
        may_follow: |before, label| label != 2 || before > 0,
        kinds: 2,
        epochs: 40,
        runs: 2,
        rate: 0.1,
        dropout: 0.0,
        margin: 1.0,
        margin_missed: 1.0,
        least: 1,
        most: 100,
    };

    /// A row a letter, whose feature is the letter.
    fn lesson(letters: &str, gold: &[u8]) -> Lesson {
        let rows = letters.len();
        Lesson {
            features: letters.bytes().map(feature).collect(),
            ends: (1..=rows as u32).collect(),
            seams: (0..rows).map(|at| u8::from(at > 0)).collect(),
            gold: gold.to_vec(),
            base: Vec::new(),
            weight: 1.0,
        }
    }

    fn feature(letter: u8) -> u32 {
        u32::from(letter).wrapping_mul(0x9e37_79b1)
    }

    fn labels(model: &Lanes, letters: &str) -> Vec<u8> {
        let row = |letter: u8| {
            let mut row = Lane::default();
            model.add(&[feature(letter)], &mut row);
            row
        };
        let rows: Vec<Lane> = letters.bytes().map(row).collect();
        let seams: Vec<u8> = (0..rows.len()).map(|at| u8::from(at > 0)).collect();
        let mut labels = Vec::new();
        model.decode(&rows, &seams, &mut labels, &mut Vec::new());
        labels
    }

    #[test]
    fn what_is_shown_is_learnt() {
        let shown = [lesson("xaby", &[0, 1, 2, 0]), lesson("yxa", &[0, 0, 1])];
        let model = fit(&shown.iter().collect::<Vec<_>>(), &COURSE, None);
        assert_eq!(labels(&model, "yabx"), [0, 1, 2, 0]);
        assert_eq!(labels(&model, "b"), [0], "the third label follows another alone");
    }

    #[test]
    fn the_same_lessons_give_the_same_model() {
        let shown = [lesson("xaby", &[0, 1, 2, 0]), lesson("yxa", &[0, 0, 1])];
        let shown: Vec<&Lesson> = shown.iter().collect();
        let course = Course { dropout: 0.5, ..COURSE };
        assert_eq!(fit(&shown, &course, None), fit(&shown, &course, None));
    }

    #[test]
    fn rare_and_light_features_are_left_out() {
        let shown = [lesson("xaby", &[0, 1, 2, 0]), lesson("yxa", &[0, 0, 1])];
        let shown: Vec<&Lesson> = shown.iter().collect();
        let model = fit(&shown, &Course { least: 2, most: 1, ..COURSE }, None);
        assert_eq!(model.to_bytes().len(), 6 + 2 * 128 + 18);
    }
}
