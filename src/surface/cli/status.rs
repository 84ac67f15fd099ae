//! `cuttings status`: what an archive holds and what it could not take in.

use std::io;
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use walkdir::WalkDir;

use crate::annotation::Forgotten;
use crate::index::{Archive, FileEntry, FileTable, StoredArticle};
use crate::output::{Rows, json, terminal};
use crate::overrule::Rules;
use crate::search::{self, Change, Column, Count, Suspect, Suspects};
use crate::surface::cli::desk::Desk;
use crate::surface::cli::index::FailureJson;
use crate::surface::cli::{Exit, shelf};

/// How many languages the text names.
const LANGUAGES: usize = 8;

/// How many articles or outlets of a list the text names.
const NAMED: usize = 8;

/// Characters of an id that are shown.
const ID_CHARS: usize = 10;

/// Tell what the archive holds: articles, outlets, languages, dates, files that could not be read, and what deserves a
/// second look.
///
/// That is articles without a body, those that are very short for their outlet or break off where the page asks for
/// money, and outlets whose pages change from one month to the next.
///
/// Example: cuttings status
#[derive(Args)]
pub(super) struct StatusArgs {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What an archive holds.
struct Status {
    archive: Archive,
    outlets: Vec<Count>,
    languages: Vec<Count>,
    dates: Option<(String, String)>,
    undated: u64,
    files: u64,
    bytes: u64,
    failures: Vec<(String, String)>,
    unreachable: Vec<(String, String)>,
    /// Number of rules, and whether the index was made by them; what is wrong with them.
    rules: Result<(usize, bool), String>,
    /// The same of what is left out for good.
    forgotten: Result<(usize, bool), String>,
    suspects: Suspects,
    /// Bytes of each part of the index folder.
    parts: Vec<(&'static str, u64)>,
}

pub(super) fn run(args: &StatusArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let status = Status::of(shelf::open(desk)?, &desk.settings.archive)?;
    if args.json {
        json::line(&status.json()?, desk.out)?;
    } else {
        status.write(desk)?;
    }
    Ok(Exit::found(status.archive.generation().articles > 0))
}

impl Status {
    fn of(archive: Archive, folder: &Path) -> anyhow::Result<Self> {
        let table = archive.files()?;
        let rules = Rules::open(folder).map_err(|error| error.to_string());
        let forgotten = Forgotten::open(folder).map_err(|error| error.to_string());
        let (dates, undated) = search::span(&archive)?;
        Ok(Self {
            outlets: search::counts(&archive, Column::Outlets)?,
            languages: search::counts(&archive, Column::Languages)?,
            dates: dates.map(|(first, last)| (first.to_string(), last.to_string())),
            undated,
            files: table.files.len() as u64,
            bytes: table.files.values().map(|entry| entry.size).sum(),
            failures: failures(&table),
            unreachable: unreachable(&table),
            rules: rules.map(|rules| (rules.list().len(), rules.memo() == table.rules)),
            forgotten: forgotten
                .map(|forgotten| (forgotten.all().count(), forgotten.keys() == table.forgotten)),
            suspects: search::suspects(&archive)?,
            parts: parts(archive.folder()),
            archive,
        })
    }

    fn write(&self, desk: &mut Desk<'_>) -> anyhow::Result<()> {
        let generation = self.archive.generation();
        let sheet = desk.sheet(Rows::Hits);
        let mut row = |name: &str, value: String| {
            writeln!(desk.out, "{}{value}", terminal::faint(&format!("{name:<12}"), &sheet))
        };
        row("articles", terminal::thousands(generation.articles))?;
        row("outlets", terminal::thousands(self.outlets.len() as u64))?;
        row("languages", languages(&self.languages))?;
        row("dates", self.span())?;
        row("files", format!("{}, {}", terminal::count(self.files, "file"), megabytes(self.bytes)))?;
        row(
            "index",
            format!(
                "{}, {}",
                terminal::line(&self.archive.folder().display().to_string()),
                megabytes(self.index_bytes())
            ),
        )?;
        row("", self.parts())?;
        row("generation", self.generation())?;
        if let Some(rules) = applied(&self.rules) {
            row("rules", rules)?;
        }
        if let Some(forgotten) = applied(&self.forgotten) {
            row("forgotten", forgotten)?;
        }
        row("network", "not used: nothing that is on this disk leaves it".to_owned())?;
        self.write_list("could not be read", &self.failures, desk)?;
        self.write_list("could not be reached; what is known of them is kept", &self.unreachable, desk)?;
        self.write_suspects(desk)
    }

    fn index_bytes(&self) -> u64 {
        self.parts.iter().map(|(_, bytes)| bytes).sum()
    }

