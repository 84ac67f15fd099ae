//! What a saved search has shown.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use crate::search::Mark;
use crate::watch::name::FOLDER;

/// The folder of logs in the folder of searches. It is the machine's, not the user's: it keeps itself out of version
/// control.
const LOGS: &str = ".seen";

/// The first line of a log.
const TITLE: &str = "# Articles that this search has shown. Delete the file, and all are new again.\n";

/// In front of an article that was not shown itself, but a near-duplicate of it.
const FOLDED: &str = "= ";

/// Bytes of a line, at the most; longer ones are damage.
const LINE: u64 = 256;

/// What a search has shown, in order; a line an article, after a line for each run.
///
/// An article is known by its record and by its page. A line that is cut off or damaged counts as none: its article is
/// shown again.
#[derive(Debug, Default)]
pub struct Log {
    file: PathBuf,
    articles: FxHashSet<u64>,
    pages: FxHashSet<u64>,
    /// Time of the run (seconds since 1970) and article, oldest first.
    shown: Vec<(i64, u64)>,
    exists: bool,
}

/// Why a log cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}; without this file, what is new cannot be told. Make it readable and writable, or delete it", .file.display())]
pub struct LogError {
    /// The log.
    pub file: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

impl Log {
    /// The log of the search of this name, which must be [valid](crate::watch::valid); an empty one where it was never
    /// run.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn open(archive: &Path, name: &str) -> Result<Self, LogError> {
        let file = archive.join(FOLDER).join(LOGS).join(name);
        let mut log = Self { file, ..Self::default() };
        match File::open(&log.file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(log),
            Err(error) => Err(log.failed(error)),
            Ok(file) => {
                log.exists = true;
                log.read(&mut BufReader::new(file)).map_err(|error| log.failed(error))?;
                Ok(log)
            }
        }
    }

    fn failed(&self, error: io::Error) -> LogError {
        LogError { file: self.file.clone(), error }
    }

    fn read(&mut self, from: &mut dyn BufRead) -> io::Result<()> {
        let mut line = Vec::new();
        let mut time = 0;
        while Read::take(&mut *from, LINE).read_until(b'\n', &mut line)? > 0 {
            let text = std::str::from_utf8(&line).unwrap_or_default();
            // A line without an end was cut off while it was written.
            if let Some(text) = text.strip_suffix('\n') {
                match text.strip_prefix("@ ").map(chrono::DateTime::parse_from_rfc3339) {
                    Some(Ok(when)) => time = when.timestamp(),
                    Some(Err(_)) => {}
                    None => self.take(text, time),
                }
            }
            line.clear();
        }
        Ok(())
    }

    fn take(&mut self, line: &str, time: i64) {
        let (line, folded) = line.strip_prefix(FOLDED).map_or((line, false), |line| (line, true));
        let mut parts = line.split(' ').map(number);
        let (article, page, rest) = (parts.next().flatten(), parts.next(), parts.next());
        let (Some(article), None) = (article, rest) else { return };
        match page {
            Some(None) => return,
            Some(Some(page)) => drop(self.pages.insert(page)),
            None => {}
        }
        if self.articles.insert(article) && !folded {
            self.shown.push((time, article));
        }
    }

    /// Whether the search was ever run.
    pub fn exists(&self) -> bool {
        self.exists
    }

    /// Number of articles that it has shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether it has shown none.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Seconds since 1970 of the last run that showed anything; `None` where none did.
    pub fn last(&self) -> Option<i64> {
        self.shown.last().map(|(time, _)| *time)
    }

    /// Whether this article was shown.
    pub fn knows(&self, mark: Mark) -> bool {
        self.articles.contains(&mark.article)
    }

    /// Whether another state of its page was shown.
    pub fn knows_page(&self, mark: Mark) -> bool {
        mark.page.is_some_and(|page| self.pages.contains(&page))
    }

