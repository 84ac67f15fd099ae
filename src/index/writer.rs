//! Changes an index, one generation at a time.

mod hand;
mod merging;
mod purge;
mod segment;
mod segments;

pub use hand::Hand;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::IndexRecordOption;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{
    DocAddress, DocSet, Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TERMINATED,
    Term,
};

use crate::index::directory::Segments;
use crate::index::files::FileTable;
use crate::index::generation::Generation;
use crate::index::lock::Lock;
use crate::index::manifest::Manifest;
use crate::index::schema::{self, Fields};
use crate::index::writer::segments::OpenSegments;
use crate::index::{Id, IndexError, StoredArticle, fault};

/// Level and block size of the document store. A hit costs a block: 64 KiB are a sixth of a search's work, 16 KiB a
/// twentieth.
const STORE_LEVEL: i32 = 1;
const STORE_BLOCK: usize = 1 << 14;

/// The memory of the engine's own thread, in bytes: it refuses less, and is given nothing to do.
const ENGINE_BYTES: usize = 15_000_000;

/// Where in the last generation a document lies.
pub type Place = DocAddress;

/// Is told of an article: its place, its story, its shortened furniture keys.
pub type Carriers<'a> = dyn FnMut(Place, u64, &[u64]) -> Result<(), IndexError> + 'a;

/// The writing side of an index. Nothing that it is told shows before [`Writer::commit`].
pub struct Writer {
    folder: PathBuf,
    _lock: Lock,
    fields: Fields,
    engine: IndexWriter,
    reader: IndexReader,
    searcher: Searcher,
    generation: Generation,
    articles: AtomicI64,
    body_words: AtomicI64,
    title_words: AtomicI64,
    /// Whether this is a commit, for the policy of merging.
    commits: Arc<AtomicBool>,
    segments: OpenSegments,
}

impl Writer {
    /// Opens the index in this folder for writing, making folder and index where there are none. With `rebuild`
    /// an index that is damaged or of another format is given up for a new, empty one.
    ///
    /// # Errors
    ///
    /// [`IndexError::Locked`] while another process writes, [`IndexError::Format`] without `rebuild`, and what the
    /// system or the engine refuse.
    pub fn open(folder: &Path, threads: usize, bytes: usize, rebuild: bool) -> Result<Self, IndexError> {
        create_private(folder)?;
        let lock = Lock::take(folder)?;
        let index = open_engine(folder, rebuild)?;
        let engine: IndexWriter = index.writer_with_options(options())?;
        let commits = Arc::new(AtomicBool::new(false));
        engine.set_merge_policy(Box::new(merging::Bounded::new(Arc::clone(&commits))));
        // A killed run leaves files that no commit names; the engine would stumble over those it wants to write again.
        engine.garbage_collect_files().wait()?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let generation = Generation::parse(index.load_metas()?.payload.as_deref())?;
        let (_, fields) = schema::build();
        // The engine gives the first change of a run the number of the last commit; where segments merge, those that this
        // commit changed then pass it over, and what it takes out comes back. So the first change is one that says nothing.
        engine.delete_term(Term::from_field_text(fields.id, ""));
        let searcher = reader.searcher();
        let number = |count: u64| AtomicI64::new(count.cast_signed());
        let writer = Self {
            folder: folder.to_owned(),
            _lock: lock,
            fields,
            engine,
            reader,
            searcher,
            articles: number(generation.articles),
            body_words: number(generation.body_words),
            title_words: number(generation.title_words),
            segments: OpenSegments::new(threads, bytes, generation.number),
            generation,
            commits,
        };
        writer.sweep();
        Ok(writer)
    }

    /// The last generation.
    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// The index folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The source files of the last generation.
    ///
    /// # Errors
    ///
    /// When the table cannot be read.
    pub fn files(&self) -> Result<FileTable, IndexError> {
        files(&self.folder, &self.generation)
    }

