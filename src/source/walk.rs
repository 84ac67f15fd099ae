//! Walks a corpus folder.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use crate::source::container;
use crate::source::filter::{Filter, Sieve};

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

/// Lists every regular file below `corpus`, hidden ones and the `skip` folders (absolute, or relative to the
/// corpus) left out, and so are the folders of parts that browsers save beside a page.
///
/// A symlink counts while its target lies in the corpus: a file or folder that the walk sees anyway is listed
/// under its own path alone, a hidden file under the link's. One that leads out, loops or hangs is a problem.
/// What vanishes while the walk is under way is not there; pipes, sockets and devices are passed over.
///
/// What files called [`IGNORE_FILE`](crate::source::IGNORE_FILE) say in the syntax of `.gitignore` is left out as well.
pub fn walk(corpus: &Path, skip: &[PathBuf]) -> Walk {
    filtered(corpus, skip, &Filter::default())
}

/// The same for the files that a filter lets through.
pub fn filtered(corpus: &Path, skip: &[PathBuf], filter: &Filter) -> Walk {
    let mut found = Walk::default();
    match corpus.canonicalize() {
        Ok(root) if root.is_dir() => Walker::new(root, skip).run(filter, &mut found),
        Ok(_) => found.fail("", true, "the corpus is not a folder; name the folder that holds the articles"),
        Err(error) => found.fail(
            "",
            true,
            &format!("{error}; check the path of the corpus, or mount the disk that holds it"),
        ),
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.files.dedup_by(|a, b| a.path == b.path);
    found.problems.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Walk {
    fn fail(&mut self, path: &str, folder: bool, reason: &str) {
        self.problems.push(WalkProblem { path: path.to_owned(), folder, reason: reason.to_owned() });
    }
}

/// One walk under way.
struct Walker {
    root: PathBuf,
    skip: BTreeSet<PathBuf>,
}

impl Walker {
    fn new(root: PathBuf, skip: &[PathBuf]) -> Self {
        let skip = skip.iter().map(|folder| root.join(folder));
        let skip = skip.map(|folder| folder.canonicalize().unwrap_or(folder)).collect();
        Self { root, skip }
    }

    fn run(&self, filter: &Filter, found: &mut Walk) {
        let mut sieve = Sieve::new(filter, &self.root);
        // Entries of one folder: whole paths compare faster than names that have to be found in them first.
        let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
        let mut entries = WalkDir::new(&self.root).follow_links(false).sort_by(by_name).into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => {
                    let folder = entry.file_type().is_dir();
                    let passes = !is_hidden(&entry) && sieve.passes(entry.path(), folder);
                    match passes && self.visit(&entry, found) {
                        true if folder => sieve.enter(entry.path()),
                        false if folder => entries.skip_current_dir(),
                        _ => {}
                    }
                }
                Err(error) => self.report(&error, found),
            }
        }
    }

    /// Looks at one entry; whether what is below it counts.
    fn visit(&self, entry: &DirEntry, found: &mut Walk) -> bool {
        let passed = |folder: &Path| self.skip.contains(folder) || is_beside_page(folder);
        if entry.file_type().is_dir() && passed(entry.path()) {
            return false;
        }
        let Some(path) = self.relative(entry.path()) else {
            let lossy = self.lossy(entry.path());
            found.fail(&lossy, entry.file_type().is_dir(), "the name is not valid UTF-8; rename it");
            return false;
        };
        if entry.file_type().is_symlink() {
            self.visit_link(entry.path(), path, found);
        } else if entry.file_type().is_file() {
            match entry.metadata() {
                Ok(metadata) => found.files.push(source_file(path, &metadata)),
                Err(error) => self.report(&error, found),
            }
        }
        true
    }

    fn visit_link(&self, link: &Path, path: String, found: &mut Walk) {
        match self.follow(link) {
            Ok(Some(metadata)) => found.files.push(source_file(path, &metadata)),
            Ok(None) => {}
            Err(reason) => found.fail(&path, false, &reason),
        }
    }

    /// The file that a link adds to the corpus, if any.
    fn follow(&self, link: &Path) -> Result<Option<Metadata>, String> {
        let target = link
            .canonicalize()
            .map_err(|error| format!("the symlink cannot be followed ({error}); mend or delete it"))?;
        let Ok(inside) = target.strip_prefix(&self.root) else {
            return Err(
                "the symlink leads out of the corpus; copy the file in, or name its folder as a corpus"
                    .into(),
            );
        };
        if link.starts_with(&target) {
            return Err("the symlink leads to a folder that it lies in; delete it".into());
        }
        let metadata = fs::metadata(&target).map_err(|error| error.to_string())?;
        let hidden = inside.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
        let skipped = target.ancestors().any(|folder| self.skip.contains(folder));
        Ok((metadata.is_file() && hidden && !skipped).then_some(metadata))
    }

    fn report(&self, error: &walkdir::Error, found: &mut Walk) {
        let kind = error.io_error().map(io::Error::kind);
        if kind == Some(io::ErrorKind::NotFound) {
            return;
        }
        let path = error.path().unwrap_or(&self.root);
        let folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        found.fail(&self.lossy(path), folder, &format!("{reason}; check who may read it"));
    }

    /// The path from the corpus, parts joined by `/`; `None` where a part is not UTF-8.
    fn relative(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(&self.root).ok()?.to_str()?;
        Some(if MAIN_SEPARATOR == '/' { inside.to_owned() } else { inside.replace(MAIN_SEPARATOR, "/") })
    }

    fn lossy(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.iter().map(std::ffi::OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    let path = entry.path().as_os_str().as_encoded_bytes();
    let name = path.rsplit(|byte| std::path::is_separator(char::from(*byte))).next();
    name.is_some_and(|name| name.starts_with(b"."))
}

/// Whether a folder holds the parts of a page that a browser has saved beside it, as its name and the page say.
fn is_beside_page(folder: &Path) -> bool {
    let name = folder.file_name().and_then(std::ffi::OsStr::to_str);
    let page = name.and_then(container::page_of_parts);
    let at = |page: &str, ending: &str| folder.with_file_name(format!("{page}.{ending}")).is_file();
    page.is_some_and(|page| ["html", "htm", "xhtml"].iter().any(|ending| at(page, ending)))
}

fn source_file(path: String, metadata: &Metadata) -> SourceFile {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0);
    SourceFile { path, size: metadata.len(), modified }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "text").expect("written");
        }
        folder
    }

    fn paths(walk: &Walk) -> Vec<&str> {
        walk.files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn files_come_in_path_order_without_hidden_and_skipped_ones() {
        let folder =
            corpus(&["b/x.txt", "b.txt", "a.txt", ".hidden/y.txt", ".z.txt", "index/seg", "b/index/q"]);
        let walk = walk(folder.path(), &[folder.path().join("index")]);
        assert_eq!(paths(&walk), ["a.txt", "b.txt", "b/index/q", "b/x.txt"]);
        assert_eq!(walk.files[0].size, 4);
        assert!(walk.files[0].modified > 0);
    }

    #[test]
    fn an_ignore_file_speaks_for_its_folder_and_the_deeper_one_goes_first() {
        let folder = corpus(&[
            "a.txt",
            "a.pdf",
            "drafts/x.txt",
            "b/drafts/y.txt",
            "b/a.pdf",
            "b/c/a.pdf",
            "b/keep.pdf",
            "c/only.txt",
            "c/no.txt",
        ]);
        let ignore = |at: &str, text: &str| {
            fs::write(folder.path().join(at).join(".cuttingsignore"), text).expect("written");
        };
        ignore("", "# what is not ours\n*.pdf\n/drafts/\n[\n");
        ignore("b", "!keep.pdf\n");
        ignore("c", "*\n!only.txt\n");
        assert_eq!(paths(&walk(folder.path(), &[])), ["a.txt", "b/drafts/y.txt", "b/keep.pdf", "c/only.txt"]);
    }

    #[test]
    fn a_filter_lets_through_what_it_includes_and_does_not_exclude() {
        let folder = corpus(&["a.txt", "a.html", "old/b.html", "old/c/d.html", "new/e.html"]);
        let walked = |include: &[&str], exclude: &[&str]| {
            let list = |patterns: &[&str]| patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
            let filter = Filter { include: list(include), exclude: list(exclude) };
            paths(&filtered(folder.path(), &[], &filter)).join(" ")
        };
        assert_eq!(walked(&["*.html"], &[]), "a.html new/e.html old/b.html old/c/d.html");
        assert_eq!(walked(&["*.html"], &["old/"]), "a.html new/e.html");
        assert_eq!(walked(&[], &["*.html", "/a.txt"]), "");
        assert_eq!(walked(&["/old/**"], &["c"]), "old/b.html");
        for bad in ["", "!a", "a{b", "[z-a]"] {
            let filter = Filter { include: vec![bad.to_owned()], ..Filter::default() };
            assert!(filter.check().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_parts_of_a_saved_page_are_left_alone() {
        let folder = corpus(&[
            "Strike.html",
            "Strike_files/ad.html",
            "other_files/a.txt",
            "Streik-Dateien/x.js",
            "Streik.htm",
        ]);
        assert_eq!(paths(&walk(folder.path(), &[])), ["Streik.htm", "Strike.html", "other_files/a.txt"]);
    }

    #[test]
    fn a_missing_corpus_is_one_problem() {
        let walk = walk(Path::new("no/such/folder"), &[]);
        assert_eq!(
            (walk.problems.len(), walk.problems[0].path.as_str(), walk.problems[0].folder),
            (1, "", true)
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_count_inside_the_corpus_only() {
        use std::os::unix::fs::symlink;
        let outside = corpus(&["secret.txt"]);
        let folder = corpus(&["a/x.txt", ".store/y.txt"]);
        let at = |name: &str| folder.path().join(name);
        symlink(outside.path(), at("out")).expect("linked");
        symlink(at("a/x.txt"), at("again.txt")).expect("linked");
        symlink(at("a"), at("a/loop")).expect("linked");
        symlink(at("gone.txt"), at("hangs.txt")).expect("linked");
        symlink(at(".store/y.txt"), at("kept.txt")).expect("linked");
        let walk = walk(folder.path(), &[]);
        assert_eq!(paths(&walk), ["a/x.txt", "kept.txt"]);
        let problems: Vec<_> = walk.problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(problems, ["a/loop", "hangs.txt", "out"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf8_is_a_problem() {
        use std::os::unix::ffi::OsStrExt;
        let folder = corpus(&["a.txt"]);
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
        if fs::write(folder.path().join(name), "x").is_err() {
            return; // The file system takes UTF-8 only.
        }
        let walk = walk(folder.path(), &[]);
        assert_eq!(paths(&walk), ["a.txt"]);
        assert_eq!(walk.problems[0].path, "caf\u{fffd}.txt");
        assert!(walk.problems[0].reason.contains("rename"));
    }
}