    /// `texts 1.2 MB, words 0.4 MB`.
    fn parts(&self) -> String {
        let parts = self.parts.iter().map(|(name, bytes)| format!("{name} {}", megabytes(*bytes)));
        parts.collect::<Vec<_>>().join(", ")
    }

    fn write_suspects(&self, desk: &mut Desk<'_>) -> anyhow::Result<()> {
        let Suspects { empty, short, changes } = &self.suspects;
        self.write_articles("without a body", empty, desk)?;
        self.write_articles("suspiciously short", short, desk)?;
        if !changes.is_empty() {
            let outlets = terminal::count(changes.len() as u64, "outlet");
            writeln!(desk.out, "\n{outlets} with pages that change abruptly (a new design?):")?;
        }
        for change in changes.iter().take(NAMED) {
            let Change { outlet, month, why, place } = change;
            let article = named(&self.archive.load(*place)?);
            writeln!(desk.out, "  {}: from {month} on {why}; {article}", terminal::line(outlet))?;
        }
        write_rest(changes.len(), desk)
    }

    fn write_articles(&self, what: &str, list: &[Suspect], desk: &mut Desk<'_>) -> anyhow::Result<()> {
        if !list.is_empty() {
            writeln!(desk.out, "\n{} {what}:", terminal::count(list.len() as u64, "article"))?;
        }
        for suspect in list.iter().take(NAMED) {
            let article = named(&self.archive.load(suspect.place)?);
            writeln!(desk.out, "  {article}: {}", suspect.why)?;
        }
        write_rest(list.len(), desk)
    }

    fn span(&self) -> String {
        let undated = format!("{} without a date", terminal::thousands(self.undated));
        match &self.dates {
            Some((first, last)) => format!("{first} to {last}, {undated}"),
            None => undated,
        }
    }

    fn generation(&self) -> String {
        let generation = self.archive.generation();
        let checked = self.archive.checked().map(|time| format!(", as of {}", terminal::local_time(time)));
        let state =
            if generation.incomplete { ", not complete: `cuttings index` goes on with it" } else { "" };
        format!("{}{}{state}", generation.number, checked.unwrap_or_default())
    }

    #[allow(clippy::unused_self, reason = "a part of the page like the others")]
    fn write_list(&self, what: &str, list: &[(String, String)], desk: &mut Desk<'_>) -> io::Result<()> {
        if list.is_empty() {
            return Ok(());
        }
        writeln!(desk.out, "\n{} {what}:", terminal::count(list.len() as u64, "file"))?;
        list.iter().try_for_each(|(path, reason)| {
            writeln!(desk.out, "  {}: {}", terminal::line(path), terminal::line(reason))
        })
    }

    fn suspects(&self, list: &[Suspect]) -> anyhow::Result<Vec<SuspectJson>> {
        let one = |suspect: &Suspect| {
            let article = self.archive.load(suspect.place)?;
            let path = article.paths.first().cloned().unwrap_or_default();
            Ok(SuspectJson { id: article.id().to_string(), path, reason: suspect.why.clone() })
        };
        list.iter().map(one).collect()
    }

    fn changes(&self) -> anyhow::Result<Vec<ChangeJson>> {
        let one = |change: &Change| {
            let id = self.archive.load(change.place)?.id().to_string();
            let Change { outlet, month, why, .. } = change.clone();
            Ok(ChangeJson { outlet, month, reason: why, id })
        };
        self.suspects.changes.iter().map(one).collect()
    }

