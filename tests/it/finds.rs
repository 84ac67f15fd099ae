//! What fuzzing found, each as the smallest page or query that shows it (`tests/fuzz` and `mangled` look for more).

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use cuttings::entity;
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
fn a_title_as_long_as_a_page_is_none() {
    let page = format!("<title>The tide rose{}</title><p>It fell.</p>", " - and rose again".repeat(12_000));
    assert_eq!(in_time("page.html", &page).article.meta.title, None);
}

#[test]
fn end_tags_that_close_nothing_hide_no_depth() {
    let page =
        format!("<p>The tide rose.</p>{}", "<aside><p>It fell.</article></p></p></p></p>".repeat(20_000));
    let cleaned = in_time("page.html", &page);
    assert!(cleaned.page.blocks.len() > 10_000);
}

#[test]
fn a_long_text_before_many_dates_is_read_once() {
    let dates = "<time datetime=2024-05-04></time>".repeat(400);
    let page =
        format!("<h1>The tide</h1><div>{}<section>{dates}</section></div>", "It rose. ".repeat(200_000));
    let cleaned = in_time("page.html", &page);
    assert_eq!(cleaned.article.meta.title.map(|title| title.value).as_deref(), Some("The tide"));
}

#[test]
fn a_name_behind_its_title_thousands_of_times_is_found_in_time() {
    let page = format!("<h1>الميناء</h1><p>{}.</p>", "قال رئيس ميند حداد ".repeat(16_000));
    let cleaned = in_time("page.html", &page);
    let start = Instant::now();
    let entities = entity::find(&cleaned.article);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(!entities.is_empty());
}

#[test]
fn a_german_word_as_long_as_a_page_is_looked_up_in_time() {
    let story = "Der Hafen ist zu, und die Leute sagen, dass er es noch lange bleiben wird. ".repeat(4);
    let word = "schleuse".repeat(40_000);
    let page = format!("<html lang=de><h1>Der Hafen</h1><p>{story}</p><p>{story} {word} {story}</p>");
    let cleaned = in_time("page.html", &page);
    let start = Instant::now();
    entity::find(&cleaned.article);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_field_as_long_as_a_query_is_like_none() {
    let query = format!("{}:only", "stream".repeat(1 << 17));
    let start = Instant::now();
    let parsed = cuttings::query::parse(&query);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(parsed.notices.len(), 1);
}
