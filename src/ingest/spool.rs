//! Pages on their way from the readers to the judge, on disk, so that memory does not grow with the corpus.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::cleaner::{self, Keys};
use crate::index::{Id, IndexError, Place, furniture_key};
use crate::ingest;
use crate::outlet::Outlet;
use crate::overrule::Rules;
use crate::reader::Page;

/// Name of the spool's folder inside the index folder.
const FOLDER: &str = "spool";

/// Files that the furniture keys are spread over, so that one at a time fits into memory.
const BUCKETS: usize = 64;

/// Bytes that are written together, and read ahead.
const AHEAD: usize = 1 << 16;

/// Bytes of keys that are written together.
const KEYS: usize = 1 << 13;

/// Bytes of a key on disk: key, story, where.
const PAIR: usize = 8 + 8 + 8;

/// Bits of the sieve that the keys of the last generation are looked up in: with a full batch of four million keys
/// one in fifteen others slips through, to be left aside when its bucket is sorted.
const SIEVE_BITS: usize = 1 << 26;

/// A page as read at one path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Spooled {
    pub(super) page: Page,
    pub(super) outlet: Option<Outlet>,
    pub(super) keys: Keys,
}

impl Spooled {
    /// A page as read at this path, with its outlet and the keys that it counts with.
    pub(super) fn new(page: Page, path: &str, rules: &Rules) -> Self {
        Self::with(ingest::outlet_of(&page, path, rules), page)
    }

    /// The same for a page whose outlet is settled.
    pub(super) fn with(outlet: Option<Outlet>, page: Page) -> Self {
        let keys = cleaner::keys(&page, outlet.as_ref());
        Self { page, outlet, keys }
    }
}

/// A page ready for the spool.
pub(super) struct Packed {
    pub(super) id: Id,
    pub(super) keys: Keys,
    bytes: Vec<u8>,
}

impl Packed {
    pub(super) fn new(spooled: Spooled) -> Result<Self, IndexError> {
        let text: usize = spooled.page.blocks.iter().map(|block| block.text.len()).sum();
        // Most pages have little beside their text.
        let bytes = postcard::to_extend(&spooled, Vec::with_capacity(text + text / 4 + 512));
        let bytes = bytes.map_err(|error| IndexError::Record(error.to_string()))?;
        Ok(Self { id: Id::of(&spooled.page.digest), keys: spooled.keys, bytes })
    }
}

/// Where a spooled page lies.
#[derive(Debug, Clone, Copy)]
struct Entry {
    offset: u64,
    length: u32,
}

/// One key of one story, and what carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) key: u64,
    pub(super) story: u64,
    pub(super) at: At,
}

/// What carries a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum At {
    /// Nothing any more: the key is only to be looked at again.
    Nowhere,
    /// A page of the batch.
    Spooled(u32),
    /// An article of the last generation.
    Known(Place),
}

/// The pages of one batch.
pub(super) struct Spool {
    folder: PathBuf,
    pages: BufWriter<File>,
    end: u64,
    entries: Vec<Entry>,
    /// Numbers of the paths that pages were read at: a file of many holds most of its batch.
    paths: FxHashMap<String, u32>,
    by_place: FxHashMap<(Id, u32), u32>,
    buckets: Vec<BufWriter<File>>,
    /// A bit for the low bits of every key of the batch; empty where there is no last generation to look up.
    sieve: Vec<u64>,
}

impl Spool {
    /// An empty spool in the index folder; what an earlier run left there goes. `sifts` says whether anything of a last
    /// generation may share keys with it.
    pub(super) fn open(index: &Path, sifts: bool) -> Result<Self, IndexError> {
        let folder = index.join(FOLDER);
        remove(&folder)?;
        fs::create_dir(&folder).map_err(|error| IndexError::io(&folder, error))?;
        let create = |name: String, bytes: usize| {
            let path = folder.join(name);
            let file = File::create(&path).map_err(|error| IndexError::io(&path, error))?;
            Ok::<_, IndexError>(BufWriter::with_capacity(bytes, file))
        };
        let pages = create("pages".to_owned(), AHEAD)?;
        let buckets =
            (0..BUCKETS).map(|number| create(format!("keys-{number}"), KEYS)).collect::<Result<_, _>>()?;
        let sieve = if sifts { vec![0; SIEVE_BITS / 64] } else { Vec::new() };
        Ok(Self {
            pages,
            end: 0,
            entries: Vec::new(),
            paths: FxHashMap::default(),
            by_place: FxHashMap::default(),
            buckets,
            sieve,
            folder,
        })
    }

    /// Bytes of the pages so far.
    pub(super) fn bytes(&self) -> u64 {
        self.end
    }

    /// Number of the pages so far.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds a page that was read at this path; a second one of the same content there is left out.
    pub(super) fn push(&mut self, path: &str, packed: &Packed) -> Result<(), IndexError> {
        let entry = self.entries.len() as u32;
        let path = self.number(path);
        if self.by_place.contains_key(&(packed.id, path)) {
            return Ok(());
        }
        self.pages.write_all(&packed.bytes).map_err(|error| self.failed(error))?;
        for key in packed.keys.blocks.iter().copied().chain(packed.keys.title_suffix) {
            self.batch_key(furniture_key(key), packed.keys.story, At::Spooled(entry))?;
        }
        self.entries.push(Entry { offset: self.end, length: packed.bytes.len() as u32 });
        self.end += packed.bytes.len() as u64;
        self.by_place.insert((packed.id, path), entry);
        Ok(())
    }

    fn number(&mut self, path: &str) -> u32 {
        let next = self.paths.len() as u32;
        match self.paths.get(path) {
            Some(number) => *number,
            None => *self.paths.entry(path.to_owned()).or_insert(next),
        }
    }

