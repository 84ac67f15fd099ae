//! Compares the corpus with the table of the last generation, by name, size and time alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::index::{FileEntry, FileTable};
use crate::ingest::{IngestError, Options};
use crate::settings::Settings;
use crate::source::{self, Filter, SourceFile, WalkProblem};

/// The coarsest step of a file system's clock, in nanoseconds: a file changed so shortly before the last run began
/// may have changed after it was read, and is read again.
const CLOCK_STEP: i64 = 2_000_000_000;

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct Task {
    /// Its name in the table.
    pub(super) path: Arc<str>,
    /// Its corpus folder.
    root: Arc<Root>,
    pub(super) size: u64,
    pub(super) modified: i64,
    /// What is known of it, where it may only have grown.
    pub(super) grown: Option<Box<FileEntry>>,
    /// Whether its first articles can be committed before the others are read: nothing of it would go meanwhile.
    pub(super) splits: bool,
}

/// A corpus folder.
#[derive(Debug)]
struct Root {
    /// What the paths in it begin with in the table.
    prefix: String,
    folder: PathBuf,
}

impl Task {
    /// Where it lies.
    pub(super) fn place(&self) -> PathBuf {
        self.root.folder.join(&self.path[self.root.prefix.len()..])
    }
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
/// With `again`, files of which articles were left out are to be read once more.
pub(super) fn scan(
    settings: &Settings,
    options: Options,
    table: &FileTable,
    compared: i64,
    again: bool,
) -> Result<Scan, IngestError> {
    let roots = roots(&settings.corpus);
    let filter = Filter { include: settings.include.clone(), exclude: settings.exclude.clone() };
    filter.check()?;
    let (found, problems) = look(&roots, &settings.index, &filter, table)?;
    let reread = options.verify || options.rebuild;
    let trusted_before = if reread { i64::MIN } else { compared.saturating_sub(CLOCK_STEP) };
    let root = |(prefix, folder)| Arc::new(Root { prefix, folder });
    let roots: Vec<Arc<Root>> = roots.into_iter().map(root).collect();
    let mut scan = Scan::default();
    // Both lists are in path order, so that one pass over them finds what each has alone.
    let mut known = table.files.iter().peekable();
    for Found { root, file } in found {
        while let Some((path, _)) = known.next_if(|(path, _)| ***path < *file.path) {
            scan.miss(path, &problems);
        }
        let entry = known.next_if(|(path, _)| ***path == *file.path).map(|(_, entry)| entry);
        let entry = entry.filter(|entry| !(again && entry.leaves_out));
        let trusted = |entry: &&FileEntry| entry.modified < trusted_before;
        let before = entry.filter(|_| !reread);
        let splits =
            entry.is_none() || before.is_some_and(|entry| entry.resume.is_some() && entry.size <= file.size);
        scan.file(file, &roots[root], entry.filter(trusted), before, splits);
    }
    known.for_each(|(path, _)| scan.miss(path, &problems));
    // A corpus folder that is out of reach as a whole has no path inside itself to be named by.
    let name = |path: String| match settings.corpus.first() {
        Some(folder) if path.is_empty() => folder.display().to_string(),
        _ => path,
    };
    scan.problems = problems.into_iter().map(|problem| (name(problem.path), problem.reason)).collect();
    Ok(scan)
}

/// A file of the corpus by its name in the table.
struct Found {
    /// Place of its corpus folder among the roots.
    root: usize,
    file: SourceFile,
}

/// All files of all corpus folders, in order of their names in the table, and the places that cannot be looked at.
fn look(
    roots: &[(String, PathBuf)],
    index: &Path,
    filter: &Filter,
    table: &FileTable,
) -> Result<(Vec<Found>, Vec<WalkProblem>), IngestError> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (root, (prefix, folder)) in roots.iter().enumerate() {
        let walk = source::filtered(folder, &[index.to_owned()], filter);
        let named = |path: String| if prefix.is_empty() { path } else { prefix.clone() + &path };
        let files = walk.files.into_iter();
        found.extend(files.map(|file| Found { root, file: SourceFile { path: named(file.path), ..file } }));
        for problem in walk.problems {
            let whole = problem.path.is_empty();
            let problem = WalkProblem { path: named(problem.path), ..problem };
            if whole && !table.files.keys().any(|known| below(known, &problem.path)) {
                return Err(unusable(folder.clone(), problem.reason));
            }
            problems.push(problem);
        }
    }
    found.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    Ok((found, problems))
}

/// Why there is nothing to work on.
fn unusable(folder: PathBuf, reason: String) -> IngestError {
    if folder.exists() { IngestError::ClosedCorpus { folder, reason } } else { IngestError::NoCorpus(folder) }
}

impl Scan {
    /// Whether nothing is to be done: at most what was out of reach is so still.
    pub(super) fn is_quiet(&self, options: Options, table: &FileTable) -> bool {
        let known = |(path, reason): &(String, String)| {
            table.files.get(path.as_str()).is_some_and(|entry| entry.unreachable.as_ref() == Some(reason))
        };
        let missing =
            |path: &String| table.files.get(path.as_str()).is_some_and(|entry| entry.unreachable.is_some());
        self.tasks.is_empty()
            && self.back.is_empty()
            && (self.gone.is_empty() || !options.prune && self.gone.iter().all(missing))
            && self.unreachable.iter().all(known)
            && self.problems == table.problems
    }

    /// A file that the walk found, what the table knows of it if that can be trusted, what it may have grown from, and
    /// whether it can be read in parts.
    fn file(
        &mut self,
        file: SourceFile,
        root: &Arc<Root>,
        known: Option<&FileEntry>,
        before: Option<&FileEntry>,
        splits: bool,
    ) {
        let SourceFile { path, size, modified } = file;
        match known.filter(|entry| entry.size == size && entry.modified == modified) {
            Some(entry) if entry.unreachable.is_some() => self.back.push(path),
            Some(_) => {}
            None => {
                let grown = before.filter(|entry| entry.resume.is_some() && entry.size <= size);
                let grown = grown.cloned().map(Box::new);
                let (path, root) = (path.into(), root.clone());
                self.tasks.push(Task { path, root, size, modified, grown, splits });
            }
        }
    }

    /// A file of the table that the walk did not find: gone, or out of sight.
    fn miss(&mut self, path: &str, problems: &[WalkProblem]) {
        let hides =
            |problem: &&WalkProblem| problem.path == path || problem.folder && below(path, &problem.path);
        match problems.iter().find(hides) {
            Some(problem) => self.unreachable.push((path.to_owned(), problem.reason.clone())),
            None => self.gone.push(path.to_owned()),
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
