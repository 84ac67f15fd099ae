//! Which file holds which article, and what a batch of files changes in that.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::slice;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::index::{FileEntry, FileTable, Id};
use crate::ingest::Report;

/// The table of source files, and the same seen from the articles.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    pub(super) table: FileTable,
    paths: BTreeMap<Id, Paths>,
}

/// The paths of one article, in order. Nearly all have one, and a file of many articles has its path once in memory.
#[derive(Debug, Clone)]
enum Paths {
    One(Arc<str>),
    More(Vec<Arc<str>>),
}

impl Paths {
    fn all(&self) -> &[Arc<str>] {
        match self {
            Self::One(path) => slice::from_ref(path),
            Self::More(paths) => paths,
        }
    }

    fn add(&mut self, path: &Arc<str>) {
        let Err(at) = self.all().binary_search(path) else { return };
        match self {
            Self::One(known) => {
                let mut both = vec![known.clone()];
                both.insert(at, path.clone());
                *self = Self::More(both);
            }
            Self::More(paths) => paths.insert(at, path.clone()),
        }
    }

    /// Takes a path out; says whether one is left.
    fn remove(&mut self, path: &str) -> bool {
        match self {
            Self::One(known) => **known != *path,
            Self::More(paths) => {
                paths.retain(|known| **known != *path);
                !paths.is_empty()
            }
        }
    }
}

/// New entries by path; `None` for a file that is gone.
pub(super) type Updates = BTreeMap<Arc<str>, Option<FileEntry>>;

/// The paths of one article before and after a batch, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) id: Id,
    pub(super) before: Vec<Arc<str>>,
    pub(super) after: Vec<Arc<str>>,
}

impl Ledger {
    pub(super) fn new(table: FileTable) -> Self {
        let mut ledger = Self { table: FileTable::default(), paths: BTreeMap::new() };
        for (path, entry) in &table.files {
            ledger.join(&entry.articles, path);
        }
        Self { table, ..ledger }
    }

    /// Number of different articles.
    pub(super) fn articles(&self) -> u64 {
        self.paths.len() as u64
    }

    /// Articles that would be left without a path if these files went.
    pub(super) fn lost_with(&self, gone: &BTreeSet<&str>) -> u64 {
        self.paths.keys().filter(|id| self.lies_only_in(**id, gone)).count() as u64
    }

    /// Whether an article lies in these files and nowhere else.
    pub(super) fn lies_only_in(&self, id: Id, files: &BTreeSet<&str>) -> bool {
        self.paths.get(&id).is_some_and(|paths| paths.all().iter().all(|path| files.contains(&**path)))
    }

    /// Puts a batch into the table; gives every article that its files held or hold, in order of ids, and counts
    /// what happened to it.
    ///
    /// What a file held and holds from its beginning on is given only where `all` is wanted: most files that hold many
    /// articles grow at their end.
    pub(super) fn apply(&mut self, updates: Updates, all: bool, report: &mut Report) -> Vec<Change> {
        let mut before: BTreeMap<Id, Vec<Arc<str>>> = BTreeMap::new();
        let (mut files, mut entries) = (Vec::new(), BTreeMap::new());
        for (path, entry) in updates {
            let old = self.table.files.remove(&path).map_or(Vec::new(), |entry| entry.articles);
            let new = entry.as_ref().map_or(&[][..], |entry| &entry.articles);
            let (old, new) = if all { (old, new.to_vec()) } else { differing(old, new) };
            for id in old.iter().chain(&new) {
                before.entry(*id).or_insert_with(|| self.paths(id));
            }
            files.push((path.clone(), old, new));
            if let Some(entry) = entry {
                entries.insert(path, entry);
            }
        }
        // One after the other in order, they would leave the nodes of the tree half empty.
        self.table.files.append(&mut entries);
        for (path, old, new) in &files {
            old.iter().for_each(|id| self.part(*id, path));
            self.join(new, path);
        }
        let changes: Vec<Change> =
            before.into_iter().map(|(id, before)| Change { id, after: self.paths(&id), before }).collect();
        count(&changes, &files, report);
        changes
    }

    fn paths(&self, id: &Id) -> Vec<Arc<str>> {
        self.paths.get(id).map_or_else(Vec::new, |paths| paths.all().to_vec())
    }

