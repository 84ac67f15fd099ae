//! A page as a whole: what is worked out once for the features of all its blocks.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::features::Known;
use crate::cleaner::form::{self, Ending, Form};
use crate::cleaner::ways;
use crate::reader::{BlockKind, Field, Page};

/// Statements of one field that are believed.
const HINTS: usize = 16;

/// Words of the longest name of an author.
const NAME_WORDS: usize = 6;

/// Words from which prose is sure to be prose.
const SURE_WORDS: u32 = 20;

/// Words of the longest line that is a heading, and of the longest that looks like one in plain text.
const HEADING_WORDS: u32 = 14;
const LINE_WORDS: u32 = 8;

/// The class of a place outside of the page.
const NOWHERE: u32 = 31;

/// A page and what is known of it.
pub(super) struct Sight<'a> {
    pub(super) known: &'a Known<'a>,
    /// Whether it has markup.
    pub(super) marked: bool,
    /// What each block looks like at a glance.
    pub(super) classes: Vec<u32>,
    /// Words of prose before each block.
    pub(super) before: Vec<u32>,
    /// Words of prose in all.
    pub(super) prose: u32,
    /// First and last block that is sure to be prose.
    pub(super) ends: (usize, usize),
    pub(super) title: Option<usize>,
    /// Telling words of the headline.
    pub(super) title_words: Vec<u64>,
    /// Per block, the look of its place.
    pub(super) places: Vec<u32>,
    /// Words of prose and number of blocks of each kind of place.
    pub(super) sizes: FxHashMap<u32, (u32, u32)>,
    /// How often each text stands on the page.
    copies: FxHashMap<u64, u32>,
    /// Per block, the heading over it.
    pub(super) sections: Vec<Option<usize>>,
    /// The words of each stated author.
    pub(super) authors: Vec<Vec<u64>>,
    /// How many blocks that are sure to be prose have each telling word.
    pub(super) topic: FxHashMap<u64, u32>,
}

impl<'a> Sight<'a> {
    pub(super) fn of(known: &'a Known<'a>) -> Self {
        let evidence = known.evidence;
        let title = evidence.iter().position(|one| one.part == Part::Title);
        let places = ways::places(known.page, known.elements);
        let (before, prose) = prose_before(evidence);
        let mut copies: FxHashMap<u64, u32> =
            FxHashMap::with_capacity_and_hasher(evidence.len(), FxBuildHasher);
        evidence.iter().for_each(|one| *copies.entry(key(&one.form)).or_default() += 1);
        Self {
            known,
            marked: evidence.iter().any(|one| one.home.is_some()),
            classes: evidence.iter().map(class).collect(),
            before,
            prose,
            ends: (
                evidence.iter().position(is_sure).unwrap_or(0),
                evidence.iter().rposition(is_sure).unwrap_or(0),
            ),
            title,
            title_words: title
                .map_or_else(Vec::new, |at| known.textures[at].telling(&evidence[at].form).collect()),
            sizes: sizes(&places, evidence),
            places,
            copies,
            sections: sections(evidence),
            authors: names(known.page, Field::Byline),
            topic: topic(known),
        }
    }

    /// The class of the block so far away.
    pub(super) fn class(&self, at: usize, by: isize) -> u32 {
        at.checked_add_signed(by).and_then(|at| self.classes.get(at)).copied().unwrap_or(NOWHERE)
    }

    /// The ways that keep the block so far away.
    pub(super) fn vote(&self, at: usize, by: isize) -> u32 {
        at.checked_add_signed(by).and_then(|at| self.known.votes.get(at)).copied().unwrap_or(0)
    }

    /// What phrases and rules say of the block so far away.
    pub(super) fn said(&self, at: usize, by: isize) -> u32 {
        let Some(one) = at.checked_add_signed(by).and_then(|at| self.known.evidence.get(at)) else {
            return 99;
        };
        match (one.cue, one.rule) {
            (Some(cue), _) => 1 + cue.kind as u32 * 2 + u32::from(cue.whole),
            (None, Some(rule)) => 40 + rule.kind() as u32,
            _ => 0,
        }
    }

