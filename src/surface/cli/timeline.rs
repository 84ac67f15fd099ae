//! `cuttings timeline`: when the articles of a query were published.

use std::io;

use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Rows, csv as cells, json, terminal};
use crate::search::{self, Bar, Period, Timeline};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::question::{self, Question};
use crate::surface::cli::{Exit, shelf};

/// Columns of the longest bar.
const LONGEST: usize = 50;

/// Eighths of a column, from none to seven.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Show when the articles of a query were published, as a chart.
///
/// Articles whose dates are known less precisely than the periods, and undated ones, are counted apart.
///
/// Example: cuttings timeline strike --by year --share
#[derive(Args)]
#[command(after_help = question::help())]
pub(super) struct TimelineArgs {
    #[command(flatten)]
    question: Question,
    /// Count by this. Default: month. Example: --by week
    #[arg(long, value_enum, hide_default_value = true, default_value_t = By::Month)]
    by: By,
    /// Draw the share of all articles of each period, which shows what the archive's own size hides.
    #[arg(long)]
    share: bool,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// Print CSV: period, first day, matching articles, all articles, share.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What is counted by.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// Days.
    Day,
    /// Weeks from Monday on, numbered as in ISO 8601.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl By {
    fn period(self) -> Period {
        match self {
            Self::Day => Period::Day,
            Self::Week => Period::Week,
            Self::Month => Period::Month,
            Self::Year => Period::Year,
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TimelineJson {
    version: u32,
    by: &'static str,
    /// Matching articles, dated or not.
    total: u64,
    periods: Vec<BarJson>,
    undated: u64,
    /// Dated less precisely than the periods.
    imprecise: u64,
}

#[derive(Serialize, JsonSchema)]
struct BarJson {
    period: String,
    first_day: String,
    articles: u64,
    /// Matching or not.
    all: u64,
    /// From 0 to 1.
    share: f64,
}

impl BarJson {
    fn of(bar: &Bar, by: Period) -> Self {
        Self {
            period: by.label(bar.first),
            first_day: bar.first.to_string(),
            articles: bar.articles,
            all: bar.all,
            share: (bar.share() * 1e4).round() / 1e4,
        }
    }
}

pub(super) fn run(args: &TimelineArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let request = args.question.request(desk)?;
    let timeline = search::timeline(&archive, &request, args.by.period())?;
    question::explain(&request.query, &timeline.notices, &timeline.names);
    if args.json {
        json::line(&args.document(&timeline), desk.out)?;
    } else if args.csv {
        table(&timeline, args.by.period(), desk)?;
    } else {
        args.chart(&timeline, desk)?;
    }
    desk.out.flush()?;
    if timeline.total == 0 {
        desk::say("no article matches; `cuttings search` with the same words tells what each finds alone");
    }
    Ok(Exit::found(timeline.total > 0))
}

impl TimelineArgs {
    fn document(&self, timeline: &Timeline) -> TimelineJson {
        let by = self.by.period();
        TimelineJson {
            version: json::VERSION,
            by: match by {
                Period::Day => "day",
                Period::Week => "week",
                Period::Month => "month",
                Period::Year => "year",
            },
            total: timeline.total,
            periods: timeline.bars.iter().map(|bar| BarJson::of(bar, by)).collect(),
            undated: timeline.undated,
            imprecise: timeline.imprecise,
        }
    }

    fn chart(&self, timeline: &Timeline, desk: &mut Desk<'_>) -> io::Result<()> {
        let by = self.by.period();
        let size = |bar: &Bar| if self.share { bar.share() } else { bar.articles as f64 };
        let most = timeline.bars.iter().map(size).fold(0.0, f64::max);
        for bar in &timeline.bars {
            let drawn = drawn(size(bar), most);
            let articles = terminal::thousands(bar.articles);
            let told = if self.share {
                format!("{:.1} %  {articles} of {}", bar.share() * 100.0, terminal::thousands(bar.all))
            } else {
                articles
            };
            let gap = if drawn.is_empty() { "" } else { " " };
            writeln!(desk.out, "{}  {drawn}{gap}{told}", by.label(bar.first))?;
        }
        let sheet = desk.sheet(Rows::Hits);
        apart(timeline)
            .into_iter()
            .try_for_each(|line| writeln!(desk.out, "{}", terminal::faint(&line, &sheet)))
    }
}

/// A bar as long as its share of the longest, to an eighth of a column; whatever is more than nothing shows.
#[expect(clippy::cast_sign_loss, reason = "sizes are not negative")]
fn drawn(size: f64, most: f64) -> String {
    if size <= 0.0 {
        return String::new();
    }
    let eighths = ((size / most * LONGEST as f64 * 8.0).round() as usize).max(1);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// What stands in no period.
fn apart(timeline: &Timeline) -> Vec<String> {
    let told = [(timeline.undated, "without a date"), (timeline.imprecise, "dated less precisely")];
    let told = told.into_iter().filter(|(articles, _)| *articles > 0);
    told.map(|(articles, what)| format!("{} {what}", terminal::count(articles, "article"))).collect()
}

fn table(timeline: &Timeline, by: Period, desk: &mut Desk<'_>) -> io::Result<()> {
    let columns = ["period", "first_day", "articles", "all", "share"];
    cells::row(columns.map(str::to_owned), desk.out)?;
    timeline.bars.iter().map(|bar| BarJson::of(bar, by)).try_for_each(|bar| {
        let (articles, all, share) = (bar.articles.to_string(), bar.all.to_string(), bar.share.to_string());
        cells::row([bar.period, bar.first_day, articles, all, share], desk.out)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_vanishes() {
        assert_eq!(drawn(0.0, 10.0), "");
        assert_eq!(drawn(10.0, 10.0), "█".repeat(50));
        assert_eq!(drawn(5.0, 10.0), "█".repeat(25));
        assert_eq!(drawn(1.0, 1000.0), "▏");
        assert_eq!(drawn(0.5, 100.0), "▎");
    }
}