    /// Notes that the count of a shortened key may have changed by an article that goes.
    pub(super) fn touch(&mut self, key: u64) -> Result<(), IndexError> {
        self.batch_key(key, 0, At::Nowhere)
    }

    /// Notes what carries a key in the last generation, if the batch may have the key.
    pub(super) fn know(&mut self, key: u64, story: u64, place: Place) -> Result<(), IndexError> {
        let (word, bit) = sieve_place(key);
        if self.sieve.get(word).is_none_or(|bits| bits & bit == 0) {
            Ok(())
        } else {
            self.pair(Pair { key, story, at: At::Known(place) })
        }
    }

    fn batch_key(&mut self, key: u64, story: u64, at: At) -> Result<(), IndexError> {
        let (word, bit) = sieve_place(key);
        if let Some(bits) = self.sieve.get_mut(word) {
            *bits |= bit;
        }
        self.pair(Pair { key, story, at })
    }

    /// The entry of a page by what it is and where it was read.
    pub(super) fn find(&self, id: Id, path: &str) -> Option<u32> {
        self.by_place.get(&(id, *self.paths.get(path)?)).copied()
    }

    /// Ends writing and looking up, and lets go of what they took; the reading side can be opened after that.
    pub(super) fn flush(&mut self) -> Result<(), IndexError> {
        (self.paths, self.by_place, self.sieve) = Default::default();
        let mut flush = || {
            self.pages.flush()?;
            self.buckets.iter_mut().try_for_each(Write::flush)
        };
        flush().map_err(|error| self.failed(error))
    }

    /// A reader of its own for one thread.
    pub(super) fn reader(&self) -> Result<SpoolReader<'_>, IndexError> {
        let path = self.folder.join("pages");
        let file = File::open(&path).map_err(|error| IndexError::io(&path, error))?;
        Ok(SpoolReader { spool: self, file: BufReader::with_capacity(AHEAD, file), at: 0, bytes: Vec::new() })
    }

    /// The pairs of one bucket after the other, each bucket sorted; a key is in one bucket only.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Result<Vec<Pair>, IndexError>> + '_ {
        (0..BUCKETS).map(|number| {
            let path = self.folder.join(format!("keys-{number}"));
            let bytes = fs::read(&path).map_err(|error| IndexError::io(&path, error))?;
            let mut pairs: Vec<Pair> = bytes.chunks_exact(PAIR).map(unpack).collect();
            pairs.sort_unstable();
            Ok(pairs)
        })
    }

    /// Removes the spool's files.
    pub(super) fn close(self) -> Result<(), IndexError> {
        let folder = self.folder.clone();
        drop(self);
        remove(&folder)
    }

    fn pair(&mut self, pair: Pair) -> Result<(), IndexError> {
        let bucket = &mut self.buckets[pair.key as usize % BUCKETS];
        bucket.write_all(&pack(pair)).map_err(|error| IndexError::io(&self.folder, error))
    }

    fn failed(&self, error: std::io::Error) -> IndexError {
        IndexError::io(&self.folder, error)
    }
}

/// A run that fails leaves its disk as it was: it may have failed because that is full.
impl Drop for Spool {
    fn drop(&mut self) {
        let _ = remove(&self.folder);
    }
}

/// Segments that stand for pages of the batch and for nothing; no index has so many.
const SPOOLED: u32 = u32::MAX;
const NOWHERE: u32 = u32::MAX - 1;

fn pack(pair: Pair) -> [u8; PAIR] {
    let (segment, doc) = match pair.at {
        At::Nowhere => (NOWHERE, 0),
        At::Spooled(entry) => (SPOOLED, entry),
        At::Known(place) => (place.segment_ord, place.doc_id),
    };
    let mut bytes = [0; PAIR];
    bytes[..8].copy_from_slice(&pair.key.to_le_bytes());
    bytes[8..16].copy_from_slice(&pair.story.to_le_bytes());
    bytes[16..20].copy_from_slice(&segment.to_le_bytes());
    bytes[20..].copy_from_slice(&doc.to_le_bytes());
    bytes
}

fn unpack(bytes: &[u8]) -> Pair {
    let long = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes were sliced"));
    let short = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes were sliced"));
    let at = match (short(16), short(20)) {
        (NOWHERE, _) => At::Nowhere,
        (SPOOLED, entry) => At::Spooled(entry),
        (segment, doc) => At::Known(Place::new(segment, doc)),
    };
    Pair { key: long(0), story: long(8), at }
}

/// The word and the bit of a key in the sieve.
fn sieve_place(key: u64) -> (usize, u64) {
    let bit = key as usize % SIEVE_BITS;
    (bit / 64, 1 << (bit % 64))
}

fn remove(folder: &Path) -> Result<(), IndexError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(IndexError::io(folder, error)),
        _ => Ok(()),
    }
}

/// Reads pages back.
pub(super) struct SpoolReader<'a> {
    spool: &'a Spool,
    file: BufReader<File>,
    /// Where in the file it is.
    at: u64,
    /// The bytes of the page that was read last.
    bytes: Vec<u8>,
}

impl SpoolReader<'_> {
    /// The page of an entry.
    pub(super) fn get(&mut self, entry: u32) -> Result<Spooled, IndexError> {
        let Entry { offset, length } = self.spool.entries[entry as usize];
        self.bytes.resize(length as usize, 0);
        let mut read = || {
            // Pages that follow one another lie in what was read ahead.
            self.file.seek_relative(offset.cast_signed() - self.at.cast_signed())?;
            self.file.read_exact(&mut self.bytes)
        };
        read().map_err(|error| self.spool.failed(error))?;
        self.at = offset + u64::from(length);
        postcard::from_bytes(&self.bytes).map_err(|error| IndexError::Record(error.to_string()))
    }
}
