//! The author whom a page names without any "By", where it also tells who that is.
//!
//! A line that is a name and nothing else says little: sections, towns and products look the same. Two lines are
//! believed: a name by the headline that has a line with a date next to it, comes again in the furniture or opens a
//! sentence about its bearer, and a name right over such a sentence in an author box.

use crate::cleaner::{Kind, Verdict};
use crate::reader::Page;

use super::{headline, name, names};

/// Blocks before and after the headline in which its author may be named.
const NEAR: (usize, usize) = (1, 3);

/// Verbs of a sentence that tells who somebody is; what follows a name in it.
const TELLS: &[&str] =
    &["is a ", "is an ", "is the ", "is our ", "has been ", "has worked ", "writes ", "works "];

/// Bytes of the longest line that is looked at as a name.
const NAME_BYTES: usize = 40;

/// The name.
pub(super) fn of(page: &Page, verdicts: &[Verdict]) -> Option<String> {
    let title = headline(verdicts)?;
    let last = page.blocks.len().saturating_sub(1);
    let dated = (title + 1..=(title + NEAR.1).min(last)).find_map(|at| beside_date(page, verdicts, at));
    dated.or_else(|| {
        let near = title.saturating_sub(NEAR.0)..=(title + NEAR.1).min(last);
        let by_headline = near.filter(|at| *at != title).find(|&at| is_again(page, verdicts, at));
        let in_box = || (1..=last).find(|&at| in_box(page, verdicts, at)).map(|at| at - 1);
        named(page, by_headline.or_else(in_box)?)
    })
}

/// The name that a line of furniture is, next to one that is a date; in text without markup, where nothing else marks
/// a name.
fn beside_date(page: &Page, verdicts: &[Verdict], at: usize) -> Option<String> {
    let text = &page.blocks[at].text;
    let bare = page.blocks[at].marks.is_none() && verdicts[at] != Verdict::Keep;
    let short = bare && text.len() <= NAME_BYTES;
    let name = short.then(|| names::alone(text)).flatten().filter(|name| name == text)?;
    let dated = |at: usize| page.blocks.get(at).is_some_and(|block| name::is_date(&block.text));
    (dated(at + 1) || dated(at - 1)).then_some(name)
}

/// The name that a block is and nothing else but a place; in a page with markup only: in plain text nothing but the
/// cleaner's word parts a name from a heading.
fn named(page: &Page, at: usize) -> Option<String> {
    let block = &page.blocks[at];
    let fits = block.marks.is_some() && block.text.len() <= NAME_BYTES;
    let name = fits.then(|| names::alone(&block.text)).flatten()?;
    let rest = block.text.strip_prefix(&name)?;
    // "Maren Holt at the Long Reach", "Maren Holt in Pellworth".
    let placed = [" at ", " in ", " aus ", " en ", " à "].iter().any(|word| rest.starts_with(word));
    (rest.is_empty() || placed).then_some(name)
}

/// Whether a block is a name that stands again in the furniture after the story, or of whose bearer a block tells.
fn is_again(page: &Page, verdicts: &[Verdict], at: usize) -> bool {
    let Some(name) = named(page, at) else { return false };
    let story = verdicts.iter().rposition(|verdict| *verdict == Verdict::Keep).unwrap_or(at);
    (at + 1..page.blocks.len()).any(|other| {
        let boxed = matches!(verdicts[other], Verdict::Drop { kind: Kind::Author | Kind::Other, .. });
        let text = &page.blocks[other].text;
        boxed && other > story && is_box(text, &name) || tells(text, &name)
    })
}

/// Whether a line is the name or opens an author box with it.
fn is_box(text: &str, name: &str) -> bool {
    text.strip_suffix(name).is_some_and(|before| before.is_empty() || before == "About ")
}

/// Whether a block of an author box tells who is named right over it.
fn in_box(page: &Page, verdicts: &[Verdict], at: usize) -> bool {
    let boxed = matches!(verdicts[at], Verdict::Drop { kind: Kind::Author, .. });
    boxed && named(page, at - 1).is_some_and(|name| tells(&page.blocks[at].text, &name))
}

/// Whether a text tells who somebody is: "Maren Holt is a reporter", "Author Maren Holt is …".
fn tells(text: &str, name: &str) -> bool {
    let text = text.strip_prefix("Author ").or_else(|| text.strip_prefix("Dr. ")).unwrap_or(text);
    let rest = text.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
    rest.is_some_and(|rest| TELLS.iter().any(|verb| rest.starts_with(verb)))
}
