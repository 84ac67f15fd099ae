//! The sample corpus against its gold, the outlets kept apart by themselves.
//!
//! The corpus is cleaned as a fresh build would: first what every outlet repeats is counted, then every page is
//! judged. A group a split: `dev`, `hard` (pages written because an earlier version failed on them) and `withheld`;
//! with [`Options::alone`] also each page by itself, as `clean FILE` does, under `dev/alone` and so on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::article::{Article, Removed};
use crate::entity::{self, EntityKind};
use crate::eval::fresh::{self, Counts, Known};
use crate::eval::scorecard::{mean, share};
use crate::eval::seed::overlap;
use crate::eval::{EvalError, Group, Prf, Scorecard, Worst, pack, parallel};
use crate::ingest::Cleaned;
use crate::reader::{self, BlockKind, Source};
use crate::{source, text};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The sample articles.
    pub corpus: PathBuf,
    /// The gold: a folder an outlet; `withheld.txt`, which names the outlets kept apart, and `hard.txt`, which names
    /// the paths of the hard cases.
    pub gold: PathBuf,
    /// Also measure every page cleaned by itself.
    pub alone: bool,
    /// How many of the worst articles to name; none of the outlets kept apart, so that nothing is fitted to them.
    pub worst: usize,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

/// What a careful editor says of one story.
#[derive(Debug, Deserialize)]
struct Gold {
    path: String,
    #[serde(default)]
    record: u32,
    title: Option<String>,
    standfirst: Option<String>,
    outlet: Option<String>,
    date: Option<String>,
    byline: Vec<String>,
    language: Option<String>,
    section: Option<String>,
    url: Option<String>,
    body: Vec<Block>,
    removed: Vec<Block>,
    people: Vec<String>,
    #[serde(skip)]
    split: Split,
}

/// Which part of the sample articles a story belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Split {
    /// Rules may be fitted to it.
    #[default]
    Dev,
    /// The same, and an earlier version failed on it.
    Hard,
    /// Only for measuring.
    Withheld,
}

const SPLITS: [(&str, Split); 3] =
    [("dev", Split::Dev), ("hard", Split::Hard), ("withheld", Split::Withheld)];

#[derive(Debug, Deserialize)]
struct Block {
    kind: String,
    text: String,
}

/// How one story fared, measure by measure.
struct Fared<'a> {
    gold: &'a Gold,
    blocks: Prf,
    /// Of the blocks that both sides kept: how many, and how many with the same kind.
    kept_kinds: (u64, u64),
    /// Of the blocks that both sides removed, the same.
    removed_kinds: (u64, u64),
    people: (u64, u64, u64),
    fields: Vec<(&'static str, bool)>,
}

/// Measures the sample corpus.
///
/// # Errors
///
/// Where corpus or gold cannot be read, or a gold file is of another form.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let gold = gold(&options.gold)?;
    let pages = pages(&options.corpus)?;
    let counts = Counts::of(&pages);
    let mut card = Scorecard { name: "corpus", groups: Vec::new(), worst: Vec::new() };
    let modes: &[(&str, bool)] =
        if options.alone { &[("", false), ("/alone", true)] } else { &[("", false)] };
    for (suffix, alone) in modes {
        let clean = |known: &Known| fresh::cleaned(known, (!alone).then_some(&counts), options.today);
        let articles = parallel::map(&pages, clean);
        let by_place: BTreeMap<(&str, u32), &Cleaned> =
            pages.iter().map(|known| (known.path.as_str(), known.page.record)).zip(&articles).collect();
        for (name, split) in SPLITS {
            let stories = gold.iter().filter(|gold| gold.split == split);
            let fared: Vec<Fared<'_>> = stories.map(|gold| fared(gold, &by_place)).collect();
            add_group(&mut card, &format!("{name}{suffix}"), &fared, options.worst);
        }
    }
    Ok(card)
}

