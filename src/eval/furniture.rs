//! How well what outlets repeat is told from their stories, by the number of articles that an archive has of each.
//!
//! The archives are made up ([`generate`]), of plain text, with lines that only repetition gives away;
//! they go through the whole of [`ingest`](mod@crate::ingest), and the planted truth is known.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use tantivy::DocAddress;
use tempfile::TempDir;

use crate::eval::scorecard::{mean, share};
use crate::eval::words::{Prf, bag_scores};
use crate::eval::{EvalError, Group, Scorecard, Worst, parallel};
use crate::generate::{self, GenerateError, Sample};
use crate::index::{Archive, StoredArticle};
use crate::ingest::{self, Clock, IngestError};
use crate::settings::{Flags, Settings};

/// Articles of each outlet in the archives that are measured where nothing else is said.
pub const SIBLINGS: [usize; 4] = [2, 5, 20, 100];

/// Outlets of each of them.
pub const OUTLETS: usize = 4;

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Articles of each outlet; an archive, and a group, for every number.
    pub siblings: Vec<usize>,
    /// How many outlets each archive has.
    pub outlets: usize,
    /// Another seed, other articles.
    pub seed: u64,
    /// How many of the worst articles of each archive to name.
    pub worst: usize,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

/// Measures an archive for every number of siblings.
///
/// # Errors
///
/// Where an archive cannot be written or indexed.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let mut card = Scorecard { name: "furniture", groups: Vec::new(), worst: Vec::new() };
    for &siblings in &options.siblings {
        let folder = TempDir::with_prefix("cuttings-eval-");
        let folder = folder.map_err(|error| EvalError::io(&std::env::temp_dir(), error))?;
        let samples = write(folder.path(), siblings, options)?;
        let articles = index(folder.path(), options.today)?;
        add_group(&mut card, siblings, &samples, &articles, options.worst);
    }
    Ok(card)
}

fn write(folder: &Path, siblings: usize, options: &Options) -> Result<Vec<Sample>, EvalError> {
    let made = generate::Options {
        articles: siblings * options.outlets,
        seed: options.seed,
        outlets: options.outlets,
        even: true,
        house_lines: true,
        ..generate::Options::default()
    };
    let mut samples = Vec::new();
    let told =
        generate::generate_with(&folder.join("corpus"), &made, &mut |sample, _| samples.push(sample.clone()));
    match told {
        Ok(_) => Ok(samples),
        Err(GenerateError::Io { path, error }) => Err(EvalError::Io { path, error }),
        Err(GenerateError::NotEmpty(_)) => unreachable!("a new temporary folder is empty"),
    }
}

/// The articles of an archive by their paths.
fn index(folder: &Path, today: NaiveDate) -> Result<BTreeMap<String, StoredArticle>, EvalError> {
    let flags = Flags {
        archive: Some(folder.to_owned()),
        corpus: vec![folder.join("corpus")],
        index: Some(folder.join("index")),
    };
    let settings = Settings::resolve(flags).expect("a new folder has no settings to be wrong");
    let clock = Clock { now: 0, today };
    ingest::ingest(&settings, ingest::Options::default(), clock, &AtomicBool::new(false), &mut |_| {})?;
    let archive = Archive::open(&settings.index).map_err(IngestError::from)?;
    let mut all = BTreeMap::new();
    for (segment, reader) in archive.searcher().segment_readers().iter().enumerate() {
        for doc in reader.doc_ids_alive() {
            let article = archive.load(DocAddress::new(segment as u32, doc)).map_err(IngestError::from)?;
            all.extend(article.paths.first().cloned().map(|path| (path, article)));
        }
    }
    Ok(all)
}

/// How one article fared.
struct Fared {
    words: Prf,
    /// Planted blocks that were kept, and all of them.
    left: (usize, usize),
    /// Standing lines that were kept, and all of them.
    standing: (usize, usize),
}

fn add_group(
    card: &mut Scorecard,
    siblings: usize,
    samples: &[Sample],
    articles: &BTreeMap<String, StoredArticle>,
    worst: usize,
) {
    let fared = parallel::map(samples, |sample| fared(sample, articles.get(&sample.path)));
    let mut group = Group::new(siblings.to_string(), samples.len());
    let over = |part: fn(&Prf) -> f64| mean(fared.iter().map(|fared| part(&fared.words))).unwrap_or(0.0);
    group.push("word_f1", over(|words| words.f1));
    group.push("precision", over(|words| words.precision));
    group.push("recall", over(|words| words.recall));
    group.push("exact", mean(fared.iter().map(|fared| share(fared.words.f1 > 1.0 - 1e-9))).unwrap_or(0.0));
    let mut put = |name, part: fn(&Fared) -> (usize, usize)| {
        let (kept, all) = fared.iter().map(part).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        if all > 0 {
            group.push(name, kept as f64 / all as f64);
        }
    };
    put("furniture_kept", |fared| fared.left);
    put("standing_lines_kept", |fared| fared.standing);
    card.groups.push(group);
    let named = samples.iter().zip(&fared).map(|(sample, fared)| Worst {
        group: siblings.to_string(),
        item: sample.path.clone(),
        score: fared.words.f1,
        note: format!("p={:.3} r={:.3}", fared.words.precision, fared.words.recall),
    });
    card.add_worst(named.collect(), worst);
}

fn fared(sample: &Sample, article: Option<&StoredArticle>) -> Fared {
    let body: Vec<String> =
        article.map(|article| article.body().map(|block| block.text).collect()).unwrap_or_default();
    let kept = |text: &&String| body.contains(text);
    let standing: Vec<&String> = sample.standing.iter().map(|&at| &sample.body[at]).collect();
    Fared {
        words: bag_scores(&body.join("\n"), &sample.body.join("\n")),
        left: (sample.furniture.iter().filter(kept).count(), sample.furniture.len()),
        standing: (standing.iter().copied().filter(|text| body.contains(text)).count(), standing.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_five_siblings_furniture_is_known_and_nothing_else_goes() {
        let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let options = Options { siblings: vec![2, 6], outlets: 3, seed: 1, worst: 0, today };
        let card = measure(&options).expect("archives are written and indexed");
        let score = |path: &str| card.get(path).expect("it is measured");
        assert_eq!(card.groups.iter().map(|group| group.items).collect::<Vec<_>>(), [6, 18]);
        assert!(score("6/word_f1") >= 0.99 && score("6/furniture_kept") < 0.01, "{card}");
        assert!(score("6/word_f1") >= score("2/word_f1") && score("2/word_f1") > 0.9, "{card}");
    }
}
