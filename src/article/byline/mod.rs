//! Who wrote an article.
//!
//! In: what a page states, and its byline lines. Out: names of people, without roles and "By". Where a page's own
//! statement names no person but signs as a desk or under a pen name, that is the signature. No name is made up of
//! an agency, the outlet itself, or a line of prose.

mod degrees;
mod house;
mod name;
mod names;
mod signed;
mod told;
mod words;

use crate::article::Stated;
use crate::cleaner::{Kind, Verdict};
use crate::outlet::Outlet;
use crate::reader::{Block, Field, Hint, Origin, Page};
use crate::text;

use name::Trust;

/// Where authors are stated, the most trusted first.
const ORDER: [Origin; 10] = [
    Origin::User,
    Origin::FrontMatter,
    Origin::Record,
    Origin::Mail,
    Origin::JsonLd,
    Origin::Meta,
    Origin::Byline,
    Origin::OpenGraph,
    Origin::Microdata,
    Origin::Html,
];

/// Blocks after the headline in which a line that is a name and a date is a byline without a "By".
const REACH: usize = 8;

/// The authors: people as the page states them, in the order of trust, else the desk or pen name that it states, else
/// people as its byline lines name them.
pub(super) fn of(page: &Page, verdicts: &[Verdict], outlet: Option<&Outlet>) -> Option<Stated<Vec<String>>> {
    stated(page, outlet, |hint| names::people(&hint.value, trust(hint.origin)))
        .map(|stated| printed(page, verdicts, outlet, &stated).unwrap_or(stated))
        .or_else(|| stated(page, outlet, |hint| signature(page, hint)))
        .or_else(|| of_lines(page, verdicts, outlet))
        .or_else(|| labelled(page, verdicts, outlet))
        .or_else(|| told(page, verdicts, outlet))
        .or_else(|| signed::of(page, verdicts, outlet))
}

/// The names that the first origin gives which gives any.
fn stated(
    page: &Page,
    outlet: Option<&Outlet>,
    find: impl Fn(&Hint) -> Vec<String>,
) -> Option<Stated<Vec<String>>> {
    ORDER.into_iter().find_map(|origin| {
        let hints = page.hints.iter().filter(|hint| hint.field == Field::Byline && hint.origin == origin);
        let names = gather(hints.flat_map(&find), outlet, origin);
        (!names.is_empty()).then_some(Stated { value: names, origin })
    })
}

/// The people on the byline under the headline, where the head of the page states others: somebody whom the page does
/// not show, who put it up, or one of them alone.
fn printed(
    page: &Page,
    verdicts: &[Verdict],
    outlet: Option<&Outlet>,
    stated: &Stated<Vec<String>>,
) -> Option<Stated<Vec<String>>> {
    if !matches!(stated.origin, Origin::JsonLd | Origin::Meta | Origin::OpenGraph) {
        return None;
    }
    let title = headline(verdicts)?;
    let near = page.blocks.iter().zip(verdicts).skip(title + 1).take(REACH);
    let lines = near.filter(|(block, verdict)| is_byline(verdict) && block.text.len() <= LINE_BYTES);
    let line = |block: &Block| names::line(&block.text, false).map(|names| (names, is_plain(&block.text)));
    let (value, plain) = lines.into_iter().find_map(|(block, _)| line(block))?;
    let value = gather(value.into_iter(), outlet, Origin::Byline);
    let (new, old) = (folded(&value), folded(&stated.value));
    let within = |name: &String| new.iter().any(|other| other.contains(name.as_str()));
    let more = plain && new.len() > old.len() && old.iter().all(within);
    let other = || !old.iter().any(within) && !old.iter().any(|name| is_shown(page, name));
    (!value.is_empty() && (more || other())).then_some(Stated { value, origin: Origin::Byline })
}

/// Bytes of the longest line that is a byline.
const LINE_BYTES: usize = 160;

/// Whether a line holds nothing but a byline: no date, section or count.
fn is_plain(line: &str) -> bool {
    !line.contains(|c: char| c.is_numeric() || matches!(c, '|' | '·' | '•'))
}

fn folded(names: &[String]) -> Vec<String> {
    names.iter().map(|name| text::fold(name).into_owned()).collect()
}

