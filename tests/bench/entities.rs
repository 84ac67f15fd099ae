//! Articles to the people, organisations and places that they name.

mod input;

use cuttings::entity;
use cuttings::source::Format;
use divan::Bencher;
use divan::counter::ItemsCount;

const ARTICLES: usize = 100;

fn main() {
    divan::main();
}

#[divan::bench]
fn find_articles(bencher: Bencher<'_, '_>) {
    let pages = input::pages(ARTICLES, Format::Plain);
    let articles: Vec<_> = pages.iter().map(|(path, page)| input::cleaned(path, page).article).collect();
    bencher
        .counter(ItemsCount::new(articles.len()))
        .bench(|| articles.iter().map(|article| entity::find(article).len()).sum::<usize>());
}
