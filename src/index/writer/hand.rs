//! Puts articles into an index, some at a time.

use std::mem;
use std::sync::Mutex;

use crate::index::analyzer::Analysis;
use crate::index::draft::Draft;
use crate::index::writer::segment::Open;
use crate::index::{IndexError, Made, Place, StoredArticle, Writer};

/// Documents that are put in together: a segment is in one hand at a time, and finds its tables still in the processor's
/// memory for all but the first.
const TOGETHER: usize = 32;

/// Words of prose that wait, at the most, about six megabytes of text: a book is put in by itself.
const WORDS: usize = 1 << 20;

/// What one thread puts in; it takes effect with [`Hand::close`] at the latest.
#[must_use = "what waits is put in when it is closed"]
pub struct Hand<'w> {
    writer: &'w Writer,
    /// Where its documents go.
    open: &'w Mutex<Option<Open>>,
    /// The segment that its analysis knows the lists of.
    segment: u64,
    analysis: Analysis,
    waiting: Vec<Draft>,
    /// Words of prose of what waits.
    words: usize,
}

impl Writer {
    /// A hand for one thread.
    pub fn hand(&self) -> Hand<'_> {
        let waiting = Vec::with_capacity(TOGETHER);
        Hand {
            writer: self,
            open: self.segments.next(),
            segment: 0,
            analysis: Analysis::default(),
            waiting,
            words: 0,
        }
    }
}

impl Hand<'_> {
    /// Puts an article in, with what was made of its page; `old` is where it lay in the last generation, if it did.
    ///
    /// # Errors
    ///
    /// When the engine refuses, for want of disk space for example.
    pub fn put(&mut self, article: StoredArticle, made: &Made, old: Option<Place>) -> Result<(), IndexError> {
        if let Some(place) = old {
            self.writer.remove(place)?;
        }
        let (draft, lengths) = article.draft(made, &self.writer.fields, &mut self.analysis)?;
        self.words += draft.words();
        self.waiting.push(draft);
        self.writer.count(1, lengths.body.cast_signed(), lengths.title.cast_signed());
        if self.waiting.len() < TOGETHER && self.words < WORDS { Ok(()) } else { self.flush() }
    }

    /// Puts in what waits.
    ///
    /// # Errors
    ///
    /// As of [`Hand::put`].
    pub fn close(mut self) -> Result<(), IndexError> {
        self.flush()
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        let full = self.add()?;
        self.words = 0;
        self.analysis.shrink();
        // Meanwhile others go on with the next one.
        full.map_or(Ok(()), |full| self.writer.finish(full))
    }

    /// Adds what waits to the open segment; gives that where it is full.
    fn add(&mut self) -> Result<Option<Open>, IndexError> {
        if self.waiting.is_empty() {
            return Ok(None);
        }
        let mut open = self.open.lock().expect("who holds a segment does not panic");
        let segment = match &mut *open {
            Some(segment) => segment,
            none => none.insert(self.writer.open_segment()?),
        };
        if mem::replace(&mut self.segment, segment.number) != segment.number {
            self.analysis.forget_lists();
        }
        for mut draft in self.waiting.drain(..) {
            segment.add(self.writer.segments.version(), &mut draft, &mut self.analysis)?;
        }
        let full = segment.is_full(self.writer.segments.most);
        Ok(if full { open.take() } else { None })
    }
}
