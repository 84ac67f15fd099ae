//! The segments that are being made: a few at a time, each filled by several threads in turn.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::index::writer::segment::Open;
use crate::index::{IndexError, Writer};

/// Threads that fill one segment: putting in is a tenth of what is done for an article, and fewer segments are larger.
const SHARED: usize = 4;

/// The least memory of a segment, in bytes.
const LEAST_BYTES: usize = 15_000_000;

/// Bits of a version that count the documents of one run.
const VERSION_BITS: u32 = 32;

/// Segments in the making.
pub(super) struct OpenSegments {
    open: Vec<Mutex<Option<Open>>>,
    /// Bytes from which on one of them is written.
    pub(super) most: usize,
    hands: AtomicUsize,
    opened: AtomicU64,
    versions: AtomicU64,
}

impl OpenSegments {
    /// None yet, for so many threads, in so many bytes all together, after the generation with this number.
    pub(super) fn new(threads: usize, bytes: usize, generation: u64) -> Self {
        let count = threads.div_ceil(SHARED).max(1);
        let open = (0..count).map(|_| Mutex::new(None)).collect();
        Self {
            open,
            most: (bytes / count).max(LEAST_BYTES),
            hands: AtomicUsize::new(0),
            opened: AtomicU64::new(0),
            versions: AtomicU64::new((generation + 1) << VERSION_BITS),
        }
    }

    /// A number for a document that none of this or an earlier generation has. An article that is taken out and put in
    /// again has two, so that taking out the first does not touch the second, in whatever order the engine does it.
    pub(super) fn version(&self) -> u64 {
        self.versions.fetch_add(1, Ordering::Relaxed)
    }

    /// Where one more thread puts in.
    pub(super) fn next(&self) -> &Mutex<Option<Open>> {
        &self.open[self.hands.fetch_add(1, Ordering::Relaxed) % self.open.len()]
    }
}

impl Writer {
    /// A new segment.
    pub(super) fn open_segment(&self) -> Result<Open, IndexError> {
        let number = 1 + self.segments.opened.fetch_add(1, Ordering::Relaxed);
        Ok(Open::new(self.engine.new_segment(), number, &self.fields)?)
    }

    /// Writes a segment, and adds it to those that the next commit shows.
    pub(super) fn finish(&self, segment: Open) -> Result<(), IndexError> {
        Ok(self.engine.add_segment(segment.write()?)?)
    }

    /// Writes all that are in the making.
    pub(super) fn close_segments(&self) -> Result<(), IndexError> {
        let take = |open: &Mutex<Option<Open>>| open.lock().unwrap_or_else(PoisonError::into_inner).take();
        let all: Vec<Open> = self.segments.open.iter().filter_map(take).collect();
        thread::scope(|scope| {
            let writing: Vec<_> = all.into_iter().map(|open| scope.spawn(|| self.finish(open))).collect();
            writing.into_iter().try_for_each(|one| one.join().expect("who writes a segment does not panic"))
        })
    }
}
