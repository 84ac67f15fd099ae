//! What other pages of its outlet add to the cleaning of a page: each page of a host with several, by itself and with
//! the others beside it, as copied text.
//!
//! The pack is one of saved pages ([`extraction`](crate::eval::extraction)), with more of them under `train/`. Its
//! `plain.jsonl.gz` has the texts of some; of the others our own reading of the page gives the text, one block a line.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::eval::fresh::{self, Counts, Known};
use crate::eval::scorecard::mean;
use crate::eval::words::bag_scores;
use crate::eval::{EvalError, Group, Scorecard, Worst, pack, parallel};
use crate::reader::{self, Block, BlockKind, Page, Source};
use crate::source::Format;

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The pack.
    pub folder: PathBuf,
    /// How many of the pages that fell most to name.
    pub worst: usize,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

#[derive(Deserialize)]
struct Truth {
    id: String,
    url: Option<String>,
    /// Absent where nobody could say what the article is: such a page is a sibling of others and no more.
    #[serde(default)]
    main_content: Option<String>,
}

/// A page as copied text.
#[derive(Deserialize)]
struct Plain {
    id: String,
    lines: Vec<String>,
}

/// A page with its host's name and what is right for it.
struct Item {
    host: String,
    truth: Truth,
    known: Known,
}

/// F1 of one page, without its siblings and with them.
struct Fared {
    without: f64,
    with: f64,
}

/// Measures every page whose host has two or more in the pack.
///
/// # Errors
///
/// Where a file of the pack cannot be read or is of another form, or no host has two pages.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let items = items(&options.folder)?;
    let mut hosts: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
    for item in &items {
        hosts.entry(&item.host).or_default().push(&item.known);
    }
    let counts: BTreeMap<&str, Counts> =
        hosts.iter().map(|(host, pages)| (*host, Counts::of(pages.iter().copied()))).collect();
    let judged: Vec<&Item> = items.iter().filter(|item| item.truth.main_content.is_some()).collect();
    let fared = parallel::map(&judged, |item| Fared {
        without: f1(item, None, options.today),
        with: f1(item, counts.get(item.host.as_str()), options.today),
    });
    let mut card =
        Scorecard { name: "siblings", groups: vec![group(&fared, hosts.len())], worst: Vec::new() };
    card.add_worst(
        judged.iter().zip(&fared).map(|(item, fared)| worst(item, fared)).collect(),
        options.worst,
    );
    Ok(card)
}

fn group(fared: &[Fared], hosts: usize) -> Group {
    let mut group = Group::new("plain", fared.len());
    let over = |part: fn(&Fared) -> f64| mean(fared.iter().map(part)).unwrap_or(0.0);
    let count = |is_so: fn(&Fared) -> bool| fared.iter().filter(|fared| is_so(fared)).count() as f64;
    group.push("word_f1_without", over(|fared| fared.without));
    group.push("word_f1_with", over(|fared| fared.with));
    group.push("change", over(|fared| fared.with - fared.without));
    let fall = fared.iter().map(|fared| fared.without - fared.with).fold(0.0, f64::max);
    group.push("worst_fall", fall);
    group.push("risen_count", count(|fared| fared.with > fared.without));
    group.push("fallen_count", count(|fared| fared.with < fared.without));
    group.push("hosts_count", hosts as f64);
    group
}

fn worst(item: &Item, fared: &Fared) -> Worst {
    Worst {
        group: "plain".to_owned(),
        item: item.truth.id.clone(),
        score: fared.with - fared.without,
        note: format!("{:.3} to {:.3}  {}", fared.without, fared.with, item.host),
    }
}

fn f1(item: &Item, counts: Option<&Counts>, today: NaiveDate) -> f64 {
    let article = fresh::cleaned(&item.known, counts, today).article;
    let body: Vec<&str> = article.body.iter().map(|block| block.text.as_str()).collect();
    bag_scores(&body.join("\n"), item.truth.main_content.as_deref().unwrap_or("")).f1
}

