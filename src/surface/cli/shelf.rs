//! Opens the index for asking; an archive that was never indexed is indexed first.

use anyhow::Context;

use crate::annotation::{Annotations, Location};
use crate::entity::Names;
use crate::index::{Archive, FileTable, IndexError, StoredArticle};
use crate::ingest::Options;
use crate::output::{Citation, terminal};
use crate::search;
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{index, progress};
use crate::topic::Topics;

/// What the user says of names. A file that cannot be used is told and passed over.
pub(super) fn names(desk: &Desk<'_>) -> Names {
    Names::open(&desk.settings.archive).unwrap_or_else(|error| {
        desk::say(&format!("warning: {error}"));
        Names::default()
    })
}

/// What the user put on articles, by the ids of now.
pub(super) fn annotations(desk: &Desk<'_>) -> anyhow::Result<Annotations> {
    let annotations =
        Annotations::open(&desk.settings.archive).context("reading the user's tags and notes")?;
    if annotations.located().next().is_none() {
        return Ok(annotations);
    }
    match Archive::open(&desk.settings.index) {
        Ok(archive) => Ok(search::followed(&archive, annotations)?),
        // Without an index there is nothing that was edited.
        Err(_) => Ok(annotations),
    }
}

/// Where an article lies. Files that hold others beside it are not named: these are no places of its own.
pub(super) fn location(article: &StoredArticle, table: &FileTable) -> Location {
    let cited = Citation::of(article, None);
    let alone = |path: &&String| {
        table
            .files
            .get(path.as_str())
            .is_some_and(|entry| entry.articles == [article.id()] && !entry.leaves_out)
    };
    Location { paths: cited.paths.iter().filter(alone).cloned().collect(), url: cited.url }
}

/// The user's topics.
pub(super) fn topics(desk: &Desk<'_>) -> anyhow::Result<Topics> {
    Topics::open(&desk.settings.archive).context("reading the user's topics")
}

/// Opens the index as it is.
pub(super) fn open(desk: &Desk<'_>) -> anyhow::Result<Archive> {
    Archive::open(&desk.settings.index).context("opening the index")
}

/// Opens the index, which is brought up to date before where that is asked for or where there is none yet.
pub(super) fn open_fresh(desk: &Desk<'_>, refresh: bool) -> anyhow::Result<Archive> {
    match Archive::open(&desk.settings.index) {
        Ok(archive) if !refresh && archive.generation().number > 0 => Ok(archive),
        Ok(_) | Err(IndexError::Missing(_)) => {
            bring_up_to_date(desk)?;
            open(desk)
        }
        Err(error) => Err(error).context("opening the index"),
    }
}

fn bring_up_to_date(desk: &Desk<'_>) -> anyhow::Result<()> {
    let report = progress::ingest(desk, Options::default())?;
    let articles = terminal::count(report.articles, "article");
    match report.changes() {
        0 => desk::say(&format!("{articles}, nothing new")),
        changes => desk::say(&format!("{articles} indexed, {} new or changed", terminal::thousands(changes))),
    }
    index::warnings(&report).iter().for_each(|warning| desk::say(warning));
    Ok(())
}
