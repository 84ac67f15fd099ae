//! One generation of an index, open for asking.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, Term};

use crate::index::alive::Alive;
use crate::index::directory::Segments;
use crate::index::files::FileTable;
use crate::index::generation::Generation;
use crate::index::manifest::Manifest;
use crate::index::records::Records;
use crate::index::schema::Fields;
use crate::index::{IndexError, Place, StoredArticle, furniture_key, schema, writer};

/// How often opening is tried again when a writer commits in between.
const TRIES: usize = 20;

/// Terms of which it is remembered in how many articles they stand.
const MOST_COUNTS: usize = 1 << 12;

/// An index at one generation, for reading. Nothing large is loaded when it opens.
pub struct Archive {
    folder: PathBuf,
    generation: Generation,
    fields: Fields,
    searcher: Searcher,
    records: Records,
    /// By segment, once one was asked for.
    alive: Box<[OnceLock<Option<Alive>>]>,
    /// In how many undeleted articles terms stand, as far as they were counted.
    counts: Mutex<FxHashMap<Term, u64>>,
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
        let index = Index::open(Segments::read(segments)?)?;
        let before = index.load_metas()?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let after = index.load_metas()?;
        if before.opstamp != after.opstamp || before.payload != after.payload {
            return Ok(None);
        }
        let generation = Generation::parse(after.payload.as_deref())?;
        let searcher = reader.searcher();
        let records = Records::open(&searcher)?;
        let alive = searcher.segment_readers().iter().map(|_| OnceLock::new()).collect();
        let (folder, fields, counts) = (folder.to_owned(), schema::build().1, Mutex::default());
        Ok(Some(Self { folder, generation, fields, searcher, records, alive, counts }))
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

    /// The undeleted documents of this segment; `None` where nothing is deleted, and where there is no such segment.
    pub fn alive(&self, segment: usize) -> Option<&Alive> {
        self.alive
            .get(segment)?
            .get_or_init(|| Alive::of(self.searcher.segment_reader(segment as u32)))
            .as_ref()
    }

    /// In how many undeleted articles a term stands, where that was [counted](Self::count).
    pub fn counted(&self, term: &Term) -> Option<u64> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).get(term).copied()
    }

    /// Notes in how many undeleted articles a term stands: a question wants that of its words several times.
    pub fn count(&self, term: Term, articles: u64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() < MOST_COUNTS {
            counts.insert(term, articles);
        }
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

    /// The numbers of different stories that carry keys of [`cleaner::keys`](crate::cleaner::keys), in the order of the
    /// keys. One pass over the archive, whatever the number of keys.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn stories(&self, keys: &[u64]) -> Result<Vec<u64>, IndexError> {
        let wanted = keys.iter().map(|key| (furniture_key(*key), FxHashSet::default()));
        let mut stories: FxHashMap<u64, FxHashSet<u64>> = wanted.collect();
        super::furniture(&self.searcher, &mut |_, story, carried| {
            for key in carried {
                if let Some(stories) = stories.get_mut(key) {
                    stories.insert(story);
                }
            }
            Ok(())
        })?;
        Ok(keys.iter().map(|key| stories[&furniture_key(*key)].len() as u64).collect())
    }

    /// Where the articles lie that carry a key of [`cleaner::keys`](crate::cleaner::keys), in the order of the index.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn carriers(&self, key: u64) -> Result<Vec<Place>, IndexError> {
        let mut places = Vec::new();
        super::furniture(&self.searcher, &mut |place, _, carried| {
            if carried.contains(&furniture_key(key)) {
                places.push(place);
            }
            Ok(())
        })?;
        Ok(places)
    }

    /// The articles that have an address, by [`Id::key`](crate::index::Id::key), each with the
    /// [key](crate::index::address_key) of it; in the order of the index.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn addresses(&self) -> Result<Vec<(u64, u64)>, IndexError> {
        super::addresses(&self.searcher)
    }

    /// Where every article lies, in the order of the index.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let segments = self.searcher.segment_readers().iter().enumerate();
        segments.flat_map(|(segment, reader)| {
            reader.doc_ids_alive().map(move |doc| Place::new(segment as u32, doc))
        })
    }

    /// Where the articles lie whose outlets have names that `wanted` says so of, in the order of the index.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn places_of_outlets(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Place>, IndexError> {
        let mut places = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let Some(outlets) = reader.fast_fields().str("outlet_name")? else { continue };
            let mut all = Vec::with_capacity(outlets.num_terms());
            let mut name = String::new();
            for ord in 0..outlets.num_terms() {
                name.clear();
                outlets.ord_to_str(ord as u64, &mut name).map_err(tantivy::TantivyError::from)?;
                all.push(wanted(&name));
            }
            let is_wanted = |doc: &u32| outlets.term_ords(*doc).any(|ord| all[ord as usize]);
            let docs = reader.doc_ids_alive().filter(is_wanted);
            places.extend(docs.map(|doc| Place::new(segment as u32, doc)));
        }
        Ok(places)
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
