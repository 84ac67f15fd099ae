//! The table of source files that a generation was made from.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use lz4_flex::frame::{FrameDecoder, FrameEncoder};
use serde::{Deserialize, Serialize};

use crate::index::{Id, IndexError};
use crate::reader::Mark;
use crate::source::Digest;

/// What is known of every source file, by corpus-relative path.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileTable {
    /// The files. A path is once in memory, whoever else holds it.
    pub files: BTreeMap<Arc<str>, FileEntry>,
    /// Places of the corpus that could not be looked at, with the reason.
    pub problems: Vec<(String, String)>,
    /// The user's rules that the articles were judged by, as [`Rules::memo`](crate::overrule::Rules::memo) writes them.
    pub rules: String,
    /// [Keys](crate::annotation::Forgotten::keys) of what the user left out when the articles were read.
    pub forgotten: Vec<u64>,
    /// The shapes of JSON and tables that they were read by, as
    /// [`Mappings::memo`](crate::settings::Mappings::memo) writes them.
    pub mappings: String,
}

/// One source file as it was last read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// In bytes.
    pub size: u64,
    /// Time of its last change, in nanoseconds since 1970.
    pub modified: i64,
    /// Of its decompressed content.
    pub digest: Digest,
    /// The articles in it, in order of its records.
    pub articles: Vec<Id>,
    /// Number (from 0) and reason of every record that could not be read.
    pub failures: Vec<(u32, String)>,
    /// Why it could not be looked at in the last run, where its articles are kept all the same.
    pub unreachable: Option<String>,
    /// Whether articles in it are left out because the user said so.
    pub leaves_out: bool,
    /// Where reading goes on once it has grown, for formats that grow at their end; apart, for hardly any file has one and a
    /// table may hold a million.
    pub resume: Option<Box<Resume>>,
}

/// What is known of a file up to its last record, which may not have been whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// Where the last record begins.
    pub mark: Mark,
    /// Of the decompressed content before it.
    pub digest: Digest,
    /// How many articles the records before it hold.
    pub articles: u32,
}

impl FileTable {
    pub(super) fn read(path: &Path) -> Result<Self, IndexError> {
        let file = File::open(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => IndexError::Damaged(format!("{}: {error}", path.display())),
            _ => IndexError::io(path, error),
        })?;
        let damaged =
            |error: &dyn std::fmt::Display| IndexError::Record(format!("{}: {error}", path.display()));
        let mut plain = Vec::new();
        FrameDecoder::new(file).read_to_end(&mut plain).map_err(|error| damaged(&error))?;
        postcard::from_bytes(&plain).map_err(|error| damaged(&error))
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), IndexError> {
        let failed =
            |error: &dyn std::fmt::Display| IndexError::Record(format!("{}: {error}", path.display()));
        // Of a million files the plain bytes alone would be half as large as the table.
        let packed = postcard::to_io(self, FrameEncoder::new(Vec::new())).map_err(|error| failed(&error))?;
        super::write_atomic(path, &packed.finish().map_err(|error| failed(&error))?)
    }
}
