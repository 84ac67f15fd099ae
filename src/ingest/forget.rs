//! Leaves articles out for good: takes them from the index, and their words from its files.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::annotation::{Exclusion, Forgotten, Location};
use crate::article;
use crate::index::{self, Archive, FileEntry, FileTable, Generation, Id, IndexError, Writer};
use crate::ingest::ledger::{Ledger, Updates};
use crate::ingest::settle::{self, Batch};
use crate::ingest::spool::Spool;
use crate::ingest::{Clock, Event, IngestError, Options, Report};
use crate::overrule::Rules;
use crate::reader::Page;
use crate::settings::Settings;

/// What is left out, so that pages can be asked.
#[derive(Debug, Clone, Default)]
pub(super) struct LeftOut {
    /// Ids and beginnings of ids.
    ids: BTreeSet<String>,
    paths: BTreeSet<String>,
    /// Keys of addresses.
    addresses: FxHashSet<u64>,
}

impl LeftOut {
    fn of(forgotten: &Forgotten) -> Self {
        let mut left = Self::default();
        for Exclusion { id, location: Location { paths, url } } in forgotten.all() {
            left.ids.extend(id.clone());
            left.paths.extend(paths.iter().cloned());
            left.addresses.extend(url.as_deref().and_then(index::address_key));
        }
        left
    }

    /// Whether a page that was read at this path is left out.
    pub(super) fn takes(&self, page: &Page, path: &str) -> bool {
        if self.ids.is_empty() && self.paths.is_empty() && self.addresses.is_empty() {
            return false;
        }
        let address = || article::address(page).and_then(|address| index::address_key(&address));
        self.paths.contains(path)
            || self.takes_id(Id::of(&page.digest))
            || !self.addresses.is_empty() && address().is_some_and(|key| self.addresses.contains(&key))
    }

    fn takes_id(&self, id: Id) -> bool {
        if self.ids.is_empty() {
            return false;
        }
        let id = id.to_string();
        (1..=id.len()).any(|digits| self.ids.contains(&id[..digits]))
    }

    /// The articles of a table that are left out wherever they lie, in order.
    fn everywhere(&self, table: &FileTable, addresses: &[(u64, u64)]) -> BTreeSet<Id> {
        let found = addresses.iter().filter(|(_, address)| self.addresses.contains(address));
        let keys: FxHashSet<u64> = found.map(|(id, _)| *id).collect();
        let all = table.files.values().flat_map(|entry| &entry.articles);
        all.copied().filter(|id| keys.contains(&id.key()) || self.takes_id(*id)).collect()
    }

    /// The new entries of the files of a table that hold what is left out, without it.
    fn updates(&self, table: &FileTable, addresses: &[(u64, u64)]) -> Updates {
        let gone = self.everywhere(table, addresses);
        let leaves = |path: &str, id: &Id| gone.contains(id) || self.paths.contains(path);
        let holding =
            table.files.iter().filter(|(path, entry)| entry.articles.iter().any(|id| leaves(path, id)));
        holding.map(|(path, entry)| (path.clone(), Some(without(entry, &|id| leaves(path, id))))).collect()
    }
}

/// An entry without some of its articles.
fn without(entry: &FileEntry, leaves: &dyn Fn(&Id) -> bool) -> FileEntry {
    let mut entry = FileEntry { leaves_out: true, ..entry.clone() };
    if let Some(resume) = &mut entry.resume {
        let before = entry.articles.iter().take(resume.articles as usize);
        resume.articles -= before.filter(|id| leaves(id)).count() as u32;
    }
    entry.articles.retain(|id| !leaves(id));
    entry
}

/// What a run has to do because the user leaves out something else than when the index was made.
pub(super) struct Leaving {
    /// What is left out now.
    pub(super) left: LeftOut,
    /// Whether that is as it was.
    pub(super) same: bool,
    /// Whether files of which articles were left out are to be read once more.
    pub(super) again: bool,
    /// Entries of files without what is left out since.
    pub(super) updates: Updates,
}

impl Leaving {
    /// For an index with this table; `addresses` are those of its articles, which are asked for where they count.
    pub(super) fn of(
        forgotten: &Forgotten,
        table: &FileTable,
        addresses: &dyn Fn() -> Result<Vec<(u64, u64)>, IndexError>,
    ) -> Result<Self, IndexError> {
        let left = LeftOut::of(forgotten);
        let keys = forgotten.keys();
        if table.forgotten == keys {
            return Ok(Self { left, same: true, again: false, updates: Updates::new() });
        }
        let again = table.forgotten.iter().any(|key| !keys.contains(key));
        let added = LeftOut::of(&forgotten.beyond(&table.forgotten));
        let updates = added.updates(table, &addresses()?);
        Ok(Self { left, same: false, again, updates })
    }
}

/// The articles of an archive that these exclusions leave out, in order of ids.
///
/// # Errors
///
/// When the index cannot be read.
pub fn left_out(archive: &Archive, exclusions: &[Exclusion]) -> Result<Vec<Id>, IndexError> {
    let left = LeftOut::of(&exclusions.iter().cloned().collect());
    let table = archive.files()?;
    let mut ledger = Ledger::new(table.clone());
    let updates = left.updates(&table, &archive.addresses()?);
    let changes = ledger.apply(updates, false, &mut Report::default());
    Ok(changes.into_iter().filter(|change| change.after.is_empty()).map(|change| change.id).collect())
}

/// Leaves articles out of the index from now on, and purges their words from its files. `forgotten.toml` has to say so
/// already: whatever ends the process, the next run then brings it to an end.
///
/// # Errors
///
/// When the index is being written, was made by rules that cannot be made out, or the disk refuses.
pub fn forget(
    settings: &Settings,
    exclusions: &[Exclusion],
    clock: Clock,
    events: &mut dyn FnMut(Event),
) -> Result<Report, IngestError> {
    let mut writer = Writer::open(&settings.index, settings.threads, settings.writer_bytes, false)?;
    writer.keep_segments();
    writer.mark_purge()?;
    let table = writer.files()?;
    let rules = Rules::recall(&table.rules).ok_or(IngestError::Unknown)?;
    let forgotten: Forgotten = exclusions.iter().cloned().collect();
    let added = LeftOut::of(&forgotten);
    let updates = added.updates(&table, &writer.addresses()?);
    let mut ledger = Ledger::new(table);
    let mut report = Report { generation: writer.generation().number, ..Report::default() };
    let changes = ledger.apply(updates, false, &mut report);
    ledger.table.forgotten.extend(forgotten.keys());
    ledger.table.forgotten.sort_unstable();
    ledger.table.forgotten.dedup();
    let spool = Spool::open(&settings.index, !writer.is_empty())?;
    let (options, touched, today) = (Options::default(), Vec::new(), clock.today);
    let batch = Batch { changes, spool, settings, options, rules: &rules, touched, today };
    report.rejudged = settle::settle(&mut writer, batch, events)?;
    let Generation { incomplete, began, .. } = *writer.generation();
    report.generation = writer.commit(&ledger.table, incomplete, began)?.number;
    events(Event::Committed { generation: report.generation });
    report.articles = ledger.articles();
    writer.purge()?;
    writer.close()?;
    Ok(report)
}
