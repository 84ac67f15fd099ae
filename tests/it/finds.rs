//! What fuzzing found, each as the smallest page that shows it (`tests/fuzz` looks for more).

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use cuttings::ingest::{self, Cleaned};

fn clean(name: &str, page: &str) -> Cleaned {
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day of the calendar");
    let mut records =
        ingest::clean_bytes(name, page.as_bytes(), &cuttings::overrule::Rules::default(), today).into_iter();
    records.next().expect("there is a record").expect("it can be read")
}

/// A second for each 100 KB, and some for a busy machine and a build without optimisation: what grew with the square
/// of these pages took minutes.
fn in_time(name: &str, page: &str) -> Cleaned {
    let start = Instant::now();
    let cleaned = clean(name, page);
    assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    cleaned
}

#[test]
fn a_title_that_nothing_closes_is_none() {
    let page = format!("<title>The tide rose{}", " - and rose again".repeat(12_000));
    assert_eq!(in_time("page.html", &page).article.meta.title, None);
}
