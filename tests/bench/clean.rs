//! Pages to verdicts and to articles.

mod input;

use cuttings::cleaner::{self, Context};
use cuttings::source::Format;
use cuttings::{article, outlet};
use divan::Bencher;
use divan::counter::ItemsCount;

const ARTICLES: usize = 100;

fn main() {
    divan::main();
}

/// Verdicts alone; the rate is in blocks.
#[divan::bench(args = [Format::Plain, Format::Html])]
fn clean_pages(bencher: Bencher<'_, '_>, format: Format) {
    let pages = input::pages(ARTICLES, format);
    let known: Vec<_> =
        pages.iter().map(|(path, page)| (page, outlet::of(page, path), article::language(page))).collect();
    let blocks: usize = pages.iter().map(|(_, page)| page.blocks.len()).sum();
    bencher.counter(ItemsCount::new(blocks)).bench(|| {
        let verdicts = known.iter().map(|(page, outlet, lang)| {
            let lang = lang.as_ref().map(|lang| lang.value);
            cleaner::clean(&Context { page, outlet: outlet.as_ref(), lang, repeats: &[] }).len()
        });
        verdicts.sum::<usize>()
    });
}

/// Outlet, language, verdicts and metadata; the rate is in articles.
#[divan::bench(args = [Format::Plain, Format::Html])]
fn assemble_articles(bencher: Bencher<'_, '_>, format: Format) {
    let pages = input::pages(ARTICLES, format);
    bencher
        .counter(ItemsCount::new(pages.len()))
        .bench(|| pages.iter().map(|(path, page)| input::cleaned(path, page).verdicts.len()).sum::<usize>());
}

/// The keys that furniture is counted by; the rate is in blocks.
#[divan::bench]
fn key_pages(bencher: Bencher<'_, '_>) {
    let pages = input::pages(ARTICLES, Format::Plain);
    let blocks: usize = pages.iter().map(|(_, page)| page.blocks.len()).sum();
    let outlets: Vec<_> = pages.iter().map(|(path, page)| (page, outlet::of(page, path))).collect();
    bencher.counter(ItemsCount::new(blocks)).bench(|| {
        outlets.iter().map(|(page, outlet)| cleaner::keys(page, outlet.as_ref()).blocks.len()).sum::<usize>()
    });
}
