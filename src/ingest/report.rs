//! What a run says of itself.

use std::path::PathBuf;

use crate::index::IndexError;
use crate::notebook::NotebookError;
use crate::source::PatternError;

/// What happens while a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The corpus was walked: so much is to be read.
    Found {
        /// Number of files.
        files: u64,
        /// Their size.
        bytes: u64,
    },
    /// So much is read by now.
    Read {
        /// Number of files.
        files: u64,
        /// Their size.
        bytes: u64,
    },
    /// So many articles of the batch are judged and written by now.
    Judged {
        /// Done.
        articles: u64,
        /// Of so many.
        of: u64,
    },
    /// A generation is complete.
    Committed {
        /// Its number.
        generation: u64,
    },
}

/// What a run did, in articles unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Number of the generation now.
    pub generation: u64,
    /// Not in the archive before.
    pub added: u64,
    /// New content at an old path.
    pub changed: u64,
    /// Known content at other paths.
    pub moved: u64,
    /// Known content at further paths, or no longer at all of its paths.
    pub copied: u64,
    /// No longer in the corpus.
    pub removed: u64,
    /// As they were.
    pub unchanged: u64,
    /// Judged again because what their outlet repeats has changed.
    pub rejudged: u64,
    /// Judged again because the user's rules have changed.
    pub ruled: u64,
    /// In the archive now.
    pub articles: u64,
    /// Files and records that could not be read, with the reason, in path order.
    pub failures: Vec<(String, String)>,
    /// Kept though their files could not be looked at.
    pub unreachable: u64,
    /// Kept though their files are missing, for there are too many to drop unasked.
    pub would_drop: u64,
    /// Whether the run was stopped before all was read.
    pub incomplete: bool,
}

impl Report {
    /// Whether the run changed anything.
    pub fn changes(&self) -> u64 {
        self.added + self.changed + self.moved + self.copied + self.removed
    }
}

/// Why a run could not go on.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A corpus folder is not there and never was.
    #[error("{}: no such corpus folder; name it with --corpus, or make it and put articles in", .0.display())]
    NoCorpus(PathBuf),
    /// A corpus folder is there but was never to be listed.
    #[error("{}: {reason}", .folder.display())]
    ClosedCorpus {
        /// The corpus folder.
        folder: PathBuf,
        /// What stands in the way and what to do.
        reason: String,
    },
    /// A pattern of files to read or to leave alone is faulty.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// The user's rules are faulty.
    #[error(transparent)]
    Rules(#[from] NotebookError),
    /// The index was made by a version of the program whose notes this one cannot make out.
    #[error("the index does not say what it was made by; run `cuttings index` and try again")]
    Unknown,
    /// The index refused.
    #[error(transparent)]
    Index(#[from] IndexError),
}
