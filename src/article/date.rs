//! When an article was published.

use chrono::Datelike;

use crate::article::byline;
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

/// Blocks over the headline that do, too.
const OVER: usize = 2;

/// Blocks from one story to the next in a list of teasers.
const LIST_STEP: usize = 3;

/// Bytes of the opening of a story in which its dateline is looked for.
const DATELINE_BYTES: usize = 80;

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
    let order = order(page, verdicts);
    let past = |date: &Stated<PartialDate>| date.value.first_day() <= around.today;
    let stated = STATED.into_iter().flat_map(|origin| hints(page, origin, order)).find(past);
    let shown = under_headline(page, verdicts, order).filter(past);
    if let Some(first) = of_first_time(page, verdicts, order).filter(past) {
        return Some(first);
    }
    let date = match (stated, shown) {
        (Some(stated), Some(shown)) if outdoes(page, &shown, &stated, order) => return Some(shown),
        (None, Some(shown)) if is_marked(page) && span(shown.value) == 0 => shown,
        (Some(stated), None) if is_hidden(&stated) => {
            let update = || update_line(page, verdicts, order, signed).filter(past);
            match update().filter(|update| is_rewritten(page, &stated, update, order)) {
                Some(update) => return Some(update),
                None => stated,
            }
        }
        (Some(stated), _) => stated,
        (None, _) => match seen(page, verdicts, around, order).find(past) {
            Some(seen) => seen,
            None => return update_line(page, verdicts, order, signed).filter(past),
        },
    };
    let finer = of_address(page).into_iter().chain(of_lines(page, verdicts, order));
    let finer =
        finer.chain(hints(page, Origin::Byline, order)).chain(of_dateline(page, verdicts, around.path));
    Some(precise(date, finer.filter(past)))
}

/// What a page shows, its address and its file tell, the most trusted first.
fn seen<'a>(
    page: &'a Page,
    verdicts: &'a [Verdict],
    around: &Circumstances<'_>,
    order: Order,
) -> impl Iterator<Item = Stated<PartialDate>> + 'a {
    of_address(page)
        .into_iter()
        .chain(of_lines(page, verdicts, order))
        .chain(of_mark(page, order))
        .chain(of_file_name(around.path))
        .chain(of_dateline(page, verdicts, around.path))
}

/// The date that elements of the page are marked as, where they agree on one: several are those of a list.
fn of_mark(page: &Page, order: Order) -> Option<Stated<PartialDate>> {
    let mut dates = hints(page, Origin::Byline, order);
    let first = dates.next()?;
    dates.all(|date| date.value == first.value).then_some(first)
}

/// Whether a page comes with markup.
fn is_marked(page: &Page) -> bool {
    page.blocks.first().is_some_and(|block| block.marks.is_some())
}

/// Whether the date that a page shows under its headline is the better one. Programs stamp a story anew when it is moved
/// or put up again, so an earlier one is; a later one where nothing but a script or a hidden mark says otherwise.
fn outdoes(page: &Page, shown: &Stated<PartialDate>, stated: &Stated<PartialDate>, order: Order) -> bool {
    let is_head = |origin: Origin| matches!(origin, Origin::JsonLd | Origin::Meta | Origin::OpenGraph);
    let days = (shown.value.first_day() - stated.value.first_day()).num_days();
    // A neighbouring day is the same one in another time zone.
    let neighbours = days.abs() <= 1;
    let earlier = days < 0 && is_head(stated.origin) && !neighbours;
    let alone =
        || is_hidden(stated) && is_alone(page, shown, order) && !is_mirrored(shown.value, stated.value);
    span(shown.value) == 0 && (earlier || days != 0 && alone())
}

/// Whether a date is stated where no reader of the page sees it.
fn is_hidden(stated: &Stated<PartialDate>) -> bool {
    matches!(stated.origin, Origin::JsonLd | Origin::Microdata)
}

/// Whether no `<meta>` speaks against the date that a page shows.
fn is_alone(page: &Page, shown: &Stated<PartialDate>, order: Order) -> bool {
    let metas = [Origin::Meta, Origin::OpenGraph];
    let mut stated = metas.into_iter().flat_map(|origin| hints(page, origin, order));
    stated.all(|stated| stated.value == shown.value)
}

