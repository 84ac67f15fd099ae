//! Body text and metadata of saved pages, against hand-checked truth.
//!
//! A pack is a folder with `truth.jsonl` and pages under `html/`; `plain.jsonl.gz`, where it is there, holds the
//! same pages as copied text with a label a line, which are measured whole and from the headline on. Every measure
//! is the one of the extraction pack's `score.py`, checked against it page by page.

mod fit;
mod folds;
mod labels;
mod lines;
mod metadata;
mod rendition;
mod shown;

pub use fit::{Fitted, fit};
pub use folds::{FoldOptions, measure_folds};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use crate::eval::scorecard::{mean, share};
use crate::eval::words::{Prf, bag_scores, normal};
use crate::eval::{EvalError, Group, Scorecard, Worst, pack, parallel};
use crate::ingest;
use crate::overrule::Rules;
use crate::reader::BlockKind;

use self::lines::PlainPage;

/// What to measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The pack.
    pub folder: PathBuf,
    /// How many of the worst pages of each group to name.
    pub worst: usize,
    /// Measures the pages of the pack's folder `train` as well: alone, and all pages together.
    pub train: bool,
    /// Leaves out pages whose `newsiness` is below.
    pub min_newsiness: Option<f64>,
    /// Where to write what was extracted, `<group>/<id>.txt` and `.json`, as the pack's scorer reads it.
    pub runs: Option<PathBuf>,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

/// What is right for one page.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Truth {
    id: String,
    url: Option<String>,
    title: Option<String>,
    author: Option<String>,
    publish_date: Option<String>,
    /// None of a page without an article.
    main_content: Option<String>,
    #[serde(default)]
    with: Option<Vec<String>>,
    #[serde(default)]
    without: Option<Vec<String>>,
    #[serde(default)]
    newsiness: f64,
}

impl Truth {
    fn body(&self) -> &str {
        self.main_content.as_deref().unwrap_or("")
    }
}

/// What the program made of one page.
#[derive(Debug, Clone, PartialEq, Default)]
struct Extracted {
    body: String,
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    missing: bool,
}

/// Measures the pages of a pack.
///
/// # Errors
///
/// Where a file of the pack cannot be read or is of another form, or the results cannot be written.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let truths = truths(&options.folder, options)?;
    let mut card = Scorecard { name: "extraction", groups: Vec::new(), worst: Vec::new() };
    let made = saved(&options.folder, &truths, options.today)?;
    if let Some(made) = &made {
        add_group(&mut card, "html", &truths, made, options, None)?;
    }
    if options.train {
        add_train(&mut card, &truths, made.unwrap_or_default(), options)?;
    }
    let plain = options.folder.join("plain.jsonl.gz");
    if plain.is_file() {
        let pages: Vec<PlainPage> = pack::json_lines(&plain)?;
        for (name, whole) in [("plain", true), ("from_title", false)] {
            add_plain(&mut card, name, &truths, &pages, whole, options)?;
        }
    }
    Ok(card)
}

/// What is right for the pages of a folder.
fn truths(folder: &Path, options: &Options) -> Result<Vec<Truth>, EvalError> {
    let mut truths: Vec<Truth> = pack::json_lines(&folder.join("truth.jsonl"))?;
    truths.retain(|truth| options.min_newsiness.is_none_or(|least| truth.newsiness >= least));
    Ok(truths)
}

/// What is made of the saved pages of a folder; `None` where it has none.
fn saved(folder: &Path, truths: &[Truth], today: NaiveDate) -> Result<Option<Vec<Extracted>>, EvalError> {
    let html = html_pages(folder)?;
    if html.is_empty() {
        return Ok(None);
    }
    let made = parallel::map(truths, |truth| from_html(html.get(&truth.id), today));
    made.into_iter().collect::<Result<Vec<_>, _>>().map(Some)
}

/// The groups `train` and `all`, the second with the pages measured before.
fn add_train(
    card: &mut Scorecard,
    truths_before: &[Truth],
    made_before: Vec<Extracted>,
    options: &Options,
) -> Result<(), EvalError> {
    let folder = options.folder.join("train");
    let truths = truths(&folder, options)?;
    let made = saved(&folder, &truths, options.today)?.unwrap_or_default();
    add_group(card, "train", &truths, &made, options, None)?;
    let truths: Vec<Truth> = truths_before.iter().take(made_before.len()).cloned().chain(truths).collect();
    let made: Vec<Extracted> = made_before.into_iter().chain(made).collect();
    add_group(card, "all", &truths, &made, options, None)
}

fn html_pages(folder: &Path) -> Result<BTreeMap<String, PathBuf>, EvalError> {
    let folder = folder.join("html");
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    let id = |path: &PathBuf| {
        path.file_name().map(|name| name.to_string_lossy().split('.').next().unwrap_or("").to_owned())
    };
    Ok(pack::entries(&folder)?.into_iter().filter_map(|path| id(&path).map(|id| (id, path))).collect())
}

fn from_html(path: Option<&PathBuf>, today: NaiveDate) -> Result<Extracted, EvalError> {
    let Some(path) = path else { return Ok(Extracted { missing: true, ..Extracted::default() }) };
    let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(extract(&name, &pack::bytes(path)?, today))
}

