//! The dates that a page shows on lines of their own.

use crate::article::Stated;
use crate::article::byline;
use crate::article::date::span;
use crate::article::day::{self, Order};
use crate::cleaner::{Kind, Verdict};
use crate::reader::{Block, Field, Origin, Page};
use crate::text::{self, PartialDate};

/// Words that a line may have and still be a date line.
const LINE_WORDS: usize = 24;

/// Bytes of the longest line that is looked at.
pub(super) const LINE_BYTES: usize = 300;

/// Blocks at each end of a text page in which a date line is looked for though the cleaner did not mark it.
const EDGE: usize = 4;

/// Blocks before and after the headline in which a page with markup has its date line.
const NEAR: (usize, usize) = (6, 12);

/// Blocks after the headline, and words of such a line, that give the date that the page shows for the story.
const UNDER: (usize, usize) = (8, 14);

/// Blocks over the headline that do, too.
const OVER: usize = 2;

/// Blocks from one story to the next in a list of teasers.
const LIST_STEP: usize = 3;

/// Bytes of the longest label of a date.
const LABEL_BYTES: usize = 24;

/// The date of a line right under the headline, before the story begins, or in a page with markup right over it.
pub(super) fn under_headline(page: &Page, verdicts: &[Verdict], order: Order) -> Option<Stated<PartialDate>> {
    let lines = lines_under(page, verdicts, UNDER.1).chain(lines_over(page, verdicts));
    let mut lines = lines.filter(|at| !is_labelled(page, *at));
    let value = lines.find_map(|at| day::parse(&page.blocks[at].text, order))?;
    Some(Stated { value, origin: Origin::Byline })
}

/// The date of an update that such a line gives, of a page with markup.
pub(super) fn update_line(
    page: &Page,
    verdicts: &[Verdict],
    order: Order,
    signed: bool,
) -> Option<Stated<PartialDate>> {
    let marked = |at: &usize| matches!(verdicts[*at], Verdict::Drop { kind: Kind::Author, .. });
    let bylines = (0..page.blocks.len()).filter(|at| signed && marked(at) && is_line(&page.blocks[*at]));
    let lines = lines_under(page, verdicts, LINE_WORDS).chain(bylines);
    let lines = lines.filter(|at| page.blocks[*at].marks.is_some());
    let dates = lines.filter_map(|at| {
        let text = &page.blocks[at].text;
        let of_site = SITES.iter().any(|word| text::fold(text).starts_with(word));
        match label(page, at) {
            _ if of_site => None,
            Some(label) if day::says_updated(label) => day::parse(text, order),
            _ => day::of_update(text, order),
        }
    });
    let value = dates.into_iter().find(|date| span(*date) == 0)?;
    Some(Stated { value, origin: Origin::Update })
}

/// Words that make the date of an update that of the whole site.
const SITES: &[&str] = &["site ", "website "];

/// The date of a line of furniture, wherever it stands, that says it is that of publication, where no two such lines
/// give different ones.
pub(super) fn of_publication(page: &Page, verdicts: &[Verdict], order: Order) -> Option<Stated<PartialDate>> {
    let blocks = page.blocks.iter().zip(verdicts).enumerate();
    let lines = blocks.filter(|(at, (block, verdict))| {
        **verdict != Verdict::Keep
            && may_date(block, verdict)
            && is_line(block)
            && (day::says_published(&block.text) || is_published(page, *at))
    });
    let mut dates = lines.filter_map(|(_, (block, _))| day::parse(&block.text, order));
    let value = dates.next().filter(|date| span(*date) == 0)?;
    dates.all(|date| date == value).then_some(Stated { value, origin: Origin::Byline })
}

/// The date of a line of furniture that says when the story was published first.
pub(super) fn of_first_time(page: &Page, verdicts: &[Verdict], order: Order) -> Option<Stated<PartialDate>> {
    let lines = page.blocks.iter().zip(verdicts);
    let mut lines =
        lines.filter(|(block, verdict)| **verdict != Verdict::Keep && day::says_first(&block.text));
    let value =
        lines.find_map(|(block, _)| day::parse(&block.text, order)).filter(|date| span(*date) == 0)?;
    Some(Stated { value, origin: Origin::Byline })
}

/// Dates in byline and date lines, in page order.
pub(super) fn of_lines<'a>(
    page: &'a Page,
    verdicts: &'a [Verdict],
    order: Order,
) -> impl Iterator<Item = Stated<PartialDate>> + 'a {
    let last = page.blocks.len().saturating_sub(EDGE);
    let title = headline(verdicts).unwrap_or(0);
    let placed = move |at: usize, block: &Block| {
        let near = at + NEAR.0 >= title && at <= title + NEAR.1;
        let alone = || at > title && !is_listed(page, at, order) && !is_labelled(page, at);
        block.marks.is_none() || near || alone()
    };
    let blocks = page.blocks.iter().zip(verdicts).enumerate();
    let lines = blocks.filter(move |(at, (block, verdict))| {
        let marked = matches!(verdict, Verdict::Drop { kind: Kind::Author, .. });
        let edge = block.marks.is_none() && (*at < EDGE || *at >= last);
        (marked || edge)
            && is_line(block)
            && (marked && placed(*at, block) || edge && may_date(block, verdict) && !is_notice(block))
    });
    lines.filter_map(move |(_, (block, _))| {
        Some(Stated { value: day::parse(&block.text, order)?, origin: Origin::Byline })
    })
}