/// Days after its publication from which on a page that shows the date of its update alone is another one than was
/// published: such pages are written anew, while stories of the day are mended within days.
const REWRITTEN: i64 = 30;

/// Whether a page shows that it was changed, and nothing but a script or a hidden mark says that it was published long
/// before.
fn is_rewritten(
    page: &Page,
    stated: &Stated<PartialDate>,
    update: &Stated<PartialDate>,
    order: Order,
) -> bool {
    let days = (update.value.first_day() - stated.value.first_day()).num_days();
    days > REWRITTEN && is_alone(page, update, order)
}

/// The date of a line of furniture that says when the story was published first.
fn of_first_time(page: &Page, verdicts: &[Verdict], order: Order) -> Option<Stated<PartialDate>> {
    let lines = page.blocks.iter().zip(verdicts);
    let mut lines =
        lines.filter(|(block, verdict)| **verdict != Verdict::Keep && day::says_first(&block.text));
    let value =
        lines.find_map(|(block, _)| day::parse(&block.text, order)).filter(|date| span(*date) == 0)?;
    Some(Stated { value, origin: Origin::Byline })
}

/// Whether two dates are one, day and month changed about: `09.10.2024` may be either.
fn is_mirrored(a: PartialDate, b: PartialDate) -> bool {
    let (a, b) = (a.first_day(), b.first_day());
    (a.year(), a.month(), a.day()) == (b.year(), b.day(), b.month())
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

/// The date of a line right under the headline, before the story begins, or in a page with markup right over it.
fn under_headline(page: &Page, verdicts: &[Verdict], order: Order) -> Option<Stated<PartialDate>> {
    let lines = lines_under(page, verdicts, UNDER.1).chain(lines_over(page, verdicts));
    let mut lines = lines.filter(|at| !is_labelled(page, *at));
    let value = lines.find_map(|at| day::parse(&page.blocks[at].text, order))?;
    Some(Stated { value, origin: Origin::Byline })
}

/// The date of an update that such a line gives, of a page with markup.
fn update_line(page: &Page, verdicts: &[Verdict], order: Order, signed: bool) -> Option<Stated<PartialDate>> {
    let marked = |at: &usize| matches!(verdicts[*at], Verdict::Drop { kind: Kind::Author, .. });
    let bylines = (0..page.blocks.len()).filter(|at| signed && marked(at) && is_line(&page.blocks[*at]));
    let lines = lines_under(page, verdicts, LINE_WORDS).chain(bylines);
    let lines = lines.filter(|at| page.blocks[*at].marks.is_some());
    let dates = lines.filter_map(|at| {
        let text = &page.blocks[at].text;
        if is_labelled(page, at) { day::parse(text, order) } else { day::of_update(text, order) }
    });
    let value = dates.into_iter().find(|date| span(*date) == 0)?;
    Some(Stated { value, origin: Origin::Update })
}

/// Whether the line before is a label that makes a date that of an update: "Last update:".
fn is_labelled(page: &Page, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &page.blocks[before].text);
    before.is_some_and(|text| text.len() <= LABEL_BYTES && day::says_updated(text))
}

/// Bytes of the longest label of a date.
const LABEL_BYTES: usize = 24;

/// Places of the lines of furniture, of so many words at most, between the headline and the story.
fn lines_under<'a>(
    page: &'a Page,
    verdicts: &'a [Verdict],
    words: usize,
) -> impl Iterator<Item = usize> + 'a {
    let title = headline(verdicts).map_or(page.blocks.len(), |title| title + 1);
    let near = (title..page.blocks.len())
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

/// Whether a block is a line of furniture, of so many words at most, that may date the story.
fn is_date_line(page: &Page, verdicts: &[Verdict], at: usize, words: usize) -> bool {
    let block = &page.blocks[at];
    may_date(block, &verdicts[at])
        && is_line(block)
        && !is_notice(block)
        && text::words(&block.text).take(words + 1).count() <= words
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