fn gold(folder: &Path) -> Result<Vec<Gold>, EvalError> {
    let withheld = pack::bytes(&folder.join("withheld.txt"))?;
    let withheld = String::from_utf8_lossy(&withheld).into_owned();
    let hard = pack::bytes(&folder.join("hard.txt"))?;
    let hard = String::from_utf8_lossy(&hard).into_owned();
    let mut all = Vec::new();
    for outlet in pack::entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        for path in pack::entries(&outlet)? {
            let mut gold: Gold = pack::json(&path)?;
            gold.split = split(&gold.path, &withheld, &hard);
            all.push(gold);
        }
    }
    Ok(all)
}

fn split(path: &str, withheld: &str, hard: &str) -> Split {
    let outlet = path.split('/').next().unwrap_or("");
    if withheld.lines().any(|line| line.trim() == outlet) {
        Split::Withheld
    } else if hard.lines().any(|line| line.trim() == path) {
        Split::Hard
    } else {
        Split::Dev
    }
}

/// Every page of the corpus, in order; what cannot be read has none.
fn pages(corpus: &Path) -> Result<Vec<Known>, EvalError> {
    let files = source::walk(corpus, &[]).files;
    if files.is_empty() {
        return Err(EvalError::Nothing { path: corpus.to_owned(), expected: "name a folder of articles" });
    }
    let mut all = Vec::new();
    for file in files {
        let content = pack::bytes(&corpus.join(&file.path))?;
        let Some(format) = source::sniff(&file.path, &content) else { continue };
        let mut open = Source::new(&file.path, Box::new(content.as_slice()), u64::MAX);
        reader::read(format, &mut open, &mut |page| {
            all.extend(page.ok().map(|page| Known::new(page, &file.path)));
            ControlFlow::Continue(())
        });
    }
    Ok(all)
}

fn fared<'a>(gold: &'a Gold, articles: &BTreeMap<(&str, u32), &Cleaned>) -> Fared<'a> {
    let empty = Article::default();
    let cleaned = articles.get(&(gold.path.as_str(), gold.record)).copied();
    let article = cleaned.map_or(&empty, |cleaned| &cleaned.article);
    let right: Vec<String> = gold.body.iter().map(|block| text::squeeze(&block.text)).collect();
    let given: Vec<String> = article.body.iter().map(|block| text::squeeze(&block.text)).collect();
    Fared {
        gold,
        blocks: overlap(&refs(&right), &refs(&given)),
        kept_kinds: body_kinds(gold, article),
        removed_kinds: removed_kinds(gold, &cleaned.map_or_else(Vec::new, Cleaned::removed)),
        people: people(gold, article),
        fields: fields(gold, article),
    }
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Pairs of blocks with equal texts, each block in one pair at the most, and those of equal kind.
fn kinds<'a>(gold: &[Block], given: impl Iterator<Item = (&'a str, &'a str)>) -> (u64, u64) {
    let mut right: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for block in gold.iter().rev() {
        right.entry(text::squeeze(&block.text)).or_default().push(&block.kind);
    }
    let mut found = (0, 0);
    for (kind, text) in given {
        if let Some(gold) = right.get_mut(&text::squeeze(text)).and_then(Vec::pop) {
            found.0 += 1;
            found.1 += u64::from(kind == gold);
        }
    }
    found
}

fn body_kinds(gold: &Gold, article: &Article) -> (u64, u64) {
    kinds(&gold.body, article.body.iter().map(|block| (name(block.kind), block.text.as_str())))
}

fn removed_kinds(gold: &Gold, removed: &[Removed]) -> (u64, u64) {
    kinds(&gold.removed, removed.iter().map(|block| (block.kind.name(), block.text.as_str())))
}

/// The name of a kind of block in the gold.
fn name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::ListItem => "list_item",
        BlockKind::Quotation => "quotation",
        BlockKind::Caption => "caption",
        BlockKind::TableRow => "table_row",
    }
}

