//! `cuttings people`, `orgs`, `places`: who and what an archive is about.

use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;

use crate::entity::EntityKind;
use crate::output::{self, Rows, terminal};
use crate::search::{self, By, Named};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, words};

// Which names to list. No comment for the page of help: each command that takes these has a page of its own.
#[derive(Args)]
pub(super) struct CountArgs {
    /// List only those that contain all of these words; without them, all.
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Order them. Default: count. Example: --sort last
    #[arg(long, value_enum, hide_default_value = true, default_value_t = Sort::Count)]
    sort: Sort,
    /// List at most so many; 0 for all. Default: 50. Example: --limit 0
    #[arg(long, hide_default_value = true, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// The order of the names.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    /// Those in most articles first.
    Count,
    /// Those most articles are about first.
    Salience,
    /// Those first named earliest first.
    First,
    /// Those last named latest first.
    Last,
}

impl Sort {
    fn by(self) -> By {
        match self {
            Self::Count => By::Count,
            Self::Salience => By::Salience,
            Self::First => By::First,
            Self::Last => By::Last,
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct CountsJson<'a> {
    version: u32,
    /// How many there are, listed or not.
    total: usize,
    values: Vec<NamedJson<'a>>,
}

/// A name as all articles together have it.
#[derive(Serialize, JsonSchema)]
pub(super) struct NamedJson<'a> {
    value: &'a str,
    articles: u64,
    mentions: u64,
    /// Of all articles, added up.
    salience: f64,
    first_day: Option<String>,
    last_day: Option<String>,
    /// How articles write it, most of them first.
    forms: Vec<&'a str>,
    /// Whether `names.toml` says something of it.
    curated: bool,
}

impl<'a> NamedJson<'a> {
    pub(super) fn of(named: &'a Named) -> Self {
        Self {
            value: &named.name,
            articles: named.articles,
            mentions: named.mentions,
            salience: (named.salience * 1e3).round() / 1e3,
            first_day: named.dates.map(|(first, _)| first.to_string()),
            last_day: named.dates.map(|(_, last)| last.to_string()),
            forms: forms(named).into_iter().map(|(form, _)| form).collect(),
            curated: named.curated,
        }
    }
}

/// The forms of a name with their articles, most first.
pub(super) fn forms(named: &Named) -> Vec<(&str, u64)> {
    let mut forms: Vec<(&str, u64)> =
        named.forms.iter().map(|(form, articles)| (form.as_str(), *articles)).collect();
    forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    forms
}

pub(super) fn run(kind: EntityKind, args: &CountArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let names = shelf::names(desk);
    let all = search::named(&archive, &names, kind, &words::joined(&args.words), args.sort.by())?;
    let limit = if args.limit == 0 { all.len() } else { args.limit.min(all.len()) };
    if args.json {
        let values = all[..limit].iter().map(NamedJson::of).collect();
        let document = CountsJson { version: output::json::VERSION, total: all.len(), values };
        output::json::line(&document, desk.out)?;
    } else {
        list(&all[..limit], args.sort, desk)?;
        desk.out.flush()?;
        advise(all.len(), limit);
    }
    Ok(Exit::found(!all.is_empty()))
}

fn list(all: &[Named], sort: Sort, desk: &mut Desk<'_>) -> std::io::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    let most = all.iter().map(|named| named.articles).max().unwrap_or(0);
    let columns = terminal::thousands(most).len();
    all.iter().try_for_each(|named| {
        let articles = format!("{:>columns$}", terminal::thousands(named.articles));
        let name = terminal::line(&named.name);
        let by_hand = if named.curated { terminal::faint("  by hand", &sheet) } else { String::new() };
        let day = match (sort, named.dates) {
            (Sort::First, Some((first, _))) => format!("{first}  "),
            (Sort::Last, Some((_, last))) => format!("{last}  "),
            (Sort::First | Sort::Last, None) => format!("{:10}  ", "undated"),
            _ => String::new(),
        };
        writeln!(
            desk.out,
            "{}  {}{name}{by_hand}",
            terminal::faint(&articles, &sheet),
            terminal::faint(&day, &sheet)
        )
    })
}

fn advise(all: usize, shown: usize) {
    if all == 0 {
        desk::say("none found; `cuttings status` tells what is in the archive");
    } else if shown < all {
        let rest = terminal::thousands((all - shown) as u64);
        desk::say(&format!("and {rest} more; add --limit 0 for all"));
    }
}
