//! A day as people write it.

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::text::PartialDate;

/// Days before today that can be asked for, at the most.
const MOST: u64 = 1_000_000;

/// A day as typed: a date, a month, a year, or days before today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// `2023-06-14`, `2023-06` or `2023`.
    Date(PartialDate),
    /// `30d`.
    Ago(u64),
}

impl Day {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// What to write instead.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let ago = || typed.strip_suffix('d')?.parse().ok().filter(|days| *days < MOST);
        PartialDate::parse(typed)
            .map(Self::Date)
            .or_else(|| ago().map(Self::Ago))
            .ok_or_else(|| "write 2023-06-14, 2023-06, 2023, or 30d for thirty days ago".to_owned())
    }

    /// The first day that it can mean.
    pub fn first(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Date(date) => date.first_day(),
            Self::Ago(days) => before(today, days),
        }
    }

    /// The last day that it can mean.
    pub fn last(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Date(date) => date.last_day(),
            Self::Ago(days) => before(today, days),
        }
    }
}

/// As it is typed.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Ago(days) => write!(f, "{days}d"),
        }
    }
}

fn before(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(typed: &str) -> Result<(String, String), String> {
        let today = NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day");
        let day = Day::parse(typed)?;
        assert_eq!(day.to_string(), typed);
        Ok((day.first(today).to_string(), day.last(today).to_string()))
    }

    #[test]
    fn a_month_begins_on_its_first_day_and_ends_on_its_last() {
        assert_eq!(days("2024-02"), Ok(("2024-02-01".into(), "2024-02-29".into())));
        assert_eq!(days("1d"), Ok(("2024-02-29".into(), "2024-02-29".into())));
    }

    #[test]
    fn what_is_no_date_is_told_how_to_write_one() {
        for typed in ["yesterday", "2024-13", "", "d", "-3d", "99999999999999d"] {
            assert!(days(typed).is_err_and(|message| message.contains("30d")), "{typed}");
        }
    }
}
