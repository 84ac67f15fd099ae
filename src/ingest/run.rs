//! A run from the walk to the last commit.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::annotation::Forgotten;
use crate::index::{Archive, FileEntry, FileTable, IndexError, Writer};
use crate::ingest::forget::{Leaving, LeftOut};
use crate::ingest::ledger::{Ledger, Updates};
use crate::ingest::overrule::{self, Touch};
use crate::ingest::read::{self, Outcome, Piece};
use crate::ingest::scan::{self, Scan, Task};
use crate::ingest::settle::{self, Batch};
use crate::ingest::spool::Spool;
use crate::ingest::{Clock, Event, IngestError, Options, Report};
use crate::overrule::Rules;
use crate::settings::Settings;
use crate::source::Digest;

/// Bytes of spooled pages from which on a batch is judged and committed.
const BATCH_BYTES: u64 = 1 << 30;

/// A run drops missing articles unasked only up to one in this many.
const DROP_SHARE: u64 = 5;

/// Brings the index up to date.
pub(super) fn run(
    settings: &Settings,
    options: Options,
    clock: Clock,
    stop: &AtomicBool,
    events: &mut dyn FnMut(Event),
) -> Result<Report, IngestError> {
    corpus_exists(settings)?;
    let rules = Rules::open(&settings.archive)?;
    let forgotten = Forgotten::open(&settings.archive)?;
    let mut writer = Writer::open(&settings.index, settings.threads, settings.writer_bytes, options.rebuild)?;
    let table = writer.files()?;
    let options = anew(settings, options, &table);
    let leaving = Leaving::of(&forgotten, &table, &|| writer.addresses())?;
    let mut scan = scan::scan(settings, options, &table, writer.compared(), leaving.again)?;
    events(found(&scan));
    let purges = !leaving.same || writer.is_purge_pending();
    let same_rules = table.rules == rules.memo() && !purges;
    if same_rules && is_whole(&writer) && scan.is_quiet(options, &table) {
        return unchanged(&mut writer, clock, table, &scan);
    }
    // Where nothing is purged, the engine may merge segments as it likes.
    if purges {
        writer.keep_segments();
        writer.mark_purge()?;
    }
    let mut report = Report::default();
    let mut touched = touched(settings, &writer, &table, &rules)?;
    let mut ledger = Ledger::new(table);
    ledger.table.rules = rules.memo();
    let Leaving { left, mut updates, .. } = leaving;
    ledger.table.mappings = settings.mappings.memo();
    let mut first = 0;
    let mut same_problems = true;
    loop {
        let updates = std::mem::take(&mut updates);
        let mut batch =
            Gathered { spool: Some(Spool::open(&settings.index)?), updates, ..Gathered::default() };
        first = batch.read(&scan.tasks, first, settings, options, (&rules, &left), &ledger, stop, events)?;
        // A file that is read in parts is known anew in each: what was known of it before goes.
        scan.tasks[..first].iter_mut().for_each(|task| task.grown = None);
        scan.tasks.append(&mut batch.unfinished);
        let last = first >= scan.tasks.len();
        report.incomplete = !last;
        if last {
            batch.close(&scan, options, &ledger, &mut report);
            same_problems = ledger.table.problems == scan.problems;
            ledger.table.problems.clone_from(&scan.problems);
            // Only now is everything read that was left out before and is not any more.
            ledger.table.forgotten = forgotten.keys();
        }
        let Gathered { updates, spool, .. } = batch;
        let spool = spool.expect("a real run has a spool");
        if last && updates.is_empty() && same_problems && same_rules && is_whole(&writer) {
            // Files that only looked changed: nothing to commit.
            spool.close()?;
            report.generation = writer.generation().number;
            break;
        }
        let changes = ledger.apply(updates, options.rebuild, &mut report);
        // All of what the rules touch goes into the first commit, so that no generation is made by two sets of rules.
        let touched = std::mem::take(&mut touched);
        report.ruled += touched.len() as u64;
        let batch = Batch { changes, spool, settings, options, rules: &rules, touched, today: clock.today };
        report.rejudged += settle::settle(&mut writer, batch, events)?;
        report.generation = writer.commit(&ledger.table, report.incomplete, clock.now)?.number;
        events(Event::Committed { generation: report.generation });
        if last || stop.load(Ordering::Relaxed) {
            break;
        }
    }
    finish(&mut report, ledger.articles(), &ledger.table);
    if !report.incomplete {
        writer.checked(clock.now)?;
    }
    if writer.is_purge_pending() {
        writer.purge()?;
    }
    writer.close()?;
    Ok(report)
}

