//! `cuttings export`: every passage that answers, each with its citation.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::index::Archive;
use crate::output::{Render, Rows, Sheet, terminal};
use crate::search::{self, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::form::FormArgs;
use crate::surface::cli::question::{self, Question};
use crate::surface::cli::{Exit, shelf};

/// Write every passage that answers, without a limit, each with its citation.
///
/// A citation is headline, byline, outlet, date, URL, paths, article id, paragraph, character range and digest. An
/// article that matches by its metadata alone gives one row without a passage.
///
/// Example: cuttings export '"night boat"' --format csv -o boats.csv
#[derive(Args)]
#[command(after_help = question::help())]
pub(super) struct ExportArgs {
    #[command(flatten)]
    question: Question,
    #[command(flatten)]
    form: FormArgs,
    /// Write every passage that answers, one row each. This is the default.
    #[arg(long, conflicts_with = "articles", help_heading = "Form")]
    passages: bool,
    /// Write to this file, whole or not at all; without it, to standard output. Example: -o boats.csv
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add so many sentences to each side of a passage. Default: 0. Example: --context 1
    #[arg(long, hide_default_value = true, default_value_t = 0, value_name = "N")]
    context: usize,
    /// Say how much would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
}

impl ExportArgs {
    fn request(&self, desk: &Desk<'_>) -> anyhow::Result<Request> {
        let passages = if self.form.articles { 0 } else { usize::MAX };
        Ok(Request { passages, context: self.context, ..self.question.request(desk)? })
    }

    fn rows(&self) -> Rows {
        if self.form.articles { Rows::Articles } else { Rows::Passages }
    }
}

pub(super) fn run(args: &ExportArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let mut request = args.request(desk)?;
    let archive = shelf::open_fresh(desk, args.refresh)?;
    request.annotations = search::followed(&archive, request.annotations)?;
    let form = args.form.form(args.rows())?;
    let form = form.context("name a form with --format or --template; `cuttings formats` lists them")?;
    let renderer = form.renderer();
    if args.dry_run {
        return rehearse(&archive, &request, renderer, args.rows(), desk);
    }
    let found = match &args.output {
        None => write(&archive, &request, renderer, &desk.sheet(args.rows()), desk.out)?,
        Some(path) => {
            let sheet = Sheet::plain(args.rows());
            replace(path, &mut |out| write(&archive, &request, renderer, &sheet, out))
                .with_context(|| format!("writing {}", path.display()))?
        }
    };
    if let Some(path) = &args.output {
        desk::say(&written(found, path));
    }
    Ok(Exit::found(found.articles > 0))
}

/// Draws everything and counts it.
fn rehearse(
    archive: &Archive,
    request: &Request,
    renderer: &dyn Render,
    rows: Rows,
    desk: &mut Desk<'_>,
) -> anyhow::Result<Exit> {
    let mut bytes = Counted(0);
    let found = write(archive, request, renderer, &Sheet::plain(rows), &mut bytes)?;
    let (articles, passages) = (found.articles, found.passages);
    let parts = [terminal::count(articles, "article"), terminal::count(passages, "passage")];
    let bytes = terminal::count(bytes.0, "byte");
    writeln!(desk.out, "{}, {bytes}; nothing is written", parts.join(", "))?;
    Ok(Exit::found(articles > 0))
}

/// Counts bytes and drops them.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) articles: u64,
    pub(super) passages: u64,
}

fn written(found: Found, path: &Path) -> String {
    if found.articles == 0 {
        return format!("no article matches; {} is as it was", path.display());
    }
    let articles = terminal::count(found.articles, "article");
    let passages = terminal::count(found.passages, "passage");
    format!("{articles}, {passages}, written to {}", path.display())
}

/// Draws hit after hit.
fn write(
    archive: &Archive,
    request: &Request,
    renderer: &dyn Render,
    sheet: &Sheet,
    out: &mut dyn Write,
) -> anyhow::Result<Found> {
    let mut found = Found::default();
    renderer.open(sheet, out)?;
    let mut result = Ok(());
    let (notices, names) = search::for_each(archive, request, &mut |hit| {
        result = renderer.hit(found.articles as usize, &hit, sheet, out);
        found.articles += 1;
        found.passages += hit.passages.len() as u64;
        result.is_ok()
    })?;
    result?;
    renderer.close(sheet, out)?;
    question::explain(&request.query, &notices, &names);
    Ok(found)
}

/// Writes a file beside the one wanted and puts it in its place when it is whole and something was found; the old
/// one stays as it was otherwise.
pub(super) fn replace(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> anyhow::Result<Found>,
) -> anyhow::Result<Found> {
    let new = beside(path);
    let mut attempt = || {
        let mut file = BufWriter::new(File::create_new(&new)?);
        let found = write(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        if found.articles > 0 {
            fs::rename(&new, path)?;
        } else {
            fs::remove_file(&new)?;
        }
        Ok(found)
    };
    let result = attempt();
    if result.is_err() {
        let _ = fs::remove_file(&new);
    }
    result
}

/// A name in the same folder that no other process uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    fn folder_with_old_file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("out.csv");
        fs::write(&path, "old").expect("a file");
        (folder, path)
    }

    fn left(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_failure_in_the_middle_leaves_the_old_file() {
        let (folder, path) = folder_with_old_file();
        let result = replace(&path, &mut |out| {
            out.write_all(b"half")?;
            bail!("the disk is full")
        });
        assert!(result.is_err());
        assert_eq!(fs::read_to_string(&path).expect("the old file"), "old");
        assert_eq!(left(&folder), ["out.csv"]);
    }

    #[test]
    fn nothing_found_leaves_the_old_file_too() {
        let (folder, path) = folder_with_old_file();
        replace(&path, &mut |_| Ok(Found::default())).expect("nothing to write");
        assert_eq!(fs::read_to_string(&path).expect("the old file"), "old");
        assert_eq!(left(&folder), ["out.csv"]);
    }

    #[test]
    fn a_whole_export_takes_the_place_of_the_old_file() {
        let (folder, path) = folder_with_old_file();
        replace(&path, &mut |out| {
            out.write_all(b"new")?;
            Ok(Found { articles: 1, passages: 1 })
        })
        .expect("written");
        assert_eq!(fs::read_to_string(&path).expect("the new file"), "new");
        assert_eq!(left(&folder), ["out.csv"]);
    }
}
