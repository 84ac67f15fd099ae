//! The pages of a pack as the judge is shown them: as web pages and as copied text.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use url::Url;

use crate::article;
use crate::cleaner::Context;
use crate::eval::extraction::lines::PlainPage;
use crate::eval::extraction::{Truth, html_pages, labels, rendition};
use crate::eval::words::words;
use crate::eval::{EvalError, Prf, pack, parallel};
use crate::lang::Lang;
use crate::outlet::{self, Outlet};
use crate::reader::{self, BlockKind, Page, Source};
use crate::sequence::{Example, Rows};
use crate::source::Format;

/// Words of the shortest story that costs are reckoned for.
const LEAST_WORDS: u32 = 100;

/// What a wrong label costs at least, and what its words add at most: the root of their share of the story, in
/// thousandths.
const BASE_COST: f32 = 0.1;
const MOST_COST: f32 = 4.0;

/// How a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// As a web page.
    Html,
    /// As copied text.
    Plain,
    /// As text copied from the headline on.
    FromTitle,
}

/// A page in one view, with its truth.
pub(super) struct Shown {
    pub(super) id: String,
    pub(super) host: String,
    pub(super) view: View,
    page: Page,
    outlet: Option<Outlet>,
    lang: Option<Lang>,
    truth: String,
    /// How often the truth has each word; words are numbered.
    bag: BTreeMap<u32, u32>,
    /// The words of the blocks, numbered alike; those of captions are left out.
    blocks: Vec<Vec<u32>>,
}

impl Shown {
    fn new(truth: &Truth, view: View, page: Page) -> Self {
        let mut numbers = Numbers::default();
        let mut bag = BTreeMap::new();
        for word in numbers.all(truth.body()) {
            *bag.entry(word).or_default() += 1;
        }
        let in_body = |kind: BlockKind| kind != BlockKind::Caption;
        let mut words_of =
            |block: &reader::Block| if in_body(block.kind) { numbers.all(&block.text) } else { Vec::new() };
        Self {
            id: truth.id.clone(),
            host: host(truth),
            view,
            outlet: outlet::of(&page, ""),
            lang: article::language(&page).map(|lang| lang.value),
            truth: truth.body().to_owned(),
            bag,
            blocks: page.blocks.iter().map(&mut words_of).collect(),
            page,
        }
    }

    pub(super) fn context<'a>(&'a self, repeats: &'a [u8]) -> Context<'a> {
        Context { page: &self.page, outlet: self.outlet.as_ref(), lang: self.lang, repeats }
    }

    /// The page with its labels and what each is worth.
    pub(super) fn example(&self, rows: Rows) -> Example {
        let labels = labels::of(&self.page, &self.truth);
        let all = self.bag.values().sum::<u32>().max(LEAST_WORDS) as f32;
        let cost = |label: &labels::Label| {
            label.keep.map_or(0.0, |_| BASE_COST + (label.words * 1000.0 / all).sqrt().min(MOST_COST))
        };
        Example {
            rows,
            gold: labels.iter().map(|label| label.keep.map_or(crate::sequence::FREE, u8::from)).collect(),
            costs: labels.iter().map(cost).collect(),
        }
    }

    /// The words of the kept blocks against those of the truth.
    pub(super) fn score(&self, kept: impl Iterator<Item = bool>) -> Prf {
        let mut given: BTreeMap<u32, u32> = BTreeMap::new();
        for (block, _) in self.blocks.iter().zip(kept).filter(|(_, kept)| *kept) {
            block.iter().for_each(|word| *given.entry(*word).or_default() += 1);
        }
        let both = given.iter().map(|(word, count)| (*count).min(self.bag.get(word).copied().unwrap_or(0)));
        let count = |bag: &BTreeMap<u32, u32>| bag.values().map(|count| u64::from(*count)).sum();
        Prf::or_perfect(count(&self.bag), count(&given), both.map(u64::from).sum())
    }
}

fn host(truth: &Truth) -> String {
    let url = truth.url.as_deref().and_then(|url| Url::parse(url).ok());
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    host.trim_start_matches("www.").to_owned()
}

/// Words by number, in the order in which they come.
#[derive(Default)]
struct Numbers(BTreeMap<String, u32>);

impl Numbers {
    fn all(&mut self, text: &str) -> Vec<u32> {
        let lower = text.to_lowercase();
        words(&lower).map(|word| self.of(word)).collect()
    }

    fn of(&mut self, word: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(word.to_owned()).or_insert(next)
    }
}

/// The pages of a pack in every view; those without truth or text are left out.
pub(super) fn all(folder: &Path) -> Result<Vec<Shown>, EvalError> {
    let truths: Vec<Truth> = pack::json_lines(&folder.join("truth.jsonl"))?;
    let html = html_pages(folder)?;
    let plain = folder.join("plain.jsonl.gz");
    let plain: Vec<PlainPage> = if plain.is_file() { pack::json_lines(&plain)? } else { Vec::new() };
    let plain: BTreeMap<&str, &PlainPage> = plain.iter().map(|page| (page.id.as_str(), page)).collect();
    let made = parallel::map(&truths, |truth| {
        let path = html.get(&truth.id).filter(|_| !truth.body().is_empty());
        let bytes = path.map(|path| pack::bytes(path)).transpose()?;
        let views = bytes.map(|bytes| views(truth, &bytes, plain.get(truth.id.as_str()).copied()));
        Ok(views.unwrap_or_default())
    });
    let made = made.into_iter().collect::<Result<Vec<_>, EvalError>>()?;
    Ok(made.into_iter().flatten().collect())
}

fn views(truth: &Truth, html: &[u8], plain: Option<&PlainPage>) -> Vec<Shown> {
    let Some(page) = read(Format::Html, html) else { return Vec::new() };
    let [whole, cut] = match plain {
        Some(plain) => [plain.text(true), plain.text(false)],
        None => rendition::texts(&page),
    };
    let texts = [(View::Plain, whole), (View::FromTitle, cut)];
    let of_text = |(view, text): (View, String)| {
        read(Format::Plain, text.as_bytes()).map(|page| Shown::new(truth, view, page))
    };
    let texts = texts.into_iter().filter_map(of_text);
    [Shown::new(truth, View::Html, page)].into_iter().chain(texts).collect()
}

fn read(format: Format, bytes: &[u8]) -> Option<Page> {
    let mut found = None;
    let mut source = Source::new("", Box::new(bytes), u64::MAX);
    reader::read(format, &mut source, &mut |page| {
        found = page.ok();
        ControlFlow::Break(())
    });
    found
}
