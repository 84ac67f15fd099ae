//! One generation of an index, open for asking.

use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher};

use crate::index::files::FileTable;
use crate::index::generation::Generation;
use crate::index::manifest::Manifest;
use crate::index::read_only::ReadOnly;
use crate::index::records::Records;
use crate::index::schema::Fields;
use crate::index::{IndexError, StoredArticle, analyzer, schema, writer};

/// How often opening is tried again when a writer commits in between.
const TRIES: usize = 20;

/// An index at one generation, for reading. Nothing large is loaded when it opens.
pub struct Archive {
    folder: PathBuf,
    generation: Generation,
    fields: Fields,
    searcher: Searcher,
    records: Records,
}

impl Archive {
    /// Opens the newest generation of the index in this folder.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`] where there is no index, [`IndexError::Format`] where its format is another
    /// program version's, and what the system or the engine refuse.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let manifest = Manifest::open(folder)?;
        let segments = folder.join(manifest.segments());
        if !segments.join("meta.json").exists() {
            return Err(IndexError::Missing(folder.to_owned()));
        }
        let mut last = IndexError::Busy(folder.to_owned());
        for _ in 0..TRIES {
            match Self::try_open(folder, &segments) {
                Ok(Some(archive)) if archive.generation.number == 0 => {
                    return Err(IndexError::Missing(folder.to_owned()));
                }
                Ok(Some(archive)) => return Ok(archive),
                Ok(None) => {}
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Opens what the newest commit names; `None` where another commit came in between.
    fn try_open(folder: &Path, segments: &Path) -> Result<Option<Self>, IndexError> {
        let directory = MmapDirectory::open(segments).map_err(tantivy::TantivyError::from)?;
        let mut index = Index::open(ReadOnly(directory))?;
        index.set_tokenizers(analyzer::tokenizers());
        let before = index.load_metas()?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let after = index.load_metas()?;
        if before.opstamp != after.opstamp || before.payload != after.payload {
            return Ok(None);
        }
        let generation = Generation::parse(after.payload.as_deref())?;
        let searcher = reader.searcher();
        let records = Records::open(&searcher)?;
        Ok(Some(Self { folder: folder.to_owned(), generation, fields: schema::build().1, searcher, records }))
    }

    /// What the commit says of itself.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// Handles of the fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The engine's view of this generation.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The folder of the index.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// When the corpus was last compared with the index, in seconds since 1970; `None` before the first whole run.
    pub fn checked(&self) -> Option<i64> {
        super::checked(&self.folder).map(|nanoseconds| nanoseconds / 1_000_000_000)
    }

    /// When the last run began that read files of this generation or compared all of them, in nanoseconds since 1970.
    pub fn compared(&self) -> i64 {
        super::checked(&self.folder).unwrap_or_default().max(self.generation.began)
    }

    /// The article at this address.
    ///
    /// # Errors
    ///
    /// When the store cannot be read or its record not be understood.
    pub fn load(&self, address: DocAddress) -> Result<StoredArticle, IndexError> {
        self.records.load(&self.searcher, &self.fields, address)
    }

    /// The source files that this generation was made from.
    ///
    /// # Errors
    ///
    /// When the table cannot be read, for one because a newer generation has replaced it.
    pub fn files(&self) -> Result<FileTable, IndexError> {
        writer::files(&self.folder, &self.generation)
    }
}
