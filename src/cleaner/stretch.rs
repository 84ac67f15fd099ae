//! The densest stretch of prose: a way to find the story by hand-set weights.
//!
//! Every block gets a score in words: prose counts for itself, furniture against it. The stretch with the
//! greatest sum is the story; in it, single blocks and runs that are furniture go.

use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::form::Ending;
use crate::cleaner::{Kind, runs};
use crate::reader::BlockKind;

/// Words that furniture in a row costs at most before more of it costs next to nothing: a box of appeals in the
/// middle must not cut a story in two.
///
/// Source: sweep over 80 to 999 on the development pages; higher gains plain text 0.4 points and loses tails.
const PATIENCE: f32 = 120.0;

/// Words of the shortest sentence that can be a whole story.
const FLASH_WORDS: u32 = 4;

/// Share of a page's prose below which a story is not believed to be all there is.
const LEAST_SHARE: f32 = 0.15;

/// The blocks that this way keeps. Where the markup leaves next to nothing, the text is judged alone.
pub(super) fn kept(evidence: &[Evidence]) -> Vec<bool> {
    let kept = weigh(evidence);
    if !is_too_little(evidence, &kept) || evidence.iter().all(|evidence| evidence.home.is_none()) {
        return kept;
    }
    let bare: Vec<Evidence> = evidence.iter().map(Evidence::without_marks).collect();
    weigh(&bare)
}

/// Whether nothing is kept, or so small a part of the page's prose that it cannot be all of the story.
pub(super) fn is_too_little(evidence: &[Evidence], kept: &[bool]) -> bool {
    let prose = |evidence: &Evidence| if evidence.form.is_prose() { evidence.form.words } else { 0 };
    let all: u32 = evidence.iter().map(prose).sum();
    let nothing = !kept.contains(&true);
    let kept: u32 = evidence.iter().zip(kept).filter(|(_, kept)| **kept).map(|(one, _)| prose(one)).sum();
    nothing || (kept as f32) < LEAST_SHARE * all as f32
}

fn weigh(evidence: &[Evidence]) -> Vec<bool> {
    let scores: Vec<f32> = (0..evidence.len()).map(|at| in_place(evidence, at)).collect();
    let (start, end) = runs::widen(evidence, densest(&scores, evidence));
    let mut kept: Vec<bool> = (0..evidence.len())
        .map(|at| {
            (start..end).contains(&at) && evidence[at].part == Part::Text && !is_furniture(&evidence[at])
        })
        .collect();
    if !kept.contains(&true) {
        keep_flash(evidence, &mut kept);
    }
    runs::drop_runs(evidence, &mut kept);
    runs::drop_stray_lines(evidence, &mut kept);
    drop_twins(evidence, &mut kept);
    kept
}

/// A page without a run of prose may be a flash of a sentence or two: its full sentences that no furniture speaks
/// against are the story.
fn keep_flash(evidence: &[Evidence], kept: &mut [bool]) {
    for (kept, evidence) in kept.iter_mut().zip(evidence) {
        let form = &evidence.form;
        let sentence = form.ending == Ending::Stop && form.words >= FLASH_WORDS && !form.is_linked();
        *kept = sentence && evidence.part == Part::Text && !is_furniture(evidence);
    }
}

/// Drops what a kept block has said before.
pub(super) fn drop_twins(evidence: &[Evidence], kept: &mut [bool]) {
    for (at, one) in evidence.iter().enumerate() {
        kept[at] &= one.twin.is_none_or(|first| !kept[first]);
    }
}

/// Words that one piece of furniture between two paragraphs of the story costs at most: a read-more line.
const ASIDE: f32 = 10.0;

/// Words of a paragraph that furniture beside it does not make furniture.
const PARAGRAPH: u32 = 20;

/// The score of a block where it stands: one that stands alone between paragraphs costs little.
fn in_place(evidence: &[Evidence], at: usize) -> f32 {
    let own = score(&evidence[at]);
    let story = |one: &Evidence| {
        one.form.is_prose()
            && one.form.words >= PARAGRAPH
            && one.form.ending != Ending::Cut
            && !(one.cue.is_some() || one.rule.is_some() || one.repeats > 1 || one.hidden)
            && one.marked.is_none()
            && one.home != Some(false)
    };
    let opens = evidence[at].cue.is_some_and(|cue| cue.whole && cue.kind != Kind::Advertising);
    let alone = at > 0 && story(&evidence[at - 1]) && evidence.get(at + 1).is_some_and(story);
    if alone && !opens { own.max(-ASIDE) } else { own }
}

/// How much a block speaks for the story being where it is, in words.
fn score(evidence: &Evidence) -> f32 {
    let form = &evidence.form;
    let words = form.words.min(80) as f32;
    if evidence.hidden {
        return -words - 5.0;
    }
    let mut score = if form.is_linked() {
        -8.0 - words * 0.5
    } else if form.is_prose() {
        words
    } else if form.kind == BlockKind::Caption {
        0.0
    } else {
        words * 0.3 - 4.0
    };
    score += match evidence.home {
        Some(true) => 6.0,
        Some(false) => -12.0 - words,
        None => 0.0,
    };
    if evidence.marked.is_some() {
        return if evidence.home == Some(true) { -2.0 } else { -15.0 };
    }
    if evidence.cue.is_some() || evidence.rule.is_some() {
        let opens =
            evidence.cue.is_some_and(|cue| cue.whole && matches!(cue.kind, Kind::Related | Kind::Comments));
        let plain = evidence.home.is_none();
        return match (plain, opens) {
            (true, true) => -100.0,
            (true, false) => -45.0,
            (false, true) => -60.0,
            (false, false) => -25.0,
        };
    }
    match evidence.stated {
        Some(share) if share > 0.6 => score += words + 10.0,
        Some(share) if share < 0.2 => score -= 6.0,
        _ => {}
    }
    if evidence.repeats >= 2 {
        score -= 10.0 * f32::from(evidence.repeats);
    }
    score
}

/// The stretch with the greatest sum, after the headline where there is one; empty where nothing scores.
fn densest(scores: &[f32], evidence: &[Evidence]) -> (usize, usize) {
    let mut best = (0, 0, 0.0);
    let (mut from, mut sum) = (0, 0.0_f32);
    let mut lost = 0.0_f32;
    for (at, score) in scores.iter().enumerate() {
        if evidence[at].part == Part::Title {
            sum -= 40.0;
        }
        if sum <= 0.0 {
            (from, sum) = (at, 0.0);
        }
        lost = if *score < -8.0 {
            lost - score
        } else if *score > 8.0 {
            0.0
        } else {
            lost
        };
        sum += if lost > PATIENCE { score.max(-3.0) } else { *score };
        if sum > best.2 {
            best = (from, at + 1, sum);
        }
    }
    (best.0, best.1)
}

/// Whether a block inside the story's stretch goes for itself.
fn is_furniture(evidence: &Evidence) -> bool {
    let form = &evidence.form;
    let long_prose = form.is_prose() && form.words > 40;
    evidence.hidden
        || matches!(evidence.part, Part::TitleAgain | Part::Byline)
        || evidence.home == Some(false)
        || evidence.marked.is_some()
        || (evidence.rule.is_some() && evidence.stated.is_none_or(|share| share < 0.6))
        || (evidence.cue.is_some() && evidence.stated.is_none_or(|share| share < 0.6))
        || (evidence.repeats >= 2 && !long_prose)
}
