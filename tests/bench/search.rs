//! Queries to answers with passages, on one open index.

mod input;

use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use cuttings::index::Archive;
use cuttings::ingest::{self, Clock, Options};
use cuttings::query;
use cuttings::search::{self, Request};
use cuttings::settings::{Flags, Settings};
use cuttings::source::Format;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use tempfile::TempDir;

const ARTICLES: usize = 2000;

/// Words that the made-up articles have, in the ways that people ask.
const QUERIES: [&str; 6] = [
    "harbour council",
    "\"harbour master\"",
    "harb*",
    "harbour OR ferry -council",
    "person:Rufus mayor",
    "*",
];

/// An index and its folder, for as long as the process lives.
static INDEX: LazyLock<(TempDir, Archive)> = LazyLock::new(|| {
    let corpus = input::folder(ARTICLES, &[Format::Plain]);
    let folder = TempDir::new().expect("a temporary folder can be made");
    let flags = Flags {
        archive: Some(folder.path().to_owned()),
        corpus: vec![corpus.path().to_owned()],
        ..Flags::default()
    };
    let settings = Settings::resolve(flags).expect("an archive without a settings file");
    let clock = Clock { now: 0, today: input::today() };
    ingest::ingest(&settings, Options::default(), clock, &AtomicBool::new(false), &mut |_| {})
        .expect("the corpus is readable and the archive writable");
    let archive = Archive::open(&settings.index).expect("the index was just made");
    (folder, archive)
});

fn main() {
    divan::main();
}

#[divan::bench(args = QUERIES)]
fn parse_query(bencher: Bencher<'_, '_>, typed: &str) {
    bencher.counter(BytesCount::of_str(typed)).bench(|| query::parse(divan::black_box(typed)));
}

#[divan::bench(args = QUERIES)]
fn answer_query(bencher: Bencher<'_, '_>, typed: &str) {
    let archive = &INDEX.1;
    let request = Request::new(typed, input::today());
    let matching = search::answer(archive, &request).expect("the index is readable").total;
    bencher.counter(ItemsCount::new(matching)).bench(|| search::answer(archive, &request));
}
