//! Where the block stands: in the page, and in its elements.

use crate::cleaner::elements;
use crate::cleaner::features::Sheet;
use crate::cleaner::features::sight::{Sight, is_sure};
use crate::cleaner::features::steps::{apart, log, share};
use crate::reader::BlockKind;

/// Elements around a block, the innermost first, that are looked at in full, and in their class words alone.
const NEAR: u32 = 4;
const FAR: u32 = 24;

/// Blocks on either side in which sure prose is looked for.
const REACH: usize = 8;

/// How far it is from the headline, from the ends of the prose and of the page, and from sure prose.
pub(super) fn place(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    let evidence = sight.known.evidence;
    let (class, kept) = (sight.classes[at], sight.in_stretch(at));
    let before = share(sight.before[at], sight.prose);
    s.put(40, before, class);
    s.put(41, before, kept);
    s.put(42, (at * 10 / evidence.len()) as u32, class);
    s.put(43, apart(sight.ends.0, at), class);
    s.put(44, apart(sight.ends.1, at), class);
    let title = sight.title.map_or(99, |title| apart(title, at));
    s.put(45, title, class);
    s.put(46, title, sight.said(at, 0));
    s.put(47, log(sight.prose), kept);
    s.put(48, evidence[at].part as u32, kept);
    s.put(49, u32::from(sight.title.is_some_and(|title| at < title)), before);
    let back = (1..=REACH).find(|&by| at >= by && is_sure(&evidence[at - by])).unwrap_or(REACH + 1) as u32;
    let on = (1..=REACH).find(|&by| evidence.get(at + by).is_some_and(is_sure)).unwrap_or(REACH + 1) as u32;
    s.put(50, back * 16 + on, class);
    s.put(51, back.min(3) * 16 + on.min(3), sight.said(at, 0));
    s.put(52, back.min(3) * 16 + on.min(3), sight.known.votes[at]);
}

/// What the elements around it are, hold and are called; nothing without markup.
pub(super) fn marks(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    if !sight.marked {
        return;
    }
    let one = &sight.known.evidence[at];
    let (class, kept) = (sight.classes[at], sight.in_stretch(at));
    let marked = one.marked.map_or(0, |kind| kind as u32 + 1) * 3 + one.home.map_or(2, u32::from);
    s.put(100, marked, class);
    s.put(101, marked, kept);
    s.put(102, u32::from(one.hidden), class);
    let (prose, blocks) = sight.sizes.get(&sight.places[at]).copied().unwrap_or((0, 0));
    let placed = share(prose, sight.prose);
    s.put(103, placed, class);
    s.put(104, placed, log(blocks).min(10));
    s.put(105, placed, kept);
    s.put(106, sight.places[at], 0);
    if let Some(own) = elements::own(&sight.known.page.blocks[at]) {
        elements(sight, at, own, s);
        s.put(133, levels(sight, own), class);
        s.put(134, levels(sight, own), sight.known.votes[at]);
    }
}

fn elements(sight: &Sight<'_>, at: usize, own: usize, s: &mut Sheet) {
    let (elements, class) = (sight.known.elements, sight.classes[at]);
    let mut around = Some(own);
    for level in 0..FAR {
        let Some(element) = around else { break };
        if level < NEAR {
            near(sight, class, (element, level), s);
        } else {
            elements.tokens(element).iter().for_each(|token| s.put(132, *token, 0));
        }
        around = elements.parent(element);
    }
}

fn near(sight: &Sight<'_>, class: u32, (element, level): (usize, u32), s: &mut Sheet) {
    let elements = sight.known.elements;
    let [words, linked, prose, blocks] = elements.sizes(element);
    let held = share(prose, sight.prose);
    s.put(110 + level, held, class);
    s.put(114 + level, share(linked, words), held);
    s.put(118 + level, log(blocks).min(12), held);
    s.put(122 + level, elements.name(element), class);
    for token in elements.tokens(element) {
        s.put(126 + level.min(1), *token, 0);
        if level < 3 {
            s.put(128 + level, *token, class);
        }
    }
}

/// How many levels up the element is that holds half of the prose, up to ten.
fn levels(sight: &Sight<'_>, own: usize) -> u32 {
    let elements = sight.known.elements;
    let mut around = Some(own);
    let mut levels = 0;
    while let Some(element) =
        around.filter(|&element| elements.sizes(element)[2] * 2 < sight.prose && levels < 10)
    {
        levels += 1;
        around = elements.parent(element);
    }
    levels
}

/// What lies between the block and the one before it.
pub(super) fn seam(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    let evidence = sight.known.evidence;
    let class = sight.classes[at];
    s.put_seam(200, 0, 0);
    s.put_seam(201, sight.class(at, -1), class);
    s.put_seam(202, sight.vote(at, -1) & 1, sight.in_stretch(at));
    s.put_seam(206, sight.said(at, -1), 0);
    s.put_seam(207, u32::from(evidence[at].form.kind == BlockKind::Heading), sight.said(at, 0));
    s.put_seam(208, sight.vote(at, -1), sight.known.votes[at]);
    if !sight.marked || at == 0 {
        return;
    }
    let (one, other) = (&evidence[at - 1], &evidence[at]);
    let same = u32::from(one.container == other.container);
    s.put_seam(203, same, u32::from(sight.places[at - 1] == sight.places[at]));
    s.put_seam(204, same, class);
    let elements = sight.known.elements;
    let parent = |at: usize| elements::own(&sight.known.page.blocks[at]).and_then(|own| elements.parent(own));
    s.put_seam(205, u32::from(parent(at - 1) == parent(at)), u32::from(one.marked == other.marked));
}
