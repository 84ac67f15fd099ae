//! What stands inside the story, or beside it, and is not of it; and what is of it though it looks otherwise.
//!
//! The pages that the model was fit on say little of some things that people see at once. In: the evidence on all blocks.
//! Out: an [`Aside`] for each block, before the best sequence of labels is looked for, and, once it is found, short runs
//! that stay with what is round about them.
//!
//! Source of the margins: of 0 to 8 each, those here and twice as much do the same on the pack's pages (word F1 0.9630 to
//! 0.9635 with all of them), and lift the hard cases of the sample corpus (block F1 0.76 to 0.79).

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::cleaner::Kind;
use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::form::{self, Ending};
use crate::reader::{Block, BlockKind, Page};
use crate::text;

/// Against a block that is one link, where it is no item of a list.
const LINK: i32 = 2;
/// Against a line that leads to another story by a link.
const READ_MORE: i32 = 3;
/// Against an invitation, and against what heads furniture.
const ASKING: i32 = 2;
/// Against what stands before the headline of a page whose story is behind it.
const EARLY: i32 = 4;
/// Against a note on who wrote the story, at its end.
const NOTE: i32 = 4;
/// Against the settings of a script that the page shows.
const DATA: i32 = 20;
/// Against each block of a thread of comments.
const THREAD: i32 = 12;

/// Names with values from which on a text in braces is the settings of a script.
const SETTINGS: usize = 4;

/// Words of prose behind a headline that can be the story.
const STORY_WORDS: u32 = 40;
/// Words of prose that may follow on a note on the author.
const TAIL_WORDS: u32 = 30;
/// Blocks between two kept ones that stay with them at the most.
const HOLE: usize = 4;

/// What speaks against a block by where it stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Aside {
    /// In margins.
    pub(super) against: i32,
    /// What it is, where that is known, and the reason shown to people.
    pub(super) known: Option<(Kind, &'static str)>,
}

/// What speaks against each block.
pub(super) fn of(page: &Page, evidence: &[Evidence]) -> Vec<Aside> {
    let headline = story_headline(evidence).unwrap_or(0);
    let own = |(at, one): (usize, &Evidence)| match one.home {
        Some(_) => Aside { against: own(one) + if at < headline { EARLY } else { 0 }, known: None },
        None => Aside::default(),
    };
    let mut asides: Vec<Aside> = evidence.iter().enumerate().map(own).collect();
    for at in thread(evidence) {
        let known = Some((Kind::Comments, "stands in a thread of comments"));
        asides[at] = Aside { against: asides[at].against + THREAD, known };
    }
    for at in (0..page.blocks.len()).filter(|at| is_data(&page.blocks[*at])) {
        let known = Some((Kind::Other, "is the settings of a script"));
        asides[at] = Aside { against: asides[at].against + DATA, known };
    }
    for at in notes(page, evidence) {
        let known = Some((Kind::Author, "begins with the author's name, at the end"));
        asides[at] = Aside { against: asides[at].against + NOTE, known };
    }
    asides
}

/// Whether a block of a page with markup is an object of JSON that its authors did not set out as code.
fn is_data(block: &Block) -> bool {
    let text = block.text.trim();
    let set_out = || block.marks.as_ref().is_none_or(|marks| marks.path.split('>').any(|name| name == "pre"));
    text.starts_with("{\"")
        && text.ends_with('}')
        && text.matches("\":").take(SETTINGS).count() == SETTINGS
        && !set_out()
}

/// What a block of a page with markup says against itself.
fn own(one: &Evidence) -> i32 {
    let form = &one.form;
    if !matches!(form.kind, BlockKind::Paragraph | BlockKind::Heading) {
        return 0;
    }
    let said = |kinds: &[Kind]| one.cue.is_some_and(|cue| kinds.contains(&cue.kind));
    let mut margins = 0;
    if form.link_share > 0.95 && form.words > 1 {
        margins += LINK;
    }
    if form.link_share > 0.4 && said(&[Kind::Related]) {
        margins += READ_MORE;
    }
    if said(&[Kind::Newsletter, Kind::Donation, Kind::Social]) {
        margins += ASKING;
    }
    if one.cue.is_some_and(|cue| cue.whole) && !form.is_prose() {
        margins += ASKING;
    }
    margins
}

/// The headline of a page with markup, if there is prose behind it that can be the story.
fn story_headline(evidence: &[Evidence]) -> Option<usize> {
    let at = evidence.iter().position(|one| one.part == Part::Title)?;
    let heading = evidence[at].form.kind == BlockKind::Heading && evidence[at].home.is_some();
    (heading && prose_words(&evidence[at..]) >= STORY_WORDS).then_some(at)
}

