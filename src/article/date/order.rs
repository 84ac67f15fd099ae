//! How the figures of a page's dates are read.

use crate::article::date::elsewhere;
use crate::article::date::is_marked;
use crate::article::date::lines::LINE_BYTES;
use crate::article::day::{self, Order};
use crate::cleaner::Verdict;
use crate::reader::{Field, Hint, Page};

/// How `09/03/2023` is read: American on a page that says it is or that elsewhere has a date which can only be so.
pub(super) fn of(page: &Page, verdicts: &[Verdict]) -> Order {
    let american = |hint: &Hint| {
        hint.field == Field::Language && hint.value.replace('_', "-").eq_ignore_ascii_case("en-us")
    };
    if page.hints.iter().any(american) {
        return Order::MonthFirst;
    }
    let at_large = is_marked(page) && is_english_at_large(page) && elsewhere::of_address(page).is_none();
    let usual = if at_large { Order::MonthFirst } else { Order::DayFirst };
    let lines = page.blocks.iter().zip(verdicts).filter(|(block, verdict)| {
        matches!(verdict, Verdict::Drop { .. }) && block.text.len() <= LINE_BYTES && block.text.contains('/')
    });
    let stamps = page.hints.iter().filter(|hint| hint.field == Field::Date).map(|hint| hint.value.as_str());
    let texts = stamps.chain(lines.map(|(block, _)| block.text.as_str()));
    texts.filter(|text| text.contains('/')).find_map(day::order_of).unwrap_or(usual)
}

/// Whether a page is English of no country, under an address of none. Most such pages are American.
fn is_english_at_large(page: &Page) -> bool {
    let mut languages = page.hints.iter().filter(|hint| hint.field == Field::Language).peekable();
    let english = languages.peek().is_some() && languages.all(|hint| hint.value.eq_ignore_ascii_case("en"));
    let mut addresses = page.hints.iter().filter(|hint| hint.field == Field::Url).peekable();
    let national = |address: &str| {
        let host = address.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("");
        host.rsplit('.').next().is_some_and(|last| last.len() == 2)
    };
    english && addresses.peek().is_some() && !addresses.any(|hint| national(&hint.value))
}