    fn json(&self) -> anyhow::Result<StatusJson<'_>> {
        let generation = self.archive.generation();
        Ok(StatusJson {
            version: json::VERSION,
            articles: generation.articles,
            outlets: values(&self.outlets),
            languages: values(&self.languages),
            first_day: self.dates.as_ref().map(|(first, _)| first.as_str()),
            last_day: self.dates.as_ref().map(|(_, last)| last.as_str()),
            undated: self.undated,
            files: self.files,
            file_bytes: self.bytes,
            failures: list(&self.failures),
            unreachable: list(&self.unreachable),
            generation: generation.number,
            incomplete: generation.incomplete,
            as_of: self.archive.checked().and_then(json::time),
            index_bytes: self.index_bytes(),
            index_parts: self.parts.iter().map(|(name, bytes)| PartJson { name, bytes: *bytes }).collect(),
            rules: self.rules.as_ref().map_or(0, |(rules, _)| *rules),
            forgotten: self.forgotten.as_ref().map_or(0, |(forgotten, _)| *forgotten),
            rules_applied: self.rules.as_ref().is_ok_and(|(_, applied)| *applied),
            without_body: self.suspects(&self.suspects.empty)?,
            short: self.suspects(&self.suspects.short)?,
            changed_outlets: self.changes()?,
        })
    }
}

/// The path and the beginning of the id of an article, as a line names it.
fn named(article: &StoredArticle) -> String {
    let path = article.paths.first().map_or("", String::as_str);
    format!("{}  {}", &article.id().to_string()[..ID_CHARS], terminal::line(path))
}

fn write_rest(all: usize, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    if all > NAMED {
        let rest = terminal::thousands((all - NAMED) as u64);
        writeln!(desk.out, "  and {rest} more; `cuttings status --json` names them all")?;
    }
    Ok(())
}

#[derive(Serialize, JsonSchema)]
struct SuspectJson {
    id: String,
    path: String,
    reason: String,
}

#[derive(Serialize, JsonSchema)]
struct ChangeJson {
    outlet: String,
    /// From this month on.
    month: String,
    reason: String,
    /// The first article after the change.
    id: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct StatusJson<'a> {
    version: u32,
    articles: u64,
    outlets: Vec<ValueJson<'a>>,
    languages: Vec<ValueJson<'a>>,
    first_day: Option<&'a str>,
    last_day: Option<&'a str>,
    undated: u64,
    files: u64,
    file_bytes: u64,
    failures: Vec<FailureJson<'a>>,
    unreachable: Vec<FailureJson<'a>>,
    generation: u64,
    incomplete: bool,
    as_of: Option<String>,
    index_bytes: u64,
    index_parts: Vec<PartJson>,
    /// Number of the user's rules; 0 also where they are faulty.
    rules: usize,
    rules_applied: bool,
    /// Number of entries of forgotten.toml; 0 also where they are faulty.
    forgotten: usize,
    without_body: Vec<SuspectJson>,
    short: Vec<SuspectJson>,
    changed_outlets: Vec<ChangeJson>,
}

/// A part of what lies in the index folder.
#[derive(Serialize, JsonSchema)]
struct PartJson {
    name: &'static str,
    bytes: u64,
}

#[derive(Serialize, JsonSchema)]
struct ValueJson<'a> {
    value: &'a str,
    articles: u64,
}

fn values(counts: &[Count]) -> Vec<ValueJson<'_>> {
    counts.iter().map(|count| ValueJson { value: &count.value, articles: count.articles }).collect()
}

fn list(pairs: &[(String, String)]) -> Vec<FailureJson<'_>> {
    pairs.iter().map(|(path, reason)| FailureJson { path, reason }).collect()
}

/// Places that could not be looked at, and records that could not be read, in path order.
fn failures(table: &FileTable) -> Vec<(String, String)> {
    let records = table.files.iter().flat_map(|(path, entry)| {
        entry.failures.iter().map(move |(_, reason)| (path.to_string(), reason.clone()))
    });
    let mut all: Vec<_> = table.problems.iter().cloned().chain(records).collect();
    all.sort();
    all
}

/// How many there are, and whether the index was made by them; `None` where there are none and never were.
fn applied(known: &Result<(usize, bool), String>) -> Option<String> {
    match known {
        Ok((0, true)) => None,
        Ok((count, true)) => Some(terminal::thousands(*count as u64)),
        Ok((count, false)) => Some(format!(
            "{}, not applied yet: `cuttings index` applies them",
            terminal::thousands(*count as u64)
        )),
        Err(error) => Some(terminal::line(error)),
    }
}

fn unreachable(table: &FileTable) -> Vec<(String, String)> {
    let reason =
        |(path, entry): (&Arc<str>, &FileEntry)| Some((path.to_string(), entry.unreachable.clone()?));
    table.files.iter().filter_map(reason).collect()
}

/// Parts of an index by the endings of its files, as the engine names them; all others are tables.
const PARTS: [(&str, &[&str]); 4] = [
    ("texts", &["store"]),
    ("words", &["term", "idx", "pos"]),
    ("columns", &["fast", "fieldnorm"]),
    ("tables", &[]),
];

/// Bytes of each part of an index folder; what cannot be looked at counts nothing.
fn parts(folder: &Path) -> Vec<(&'static str, u64)> {
    let mut parts = PARTS.map(|(name, _)| (name, 0));
    for entry in WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        let Some(file) = entry.metadata().ok().filter(std::fs::Metadata::is_file) else { continue };
        let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let at = PARTS.iter().position(|(_, endings)| endings.contains(&ending));
        parts[at.unwrap_or(PARTS.len() - 1)].1 += file.len();
    }
    parts.into()
}

fn languages(counts: &[Count]) -> String {
    if counts.is_empty() {
        return "unknown".into();
    }
    let shown = counts.iter().take(LANGUAGES);
    let mut parts: Vec<String> = shown
        .map(|count| format!("{} {}", terminal::line(&count.value), terminal::thousands(count.articles)))
        .collect();
    if counts.len() > LANGUAGES {
        parts.push(format!("and {} more", counts.len() - LANGUAGES));
    }
    parts.join(", ")
}

/// Bytes in thousands or millions, to a tenth.
fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
