//! `cuttings show`: one article of the archive.

use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use crate::annotation::Annotations;
use crate::cleaner;
use crate::index::{Archive, IndexError, StoredArticle};
use crate::ingest;
use crate::output::json::{self, ArticleJson};
use crate::output::terminal::article::Note;
use crate::output::{Rows, terminal};
use crate::overrule::{Rule, Rules, Subject};
use crate::search;
use crate::source;
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf};

/// Digits and letters of the beginning of an id that is taken for one where words may stand too.
const LEAST_OF_ID: usize = 6;

/// Show a cleaned article with what is known of it and where each came from.
///
/// A file with several records shows them all.
///
/// Example: cuttings show 3fa9c2d1 --removed
#[derive(Args)]
pub(super) struct ShowArgs {
    /// Show the article with this id (its beginning will do) or at this path in the corpus. Example: courier/strike.html
    #[arg(value_name = "ID|PATH")]
    article: String,
    /// Show removed blocks too, in place, each with its kind, the evidence, and how many other stories of the outlet
    /// carry it. `cuttings restore ID#NUMBER` brings one back.
    #[arg(long)]
    removed: bool,
    /// Print the original file as it is, decompressed.
    #[arg(long, conflicts_with_all = ["removed", "json", "path"])]
    source: bool,
    /// Print one JSON object a line, as `clean --json` does, with id, digest, paths and names.
    #[arg(long, conflicts_with = "path")]
    json: bool,
    /// Print where the original lies, and nothing else: a line each where it lies in several places.
    #[arg(long)]
    path: bool,
}

pub(super) fn run(args: &ShowArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open(desk)?;
    let mut found = match find(&archive, &args.article, desk)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let names = shelf::names(desk);
    found.iter_mut().for_each(|article| search::correct(article, &names));
    // What rules say matters to --removed alone; a faulty file is for `cuttings rules` to tell of.
    let rules = Rules::open(&desk.settings.archive).unwrap_or_default();
    let annotations = shelf::annotations(desk)?;
    let known = Known { archive: &archive, rules: &rules, annotations: &annotations };
    for (at, article) in found.iter().enumerate() {
        if args.source && at > 0 {
            break;
        }
        show(args, at, article, &known, desk)?;
    }
    Ok(Exit::Found)
}

/// The articles of an id or path, one or more; where there is none, or one of several may be meant, says so and gives
/// what the command comes to.
pub(super) fn find(
    archive: &Archive,
    typed: &str,
    desk: &mut Desk<'_>,
) -> anyhow::Result<Result<Vec<StoredArticle>, Exit>> {
    let found = search::lookup(archive, &in_corpus(typed, &desk.settings.corpus))?;
    if found.is_empty() {
        desk::say(&format!("{typed}: no article with this id or path; `cuttings search` lists both"));
        return Ok(Err(Exit::NothingFound));
    }
    if is_ambiguous(&found) {
        desk::say(&format!("{typed}: several ids begin so; write more of the one you mean"));
        found.iter().try_for_each(|article| name(article, desk))?;
        return Ok(Err(Exit::Failed));
    }
    Ok(Ok(found))
}

/// The articles that something typed names as no word would: by an id, or its beginning of six digits and letters or
/// more, or by a path of the corpus; none for anything else, which is a query then.
pub(super) fn named(
    archive: &Archive,
    typed: &str,
    desk: &Desk<'_>,
) -> Result<Vec<StoredArticle>, IndexError> {
    let id = typed.len() >= LEAST_OF_ID
        && typed.bytes().all(|byte| byte.is_ascii_hexdigit())
        && typed.bytes().any(|byte| byte.is_ascii_digit());
    if id || typed.contains(['/', '.']) {
        return search::lookup(archive, &in_corpus(typed, &desk.settings.corpus));
    }
    Ok(Vec::new())
}

/// What is known beside the article.
struct Known<'a> {
    archive: &'a Archive,
    rules: &'a Rules,
    annotations: &'a Annotations,
}