    /// Notes that a file holds articles.
    fn join(&mut self, articles: &[Id], path: &Arc<str>) {
        for id in articles {
            match self.paths.entry(*id) {
                Entry::Vacant(place) => {
                    place.insert(Paths::One(path.clone()));
                }
                Entry::Occupied(known) => known.into_mut().add(path),
            }
        }
    }

    fn part(&mut self, id: Id, path: &str) {
        if self.paths.get_mut(&id).is_some_and(|paths| !paths.remove(path)) {
            self.paths.remove(&id);
        }
    }
}

/// Two lists without what both begin with, unless one of the ids there comes again.
fn differing(mut old: Vec<Id>, new: &[Id]) -> (Vec<Id>, Vec<Id>) {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let rest: FxHashSet<Id> = old[same..].iter().copied().collect();
    if old[..same].iter().any(|id| rest.contains(id)) {
        return (old, new.to_vec());
    }
    (old.split_off(same), new[same..].to_vec())
}

/// Sorts changes into added, changed, moved, copied and removed: an article that goes and one that comes in the
/// same file are one changed article.
fn count(changes: &[Change], files: &[(Arc<str>, Vec<Id>, Vec<Id>)], report: &mut Report) {
    let mut added: BTreeSet<Id> = BTreeSet::new();
    let mut removed: BTreeSet<Id> = BTreeSet::new();
    for change in changes.iter().filter(|change| change.before != change.after) {
        if change.before.is_empty() {
            added.insert(change.id);
        } else if change.after.is_empty() {
            removed.insert(change.id);
        } else if change.before.iter().all(|path| change.after.contains(path))
            || change.after.iter().all(|path| change.before.contains(path))
        {
            report.copied += 1;
        } else {
            report.moved += 1;
        }
    }
    for (_, old, new) in files {
        let came: Vec<&Id> = new.iter().filter(|id| added.contains(id)).collect();
        let went: Vec<&Id> = old.iter().filter(|id| removed.contains(id)).collect();
        for (came, went) in came.into_iter().zip(went) {
            report.changed += u64::from(added.remove(came) && removed.remove(went));
        }
    }
    report.added += added.len() as u64;
    report.removed += removed.len() as u64;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Digest;

    fn entry_of(text: &str) -> FileEntry {
        FileEntry {
            size: 0,
            modified: 0,
            digest: Digest::of(b""),
            articles: vec![Id::of(&Digest::of(text.as_bytes()))],
            failures: Vec::new(),
            unreachable: None,
            leaves_out: false,
            resume: None,
        }
    }

    fn run(ledger: &mut Ledger, updates: &[(&str, Option<&str>)]) -> [u64; 5] {
        let mut report = Report::default();
        let updates = updates.iter().map(|(path, text)| ((*path).into(), text.map(entry_of)));
        ledger.apply(updates.collect(), false, &mut report);
        [report.added, report.changed, report.moved, report.copied, report.removed]
    }

    #[test]
    fn every_kind_of_change_is_counted_as_what_it_is() {
        let mut ledger = Ledger::default();
        let first = run(&mut ledger, &[("a", Some("one")), ("b", Some("two")), ("c", Some("three"))]);
        assert_eq!(first, [3, 0, 0, 0, 0]);
        assert_eq!(run(&mut ledger, &[("a", Some("one, edited"))]), [0, 1, 0, 0, 0]);
        assert_eq!(run(&mut ledger, &[("b", None), ("d/b", Some("two"))]), [0, 0, 1, 0, 0]);
        assert_eq!(run(&mut ledger, &[("e", Some("three"))]), [0, 0, 0, 1, 0]);
        assert_eq!(run(&mut ledger, &[("c", None)]), [0, 0, 0, 1, 0]);
        assert_eq!(run(&mut ledger, &[("e", None)]), [0, 0, 0, 0, 1]);
    }

    #[test]
    fn two_files_that_swap_their_contents_move_two_articles() {
        let mut ledger = Ledger::default();
        run(&mut ledger, &[("a", Some("one")), ("b", Some("two"))]);
        assert_eq!(run(&mut ledger, &[("a", Some("two")), ("b", Some("one"))]), [0, 0, 2, 0, 0]);
    }
}
