//! Days as only programs write them.

use chrono::{DateTime, NaiveDate, Weekday};

use crate::text::PartialDate;

/// The day of a stamp: `20230614` and what follows it, a day of a week (`2023-W24-3`), or a time since 1970 in seconds or
/// milliseconds; `None` for any other text.
pub(super) fn of(text: &str) -> Option<PartialDate> {
    compact(text).or_else(|| of_week(text)).or_else(|| since_1970(text))
}

fn compact(text: &str) -> Option<PartialDate> {
    let digits = text.get(..8).filter(|digits| is_number(digits))?;
    if text[8..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    PartialDate::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

/// Source: ISO 8601, the week date.
fn of_week(text: &str) -> Option<PartialDate> {
    let (year, rest) = text.split_once("-W")?;
    let (week, day) = rest.split_once('-')?;
    let day = Weekday::try_from(day.parse::<u8>().ok()?.checked_sub(1)?).ok()?;
    let date = NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, day)?;
    PartialDate::parse(&date.to_string())
}

/// Also in the shape of the .NET serialiser: `/Date(1686730500000)/`.
fn since_1970(text: &str) -> Option<PartialDate> {
    let inner = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")).unwrap_or(text);
    let number: i64 = inner.parse().ok().filter(|_| is_number(inner))?;
    let seconds = match inner.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    PartialDate::parse(&DateTime::from_timestamp(seconds, 0)?.date_naive().to_string())
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_write_days_in_their_own_ways() {
        let day = |text| of(text).map(|date| date.to_string());
        let same = Some("2023-06-14");
        for text in [
            "20230614",
            "20230614T081500Z",
            "2023-W24-3",
            "1686730500",
            "1686730500000",
            "/Date(1686730500000)/",
        ] {
            assert_eq!(day(text).as_deref(), same, "{text}");
        }
        for text in
            ["", "2023061", "202306145", "2023-W60-3", "2023-W24-9", "555123456", "+1686730500", "é-W1-1"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
