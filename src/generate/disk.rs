//! Files of a new archive.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::generate::{GenerateError, Packing};

/// Where the files go.
pub(super) struct Disk<'a> {
    folder: &'a Path,
    made: BTreeSet<PathBuf>,
    /// The one file of all articles, and its name.
    one: Option<(&'static str, BufWriter<File>)>,
}

impl<'a> Disk<'a> {
    pub(super) fn open(folder: &'a Path, packing: Packing) -> Result<Self, GenerateError> {
        let refused = |error| GenerateError::Io { path: folder.to_owned(), error };
        fs::create_dir_all(folder).map_err(refused)?;
        if fs::read_dir(folder).map_err(refused)?.next().is_some() {
            return Err(GenerateError::NotEmpty(folder.to_owned()));
        }
        let one = match packing.file() {
            Some(name) => Some((name, BufWriter::new(File::create(folder.join(name)).map_err(refused)?))),
            None => None,
        };
        Ok(Self { folder, made: BTreeSet::new(), one })
    }

    pub(super) fn write(&mut self, path: &str, page: &str) -> Result<(), GenerateError> {
        let path = self.folder.join(path);
        if let Some((_, file)) = &mut self.one {
            return file.write_all(page.as_bytes()).map_err(|error| GenerateError::Io { path, error });
        }
        let parent = path.parent().unwrap_or(self.folder);
        if !self.made.contains(parent) {
            fs::create_dir_all(parent)
                .map_err(|error| GenerateError::Io { path: parent.to_owned(), error })?;
            self.made.insert(parent.to_owned());
        }
        fs::write(&path, page).map_err(|error| GenerateError::Io { path, error })
    }

    /// Writes what is still on its way.
    pub(super) fn finish(&mut self) -> Result<(), GenerateError> {
        let Some((name, file)) = &mut self.one else { return Ok(()) };
        file.flush().map_err(|error| GenerateError::Io { path: self.folder.join(name), error })
    }
}
