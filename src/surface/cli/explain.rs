//! `cuttings explain`: how a query is read, what each part of it finds, and why the first hits come first.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::terminal::{self, reasons};
use crate::output::{self, Render, Rows};
use crate::search::{self, Explanation, Part, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::question::{self, Question};
use crate::surface::cli::{Exit, shelf};

/// Tell how a query is read, what each part of it finds, and why the first hits come first.
///
/// Example: cuttings explain 'harbour w/5 strike -ferry'
#[derive(Args)]
#[command(after_help = question::help())]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    question: Question,
    /// Give the reasons for so many of the best hits. Default: 3. Example: --limit 10
    #[arg(long, hide_default_value = true, default_value_t = 3, value_name = "N")]
    limit: usize,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ExplainJson<'a> {
    version: u32,
    read: &'a str,
    parts: Vec<PartJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct PartJson<'a> {
    depth: usize,
    words: &'a str,
    query: Option<String>,
    articles: Option<u64>,
    forms: Vec<FormJson<'a>>,
    more_forms: usize,
}

#[derive(Serialize, JsonSchema)]
struct FormJson<'a> {
    word: &'a str,
    articles: u64,
}

impl<'a> PartJson<'a> {
    fn of(part: &'a Part) -> Self {
        let form = |(word, articles): &'a (String, u64)| FormJson { word, articles: *articles };
        Self {
            depth: part.reading.depth,
            words: &part.reading.words,
            query: part.reading.clause.as_ref().map(ToString::to_string),
            articles: part.articles,
            forms: part.forms.iter().map(form).collect(),
            more_forms: part.more_forms,
        }
    }
}

pub(super) fn run(args: &ExplainArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let request = Request { limit: args.limit, reasons: true, ..args.question.request(desk)? };
    let archive = shelf::open_fresh(desk, false)?;
    let explained = search::explain(&archive, &request)?;
    if args.json {
        let parts = explained.parts.iter().map(PartJson::of).collect();
        let document = ExplainJson { version: output::json::VERSION, read: &explained.read, parts };
        output::json::line(&document, desk.out)?;
        return Ok(Exit::Found);
    }
    question::explain(&request.query, &explained.notices, &explained.names);
    print(&explained, desk)?;
    let answer = search::answer(&archive, &request)?;
    if !answer.widened.is_empty() {
        writeln!(desk.out, "\n{}", question::widened(&answer.widened))?;
    }
    writeln!(desk.out)?;
    output::terminal::Terminal.answer(&answer, &desk.sheet(Rows::Hits), desk.out)?;
    if answer.total > 0 && answer.hits.iter().all(|hit| hit.reasons.is_empty()) {
        desk::say("no score: the query asks for no words and no names, so the newest come first");
    }
    Ok(Exit::found(answer.total > 0))
}

fn print(explained: &Explanation, desk: &mut Desk<'_>) -> std::io::Result<()> {
    writeln!(desk.out, "{}\n", terminal::bold(&terminal::line(&explained.read), &desk.sheet(Rows::Hits)))?;
    for line in explained.parts.iter().flat_map(reasons::part) {
        writeln!(desk.out, "{line}")?;
    }
    Ok(())
}
