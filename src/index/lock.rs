//! One writer at a time.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::Path;

use crate::index::IndexError;

/// Name of the file.
const NAME: &str = "lock";

/// Held while a process writes the index; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of an index folder.
    pub(super) fn take(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(NAME);
        let failed = |error| IndexError::io(&path, error);
        let open = File::options().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = open.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(&path).unwrap_or_default();
                return Err(IndexError::Locked { folder: folder.to_owned(), holder: name(&holder) });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        file.set_len(0).map_err(failed)?;
        write!(file, "process {}", std::process::id()).map_err(failed)?;
        Ok(Self { _file: file })
    }
}

fn name(holder: &str) -> String {
    if holder.is_empty() { "another process".to_owned() } else { holder.to_owned() }
}
