//! Reads the files of a pack: JSON, JSON Lines, gzip of either.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;

use crate::ingest::IngestError;

/// Why something could not be measured.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file of the pack cannot be read, or a file of results not be written.
    #[error("{}: {error}; check the path and its permissions", .path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file of the pack is not of the form that its kind has.
    #[error("{}, line {line}: {reason}; compare with the pack's README", .path.display())]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The folder holds none of the files that this measure reads.
    #[error("{}: nothing to measure here; {expected}", .path.display())]
    Nothing {
        /// Which folder.
        path: PathBuf,
        /// What was looked for.
        expected: &'static str,
    },
    /// An archive for measuring could not be built.
    #[error(transparent)]
    Ingest(#[from] IngestError),
}

impl EvalError {
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }
}

/// The content of a file, decompressed where its name ends in `.gz`.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, EvalError> {
    let raw = fs::read(path).map_err(|error| EvalError::io(path, error))?;
    if path.extension().is_none_or(|ending| ending != "gz") {
        return Ok(raw);
    }
    let mut content = Vec::new();
    MultiGzDecoder::new(raw.as_slice())
        .read_to_end(&mut content)
        .map_err(|error| EvalError::io(path, error))?;
    Ok(content)
}

/// The one value of a JSON file.
pub(super) fn json<T: DeserializeOwned>(path: &Path) -> Result<T, EvalError> {
    let content = bytes(path)?;
    serde_json::from_slice(&content).map_err(|error| EvalError::Malformed {
        path: path.to_owned(),
        line: error.line(),
        reason: error.to_string(),
    })
}

/// The values of a JSON Lines file, in order; empty lines are passed over.
pub(super) fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EvalError> {
    let content = bytes(path)?;
    let lines = content.split(|&byte| byte == b'\n').enumerate();
    let filled = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
    let parse = |(at, line): (usize, &[u8])| {
        serde_json::from_slice(line).map_err(|error| EvalError::Malformed {
            path: path.to_owned(),
            line: at + 1,
            reason: error.to_string(),
        })
    };
    filled.map(parse).collect()
}

/// The entries of a folder, in order of their names.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, EvalError> {
    let list = fs::read_dir(folder).map_err(|error| EvalError::io(folder, error))?;
    let mut paths: Vec<PathBuf> = list.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Writes a file of results, and its folder where it is missing.
pub(super) fn write(path: &Path, content: &str) -> Result<(), EvalError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| EvalError::io(path, error))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn json_lines_are_read_through_gzip_and_errors_name_their_line() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("pack.jsonl.gz");
        let mut file = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        file.write_all(b"1\n\n2\nthree\n").expect("memory takes every byte");
        fs::write(&path, file.finish().expect("memory takes every byte")).expect("a file is written");
        let error = json_lines::<u8>(&path).expect_err("the last line is no number");
        assert!(error.to_string().contains("line 4"), "{error}");
    }
}
