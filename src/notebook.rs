//! Files that people write into an archive: read whole or not at all, added to without loss.
//!
//! In: a path, and what its text means. Out: that, or an error that names the line and the column.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of the largest file that is read.
const MOST_BYTES: u64 = 1 << 20;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NotebookError {
    /// The file cannot be read.
    #[error("{}: {error}; make it readable, or move it away to go without", .file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file cannot be written.
    #[error("{}: {error}; make the archive folder writable, or write by hand:\n\n{entry}", .file.display())]
    Unwritable {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        error: io::Error,
        /// What was to be added.
        entry: String,
    },
    /// The file is too large.
    #[error("{}: more than {most} bytes; take out what is no longer needed", .file.display())]
    TooLarge {
        /// Which file.
        file: PathBuf,
        /// How large it may be.
        most: u64,
    },
    /// Something in it is wrong.
    #[error("{}, line {line}, column {column}: {message}; none of it is applied until that is put right", .file.display())]
    Faulty {
        /// Which file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
}

/// What is wrong with a text, and at which byte.
#[derive(Debug)]
pub struct Fault {
    /// The byte.
    pub at: usize,
    /// What is wrong and what to do, starting in lower case.
    pub message: String,
}

/// The file by what its text means; an empty text where it may be missing and is.
///
/// # Errors
///
/// When the file cannot be read, or anything in it is wrong.
pub fn read<T>(
    file: &Path,
    may_miss: bool,
    meaning: impl Fn(&str) -> Result<T, Fault>,
) -> Result<T, NotebookError> {
    read_within(file, may_miss, MOST_BYTES, meaning)
}

/// The same for a file of at most so many bytes.
///
/// # Errors
///
/// As [`read`].
pub fn read_within<T>(
    file: &Path,
    may_miss: bool,
    most: u64,
    meaning: impl Fn(&str) -> Result<T, Fault>,
) -> Result<T, NotebookError> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    match read {
        Err(error) if may_miss && error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(NotebookError::Unreadable { file: file.to_owned(), error }),
        Ok(length) if length as u64 > most => {
            return Err(NotebookError::TooLarge { file: file.to_owned(), most });
        }
        Ok(_) => {}
    }
    let text = String::from_utf8_lossy(&bytes);
    let damaged = text.find(char::REPLACEMENT_CHARACTER).filter(|_| std::str::from_utf8(&bytes).is_err());
    let meant = match damaged {
        Some(at) => Err(Fault { at, message: "not UTF-8; save the file as UTF-8".to_owned() }),
        None => meaning(&text),
    };
    meant.map_err(|fault| faulty(file, &text, fault))
}

fn faulty(file: &Path, text: &str, fault: Fault) -> NotebookError {
    let (line, column) = place(text, fault.at);
    NotebookError::Faulty { file: file.to_owned(), line, column, message: fault.message }
}

/// Line and column of a byte, both from 1.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (1 + before.matches('\n').count(), 1 + line.chars().count())
}

/// What TOML finds wrong, in the words of this program; `tables` names the tables that the file may have.
pub fn fault(error: &toml::de::Error, tables: &str) -> Fault {
    let message = error.message().trim().replace('\n', ", ");
    let message = message.replace("unknown field", "there is no").replace("expected one of", "only");
    let message = message.replace("expected a sequence", &format!("expected {tables}"));
    Fault { at: error.span().map_or(0, |span| span.start), message }
}

/// Adds an entry at the end of a file, which is made with its opening lines where there is none. What stands there,
/// comments and all, stays as it is. Gives the line at which the entry begins, comments in front of it aside.
///
/// # Errors
///
/// When the file cannot be written; it is as it was then.
pub fn append(path: &Path, opening: &str, entry: &str) -> Result<usize, NotebookError> {
    let unwritable =
        |error| NotebookError::Unwritable { file: path.to_owned(), error, entry: entry.to_owned() };
    let _turn = Turn::of(path);
    let before = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => opening.to_owned(),
        read => read.map_err(unwritable)?,
    };
    let after = with(&before, entry);
    replace(path, &after).map_err(unwritable)?;
    let comments = entry.lines().take_while(|line| line.starts_with('#')).count();
    Ok(1 + after[..after.len() - entry.len()].matches('\n').count() + comments)
}

/// The text of a file with an entry at its end, parted from what stands before by an empty line.
pub fn with(before: &str, entry: &str) -> String {
    let gap = if before.ends_with('\n') || before.is_empty() { "\n" } else { "\n\n" };
    format!("{before}{gap}{entry}")
}

/// Puts what `edit` makes of the text of a file in its place; a file that is not there has its opening lines. Where that
/// changes nothing, nothing is written.
///
/// # Errors
///
/// What `edit` finds wrong, and when the file cannot be written; it is as it was then.
pub fn edit(
    path: &Path,
    opening: &str,
    edit: impl FnOnce(&str) -> Result<String, Fault>,
) -> Result<(), NotebookError> {
    let unwritable = |error, entry: &str| NotebookError::Unwritable {
        file: path.to_owned(),
        error,
        entry: entry.to_owned(),
    };
    let _turn = Turn::of(path);
    let (before, opened) = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => (opening.to_owned(), true),
        read => (read.map_err(|error| unwritable(error, ""))?, false),
    };
    let after = edit(&before).map_err(|fault| faulty(path, &before, fault))?;
    if after == before && !opened || after == opening && opened {
        return Ok(());
    }
    replace(path, &after).map_err(|error| unwritable(error, &after))
}

/// One process at a time reads a file, changes it and writes it: held until it is dropped.
///
/// Locked is the folder, where the system can lock one, else a file of no content in it, as others replace the file itself.
/// Where nothing can be locked, as on some shares, nobody waits.
struct Turn(#[expect(dead_code, reason = "it is the lock")] Option<File>);

impl Turn {
    fn of(path: &Path) -> Self {
        let lock = File::open(folder(path)).or_else(|_| {
            let place = folder(path).join(".cuttings-lock");
            File::options().create(true).truncate(false).write(true).open(place)
        });
        Self(lock.ok().filter(|file| file.lock().is_ok()))
    }
}

/// The folder that a file lies in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts a new content in place of a file, whole or not at all; its rights stay what they are. A link is not followed:
/// the archive may be a stranger's.
fn replace(path: &Path, content: &str) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|file| file.is_symlink()) {
        return Err(io::Error::other("is a link, which is not followed"));
    }
    let mut file = tempfile::Builder::new().prefix(".cuttings-").tempfile_in(folder(path))?;
    file.write_all(content.as_bytes())?;
    file.as_file().sync_all()?;
    match fs::metadata(path) {
        Ok(old) => file.as_file().set_permissions(old.permissions())?,
        Err(_) => readable(file.as_file())?,
    }
    file.persist(path)?;
    Ok(())
}

/// Rights that a new file of the user's has, rather than those of a temporary one.
fn readable(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    let _ = file;
    Ok(())
}
