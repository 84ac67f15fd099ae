//! Files that grow at their end: only what is new is read, and the index equals a fresh build.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use cuttings::index::IndexError;
use cuttings::ingest::{Clock, Event, IngestError, Options, Report, ingest};
use cuttings::settings::Settings;

use crate::archive::Archive;

/// A message of a box, its story told apart by a number.
fn message(number: u32) -> String {
    format!(
        "From news@wire.example Tue May 16 09:30:00 2023\nFrom: Estuary Wire <news@wire.example>\nSubject: Ferry number \
         {number} sails\nDate: Tue, 16 May 2023 09:30:00 +0200\nMessage-ID: <{number}@wire.example>\nList-Id: Estuary \
         Wire <wire.example>\n\nThe ferry number {number} left the quay of Harrowmere at noon, the harbour master said.\n\n"
    )
}

/// A captured page.
fn capture(number: u32) -> String {
    let html = format!(
        "<html><head><title>Ferry number {number} sails</title></head><body><article><h1>Ferry number {number} sails</h1>\
         <p>The ferry number {number} left the quay of Harrowmere at noon, the harbour master said.</p></article></body>\
         </html>"
    );
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/{number}\r\nWARC-Date: \
         2023-05-16T09:30:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn gzip(text: &str) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("packed in memory");
    gzip.finish().expect("packed in memory")
}

/// All that the index of an archive holds, as rows.
fn rows(archive: &Archive) -> String {
    let rows = archive.run(["export", "*", "--format", "jsonl"]);
    assert_eq!(rows.code, 0, "{}", rows.stderr);
    rows.stdout
}

/// Indexes a file that grows in steps, and compares each time with a fresh build; gives what the last run said.
fn grow(name: &str, steps: &[Vec<u8>]) -> String {
    let grown = Archive::with([]);
    let mut content = Vec::new();
    let mut said = String::new();
    for step in steps {
        content.extend_from_slice(step);
        grown.write(name, &content);
        let run = grown.run(["index"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        said = run.stdout + &run.stderr;
        let fresh = Archive::with([]);
        fresh.write(name, &content);
        assert_eq!(fresh.run(["index"]).code, 0);
        assert_eq!(rows(&grown), rows(&fresh), "{name}");
    }
    said
}

#[test]
fn a_mail_box_that_grows_equals_a_fresh_build() {
    let whole: String = (1..=6).map(message).collect();
    // The third step ends within a message.
    let cut = whole.len() - message(6).len() / 2;
    let first = message(1) + &message(2);
    let steps =
        [&whole[..first.len()], &whole[first.len()..cut], &whole[cut..]].map(|step| step.as_bytes().to_vec());
    grow("news.mbox", &steps);
}

#[test]
fn a_web_archive_that_grows_equals_a_fresh_build() {
    let records: Vec<String> = (1..=5).map(capture).collect();
    let steps = [records[..2].concat(), records[2..4].concat(), records[4].clone()];
    grow("site.warc", &steps.clone().map(String::into_bytes));
    grow("site.warc.gz", &records.iter().map(|record| gzip(record)).collect::<Vec<_>>());
}

#[test]
fn a_file_that_grew_and_changed_is_read_anew() {
    let archive = Archive::with([("news.mbox", &(message(1) + &message(2)))]);
    assert_eq!(archive.run(["index"]).code, 0);
    let content = message(7) + &message(2) + &message(3);
    archive.write("news.mbox", content.as_bytes());
    assert_eq!(archive.run(["index"]).code, 0);
    let fresh = Archive::with([("news.mbox", &content)]);
    assert_eq!(fresh.run(["index"]).code, 0);
    assert_eq!(rows(&archive), rows(&fresh));
}

/// A run over an archive in batches of so many pages, stopped after so many commits; gives its report.
fn run_in_parts(archive: &Archive, batch_pages: usize, commits: u32) -> Report {
    let settings = Settings {
        archive: archive.path(""),
        corpus: vec![archive.path("corpus")],
        include: Vec::new(),
        exclude: Vec::new(),
        index: archive.path("index"),
        max_record_bytes: 1 << 20,
        mappings: cuttings::settings::Mappings::default(),
        threads: 2,
        batch_pages,
        writer_bytes: 30_000_000,
    };
    let stop = AtomicBool::new(false);
    let mut done = 0;
    let mut watch = |event: Event| {
        done += u32::from(matches!(event, Event::Committed { .. }));
        if done >= commits {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let clock = Clock {
        now: chrono::Utc::now().timestamp_nanos_opt().expect("the year is before 2262"),
        today: NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day of the calendar"),
    };
    loop {
        match ingest(&settings, Options::default(), clock, &stop, &mut watch) {
            // Another test that starts a process holds a copy of the lock for a moment, until it executes.
            Err(IngestError::Index(IndexError::Locked { .. })) => thread::sleep(Duration::from_millis(5)),
            run => return run.expect("a run over readable files"),
        }
    }
}

/// Articles of a batch of 40 at the most: those that have been read by the time it is full belong to it.
const AHEAD: u64 = 400;

/// So many that two batches leave more than one.
const ARTICLES: u32 = 1200;

#[test]
fn a_file_of_many_articles_is_committed_in_parts() {
    let boxed: String = (0..ARTICLES).map(message).collect();
    let captured: String = (0..ARTICLES).map(capture).collect();
    let content = [
        ("all.mbox", boxed.into_bytes()),
        ("all.warc", captured.clone().into_bytes()),
        ("all.warc.gz", gzip(&captured)),
    ];
    for (name, content) in content {
        let (parts, fresh) = (Archive::with([]), Archive::with([]));
        parts.write(name, &content);
        fresh.write(name, &content);
        assert_eq!(fresh.run(["index"]).code, 0);
        let first = run_in_parts(&parts, 40, 1);
        assert!(first.incomplete && (1..AHEAD).contains(&first.articles), "{name}: {}", first.articles);
        let second = run_in_parts(&parts, 40, 1);
        assert!(second.articles > first.articles && second.removed == 0, "{name}");
        let last = run_in_parts(&parts, 40, u32::MAX);
        assert!(!last.incomplete && last.generation > second.generation + 1, "{name}: several commits");
        assert_eq!(rows(&parts), rows(&fresh), "{name}");
        assert_eq!(
            run_in_parts(&parts, 40, u32::MAX).generation,
            last.generation,
            "{name}: nothing is left to do"
        );
    }
}
