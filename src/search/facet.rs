//! Counts over the whole archive, from its columns.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use crate::index::{self, Archive, IndexError, analyzer};
use crate::outlet::Outlet;
use crate::query;
use crate::reader::Origin;

/// How often a value occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The value.
    pub value: String,
    /// In how many articles.
    pub articles: u64,
}

/// What can be counted over an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Outlets.
    Outlets,
    /// Languages.
    Languages,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Outlets => "outlet_name",
            Self::Languages => "lang",
        }
    }
}

/// Every value of a column with its number of articles, most frequent first, then by value.
///
/// # Errors
///
/// When the index cannot be read.
pub fn counts(archive: &Archive, column: Column) -> Result<Vec<Count>, IndexError> {
    let mut totals: BTreeMap<String, u64> = BTreeMap::new();
    for segment in archive.searcher().segment_readers() {
        if let Some(values) = segment.fast_fields().str(column.name())? {
            add(segment, &values, &mut totals)?;
        }
    }
    let counts = totals.into_iter().map(|(value, articles)| Count { value, articles });
    let mut counts = match column {
        Column::Outlets => outlets(counts),
        Column::Languages => counts.collect(),
    };
    counts.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    Ok(counts)
}

/// Outlets with their articles; those whose names differ by case or an article alone are one.
pub(super) fn outlets(counts: impl IntoIterator<Item = Count>) -> Vec<Count> {
    joined(counts, |name| (Outlet::named(name.to_owned(), Origin::Record).key, name.to_owned()))
}

/// Counts of values with the same key as one, written as most articles do; `read` gives a value's key and how it is
/// written.
pub(super) fn joined(
    counts: impl IntoIterator<Item = Count>,
    read: impl Fn(&str) -> (String, String),
) -> Vec<Count> {
    let mut all: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for Count { value, articles } in counts {
        let (key, written) = read(&value);
        *all.entry(key).or_default().entry(written).or_default() += articles;
    }
    let one =
        |forms: BTreeMap<String, u64>| Count { articles: forms.values().sum(), value: query::shown(&forms) };
    all.into_values().map(one).collect()
}

/// Adds the counts of one segment.
fn add(
    segment: &SegmentReader,
    values: &StrColumn,
    totals: &mut BTreeMap<String, u64>,
) -> Result<(), IndexError> {
    let counts = per_value(segment, values);
    let met: Vec<u64> =
        (0..).zip(&counts).filter(|(_, articles)| **articles > 0).map(|(ord, _)| ord).collect();
    index::values(values, &met, |ord, value| {
        *totals.entry(value.to_owned()).or_default() += counts[ord as usize];
    })
    .map_err(tantivy::TantivyError::from)?;
    Ok(())
}

/// In how many undeleted documents each value of a segment stands, by its ordinal.
fn per_value(segment: &SegmentReader, values: &StrColumn) -> Vec<u64> {
    let mut counts = vec![0; values.num_terms()];
    let mut last = vec![None; values.num_terms()];
    for doc in (0..segment.max_doc()).filter(|doc| !segment.is_deleted(*doc)) {
        for ord in values.term_ords(doc) {
            let ord = ord as usize;
            if last[ord] != Some(doc) {
                last[ord] = Some(doc);
                counts[ord] += 1;
            }
        }
    }
    counts
}

pub(super) fn contains(value: &str, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let words = analyzer::terms(value);
    wanted.iter().all(|word| words.contains(word))
}

/// First and last day of the dated articles, and the number of undated ones. A date that is known to the month or
/// year alone begins with its first day and ends with its last.
///
/// # Errors
///
/// When the index cannot be read.
pub fn span(archive: &Archive) -> Result<(Option<(NaiveDate, NaiveDate)>, u64), IndexError> {
    let (mut first, mut last, mut undated) = (i64::MAX, i64::MIN, 0);
    for segment in archive.searcher().segment_readers() {
        let fields = segment.fast_fields();
        let (from, to) = (fields.i64("first_day")?, fields.i64("last_day")?);
        for doc in (0..segment.max_doc()).filter(|doc| !segment.is_deleted(*doc)) {
            match (from.first(doc), to.first(doc)) {
                (Some(from), Some(to)) => (first, last) = (first.min(from), last.max(to)),
                _ => undated += 1,
            }
        }
    }
    Ok((date(first).zip(date(last)), undated))
}

/// The day of a [day number](crate::index::day_number).
pub(super) fn date(day: i64) -> Option<NaiveDate> {
    let epoch = NaiveDate::default();
    let days = Days::new(day.unsigned_abs());
    if day < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, Story, story};

    fn stories() -> [Story; 3] {
        [
            story("One", "Ada Thorne.").on("2023"),
            story("Two", "Both.").on("2022-05-04"),
            story("Three", "Nobody.").lang("de"),
        ]
    }

    fn said(archive: &Archive, column: Column) -> Vec<String> {
        let counts = counts(archive, column).expect("an index just written");
        counts.iter().map(|count| format!("{} {}", count.value, count.articles)).collect()
    }

    #[test]
    fn values_are_counted_once_an_article() {
        let archive = Fixture::with(&stories()).open();
        assert_eq!(said(&archive, Column::Outlets), ["Harrowmere Courier 3"]);
        assert_eq!(said(&archive, Column::Languages), ["en 2", "de 1"]);
    }

    #[test]
    fn an_outlet_that_is_written_in_two_ways_is_one() {
        let count = |(value, articles): (&str, u64)| Count { value: value.to_owned(), articles };
        let told = [("THE SALTMARSH REVIEW", 1), ("Saltmarsh Review", 3), ("Tidewater Voice", 2)].map(count);
        assert_eq!(outlets(told), [("Saltmarsh Review", 4), ("Tidewater Voice", 2)].map(count));
        let once = [("THE SALTMARSH REVIEW", 1), ("The Saltmarsh Review", 1)].map(count);
        assert_eq!(outlets(once), [("The Saltmarsh Review", 2)].map(count));
        assert_eq!(outlets([]), []);
    }

    #[test]
    fn what_was_deleted_does_not_count() {
        let mut fixture = Fixture::with(&stories());
        fixture.change(&[], &stories()[1..]);
        let archive = fixture.open();
        assert_eq!(said(&archive, Column::Outlets), ["Harrowmere Courier 1"]);
        assert_eq!(said(&archive, Column::Languages), ["en 1"]);
    }

    #[test]
    fn dates_span_all_days_they_can_mean() {
        let (days, undated) = span(&Fixture::with(&stories()).open()).expect("an index just written");
        let said = days.map(|(first, last)| format!("{first} {last}"));
        assert_eq!((said.as_deref(), undated), (Some("2022-05-04 2023-12-31"), 1));
        assert_eq!(span(&Fixture::with(&[]).open()).expect("an empty index"), (None, 0));
    }
}
