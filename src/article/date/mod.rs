//! When an article was published.

mod elsewhere;
mod lines;
mod order;
mod rivals;

use crate::article::day::{self, Order};
use crate::article::{Circumstances, Stated};
use crate::cleaner::Verdict;
use crate::reader::{Field, Origin, Page};
use crate::text::PartialDate;

/// Where dates are stated that outdo what a page shows, the most trusted first.
const STATED: [Origin; 9] = [
    Origin::User,
    Origin::FrontMatter,
    Origin::Record,
    Origin::Mail,
    Origin::JsonLd,
    Origin::Meta,
    Origin::OpenGraph,
    Origin::Microdata,
    Origin::TimeElement,
];

/// The date of publication, from the first source that gives one that is not in the future: what the page states, what
/// it shows under its headline, its address, its date line, the file's name. Never the file's own time or the date of a
/// teaser; that of an update where a web page gives no other, and said to be one.
pub(super) fn of(
    page: &Page,
    verdicts: &[Verdict],
    around: &Circumstances<'_>,
    signed: bool,
) -> Option<Stated<PartialDate>> {
    let order = order::of(page, verdicts);
    let past = |date: &Stated<PartialDate>| date.value.first_day() <= around.today;
    if let Some(first) = lines::of_first_time(page, verdicts, order).filter(past) {
        return Some(first);
    }
    let under = lines::under_headline(page, verdicts, order).filter(past);
    let stated = stated(page, order, under.is_some()).find(past);
    let hidden = stated.as_ref().is_some_and(rivals::is_hidden);
    let said = || lines::of_publication(page, verdicts, order).filter(past).filter(|_| is_marked(page));
    let mark = || elsewhere::of_mark(page, order).filter(|date| past(date) && span(date.value) == 0);
    let shown = under.or_else(said).or_else(|| mark().filter(|_| hidden));
    let date = match (stated, shown) {
        (Some(stated), Some(shown)) if rivals::outdoes(page, &shown, &stated, order) => return Some(shown),
        (None, Some(shown)) if is_marked(page) && span(shown.value) == 0 => shown,
        (Some(stated), None) if hidden => {
            match rewritten(page, verdicts, &stated, (order, signed)).filter(past) {
                Some(update) => return Some(update),
                None => stated,
            }
        }
        (Some(stated), _) => stated,
        (None, _) => match seen(page, verdicts, around, order).find(past) {
            Some(seen) => seen,
            None => return lines::update_line(page, verdicts, order, true).filter(past),
        },
    };
    Some(precise(date, finer(page, verdicts, around, order).filter(past)))
}

/// What a page states, the most trusted first; `shown` is whether it shows a date under its headline, too.
fn stated(page: &Page, order: Order, shown: bool) -> impl Iterator<Item = Stated<PartialDate>> + '_ {
    let listed = !shown && rivals::are_listed(page, order);
    let front = is_front_page(page);
    let doubtful =
        move |origin: Origin| listed && origin == Origin::TimeElement || front && rivals::is_head(origin);
    STATED
        .into_iter()
        .filter(move |origin| !doubtful(*origin))
        .flat_map(move |origin| hints(page, origin, order))
}

/// The date of the update that a page shows, where it was written anew since the stated one.
fn rewritten(
    page: &Page,
    verdicts: &[Verdict],
    stated: &Stated<PartialDate>,
    (order, signed): (Order, bool),
) -> Option<Stated<PartialDate>> {
    let update = lines::update_line(page, verdicts, order, signed)?;
    let since = rivals::is_rewritten(page, stated, &update, order);
    (since && !lines::is_shown(page, verdicts, stated.value, order)).then_some(update)
}

/// What may give a date more precisely than it is stated.
fn finer<'a>(
    page: &'a Page,
    verdicts: &'a [Verdict],
    around: &Circumstances<'_>,
    order: Order,
) -> impl Iterator<Item = Stated<PartialDate>> + 'a {
    elsewhere::of_address(page)
        .into_iter()
        .chain(lines::of_lines(page, verdicts, order))
        .chain(hints(page, Origin::Byline, order))
        .chain(elsewhere::of_dateline(page, verdicts, around.path))
}

/// What a page shows, its address and its file tell, the most trusted first.
fn seen<'a>(
    page: &'a Page,
    verdicts: &'a [Verdict],
    around: &Circumstances<'_>,
    order: Order,
) -> impl Iterator<Item = Stated<PartialDate>> + 'a {
    elsewhere::of_address(page)
        .into_iter()
        .chain(lines::of_lines(page, verdicts, order))
        .chain(elsewhere::of_mark(page, order))
        .chain(elsewhere::of_file_name(around.path))
        .chain(elsewhere::of_dateline(page, verdicts, around.path))
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

/// Whether every address that a page states is that of a whole site: its front page, whose stamps tell when it was made.
fn is_front_page(page: &Page) -> bool {
    let mut addresses = page.hints.iter().filter(|hint| hint.field == Field::Url).peekable();
    let root = |url: &str| {
        url.split_once("://").is_some_and(|(_, rest)| rest.trim_end_matches('/').split('/').count() == 1)
    };
    addresses.peek().is_some() && addresses.all(|hint| root(&hint.value))
}

/// Whether a page comes with markup.
fn is_marked(page: &Page) -> bool {
    page.blocks.first().is_some_and(|block| block.marks.is_some())
}

fn hints(page: &Page, origin: Origin, order: Order) -> impl Iterator<Item = Stated<PartialDate>> + '_ {
    let hints = page.hints.iter().filter(move |hint| hint.field == Field::Date && hint.origin == origin);
    hints.filter_map(move |hint| Some(Stated { value: day::parse_stamp(&hint.value, order)?, origin }))
}

fn span(date: PartialDate) -> i64 {
    (date.last_day() - date.first_day()).num_days()
}
