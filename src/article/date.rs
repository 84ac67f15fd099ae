//! When an article was published.

use crate::article::day::{self, Order};
use crate::article::{Circumstances, Stated};
use crate::cleaner::{Kind, Verdict};
use crate::reader::{Block, Field, Hint, Origin, Page};
use crate::text::{self, PartialDate};

/// Words that a line may have and still be a date line.
const LINE_WORDS: usize = 24;

/// Bytes of the longest line that is looked at.
const LINE_BYTES: usize = 300;

/// Blocks at each end of a text page in which a date line is looked for though the cleaner did not mark it.
const EDGE: usize = 4;

/// Blocks before and after the headline in which a page with markup has its date line.
const NEAR: (usize, usize) = (6, 12);

/// Blocks after the headline, and words of such a line, that give the date that the page shows for the story.
const UNDER: (usize, usize) = (8, 14);

/// Blocks from one story to the next in a list of teasers.
const LIST_STEP: usize = 3;

/// Bytes of the opening of a story in which its dateline is looked for.
const DATELINE_BYTES: usize = 80;

/// The date of publication, from the first source that gives one that is not in the future: what the page states,
/// its address, its date line, the file's name. Never the file's own time, an update, or the date of a teaser.
pub(super) fn of(
    page: &Page,
    verdicts: &[Verdict],
    around: &Circumstances<'_>,
) -> Option<Stated<PartialDate>> {
    let order = order(page, verdicts);
    let stated = [
        Origin::User,
        Origin::FrontMatter,
        Origin::Record,
        Origin::JsonLd,
        Origin::Meta,
        Origin::OpenGraph,
        Origin::Microdata,
        Origin::TimeElement,
    ];
    let mut candidates = stated
        .into_iter()
        .flat_map(|origin| hints(page, origin, order))
        .chain(of_address(page))
        .chain(of_lines(page, verdicts, order))
        .chain(hints(page, Origin::Byline, order))
        .chain(of_file_name(around.path))
        .chain(of_dateline(page, verdicts, around.path));
    let past = |date: &Stated<PartialDate>| date.value.first_day() <= around.today;
    let date = candidates.find(past)?;
    let shown = under_headline(page, verdicts, order).filter(past);
    if let Some(shown) = shown.filter(|shown| is_first(shown, &date)) {
        return Some(shown);
    }
    let finer = of_address(page).into_iter().chain(of_lines(page, verdicts, order));
    let finer =
        finer.chain(hints(page, Origin::Byline, order)).chain(of_dateline(page, verdicts, around.path));
    Some(precise(date, finer.filter(past)))
}

/// Whether the date that a page shows under its headline is before the one that its head states: programs stamp a story
/// anew when it is moved or put up again.
fn is_first(shown: &Stated<PartialDate>, stated: &Stated<PartialDate>) -> bool {
    matches!(stated.origin, Origin::JsonLd | Origin::Meta | Origin::OpenGraph)
        && span(shown.value) == 0
        && shown.value.first_day() < stated.value.first_day()
}

/// A month from one source is the day from the address or date line that lies in it; and a day is the one that the
/// address names where the two are neighbours: stamps are often in another time zone than the newsroom.
fn precise(
    date: Stated<PartialDate>,
    mut others: impl Iterator<Item = Stated<PartialDate>>,
) -> Stated<PartialDate> {
    let within = |other: &Stated<PartialDate>| {
        other.value.first_day() >= date.value.first_day()
            && other.value.last_day() <= date.value.last_day()
            && span(other.value) < span(date.value)
    };
    let next = |other: &Stated<PartialDate>| {
        let days = (other.value.first_day() - date.value.first_day()).num_days();
        other.origin == Origin::Url && span(date.value) == 0 && span(other.value) == 0 && days.abs() == 1
    };
    others.find(|other| within(other) || next(other)).unwrap_or(date)
}

fn span(date: PartialDate) -> i64 {
    (date.last_day() - date.first_day()).num_days()
}

/// How `09/03/2023` is read: American on a page that says it is or that elsewhere has a date which can only be so.
fn order(page: &Page, verdicts: &[Verdict]) -> Order {
    let american = |hint: &Hint| {
        hint.field == Field::Language && hint.value.replace('_', "-").eq_ignore_ascii_case("en-us")
    };
    if page.hints.iter().any(american) {
        return Order::MonthFirst;
    }
    let lines = page.blocks.iter().zip(verdicts).filter(|(block, verdict)| {
        matches!(verdict, Verdict::Drop { .. }) && block.text.len() <= LINE_BYTES && block.text.contains('/')
    });
    let stamps = page.hints.iter().filter(|hint| hint.field == Field::Date).map(|hint| hint.value.as_str());
    let texts = stamps.chain(lines.map(|(block, _)| block.text.as_str()));
    texts.filter(|text| text.contains('/')).find_map(day::order_of).unwrap_or(Order::DayFirst)
}

fn hints(page: &Page, origin: Origin, order: Order) -> impl Iterator<Item = Stated<PartialDate>> + '_ {
    let hints = page.hints.iter().filter(move |hint| hint.field == Field::Date && hint.origin == origin);
    hints.filter_map(move |hint| Some(Stated { value: day::parse_stamp(&hint.value, order)?, origin }))
}

