//! The engine's files, read so that they take no more memory than is looked at, by a writer, or by a reader that writes
//! nothing, not even a lock.
//!
//! The engine guards the opening of segments against their removal with a lock file, which a folder that may not
//! be written refuses. Without it an opening can meet a file that was just removed; [`super::Archive::open`] then
//! tries again.

mod parts;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory, WatchCallback, WatchHandle,
    WritePtr,
};

use self::parts::{Look, Parts};

/// Files of which a search wants a few parts, each whole: read, they cost what they are; mapped, the system would
/// bring in 64 KiB around each, and merging segments would keep all of them in memory. The dictionary (`term`) is walked byte by byte and stays mapped.
const READ_IN_PARTS: [&str; 4] = ["store", "idx", "pos", "fast"];

/// A folder of segments.
#[derive(Debug, Clone)]
pub(super) struct Segments {
    mapped: MmapDirectory,
    path: PathBuf,
    /// Whether it may be written.
    writes: bool,
}

impl Segments {
    /// A folder for reading alone.
    pub(super) fn read(path: &Path) -> tantivy::Result<Self> {
        Ok(Self { mapped: MmapDirectory::open(path)?, path: path.to_owned(), writes: false })
    }

    /// A folder for reading and writing.
    pub(super) fn write(path: &Path) -> tantivy::Result<Self> {
        Ok(Self { writes: true, ..Self::read(path)? })
    }
}

impl Directory for Segments {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if !path.extension().is_some_and(|ending| READ_IN_PARTS.iter().any(|part| ending == *part)) {
            return self.mapped.get_file_handle(path);
        }
        let look =
            if self.writes { Look::ahead() } else { Look::Mapped(self.mapped.clone(), path.to_owned()) };
        match Parts::open(&self.path.join(path), look) {
            Ok(file) => Ok(Arc::new(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        if self.writes {
            return self.mapped.delete(path);
        }
        Err(DeleteError::IoError { io_error: Arc::new(refused()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if self.writes {
            return self.mapped.open_write(path);
        }
        Err(OpenWriteError::wrap_io_error(refused(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if self.writes { self.mapped.atomic_write(path, data) } else { Err(refused()) }
    }

    fn sync_directory(&self) -> io::Result<()> {
        if self.writes { self.mapped.sync_directory() } else { Ok(()) }
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // That there is one writer, the lock of the index folder sees to.
        if self.writes && lock.filepath != INDEX_WRITER_LOCK.filepath {
            self.mapped.acquire_lock(lock)
        } else {
            Ok(DirectoryLock::from(Box::new(())))
        }
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        if self.writes { self.mapped.watch(watch_callback) } else { Ok(WatchHandle::empty()) }
    }
}

fn refused() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "opened for reading alone")
}
