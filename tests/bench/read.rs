//! Bytes to pages, a format each.

mod input;

use cuttings::source::Format;
use divan::Bencher;
use divan::counter::BytesCount;

const ARTICLES: usize = 100;

fn main() {
    divan::main();
}

#[divan::bench(args = [Format::Plain, Format::Markdown, Format::Html, Format::Json, Format::JsonLines])]
fn read_files(bencher: Bencher<'_, '_>, format: Format) {
    let files = input::files(ARTICLES, format);
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| files.iter().map(|file| input::read(file).len()).sum::<usize>());
}