/// How many people the gold has, the article names, and both.
fn people(gold: &Gold, article: &Article) -> (u64, u64, u64) {
    let right: BTreeSet<&str> = gold.people.iter().map(String::as_str).collect();
    let entities = entity::find(article);
    let people = entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    let given: BTreeSet<&str> = people.map(|entity| entity.name.as_str()).collect();
    (right.len() as u64, given.len() as u64, right.intersection(&given).count() as u64)
}

/// Whether each field is exactly right; an absent one is right where the gold has none.
fn fields(gold: &Gold, article: &Article) -> Vec<(&'static str, bool)> {
    let meta = &article.meta;
    let same = |gold: &Option<String>, given: Option<&String>| {
        gold.as_deref().map(text::squeeze) == given.map(|given| text::squeeze(given))
    };
    let date = meta.date.as_ref().map(|date| date.value.to_string());
    let language = meta.language.as_ref().map(|lang| lang.value.to_string());
    let byline: Vec<String> = meta.byline.as_ref().map(|byline| byline.value.clone()).unwrap_or_default();
    vec![
        ("title_exact", same(&gold.title, meta.title.as_ref().map(|title| &title.value))),
        ("outlet_exact", same(&gold.outlet, meta.outlet.as_ref().map(|outlet| &outlet.value))),
        ("date_exact", gold.date == date),
        ("byline_exact", gold.byline == byline),
        ("language_exact", gold.language == language),
        ("standfirst_exact", same(&gold.standfirst, meta.standfirst.as_ref().map(|deck| &deck.value))),
        ("section_exact", same(&gold.section, meta.section.as_ref().map(|section| &section.value))),
        ("url_exact", same(&gold.url, meta.url.as_ref().map(|url| &url.value))),
    ]
}

fn add_group(card: &mut Scorecard, name: &str, fared: &[Fared<'_>], worst: usize) {
    let mut group = Group::new(name, fared.len());
    let over = |value: fn(&Fared<'_>) -> f64| mean(fared.iter().map(value)).unwrap_or(0.0);
    group.push("block_f1", over(|story| story.blocks.f1));
    group.push("block_precision", over(|story| story.blocks.precision));
    group.push("block_recall", over(|story| story.blocks.recall));
    let sum = |part: fn(&Fared<'_>) -> u64| fared.iter().map(part).sum::<u64>();
    let of = |same: u64, all: u64| same as f64 / all.max(1) as f64;
    let kept = of(sum(|story| story.kept_kinds.1), sum(|story| story.kept_kinds.0));
    let removed = of(sum(|story| story.removed_kinds.1), sum(|story| story.removed_kinds.0));
    group.push("kept_kind_accuracy", kept);
    group.push("removed_kind_accuracy", removed);
    for at in 0..fared.first().map_or(0, |story| story.fields.len()) {
        let right = mean(fared.iter().map(|story| share(story.fields[at].1)));
        group.push(fared[0].fields[at].0, right.unwrap_or(0.0));
    }
    let people =
        Prf::of(sum(|story| story.people.0), sum(|story| story.people.1), sum(|story| story.people.2));
    group.push("people_precision", people.precision);
    group.push("people_recall", people.recall);
    card.groups.push(group);
    if !fared.iter().any(|story| story.gold.split == Split::Withheld) {
        card.add_worst(fared.iter().map(|story| as_worst(story, name)).collect(), worst);
    }
}

/// A story scores its blocks' F1, less a tenth for each field that is wrong.
fn as_worst(story: &Fared<'_>, group: &str) -> Worst {
    let wrong: Vec<&str> = story.fields.iter().filter(|(_, right)| !right).map(|(name, _)| *name).collect();
    Worst {
        group: group.to_owned(),
        item: format!("{}#{}", story.gold.path, story.gold.record),
        score: story.blocks.f1 - wrong.len() as f64 / 10.0,
        note: format!(
            "p={:.3} r={:.3} {}",
            story.blocks.precision,
            story.blocks.recall,
            wrong.join(" ").replace("_exact", "")
        ),
    }
}