/// Whether a line of furniture gives this date.
pub(super) fn is_shown(page: &Page, verdicts: &[Verdict], date: PartialDate, order: Order) -> bool {
    let lines = page
        .blocks
        .iter()
        .zip(verdicts)
        .filter(|(block, verdict)| **verdict != Verdict::Keep && is_line(block));
    lines.into_iter().any(|(block, _)| day::parse(&block.text, order) == Some(date))
}

/// Whether another date stands close by, as in a list of other stories.
fn is_listed(page: &Page, at: usize, order: Order) -> bool {
    let date = day::parse(&page.blocks[at].text, order);
    let around = page.blocks[at.saturating_sub(LIST_STEP)..].iter().take(2 * LIST_STEP + 1);
    around
        .filter(|block| is_line(block))
        .filter_map(|block| day::parse(&block.text, order))
        .any(|next| Some(next) != date)
}

/// Whether one of the two lines before is a label that makes a date that of publication: "Published".
fn is_published(page: &Page, at: usize) -> bool {
    let before = page.blocks[at.saturating_sub(LABELS)..at].iter().rev().map(|block| block.text.as_str());
    before
        .take_while(|text| text.len() <= LABEL_BYTES && !text.contains(char::is_numeric))
        .any(day::labels_published)
}

/// Labels of one date: the one that is seen, and one for those who listen to the page.
const LABELS: usize = 2;

/// Places of the lines of furniture, of so many words at most, between the headline and the story.
fn lines_under<'a>(
    page: &'a Page,
    verdicts: &'a [Verdict],
    words: usize,
) -> impl Iterator<Item = usize> + 'a {
    let story = verdicts.iter().position(|verdict| *verdict == Verdict::Keep).unwrap_or(page.blocks.len());
    let title = headline(verdicts).filter(|title| *title < story);
    let start = title.map_or(story.saturating_sub(OVER), |title| title + 1);
    let near = (start..page.blocks.len())
        .take(UNDER.0)
        .take_while(|at| verdicts[*at] != Verdict::Keep || byline::is_dated_credit(&page.blocks[*at].text));
    near.filter(move |at| is_date_line(page, verdicts, *at, words))
}

/// The same right over the headline, the nearest first; pages with markup only.
fn lines_over<'a>(page: &'a Page, verdicts: &'a [Verdict]) -> impl Iterator<Item = usize> + 'a {
    let title = headline(verdicts).unwrap_or(0);
    let near = (title.saturating_sub(OVER)..title).rev().filter(|at| page.blocks[*at].marks.is_some());
    near.filter(|at| verdicts[*at] != Verdict::Keep && is_date_line(page, verdicts, *at, UNDER.1))
}

/// Whether the line before is a label that makes a date that of an update: "Last update:".
fn is_labelled(page: &Page, at: usize) -> bool {
    label(page, at).is_some_and(day::says_later)
}

/// The line before, where it is short enough for a label.
fn label(page: &Page, at: usize) -> Option<&str> {
    let before = at.checked_sub(1).map(|before| page.blocks[before].text.as_str());
    before.filter(|text| text.len() <= LABEL_BYTES)
}

/// Whether a block is a line of furniture, of so many words at most, that may date the story.
fn is_date_line(page: &Page, verdicts: &[Verdict], at: usize, words: usize) -> bool {
    let block = &page.blocks[at];
    may_date(block, &verdicts[at])
        && is_line(block)
        && !is_notice(block)
        && !text::has_more_words(&block.text, words)
}

/// Whether a block is short enough for a line of furniture, and has a number.
fn is_line(block: &Block) -> bool {
    block.text.len() <= LINE_BYTES
        && has_number(&block.text)
        && !block.text.ends_with(':')
        && !text::has_more_words(&block.text, LINE_WORDS)
}

fn has_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || !text.is_ascii() && text.contains(char::is_numeric)
}

/// Other stories, comments and advertisements carry dates of their own; of what the cleaner kept, a line that says it
/// was published.
fn may_date(block: &Block, verdict: &Verdict) -> bool {
    match verdict {
        Verdict::Drop { kind: Kind::Tags, .. } => day::says_updated(&block.text),
        Verdict::Drop { kind, .. } => !matches!(kind, Kind::Related | Kind::Comments | Kind::Advertising),
        Verdict::Field(field) => *field == Field::Standfirst,
        Verdict::Keep => day::says_published(&block.text) || byline::is_dated_credit(&block.text),
    }
}

/// Copyright lines give the year of the site.
fn is_notice(block: &Block) -> bool {
    block.text.contains('©') || text::fold(&block.text).contains("copyright")
}

fn headline(verdicts: &[Verdict]) -> Option<usize> {
    verdicts.iter().position(|verdict| *verdict == Verdict::Field(Field::Title))
}
