//! Reads files on all cores.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::index::{FileEntry, Id, IndexError, Resume};
use crate::ingest::forget::LeftOut;
use crate::ingest::hash::Hash;
use crate::ingest::scan::Task;
use crate::ingest::spool::{Packed, Spooled};
use crate::overrule::Rules;
use crate::reader::{self, Mark, Page, ReadError, Sink, Source};
use crate::settings::Settings;
use crate::source::{self, Digest};

/// Pieces that are handed on together: whoever collects them is woken once for all.
const TOGETHER: usize = 32;

/// Such lots that may wait between the threads that read and the one that collects.
const QUEUE: usize = 8;

/// What reading brings, in order for each file.
pub(super) enum Piece {
    /// One record.
    Page(usize, Box<Packed>),
    /// The end of a file.
    File(usize, Outcome),
    /// The program itself failed.
    Failed(IndexError),
}

/// How reading a file ended.
pub(super) struct Outcome {
    /// Of the decompressed content, as far as it could be read.
    pub(super) digest: Digest,
    /// The articles in it, in order.
    pub(super) articles: Vec<Id>,
    /// Records that could not be read.
    pub(super) failures: Vec<(u32, String)>,
    /// Why the system would not give the file.
    pub(super) refused: Option<io::Error>,
    /// Where to go on once the file has grown.
    pub(super) resume: Option<Resume>,
    /// Whether articles in it are left out.
    pub(super) leaves_out: bool,
    /// Whether reading stopped before its end, to go on from there.
    pub(super) partial: bool,
}

impl Default for Outcome {
    /// Of a file without content.
    fn default() -> Self {
        let digest = Digest::of(b"");
        let (articles, failures) = (Vec::new(), Vec::new());
        let (leaves_out, partial) = (false, false);
        Self { digest, articles, failures, refused: None, resume: None, leaves_out, partial }
    }
}

impl Outcome {
    /// What came before a mark.
    fn until(mut self, resume: Resume) -> Self {
        self.articles.truncate(resume.articles as usize);
        self.failures.retain(|(record, _)| *record < resume.mark.record);
        Self { digest: resume.digest, resume: Some(resume), partial: true, ..self }
    }
}

/// Reads tasks from `first` on, handing pieces to `collect`, until that says to pause, `stop` is set, or all are
/// read; a file that splits is read in parts then. Gives the first task not begun.
pub(super) fn read(
    tasks: &[Task],
    first: usize,
    settings: &Settings,
    rules: &Rules,
    left: &LeftOut,
    stop: &AtomicBool,
    collect: &mut dyn FnMut(Piece) -> Result<ControlFlow<()>, IndexError>,
) -> Result<usize, IndexError> {
    let next = AtomicUsize::new(first);
    let pause = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (send, pieces) = sync_channel(QUEUE);
        for _ in 0..settings.threads.max(1) {
            let send = send.clone();
            let (next, pause) = (&next, &pause);
            scope.spawn(move || {
                let out = Outbox { send, waiting: RefCell::default() };
                while !stop.load(Ordering::Relaxed) && !pause.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(at) else { break };
                    let ends = || stop.load(Ordering::Relaxed) || pause.load(Ordering::Relaxed);
                    if file(One { at, task, settings, rules, left, ends: &ends, out: &out }).is_break() {
                        break;
                    }
                }
                out.flush()
            });
        }
        drop(send);
        for piece in pieces.into_iter().flatten() {
            if collect(piece)?.is_break() {
                pause.store(true, Ordering::Relaxed);
            }
        }
        Ok(next.load(Ordering::Relaxed).min(tasks.len()))
    })
}

/// What one thread hands on, some pieces at a time.
struct Outbox {
    send: SyncSender<Vec<Piece>>,
    waiting: RefCell<Vec<Piece>>,
}

impl Outbox {
    /// Breaks where nobody listens any more.
    fn put(&self, piece: Piece) -> ControlFlow<()> {
        let mut waiting = self.waiting.borrow_mut();
        waiting.push(piece);
        if waiting.len() < TOGETHER {
            return ControlFlow::Continue(());
        }
        drop(waiting);
        self.flush()
    }

    fn flush(&self) -> ControlFlow<()> {
        let sent = self.send.send(self.waiting.take());
        sent.map_or(ControlFlow::Break(()), |()| ControlFlow::Continue(()))
    }
}

/// Reads one file; breaks where nobody listens any more.
fn file(mut one: One<'_>) -> ControlFlow<()> {
    let One { at, task, out, .. } = one;
    let outcome = match task.grown.as_deref().and_then(|known| one.on(known)) {
        Some(outcome) => outcome,
        None => one.whole(),
    };
    let outcome = outcome?;
    out.put(Piece::File(at, outcome))
}

/// The reading of one file.
struct One<'a> {
    at: usize,
    task: &'a Task,
    settings: &'a Settings,
    rules: &'a Rules,
    left: &'a LeftOut,
    /// Whether the batch is to end.
    ends: &'a dyn Fn() -> bool,
    out: &'a Outbox,
}

/// An outcome, unless nobody listens any more.
type Ended = ControlFlow<(), Outcome>;

