//! Articles to the people, organisations and places that they name, and to what these say.

mod input;

use cuttings::source::Format;
use cuttings::{entity, quotation};
use divan::Bencher;
use divan::counter::ItemsCount;

const ARTICLES: usize = 100;

fn main() {
    divan::main();
}

/// Without the finding of the entities.
#[divan::bench]
fn quotations_articles(bencher: Bencher<'_, '_>) {
    let pages = input::pages(ARTICLES, Format::Plain);
    let articles = pages.iter().map(|(path, page)| input::cleaned(path, page).article);
    let articles: Vec<_> = articles.map(|article| (entity::find(&article), article)).collect();
    let find = |(entities, article): &(Vec<_>, _)| quotation::find(article, entities).len();
    bencher.counter(ItemsCount::new(articles.len())).bench(|| articles.iter().map(find).sum::<usize>());
}

#[divan::bench]
fn find_articles(bencher: Bencher<'_, '_>) {
    let pages = input::pages(ARTICLES, Format::Plain);
    let articles: Vec<_> = pages.iter().map(|(path, page)| input::cleaned(path, page).article).collect();
    bencher
        .counter(ItemsCount::new(articles.len()))
        .bench(|| articles.iter().map(|article| entity::find(article).len()).sum::<usize>());
}
