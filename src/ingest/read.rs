//! Reads files on all cores.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::index::{Id, IndexError};
use crate::ingest::scan::Task;
use crate::ingest::spool::{Packed, Spooled};
use crate::overrule::Rules;
use crate::reader::{self, Sink, Source};
use crate::settings::Settings;
use crate::source::{self, Digest};

/// Pieces that may wait between the threads that read and the one that collects.
const QUEUE: usize = 256;

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
}

/// Reads tasks from `first` on, handing pieces to `collect`, until that says to pause, `stop` is set, or all are
/// read. Gives the first task not read.
pub(super) fn read(
    tasks: &[Task],
    first: usize,
    settings: &Settings,
    rules: &Rules,
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
                while !stop.load(Ordering::Relaxed) && !pause.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(at) else { break };
                    if file(at, task, settings.max_record_bytes, rules, &send).is_break() {
                        break;
                    }
                }
            });
        }
        drop(send);
        for piece in pieces {
            if collect(piece)?.is_break() {
                pause.store(true, Ordering::Relaxed);
            }
        }
        Ok(next.load(Ordering::Relaxed).min(tasks.len()))
    })
}

/// Reads one file; breaks where nobody listens any more.
fn file(at: usize, task: &Task, limit: u64, rules: &Rules, send: &SyncSender<Piece>) -> ControlFlow<()> {
    let mut outcome =
        Outcome { digest: Digest::of(b""), articles: Vec::new(), failures: Vec::new(), refused: None };
    let mut flow = ControlFlow::Continue(());
    let result = pages(&task.place, &task.path, limit, &mut |page| {
        let piece = match page {
            Ok(page) => match Packed::new(Spooled::new(page, &task.path, rules)) {
                Ok(packed) => {
                    outcome.articles.push(packed.id);
                    Piece::Page(at, Box::new(packed))
                }
                Err(error) => Piece::Failed(error),
            },
            Err(error) => {
                outcome.failures.push((error.record(), error.to_string()));
                return ControlFlow::Continue(());
            }
        };
        flow = send.send(piece).map_or(ControlFlow::Break(()), |()| ControlFlow::Continue(()));
        flow
    });
    match result {
        Ok(digest) => outcome.digest = digest,
        Err(error) => outcome.refused = Some(error),
    }
    flow?;
    send.send(Piece::File(at, outcome)).map_or(ControlFlow::Break(()), |()| ControlFlow::Continue(()))
}

/// Reads every record of a file; gives the digest of its decompressed content.
pub(super) fn pages(place: &Path, path: &str, limit: u64, each: Sink<'_>) -> io::Result<Digest> {
    let mut file = BufReader::new(File::open(place)?);
    let size = file.get_ref().metadata()?.len();
    let place = (!source::is_packed(file.fill_buf()?)).then_some(place);
    let mut input = Hashing { inner: source::unpacked(file)?, hasher: blake3::Hasher::new() };
    let source = Source::new(path, Box::new(&mut input), limit).at(place).of_size(size);
    reader::records(&mut { source }, each);
    let _ = io::copy(&mut input, &mut io::sink());
    Ok(input.hasher.finalize().into())
}

/// Takes the digest of what is read through it.
struct Hashing<R> {
    inner: R,
    hasher: blake3::Hasher,
}

impl<R: BufRead> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.hasher.update(&into[..read]);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Hashing<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(buffer) = self.inner.fill_buf() {
            self.hasher.update(&buffer[..amount.min(buffer.len())]);
        }
        self.inner.consume(amount);
    }
}
