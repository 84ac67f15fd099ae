//! `cuttings topics`: what articles are about, and when.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use anyhow::{Context, bail};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Rows, json, terminal};
use crate::search::{self, Request, TopicCount, TopicReport};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, question, shelf, who, words};
use crate::topic::user;

/// List what articles are about: the user's topics, then phrases that articles use themselves.
///
/// Each with its articles, those of the whole archive, and the rise and fall by month. The user's topics stand in
/// `topics.toml` in the archive folder, each a name and a query; `topic:"NAME"` finds their articles, as it finds those
/// of any other topic.
///
/// Example: cuttings topics "date:2023 harbour"
#[derive(Args)]
pub(super) struct TopicsArgs {
    /// List the topics of the articles that a query finds; without it, of all.
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// Write a `topics.toml` to begin with: a query for each of the 17 top-level terms of the IPTC Media Topics.
    #[arg(long, conflicts_with_all = ["words", "json", "limit"])]
    starter: bool,
    /// List at most so many beside the user's own; 0 for all. Default: 30. Example: --limit 0
    #[arg(long, hide_default_value = true, default_value_t = 30, value_name = "N")]
    limit: usize,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TopicsJson<'a> {
    version: u32,
    /// Matching articles.
    articles: u64,
    /// How many topics of articles there are, listed or not.
    total: usize,
    topics: Vec<TopicJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct TopicJson<'a> {
    topic: &'a str,
    /// Whether `topics.toml` names it.
    by_query: bool,
    articles: u64,
    /// Of the whole archive.
    all: u64,
    /// Articles of the last three months less those of the three before.
    trend: i64,
    months: Vec<MonthJson>,
}

#[derive(Serialize, JsonSchema)]
struct MonthJson {
    month: String,
    articles: u64,
}

impl<'a> TopicJson<'a> {
    fn of(topic: &'a TopicCount) -> Self {
        let months = topic.months.iter().map(|month| MonthJson {
            month: format!("{:04}-{:02}", month.year, month.month),
            articles: month.articles,
        });
        Self {
            topic: &topic.topic,
            by_query: topic.by_query,
            articles: topic.articles,
            all: topic.all,
            trend: topic.trend(),
            months: months.collect(),
        }
    }
}

pub(super) fn run(args: &TopicsArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    if args.starter {
        return starter(desk);
    }
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let typed = words::joined(&args.words);
    let query = if typed.is_empty() { "*" } else { &typed };
    let (names, topics) = (shelf::names(desk), shelf::topics(desk)?);
    let annotations = shelf::annotations(desk)?;
    let request = Request { names, topics, annotations, ..Request::new(query, desk.today()) };
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let report = search::topics(&archive, &request, limit)?;
    question::explain(&request.query, &report.notices, &report.names);
    if args.json {
        let topics = report.topics.iter().map(TopicJson::of).collect();
        let (articles, total) = (report.articles, report.total);
        json::line(&TopicsJson { version: json::VERSION, articles, total, topics }, desk.out)?;
    } else {
        list(&report, desk)?;
    }
    desk.out.flush()?;
    advise(&report);
    Ok(Exit::found(report.topics.iter().any(|topic| topic.articles > 0)))
}

fn list(report: &TopicReport, desk: &mut Desk<'_>) -> std::io::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    let widest = report.topics.iter().map(|topic| topic.topic.chars().count()).max().unwrap_or(0).min(44);
    for topic in &report.topics {
        let name = terminal::line(&topic.topic);
        let chart = if topic.months.len() < 2 { String::new() } else { who::chart(&topic.months) };
        let trend = match topic.trend() {
            0 => String::new(),
            _ if chart.is_empty() => String::new(),
            trend => format!("  {trend:+}"),
        };
        let mark = if topic.by_query { "by query" } else { "" };
        writeln!(
            desk.out,
            "{:>7} of {:<7} {name:<widest$}  {}",
            terminal::thousands(topic.articles),
            terminal::thousands(topic.all),
            terminal::faint(format!("{mark:8}  {chart}{trend}").trim_end(), &sheet),
        )?;
    }
    Ok(())
}

fn advise(report: &TopicReport) {
    let shown = report.topics.iter().filter(|topic| !topic.by_query).count();
    if report.articles == 0 {
        desk::say("no article matches; `cuttings search` with the same words tells what each finds alone");
    } else if shown < report.total {
        let rest = terminal::thousands((report.total - shown) as u64);
        desk::say(&format!("and {rest} more; add --limit 0 for all"));
    }
}

/// Writes the file to begin with, where there is none.
fn starter(desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let file = desk.settings.archive.join(user::FILE);
    let shown = file.display().to_string();
    let mut new = match OpenOptions::new().write(true).create_new(true).open(&file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{shown}: there is one already; move it away first, nothing was changed")
        }
        opened => opened.with_context(|| format!("writing {shown}; make the archive folder writable"))?,
    };
    new.write_all(user::STARTER.as_bytes()).with_context(|| format!("writing {shown}"))?;
    desk::say(&format!("{shown} written; change its queries to what your articles write"));
    Ok(Exit::Found)
}
