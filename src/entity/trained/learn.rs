//! Fits the recogniser to annotated text.
//!
//! The second stage must see the first as it is on text that it has not learnt from. So the documents are dealt into
//! folds, and each fold is labelled by a first stage that has learnt from the others.

use std::collections::BTreeMap;
use std::ops::Range;

use super::around::Around;
use super::bodies::BODIES;
use super::features::{SEAMS, START};
use super::knowledge::{Knowledge, Known, list};
use super::labels::{self, KINDS, LABELS, Name};
use super::memo::Memo;
use super::model::Model;
use super::sight::{LongName, Sights};
use super::{decode, first_rows};
use crate::entity::lexicon::Lexicon;
use crate::entity::token::Tokens;
use crate::entity::{EntityKind, tables};
use crate::sequence::lanes::{Course, Lane, Lesson, UNIT, fit as fit_lanes};
use crate::text::{self, Parted, Parts, Span};

/// A document with its names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotated {
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// Line, place in it, kind.
    pub names: Vec<(usize, Span, EntityKind)>,
    /// How much it counts; 1 for most.
    pub weight: f32,
}

/// What is known of words beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    /// Words with their classes among 1,024, 256 and 64, from 0; of equal words the first counts.
    pub classes: Vec<(String, [u32; 3])>,
    /// Words with how often they have a capital inside sentences, from 0 (never) to 4 (always).
    pub capitals: Vec<(String, u32)>,
    /// Common forenames.
    pub forenames: Vec<String>,
    /// Common surnames.
    pub surnames: Vec<String>,
    /// Names of cities.
    pub cities: Vec<String>,
    /// Names of regions.
    pub regions: Vec<String>,
}

/// How the first stage is fit.
///
/// Source: variants measured on the development part of the entities pack. More epochs, larger steps, two labels more
/// a kind (for last words and for names of one word) and self-made labels of unannotated news gained nothing.
const FIRST: Course = Course {
    labels: LABELS,
    may_follow: labels::may_follow,
    kinds: SEAMS,
    epochs: 6,
    runs: 5,
    rate: 0.02,
    dropout: 0.1,
    margin: 1.0,
    margin_missed: 1.5,
    least: 2,
    most: 160_000,
};

/// How the second stage is fit.
const SECOND: Course = Course { epochs: 5, runs: 5, least: 3, most: 20_000, ..FIRST };

/// Runs that are averaged for one fold.
const FOLD_RUNS: u64 = 2;

/// Parts that the documents are dealt into.
const FOLDS: usize = 4;

/// Fits a model. The same documents and lists give the same model, bit for bit.
pub fn fit(documents: &[Annotated], lists: &Lists) -> Model {
    let knowledge = knowledge(lists);
    let lexicon = Lexicon::of(None);
    let lessons: Vec<Vec<Lesson>> =
        documents.iter().map(|document| first_lessons(document, lexicon, &knowledge)).collect();
    let without = |fold: usize| {
        let others = lessons.iter().enumerate().filter(move |(at, _)| at % FOLDS != fold);
        others.flat_map(|(_, lessons)| lessons).collect::<Vec<&Lesson>>()
    };
    let mut second = Vec::new();
    for fold in 0..FOLDS {
        let stage = fit_lanes(&without(fold), &Course { runs: FOLD_RUNS, ..FIRST }, None);
        let of_fold = documents.iter().skip(fold).step_by(FOLDS);
        for document in of_fold.filter(|document| document.lines.len() > 1) {
            let lessons = second_lessons(document, lexicon, &knowledge, &stage);
            second.extend(lessons.into_iter().filter(|lesson| !lesson.features.is_empty()));
        }
    }
    let first = fit_lanes(&lessons.iter().flatten().collect::<Vec<_>>(), &FIRST, None);
    let second = fit_lanes(&second.iter().collect::<Vec<_>>(), &SECOND, Some(&first));
    Model { knowledge, first, second }
}

