//! `cuttings quotes`: what somebody said.

use std::io;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Citation, Rows, csv as cells, json, terminal};
use crate::search::{self, Quoted, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, question, shelf, words};

/// Columns of the table. `start` and `end` are characters of the paragraph.
const COLUMNS: [&str; 13] = [
    "speaker",
    "quotation",
    "verb",
    "headline",
    "byline",
    "outlet",
    "date",
    "url",
    "paragraph",
    "start",
    "end",
    "paths",
    "article",
];

/// Parts several values in one cell.
const SEPARATOR: &str = "; ";

/// Show what somebody said: every quotation whose speaker is plain, with its citation.
///
/// English articles alone; where it is not plain who speaks, nobody does.
///
/// Example: cuttings quotes "Ada Thorne" harbour
#[derive(Args)]
pub(super) struct QuotesArgs {
    /// The name of a person or organisation, or a part of it.
    #[arg(value_name = "NAME")]
    name: String,
    /// Show only quotations with all of these words.
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Show at most so many; 0 for all. Default: 20. Example: --limit 0
    #[arg(long, hide_default_value = true, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// Print CSV, with the columns of a citation.
    #[arg(long, conflicts_with = "jsonl")]
    csv: bool,
    /// Print JSON Lines, one object a quotation.
    #[arg(long)]
    jsonl: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct QuoteJson<'a> {
    version: u32,
    speaker: &'a str,
    quotation: &'a str,
    verb: Option<&'a str>,
    headline: Option<String>,
    byline: Vec<String>,
    outlet: Option<String>,
    date: Option<String>,
    url: Option<String>,
    paragraph: u32,
    /// Characters of the paragraph.
    start: usize,
    end: usize,
    paths: Vec<String>,
    article: String,
}

pub(super) fn run(args: &QuotesArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let request = Request { names: shelf::names(desk), ..Request::new("*", desk.today()) };
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let (mut shown, mut more, mut result) = (0, false, Ok(()));
    if args.csv {
        cells::row(COLUMNS.map(str::to_owned), desk.out)?;
    }
    let asked = words::joined(&args.words);
    let names = search::quoted(&archive, &args.name, &asked, &request, &mut |quoted| {
        more = shown == limit;
        if !more {
            shown += 1;
            result = args.write(quoted, desk);
        }
        result.is_ok() && !more
    })?;
    result?;
    desk.out.flush()?;
    question::explain("", &[], &names);
    if more {
        desk::say("and more; add --limit 0 for all");
    } else if shown == 0 {
        desk::say("nothing that is plainly theirs; `cuttings search said:NAME` looks for other words");
    }
    Ok(Exit::found(shown > 0))
}

impl QuotesArgs {
    fn write(&self, quoted: &Quoted<'_>, desk: &mut Desk<'_>) -> io::Result<()> {
        if self.csv {
            cells::row(row(quoted), desk.out)
        } else if self.jsonl {
            json::line(&QuoteJson::of(quoted), desk.out)
        } else {
            paragraph(quoted, desk)
        }
    }
}

impl<'a> QuoteJson<'a> {
    fn of(quoted: &'a Quoted<'a>) -> Self {
        let cited = Citation::of(quoted.article, None);
        Self {
            version: json::VERSION,
            speaker: &quoted.speaker,
            quotation: quoted.text,
            verb: quoted.verb,
            headline: cited.headline,
            byline: cited.byline,
            outlet: cited.outlet,
            date: cited.date,
            url: cited.url,
            paragraph: quoted.paragraph,
            start: quoted.characters.start,
            end: quoted.characters.end,
            paths: cited.paths,
            article: cited.article,
        }
    }
}

fn row(quoted: &Quoted<'_>) -> [String; COLUMNS.len()] {
    let json = QuoteJson::of(quoted);
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        json.speaker.to_owned(),
        json.quotation.to_owned(),
        json.verb.unwrap_or_default().to_owned(),
        text(json.headline),
        json.byline.join(SEPARATOR),
        text(json.outlet),
        text(json.date),
        text(json.url),
        json.paragraph.to_string(),
        json.start.to_string(),
        json.end.to_string(),
        json.paths.join(SEPARATOR),
        json.article,
    ]
}

fn paragraph(quoted: &Quoted<'_>, desk: &mut Desk<'_>) -> io::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    let cited = Citation::of(quoted.article, None);
    let verb = quoted.verb.map_or(String::new(), |verb| format!(" {}", terminal::line(verb)));
    writeln!(desk.out, "“{}”", terminal::line(quoted.text))?;
    let speaker = terminal::bold(&terminal::line(&quoted.speaker), &sheet);
    let parts =
        [cited.date.as_deref().unwrap_or("undated"), cited.outlet.as_deref().unwrap_or(""), cited.name()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).map(terminal::line).collect();
    let place = format!(" · {} ¶ {}  {}", parts.join(", "), quoted.paragraph, &cited.article[..12]);
    writeln!(desk.out, "  {speaker}{verb}{}\n", terminal::faint(&place, &sheet))
}