    /// The last articles that it has shown, `most` of them, latest first: when (seconds since 1970), and their keys.
    pub fn latest(&self, most: usize) -> impl Iterator<Item = (i64, u64)> + '_ {
        self.shown.iter().rev().take(most).copied()
    }

    /// Adds what a run has shown, and what folds under that, at this time (seconds since 1970). Call it when the reader
    /// has what is shown: what is not in the log is shown again.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; an article may be in it or not then.
    pub fn add(&mut self, time: i64, shown: &[Mark], folded: &[Mark]) -> Result<(), LogError> {
        let when = chrono::DateTime::from_timestamp(time, 0).unwrap_or_default();
        let mut text = format!("\n@ {}\n", when.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
        shown.iter().for_each(|mark| text += &line("", *mark));
        folded.iter().for_each(|mark| text += &line(FOLDED, *mark));
        self.append(&text).map_err(|error| self.failed(error))?;
        self.exists = true;
        self.pages.extend(shown.iter().chain(folded).filter_map(|mark| mark.page));
        self.articles.extend(folded.iter().map(|mark| mark.article));
        for mark in shown {
            if self.articles.insert(mark.article) {
                self.shown.push((time, mark.article));
            }
        }
        Ok(())
    }

    fn append(&self, text: &str) -> io::Result<()> {
        let folder = self.file.parent().expect("a log lies in a folder");
        refuse_links(folder)?;
        fs::create_dir_all(folder)?;
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        refuse_links(&self.file)?;
        let mut file = OpenOptions::new().create(true).append(true).open(&self.file)?;
        if file.metadata()?.len() == 0 {
            file.write_all(TITLE.as_bytes())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }
}

/// Refuses a path that is a link or lies in a folder of searches that is one: the archive may be a stranger's, and a
/// link would lead our writing out of it.
fn refuse_links(path: &Path) -> io::Result<()> {
    let link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|file| file.is_symlink());
    if link(path) || path.parent().is_some_and(link) {
        return Err(io::Error::other("is a link, which is not followed"));
    }
    Ok(())
}

fn line(before: &str, mark: Mark) -> String {
    let page = mark.page.map_or_else(String::new, |page| format!(" {page:016x}"));
    format!("{before}{:016x}{page}\n", mark.article)
}

/// A number in 16 hexadecimal digits.
fn number(text: &str) -> Option<u64> {
    (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(article: u64) -> Mark {
        Mark { article, page: article.is_multiple_of(2).then_some(article << 8) }
    }

    #[test]
    fn what_was_shown_is_known_when_the_log_is_opened_again() {
        let archive = tempfile::tempdir().expect("a temporary folder");
        let mut log = Log::open(archive.path(), "strike").expect("none yet");
        assert!(!log.exists() && log.is_empty());
        log.add(1_700_000_000, &[mark(1), mark(2)], &[mark(6)]).expect("written");
        log.add(1_700_000_060, &[mark(3)], &[]).expect("written");
        let log = Log::open(archive.path(), "strike").expect("a log");
        assert!(log.exists() && [1, 2, 3, 6].iter().all(|at| log.knows(mark(*at))) && !log.knows(mark(4)));
        assert!(log.knows_page(Mark { article: 9, page: Some(2 << 8) }));
        assert_eq!((log.last(), log.len()), (Some(1_700_000_060), 3));
        assert_eq!(log.latest(2).collect::<Vec<_>>(), [(1_700_000_060, 3), (1_700_000_000, 2)]);
        assert!(!Log::open(archive.path(), "ferry").expect("another").exists());
    }

    #[test]
    fn a_line_that_is_damaged_or_cut_off_counts_as_none_and_spoils_no_other() {
        let archive = tempfile::tempdir().expect("a temporary folder");
        let mut log = Log::open(archive.path(), "strike").expect("none yet");
        log.add(60, &[mark(1)], &[]).expect("written");
        let mut bytes = fs::read(&log.file).expect("a file");
        bytes.extend(b"0123\nzz\n\xff\n0000000000000007 12\n");
        bytes.extend(vec![b'a'; 5000]);
        bytes.extend(b"\n@ nonsense\n00000000000000");
        fs::write(&log.file, bytes).expect("damaged");
        let mut log = Log::open(archive.path(), "strike").expect("a log");
        assert_eq!(log.len(), 1);
        log.add(120, &[mark(5)], &[]).expect("written");
        let log = Log::open(archive.path(), "strike").expect("a log");
        assert!(log.knows(mark(1)) && log.knows(mark(5)) && log.len() == 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_written_through() {
        let (archive, elsewhere) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let target = elsewhere.path().join("precious");
        fs::write(&target, "mine").expect("a file");
        fs::create_dir_all(archive.path().join(FOLDER).join(LOGS)).expect("a folder");
        let mut log = Log::open(archive.path(), "strike").expect("none yet");
        std::os::unix::fs::symlink(&target, &log.file).expect("a link");
        assert!(log.add(60, &[mark(1)], &[]).expect_err("refused").to_string().contains("link"));
        assert_eq!(fs::read_to_string(&target).expect("a file"), "mine");
        let folder = archive.path().join("other");
        fs::create_dir(&folder).expect("a folder");
        std::os::unix::fs::symlink(elsewhere.path(), folder.join(FOLDER)).expect("a link");
        let mut log = Log::open(&folder, "strike").expect("none yet");
        assert!(log.add(60, &[mark(1)], &[]).is_err());
        assert!(!elsewhere.path().join(LOGS).exists());
    }
}