impl Known<'_> {
    /// One note per block.
    fn notes(&self, article: &StoredArticle) -> Result<Vec<Note>, IndexError> {
        let keys = cleaner::keys(&article.page, article.outlet.as_ref());
        let path = article.paths.first().map_or("", String::as_str);
        let subject = Subject { page: &article.page, path, outlet: article.outlet.as_ref() };
        let rules = self.rules.keeping(&subject, &article.verdicts);
        let stories = self.archive.stories(&keys.blocks)?;
        let note = |(stories, rule): (u64, Option<&Rule>)| Note {
            others: stories.saturating_sub(1),
            rule: rule.map(Rule::told),
        };
        Ok(stories.into_iter().zip(rules).map(note).collect())
    }
}

fn show(
    args: &ShowArgs,
    at: usize,
    article: &StoredArticle,
    known: &Known<'_>,
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    if args.path {
        return write_paths(article, desk);
    }
    if args.source {
        return write_source(article, desk);
    }
    let annotation = known.annotations.of(&article.id().to_string()).cloned().unwrap_or_default();
    if args.json {
        let others: Vec<u64> = known.notes(article)?.into_iter().map(|note| note.others).collect();
        return Ok(json::line(&ArticleJson::audited(article, &annotation, &others), desk.out)?);
    }
    if at > 0 {
        writeln!(desk.out)?;
    }
    let sheet = desk.sheet(Rows::Articles);
    let notes = if args.removed { Some(known.notes(article)?) } else { None };
    Ok(terminal::article::stored(article, &annotation, notes.as_deref(), &sheet, desk.out)?)
}

/// Whether the articles are of different files: then a short id was meant, and several begin so.
fn is_ambiguous(found: &[StoredArticle]) -> bool {
    found.windows(2).any(|pair| !pair[0].paths.iter().any(|path| pair[1].paths.contains(path)))
}

fn name(article: &StoredArticle, desk: &mut Desk<'_>) -> io::Result<()> {
    let path = article.paths.first().map_or("", String::as_str);
    writeln!(desk.out, "{}  {}", article.id(), terminal::line(path))
}

/// A path as typed in a shell, from the corpus on, where it leads into one; else as typed.
fn in_corpus(typed: &str, corpus: &[PathBuf]) -> String {
    let Ok(real) = Path::new(typed).canonicalize() else { return typed.to_owned() };
    let inside = |(prefix, folder): (String, PathBuf)| {
        let folder = folder.canonicalize().ok()?;
        let relative = real.strip_prefix(folder).ok()?;
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Some(format!("{prefix}{}", parts.join("/")))
    };
    ingest::roots(corpus).into_iter().find_map(inside).unwrap_or_else(|| typed.to_owned())
}

/// Where the file of a corpus-relative path lies.
fn original(path: &str, corpus: &[PathBuf]) -> Option<PathBuf> {
    ingest::roots(corpus)
        .into_iter()
        .find_map(|(prefix, folder)| Some(folder.join(path.strip_prefix(&prefix)?)))
}

fn write_paths(article: &StoredArticle, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    for path in &article.paths {
        let place = original(path, &desk.settings.corpus)
            .with_context(|| format!("{path}: in none of the corpus folders"))?;
        writeln!(desk.out, "{}", desk.shown(&place.display().to_string()))?;
    }
    Ok(())
}

fn write_source(article: &StoredArticle, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let places = article.paths.iter().filter_map(|path| original(path, &desk.settings.corpus));
    let Some(place) = places.into_iter().find(|place| place.exists()) else {
        bail!("the original is not there any more; run `cuttings index` to bring the index up to date");
    };
    let reading = || format!("reading {}", place.display());
    let mut input: Box<dyn BufRead> = source::open(&place).with_context(reading)?;
    if !desk.terminal {
        io::copy(&mut input, &mut desk.out)?;
        return Ok(());
    }
    let mut bytes = Vec::new();
    input.take(desk.settings.max_record_bytes).read_to_end(&mut bytes).with_context(reading)?;
    writeln!(desk.out, "{}", desk.shown(&source::decode(&bytes, None).0))?;
    Ok(())
}
