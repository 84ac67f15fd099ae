//! Articles and their annotations as documents on disk.
//!
//! In: articles, in generations. Out: an [`Archive`] to search, of exactly one generation.

mod address;
mod alive;
pub mod analyzer;
mod archive;
mod directory;
mod document;
mod draft;
mod files;
mod forms;
mod generation;
mod lock;
mod manifest;
mod postings;
mod records;
mod runs;
mod schema;
mod terms;
mod values;
mod writer;

pub use address::key as address_key;
pub use alive::Alive;
pub use archive::Archive;
pub use document::{Id, Made, StoredArticle, day_number, furniture_key};
pub use files::{FileEntry, FileTable, Resume};
pub use generation::Generation;
pub use records::StoredArticles;
pub use schema::{ADDRESS, BREAKS_OFF, Fields, PAY_FOLLOWS, ROLES, SKETCH, STORY, Weight};
pub use values::{values, values_of};
pub use writer::{Carriers, Hand, Place, Writer};

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument, TantivyError};

/// Name of the file that holds the time of the last comparison with the corpus.
const CHECKED: &str = "checked";

/// Why an index could not be opened or written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no index in this folder.
    #[error("{}: no index here; run `cuttings index` to build one", .0.display())]
    Missing(PathBuf),
    /// The folder holds an index of another version of the program, or something else.
    #[error("{}: an index of another format; run `cuttings index --rebuild` to build it anew", .0.display())]
    Format(PathBuf),
    /// Another process is writing.
    #[error("{}: being written by {holder}; wait for it to end, or end it", .folder.display())]
    Locked {
        /// The index folder.
        folder: PathBuf,
        /// Who holds the lock, as far as is known.
        holder: String,
    },
    /// A writer commits faster than the index can be opened.
    #[error("{}: the index changes too fast to be opened; try again", .0.display())]
    Busy(PathBuf),
    /// A stored record cannot be understood.
    #[error("a stored record is damaged ({0}); run `cuttings index --rebuild` to build the index anew")]
    Record(String),
    /// A file of the engine cannot be understood.
    #[error("the index is damaged ({0}); run `cuttings index --rebuild` to build it anew")]
    Damaged(String),
    /// The system refused.
    #[error("{}: {error}; check that the folder exists, is writable and that the disk is not full", .path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The engine could not write; its threads do not tell why.
    #[error(
        "the index could not be written ({0}); check that its disk is not full, then run `cuttings index` again: \
         nothing committed is lost"
    )]
    Unwritten(String),
    /// The engine refused.
    #[error("the index engine failed ({0}); nothing committed is lost, run `cuttings index` again")]
    Engine(TantivyError),
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(_)
            | TantivyError::SchemaError(_)
            | TantivyError::DeserializeError(_) => Self::Damaged(brief(&error)),
            TantivyError::IoError(error) if error.kind() == io::ErrorKind::InvalidData => {
                Self::Damaged(error.to_string())
            }
            TantivyError::IoError(error) => Self::Unwritten(error.to_string()),
            TantivyError::ErrorInThread(_)
            | TantivyError::OpenWriteError(_)
            | TantivyError::InternalError(_) => Self::Unwritten(brief(&error)),
            error => Self::Engine(error),
        }
    }
}

/// What the engine says, on one line of a length that can be read.
fn brief(error: &TantivyError) -> String {
    const LONGEST: usize = 160;
    let text = error.to_string();
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    format!("{}{}", &line[..end], if end < line.len() { "…" } else { "" })
}

impl IndexError {
    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }
}

/// Writes a file so that a reader sees the old or the new content, whatever ends the process.
fn write_atomic(path: &Path, content: &[u8]) -> Result<(), IndexError> {
    let new = path.with_extension("new");
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&new, path)
    };
    write().map_err(|error| IndexError::io(path, error))
}

/// The article at this place of a searcher's view.
fn load(searcher: &Searcher, fields: &Fields, place: Place) -> Result<StoredArticle, IndexError> {
    decoded(&searcher.doc(place)?, fields)
}

/// The article that a stored document holds.
fn decoded(document: &TantivyDocument, fields: &Fields) -> Result<StoredArticle, IndexError> {
    let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
    StoredArticle::decode(text(fields.record), text(fields.text))
}

/// Hands out every article of a view: where it lies, its story, its shortened furniture keys. Reads two columns from
/// end to end.
fn furniture(searcher: &Searcher, each: &mut Carriers<'_>) -> Result<(), IndexError> {
    let mut keys = Vec::new();
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let columns = reader.fast_fields();
        let (stories, all) = (columns.u64(schema::STORY)?, columns.u64(schema::FURNITURE)?);
        for doc in reader.doc_ids_alive() {
            keys.clear();
            keys.extend(all.values_for_doc(doc));
            let story = stories.first(doc).unwrap_or_default();
            each(Place::new(segment as u32, doc), story, &keys)?;
        }
    }
    Ok(())
}

/// The articles that have an address, by [`Id::key`], each with the [key](address_key) of it.
fn addresses(searcher: &Searcher) -> Result<Vec<(u64, u64)>, IndexError> {
    let mut all = Vec::new();
    for reader in searcher.segment_readers() {
        let columns = reader.fast_fields();
        let (ids, addresses) = (columns.u64(schema::ID_KEY)?, columns.u64(schema::ADDRESS)?);
        let found = reader.doc_ids_alive().filter_map(|doc| ids.first(doc).zip(addresses.first(doc)));
        all.extend(found);
    }
    Ok(all)
}

/// When the corpus was last compared as a whole, in nanoseconds since 1970.
fn checked(folder: &Path) -> Option<i64> {
    fs::read_to_string(folder.join(CHECKED)).ok()?.trim().parse().ok()
}

/// Ends the process on the spot where a test of crash safety asks for it, in debug builds alone.
pub(crate) fn fault(point: &str) {
    if cfg!(debug_assertions) && std::env::var("CUTTINGS_FAULT").is_ok_and(|wanted| wanted == point) {
        std::process::abort();
    }
}