/// Words of prose that nothing speaks against.
fn prose_words(evidence: &[Evidence]) -> u32 {
    let prose = evidence.iter().filter(|one| is_innocent(one) && one.form.is_prose());
    prose.map(|one| one.form.words).sum()
}

/// Whether nothing speaks against a block but the model.
fn is_innocent(one: &Evidence) -> bool {
    one.part == Part::Text
        && one.cue.is_none()
        && one.rule.is_none()
        && one.marked.is_none()
        && one.repeats == 0
        && one.twin.is_none()
        && one.form.link_share < 0.3
        && one.form.ending != Ending::Cut
}

/// The blocks of comments that lines under each of them ("Reply 14 likes") give away, from the name over the first one
/// on; none where fewer than two such lines stand behind a story: the bar over a story speaks of comments, too.
fn thread(evidence: &[Evidence]) -> Range<usize> {
    let is_foot = |one: &Evidence| {
        one.cue.is_some_and(|cue| cue.whole && cue.kind == Kind::Comments) && !one.form.is_prose()
    };
    let mut words = 0;
    let told = evidence.iter().position(|one| {
        words += prose_words(std::slice::from_ref(one));
        words >= STORY_WORDS
    });
    let start = told.unwrap_or(evidence.len());
    let feet: Vec<usize> = (start..evidence.len()).filter(|at| is_foot(&evidence[*at])).collect();
    let [first, .., last] = feet.as_slice() else { return 0..0 };
    // Over a comment stand who wrote it and when.
    let dated = (start..*first).rev().take(HOLE).find(|at| evidence[*at].rule.is_some());
    let Some(dated) = dated else { return 0..0 };
    let head = (start..dated)
        .rev()
        .take(HOLE)
        .take_while(|at| !evidence[*at].form.is_prose() && evidence[*at].form.ending == Ending::Open);
    dated - head.count()..last + 1
}

/// Blocks at the end that begin with the name of who wrote the story, and speak of them.
fn notes(page: &Page, evidence: &[Evidence]) -> Vec<usize> {
    let authors = authors(page, evidence);
    let (mut notes, mut tail) = (Vec::new(), 0);
    for (at, one) in evidence.iter().enumerate().rev() {
        if authors.is_empty() || tail > TAIL_WORDS {
            break;
        }
        let named = one.form.hashes.first().is_some_and(|word| authors.contains(word));
        if named && one.form.is_prose() && !page.blocks[at].text.contains(['“', '"', '«', '„', '”']) {
            notes.push(at);
        }
        tail += prose_words(std::slice::from_ref(one));
    }
    notes
}

/// The words of the names in byline lines.
fn authors(page: &Page, evidence: &[Evidence]) -> FxHashSet<u64> {
    let bylines = page.blocks.iter().zip(evidence).filter(|(_, one)| one.part == Part::Byline);
    let names = bylines.flat_map(|(block, _)| {
        let words = text::words(&block.text).map(|span| &block.text[span]).skip(1);
        words.filter(|word| word.starts_with(char::is_uppercase) && word.chars().count() > 2).map(form::hash)
    });
    names.collect()
}

/// Takes what stands before the headline of a page out of a way to find the story that is behind it; where nothing is
/// left, the prose behind it is the story.
pub(super) fn start_at_headline(evidence: &[Evidence], kept: &mut [bool]) {
    let Some(headline) = story_headline(evidence) else { return };
    kept[..headline].fill(false);
    if !kept.contains(&true) {
        for at in headline..evidence.len() {
            kept[at] = is_innocent(&evidence[at]) && evidence[at].form.is_prose();
        }
    }
}

/// Keeps short runs between kept blocks of a page with markup that nothing speaks against and that a heading is among:
/// questions over their answers, panels that open on a click.
pub(super) fn fill(evidence: &[Evidence], kept: &mut [bool]) {
    let mut last: Option<usize> = None;
    for at in 0..kept.len() {
        if !kept[at] {
            continue;
        }
        let run = last.map_or(at..at, |last| last + 1..at);
        let fits = (1..=HOLE).contains(&run.len()) && evidence[at].form.is_prose();
        if fits && is_panel(&evidence[run.clone()]) {
            kept[run].fill(true);
        }
        last = Some(at);
    }
}

fn is_panel(run: &[Evidence]) -> bool {
    let heading = |one: &Evidence| one.form.kind == BlockKind::Heading;
    let sentence = |one: &Evidence| one.form.is_prose() && one.form.ending == Ending::Stop;
    let fits = |one: &Evidence| is_innocent(one) && one.home == Some(true) && (heading(one) || sentence(one));
    run.iter().all(fits) && run.iter().any(heading)
}
