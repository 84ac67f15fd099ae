//! Dates that stand neither in a statement nor on a line of their own.

use crate::article::Stated;
use crate::article::date::hints;
use crate::article::day::{self, Order};
use crate::cleaner::Verdict;
use crate::reader::{Field, Origin, Page};
use crate::text::PartialDate;

/// Bytes of the opening of a story in which its dateline is looked for.
const DATELINE_BYTES: usize = 80;

pub(super) fn of_address(page: &Page) -> Option<Stated<PartialDate>> {
    let addresses = page.hints.iter().filter(|hint| hint.field == Field::Url);
    let path = |url: &str| url.split_once("://").map_or(url.to_owned(), |(_, rest)| rest.to_owned());
    let date = addresses.into_iter().find_map(|hint| day::of_path(&path(&hint.value)))?;
    Some(Stated { value: date, origin: Origin::Url })
}

/// The date that elements of the page are marked as, where they agree on one: several are those of a list.
pub(super) fn of_mark(page: &Page, order: Order) -> Option<Stated<PartialDate>> {
    let mut dates = hints(page, Origin::Byline, order);
    let first = dates.next()?;
    dates.all(|date| date.value == first.value).then_some(first)
}

pub(super) fn of_file_name(path: &str) -> Option<Stated<PartialDate>> {
    let name = path.rsplit('/').next()?;
    let date = day::of_path(name).filter(|date| date.first_day() == date.last_day())?;
    Some(Stated { value: date, origin: Origin::FileName })
}

/// The place-and-date opening of the story ("HARROWMERE, 16 May (Estuary Wire) -"), in the year that the address or
/// the file's name gives. Without one it is no date.
pub(super) fn of_dateline(page: &Page, verdicts: &[Verdict], path: &str) -> Option<Stated<PartialDate>> {
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
