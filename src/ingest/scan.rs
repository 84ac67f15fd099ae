//! Compares the corpus with the table of the last generation, by name, size and time alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::index::FileTable;
use crate::ingest::{IngestError, Options};
use crate::settings::Settings;
use crate::source::{self, WalkProblem};

/// The coarsest step of a file system's clock, in nanoseconds: a file changed so shortly before the last run began
/// may have changed after it was read, and is read again.
const CLOCK_STEP: i64 = 2_000_000_000;

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct Task {
    /// Its name in the table.
    pub(super) path: String,
    /// Where it lies.
    pub(super) place: PathBuf,
    pub(super) size: u64,
    pub(super) modified: i64,
}

/// What has to be done, each list in path order.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// New, changed and doubtful files.
    pub(super) tasks: Vec<Task>,
    /// Files of the table that are there and look the same, but were unreachable in the last run.
    pub(super) back: Vec<String>,
    /// Files of the table that are gone.
    pub(super) gone: Vec<String>,
    /// Files of the table that cannot be looked at, with the reason.
    pub(super) unreachable: Vec<(String, String)>,
    /// Places that cannot be looked at, with the reason.
    pub(super) problems: Vec<(String, String)>,
}

/// Walks every corpus folder. The last comparison of corpus and index began at `compared`, in nanoseconds since 1970.
pub(super) fn scan(
    settings: &Settings,
    options: Options,
    table: &FileTable,
    compared: i64,
) -> Result<Scan, IngestError> {
    let mut scan = Scan::default();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (prefix, folder) in roots(&settings.corpus) {
        let walk = source::walk(&folder, std::slice::from_ref(&settings.index));
        for file in walk.files {
            let path = format!("{prefix}{}", file.path);
            let place = folder.join(&file.path);
            scan.file(
                Task { path: path.clone(), place, size: file.size, modified: file.modified },
                !options.verify && !options.rebuild,
                compared,
                table,
            );
            seen.insert(path);
        }
        for problem in walk.problems {
            let path = format!("{prefix}{}", problem.path);
            if problem.path.is_empty() && !table.files.keys().any(|known| below(known, &path)) {
                let closed = folder.exists();
                let reason = problem.reason;
                return Err(if closed {
                    IngestError::ClosedCorpus { folder, reason }
                } else {
                    IngestError::NoCorpus(folder)
                });
            }
            problems.push(WalkProblem { path, ..problem });
        }
    }
    scan.missing(table, &seen, &problems);
    scan.problems = problems.into_iter().map(|problem| (problem.path, problem.reason)).collect();
    Ok(scan)
}

impl Scan {
    /// Whether nothing is to be done: at most what was out of reach is so still.
    pub(super) fn is_quiet(&self, options: Options, table: &FileTable) -> bool {
        let known = |(path, reason): &(String, String)| {
            table.files.get(path).is_some_and(|entry| entry.unreachable.as_ref() == Some(reason))
        };
        let missing = |path: &String| table.files.get(path).is_some_and(|entry| entry.unreachable.is_some());
        self.tasks.is_empty()
            && self.back.is_empty()
            && (self.gone.is_empty() || !options.prune && self.gone.iter().all(missing))
            && self.unreachable.iter().all(known)
            && self.problems == table.problems
    }

    fn file(&mut self, task: Task, trust: bool, compared: i64, table: &FileTable) {
        let old = table.files.get(&task.path);
        let same = |entry: &&crate::index::FileEntry| {
            entry.size == task.size
                && entry.modified == task.modified
                && entry.modified < compared.saturating_sub(CLOCK_STEP)
        };
        match old.filter(same) {
            Some(entry) if trust => {
                if entry.unreachable.is_some() {
                    self.back.push(task.path);
                }
            }
            _ => self.tasks.push(task),
        }
    }

    /// Parts the files of the table that the walk did not find: gone, or out of sight.
    fn missing(&mut self, table: &FileTable, seen: &BTreeSet<String>, problems: &[WalkProblem]) {
        for path in table.files.keys().filter(|path| !seen.contains(*path)) {
            let hides = |problem: &&WalkProblem| {
                problem.path == *path || problem.folder && below(path, &problem.path)
            };
            match problems.iter().find(hides) {
                Some(problem) => self.unreachable.push((path.clone(), problem.reason.clone())),
                None => self.gone.push(path.clone()),
            }
        }
    }
}

/// Whether a path lies below a folder; everything lies below the empty path.
fn below(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The corpus folders with what goes before the paths in each: nothing for a single one, else the folder's name.
pub fn roots(corpus: &[PathBuf]) -> Vec<(String, PathBuf)> {
    let name = |folder: &Path| {
        folder.file_name().map_or("corpus".into(), |name| name.to_string_lossy().into_owned())
    };
    let mut taken = BTreeSet::new();
    let mut roots = Vec::new();
    for folder in corpus {
        let base = name(folder);
        let free = (1..).map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") });
        let label = free.into_iter().find(|label| !taken.contains(label)).unwrap_or_default();
        let prefix = if corpus.len() == 1 { String::new() } else { format!("{label}/") };
        taken.insert(label);
        roots.push((prefix, folder.clone()));
    }
    roots
}
