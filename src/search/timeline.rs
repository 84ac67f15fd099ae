//! When the articles of a query were published.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::index::{Archive, IndexError, Place};
use crate::query::{Notice, Resolved};
use crate::search::matching::Matching;
use crate::search::{Request, facet};

/// Periods of a timeline that has the empty ones in it; a longer one goes without them.
const MOST: usize = 5_000;

/// What a timeline counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Days.
    Day,
    /// Weeks from Monday on, numbered as ISO 8601 does.
    Week,
    /// Months.
    #[default]
    Month,
    /// Years.
    Year,
}

/// Articles by the time of their publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Every period from the first to the last one with an article, empty ones included unless there are more than
    /// 5,000; in order.
    pub bars: Vec<Bar>,
    /// Articles that match, dated or not.
    pub total: u64,
    /// Matching articles without a date.
    pub undated: u64,
    /// Matching articles whose dates are known less precisely than the periods: by the month where days are counted.
    pub imprecise: u64,
    /// What was taken literally in the query.
    pub notices: Vec<Notice>,
    /// Whom names were taken for.
    pub names: Vec<Resolved>,
}

/// The articles of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Its first day.
    pub first: NaiveDate,
    /// Matching articles.
    pub articles: u64,
    /// All articles of the archive.
    pub all: u64,
}

impl Bar {
    /// The share of all articles of the period that match, `0.0..=1.0`; 0 where there are none.
    pub fn share(&self) -> f64 {
        if self.all == 0 { 0.0 } else { self.articles as f64 / self.all as f64 }
    }
}

impl Period {
    /// The first day of the period that a day lies in.
    pub fn begin(self, day: NaiveDate) -> NaiveDate {
        let back = match self {
            Self::Day => 0,
            Self::Week => day.weekday().num_days_from_monday(),
            Self::Month => day.day0(),
            Self::Year => day.ordinal0(),
        };
        day.checked_sub_days(Days::new(u64::from(back))).unwrap_or(day)
    }

    /// The first day of the next period; `None` at the end of the calendar.
    fn next(self, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => first.checked_add_days(Days::new(1)),
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Year => first.checked_add_months(Months::new(12)),
        }
    }

    /// `2023-06-14`, `2023-W24`, `2023-06` or `2023`, for the period that begins then.
    pub fn label(self, first: NaiveDate) -> String {
        match self {
            Self::Day => first.format("%Y-%m-%d"),
            Self::Week => first.format("%G-W%V"),
            Self::Month => first.format("%Y-%m"),
            Self::Year => first.format("%Y"),
        }
        .to_string()
    }
}

/// When the articles of a request were published.
///
/// # Errors
///
/// When the index cannot be read.
pub fn timeline(archive: &Archive, request: &Request, by: Period) -> Result<Timeline, IndexError> {
    let matching = Matching::of(archive, request)?;
    let mut counts: BTreeMap<NaiveDate, (u64, u64)> = BTreeMap::new();
    let (mut undated, mut imprecise) = (0, 0);
    each_date(archive, &mut |place, days| {
        let matches = matching.has(place);
        let Some((first, last)) = days else {
            undated += u64::from(matches);
            return;
        };
        let period = by.begin(first);
        if period == by.begin(last) {
            let (articles, all) = counts.entry(period).or_default();
            *articles += u64::from(matches);
            *all += 1;
        } else {
            imprecise += u64::from(matches);
        }
    })?;
    let total = matching.len();
    let Matching { notices, names, .. } = matching;
    Ok(Timeline { bars: bars(&counts, by), total, undated, imprecise, notices, names })
}

/// Hands out every article with the first and last day that its date can mean.
pub(super) fn each_date(
    archive: &Archive,
    each: &mut dyn FnMut(Place, Option<(NaiveDate, NaiveDate)>),
) -> Result<(), IndexError> {
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let fields = segment.fast_fields();
        let (from, to) = (fields.i64("first_day")?, fields.i64("last_day")?);
        for doc in segment.doc_ids_alive() {
            let days = from.first(doc).zip(to.first(doc));
            let days = days.and_then(|(from, to)| Some((facet::date(from)?, facet::date(to)?)));
            each(Place::new(at as u32, doc), days);
        }
    }
    Ok(())
}

fn bars(counts: &BTreeMap<NaiveDate, (u64, u64)>, by: Period) -> Vec<Bar> {
    let with = || counts.iter().filter(|(_, (articles, _))| *articles > 0).map(|(first, _)| *first);
    let (Some(first), Some(last)) = (with().next(), with().next_back()) else { return Vec::new() };
    let bar = |first: NaiveDate| {
        let (articles, all) = counts.get(&first).copied().unwrap_or_default();
        Bar { first, articles, all }
    };
    let periods = std::iter::successors(Some(first), |first| by.next(*first));
    let periods: Vec<NaiveDate> = periods.take_while(|period| *period <= last).take(MOST + 1).collect();
    if periods.len() > MOST { with().map(bar).collect() } else { periods.into_iter().map(bar).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, request, story};

    fn said(query: &str, by: Period) -> String {
        let fixture = Fixture::with(&[
            story("A", "The strike began.").on("2022-12-30"),
            story("B", "The strike went on.").on("2023-01-01"),
            story("C", "The strike ended.").on("2023-03"),
            story("D", "Rain.").on("2023-01-02"),
            story("E", "A strike, long ago.").on("2021"),
            story("F", "A strike, some time."),
        ]);
        let timeline = timeline(&fixture.open(), &request(query), by).expect("an index");
        let bars =
            timeline.bars.iter().map(|bar| format!("{} {}/{}", by.label(bar.first), bar.articles, bar.all));
        let bars = bars.collect::<Vec<_>>().join(", ");
        format!(
            "{bars}; {} undated, {} imprecise of {}",
            timeline.undated, timeline.imprecise, timeline.total
        )
    }

    #[test]
    fn every_period_from_the_first_to_the_last_has_a_bar() {
        assert_eq!(
            said("strike", Period::Month),
            "2022-12 1/1, 2023-01 1/2, 2023-02 0/0, 2023-03 1/1; 1 undated, 1 imprecise of 5"
        );
        assert_eq!(said("strike", Period::Year), "2021 1/1, 2022 1/1, 2023 2/3; 1 undated, 0 imprecise of 5");
        assert_eq!(said("rain", Period::Day), "2023-01-02 1/1; 0 undated, 0 imprecise of 1");
    }

    #[test]
    fn a_week_begins_on_monday_and_has_its_number() {
        assert_eq!(
            said("strike date:2022-12..2023-01", Period::Week),
            "2022-W52 2/2; 0 undated, 0 imprecise of 2"
        );
    }

    #[test]
    fn nothing_has_no_bars() {
        assert_eq!(said("quay", Period::Month), "; 0 undated, 0 imprecise of 0");
    }
}