    /// Where the article with this id lies in the last generation.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn locate(&self, id: Id) -> Result<Option<Place>, IndexError> {
        let term = Term::from_field_text(self.fields.id, &id.to_string());
        Ok(self.places(&term)?.into_iter().next())
    }

    /// The article at a place of the last generation.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn load(&self, place: Place) -> Result<StoredArticle, IndexError> {
        super::load(&self.searcher, &self.fields, place)
    }

    /// Hands out every article of the last generation: where it lies, its story, its shortened furniture keys.
    ///
    /// Reads two columns from end to end, about 0.2 µs an article; no term stands for a key, for nearly every
    /// paragraph would be one of its own.
    ///
    /// # Errors
    ///
    /// When the index cannot be read, and what `each` gives.
    pub fn furniture(&self, each: &mut Carriers<'_>) -> Result<(), IndexError> {
        super::furniture(&self.searcher, each)
    }

    /// Whether the last generation holds no article.
    pub fn is_empty(&self) -> bool {
        self.generation.articles == 0
    }

    /// Takes an article out that lay at this place of the last generation.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn remove(&self, place: Place) -> Result<(), IndexError> {
        let columns = self.searcher.segment_reader(place.segment_ord).fast_fields();
        let number = |name: &str| -> Result<i64, IndexError> {
            Ok(columns.u64(name)?.first(place.doc_id).unwrap_or_default().cast_signed())
        };
        self.count(-1, -number("words")?, -number("title_words")?);
        let version = number(schema::VERSION)?.cast_unsigned();
        self.engine.delete_term(Term::from_field_u64(self.fields.version, version));
        Ok(())
    }

    /// Makes everything since the last commit the next generation, all of it or none.
    ///
    /// # Errors
    ///
    /// When the disk or the engine refuse; the last generation then stays.
    pub fn commit(
        &mut self,
        files: &FileTable,
        incomplete: bool,
        began: i64,
    ) -> Result<&Generation, IndexError> {
        let number = self.generation.number + 1;
        let total = |count: &AtomicI64| count.load(Ordering::Relaxed).max(0).cast_unsigned();
        let generation = Generation {
            number,
            files: format!("files-{number}"),
            articles: total(&self.articles),
            body_words: total(&self.body_words),
            title_words: total(&self.title_words),
            began,
            incomplete,
        };
        fault("before the file table");
        files.write(&self.folder.join(&generation.files))?;
        fault("after the file table");
        self.close_segments()?;
        let mut prepared = self.engine.prepare_commit()?;
        fault("after the segments");
        prepared.set_payload(&generation.payload());
        self.commits.store(true, Ordering::Relaxed);
        let committed = prepared.commit();
        self.commits.store(false, Ordering::Relaxed);
        committed?;
        fault("after the commit");
        self.generation = generation;
        self.reader.reload()?;
        self.searcher = self.reader.searcher();
        self.sweep();
        fault("after the sweep");
        Ok(&self.generation)
    }

    /// Whether there was never a commit.
    pub fn is_fresh(&self) -> bool {
        self.generation.number == 0
    }

    /// When the last run began that read files of the last generation or compared all of them, in nanoseconds since
    /// 1970; 0 for never.
    pub fn compared(&self) -> i64 {
        super::checked(&self.folder).unwrap_or_default().max(self.generation.began)
    }

    /// Notes that a run that began at this time, in nanoseconds since 1970, compared all of the corpus with the index.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn checked(&self, now: i64) -> Result<(), IndexError> {
        super::write_atomic(&self.folder.join(super::CHECKED), now.to_string().as_bytes())
    }

    /// Waits until the engine has tidied its segments.
    ///
    /// # Errors
    ///
    /// When tidying fails; what is committed stays.
    pub fn close(self) -> Result<(), IndexError> {
        Ok(self.engine.wait_merging_threads()?)
    }

    fn places(&self, term: &Term) -> Result<Vec<Place>, IndexError> {
        let mut places = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let index = reader.inverted_index(term.field())?;
            let Some(mut docs) =
                index.read_postings(term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?
            else {
                continue;
            };
            while docs.doc() != TERMINATED {
                if !reader.is_deleted(docs.doc()) {
                    places.push(Place::new(segment as u32, docs.doc()));
                }
                docs.advance();
            }
        }
        Ok(places)
    }

    fn count(&self, articles: i64, body: i64, title: i64) {
        self.articles.fetch_add(articles, Ordering::Relaxed);
        self.body_words.fetch_add(body, Ordering::Relaxed);
        self.title_words.fetch_add(title, Ordering::Relaxed);
    }

    /// Removes file tables of other generations. What cannot be removed stays for the next time.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let ours = name
                .strip_prefix("files-")
                .is_some_and(|rest| rest.trim_end_matches(".new").parse::<u64>().is_ok());
            if ours && name != self.generation.files {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// What the engine has to do is merge: one merge after the other takes no more memory than one.
fn options() -> IndexWriterOptions {
    let options = IndexWriterOptions::builder().num_worker_threads(1);
    options.memory_budget_per_thread(ENGINE_BYTES).num_merge_threads(1).build()
}

/// The source files of a generation; none for a generation without a table.
pub(super) fn files(folder: &Path, generation: &Generation) -> Result<FileTable, IndexError> {
    if generation.files.is_empty() {
        return Ok(FileTable::default());
    }
    FileTable::read(&folder.join(&generation.files))
}

/// Opens the engine's files; with `rebuild`, damaged ones are given up for new ones.
fn open_engine(folder: &Path, rebuild: bool) -> Result<Index, IndexError> {
    let segments = |manifest: &Manifest| folder.join(manifest.segments());
    let manifest = Manifest::open_or_create(folder, rebuild)?;
    let opened = open_or_create(&segments(&manifest));
    if !rebuild {
        return opened;
    }
    match opened.and_then(|index| is_sound(folder, &index).map(|sound| sound.then_some(index))) {
        Ok(Some(index)) => Ok(index),
        Ok(None) | Err(IndexError::Damaged(_) | IndexError::Record(_)) => {
            open_or_create(&segments(&Manifest::replace(folder)?))
        }
        Err(error) => Err(error),
    }
}

/// Whether every byte of the index is as it was written.
fn is_sound(folder: &Path, index: &Index) -> Result<bool, IndexError> {
    let generation = Generation::parse(index.load_metas()?.payload.as_deref())?;
    files(folder, &generation)?;
    Ok(index.validate_checksum()?.is_empty())
}

fn open_or_create(segments: &Path) -> Result<Index, IndexError> {
    fs::create_dir_all(segments).map_err(|error| IndexError::io(segments, error))?;
    let directory = Segments::write(segments)?;
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(STORE_LEVEL) }),
        docstore_blocksize: STORE_BLOCK,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let builder = Index::builder().schema(schema::build().0).settings(settings);
    Ok(builder.open_or_create(directory)?)
}

/// Makes a folder that its owner alone can read.
fn create_private(folder: &Path) -> Result<(), IndexError> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.recursive(true).create(folder);
    made.map_err(|error| IndexError::io(folder, error))
}
