//! `cuttings eval`: measures quality against judged data.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use crate::eval::{
    Scorecard, corpus, entities, extraction, floors, furniture, quotations, retrieval, seed, siblings,
};
use crate::output::json;
use crate::surface::cli::Exit;
use crate::surface::cli::desk::Desk;

/// Where the floors are kept, in the project's folder.
const FLOORS: &str = "tests/data/floors.json";

/// Measure cleaning, search and names against judged data.
///
/// Each pack's own page says what its data is and how it is measured.
///
/// Example: cuttings eval extraction packs/extraction
#[derive(Args)]
pub(super) struct EvalArgs {
    #[command(subcommand)]
    what: What,
    /// Print one JSON document.
    #[arg(long, global = true)]
    json: bool,
    /// Name so many of the worst items. Default: 0. Example: --worst 20
    #[arg(long, global = true, hide_default_value = true, default_value_t = 0, value_name = "N")]
    worst: usize,
}

#[derive(Subcommand)]
enum What {
    /// Measure bodies, titles, authors and dates on a pack of pages.
    ///
    /// Example: cuttings eval extraction DIR
    Extraction {
        /// The pack, with `truth.jsonl`, `html` and `plain.jsonl.gz`.
        dir: PathBuf,
        /// Measure the pages of its folder `train` as well, alone and with the others.
        #[arg(long)]
        train: bool,
        /// Leave out pages that are less like news than this. Example: --min-news 5
        #[arg(long, value_name = "X")]
        min_news: Option<f64>,
        /// Write what was extracted into this folder. Example: --runs out
        #[arg(long, value_name = "OUT")]
        runs: Option<PathBuf>,
        /// Measure the judge on hosts that it was not fit on, by fitting one a fold. Example: --folds 5
        #[arg(long, value_name = "N", conflicts_with_all = ["min_news", "runs"])]
        folds: Option<usize>,
    },
    /// Measure what a host's other pages add to the cleaning of each, on a pack of pages.
    ///
    /// Example: cuttings eval siblings DIR
    Siblings {
        /// The pack, with `truth.jsonl`, `html`, and more of the same under `train`.
        dir: PathBuf,
    },
    /// Measure how well repeated lines are told from stories, on made-up archives of several sizes.
    ///
    /// Example: cuttings eval furniture --siblings 5,50
    Furniture {
        /// Make an archive with so many articles of each outlet; several numbers, several archives. Default: 2,5,20,100.
        #[arg(
            long,
            value_delimiter = ',',
            hide_default_value = true,
            default_values_t = furniture::SIBLINGS,
            value_name = "N"
        )]
        siblings: Vec<usize>,
        /// Make up so many outlets an archive. Default: 4. Example: --outlets 8
        #[arg(long, hide_default_value = true, default_value_t = furniture::OUTLETS, value_name = "N")]
        outlets: usize,
        /// Roll the dice from this number. Default: 1. Example: --seed 7
        #[arg(long, hide_default_value = true, default_value_t = 1, value_name = "S")]
        seed: u64,
    },
    /// Measure rankings on a collection with queries and judgements.
    ///
    /// Example: cuttings eval retrieval DIR
    Retrieval(RetrievalArgs),
    /// Compare one article with its gold, exactly.
    ///
    /// Example: cuttings eval seed DIR
    Seed {
        /// The pack, with `gold.json`.
        dir: PathBuf,
    },
    /// Measure names on annotated text.
    ///
    /// Example: cuttings eval entities FILE
    Entities {
        /// A file of the pack, or its folder.
        path: PathBuf,
        /// Write the labels that were found into this folder, in the form of the pack. Example: --predictions out
        #[arg(long, visible_alias = "runs", value_name = "OUT")]
        predictions: Option<PathBuf>,
    },
    /// Measure the sample articles against their gold.
    ///
    /// Example: cuttings eval corpus
    Corpus {
        /// The project's folder. Default: here.
        #[arg(default_value = ".", hide_default_value = true)]
        dir: PathBuf,
    },
    /// Measure who said what in the sample articles.
    ///
    /// Example: cuttings eval quotations --worst 20
    Quotations {
        /// The project's folder. Default: here.
        #[arg(default_value = ".", hide_default_value = true)]
        dir: PathBuf,
    },
    /// Measure everything that has a floor, and fail where a score fell below it.
    ///
    /// Example: cuttings eval floors
    Floors {
        /// The folder of the packs; without it, those that need one are passed over. Example: --packs data
        #[arg(long, env = "CUTTINGS_EVAL", value_name = "DIR")]
        packs: Option<PathBuf>,
        /// The project's folder. Default: here.
        #[arg(default_value = ".", hide_default_value = true)]
        dir: PathBuf,
        /// Pin the floors at the scores of this run.
        #[arg(long)]
        raise: bool,
    },
}

