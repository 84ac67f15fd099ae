//! Files that are read part by part.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{Directory, FileHandle, MmapDirectory, OwnedBytes};

/// Bytes of a part from which on a search maps it all the same: of large columns, which hold many values an article, it
/// wants those of few articles; and to copy the positions of what stands in every article, such as the ends of sentences,
/// takes longer than to look at them.
const LARGE: usize = 256 * 1024;

/// Bytes that are read ahead of a small part.
const AHEAD: usize = 64 * 1024;

/// How a file is looked at.
#[derive(Debug)]
pub(super) enum Look {
    /// By a search: a large part is mapped.
    Mapped(MmapDirectory, PathBuf),
    /// By a writer, which looks at one part after the other where segments become one: small ones are read together,
    /// into what was read last and from where on.
    Ahead(Mutex<(usize, OwnedBytes)>),
}

impl Look {
    pub(super) fn ahead() -> Self {
        Self::Ahead(Mutex::new((0, OwnedBytes::empty())))
    }
}

/// A file that is read part by part.
#[derive(Debug)]
pub(super) struct Parts {
    file: File,
    length: usize,
    look: Look,
}

impl Parts {
    pub(super) fn open(path: &Path, look: Look) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len() as usize;
        Ok(Self { file, length, look })
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        read_at(&self.file, &mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }

    /// A small part, with what follows it.
    fn read_ahead(&self, last: &Mutex<(usize, OwnedBytes)>, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let (start, bytes) = &*last;
        if range.start < *start || range.end > start + bytes.len() {
            let ahead = range.start..self.length.min(range.start + AHEAD);
            *last = (range.start, self.read(ahead)?);
        }
        let (start, bytes) = &*last;
        Ok(bytes.slice(range.start - start..range.end - start))
    }
}

/// The file mapped, for as long as somebody looks at a part of it; none where it was removed since it was opened.
fn mapped(directory: &MmapDirectory, path: &Path) -> Option<Arc<dyn FileHandle>> {
    directory.get_file_handle(path).ok()
}

impl HasLen for Parts {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for Parts {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        match &self.look {
            Look::Mapped(directory, path) if range.len() >= LARGE => match mapped(directory, path) {
                Some(mapped) => mapped.read_bytes(range),
                None => self.read(range),
            },
            Look::Ahead(last) if range.len() < AHEAD && range.end <= self.length => {
                self.read_ahead(last, range)
            }
            _ => self.read(range),
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut into: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !into.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, into, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        into = &mut into[read..];
        offset += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_ahead_is_what_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("part.idx");
        let bytes: Vec<u8> = (0..200_000_u32).map(|at| (at / 7) as u8).collect();
        std::fs::write(&path, &bytes).expect("a file");
        let parts = Parts::open(&path, Look::ahead()).expect("the file");
        let ranges = [0..0, 0..10, 10..4000, 3990..4010, 5..8, 60_000..70_000, 65_000..65_001, 1..190_000];
        for range in ranges.into_iter().chain([199_990..200_000, 200_000..200_000, 0..200_000]) {
            assert_eq!(parts.read_bytes(range.clone()).expect("bytes").as_slice(), &bytes[range]);
        }
        assert!(parts.read_bytes(199_999..200_001).is_err());
    }
}