/// Whether a block has this folded name in it.
fn is_shown(page: &Page, name: &str) -> bool {
    page.blocks.iter().any(|block| text::fold(&block.text).contains(name))
}

/// How far a statement's own markup vouches for its being a name.
fn trust(origin: Origin) -> Trust {
    match origin {
        Origin::JsonLd | Origin::Meta | Origin::Microdata => Trust::Marked,
        Origin::Byline | Origin::Html | Origin::OpenGraph => Trust::Shown,
        _ => Trust::Field,
    }
}

/// The desk or pen name that a hint signs with. JSON-LD alone is not believed: what stands there and nowhere else is a
/// program's.
fn signature(page: &Page, hint: &Hint) -> Vec<String> {
    let marked = matches!(hint.origin, Origin::JsonLd | Origin::Meta | Origin::Microdata | Origin::Byline);
    let name = house::signature(&hint.value).filter(|_| marked);
    let believed =
        |name: &String| hint.origin != Origin::JsonLd || signed::is_confirmed(page, hint.origin, name);
    name.filter(believed).into_iter().collect()
}

/// The names of the first byline that gives any: a line that opens with "By" and the like, or a name with its date
/// close under the headline.
fn of_lines(page: &Page, verdicts: &[Verdict], outlet: Option<&Outlet>) -> Option<Stated<Vec<String>>> {
    let title = headline(verdicts);
    let blocks = page.blocks.iter().zip(verdicts).enumerate();
    let near = |at: usize| title.is_some_and(|title| at > title && at - title <= REACH);
    let lines = blocks.filter(|(at, (block, verdict))| {
        is_byline(verdict) || near(*at) && (names::is_dated_credit(&block.text) || is_told(block))
    });
    let names = lines.filter_map(|(at, (block, _))| {
        let told = || names::line(&block.text, block.marks.is_some()).or_else(|| pen_name(block));
        // Who is named after "By" wrote it, even under the outlet's name.
        if let Some(names) = told() {
            return Some(gather(names.into_iter(), outlet, Origin::Byline));
        }
        let shown = || names::authors(&block.text).or_else(|| bare(block));
        let names = near(at).then(shown).flatten()?;
        Some(gather(names.into_iter(), outlet, Origin::Text))
    });
    let value = names.into_iter().find(|names| !names.is_empty())?;
    Some(Stated { value, origin: Origin::Byline })
}

/// Whether a line that the cleaner kept says who wrote what follows: "This report was written by Maren Holt."
fn is_told(block: &Block) -> bool {
    block.text.len() <= LINE_BYTES
        && block.text.starts_with("This ")
        && block.text.contains(" was written by ")
}

/// The pen name in small letters on a line of a page with markup that is "by" and it: "by oddmarsh".
fn pen_name(block: &Block) -> Option<Vec<String>> {
    let pen = block.text.strip_prefix("by ").or_else(|| block.text.strip_prefix("By "))?;
    let small = block.marks.is_some() && pen.chars().all(char::is_lowercase);
    small.then(|| house::signature(pen)).flatten().map(|name| vec![name])
}

/// Lines under a label that may each name an author.
const MOST_LINES: usize = 8;

/// The names under a label ("Written by", "Authors") that is a line of its own, where the cleaner kept none of them.
fn labelled(page: &Page, verdicts: &[Verdict], outlet: Option<&Outlet>) -> Option<Stated<Vec<String>>> {
    let furniture = |at: usize| matches!(verdicts.get(at), Some(Verdict::Drop { .. }));
    let label = |at: &usize| furniture(*at) && furniture(at + 1) && names::is_label(&page.blocks[*at].text);
    let names = (0..page.blocks.len().saturating_sub(1)).filter(label);
    let under = |at: usize| {
        let most = if names::is_plural_label(&page.blocks[at].text) { MOST_LINES } else { 1 };
        let lines = (at + 1..page.blocks.len()).take(most).take_while(|at| furniture(*at));
        lines.map_while(|at| names::alone(&page.blocks[at].text)).collect::<Vec<_>>()
    };
    let names = names.map(|at| gather(under(at).into_iter(), outlet, Origin::Text));
    let value = names.into_iter().find(|names| !names.is_empty())?;
    Some(Stated { value, origin: Origin::Byline })
}