/// The pages of hosts that have two or more, in order of their ids.
fn items(folder: &Path) -> Result<Vec<Item>, EvalError> {
    let mut truths = BTreeMap::new();
    for part in [folder.to_owned(), folder.join("train")] {
        let path = part.join("truth.jsonl");
        if path.is_file() {
            for truth in pack::json_lines::<Truth>(&path)? {
                truths.insert(truth.id.clone(), (truth, part.clone()));
            }
        }
    }
    let hosts = hosts(truths.values().map(|(truth, _)| truth));
    let plain = plain(folder)?;
    let mut items = Vec::new();
    for (truth, part) in truths.into_values() {
        let Some(host) = host(&truth).filter(|host| hosts.contains(host)) else { continue };
        let text = match plain.get(&truth.id) {
            Some(lines) => lines.join("\n"),
            None => as_copied(&part, &truth.id)?,
        };
        let path = format!("{host}/{}.txt", truth.id);
        let page = page(Format::Plain, &path, text.as_bytes());
        items.extend(page.map(|page| Item { host, truth, known: Known::new(page, &path) }));
    }
    let expected = "no host has two pages in `truth.jsonl` and `train/truth.jsonl`";
    if items.is_empty() { Err(EvalError::Nothing { path: folder.to_owned(), expected }) } else { Ok(items) }
}

/// The hosts with two or more pages.
fn hosts<'a>(truths: impl Iterator<Item = &'a Truth>) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for host in truths.filter_map(host) {
        *counts.entry(host).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(host, _)| host).collect()
}

fn host(truth: &Truth) -> Option<String> {
    let url = url::Url::parse(truth.url.as_deref()?).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

fn plain(folder: &Path) -> Result<BTreeMap<String, Vec<String>>, EvalError> {
    let path = folder.join("plain.jsonl.gz");
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let pages = pack::json_lines::<Plain>(&path)?;
    Ok(pages.into_iter().map(|page| (page.id, page.lines)).collect())
}

/// The text of a saved page as a reader would copy it.
fn as_copied(part: &Path, id: &str) -> Result<String, EvalError> {
    let packed = part.join("html").join(format!("{id}.html.gz"));
    let path = if packed.is_file() { packed } else { packed.with_extension("") };
    let html = pack::bytes(&path)?;
    let page = page(Format::Html, "page.html", &html);
    Ok(page.map_or_else(String::new, |page| page.blocks.iter().map(line).collect()))
}

/// One block a line, blank lines around all but items and rows.
fn line(block: &Block) -> String {
    let close = matches!(block.kind, BlockKind::ListItem | BlockKind::TableRow);
    format!("{}{}", block.text, if close { "\n" } else { "\n\n" })
}

fn page(format: Format, path: &str, bytes: &[u8]) -> Option<Page> {
    let mut first = None;
    let mut source = Source::new(path, Box::new(bytes), u64::MAX);
    reader::read(format, &mut source, &mut |page| {
        first = page.ok();
        ControlFlow::Break(())
    });
    first
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Things, not names: names are masked when blocks are compared.
    const THINGS: [&str; 6] = ["kettle", "lantern", "anchor", "ladder", "bucket", "compass"];

    /// Two paragraphs of one page's own.
    fn story(thing: &str) -> [String; 2] {
        [
            format!("A {thing} stood beside the sluice of the lower lock until the grey morning came."),
            format!("There were two lamps and a {thing} there, as we were told, and nobody slept much."),
        ]
    }

    fn html(thing: &str) -> String {
        let [one, two] = story(thing);
        let house = "Nobody at this paper has ever been known to sleep beside anything at all.";
        format!("<p>{one}</p><p>{two}</p><p>{house}</p>")
    }

    #[test]
    fn siblings_give_away_what_they_share_and_lone_pages_are_left_out() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut truths = String::new();
        for (at, thing) in THINGS.iter().enumerate() {
            let host = if at < 5 { "www.lantern.example" } else { "other.example" };
            let body = story(thing).join(" ");
            let truth =
                json!({"id": format!("p{at}"), "url": format!("https://{host}/{at}"), "main_content": body});
            truths.push_str(&format!("{truth}\n"));
            let place = folder.path().join(format!("html/p{at}.html"));
            pack::write(&place, &html(thing)).expect("a file is written");
        }
        pack::write(&folder.path().join("truth.jsonl"), &truths).expect("a file is written");
        let today = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        let options = Options { folder: folder.path().to_owned(), worst: 1, today };
        let card = measure(&options).expect("the pack is readable");
        assert_eq!(card.groups[0].items, 5);
        let score = |name: &str| card.get(&format!("plain/{name}")).expect("it is measured");
        assert!(score("word_f1_with") > score("word_f1_without"), "{card}");
        assert!((score("worst_fall")).abs() < 1e-9, "{card}");
    }
}