/// The words of a document.
fn tokens<'a>(document: &'a Annotated, parted: &'a Parted, lexicon: &Lexicon) -> Tokens<'a> {
    let lines = document.lines.iter().enumerate();
    let lines: Vec<(Option<u32>, Parts<'a>)> =
        lines.map(|(at, line)| (Some(at as u32), parted.parts(at, line))).collect();
    Tokens::of(&lines, lexicon)
}

/// The right labels; a name of which a word cannot be a candidate is left out.
fn gold(document: &Annotated, sights: &Sights<'_, '_>) -> Vec<u8> {
    let mut labels = vec![0; sights.all.len()];
    for (line, span, kind) in &document.names {
        let mut words = words(sights.tokens, *line, span);
        let kind = KINDS.iter().position(|each| each == kind).unwrap_or(0);
        if kind == labels::PERSON {
            words = super::without_title(sights.tokens, &Name { words, kind });
        }
        let whole =
            sights.stretches.iter().any(|stretch| stretch.start <= words.start && words.end <= stretch.end);
        if whole && !words.is_empty() {
            labels::write(&Name { words, kind }, &mut labels);
        }
    }
    labels
}

/// The words that a span touches; at least its line's first, so that the result is never empty unless the line is.
fn words(tokens: &Tokens<'_>, line: usize, span: &Span) -> Range<usize> {
    let of_line = tokens.lines[line].tokens.clone();
    let touches = |at: &usize| {
        let word = &tokens.all[*at].span;
        word.start < span.end && word.end > span.start
    };
    let first = of_line.clone().find(touches).unwrap_or(of_line.start);
    let end = of_line.clone().rev().find(touches).map_or(first, |last| last + 1);
    first..end
}

fn seams(sights: &Sights<'_, '_>, stretch: &Range<usize>) -> Vec<u8> {
    stretch.clone().map(|at| if at == stretch.start { START } else { sights.seam(at) }).collect()
}

/// A lesson a stretch of candidates.
fn first_lessons(document: &Annotated, lexicon: &Lexicon, knowledge: &Knowledge) -> Vec<Lesson> {
    let parted = Parted::of(document.lines.iter().map(String::as_str));
    let tokens = tokens(document, &parted, lexicon);
    let sights = Sights::of(&tokens, knowledge);
    let gold = gold(document, &sights);
    let lesson = |stretch: &Range<usize>| {
        let mut lesson = Lesson {
            seams: seams(&sights, stretch),
            gold: gold[stretch.clone()].to_vec(),
            weight: document.weight,
            ..Lesson::default()
        };
        let mut at = stretch.start;
        while at < stretch.end {
            let run = sights.run(at);
            for word in run.words.clone() {
                run.features(&mut lesson.features);
                sights.word_features(word, &run, &mut lesson.features);
                lesson.ends.push(lesson.features.len() as u32);
            }
            at = run.words.end;
        }
        lesson
    };
    sights.stretches.iter().map(lesson).collect()
}

fn second_lessons(
    document: &Annotated,
    lexicon: &Lexicon,
    knowledge: &Knowledge,
    first: &crate::sequence::lanes::Lanes,
) -> Vec<Lesson> {
    let parted = Parted::of(document.lines.iter().map(String::as_str));
    let tokens = tokens(document, &parted, lexicon);
    let sights = Sights::of(&tokens, knowledge);
    let gold = gold(document, &sights);
    let rows = first_rows(first, &mut Memo::default(), &sights);
    let labels = decode(first, &sights, &rows);
    let around = Around::of(&sights, &labels);
    let mut from = 0;
    let lesson = |stretch: &Range<usize>| {
        let mut lesson = Lesson {
            seams: seams(&sights, stretch),
            gold: gold[stretch.clone()].to_vec(),
            base: rows[from..from + stretch.len()].iter().map(real).collect(),
            weight: document.weight,
            ..Lesson::default()
        };
        from += stretch.len();
        for at in stretch.clone() {
            around.features(at, &mut lesson.features);
            lesson.ends.push(lesson.features.len() as u32);
        }
        lesson
    };
    sights.stretches.iter().map(lesson).collect()
}

/// Whole scores as the costs of lessons are reckoned; the first label has none.
fn real(row: &Lane) -> [f32; 8] {
    let mut real = row.map(|score| score as f32 / UNIT);
    real[0] = 0.0;
    real
}

/// One table of all lists, those of this program with them.
fn knowledge(lists: &Lists) -> Knowledge {
    let mut words: BTreeMap<u64, Known> = BTreeMap::new();
    for (word, class) in &lists.classes {
        words.entry(text::key(word)).or_insert_with(|| Known::default().with_class(*class));
    }
    for (word, capitals) in &lists.capitals {
        let known = words.entry(text::key(word)).or_default();
        if known.capitals() == 0 {
            *known = known.with_capitals(1 + capitals);
        }
    }
    let own = |table: &'static str| table.split(", ").map(str::to_owned).collect::<Vec<_>>();
    let (places, bodies, more) = (own(tables::PLACES), own(tables::ORGANISATIONS), own(BODIES));
    for (names, bit) in [
        (&lists.forenames, list::FORENAME),
        (&lists.surnames, list::SURNAME),
        (&lists.cities, list::CITY),
        (&lists.regions, list::REGION),
        (&places, list::PLACE),
        (&bodies, list::BODY),
        (&more, list::BODY),
    ] {
        names.iter().for_each(|name| add_name(name, bit, &mut words));
    }
    Knowledge::of(words.into_iter().collect::<Vec<_>>().into_iter())
}

fn add_name(name: &str, bit: u32, words: &mut BTreeMap<u64, Known>) {
    let keys: Vec<u64> = text::keyed_words(name).map(|word| word.key).collect();
    let Some(first) = keys.first() else { return };
    let mut add = |key: u64, bit: u32| {
        let known = words.entry(key).or_default();
        *known = known.with_lists(bit);
    };
    if keys.len() == 1 {
        add(*first, bit);
    } else {
        add(*first, list::OPENS);
        add(keys.iter().fold(LongName::default(), |name, key| name.then(*key)).key(), bit);
    }
}
