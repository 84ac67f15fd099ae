//! `cuttings batch`: many names at once.

use std::io;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::entity::{EntityKind, Names};
use crate::index::Archive;
use crate::output::{csv as cells, json};
use crate::query::{self, Clause, Field, Taken};
use crate::search::{self, Named, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf};

/// Columns of the table.
const COLUMNS: [&str; 12] = [
    "name",
    "kind",
    "articles",
    "mentions",
    "first",
    "last",
    "found",
    "ambiguous",
    "passage",
    "headline",
    "article",
    "paragraph",
];

/// Parts several names in one cell.
const SEPARATOR: &str = "; ";

/// Ask for many names at once: for each, its articles, mentions, first and last day, and the best passage.
///
/// The names stand one a line, or in the first column of a CSV file (or in the one called `name`); a column `kind` says
/// person, organisation or place. Names that can be several people are marked, with all of them.
///
/// Example: cuttings batch names.csv > found.csv
#[derive(Args)]
pub(super) struct BatchArgs {
    /// The file; `-` for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print JSON Lines, one object a name; without it, CSV.
    #[arg(long)]
    jsonl: bool,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
}

pub(super) fn run(args: &BatchArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let asked = asked(args)?;
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let names = shelf::names(desk);
    let mut found = 0;
    if !args.jsonl {
        cells::row(COLUMNS.map(str::to_owned), desk.out)?;
    }
    for (asked, sums) in asked.iter().zip(sums(&archive, &names, &asked)?) {
        let line = Line::of(&archive, &names, asked, sums, desk)?;
        found += usize::from(line.articles > 0);
        if args.jsonl { json::line(&line, desk.out)? } else { cells::row(line.cells(), desk.out)? }
    }
    desk.out.flush()?;
    desk::say(&format!("{found} of {} names found", asked.len()));
    Ok(Exit::found(found > 0))
}

/// The names of the file with their kinds.
fn asked(args: &BatchArgs) -> anyhow::Result<Vec<(EntityKind, String)>> {
    let named = || args.file.display().to_string();
    let input: Box<dyn io::Read> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(std::fs::File::open(&args.file).with_context(named)?)
    };
    let mut table = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(input);
    let mut rows: Vec<csv::StringRecord> = Vec::new();
    for row in table.records() {
        rows.push(row.with_context(named)?);
    }
    let column = |name: &str| {
        rows.first().and_then(|row| {
            row.iter().position(|cell| cell.trim_start_matches('\u{feff}').trim().eq_ignore_ascii_case(name))
        })
    };
    let (name_at, kind_at) = (column("name"), column("kind"));
    let mut asked = Vec::new();
    for row in rows.iter().skip(usize::from(name_at.is_some())) {
        let name = row.get(name_at.unwrap_or(0)).unwrap_or("").trim();
        let kind = match kind_at.and_then(|at| row.get(at)).unwrap_or("").trim() {
            "" => EntityKind::Person,
            word => EntityKind::of_word(word).with_context(|| {
                format!("{}: “{word}” is no kind; write person, organisation or place", named())
            })?,
        };
        if !name.is_empty() {
            asked.push((kind, name.to_owned()));
        }
    }
    if asked.is_empty() {
        bail!("{}: no names; write one a line", named());
    }
    Ok(asked)
}

/// Whom each name was taken for, and the numbers of all of them together.
fn sums(
    archive: &Archive,
    names: &Names,
    asked: &[(EntityKind, String)],
) -> anyhow::Result<Vec<(Vec<Taken>, Named)>> {
    let mut taken = Vec::with_capacity(asked.len());
    for (kind, name) in asked {
        taken.push(query::resolve(archive, names, *kind, name)?.taken);
    }
    let keys = |taken: &Vec<Taken>| taken.iter().map(|taken| taken.key.clone()).collect();
    let groups: Vec<Vec<String>> = taken.iter().map(keys).collect();
    let mut sums: Vec<Option<Named>> = vec![None; asked.len()];
    for kind in EntityKind::ALL.into_iter().filter(|kind| asked.iter().any(|(of, _)| of == kind)) {
        for (at, named) in search::sums(archive, names, kind, &groups)?.into_iter().enumerate() {
            if asked[at].0 == kind {
                sums[at] = Some(named);
            }
        }
    }
    Ok(taken.into_iter().zip(sums.into_iter().flatten()).collect())
}

/// What is found of one name.
#[derive(Serialize, JsonSchema)]
pub(super) struct Line {
    name: String,
    kind: EntityKind,
    articles: u64,
    mentions: u64,
    first: Option<String>,
    last: Option<String>,
    /// Whom the name was taken for.
    found: Vec<String>,
    /// Whether that is more than one.
    ambiguous: bool,
    passage: Option<String>,
    headline: Option<String>,
    article: Option<String>,
    paragraph: Option<u32>,
}

impl Line {
    fn of(
        archive: &Archive,
        names: &Names,
        (kind, name): &(EntityKind, String),
        (taken, sums): (Vec<Taken>, Named),
        desk: &Desk<'_>,
    ) -> anyhow::Result<Self> {
        let kind = *kind;
        let field = match kind {
            EntityKind::Person => Field::Person,
            EntityKind::Organisation => Field::Org,
            EntityKind::Place => Field::Place,
        };
        let clause = Clause::Field(field, Box::new(Clause::Phrase(name.replace('"', " "))));
        let request =
            Request { limit: 1, names: names.clone(), ..Request::new(&clause.to_string(), desk.today()) };
        let answer = search::answer(archive, &request)?;
        let hit = answer.hits.first();
        let passage = hit.and_then(|hit| hit.passages.first());
        let full = taken.iter().filter(|taken| taken.key.contains(' ')).count();
        Ok(Self {
            name: name.clone(),
            kind,
            articles: answer.total,
            mentions: sums.mentions,
            first: sums.dates.map(|(first, _)| first.to_string()),
            last: sums.dates.map(|(_, last)| last.to_string()),
            ambiguous: full.max(usize::from(taken.len() > 1 && full == 0)) > 1,
            found: taken.into_iter().map(|Taken { name, .. }| name).collect(),
            passage: passage.map(|passage| passage.text.clone()),
            headline: hit.and_then(|hit| Some(hit.article.meta.title.as_ref()?.value.clone())),
            article: hit.map(|hit| hit.id.to_string()),
            paragraph: passage.map(|passage| passage.paragraph),
        })
    }

    fn cells(self) -> [String; COLUMNS.len()] {
        let text = |value: Option<String>| value.unwrap_or_default();
        [
            self.name,
            self.kind.word().to_owned(),
            self.articles.to_string(),
            self.mentions.to_string(),
            text(self.first),
            text(self.last),
            self.found.join(SEPARATOR),
            if self.ambiguous { "yes" } else { "no" }.to_owned(),
            text(self.passage),
            text(self.headline),
            text(self.article),
            text(self.paragraph.map(|number| number.to_string())),
        ]
    }
}