/// The author whom the page names and tells of.
fn told(page: &Page, verdicts: &[Verdict], outlet: Option<&Outlet>) -> Option<Stated<Vec<String>>> {
    let names = gather(told::of(page, verdicts).into_iter(), outlet, Origin::Byline);
    (!names.is_empty()).then_some(Stated { value: names, origin: Origin::Byline })
}

/// The name on a line that says no "By". In text without markup a comma makes it a place: "New Quay, 14 June 2023".
fn bare(block: &Block) -> Option<Vec<String>> {
    let first = block.text.split(['|', '·', '•', '—', '–']).next().unwrap_or("");
    let placed = block.marks.is_none() && first.contains(',') && !name::is_date(first.trim());
    names::bare(&block.text).filter(|_| !placed).map(|name| vec![name])
}

/// Whether a line names who wrote and when, whatever the cleaner says of it: "by Maren Holt, 14 June 2023".
pub(super) fn is_dated_credit(line: &str) -> bool {
    names::is_dated_credit(line)
}

fn is_byline(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Drop { kind: Kind::Author, .. })
}

/// Names in order, each once, the outlet's own name left out.
fn gather(names: impl Iterator<Item = String>, outlet: Option<&Outlet>, origin: Origin) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let folded = text::fold(&name).into_owned();
        // A person who publishes under their own name is both: markup of authors says so, running text does not.
        let marked = matches!(origin, Origin::JsonLd | Origin::Meta | Origin::Microdata | Origin::Byline);
        let is_outlet = outlet.is_some_and(|outlet| is_outlet(&name, outlet));
        let is_outlet = is_outlet && !(marked && name::is_person(&name));
        if !is_outlet && !all.iter().any(|known| text::fold(known) == folded) {
            all.push(name);
        }
    }
    all
}

/// Letters of the shortest pen name that is compared with the beginning of the outlet's.
const PEN_NAME: usize = 6;

/// Whether a name is the outlet's or a part of it; a single word where it is the whole of the outlet's name.
fn is_outlet(name: &str, outlet: &Outlet) -> bool {
    let folded = &*text::fold(name);
    let within =
        name.contains(' ') && (text::fold(&outlet.name).contains(folded) || outlet.key.contains(folded));
    let key = outlet.key.split(' ').filter(|word| !words::COMPANIES.contains(word));
    let host = outlet.key.contains('.') && outlet.key.contains(folded);
    let own = squash(name);
    // A pen name of one word that is the beginning of the outlet's; a forename may be.
    let pen = !name.contains(' ')
        && own.len() >= PEN_NAME
        && !name::is_forename(name)
        && squash(&outlet.name).starts_with(&own);
    within || host || pen || own == squash(&key.collect::<String>())
}

fn headline(verdicts: &[Verdict]) -> Option<usize> {
    verdicts.iter().position(|verdict| *verdict == Verdict::Field(Field::Title))
}

/// Letters and digits of a name, folded.
fn squash(name: &str) -> String {
    text::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlet(name: &str, key: &str) -> Outlet {
        Outlet { name: name.to_owned(), key: key.to_owned(), origin: Origin::Meta }
    }

    fn gathered(names: &[&str], outlet: &Outlet, origin: Origin) -> Vec<String> {
        gather(names.iter().map(|name| (*name).to_owned()), Some(outlet), origin)
    }

    #[test]
    fn the_outlet_did_not_write_it() {
        let courier = outlet("The Harrowmere Courier", "harrowmere courier");
        assert!(gathered(&["Harrowmere Courier", "HarrowmereCourier"], &courier, Origin::Meta).is_empty());
        assert!(gathered(&["Tideline"], &outlet("Tideline Ltd", "tideline ltd"), Origin::JsonLd).is_empty());
        assert_eq!(
            gathered(&["Odd"], &outlet("Odd and the Sea", "odd and the sea"), Origin::JsonLd),
            ["Odd"]
        );
    }

    #[test]
    fn who_publishes_under_their_own_name_wrote_it() {
        let own = outlet("Maren Holt", "maren holt");
        assert_eq!(gathered(&["Maren Holt"], &own, Origin::JsonLd), ["Maren Holt"]);
        assert!(gathered(&["Maren Holt"], &own, Origin::Text).is_empty());
    }
}
