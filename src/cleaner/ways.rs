//! Several ways to find the story, each by itself. Where they agree, they are mostly right.

use rustc_hash::FxHashMap;

use crate::cleaner::elements::{self, Elements};
use crate::cleaner::evidence::Evidence;
use crate::cleaner::stretch;
use crate::cleaner::texture::Texture;
use crate::reader::{Block, Page};

/// How many ways there are.
pub(super) const WAYS: u32 = 8;

/// Per block, a bit for each way that keeps it.
pub(super) fn votes(
    page: &Page,
    evidence: &[Evidence],
    textures: &[Texture],
    elements: &Elements,
) -> Vec<u32> {
    let bare: Vec<Evidence> = evidence.iter().map(Evidence::without_marks).collect();
    let marked = evidence.iter().any(|one| one.home.is_some());
    let ways: [Vec<bool>; WAYS as usize] = [
        stretch::kept(evidence),
        if marked { stretch::kept(&bare) } else { Vec::new() },
        if marked { container(page, evidence, elements) } else { Vec::new() },
        if marked { signature(page, evidence, elements) } else { Vec::new() },
        evidence.iter().map(|one| one.stated.is_some_and(|share| share > 0.6)).collect(),
        density(evidence),
        run(evidence),
        cluster(evidence, textures),
    ];
    let bit = |at: usize, way: usize| u32::from(ways[way].get(at).copied().unwrap_or(false)) << way;
    (0..evidence.len()).map(|at| (0..WAYS as usize).map(|way| bit(at, way)).sum()).collect()
}

/// Shallow text features: words and links of a block and its neighbours.
///
/// Source: the decision tree "number of words" of Kohlschütter et al., WSDM 2010 (doi:10.1145/1718487.1718542).
fn density(evidence: &[Evidence]) -> Vec<bool> {
    let words = |at: Option<usize>| at.and_then(|at| evidence.get(at)).map_or(0, |one| one.form.words);
    let links = |at: Option<usize>| at.and_then(|at| evidence.get(at)).map_or(0.0, |one| one.form.link_share);
    let keeps = |at: usize| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let own = words(Some(at));
        if links(Some(at)) > 1.0 / 3.0 {
            false
        } else if links(before) > 5.0 / 9.0 {
            own > 40 || words(after) > 17
        } else {
            own > 16 || words(after) > 15 || words(before) > 4
        }
    };
    (0..evidence.len()).map(keeps).collect()
}

/// The stretch with the most words of prose less the words of all else.
fn run(evidence: &[Evidence]) -> Vec<bool> {
    let worth = |one: &Evidence| {
        let words = one.form.words.min(100).cast_signed();
        if one.form.is_prose() {
            words
        } else if one.form.is_linked() {
            -10 - words
        } else {
            words / 4 - 5
        }
    };
    let (mut best, mut sum, mut from) = ((0, 0, 0), 0, 0);
    for (at, one) in evidence.iter().enumerate() {
        if sum <= 0 {
            (sum, from) = (0, at);
        }
        sum += worth(one);
        if sum > best.2 {
            best = (from, at + 1, sum);
        }
    }
    (0..evidence.len()).map(|at| (best.0..best.1).contains(&at) && !evidence[at].form.is_linked()).collect()
}

/// Words of a block from which it speaks for itself.
const SURE_WORDS: u32 = 20;

/// Function words, in sixteenths, that prose has.
const SURE_STOPS: u32 = 4;

/// Blocks that a gap between two sure ones may have.
const GAP: usize = 6;

/// Long blocks full of function words, and what stands in small gaps between them.
///
/// Source: the context-sensitive step of jusText (Pomikálek 2011, thesis, Masaryk University).
fn cluster(evidence: &[Evidence], textures: &[Texture]) -> Vec<bool> {
    let sure = |at: usize| {
        let form = &evidence[at].form;
        form.words >= SURE_WORDS && textures[at].stops >= SURE_STOPS && !form.is_linked()
    };
    let mut kept: Vec<bool> = (0..evidence.len()).map(sure).collect();
    let mut last: Option<usize> = None;
    for at in 0..kept.len() {
        if !sure(at) {
            continue;
        }
        if let Some(last) = last.filter(|last| at - last <= GAP + 1) {
            (last + 1..at).for_each(|between| kept[between] = !evidence[between].form.is_linked());
        }
        last = Some(at);
    }
    kept
}

