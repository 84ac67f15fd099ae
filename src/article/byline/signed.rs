//! Under which name a page signs that is no person's: its outlet's, or a pen name.
//!
//! Programs fill an author in where nobody wrote one, so a single statement is not believed: it takes two kinds of
//! statement that agree, or one and the line under the headline.

use crate::article::Stated;
use crate::cleaner::{Kind, Verdict};
use crate::outlet::Outlet;
use crate::reader::{Block, Field, Origin, Page};
use crate::text;

use super::{REACH, headline, house, squash};

/// Where a page states its author by markup, the most trusted first.
const MARKED: [Origin; 4] = [Origin::JsonLd, Origin::Meta, Origin::Microdata, Origin::Byline];

/// Bytes of the longest line under the headline that is a signature.
const LINE_BYTES: usize = 120;

/// The name that two kinds of statement sign with, else the outlet's where the line under the headline signs with it.
pub(super) fn of(page: &Page, verdicts: &[Verdict], outlet: Option<&Outlet>) -> Option<Stated<Vec<String>>> {
    let shown: Vec<Line> = lines(page, verdicts);
    let stated: Vec<(Origin, String)> = statements(page).collect();
    let twice = stated.iter().find(|(origin, name)| {
        let own = squash(name);
        let other = stated.iter().any(|(other, name)| other != origin && squash(name) == own);
        other || *origin != Origin::Byline && shown.iter().any(|line| line.key == own)
    });
    if let Some((origin, name)) = twice {
        return Some(Stated { value: vec![name.clone()], origin: *origin });
    }
    let outlet = outlet?;
    // Word by word: a name run together is that of an account, which a program fills in.
    let own = |name: &str| {
        let name = text::fold(name);
        name == text::fold(&outlet.name) || name == outlet.key
    };
    let line = shown.into_iter().find(|line| line.signed && own(&line.name))?;
    Some(Stated { value: vec![line.name], origin: Origin::Byline })
}

/// Whether another kind of statement than this one signs with the name.
pub(super) fn is_confirmed(page: &Page, origin: Origin, name: &str) -> bool {
    let own = squash(name);
    statements(page).any(|(other, name)| other != origin && squash(&name) == own)
}

/// What the page signs with by its markup, the most trusted first.
fn statements(page: &Page) -> impl Iterator<Item = (Origin, String)> + '_ {
    let hints = page.hints.iter().filter(|hint| hint.field == Field::Byline);
    let marked =
        MARKED.into_iter().flat_map(move |origin| hints.clone().filter(move |hint| hint.origin == origin));
    marked.take(MOST).filter_map(|hint| Some((hint.origin, house::house(&hint.value)?)))
}

/// Statements of authors that are looked at: a page that makes more says nothing by them.
const MOST: usize = 16;

/// A line that may be a signature.
struct Line {
    name: String,
    key: String,
    /// Whether it says so of itself, by "By" or a date.
    signed: bool,
}

/// The lines under the headline that the cleaner took for bylines, of pages with markup.
fn lines(page: &Page, verdicts: &[Verdict]) -> Vec<Line> {
    let Some(title) = headline(verdicts) else { return Vec::new() };
    let near = page.blocks.iter().zip(verdicts).skip(title + 1).take(REACH);
    let fits = |(block, verdict): &(&Block, &Verdict)| {
        block.marks.is_some()
            && block.text.len() <= LINE_BYTES
            && matches!(verdict, Verdict::Drop { kind: Kind::Author, .. })
    };
    near.filter(fits)
        .filter_map(|(block, _)| {
            let name = house::house_line(&block.text)?;
            let signed = squash(&name) != squash(&block.text);
            Some(Line { key: squash(&name), name, signed })
        })
        .collect()
}
