//! What `date:` can ask for.

use std::fmt;

use chrono::{Days, Months, NaiveDate};

use crate::query::clause::Clause;
use crate::text::{DateRange, PartialDate};

/// A condition on the date of publication, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateTest {
    /// `none`: the date is unknown.
    Unknown,
    /// `2023`, `2023-06` or `2023-06-14`.
    On(PartialDate),
    /// `a..b`, both ends included; an open end is `None`.
    Between(Option<PartialDate>, Option<PartialDate>),
    /// `>a`: after its last day.
    After(PartialDate),
    /// `<a`: before its first day.
    Before(PartialDate),
    /// `>=a`: from its first day on.
    Since(PartialDate),
    /// `<=a`: up to its last day.
    Until(PartialDate),
    /// `30d`, `2w`, `6m`, `1y`: back from today, today included.
    Back(u16, Period),
}

/// A period of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

/// Letters of the periods.
const PERIODS: [(char, Period); 4] =
    [('d', Period::Day), ('w', Period::Week), ('m', Period::Month), ('y', Period::Year)];

impl DateTest {
    /// Reads what stands behind `date:`. `*` asks for any known date and is read as the [`Clause`] that says so.
    ///
    /// # Errors
    ///
    /// A sentence that shows what can be written.
    pub(super) fn parse(text: &str) -> Result<DateArgument, String> {
        let text = text.trim().to_ascii_lowercase();
        if text == "*" {
            return Ok(DateArgument::Known);
        }
        let read = if text == "none" {
            Some(Self::Unknown)
        } else if let Some((from, to)) = text.split_once("..") {
            between(from, to)
        } else {
            compared(&text).or_else(|| back(&text))
        };
        read.map(DateArgument::Test).ok_or_else(|| {
            format!("`{text}` is not a date; write 2023, 2023-06, 2023-06-14, 2023-01..2023-06, >2020, 30d or none")
        })
    }

    /// The days asked for; `None` for [`DateTest::Unknown`].
    pub fn range(self, today: NaiveDate) -> Option<DateRange> {
        let (first, last) = match self {
            Self::Unknown => return None,
            Self::On(date) => (Some(date.first_day()), Some(date.last_day())),
            Self::Between(from, to) => (from.map(PartialDate::first_day), to.map(PartialDate::last_day)),
            Self::After(date) => (date.last_day().succ_opt(), None),
            Self::Before(date) => (None, date.first_day().pred_opt()),
            Self::Since(date) => (Some(date.first_day()), None),
            Self::Until(date) => (None, Some(date.last_day())),
            Self::Back(count, period) => (period.before(today, count), Some(today)),
        };
        Some(DateRange { first, last })
    }
}

/// What `date:` was given.
pub(super) enum DateArgument {
    /// A condition.
    Test(DateTest),
    /// `*`: any known date.
    Known,
}

impl DateArgument {
    /// The clause that asks for it.
    pub(super) fn clause(self) -> Clause {
        match self {
            Self::Test(test) => Clause::Date(test),
            Self::Known => Clause::Not(Box::new(Clause::Date(DateTest::Unknown))),
        }
    }
}

impl Period {
    /// The day this many periods before `today`; `None` before the calendar's first day.
    fn before(self, today: NaiveDate, count: u16) -> Option<NaiveDate> {
        match self {
            Self::Day => today.checked_sub_days(Days::new(count.into())),
            Self::Week => today.checked_sub_days(Days::new(7 * u64::from(count))),
            Self::Month => today.checked_sub_months(Months::new(count.into())),
            Self::Year => today.checked_sub_months(Months::new(12 * u32::from(count))),
        }
    }
}

fn between(from: &str, to: &str) -> Option<DateTest> {
    let end = |text: &str| if text.is_empty() { Some(None) } else { PartialDate::parse(text).map(Some) };
    let (from, to) = (end(from)?, end(to)?);
    (from.is_some() || to.is_some()).then_some(DateTest::Between(from, to))
}

/// What a date with this sign in front asks for.
type Comparison = fn(PartialDate) -> DateTest;

/// The signs of comparison, longer ones first; none at all is the date itself.
const SIGNS: [(&str, Comparison); 5] = [
    (">=", DateTest::Since),
    ("<=", DateTest::Until),
    (">", DateTest::After),
    ("<", DateTest::Before),
    ("", DateTest::On),
];

fn compared(text: &str) -> Option<DateTest> {
    let (sign, comparison) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
    PartialDate::parse(&text[sign.len()..]).map(comparison)
}

fn back(text: &str) -> Option<DateTest> {
    let (letter, period) = PERIODS.iter().find(|(letter, _)| text.ends_with(*letter))?;
    let digits = text.strip_suffix(*letter).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok().map(|count| DateTest::Back(count, *period))
}

impl fmt::Display for DateTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("none"),
            Self::On(date) => write!(f, "{date}"),
            Self::Between(from, to) => {
                from.iter().try_for_each(|date| write!(f, "{date}"))?;
                f.write_str("..")?;
                to.iter().try_for_each(|date| write!(f, "{date}"))
            }
            Self::After(date) => write!(f, ">{date}"),
            Self::Before(date) => write!(f, "<{date}"),
            Self::Since(date) => write!(f, ">={date}"),
            Self::Until(date) => write!(f, "<={date}"),
            Self::Back(count, period) => {
                let letter =
                    PERIODS.iter().find(|(_, known)| known == period).map_or('d', |(letter, _)| *letter);
                write!(f, "{count}{letter}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        let now = NaiveDate::from_ymd_opt(2024, 3, 15).expect("a day of the calendar");
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        match DateTest::parse(text) {
            Ok(DateArgument::Test(asked)) => asked
                .range(now)
                .map_or("unknown".to_owned(), |range| format!("{}..{}", day(range.first), day(range.last))),
            Ok(DateArgument::Known) => "known".to_owned(),
            Err(_) => "error".to_owned(),
        }
    }

    #[test]
    fn a_month_is_all_its_days() {
        assert_eq!(days("2023-06"), "2023-06-01..2023-06-30");
    }

    #[test]
    fn both_ends_of_a_range_belong_to_it() {
        assert_eq!(days("2022..2023-02"), "2022-01-01..2023-02-28");
        assert_eq!(days("..2023"), "..2023-12-31");
    }

    #[test]
    fn after_a_year_begins_with_the_next() {
        assert_eq!(days(">2020"), "2021-01-01..");
        assert_eq!(days("<2021-05"), "..2021-04-30");
        assert_eq!(days(">=2020"), "2020-01-01..");
        assert_eq!(days("<=2021-05"), "..2021-05-31");
    }

    #[test]
    fn time_back_counts_from_today() {
        assert_eq!(days("30d"), "2024-02-14..2024-03-15");
        assert_eq!(days("2w"), "2024-03-01..2024-03-15");
        assert_eq!(days("1m"), "2024-02-15..2024-03-15");
        assert_eq!(days("1y"), "2023-03-15..2024-03-15");
    }

    #[test]
    fn what_is_no_date_is_an_error() {
        for text in ["", "..", "soon", "2023-13", "99999d", "d", "é", ">", "2023..x"] {
            assert_eq!(days(text), "error", "{text}");
        }
    }
}
