//! `cuttings search`: one question, one answer.

use clap::{Args, ValueEnum};

use crate::output::{self, Render, Rows};
use crate::search::{self, Duplicates, FacetField, Freshness, Order, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::form::{Form, FormArgs};
use crate::surface::cli::question::{self, Question};
use crate::surface::cli::{Exit, shelf, watch};
use crate::watch::Saved;

/// Find articles, best first, each with the passage that answers.
///
/// An archive that was never indexed is indexed first.
///
/// Example: cuttings search '"night boat"' --person Quill
#[derive(Args)]
#[command(after_help = question::help())]
pub(super) struct SearchArgs {
    #[command(flatten)]
    question: Question,
    /// Order the articles; undated ones come last by date. Default: relevance. Example: --sort newest
    #[arg(long, value_enum)]
    sort: Option<Sort>,
    /// Let newer articles go before older ones that answer about as well; after so many days, half of what age can take
    /// is taken. Default: 30. Example: --fresh, --fresh=7
    #[arg(long, value_name = "DAYS", num_args = 0..=1, require_equals = true, default_missing_value = "30",
          value_parser = clap::value_parser!(u32).range(1..), conflicts_with_all = ["sort", "save"])]
    fresh: Option<u32>,
    /// Count over all matching articles, parted by commas: outlet, person, org, place, lang, year, month, section,
    /// topic.
    /// Example: --facets outlet,person
    #[arg(long, value_delimiter = ',', value_name = "FACETS", value_parser = facet)]
    facets: Vec<FacetField>,
    /// What becomes of near-duplicates, which are reprints of a text and versions of a page. Default: fold.
    /// Example: --dup show
    #[arg(long, value_enum, hide_default_value = true, default_value_t = Dup::Fold)]
    dup: Dup,
    /// Show at most so many articles. Default: 10. Example: --limit 50
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Leave out so many of the first articles. Default: 0. Example: --offset 10
    #[arg(long, hide_default_value = true, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// Show at most so many passages of an article. Default: 1. Example: --passages 3
    #[arg(long, value_name = "N")]
    passages: Option<usize>,
    /// Show so many more sentences to each side of a passage. Default: 0. Example: --context 1
    #[arg(long, value_name = "N")]
    context: Option<usize>,
    /// Tell of every hit why it has its score; `cuttings explain` tells how the query was read, too.
    #[arg(long)]
    explain: bool,
    /// Bring the index up to date first; without it, the answer is as of the last `cuttings index`.
    #[arg(long)]
    refresh: bool,
    /// Keep what is asked for under this name, too: `cuttings watch` tells what is new since. Example: --save strike
    #[arg(long, value_name = "NAME")]
    save: Option<String>,
    /// Print one JSON document.
    #[arg(long, conflicts_with_all = ["jsonl", "format", "template"])]
    json: bool,
    /// Print one JSON object a line, one an article.
    #[arg(long, conflicts_with_all = ["format", "template"])]
    jsonl: bool,
    #[command(flatten)]
    form: FormArgs,
}

/// The order of the articles.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    /// Best first.
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
}

/// What becomes of near-duplicates.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Dup {
    /// They stand under the best of them, versions of a page under the latest.
    Fold,
    /// They are listed like any other article.
    Show,
    /// Only articles that have some are listed.
    Only,
}

impl Sort {
    fn order(self) -> Order {
        match self {
            Self::Relevance => Order::Relevance,
            Self::Newest => Order::Newest,
            Self::Oldest => Order::Oldest,
        }
    }
}

fn facet(typed: &str) -> Result<FacetField, String> {
    let known = FacetField::ALL.into_iter().find(|field| field.name() == typed.trim().to_lowercase());
    let names = || FacetField::ALL.map(FacetField::name).join(", ");
    known.ok_or_else(|| format!("write one of {}", names()))
}

impl Dup {
    fn duplicates(self) -> Duplicates {
        match self {
            Self::Fold => Duplicates::Fold,
            Self::Show => Duplicates::Show,
            Self::Only => Duplicates::Only,
        }
    }
}

impl SearchArgs {
    fn request(&self, desk: &Desk<'_>) -> anyhow::Result<Request> {
        let usual = self.question.request(desk)?;
        let fresh = |half_life| Order::Fresh(Freshness { today: desk.today(), half_life });
        let order = self.fresh.map(fresh).or(self.sort.map(Sort::order));
        Ok(Request {
            order: order.unwrap_or(usual.order),
            facets: self.facets.clone(),
            duplicates: self.dup.duplicates(),
            limit: self.limit.unwrap_or(usual.limit),
            offset: self.offset,
            passages: self.passages.unwrap_or(usual.passages),
            context: self.context.unwrap_or(usual.context),
            reasons: self.explain,
            ..usual
        })
    }

    fn saved(&self) -> Saved {
        Saved {
            order: self.sort.map(Sort::order),
            duplicates: self.dup.duplicates(),
            limit: self.limit,
            passages: self.passages,
            context: self.context,
            ..self.question.saved()
        }
    }

    fn form(&self) -> anyhow::Result<Form> {
        let usual: &'static dyn Render = match (self.json, self.jsonl) {
            (true, _) => &output::json::Json,
            (_, true) => &output::json::JsonLines,
            _ => &output::terminal::Terminal,
        };
        Ok(self.form.form(self.rows())?.unwrap_or(Form::Known(usual)))
    }

    fn rows(&self) -> Rows {
        if self.form.articles { Rows::Articles } else { Rows::Hits }
    }
}

pub(super) fn run(args: &SearchArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let mut request = args.request(desk)?;
    let form = args.form()?;
    if let Some(name) = &args.save {
        watch::save(name, &args.saved(), desk)?;
    }
    let archive = shelf::open_fresh(desk, args.refresh)?;
    request.annotations = search::followed(&archive, request.annotations)?;
    let answer = search::answer(&archive, &request)?;
    question::explain(&request.query, &answer.notices, &answer.names);
    if !answer.widened.is_empty() {
        desk::say(&question::widened(&answer.widened));
    }
    form.renderer().answer(&answer, &desk.sheet(args.rows()), desk.out)?;
    Ok(Exit::found(answer.total > 0))
}
