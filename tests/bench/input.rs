//! What the benches work on: made-up articles from a seed, the same on every machine.

#![allow(dead_code, reason = "a bench uses what its stage needs")]

use std::fs;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use cuttings::generate::{self, Options};
use cuttings::ingest::{self, Cleaned, Neighbours};
use cuttings::outlet;
use cuttings::overrule::Rules;
use cuttings::reader::{self, Page, Source};
use cuttings::source::Format;
use tempfile::TempDir;

/// Another seed, other articles.
const SEED: u64 = 7;

/// A source file in memory.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: Format,
}

/// The day of every run: later than every date of the articles.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2030, 1, 1).expect("a day of the calendar")
}

/// A folder of so many articles.
pub(crate) fn folder(articles: usize, formats: &[Format]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let options = Options { articles, seed: SEED, formats: formats.to_vec(), ..Options::default() };
    generate::generate(folder.path(), &options).expect("the folder is empty and writable");
    folder
}

/// So many articles of one format, in path order.
pub(crate) fn files(articles: usize, format: Format) -> Vec<File> {
    let folder = folder(articles, &[format]);
    let walk = cuttings::source::walk(folder.path(), &[]);
    let read = |path: &str| fs::read(folder.path().join(path)).expect("the file was just written");
    walk.files.into_iter().map(|file| File { bytes: read(&file.path), path: file.path, format }).collect()
}

/// Reads every record of a file; gives their pages.
pub(crate) fn read(file: &File) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut source = Source::new(&file.path, Box::new(file.bytes.as_slice()), u64::MAX);
    reader::read(file.format, &mut source, &mut |page| {
        pages.extend(page);
        ControlFlow::Continue(())
    });
    pages
}

/// The pages of so many articles, each with its path.
pub(crate) fn pages(articles: usize, format: Format) -> Vec<(String, Page)> {
    let files = files(articles, format);
    files.iter().flat_map(|file| read(file).into_iter().map(|page| (file.path.clone(), page))).collect()
}

/// A page with all that is made of it.
pub(crate) fn cleaned(path: &str, page: &Page) -> Cleaned {
    let outlet = outlet::of(page, path);
    ingest::clean_page(page.clone(), outlet, path, Neighbours::default(), &Rules::default(), today())
}
