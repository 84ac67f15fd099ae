//! Puts articles into an index, some at a time.

use tantivy::TantivyDocument;
use tantivy::indexer::UserOperation;

use crate::index::analyzer::Analysis;
use crate::index::{IndexError, Made, Place, StoredArticle, Writer};

/// Documents that the engine is handed together: its thread is woken once for all, and finds its tables still in the
/// processor's memory for all but the first.
const TOGETHER: usize = 32;

/// What one thread puts in; it takes effect with [`Hand::close`] at the latest.
#[must_use = "what waits is put in when it is closed"]
pub struct Hand<'w> {
    writer: &'w Writer,
    analysis: Analysis,
    waiting: Vec<UserOperation<TantivyDocument>>,
    /// Bytes of prose of what waits.
    prose: usize,
}

impl Writer {
    /// A hand for one thread.
    pub fn hand(&self) -> Hand<'_> {
        Hand { writer: self, analysis: Analysis::default(), waiting: Vec::with_capacity(TOGETHER), prose: 0 }
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
            self.writer.remove(article.id(), place)?;
        }
        let (document, lengths) = article.document(made, &self.writer.fields, &mut self.analysis)?;
        self.waiting.push(UserOperation::Add(document));
        self.prose += lengths.prose;
        self.writer.count(1, lengths.body.cast_signed(), lengths.title.cast_signed());
        if self.waiting.len() < TOGETHER { Ok(()) } else { self.flush() }
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
        self.writer.pace.give(std::mem::take(&mut self.prose));
        self.writer.engine.run(self.waiting.drain(..))?;
        Ok(())
    }
}
