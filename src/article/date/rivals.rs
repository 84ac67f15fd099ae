//! Which of two dates is that of publication.

use chrono::Datelike;

use crate::article::Stated;
use crate::article::date::{hints, span};
use crate::article::day::Order;
use crate::reader::{Origin, Page};
use crate::text::PartialDate;

/// Whether the date that a page shows under its headline is the better one. Programs stamp a story anew when it is moved
/// or put up again, so an earlier one is; a later one where nothing but a script or a hidden mark says otherwise.
pub(super) fn outdoes(
    page: &Page,
    shown: &Stated<PartialDate>,
    stated: &Stated<PartialDate>,
    order: Order,
) -> bool {
    let days = (shown.value.first_day() - stated.value.first_day()).num_days();
    // A neighbouring day is the same one in another time zone.
    let neighbours = days.abs() <= 1;
    let earlier = days < 0 && is_head(stated.origin) && !neighbours;
    let timed = !neighbours && is_timed(page, shown, order);
    let alone =
        || is_hidden(stated) && is_alone(page, shown, order) && !is_mirrored(shown.value, stated.value);
    span(shown.value) == 0 && (earlier || timed || days != 0 && alone())
}

/// Whether a date is stated in the head of a page or in a script.
pub(super) fn is_head(origin: Origin) -> bool {
    matches!(origin, Origin::JsonLd | Origin::Meta | Origin::OpenGraph)
}

/// Whether the date that a page shows is the one that its first `<time>` marks.
fn is_timed(page: &Page, shown: &Stated<PartialDate>, order: Order) -> bool {
    hints(page, Origin::TimeElement, order).next().is_some_and(|time| time.value == shown.value)
}

/// Whether the `<time>` elements of a page give different days, as those of a list of stories do.
pub(super) fn are_listed(page: &Page, order: Order) -> bool {
    let mut times = hints(page, Origin::TimeElement, order);
    let first = times.next();
    times.any(|time| Some(time.value) != first.as_ref().map(|first| first.value))
}

/// Whether a date is stated where no reader of the page sees it.
pub(super) fn is_hidden(stated: &Stated<PartialDate>) -> bool {
    matches!(stated.origin, Origin::JsonLd | Origin::Microdata)
}

/// Whether no `<meta>` speaks against the date that a page shows.
pub(super) fn is_alone(page: &Page, shown: &Stated<PartialDate>, order: Order) -> bool {
    let metas = [Origin::Meta, Origin::OpenGraph];
    let mut stated = metas.into_iter().flat_map(|origin| hints(page, origin, order));
    stated.all(|stated| stated.value == shown.value)
}

/// Days after its publication from which on a page that shows the date of its update alone is another one than was
/// published: such pages are written anew, while stories of the day are mended within days.
const REWRITTEN: i64 = 7;

/// Whether a page shows that it was changed, and nothing but a script or a hidden mark says that it was published long
/// before, or, as no page can be, after that.
pub(super) fn is_rewritten(
    page: &Page,
    stated: &Stated<PartialDate>,
    update: &Stated<PartialDate>,
    order: Order,
) -> bool {
    let days = (update.value.first_day() - stated.value.first_day()).num_days();
    !(0..=REWRITTEN).contains(&days) && is_alone(page, update, order)
}

/// Whether two dates are one, day and month changed about: `09.10.2024` may be either.
fn is_mirrored(a: PartialDate, b: PartialDate) -> bool {
    let (a, b) = (a.first_day(), b.first_day());
    (a.year(), a.month(), a.day()) == (b.year(), b.day(), b.month())
}
