//! What reading has brought, until it is judged and committed.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use crate::index::{FileEntry, Id, IndexError};
use crate::ingest::forget::LeftOut;
use crate::ingest::ledger::{Ledger, Updates};
use crate::ingest::read::{self, Outcome, Piece};
use crate::ingest::scan::{Scan, Task};
use crate::ingest::spool::{Packed, Spool};
use crate::ingest::{Event, Options, Report};
use crate::overrule::Rules;
use crate::settings::Settings;
use crate::source::Digest;

/// Bytes of spooled pages from which on a batch is judged and committed.
const BATCH_BYTES: u64 = 1 << 30;

/// A run drops missing articles unasked only up to one in this many.
const DROP_SHARE: u64 = 5;

/// What reading has brought for one batch.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) updates: Updates,
    /// None in a rehearsal.
    pub(super) spool: Option<Spool>,
    /// Files of which only the first articles were read, with these.
    pub(super) unfinished: Vec<Task>,
    files: u64,
    bytes: u64,
}

impl Gathered {
    /// Nothing yet but some changes.
    pub(super) fn of(updates: Updates, spool: Option<Spool>) -> Self {
        Self { updates, spool, ..Self::default() }
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of a run, each used once")]
    pub(super) fn read(
        &mut self,
        tasks: &[Task],
        first: usize,
        settings: &Settings,
        options: Options,
        (rules, left): (&Rules, &LeftOut),
        ledger: &Ledger,
        stop: &AtomicBool,
        events: &mut dyn FnMut(Event),
    ) -> Result<usize, IndexError> {
        self.files = first as u64;
        self.bytes = tasks[..first].iter().map(|task| task.size).sum();
        read::read(tasks, first, settings, rules, left, stop, &mut |piece| {
            match piece {
                Piece::Page(at, packed) => self.page(&tasks[at], &packed, options, ledger)?,
                Piece::File(at, outcome) => {
                    self.file(&tasks[at], outcome, options.rebuild, ledger);
                    events(Event::Read { files: self.files, bytes: self.bytes });
                }
                Piece::Failed(error) => return Err(error),
            }
            let full = |spool: &Spool| spool.bytes() >= BATCH_BYTES || spool.len() >= settings.batch_pages;
            let pause = self.spool.as_ref().is_some_and(full);
            Ok(if pause { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
    }

    /// Spools a page, unless the index has it as it is.
    fn page(
        &mut self,
        task: &Task,
        packed: &Packed,
        options: Options,
        ledger: &Ledger,
    ) -> Result<(), IndexError> {
        let entry = ledger.table.files.get(&task.path);
        // What a file has grown by is new but for its last record.
        let known = || task.grown.is_none() && entry.is_some_and(|entry| entry.articles.contains(&packed.id));
        match &mut self.spool {
            Some(spool) if options.rebuild || !known() => spool.push(&task.path, packed),
            _ => Ok(()),
        }
    }

    fn file(&mut self, task: &Task, outcome: Outcome, rebuild: bool, ledger: &Ledger) {
        if outcome.partial {
            self.part(task, outcome);
            return;
        }
        self.files += 1;
        self.bytes += task.size;
        let old = ledger.table.files.get(&task.path);
        let entry = match (outcome.refused, old) {
            // It vanished while the run went on: the next run will see.
            (Some(error), _) if error.kind() == ErrorKind::NotFound => return,
            (Some(error), Some(old)) => FileEntry { unreachable: Some(error.to_string()), ..old.clone() },
            (Some(error), None) => {
                let reason = format!("{error}; make the file readable and run `cuttings index` again");
                // A time that no file has: the next run looks again.
                FileEntry {
                    modified: i64::MIN,
                    ..entry(task, Digest::of(b""), Vec::new(), vec![(0, reason)])
                }
            }
            (None, _) => FileEntry {
                resume: outcome.resume.map(Box::new),
                leaves_out: outcome.leaves_out,
                ..entry(task, outcome.digest, outcome.articles, outcome.failures)
            },
        };
        if rebuild || old != Some(&entry) {
            self.updates.insert(task.path.clone(), Some(entry));
        }
    }

    /// Notes the first articles of a file, the others of which are read in the next batch.
    fn part(&mut self, task: &Task, outcome: Outcome) {
        let read = entry(task, outcome.digest, outcome.articles, outcome.failures);
        let Outcome { resume, leaves_out, .. } = outcome;
        // Of a size and a time that no file has: should the run end here, the next one goes on.
        let resume = resume.map(Box::new);
        let read = FileEntry { size: 0, modified: i64::MIN, resume, leaves_out, ..read };
        let grown = Some(Box::new(read.clone()));
        let mut rest = task.clone();
        (rest.grown, rest.splits) = (grown, true);
        self.unfinished.push(rest);
        self.updates.insert(task.path.clone(), Some(read));
    }

    /// Adds what the walk alone tells: files gone, out of sight, or back in sight.
    pub(super) fn close(&mut self, scan: &Scan, options: Options, ledger: &Ledger, report: &mut Report) {
        let gone: BTreeSet<&str> = scan.gone.iter().map(String::as_str).collect();
        let lost = ledger.lost_with(&gone) - self.found_elsewhere(&gone, ledger);
        let keep = lost * DROP_SHARE > ledger.articles() && !options.prune;
        report.would_drop = if keep { lost } else { 0 };
        for path in &scan.gone {
            if keep {
                let reason = "missing from the corpus; `cuttings index --prune` drops it";
                self.reach(path, Some(reason.to_owned()), ledger);
            } else {
                self.updates.insert(path.as_str().into(), None);
            }
        }
        for (path, reason) in &scan.unreachable {
            self.reach(path, Some(reason.clone()), ledger);
        }
        for path in &scan.back {
            self.reach(path, None, ledger);
        }
    }

    /// Articles that only files that are gone held, and that this batch has found at another path.
    fn found_elsewhere(&self, gone: &BTreeSet<&str>, ledger: &Ledger) -> u64 {
        let found: BTreeSet<_> = self.updates.values().flatten().flat_map(|entry| &entry.articles).collect();
        found.into_iter().filter(|id| ledger.lies_only_in(**id, gone)).count() as u64
    }

    fn reach(&mut self, path: &str, unreachable: Option<String>, ledger: &Ledger) {
        if let Some(old) = ledger.table.files.get(path).filter(|old| old.unreachable != unreachable) {
            self.updates.insert(path.into(), Some(FileEntry { unreachable, ..old.clone() }));
        }
    }
}

fn entry(task: &Task, digest: Digest, mut articles: Vec<Id>, failures: Vec<(u32, String)>) -> FileEntry {
    let (size, modified) = (task.size, task.modified);
    // The table of a million files holds a million of these.
    articles.shrink_to_fit();
    FileEntry {
        size,
        modified,
        digest,
        articles,
        failures,
        unreachable: None,
        leaves_out: false,
        resume: None,
    }
}
