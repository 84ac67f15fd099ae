//! Calendar dates that may be known to the day, the month or the year only.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A publication date with its precision: `2023`, `2023-06` or `2023-06-14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// A day of the calendar; `None` where there is no such day, or the year is not of four digits.
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month.into(), day.into())?;
        (1000..=9999).contains(&year).then_some(Self { year, month: Some(month), day: Some(day) })
    }

    /// A month of a year.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        ((1000..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self {
            year,
            month: Some(month),
            day: None,
        })
    }

    /// A year alone.
    pub fn year(year: i32) -> Option<Self> {
        (1000..=9999).contains(&year).then_some(Self { year, month: None, day: None })
    }

    /// The day of a [`NaiveDate`]; `None` outside the years 1000 to 9999.
    pub fn from_naive(date: NaiveDate) -> Option<Self> {
        use chrono::Datelike;
        Self::day(date.year(), date.month() as u8, date.day() as u8)
    }

    /// Reads `2023`, `2023-06` or `2023-06-14`, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
        let month = parts.next().map(two_digits);
        let day = parts.next().map(two_digits);
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, month?),
            (Some(month), Some(day)) => Self::day(year, month?, day?),
        }
    }

    /// Year, month (from 1) and day of the month, as far as they are known.
    pub fn parts(self) -> (i32, Option<u8>, Option<u8>) {
        (self.year, self.month, self.day)
    }

    /// The first day that the date can mean.
    #[expect(clippy::missing_panics_doc, reason = "a partial date is a valid one from its making on")]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1).into(), self.day.unwrap_or(1).into())
            .expect("a partial date is made of a valid day, month or year")
    }

    /// The last day that the date can mean.
    #[expect(clippy::missing_panics_doc, reason = "a partial date is a valid one from its making on")]
    pub fn last_day(self) -> NaiveDate {
        if self.day.is_some() {
            return self.first_day();
        }
        let (year, month) = match self.month {
            Some(month) if month < 12 => (self.year, month + 1),
            _ => (self.year + 1, 1),
        };
        NaiveDate::from_ymd_opt(year, month.into(), 1)
            .and_then(|next| next.pred_opt())
            .expect("the first of a month up to the year 10000 has a day before it")
    }
}

fn two_digits(part: &str) -> Option<u8> {
    (part.len() == 2).then(|| part.parse().ok()).flatten()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a date; write 2023, 2023-06 or 2023-06-14"))
    }
}

/// A range of days, both ends included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateRange {
    /// The first day of the range.
    pub first: Option<NaiveDate>,
    /// The last day of the range.
    pub last: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_covers_its_days() {
        let june = PartialDate::parse("2023-06").expect("a month");
        assert_eq!(june.first_day().to_string(), "2023-06-01");
        assert_eq!(june.last_day().to_string(), "2023-06-30");
        assert_eq!(june.to_string(), "2023-06");
    }

    #[test]
    fn there_is_no_thirtieth_of_february() {
        assert_eq!(PartialDate::parse("2023-02-30"), None);
        assert_eq!(PartialDate::parse("2023-2-3"), None);
    }
}
