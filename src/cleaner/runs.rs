//! Runs of furniture: what stands with it goes with it, and takes its kind.

use crate::cleaner::Kind;
use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::form::Ending;
use crate::reader::BlockKind;

/// Blocks after the story's last prose, or before its first, that may still be of it.
const REACH: usize = 20;

/// The story's stretch in text without markup, widened over what goes with its prose: list items, short
/// sentences, salutations, and a heading over a list.
pub(super) fn widen(evidence: &[Evidence], (start, end): (usize, usize)) -> (usize, usize) {
    if start == end || evidence[start].home.is_some() {
        return (start, end);
    }
    let before = evidence[..start].iter().rev().take(REACH).take_while(|one| belongs(one, None)).count();
    let after =
        (end..evidence.len().min(end + REACH)).take_while(|&at| belongs(&evidence[at], evidence.get(at + 1)));
    (start - before, end + after.count())
}

/// In text without markup, keeps what goes with the prose in the story and at both of its ends, where the stretch keeps
/// it too: list items, short sentences, salutations.
pub(super) fn widen_kept(evidence: &[Evidence], stretch: &[bool], kept: &mut [bool]) {
    let (Some(first), Some(last)) = (kept.iter().position(|kept| *kept), kept.iter().rposition(|kept| *kept))
    else {
        return;
    };
    if evidence[first].home.is_some() {
        return;
    }
    let goes = |at: &usize| stretch[*at] && belongs(&evidence[*at], evidence.get(at + 1));
    let before: Vec<usize> = (0..first).rev().take(REACH).take_while(goes).collect();
    let after: Vec<usize> = (last + 1..kept.len()).take(REACH).take_while(goes).collect();
    let inside: Vec<usize> = (first..last).filter(goes).collect();
    before.into_iter().chain(inside).chain(after).for_each(|at| kept[at] = true);
}

fn belongs(one: &Evidence, next: Option<&Evidence>) -> bool {
    let is_item = |one: &Evidence| one.form.kind == BlockKind::ListItem;
    let over_list = one.form.kind == BlockKind::Heading && next.is_some_and(is_item);
    let bare = one.part == Part::Text && one.cue.is_none() && one.rule.is_none() && one.repeats == 0;
    let line = matches!(one.form.ending, Ending::Stop | Ending::Comma);
    bare && !one.form.is_linked() && (is_item(one) || over_list || (line && one.form.words > 1))
}

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
        let heading = evidence[at].form.kind == BlockKind::Heading;
        let item = evidence[at].form.kind == BlockKind::ListItem;
        let line = heading || (evidence[at].form.is_line() && evidence[at].home.is_none() && !item);
        if !line {
            break;
        }
        kept[at] = false;
    }
}

/// The kind of each block, were it dropped: what it says itself or its element is called, else the kind of what it
/// stands with.
pub(super) fn kinds(evidence: &[Evidence], kept: &[bool], story: (usize, usize)) -> Vec<Kind> {
    let own: Vec<Option<Kind>> = evidence.iter().map(own_kind).collect();
    let mut kinds: Vec<Option<Kind>> = own.clone();
    let mut run: Option<(Kind, usize)> = None;
    for at in 0..evidence.len() {
        let one = &evidence[at];
        if kept[at] || matches!(one.part, Part::Title | Part::Standfirst) {
            run = None;
            continue;
        }
        let with_run = run.filter(|(_, from)| is_together(&evidence[*from], one));
        match (own[at], with_run) {
            (Some(kind), _) if kind != Kind::Author && (one.form.words <= 14 || one.home.is_none()) => {
                run = Some((kind, at));
            }
            (Some(_), _) => {}
            (None, Some((kind, _))) => kinds[at] = Some(kind),
            (None, None) => kinds[at] = next_kind(evidence, kept, &own, at),
        }
        if run.is_none() {
            run = kinds[at].map(|kind| (kind, at));
        }
    }
    kinds
        .into_iter()
        .enumerate()
        .map(|(at, kind)| kind.unwrap_or_else(|| default_kind(&evidence[at], at, story)))
        .collect()
}

/// Whether two blocks of a run stand together: in one container, or in text without markup.
fn is_together(one: &Evidence, other: &Evidence) -> bool {
    one.home.is_none() || one.container == other.container
}

/// What a block without a word of its own stands over: in a page with markup anything in its container, in
/// plain text what comes next, for a line.
fn next_kind(evidence: &[Evidence], kept: &[bool], own: &[Option<Kind>], at: usize) -> Option<Kind> {
    let one = &evidence[at];
    let reach = if one.home.is_none() { usize::from(one.form.is_line()) } else { 6 };
    let next = (at + 1..evidence.len()).take(reach).take_while(|&next| !kept[next]);
    next.filter(|&next| is_together(one, &evidence[next]))
        .find_map(|next| own[next])
        .filter(|kind| *kind != Kind::Author)
}

fn own_kind(evidence: &Evidence) -> Option<Kind> {
    match evidence.part {
        Part::TitleAgain => return Some(Kind::Repeated),
        Part::Byline => return Some(Kind::Author),
        _ => {}
    }
    let linked = evidence.form.link_share > 0.9;
    let said = evidence.cue.map(|cue| cue.kind).or_else(|| Some(evidence.rule?.kind()));
    if linked
        && ((said == Some(Kind::Legal) && evidence.marked != Some(Kind::Legal))
            || (said.is_none() && evidence.marked == Some(Kind::Other)))
    {
        return Some(Kind::Navigation);
    }
    match evidence.marked {
        None => said,
        Some(Kind::Related | Kind::Other) => said.or(evidence.marked.filter(|kind| *kind == Kind::Related)),
        marked => marked,
    }
}

fn default_kind(evidence: &Evidence, at: usize, story: (usize, usize)) -> Kind {
    if at < story.0 || (evidence.form.is_linked() && evidence.form.words < 6) {
        Kind::Navigation
    } else if evidence.form.is_linked() {
        Kind::Related
    } else if evidence.repeats >= 2 {
        Kind::Repeated
    } else {
        Kind::Other
    }
}
