//! Paths and limits, resolved once: defaults, settings file, environment, flags.

use std::path::PathBuf;

/// Where an archive lies and what bounds a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The archive folder.
    pub archive: PathBuf,
    /// Folders of articles, only ever read.
    pub corpus: Vec<PathBuf>,
    /// Folder of the index.
    pub index: PathBuf,
    /// Bytes of the largest record that is read.
    pub max_record_bytes: u64,
    /// Threads for reading, cleaning and analysis.
    pub threads: usize,
    /// Memory that the index writer may fill before it writes a segment, in bytes.
    pub writer_bytes: usize,
}