#[derive(Args)]
struct RetrievalArgs {
    /// The collection, with `docs.jsonl` or `docs.jsonl.gz`, and a `.tsv` of queries and a `.qrels` a task.
    dir: PathBuf,
    /// Ask these queries instead of the folder's. Example: --queries mine.tsv
    #[arg(long, value_name = "TSV")]
    queries: Option<PathBuf>,
    /// Judge them by this file. Example: --qrels mine.qrels
    #[arg(long, value_name = "QRELS")]
    qrels: Option<PathBuf>,
    /// Put each query's text into this query. Example: --template 'person:"{}"'
    #[arg(long, value_name = "QUERY")]
    template: Option<String>,
    /// Index these fields instead of those that the task's name says. Example: --fields body
    #[arg(long, value_enum)]
    fields: Option<FieldsArg>,
    /// Compare with another engine's `<task>.run` files in this folder, and tell how likely such a difference is by
    /// chance. Example: --against theirs
    #[arg(long, value_name = "RUNS")]
    against: Option<PathBuf>,
    /// Write a TREC run file a task into this folder. Example: --runs out
    #[arg(long, value_name = "OUT")]
    runs: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FieldsArg {
    /// The text alone.
    Body,
    /// Headline and text.
    #[value(name = "title+body")]
    TitleAndBody,
}

pub(super) fn run(args: EvalArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let (worst, today) = (args.worst, desk.today());
    let card = match args.what {
        What::Extraction { dir, folds: Some(folds), .. } => {
            extraction::measure_folds(&extraction::FoldOptions { folder: dir, folds, worst })?
        }
        What::Extraction { dir, train, min_news, runs, folds: None } => {
            extraction::measure(&extraction::Options {
                folder: dir,
                worst,
                train,
                min_newsiness: min_news,
                runs,
                today,
            })?
        }
        What::Retrieval(args) => retrieval::measure(&args.options(worst, today))?,
        What::Siblings { dir } => siblings::measure(&siblings::Options { folder: dir, worst, today })?,
        What::Furniture { siblings, outlets, seed } => {
            furniture::measure(&furniture::Options { siblings, outlets, seed, worst, today })?
        }
        What::Seed { dir } => seed::measure(&seed::Options { folder: dir, worst, today })?,
        What::Entities { path, predictions } => {
            entities::measure(&entities::Options { path, article: None, worst, runs: predictions, today })?
        }
        What::Corpus { dir } => corpus::measure(&corpus::Options {
            corpus: dir.join("corpus"),
            gold: dir.join("tests/data/gold"),
            alone: false,
            worst,
            today,
        })?,
        What::Quotations { dir } => quotations::measure(&quotations::Options {
            gold: dir.join("tests/data/quotations"),
            corpus: dir.join("tests/data/gold"),
            worst,
        })?,
        What::Floors { packs, dir, raise } => return check(packs, &dir, raise, args.json, desk),
    };
    show(&card, args.json, desk.out)?;
    Ok(Exit::Found)
}

impl RetrievalArgs {
    fn options(self, worst: usize, today: NaiveDate) -> retrieval::Options {
        let fields = self.fields.map(|fields| match fields {
            FieldsArg::Body => retrieval::Fields::Body,
            FieldsArg::TitleAndBody => retrieval::Fields::TitleAndBody,
        });
        retrieval::Options {
            folder: self.dir,
            queries: self.queries,
            qrels: self.qrels,
            template: self.template,
            fields,
            all: true,
            against: self.against,
            runs: self.runs,
            worst,
            today,
        }
    }
}

fn show(card: &Scorecard, as_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    if as_json {
        json::line(card, out)?;
    } else {
        writeln!(out, "{card}")?;
    }
    Ok(())
}

/// Measures what has floors; says what fell on standard output and fails.
fn check(
    packs: Option<PathBuf>,
    project: &Path,
    raise: bool,
    as_json: bool,
    desk: &mut Desk<'_>,
) -> anyhow::Result<Exit> {
    let path = project.join(FLOORS);
    let mut pinned = floors::Floors::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let packs = packs.unwrap_or_else(|| project.join("no-packs"));
    let options = floors::Options { packs, project: project.to_owned(), today: desk.today() };
    let mut failures = Vec::new();
    for measured in floors::measure(&pinned, &options)? {
        show(&measured.card, as_json, desk.out)?;
        failures.extend(pinned.check(&measured));
        if raise {
            pinned.raise(&measured);
        }
    }
    if raise {
        pinned.write(&path)?;
        return Ok(Exit::Found);
    }
    for failure in &failures {
        writeln!(desk.out, "{failure}")?;
    }
    anyhow::ensure!(failures.is_empty(), "{} floors do not hold", failures.len());
    Ok(Exit::Found)
}
