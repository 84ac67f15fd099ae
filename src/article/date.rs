//! When an article was published.

use crate::article::day::{self, Order};
use crate::article::{Circumstances, Stated};
use crate::cleaner::{Kind, Verdict};
use crate::reader::{Block, Field, Origin, Page};
use crate::text::{self, PartialDate};

/// Words that a line may have and still be a date line.
const LINE_WORDS: usize = 24;

/// Blocks at each end of a text page in which a date line is looked for though the cleaner did not mark it.
const EDGE: usize = 4;

/// The date of publication, from the first source that gives one that is not in the future: what the page states,
/// its address, its date line, the file's name. Never the file's own time, an update, or the date of a teaser.
pub(super) fn of(
    page: &Page,
    verdicts: &[Verdict],
    around: &Circumstances<'_>,
) -> Option<Stated<PartialDate>> {
    let order = order(page);
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
    let candidates = stated
        .into_iter()
        .flat_map(|origin| hints(page, origin, order))
        .chain(of_address(page))
        .chain(of_lines(page, verdicts, order))
        .chain(hints(page, Origin::Byline, order))
        .chain(of_file_name(around.path));
    candidates.into_iter().find(|date| date.value.first_day() <= around.today).map(|date| {
        precise(
            date,
            of_address(page).into_iter().chain(of_lines(page, verdicts, order)).chain(hints(
                page,
                Origin::Byline,
                order,
            )),
        )
    })
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

/// `09/03/2023` is American on a page that says it is.
fn order(page: &Page) -> Order {
    let american = |hint: &&crate::reader::Hint| {
        hint.field == Field::Language && hint.value.replace('_', "-").eq_ignore_ascii_case("en-us")
    };
    if page.hints.iter().any(|hint| american(&hint)) { Order::MonthFirst } else { Order::DayFirst }
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
    let blocks = page.blocks.iter().zip(verdicts).enumerate();
    let lines = blocks.filter(move |(at, (block, verdict))| {
        let marked = matches!(verdict, Verdict::Drop { kind: Kind::Author, .. });
        let edge = block.marks.is_none() && (*at < EDGE || *at >= last) && is_furniture(verdict);
        (marked || edge && !is_notice(block)) && text::words(&block.text).count() <= LINE_WORDS
    });
    lines.filter_map(move |(_, (block, _))| {
        Some(Stated { value: day::parse(&block.text, order)?, origin: Origin::Byline })
    })
}

/// Other stories, comments and advertisements carry dates of their own.
fn is_furniture(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Drop { kind: Kind::Other | Kind::Navigation | Kind::Repeated, .. })
}

/// Copyright lines give the year of the site.
fn is_notice(block: &Block) -> bool {
    block.text.contains('©') || text::fold(&block.text).contains("copyright")
}

fn of_file_name(path: &str) -> Option<Stated<PartialDate>> {
    let name = path.rsplit('/').next()?;
    let date = day::of_path(name).filter(|date| date.first_day() == date.last_day())?;
    Some(Stated { value: date, origin: Origin::FileName })
}
