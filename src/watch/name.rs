//! Names of saved searches, and where their files lie.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The folder of saved searches in the archive folder.
pub const FOLDER: &str = "searches";

/// How the name of a search's file ends.
const ENDING: &str = ".toml";

/// Characters of a name, at the most.
const LONGEST: usize = 64;

/// Whether a search may have this name: letters of any script, digits, `-`, `_` and `.` inside, so that it is the name
/// of a file on every system, and never a path.
pub fn valid(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let edge = |c: Option<char>| c.is_some_and(|c| c != '.' && c != '-');
    name.chars().count() <= LONGEST
        && name.chars().all(plain)
        && edge(name.chars().next())
        && edge(name.chars().next_back())
}

/// The file of the search of this name, which must be [`valid`].
pub fn file(archive: &Path, name: &str) -> PathBuf {
    archive.join(FOLDER).join(format!("{name}{ENDING}"))
}

/// The names of all searches of an archive, in order; none where there is no folder of searches. Files of other
/// endings, hidden ones and those whose names are not [`valid`] are passed over.
///
/// # Errors
///
/// When the folder cannot be listed.
pub fn names(archive: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(archive.join(FOLDER)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let file = entry?.file_name();
        let name = file.to_str().and_then(|file| file.strip_suffix(ENDING));
        names.extend(name.filter(|name| valid(name)).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path_nor_hidden() {
        for name in ["strike", "Streik_2023", "port-strike", "v1.2", "罢工"] {
            assert!(valid(name), "{name}");
        }
        for name in ["", ".", "..", ".seen", "a/b", "..\\a", "-o", "a.", "a b", "nul\0", &"x".repeat(65)] {
            assert!(!valid(name), "{name}");
        }
    }

    #[test]
    fn searches_are_listed_by_name_and_other_files_are_not() {
        let archive = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(names(archive.path()).expect("no folder"), Vec::<String>::new());
        fs::create_dir(archive.path().join(FOLDER)).expect("a folder");
        for name in ["b.toml", "a.toml", "a.toml~", ".hidden.toml", "notes.txt"] {
            fs::write(archive.path().join(FOLDER).join(name), "").expect("a file");
        }
        assert_eq!(names(archive.path()).expect("a folder"), ["a", "b"]);
    }
}