/// The first article of a source file.
fn extract(path: &str, bytes: &[u8], today: NaiveDate) -> Extracted {
    let Some(Ok(cleaned)) = ingest::clean_bytes(path, bytes, &Rules::default(), today).into_iter().next()
    else {
        return Extracted { missing: true, ..Extracted::default() };
    };
    let article = cleaned.article;
    let blocks = article.body.iter().filter(|block| block.kind != BlockKind::Caption);
    Extracted {
        body: blocks.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n"),
        title: article.meta.title.map(|title| title.value),
        authors: article.meta.byline.map(|byline| byline.value).unwrap_or_default(),
        date: article.meta.date.map(|date| date.value.to_string()),
        missing: false,
    }
}

fn add_plain(
    card: &mut Scorecard,
    name: &'static str,
    truths: &[Truth],
    pages: &[PlainPage],
    whole: bool,
    options: &Options,
) -> Result<(), EvalError> {
    let by_id: BTreeMap<&str, &PlainPage> = pages.iter().map(|page| (page.id.as_str(), page)).collect();
    let made = parallel::map(truths, |truth| match by_id.get(truth.id.as_str()) {
        Some(page) => extract(&format!("{}.txt", truth.id), page.text(whole).as_bytes(), options.today),
        None => Extracted { missing: true, ..Extracted::default() },
    });
    let mut kept = lines::Kept::default();
    for (truth, extracted) in truths.iter().zip(&made) {
        if let Some(page) = by_id.get(truth.id.as_str()) {
            kept.add(page, whole, &extracted.body);
        }
    }
    add_group(card, name, truths, &made, options, Some(&kept))
}

fn add_group(
    card: &mut Scorecard,
    name: &'static str,
    truths: &[Truth],
    made: &[Extracted],
    options: &Options,
    lines: Option<&lines::Kept>,
) -> Result<(), EvalError> {
    let pairs: Vec<(&Truth, &Extracted)> = truths.iter().zip(made).collect();
    let scores: Vec<Prf> =
        parallel::map(&pairs, |(truth, extracted)| bag_scores(&extracted.body, truth.body()));
    let mut group = Group::new(name, pairs.len());
    body_scores(&mut group, &pairs, &scores);
    metadata::scores(&mut group, &pairs);
    if let Some(lines) = lines {
        lines.scores(&mut group);
    }
    card.groups.push(group);
    let worst = pairs.iter().zip(&scores).map(|((truth, _), scores)| Worst {
        group: name.to_owned(),
        item: truth.id.clone(),
        score: scores.f1,
        note: note(truth, scores),
    });
    card.add_worst(worst.collect(), options.worst);
    options.runs.as_ref().map_or(Ok(()), |folder| write_runs(&folder.join(name), &pairs))
}

fn note(truth: &Truth, scores: &Prf) -> String {
    let url = truth.url.as_deref().unwrap_or("");
    format!("p={:.3} r={:.3}  {url}", scores.precision, scores.recall)
}

fn body_scores(group: &mut Group, pairs: &[(&Truth, &Extracted)], scores: &[Prf]) {
    let mut put = |name, value: Option<f64>| group.push(name, value.unwrap_or(0.0));
    put("word_f1", mean(scores.iter().map(|score| score.f1)));
    put("precision", mean(scores.iter().map(|score| score.precision)));
    put("recall", mean(scores.iter().map(|score| score.recall)));
    put("exact", mean(pairs.iter().map(|(truth, made)| share(normal(&made.body) == normal(truth.body())))));
    let snippets = |list: fn(&Truth) -> Option<&Vec<String>>| {
        mean(pairs.iter().filter_map(|(truth, made)| found(list(truth)?, &made.body)))
    };
    put("with_found", snippets(|truth| truth.with.as_ref()));
    put("without_found", snippets(|truth| truth.without.as_ref()));
    let below = |bar: f64| scores.iter().filter(|score| score.f1 < bar).count() as f64;
    put("below_0.80_count", Some(below(0.8)));
    put("below_0.95_count", Some(below(0.95)));
    put("missing_count", Some(pairs.iter().filter(|(_, made)| made.missing).count() as f64));
}

/// The share of the snippets that occur in a text, whatever their case; `None` where there are none.
fn found(snippets: &[String], text: &str) -> Option<f64> {
    let text = text.to_lowercase();
    mean(snippets.iter().map(|snippet| share(text.contains(&snippet.to_lowercase()))))
}

fn write_runs(folder: &Path, pairs: &[(&Truth, &Extracted)]) -> Result<(), EvalError> {
    for (truth, made) in pairs.iter().filter(|(_, made)| !made.missing) {
        pack::write(&folder.join(format!("{}.txt", truth.id)), &made.body)?;
        let meta = json!({"title": made.title, "author": made.authors, "publish_date": made.date});
        pack::write(&folder.join(format!("{}.json", truth.id)), &meta.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_extraction_scores_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let truth = json!({"id": "a", "title": "T", "main_content": "The tide rose.", "url": null,
                           "author": null, "publish_date": null});
        pack::write(&folder.path().join("truth.jsonl"), &truth.to_string()).expect("a file is written");
        pack::write(&folder.path().join("html/b.html"), "<p>Another page.</p>").expect("a file is written");
        let today = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        let folder = folder.path().to_owned();
        let card =
            measure(&Options { folder, worst: 1, train: false, min_newsiness: None, runs: None, today })
                .expect("a pack");
        assert_eq!(card.get("html/word_f1"), Some(0.0));
        assert_eq!(card.get("html/missing_count"), Some(1.0));
        assert_eq!(card.worst[0].item, "a");
    }

    #[test]
    fn snippets_are_looked_for_without_case() {
        let snippets = ["The Tide".to_owned(), "the moon".to_owned()];
        assert_eq!(found(&snippets, "When the tide turned"), Some(0.5));
        assert_eq!(found(&[], "When the tide turned"), None);
    }
}
