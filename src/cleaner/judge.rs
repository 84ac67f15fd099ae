//! Weighs the evidence on the blocks of a page with the trained model.
//!
//! `judge.model` holds its weights; `judge.txt` says which command made them from which data, whose the data is, and
//! under which licence.

use std::cmp::Reverse;
use std::sync::LazyLock;

use crate::cleaner::asides::{self, Aside};
use crate::cleaner::evidence::{Evidence, Part, Scene};
use crate::cleaner::features::{self, Known};
use crate::cleaner::{Kind, Reason, Verdict, reason, runs, stretch, ways};
use crate::reader::{BlockKind, Field};
use crate::sequence::{Lattice, Model, Rows};

/// The label of blocks of the story.
const KEEP: usize = 1;

/// Blocks of the largest page that the model judges; larger ones are left to the densest stretch alone.
///
/// Source: the largest of 793 real pages has 4,000 or so.
const MOST_BLOCKS: usize = 20_000;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_bytes!("judge.model")).expect("the stored model is one that this program made")
});

/// Verdicts for all blocks, by the program's own model.
pub(super) fn judge(scene: &Scene<'_>, evidence: &[Evidence]) -> Vec<Verdict> {
    judge_by(&MODEL, scene, evidence)
}

/// The same by any model.
pub(super) fn judge_by(model: &Model, scene: &Scene<'_>, evidence: &[Evidence]) -> Vec<Verdict> {
    if evidence.len() > MOST_BLOCKS {
        let remark = Reason::said("judged by its density alone: the page is too large");
        return verdicts(evidence, stretch::kept(evidence), |_, reasons| reasons.push(remark.clone()));
    }
    let seen = Seen::of(scene, evidence);
    let mut stretch = stretch::kept(evidence);
    asides::start_at_headline(evidence, &mut stretch);
    let asides = asides::of(scene.page(), evidence);
    let mut kept = kept(model, &seen.rows, evidence, &stretch, &asides);
    if !kept.contains(&true) || stretch::is_too_little(evidence, &kept) {
        return verdicts(evidence, stretch, |_, _| {});
    }
    settle_captions(evidence, &stretch, &mut kept);
    runs::widen_kept(evidence, &stretch, &mut kept);
    asides::fill(evidence, &mut kept);
    let mut verdicts = verdicts(evidence, kept, |at, reasons| seen.weigh(model, at, reasons));
    for (verdict, aside) in verdicts.iter_mut().zip(&asides) {
        if let (Verdict::Drop { kind, evidence }, Some((known, reason))) = (verdict, aside.known) {
            *kind = known;
            evidence.insert(0, Reason::said(reason));
        }
    }
    verdicts
}

/// A page as the model sees it.
struct Seen {
    rows: Rows,
    /// Where the groups of features end in each row.
    ends: Vec<[u32; features::GROUPS.len()]>,
}

impl Seen {
    fn of(scene: &Scene<'_>, evidence: &[Evidence]) -> Self {
        let (page, textures, elements) = (scene.page(), scene.textures(), scene.elements());
        let votes = ways::votes(page, evidence, textures, elements);
        let outlet = scene.outlet();
        let known = Known { page, outlet: &outlet, evidence, textures, elements, votes: &votes };
        let (rows, ends) = features::rows(&known);
        Self { rows, ends }
    }

    /// Adds the groups of features that speak most against a block, strongest first.
    fn weigh(&self, model: &Model, at: usize, reasons: &mut Vec<Reason>) {
        let row = self.rows.row(at);
        let mut start = 0;
        let mut groups: [(i64, u8); features::GROUPS.len()] = std::array::from_fn(|group| (0, group as u8));
        for (group, end) in groups.iter_mut().zip(&self.ends[at]) {
            let weights =
                row[start..*end as usize].iter().map(|&feature| i64::from(model.weight(feature, KEEP)));
            group.0 = -weights.sum::<i64>();
            start = *end as usize;
        }
        groups.sort_by_key(|(against, _)| Reverse(*against));
        let unit = i64::from(model.unit());
        let telling = groups.iter().take_while(|(against, _)| *against * 10 >= unit).take(MOST_WEIGHTS);
        reasons.extend(telling.map(|&(against, group)| {
            let tenths = (against * 10 + unit / 2) / unit;
            Reason::Group { group, tenths: u32::try_from(tenths).unwrap_or(u32::MAX) }
        }));
    }
}

