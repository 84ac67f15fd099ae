//! `cuttings outlets`: who published what is in an archive, and what their pages look like.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::index::Archive;
use crate::output::{Rows, json, terminal};
use crate::search::{self, Repeated, Shape};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, words};

/// Pieces of furniture that the text and the JSON name of each outlet.
const NAMED: usize = 2;
const NAMED_JSON: usize = 10;

/// Characters of a piece of furniture that are shown.
const SHOWN: usize = 60;

/// List the outlets, those with most articles first, with what their pages look like.
///
/// For each: its articles, the words of the middle article by length, the share of its pages' words that was removed,
/// first and last day, and the removed blocks that most of its stories carry.
///
/// Example: cuttings outlets
#[derive(Args)]
pub(super) struct OutletsArgs {
    /// List only those whose names contain all of these words; without them, all.
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

#[derive(Serialize, JsonSchema)]
pub(super) struct OutletsJson {
    version: u32,
    /// How many there are, listed or not.
    total: usize,
    values: Vec<OutletJson>,
}

#[derive(Serialize, JsonSchema)]
struct OutletJson {
    value: String,
    articles: u64,
    /// Of the body, in the middle article.
    median_words: u32,
    /// Of all words, from 0 to 1.
    removed_share: f64,
    first_day: Option<String>,
    last_day: Option<String>,
    undated: u64,
    furniture: Vec<RepeatedJson>,
}

#[derive(Serialize, JsonSchema)]
struct RepeatedJson {
    text: String,
    kind: &'static str,
    stories: u64,
}

pub(super) fn run(args: &OutletsArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let all = search::shapes(&archive, &words::joined(&args.words))?;
    let limit = if args.limit == 0 { all.len() } else { args.limit.min(all.len()) };
    if args.json {
        let values = all[..limit].iter().map(|shape| OutletJson::of(&archive, shape));
        let values = values.collect::<anyhow::Result<_>>()?;
        json::line(&OutletsJson { version: json::VERSION, total: all.len(), values }, desk.out)?;
    } else {
        list(&archive, &all[..limit], desk)?;
    }
    desk.out.flush()?;
    if all.is_empty() {
        desk::say("none found; `cuttings status` tells what is in the archive");
    } else if limit < all.len() {
        let rest = terminal::thousands((all.len() - limit) as u64);
        desk::say(&format!("and {rest} more; add --limit 0 for all"));
    }
    Ok(Exit::found(!all.is_empty()))
}

impl OutletJson {
    fn of(archive: &Archive, shape: &Shape) -> anyhow::Result<Self> {
        let day = |last: bool| shape.dates.map(|(from, to)| if last { to } else { from }.to_string());
        let furniture = search::repeated(archive, shape, NAMED_JSON)?;
        Ok(Self {
            value: shape.outlet.clone(),
            articles: shape.articles,
            median_words: shape.median_words,
            removed_share: (shape.removed * 1e4).round() / 1e4,
            first_day: day(false),
            last_day: day(true),
            undated: shape.undated,
            furniture: furniture.into_iter().map(RepeatedJson::of).collect(),
        })
    }
}

impl RepeatedJson {
    fn of(repeated: Repeated) -> Self {
        Self { text: repeated.text, kind: repeated.kind.name(), stories: repeated.stories }
    }
}

fn list(archive: &Archive, shapes: &[Shape], desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    if !shapes.is_empty() {
        let head = format!("{:>8}  {:>6}  {:>7}  {:<24}  outlet", "articles", "words", "removed", "dates");
        writeln!(desk.out, "{}", terminal::faint(&head, &sheet))?;
    }
    for shape in shapes {
        writeln!(desk.out, "{}  {}", figures(shape), terminal::bold(&terminal::line(&shape.outlet), &sheet))?;
        for repeated in search::repeated(archive, shape, NAMED)? {
            writeln!(desk.out, "{}", terminal::faint(&shown(&repeated), &sheet))?;
        }
    }
    Ok(())
}

/// The columns in front of an outlet's name.
fn figures(shape: &Shape) -> String {
    let dates = shape.dates.map_or("no dates".to_owned(), |(first, last)| format!("{first} to {last}"));
    let removed = format!("{:.0} %", shape.removed * 100.0);
    let (articles, words) =
        (terminal::thousands(shape.articles), terminal::thousands(shape.median_words.into()));
    format!("{articles:>8}  {words:>6}  {removed:>7}  {dates:<24}")
}

/// `in 12 stories: Join our newsletter`, under the outlet's name.
fn shown(repeated: &Repeated) -> String {
    let cut = repeated.text.char_indices().nth(SHOWN);
    let text = cut.map_or(repeated.text.clone(), |(end, _)| format!("{}…", repeated.text[..end].trim_end()));
    let kind = repeated.kind.name();
    format!("{:53}{kind} in {} stories: {}", "", terminal::thousands(repeated.stories), terminal::line(&text))
}
