//! Rewrites segments, so that nothing of what was taken out is left in them.

use std::fs;

use tantivy::indexer::NoMergePolicy;

use crate::index::writer::Writer;
use crate::index::{IndexError, fault, write_atomic};

/// Name of the file that is there while something is to be purged.
const PENDING: &str = "purge";

impl Writer {
    /// The articles that have an address, by [`Id::key`](crate::index::Id::key), each with the
    /// [key](crate::index::address_key) of it; in the order of the last generation.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn addresses(&self) -> Result<Vec<(u64, u64)>, IndexError> {
        crate::index::addresses(&self.searcher)
    }

    /// Leaves the segments alone from now on, so that [`Writer::purge`] finds none of them taken.
    pub fn keep_segments(&self) {
        self.engine.set_merge_policy(Box::new(NoMergePolicy));
    }

    /// Notes on disk that there is something to purge: until that is done, every run knows.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn mark_purge(&self) -> Result<(), IndexError> {
        write_atomic(&self.folder.join(PENDING), b"")
    }

    /// Whether there is something to purge.
    pub fn is_purge_pending(&self) -> bool {
        self.folder.join(PENDING).exists()
    }

    /// Writes every segment anew that has documents taken out, and removes the old ones: then no file of the index
    /// holds a word of them. Takes about as long as it takes to copy these segments.
    ///
    /// # Errors
    ///
    /// When the disk or the engine refuse; the note that it is to be done then stays.
    pub fn purge(&mut self) -> Result<(), IndexError> {
        fault("before the purge");
        let metas = self.engine.index().searchable_segment_metas()?;
        let with_deleted = metas.into_iter().filter(|meta| meta.num_deleted_docs() > 0);
        let segments: Vec<_> = with_deleted.map(|meta| meta.id()).collect();
        for segment in segments {
            self.engine.merge(&[segment]).wait()?;
            fault("within the purge");
        }
        // The engine removes no file that somebody in this process may still read.
        self.reader.reload()?;
        self.searcher = self.reader.searcher();
        self.engine.garbage_collect_files().wait()?;
        let pending = self.folder.join(PENDING);
        fault("after the purge");
        fs::remove_file(&pending).map_err(|error| IndexError::io(&pending, error))
    }
}
