//! Walks a corpus folder.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// One file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Relative to the corpus folder, parts joined by `/`.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub modified: i64,
}

/// A place that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkProblem {
    /// Relative to the corpus folder; empty for the corpus folder itself.
    pub path: String,
    /// Whether all below that path is out of sight (a folder that cannot be listed), not just one file.
    pub folder: bool,
    /// What went wrong and what to do.
    pub reason: String,
}

/// What a walk found, each list in path order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// Regular files.
    pub files: Vec<SourceFile>,
    /// Places that could not be looked at: their articles are unreachable, not gone.
    pub problems: Vec<WalkProblem>,
}

/// Lists every regular file below `corpus`, hidden ones and the `skip` folders left out.
///
/// Symlinks are followed while they stay inside the corpus and do not loop; one that leads out is a problem.
pub fn walk(corpus: &Path, skip: &[PathBuf]) -> Walk {
    let _ = (corpus, skip);
    Walk::default()
}
