//! `cuttings forget`: leaves articles out for good.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Args;

use crate::annotation::{self, Exclusion, FORGOTTEN};
use crate::index::{Archive, FileTable, Id, StoredArticle};
use crate::ingest;
use crate::output::{Citation, Rows, terminal};
use crate::search;
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, cited, progress, shelf, show};

/// Leave articles out for good, and purge their words from the index.
///
/// They are written into forgotten.toml in the archive folder, by id, path and address, so that no run brings them back,
/// wherever they turn up. The files in the corpus stay as they are. To have an article back, take its entry out and run
/// `cuttings index`.
///
/// Example: cuttings forget 3fa9c2d1
#[derive(Args)]
pub(super) struct ForgetArgs {
    /// Articles by id (its beginning will do) or path. Example: courier/strike.html
    #[arg(value_name = "ID", required = true)]
    articles: Vec<String>,
    /// Do not ask. Without it, a terminal is asked.
    #[arg(long, short)]
    yes: bool,
    /// Say what would go, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &ForgetArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open(desk)?;
    let mut articles = Vec::new();
    for name in &args.articles {
        match show::find(&archive, name, desk)? {
            Ok(found) => articles.extend(found),
            Err(exit) => return Ok(exit),
        }
    }
    let table = archive.files()?;
    let exclusions: Vec<(Exclusion, String)> =
        articles.iter().map(|article| exclusion(article, &table)).collect();
    let plain: Vec<Exclusion> = exclusions.iter().map(|(exclusion, _)| exclusion.clone()).collect();
    let gone = ingest::left_out(&archive, &plain)?;
    list(&archive, &gone, desk)?;
    drop(archive);
    let counted = terminal::count(gone.len() as u64, "article");
    if args.dry_run {
        writeln!(desk.out, "{counted} would be forgotten; nothing is written")?;
        return Ok(Exit::Found);
    }
    if !args.yes && !is_wanted(&counted, desk)? {
        desk::say("nothing is forgotten");
        return Ok(Exit::NothingFound);
    }
    annotation::forget(&desk.settings.archive, &exclusions)?;
    let report = progress::forget(desk, &plain)?;
    let left = terminal::count(report.articles, "article");
    writeln!(desk.out, "{counted} forgotten, {left} left; {FORGOTTEN} says which")?;
    desk.out.flush()?;
    tell_of_annotations(&gone, desk)?;
    Ok(Exit::Found)
}

/// What leaves an article out, and the comment that goes with it. Files that hold others beside it are not named: these
/// stay.
fn exclusion(article: &StoredArticle, table: &FileTable) -> (Exclusion, String) {
    let cited = Citation::of(article, None);
    let name = [cited.outlet.as_deref(), cited.date.as_deref(), cited.paths.first().map(String::as_str)];
    let name: Vec<&str> = name.into_iter().flatten().collect();
    let location = shelf::location(article, table);
    (Exclusion { id: Some(cited.article.clone()), location }, name.join(", "))
}

/// Everything that goes: more than was named where others are at the same address or in the same file.
fn list(archive: &Archive, gone: &[Id], desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    for id in gone {
        for article in search::lookup(archive, &id.to_string())? {
            writeln!(desk.out, "{}", cited::line(&article, &sheet))?;
        }
    }
    desk.out.flush()?;
    Ok(())
}

/// Asks whoever sits at a terminal; elsewhere the command is enough.
fn is_wanted(counted: &str, desk: &Desk<'_>) -> io::Result<bool> {
    if !(io::stdin().is_terminal() && desk.terminal) {
        return Ok(true);
    }
    write!(io::stderr(), "forget {counted} for good? [y/N] ")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// What a person wrote on a forgotten article stays theirs to take out.
fn tell_of_annotations(gone: &[Id], desk: &Desk<'_>) -> anyhow::Result<()> {
    let annotations = shelf::annotations(desk)?;
    let kept = gone.iter().filter(|id| annotations.of(&id.to_string()).is_some()).count();
    if kept > 0 {
        let file = annotation::FILE;
        desk::say(&format!("{file} still has tags or notes on {kept} of them"));
    }
    Ok(())
}
