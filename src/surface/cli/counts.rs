//! `cuttings people`, `orgs`, `places`: who and what an archive is about.

use clap::Args;
use serde::Serialize;

use crate::output::{self, Rows, terminal};
use crate::search::{self, Column, Count};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, words};

/// Which values to list.
#[derive(Args)]
pub(super) struct CountArgs {
    /// List only those that contain all of these words; without them, all.
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
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

#[derive(Serialize)]
struct CountsJson<'a> {
    version: u32,
    /// How many there are, listed or not.
    total: usize,
    values: Vec<CountJson<'a>>,
}

#[derive(Serialize)]
struct CountJson<'a> {
    value: &'a str,
    articles: u64,
}

pub(super) fn run(column: Column, args: &CountArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let all = search::counts(&archive, column, &words::joined(&args.words))?;
    let limit = if args.limit == 0 { all.len() } else { args.limit.min(all.len()) };
    if args.json {
        let values = all[..limit].iter();
        let values =
            values.map(|count| CountJson { value: &count.value, articles: count.articles }).collect();
        output::json::line(
            &CountsJson { version: output::json::VERSION, total: all.len(), values },
            desk.out,
        )?;
    } else {
        list(&all[..limit], desk)?;
        desk.out.flush()?;
        advise(&all, limit);
    }
    Ok(Exit::found(!all.is_empty()))
}

fn list(counts: &[Count], desk: &mut Desk<'_>) -> std::io::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    let most = counts.first().map_or(0, |count| count.articles);
    let columns = terminal::thousands(most).len();
    counts.iter().try_for_each(|count| {
        let articles = format!("{:>columns$}", terminal::thousands(count.articles));
        writeln!(desk.out, "{}  {}", terminal::faint(&articles, &sheet), terminal::line(&count.value))
    })
}

fn advise(all: &[Count], shown: usize) {
    if all.is_empty() {
        desk::say("none found; `cuttings status` tells what is in the archive");
    } else if shown < all.len() {
        let rest = terminal::thousands((all.len() - shown) as u64);
        desk::say(&format!("and {rest} more; add --limit 0 for all"));
    }
}