impl One<'_> {
    fn whole(&mut self) -> Ended {
        self.read(Outcome::default(), None).unwrap_or_else(|| ControlFlow::Continue(Outcome::default()))
    }

    /// Reads what has come to a file since it was last read, its last record again; `None` where it did not only grow.
    fn on(&mut self, known: &FileEntry) -> Option<Ended> {
        let resume = *known.resume.as_deref().filter(|resume| resume.mark.offset > 0)?;
        let before = known.failures.iter().filter(|(record, _)| *record < resume.mark.record);
        let outcome = Outcome {
            articles: known.articles.get(..resume.articles as usize)?.to_vec(),
            failures: before.cloned().collect(),
            leaves_out: known.leaves_out,
            ..Outcome::default()
        };
        self.read(outcome, Some(resume))
    }

    /// Reads all records from a mark on, into what is known of those before; `None` where these are others by now.
    fn read(&mut self, mut outcome: Outcome, known: Option<Resume>) -> Option<Ended> {
        let from = known.map(|resume| resume.mark).unwrap_or_default();
        let hash = RefCell::new(Hash::default());
        let (same, last) = (Cell::new(known.is_none()), Cell::new(None));
        let articles = Cell::new(outcome.articles.len());
        let marked = |mark: Mark| {
            let Some(digest) = hash.borrow_mut().before(mark.offset) else { return };
            if known.is_some_and(|known| known.mark == mark && known.digest == digest) {
                same.set(true);
            }
            last.set(Some(Resume { mark, digest, articles: articles.get() as u32 }));
        };
        let mut flow = ControlFlow::Continue(());
        let began = outcome.articles.len();
        let part = Cell::new(None);
        let place = self.task.place();
        let content = Content { place: &place, path: &self.task.path, settings: self.settings, from };
        let result = content.read(&hash, &marked, &part, &mut |page| {
            if !same.get() {
                return ControlFlow::Break(());
            }
            flow = self.page(page, &mut outcome);
            articles.set(outcome.articles.len());
            if self.task.splits && (self.ends)() {
                part.set(last.get().filter(|last: &Resume| last.articles as usize > began));
            }
            if part.get().is_some() { ControlFlow::Break(()) } else { flow }
        });
        if flow.is_break() {
            return Some(ControlFlow::Break(()));
        }
        if !same.get() {
            return None;
        }
        if let Some(resume) = part.get() {
            return Some(ControlFlow::Continue(outcome.until(resume)));
        }
        match result {
            Ok(()) => outcome.digest = hash.into_inner().finish(),
            Err(error) => outcome.refused = Some(error),
        }
        outcome.resume = last.get();
        Some(ControlFlow::Continue(outcome))
    }

    fn page(&self, page: Result<Page, ReadError>, outcome: &mut Outcome) -> ControlFlow<()> {
        let piece = match page {
            Ok(page) if self.left.takes(&page, &self.task.path) => {
                outcome.leaves_out = true;
                return ControlFlow::Continue(());
            }
            Ok(page) => match Packed::new(Spooled::new(page, &self.task.path, self.rules)) {
                Ok(packed) => {
                    outcome.articles.push(packed.id);
                    Piece::Page(self.at, Box::new(packed))
                }
                Err(error) => Piece::Failed(error),
            },
            Err(error) => {
                outcome.failures.push((error.record(), error.to_string()));
                return ControlFlow::Continue(());
            }
        };
        self.out.put(piece)
    }
}

/// Reads every record of a file.
pub(super) fn pages(place: &Path, path: &str, settings: &Settings, each: Sink<'_>) -> io::Result<()> {
    let content = Content { place, path, settings, from: Mark::default() };
    content.read(&RefCell::new(Hash::default()), &|_| {}, &Cell::new(None), each)
}

/// A file to be read from a mark on.
struct Content<'a> {
    place: &'a Path,
    path: &'a str,
    settings: &'a Settings,
    from: Mark,
}

impl Content<'_> {
    /// Reads its records, and all of its bytes into the digest unless it is to be read in parts.
    fn read(
        &self,
        hash: &RefCell<Hash>,
        marked: &dyn Fn(Mark),
        part: &Cell<Option<Resume>>,
        each: Sink<'_>,
    ) -> io::Result<()> {
        let mut file = BufReader::new(File::open(self.place)?);
        let size = file.get_ref().metadata()?.len();
        let place = (!source::is_packed(file.fill_buf()?)).then_some(self.place);
        let mut input = Hashing { inner: source::unpacked(file)?, hash, ended: false };
        let limit = self.settings.max_record_bytes;
        let source = Source::new(self.path, Box::new(&mut input), limit).at(place).of_size(size);
        let mut source = source.with_mappings(&self.settings.mappings);
        (source.from, source.marked) = (self.from, Some(marked));
        reader::records(&mut source, each);
        drop(source);
        if part.get().is_none() {
            let _ = io::copy(&mut input, &mut io::sink());
        }
        Ok(())
    }
}

/// Takes the digest of what is read through it.
struct Hashing<'h, R> {
    inner: R,
    hash: &'h RefCell<Hash>,
    /// Whether all is read: readers ask again, and the system takes as long to say so as to read a small file.
    ended: bool,
}

impl<R: BufRead> Read for Hashing<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        let read = self.inner.read(into)?;
        self.ended = read == 0 && !into.is_empty();
        self.hash.borrow_mut().add(&into[..read]);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Hashing<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ended {
            return Ok(&[]);
        }
        let buffer = self.inner.fill_buf()?;
        self.ended = buffer.is_empty();
        Ok(buffer)
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        if let Ok(buffer) = self.inner.fill_buf() {
            self.hash.borrow_mut().add(&buffer[..amount.min(buffer.len())]);
        }
        self.inner.consume(amount);
    }
}
