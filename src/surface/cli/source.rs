//! `cuttings source`: where a remembered quotation comes from.

use anyhow::bail;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Rows, json, terminal};
use crate::passage::Passage;
use crate::search::{self, Sourced};
use crate::surface::cli::cited::{self, CitedJson};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, words};

/// Find the passage that a remembered quotation comes from, the earliest first.
///
/// Words may be wrong, missing, swapped or misspelt. Passages are shown that agree nearly as well as the best one.
///
/// Example: cuttings source "nobody who works the river beleives in timetables"
#[derive(Args)]
pub(super) struct SourceArgs {
    /// The quotation as you remember it, five words or more for good luck.
    #[arg(required = true, value_name = "QUOTATION")]
    words: Vec<String>,
    /// Show at most so many articles; 0 for all. Default: 10. Example: --limit 1
    #[arg(long, hide_default_value = true, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct SourceJson<'a> {
    version: u32,
    quotation: &'a str,
    found: Vec<SourcedJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct SourcedJson<'a> {
    #[serde(flatten)]
    cited: CitedJson,
    /// How much of the quotation was found, from 0 to 1.
    agreement: f64,
    passages: Vec<PassageJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct PassageJson<'a> {
    passage: &'a str,
    paragraph: u32,
    /// Characters of the paragraph.
    start: usize,
    end: usize,
    /// Bytes of the passage that agree.
    highlights: Vec<[usize; 2]>,
}

impl<'a> PassageJson<'a> {
    fn of(passage: &'a Passage) -> Self {
        Self {
            passage: &passage.text,
            paragraph: passage.paragraph,
            start: passage.characters.start,
            end: passage.characters.end,
            highlights: passage.highlights.iter().map(|span| [span.start, span.end]).collect(),
        }
    }
}

impl<'a> SourcedJson<'a> {
    fn of(found: &'a Sourced) -> Self {
        Self {
            cited: CitedJson::of(&found.article),
            agreement: (found.agreement * 1e3).round() / 1e3,
            passages: found.passages.iter().map(PassageJson::of).collect(),
        }
    }
}

pub(super) fn run(args: &SourceArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let quotation = words::joined(&args.words);
    if !quotation.chars().any(char::is_alphanumeric) {
        bail!("there is no word in the quotation; write what you remember of it");
    }
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let found = search::source(&archive, &quotation, limit)?;
    if args.json {
        let all = found.iter().map(SourcedJson::of).collect();
        json::line(&SourceJson { version: json::VERSION, quotation: &quotation, found: all }, desk.out)?;
    } else {
        let sheet = desk.sheet(Rows::Hits);
        for (at, sourced) in found.iter().enumerate() {
            if at > 0 {
                writeln!(desk.out)?;
            }
            let agreement = format!("{:.0} % agree", sourced.agreement * 100.0);
            writeln!(
                desk.out,
                "{}  {}",
                cited::line(&sourced.article, &sheet),
                terminal::faint(&agreement, &sheet)
            )?;
            for passage in &sourced.passages {
                terminal::write_passage(passage, &sheet, desk.out)?;
            }
        }
    }
    desk.out.flush()?;
    if found.is_empty() {
        desk::say("no passage agrees with half of it; `cuttings search --any` looks for any of its words");
    }
    Ok(Exit::found(!found.is_empty()))
}
