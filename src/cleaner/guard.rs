//! Keeps from going what is true though an outlet repeats it: a column's standing lines, a refrain.
//!
//! Repetition alone says "furniture". A sentence that nothing else speaks against is the story's where it stands
//! between two paragraphs that are kept. Before the first paragraph and behind the last one it is not guarded: there
//! repetition is what tells a line of the house in new words, and an introduction that every page of a series carries
//! looks the same. Such a one is kept by a rule of the user.

use crate::cleaner::Verdict;
use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::form::Ending;
use crate::reader::BlockKind;

/// Words of the shortest sentence that is guarded.
const WORDS: u32 = 8;

/// Puts back the blocks that repetition alone dropped from inside the story.
pub(super) fn spare(evidence: &[Evidence], verdicts: &mut [Verdict]) {
    let told: Vec<bool> =
        evidence.iter().zip(&*verdicts).map(|(one, verdict)| is_told(one, verdict)).collect();
    let Some(first) = verdicts.iter().position(|verdict| *verdict == Verdict::Keep) else { return };
    let last = verdicts.iter().rposition(|verdict| *verdict == Verdict::Keep).unwrap_or(first);
    for at in (first + 1..last).filter(|at| told[*at]) {
        if neighbours_stay(at, &told, verdicts) {
            verdicts[at] = Verdict::Keep;
        }
    }
}

/// Whether only repetition speaks against a block that is dropped, and it is a sentence.
fn is_told(evidence: &Evidence, verdict: &Verdict) -> bool {
    let form = &evidence.form;
    matches!(verdict, Verdict::Drop { .. })
        && evidence.repeats > 1
        && evidence.part == Part::Text
        && evidence.cue.is_none()
        && evidence.rule.is_none()
        && evidence.marked.is_none()
        && evidence.home != Some(false)
        && evidence.twin.is_none()
        && !evidence.hidden
        && form.ending == Ending::Stop
        && form.words >= WORDS
        && form.link_share == 0.0
        && matches!(form.kind, BlockKind::Paragraph | BlockKind::Quotation)
}

/// Whether the nearest blocks on either side that are not of the same doubt are kept.
fn neighbours_stay(at: usize, told: &[bool], verdicts: &[Verdict]) -> bool {
    let kept = |other: usize| verdicts[other] == Verdict::Keep;
    let before = (0..at).rev().find(|other| kept(*other) || !told[*other]);
    let after = (at + 1..verdicts.len()).find(|other| !told[*other]);
    before.is_some_and(kept) && after.is_some_and(kept)
}