/// The element whose children hold the most prose, and those of its siblings that hold some.
fn container(page: &Page, evidence: &[Evidence], elements: &Elements) -> Vec<bool> {
    let mut scores = vec![0_u32; elements.len()];
    for (block, one) in page.blocks.iter().zip(evidence) {
        let Some(own) = elements::own(block).filter(|_| one.form.is_prose() && !one.hidden) else { continue };
        let score = one.form.words.min(100) * 2;
        scores[own] += score / 2;
        let parent = elements.parent(own);
        if let Some(parent) = parent {
            scores[parent] += score;
            if let Some(grandparent) = elements.parent(parent) {
                scores[grandparent] += score / 2;
            }
        }
    }
    for (at, score) in scores.iter_mut().enumerate() {
        let [words, linked, ..] = elements.sizes(at);
        *score = unlinked(*score, linked, words);
    }
    let Some(top) = (0..scores.len()).rev().max_by_key(|&at| scores[at]).filter(|&at| scores[at] > 0) else {
        return Vec::new();
    };
    let mut inside = vec![false; elements.len()];
    for at in 0..inside.len() {
        let parent = elements.parent(at);
        let sibling = parent.is_some() && parent == elements.parent(top) && scores[at] * 5 >= scores[top];
        inside[at] = at == top || sibling || parent.is_some_and(|parent| inside[parent]);
    }
    let keeps = |block: &Block| elements::own(block).is_some_and(|own| inside[own]);
    page.blocks.iter().zip(evidence).map(|(block, one)| keeps(block) && !one.form.is_linked()).collect()
}

/// The part of a score that falls to words without links.
#[expect(clippy::cast_sign_loss, reason = "no more words are linked than there are")]
fn unlinked(score: u32, linked: u32, words: u32) -> u32 {
    (f64::from(score) * (1.0 - f64::from(linked) / f64::from(words.max(1)))) as u32
}

/// Per block, the look of its place: names of the elements around it and class words of its parent.
pub(super) fn places(page: &Page, elements: &Elements) -> Vec<u32> {
    let place = |block: &Block| {
        let mut hash = 0_u32;
        let mut at = elements::own(block);
        for level in 0..4 {
            let Some(own) = at else { break };
            hash = hash.rotate_left(5).wrapping_mul(0x9e37_79b1) ^ elements.name(own);
            if level == 1 {
                hash = elements.tokens(own).iter().fold(hash, |sum, token| sum.rotate_left(3) ^ token);
            }
            at = elements.parent(own);
        }
        hash
    };
    page.blocks.iter().map(place).collect()
}

/// Blocks in the kind of place where most of the prose stands, with what lies between the first and last.
fn signature(page: &Page, evidence: &[Evidence], elements: &Elements) -> Vec<bool> {
    let places = places(page, elements);
    let mut prose: FxHashMap<u32, u32> = FxHashMap::default();
    for (place, one) in places.iter().zip(evidence).filter(|(_, one)| one.form.is_prose() && !one.hidden) {
        *prose.entry(*place).or_default() += one.form.words;
    }
    let most = places.iter().rev().max_by_key(|place| prose.get(place).copied().unwrap_or(0));
    let is_best = |at: usize| Some(&places[at]) == most;
    let first = (0..places.len()).find(|&at| is_best(at)).unwrap_or(0);
    let last = (0..places.len()).rev().find(|&at| is_best(at)).unwrap_or(0);
    let between = |at: usize| (first..=last).contains(&at) && evidence[at].home == Some(true);
    (0..places.len()).map(|at| (is_best(at) || between(at)) && !evidence[at].form.is_linked()).collect()
}
