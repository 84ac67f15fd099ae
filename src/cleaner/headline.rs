//! Which block is the headline, which the deck under it, and where the headline stands again.

use crate::cleaner::elements::Elements;
use crate::cleaner::form::{self, Ending, Form};
use crate::cleaner::{Context, cues, rules};
use crate::reader::{Block, BlockKind, Field, Page};
use crate::text;

/// What parts a headline from the name of the site.
pub(super) const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " ― "];

/// Hints of one field that are believed; a page that states more says nothing by it.
const HINTS: usize = 16;

/// Blocks after the headline among which its deck is looked for.
const DECK_REACH: usize = 6;

/// Words of the longest line that is a masthead where three stories carry it.
const MASTHEAD_WORDS: u32 = 5;

/// Share of words in common that makes two headlines the same.
const SAME: f32 = 0.8;

/// Where the headline and its deck stand.
#[derive(Debug, Default)]
pub(super) struct Headline {
    pub(super) at: Option<usize>,
    pub(super) standfirst: Option<usize>,
    /// Blocks that say the headline again, in order.
    pub(super) again: Vec<usize>,
    /// Blocks near the headline that name who wrote, in order.
    pub(super) bylines: Vec<usize>,
}

impl Headline {
    pub(super) fn find(cx: &Context<'_>, forms: &[Form], elements: &Elements) -> Self {
        let page = cx.page;
        let story = story_start(page, forms, elements);
        let stated = stated(page);
        let same: Vec<usize> = (0..forms.len()).filter(|&at| is_stated(&forms[at], &stated)).collect();
        let at = nearest(page, &same, story).or_else(|| unstated(cx, forms, story));
        let at = at.map(|at| without_site(page, forms, at));
        let again = match at {
            Some(at) => {
                (0..forms.len()).filter(|&other| other != at && is_same(&forms[at], &forms[other])).collect()
            }
            None => Vec::new(),
        };
        let standfirst = at.and_then(|at| standfirst(page, forms, elements, at, story));
        let bylines = at.map_or_else(Vec::new, |at| bylines(page, forms, at, story));
        let bylines = bylines.into_iter().filter(|at| Some(*at) != standfirst).collect();
        Self { at, standfirst, again, bylines }
    }
}

/// The first block of prose where the story is; the number of blocks where there is none.
fn story_start(page: &Page, forms: &[Form], elements: &Elements) -> usize {
    let at_home = |at: usize| elements.is_home(&page.blocks[at]).unwrap_or(true);
    (0..forms.len()).find(|&at| forms[at].is_prose() && at_home(at)).unwrap_or(forms.len())
}

/// The words of each stated title, and of its parts where it is joined with a site's name.
fn stated(page: &Page) -> Vec<Vec<u64>> {
    let titles = page.hints.iter().filter(|hint| hint.field == Field::Title).take(HINTS);
    let mut all: Vec<Vec<u64>> = titles
        .flat_map(|hint| {
            let parts = SEPARATORS.iter().filter_map(|by| hint.value.rsplit_once(by));
            let heads = SEPARATORS.iter().filter_map(|by| hint.value.split_once(by));
            parts.chain(heads).flat_map(|(a, b)| [a, b]).chain([hint.value.as_str()]).map(form::hashes)
        })
        .filter(|words| !words.is_empty())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn is_stated(form: &Form, stated: &[Vec<u64>]) -> bool {
    form.words > 1 && stated.iter().any(|title| title.len() > 1 && alike(&form.hashes, title))
}

fn is_same(a: &Form, b: &Form) -> bool {
    a.words > 1 && alike(&a.hashes, &b.hashes)
}

/// Equal, or for five words and more nearly so.
fn alike(a: &[u64], b: &[u64]) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() < 5 || (short.len() as f32) < SAME * long.len() as f32 {
        return false;
    }
    let common = short.iter().filter(|word| long.contains(word)).count();
    common as f32 >= SAME * long.len() as f32
}

/// Of the blocks that say the title: the last heading before the story, else the last block before it, else the
/// first.
fn nearest(page: &Page, same: &[usize], story: usize) -> Option<usize> {
    let before = |at: &&usize| **at <= story;
    let heading = |at: &&usize| page.blocks[**at].kind == BlockKind::Heading;
    let last_heading = same.iter().rev().filter(before).find(heading);
    last_heading.or_else(|| same.iter().rev().find(before)).or_else(|| same.first()).copied()
}

/// The headline of a page that states none: its first-level heading, or in plain text the first line that
/// looks like one.
fn unstated(cx: &Context<'_>, forms: &[Form], story: usize) -> Option<usize> {
    let page = cx.page;
    let masthead = masthead(cx);
    let is_first_level =
        |at: &usize| page.blocks[*at].kind == BlockKind::Heading && page.blocks[*at].level == 1;
    let first_level = (0..forms.len())
        .filter(is_first_level)
        .filter(|&at| forms[at].words > 1 && *forms[at].hashes != *masthead)
        .filter(|&at| !is_standing(cx, &forms[at], at) && rules::named(page, forms, at).is_none());
    let before_story = first_level.clone().rev().find(|&at| at <= story);
    before_story.or_else(|| first_level.clone().next()).or_else(|| first_line(cx, forms, story))
}