    /// How often the page says the block.
    pub(super) fn copies(&self, at: usize) -> u32 {
        self.copies.get(&key(&self.known.evidence[at].form)).copied().unwrap_or(1)
    }

    /// Whether the heuristic of the densest stretch keeps a block.
    pub(super) fn in_stretch(&self, at: usize) -> u32 {
        self.known.votes[at] & 1
    }
}

/// What a block looks like at a glance.
fn class(one: &Evidence) -> u32 {
    let form = &one.form;
    let step = |steps: &[u32]| steps.iter().filter(|step| form.words >= **step).count() as u32;
    match form.kind {
        _ if one.part == Part::Title => 0,
        BlockKind::Caption => 1,
        _ if form.is_linked() => 2 + step(&[6]),
        BlockKind::Heading => 4,
        BlockKind::ListItem => 5 + step(&[8]),
        BlockKind::TableRow => 7,
        _ if form.ending == Ending::Cut => 8,
        _ if form.is_prose() => 9 + step(&[20, 50]),
        _ => 12 + step(&[3, 7, 15]),
    }
}

/// Whether a block is prose without doubt.
pub(super) fn is_sure(one: &Evidence) -> bool {
    one.form.is_prose() && one.form.words >= SURE_WORDS && !one.hidden
}

fn prose(one: &Evidence) -> u32 {
    if one.form.is_prose() && !one.hidden { one.form.words } else { 0 }
}

fn prose_before(evidence: &[Evidence]) -> (Vec<u32>, u32) {
    let mut sum = 0;
    let mut before = Vec::with_capacity(evidence.len());
    for one in evidence {
        before.push(sum);
        sum += prose(one);
    }
    (before, sum)
}

fn sizes(places: &[u32], evidence: &[Evidence]) -> FxHashMap<u32, (u32, u32)> {
    let mut sizes: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    for (place, one) in places.iter().zip(evidence) {
        let size = sizes.entry(*place).or_default();
        size.0 += prose(one);
        size.1 += 1;
    }
    sizes
}

/// The start and length of a text.
fn key(form: &Form) -> u64 {
    form.hashes.iter().take(12).fold(u64::from(form.words), |sum, word| sum.rotate_left(9) ^ word)
}

/// Per block, the last heading above it, or in plain text the last line that looks like one.
fn sections(evidence: &[Evidence]) -> Vec<Option<usize>> {
    let mut last = None;
    let mut sections = Vec::with_capacity(evidence.len());
    for (at, one) in evidence.iter().enumerate() {
        sections.push(last);
        let form = &one.form;
        let line = one.home.is_none()
            && form.kind == BlockKind::Paragraph
            && form.words <= LINE_WORDS
            && form.ending != Ending::Stop;
        if (line || form.kind == BlockKind::Heading) && (1..=HEADING_WORDS).contains(&form.words) {
            last = Some(at);
        }
    }
    sections
}

/// The words of what a page states of a field, each statement by itself.
fn names(page: &Page, field: Field) -> Vec<Vec<u64>> {
    let hints = page.hints.iter().filter(|hint| hint.field == field).take(HINTS);
    let words = hints.map(|hint| form::hashes(&hint.value));
    words.filter(|words| (1..=NAME_WORDS).contains(&words.len())).collect()
}

fn topic(known: &Known<'_>) -> FxHashMap<u64, u32> {
    let sure = || known.evidence.iter().zip(known.textures).filter(|(one, _)| is_sure(one));
    // About half of the words of news are function words or have been met.
    let words: usize = sure().map(|(one, _)| one.form.hashes.len()).sum();
    let mut topic = FxHashMap::with_capacity_and_hasher(words / 2, FxBuildHasher);
    for (one, texture) in sure() {
        texture.telling(&one.form).for_each(|word| *topic.entry(word).or_default() += 1);
    }
    topic
}