fn of_address(page: &Page) -> Option<Stated<PartialDate>> {
    let addresses = page.hints.iter().filter(|hint| hint.field == Field::Url);
    let path = |url: &str| url.split_once("://").map_or(url.to_owned(), |(_, rest)| rest.to_owned());
    let date = addresses.into_iter().find_map(|hint| day::of_path(&path(&hint.value)))?;
    Some(Stated { value: date, origin: Origin::Url })
}

/// Dates in byline and date lines, in page order.
fn of_lines<'a>(
    page: &'a Page,
    verdicts: &'a [Verdict],
    order: Order,
) -> impl Iterator<Item = Stated<PartialDate>> + 'a {
    let last = page.blocks.len().saturating_sub(EDGE);
    let title = headline(verdicts).unwrap_or(0);
    let placed = move |at: usize, block: &Block| {
        let near = at + NEAR.0 >= title && at <= title + NEAR.1;
        block.marks.is_none() || near || at > title && !is_listed(page, at, order)
    };
    let blocks = page.blocks.iter().zip(verdicts).enumerate();
    let lines = blocks.filter(move |(at, (block, verdict))| {
        let marked = matches!(verdict, Verdict::Drop { kind: Kind::Author, .. });
        let edge = block.marks.is_none() && (*at < EDGE || *at >= last) && may_date(block, verdict);
        is_line(block) && (marked && placed(*at, block) || edge && !is_notice(block))
    });
    lines.filter_map(move |(_, (block, _))| {
        Some(Stated { value: day::parse(&block.text, order)?, origin: Origin::Byline })
    })
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

/// Whether a block is short enough for a line of furniture, and has a number.
fn is_line(block: &Block) -> bool {
    block.text.len() <= LINE_BYTES
        && block.text.contains(char::is_numeric)
        && text::words(&block.text).take(LINE_WORDS + 1).count() <= LINE_WORDS
}

/// Other stories, comments and advertisements carry dates of their own; of what the cleaner kept, a line that says it
/// was published.
fn may_date(block: &Block, verdict: &Verdict) -> bool {
    match verdict {
        Verdict::Drop { kind, .. } => {
            !matches!(kind, Kind::Related | Kind::Comments | Kind::Advertising | Kind::Tags)
        }
        Verdict::Field(field) => *field == Field::Standfirst,
        Verdict::Keep => day::says_published(&block.text),
    }
}

/// Copyright lines give the year of the site.
fn is_notice(block: &Block) -> bool {
    block.text.contains('©') || text::fold(&block.text).contains("copyright")
}

fn headline(verdicts: &[Verdict]) -> Option<usize> {
    verdicts.iter().position(|verdict| *verdict == Verdict::Field(Field::Title))
}

/// The date of a line right under the headline, before the story begins.
fn under_headline(page: &Page, verdicts: &[Verdict], order: Order) -> Option<Stated<PartialDate>> {
    let title = headline(verdicts)?;
    let near = page.blocks.iter().zip(verdicts).skip(title + 1).take(UNDER.0);
    let story = |(_, verdict): &(&Block, &Verdict)| !matches!(verdict, Verdict::Keep);
    let mut dates = near.take_while(story).filter(|(block, verdict)| {
        may_date(block, verdict)
            && is_line(block)
            && !is_notice(block)
            && text::words(&block.text).take(UNDER.1 + 1).count() <= UNDER.1
    });
    let value = dates.find_map(|(block, _)| day::parse(&block.text, order))?;
    Some(Stated { value, origin: Origin::Byline })
}

fn of_file_name(path: &str) -> Option<Stated<PartialDate>> {
    let name = path.rsplit('/').next()?;
    let date = day::of_path(name).filter(|date| date.first_day() == date.last_day())?;
    Some(Stated { value: date, origin: Origin::FileName })
}

/// The place-and-date opening of the story ("HARROWMERE, 16 May (Estuary Wire) -"), in the year that the address or
/// the file's name gives. Without one it is no date.
fn of_dateline(page: &Page, verdicts: &[Verdict], path: &str) -> Option<Stated<PartialDate>> {
    let mut kept = page.blocks.iter().zip(verdicts).filter(|(_, verdict)| matches!(verdict, Verdict::Keep));
    let (first, _) = kept.next()?;
    let opening = first.text.find([')', '—', '–', '-']).filter(|end| *end <= DATELINE_BYTES)?;
    let opening = &first.text[..opening];
    let place = opening.split([',', ' ']).next().is_some_and(|word| word.chars().all(|c| !c.is_lowercase()));
    let (month, day) = day::without_year(opening).filter(|_| place)?;
    let urls = page.hints.iter().filter(|hint| hint.field == Field::Url).map(|hint| hint.value.as_str());
    let name = path.rsplit('/').next().unwrap_or(path);
    let year = urls.chain([name]).find_map(day::year_of_path)?;
    Some(Stated { value: PartialDate::day(year, month, day)?, origin: Origin::Dateline })
}
