//! A run from the walk to the last commit.

use std::fs;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::annotation::Forgotten;
use crate::index::{Archive, FileTable, IndexError, Writer};
use crate::ingest::forget::{Leaving, LeftOut};
use crate::ingest::gather::Gathered;
use crate::ingest::ledger::{Ledger, Updates};
use crate::ingest::overrule::{self, Touch};
use crate::ingest::scan::{self, Scan};
use crate::ingest::settle::{self, Batch};
use crate::ingest::spool::Spool;
use crate::ingest::{Clock, Event, IngestError, Options, Report};
use crate::overrule::Rules;
use crate::settings::Settings;

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
    let scan = scan::scan(settings, options, &table, writer.compared(), leaving.again)?;
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
    let touched = touched(settings, &writer, &table, &rules)?;
    let mut ledger = Ledger::new(table);
    ledger.table.rules = rules.memo();
    ledger.table.mappings = settings.mappings.memo();
    let Leaving { left, updates, .. } = leaving;
    let (rules, report, first) = (&rules, Report::default(), 0);
    let given =
        Given { settings, options, clock, stop, rules, left, same_rules, forgotten: forgotten.keys() };
    let mut run = Run { given, writer, scan, ledger, report, updates, touched, first };
    while run.batch(events)?.is_continue() {}
    run.close()
}

/// What a run goes by.
struct Given<'a> {
    settings: &'a Settings,
    options: Options,
    clock: Clock,
    stop: &'a AtomicBool,
    rules: &'a Rules,
    /// Whether the last generation was judged by them.
    same_rules: bool,
    left: LeftOut,
    /// Keys of what is left out.
    forgotten: Vec<u64>,
}

/// A run on its way.
struct Run<'a> {
    given: Given<'a>,
    writer: Writer,
    scan: Scan,
    ledger: Ledger,
    report: Report,
    /// What the first batch changes besides what it reads.
    updates: Updates,
    /// What a change of the rules touches, until the first commit.
    touched: Vec<Touch>,
    /// The first task that is not read.
    first: usize,
}

impl Run<'_> {
    /// Reads, judges and commits the next batch; breaks where none is to follow.
    fn batch(&mut self, events: &mut dyn FnMut(Event)) -> Result<ControlFlow<()>, IngestError> {
        let Given { settings, options, stop, rules, left, .. } = &self.given;
        let updates = std::mem::take(&mut self.updates);
        let mut batch = Gathered::of(updates, Some(Spool::open(&settings.index, !self.writer.is_empty())?));
        let (tasks, known) = (&self.scan.tasks, &self.ledger);
        self.first = batch.read(tasks, self.first, settings, *options, (rules, left), known, stop, events)?;
        // A file that is read in parts is known anew in each: what was known of it before goes.
        self.scan.tasks[..self.first].iter_mut().for_each(|task| task.grown = None);
        self.scan.tasks.append(&mut batch.unfinished);
        let last = self.first >= self.scan.tasks.len();
        self.report.incomplete = !last;
        let nothing_new = last && !self.looked_around(&mut batch) && self.is_as_it_was();
        let Gathered { updates, spool, .. } = batch;
        let spool = spool.expect("a real run has a spool");
        if nothing_new && updates.is_empty() {
            // Files that only looked changed: nothing to commit.
            spool.close()?;
            self.report.generation = self.writer.generation().number;
            return Ok(ControlFlow::Break(()));
        }
        self.commit(updates, spool, events)?;
        let ends = last || self.given.stop.load(Ordering::Relaxed);
        Ok(if ends { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    /// Adds what the walk alone tells, once all is read; says whether other places than before cannot be looked at.
    fn looked_around(&mut self, batch: &mut Gathered) -> bool {
        let Self { given, scan, ledger, report, .. } = self;
        batch.close(scan, given.options, ledger, report);
        let others = ledger.table.problems != scan.problems;
        ledger.table.problems.clone_from(&scan.problems);
        // Only now is everything read that was left out before and is not any more.
        ledger.table.forgotten.clone_from(&given.forgotten);
        others
    }

    /// Whether the last commit was whole and judged by the same rules.
    fn is_as_it_was(&self) -> bool {
        self.given.same_rules && is_whole(&self.writer)
    }

    fn commit(
        &mut self,
        updates: Updates,
        spool: Spool,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), IngestError> {
        let Self { given, writer, ledger, report, .. } = self;
        let Given { settings, options, clock, rules, .. } = *given;
        let changes = ledger.apply(updates, options.rebuild, report);
        // All of what the rules touch goes into the first commit, so that no generation is made by two sets of rules.
        let touched = std::mem::take(&mut self.touched);
        report.ruled += touched.len() as u64;
        let batch = Batch { changes, spool, settings, options, rules, touched, today: clock.today };
        report.rejudged += settle::settle(writer, batch, events)?;
        report.generation = writer.commit(&ledger.table, report.incomplete, clock.now)?.number;
        events(Event::Committed { generation: report.generation });
        Ok(())
    }

    /// Ends the run after its last batch.
    fn close(self) -> Result<Report, IngestError> {
        let Self { given, mut writer, ledger, mut report, .. } = self;
        finish(&mut report, ledger.articles(), &ledger.table);
        if !report.incomplete {
            writer.checked(given.clock.now)?;
        }
        if writer.is_purge_pending() {
            writer.purge()?;
        }
        writer.close()?;
        Ok(report)
    }
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
    let mut batch = Gathered::of(updates, None);
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
                path.to_string()
            };
            report.failures.push((place, reason.clone()));
        }
    }
    report.failures.sort();
}

/// Where a path of the table lies on disk.
pub(super) fn place(settings: &Settings, path: &str) -> Option<PathBuf> {
    let roots = scan::roots(&settings.corpus);
    roots.into_iter().find_map(|(prefix, folder)| Some(folder.join(path.strip_prefix(&prefix)?)))
}