/// The block close by that says the same headline without the name of the site, if there is one.
fn without_site(page: &Page, forms: &[Form], at: usize) -> usize {
    let head = |by: &&str| page.blocks[at].text.rsplit_once(*by).map(|(head, _)| form::hashes(head));
    let heads: Vec<Vec<u64>> = SEPARATORS.iter().filter_map(head).collect();
    let end = forms.len().min(at + DECK_REACH);
    (at + 1..end).find(|&other| heads.iter().any(|head| **head == *forms[other].hashes)).unwrap_or(at)
}

/// Whether a line stands on so many pages of its outlet that it is no headline: short ones are mastheads and
/// straplines from three stories on; longer ones may be headlines that other pages tease, and take ten.
fn is_standing(cx: &Context<'_>, form: &Form, at: usize) -> bool {
    let step = cx.repeats.get(at).copied().unwrap_or_default();
    step >= if form.words <= MASTHEAD_WORDS { 2 } else { 4 }
}

/// The words of the outlet's name: the line that says it is no headline.
fn masthead(cx: &Context<'_>) -> Vec<u64> {
    cx.outlet.map_or_else(Vec::new, |outlet| form::hashes(&outlet.name))
}

/// The first line before the story that is no masthead, byline or other furniture.
fn first_line(cx: &Context<'_>, forms: &[Form], story: usize) -> Option<usize> {
    let page = cx.page;
    let masthead = masthead(cx);
    let marked = page.blocks.iter().any(|block| block.marks.is_some());
    if marked || story == forms.len() {
        return None;
    }
    let fit = |at: &usize| {
        let form = &forms[*at];
        (2..=30).contains(&form.words)
            && (form.ending != Ending::Stop || form.words <= 18)
            && !form.is_linked()
            && *form.hashes != *masthead
            && !is_standing(cx, form, *at)
            && !page.blocks[*at].text.contains(" > ")
            && rules::named(page, forms, *at).is_none()
    };
    (0..story).find(fit).filter(|_| story <= 60)
}

/// The deck: near the headline, marked as one or stated as the description, and no part of the story.
fn standfirst(page: &Page, forms: &[Form], elements: &Elements, title: usize, story: usize) -> Option<usize> {
    let described: Vec<Vec<u64>> = page
        .hints
        .iter()
        .filter(|hint| hint.field == Field::Standfirst)
        .take(HINTS)
        .map(|hint| form::hashes(&hint.value))
        .collect();
    let end = forms.len().min(title + 1 + DECK_REACH);
    let near = (title + 1..end).take_while(|&at| at == title + 1 || at <= story);
    near.filter(|&at| rules::named(page, forms, at).is_none()).find(|&at| {
        let said = described.iter().any(|words| words.len() > 4 && alike(&forms[at].hashes, words));
        let apart = at + 1 < forms.len() && is_apart(page, at);
        forms[at].words > 2
            && (elements.is_deck(&page.blocks[at])
                || (said && apart)
                || follows(page, forms, elements, title, at))
    })
}

/// Whether a block has the place and look of a deck: right under the headline, a line of some length; in a page
/// with markup also outside of the story's element.
fn follows(page: &Page, forms: &[Form], elements: &Elements, title: usize, at: usize) -> bool {
    let form = &forms[at];
    let placed = match elements.is_home(&page.blocks[at]) {
        Some(home) => !home && page.blocks[at].kind != BlockKind::ListItem,
        None => {
            form.ending == Ending::Open
                && forms.get(at + 1..).is_some_and(|rest| rest.iter().take(3).any(Form::is_prose))
        }
    };
    placed
        && at == title + 1
        && (6..=60).contains(&form.words)
        && form.link_share == 0.0
        && cues::find(form).is_none()
}

/// Lines between the headline and the story that name the stated authors, or, in text without markup, that are
/// a name and nothing else.
fn bylines(page: &Page, forms: &[Form], title: usize, story: usize) -> Vec<usize> {
    let authors: Vec<Vec<u64>> = page
        .hints
        .iter()
        .filter(|hint| hint.field == Field::Byline)
        .take(HINTS)
        .map(|hint| form::hashes(&hint.value))
        .filter(|words| !words.is_empty())
        .collect();
    let near = title + 1..story.min(title + 1 + 2 * DECK_REACH);
    near.filter(|&at| {
        let form = &forms[at];
        let named = authors.iter().any(|author| author.iter().all(|word| form.hashes.contains(word)));
        let alone = page.blocks[at].marks.is_none() && is_name(&page.blocks[at].text) && at <= title + 3;
        form.words <= 20 && (named || alone)
    })
    .collect()
}

/// Two to four capitalised words and nothing else.
fn is_name(text: &str) -> bool {
    let mut count = 0;
    let capitals = text::words(text).all(|span| {
        count += 1;
        text[span].starts_with(char::is_uppercase)
    });
    capitals && (2..=4).contains(&count) && !text.ends_with(['.', '!', '?', ',', ':'])
}

/// Whether the block stands in another element than the prose after it, or is a heading of its own.
fn is_apart(page: &Page, at: usize) -> bool {
    let Some(own) = &page.blocks[at].marks else { return true };
    let prose = |block: &&Block| block.kind == BlockKind::Paragraph && block.text.len() > 120;
    let next = page.blocks[at + 1..].iter().find(prose).and_then(|block| block.marks.as_ref());
    page.blocks[at].kind == BlockKind::Heading || next.is_some_and(|marks| marks.container != own.container)
}
