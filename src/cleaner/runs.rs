//! Runs of furniture: what stands with it goes with it, and takes its kind.

use crate::cleaner::Kind;
use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::form::Ending;

/// Drops, inside the story, what hangs on a heading that opens furniture: teaser headlines, teasers, short
/// appeals. A block of prose ends the run.
pub(super) fn drop_runs(evidence: &[Evidence], kept: &mut [bool]) {
    let mut run = None;
    for at in 0..evidence.len() {
        if !kept[at] {
            run = evidence[at].cue.filter(|cue| cue.whole).map(|cue| cue.kind).or(run);
            continue;
        }
        match run {
            Some(kind) if hangs_on(evidence, at, kind) => kept[at] = false,
            _ => run = None,
        }
    }
}

fn hangs_on(evidence: &[Evidence], at: usize, kind: Kind) -> bool {
    let form = &evidence[at].form;
    let next_dropped = |at: usize| {
        evidence
            .get(at + 1)
            .is_none_or(|next| next.rule.is_some() || next.cue.is_some() || next.form.is_linked())
    };
    match kind {
        Kind::Related => {
            form.is_linked() || (form.is_line() && next_dropped(at)) || form.ending == Ending::Cut
        }
        _ => form.is_linked(),
    }
}

/// Drops lines that lead nowhere: headings at the end of the story, or right before dropped blocks to the end,
/// and lines before its first prose.
pub(super) fn drop_stray_lines(evidence: &[Evidence], kept: &mut [bool]) {
    for at in (0..evidence.len()).rev() {
        if !kept[at] {
            continue;
        }
        let heading = evidence[at].form.kind == crate::reader::BlockKind::Heading;
        let line = heading || (evidence[at].form.is_line() && evidence[at].home.is_none());
        if !line {
            break;
        }
        kept[at] = false;
    }
}

/// The kind of each block, were it dropped: what it says itself, else what its element is called, else the
/// kind of the run that it stands in.
pub(super) fn kinds(evidence: &[Evidence], kept: &[bool], story: (usize, usize)) -> Vec<Kind> {
    let mut run: Option<(Kind, u32)> = None;
    let mut kinds = Vec::with_capacity(evidence.len());
    for (at, one) in evidence.iter().enumerate() {
        if kept[at] || matches!(one.part, Part::Title | Part::Standfirst) {
            run = None;
        }
        let own = own_kind(one);
        let opens = one.cue.is_some_and(|cue| cue.whole);
        let kind = match (own, run) {
            (Some(kind), _) if opens => kind,
            (Some(kind), None) => kind,
            (Some(kind), Some((of_run, container))) => {
                if kind == Kind::Related && one.container == container { of_run } else { kind }
            }
            (None, Some((kind, container))) if one.container == container || one.home.is_none() => kind,
            (None, _) => default_kind(one, at, story),
        };
        if opens || own.is_some() && one.form.words <= 12 && own != Some(Kind::Author) {
            run = Some((kind, one.container));
        }
        kinds.push(kind);
    }
    kinds
}

fn own_kind(evidence: &Evidence) -> Option<Kind> {
    if evidence.part == Part::TitleAgain {
        return Some(Kind::Repeated);
    }
    let cue = evidence.cue.map(|cue| cue.kind);
    let rule = evidence.rule.map(|rule| rule.kind());
    match evidence.marked {
        Some(Kind::Related | Kind::Other) | None => {
            cue.or(evidence.marked.filter(|kind| *kind != Kind::Other)).or(rule).or(evidence.marked)
        }
        marked => marked,
    }
}

fn default_kind(evidence: &Evidence, at: usize, story: (usize, usize)) -> Kind {
    if at < story.0 {
        Kind::Navigation
    } else if evidence.form.is_linked() {
        Kind::Related
    } else if evidence.repeats >= 2 {
        Kind::Repeated
    } else {
        Kind::Other
    }
}