/// Groups of features that are named among the reasons, at the most; those that say less than a tenth of a margin are not.
const MOST_WEIGHTS: usize = 3;

/// The rows of a page, for the model.
pub(super) fn rows(scene: &Scene<'_>, evidence: &[Evidence]) -> Rows {
    Seen::of(scene, evidence).rows
}

/// The blocks of the sequence of labels that the model, what is known of other pages and the stretch like best.
///
/// The stretch counts for half a margin either way: it was set by hand for pages of newspapers, the model has seen
/// fewer of these than of others. Source: quarters to a whole margin were tried; the sample corpus gains 0.001 by it,
/// the pack's pages 0.0008.
fn kept(model: &Model, rows: &Rows, evidence: &[Evidence], stretch: &[bool], asides: &[Aside]) -> Vec<bool> {
    let mut lattice = Lattice::of(model, rows);
    let half = i64::from(model.unit()) / 2;
    for (at, one) in evidence.iter().enumerate() {
        let against = repeated(one) + spoken_for(one) + asides[at].against;
        lattice.add(at, KEEP, -i64::from(against) * i64::from(model.unit()));
        lattice.add(at, KEEP, if stretch[at] { half } else { -half });
    }
    lattice.best().into_iter().map(|label| usize::from(label) == KEEP).collect()
}

/// Captions go by the stretch: the pages that the model has seen do not tell which of them are the story's.
fn settle_captions(evidence: &[Evidence], stretch: &[bool], kept: &mut [bool]) {
    for (at, one) in evidence.iter().enumerate().filter(|(_, one)| one.form.kind == BlockKind::Caption) {
        kept[at] = stretch[at] && one.repeats < 2;
    }
}

/// Words of a paragraph that other stories may share without its being furniture.
const LONG: u32 = 40;

/// What the number of stories that carry a block takes from it, in margins: more than any other evidence gives, from
/// three stories on, unless it is a long paragraph, which reprints share.
fn repeated(one: &Evidence) -> i32 {
    let long = one.form.is_prose() && one.form.words > LONG;
    match (one.repeats, one.form.is_prose()) {
        (0, _) => 0,
        (1, true) => i32::from(!long),
        (1, false) => 3,
        (step, _) if long => 2 * i32::from(step) - 3,
        (step, _) => 20 * i32::from(step),
    }
}

/// What a phrase that is the whole of a line, or a rule, takes from a line of a text without markup, in margins: there
/// the words are nearly all there is.
fn spoken_for(one: &Evidence) -> i32 {
    let whole = one.rule.is_some() || one.cue.is_some_and(|cue| cue.whole);
    match one.home {
        Some(_) => 0,
        None if whole && !one.form.is_prose() => 3,
        None => i32::from(one.cue.is_some()),
    }
}

/// Verdicts by what is kept; `more` adds further reasons for a dropped block.
fn verdicts(
    evidence: &[Evidence],
    mut kept: Vec<bool>,
    more: impl Fn(usize, &mut Vec<Reason>),
) -> Vec<Verdict> {
    for (kept, one) in kept.iter_mut().zip(evidence) {
        *kept &= one.part == Part::Text;
    }
    stretch::drop_twins(evidence, &mut kept);
    let again = |at: usize| evidence[at].twin.is_some_and(|first| kept[first]);
    let start = kept.iter().position(|kept| *kept).unwrap_or(0);
    let end = kept.iter().rposition(|kept| *kept).map_or(0, |last| last + 1);
    let kinds = runs::kinds(evidence, &kept, (start, end));
    let verdict = |at: usize| match evidence[at].part {
        Part::Title => Verdict::Field(Field::Title),
        Part::Standfirst => Verdict::Field(Field::Standfirst),
        _ if kept[at] => Verdict::Keep,
        _ if again(at) => Verdict::Drop { kind: Kind::Repeated, evidence: vec![Reason::Again] },
        _ => {
            let mut reasons = reason::reasons(&evidence[at]);
            more(at, &mut reasons);
            Verdict::Drop { kind: kinds[at], evidence: reasons }
        }
    };
    (0..evidence.len()).map(verdict).collect()
}
