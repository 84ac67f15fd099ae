//! A folder to an index: whole runs, on as many threads as there are cores.

mod input;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use cuttings::ingest::{self, Clock, Options, Report};
use cuttings::settings::{Flags, Settings};
use cuttings::source::Format;
use divan::Bencher;
use divan::counter::ItemsCount;
use tempfile::TempDir;

const ARTICLES: usize = 500;

/// A time later than that of every file.
const NOW: i64 = i64::MAX / 2;

fn main() {
    divan::main();
}

fn run(corpus: &Path, archive: &Path) -> Report {
    let flags = Flags { archive: Some(archive.to_owned()), corpus: vec![corpus.to_owned()], index: None };
    let settings = Settings::resolve(flags).expect("an archive without a settings file");
    let clock = Clock { now: NOW, today: input::today() };
    ingest::ingest(&settings, Options::default(), clock, &AtomicBool::new(false), &mut |_| {})
        .expect("the corpus is readable and the archive writable")
}

fn archive() -> TempDir {
    TempDir::new().expect("a temporary folder can be made")
}

/// Everything is new.
#[divan::bench(sample_count = 10)]
fn index_new(bencher: Bencher<'_, '_>) {
    let corpus = input::folder(ARTICLES, &[Format::Plain]);
    bencher.counter(ItemsCount::new(ARTICLES)).with_inputs(archive).bench_refs(|archive| {
        let report = run(corpus.path(), archive.path());
        assert_eq!(report.added, ARTICLES as u64);
    });
}

/// Nothing has changed.
#[divan::bench]
fn index_unchanged(bencher: Bencher<'_, '_>) {
    let (corpus, archive) = (input::folder(ARTICLES, &[Format::Plain]), archive());
    run(corpus.path(), archive.path());
    bencher.counter(ItemsCount::new(ARTICLES)).bench(|| {
        let report = run(corpus.path(), archive.path());
        assert_eq!(report.changes(), 0);
    });
}