/// Whether the last commit tells of every file.
fn is_whole(writer: &Writer) -> bool {
    !writer.generation().incomplete && !writer.is_fresh()
}

/// What is told of a run that finds every file as it was.
fn unchanged(
    writer: &mut Writer,
    clock: Clock,
    table: FileTable,
    scan: &Scan,
) -> Result<Report, IngestError> {
    let mut report = Report { generation: writer.generation().number, ..Report::default() };
    finish(&mut report, writer.generation().articles, &table);
    writer.checked(clock.now)?;
    if !scan.gone.is_empty() {
        report.would_drop = Ledger::new(table).lost_with(&scan.gone.iter().map(String::as_str).collect());
    }
    Ok(report)
}

/// Says what a run would do, writing nothing.
pub(super) fn rehearse(
    settings: &Settings,
    options: Options,
    _clock: Clock,
    stop: &AtomicBool,
    events: &mut dyn FnMut(Event),
) -> Result<Report, IngestError> {
    corpus_exists(settings)?;
    let rules = Rules::open(&settings.archive)?;
    let forgotten = Forgotten::open(&settings.archive)?;
    let (table, compared, generation, addresses) = match Archive::open(&settings.index) {
        Ok(archive) => {
            (archive.files()?, archive.compared(), archive.generation().number, archive.addresses()?)
        }
        Err(IndexError::Missing(_)) => (FileTable::default(), 0, 0, Vec::new()),
        Err(IndexError::Format(_)) if options.rebuild => (FileTable::default(), 0, 0, Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let options = anew(settings, options, &table);
    let leaving = Leaving::of(&forgotten, &table, &|| Ok(addresses.clone()))?;
    let scan = scan::scan(settings, options, &table, compared, leaving.again)?;
    events(found(&scan));
    let touched = touched_by(&rules, settings, &table)?.len() as u64;
    let mut ledger = Ledger::new(table);
    let mut report = Report { generation, ruled: touched, ..Report::default() };
    let Leaving { left, updates, .. } = leaving;
    let mut batch = Gathered { updates, ..Gathered::default() };
    let first = batch.read(&scan.tasks, 0, settings, options, (&rules, &left), &ledger, stop, events)?;
    report.incomplete = first < scan.tasks.len();
    batch.close(&scan, options, &ledger, &mut report);
    ledger.apply(batch.updates, options.rebuild, &mut report);
    finish(&mut report, ledger.articles(), &ledger.table);
    Ok(report)
}

/// Everything is read anew where the user tells of other shapes than the index was made by: an article keeps its id,
/// whatever is made of its record.
fn anew(settings: &Settings, options: Options, table: &FileTable) -> Options {
    let other = !table.files.is_empty() && table.mappings != settings.mappings.memo();
    Options { rebuild: options.rebuild || other, ..options }
}

/// What the rules touch of an index that is being written.
fn touched(
    settings: &Settings,
    writer: &Writer,
    table: &FileTable,
    rules: &Rules,
) -> Result<Vec<Touch>, IndexError> {
    if writer.is_empty() { Ok(Vec::new()) } else { touched_by(rules, settings, table) }
}

/// What the rules touch of an index that was made by those that its table tells of.
fn touched_by(rules: &Rules, settings: &Settings, table: &FileTable) -> Result<Vec<Touch>, IndexError> {
    if table.rules == rules.memo() || table.files.is_empty() {
        return Ok(Vec::new());
    }
    let archive = Archive::open(&settings.index)?;
    overrule::touched(&archive, Rules::recall(&table.rules).as_ref(), rules, settings.threads)
}

/// An index that was never built wants its corpus folders to be there; later a missing one is unreachable.
fn corpus_exists(settings: &Settings) -> Result<(), IngestError> {
    if settings.index.join("manifest.json").exists() {
        return Ok(());
    }
    settings.corpus.iter().try_for_each(|folder| match fs::read_dir(folder) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(IngestError::NoCorpus(folder.clone())),
        Err(error) => {
            let reason = format!("{error}; name a folder of articles that you may read with --corpus");
            Err(IngestError::ClosedCorpus { folder: folder.clone(), reason })
        }
    })
}

fn found(scan: &Scan) -> Event {
    Event::Found { files: scan.tasks.len() as u64, bytes: scan.tasks.iter().map(|task| task.size).sum() }
}

/// Fills in what the table knows after a run.
fn finish(report: &mut Report, articles: u64, table: &FileTable) {
    report.articles = articles;
    report.unchanged = articles.saturating_sub(report.added + report.changed + report.moved + report.copied);
    report.failures.clone_from(&table.problems);
    for (path, entry) in &table.files {
        report.unreachable += if entry.unreachable.is_some() { entry.articles.len() as u64 } else { 0 };
        for (record, reason) in &entry.failures {
            let place = if entry.articles.len() + entry.failures.len() > 1 {
                format!("{path}, record {}", record + 1)
            } else {
                path.clone()
            };
            report.failures.push((place, reason.clone()));
        }
    }
    report.failures.sort();
}

/// What reading has brought for one batch.
#[derive(Default)]
struct Gathered {
    updates: Updates,
    /// None in a rehearsal.
    spool: Option<Spool>,
    /// Files of which only the first articles were read, with these.
    unfinished: Vec<Task>,
    files: u64,
    bytes: u64,
}

impl Gathered {
    #[allow(clippy::too_many_arguments, reason = "the parts of a run, each used once")]
    fn read(
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
        packed: &crate::ingest::spool::Packed,
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
                resume: outcome.resume,
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
        let read = FileEntry { size: 0, modified: i64::MIN, resume, leaves_out, ..read };
        let grown = Some(Box::new(read.clone()));
        self.unfinished.push(Task { grown, splits: true, ..task.clone() });
        self.updates.insert(task.path.clone(), Some(read));
    }

    /// Adds what the walk alone tells: files gone, out of sight, or back in sight.
    fn close(&mut self, scan: &Scan, options: Options, ledger: &Ledger, report: &mut Report) {
        let gone: BTreeSet<&str> = scan.gone.iter().map(String::as_str).collect();
        let lost = ledger.lost_with(&gone) - self.found_elsewhere(&gone, ledger);
        let keep = lost * DROP_SHARE > ledger.articles() && !options.prune;
        report.would_drop = if keep { lost } else { 0 };
        for path in &scan.gone {
            if keep {
                let reason = "missing from the corpus; `cuttings index --prune` drops it";
                self.reach(path, Some(reason.to_owned()), ledger);
            } else {
                self.updates.insert(path.clone(), None);
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
            self.updates.insert(path.to_owned(), Some(FileEntry { unreachable, ..old.clone() }));
        }
    }
}

fn entry(
    task: &Task,
    digest: Digest,
    articles: Vec<crate::index::Id>,
    failures: Vec<(u32, String)>,
) -> FileEntry {
    let (size, modified) = (task.size, task.modified);
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

/// Where a path of the table lies on disk.
pub(super) fn place(settings: &Settings, path: &str) -> Option<PathBuf> {
    let roots = scan::roots(&settings.corpus);
    roots.into_iter().find_map(|(prefix, folder)| Some(folder.join(path.strip_prefix(&prefix)?)))
}
