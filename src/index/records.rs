//! Reads what is stored of articles without a copy of the whole store in memory.

use tantivy::store::StoreReader;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyError};

use crate::index::schema::{self, Fields};
use crate::index::{IndexError, StoredArticle};

/// Decompressed blocks that are kept per segment: hits hardly ever lie in one block, so more of them is only memory.
const KEPT_BLOCKS: usize = 1;

/// First byte of a stored document with two values, and the code of a value that is text.
///
/// Source: the engine's `BinaryDocumentSerializer`: the number of values, then of each its field (4 bytes), its code
/// (1 byte), its length and its bytes; numbers are in groups of seven bits, the last one marked by the eighth.
const TWO_VALUES: u8 = 0x82;
const TEXT_CODE: u8 = 0;

/// The stored records of every segment of one generation.
pub(super) struct Records {
    stores: Vec<StoreReader>,
}

impl Records {
    pub(super) fn open(searcher: &Searcher) -> Result<Self, IndexError> {
        let stores = searcher.segment_readers().iter().map(|segment| segment.get_store_reader(KEPT_BLOCKS));
        Ok(Self { stores: stores.collect::<Result<_, _>>().map_err(TantivyError::from)? })
    }

    /// The article at a place of the searcher that this was opened for.
    pub(super) fn load(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        place: DocAddress,
    ) -> Result<StoredArticle, IndexError> {
        let document = self.stores[place.segment_ord as usize].get_document_bytes(place.doc_id)?;
        match record(&document) {
            Some((record, texts)) => StoredArticle::decode(record, texts),
            // Another layout than the one known here: the engine knows its own.
            None => super::load(searcher, fields, place),
        }
    }
}

/// The stored articles of one segment, for what looks at texts while it searches.
pub struct StoredArticles {
    store: StoreReader,
    fields: Fields,
}

impl StoredArticles {
    /// Opens what a segment stores.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        Ok(Self { store: segment.get_store_reader(KEPT_BLOCKS)?, fields: schema::build().1 })
    }

    /// The article of a document.
    ///
    /// # Errors
    ///
    /// When its record cannot be read or understood.
    pub fn load(&self, doc: DocId) -> Result<StoredArticle, IndexError> {
        let document = self.store.get_document_bytes(doc)?;
        if let Some((record, texts)) = record(&document) {
            return StoredArticle::decode(record, texts);
        }
        super::decoded(&self.store.get(doc)?, &self.fields)
    }
}

/// The two values of a stored document, which the engine itself would copy.
fn record(document: &[u8]) -> Option<(&str, &str)> {
    let (record, rest) = value(document.strip_prefix(&[TWO_VALUES])?)?;
    let (texts, rest) = value(rest)?;
    rest.is_empty().then_some((record, texts))
}

/// The first value, and what stands behind it.
fn value(values: &[u8]) -> Option<(&str, &[u8])> {
    let rest = values.get(size_of::<u32>()..)?.strip_prefix(&[TEXT_CODE])?;
    let digits = 1 + rest.iter().position(|byte| byte & 0x80 != 0)?;
    let length = rest[..digits].iter().rev().fold(0_u64, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
    let (value, rest) = rest[digits..].split_at_checked(usize::try_from(length).ok()?)?;
    Some((std::str::from_utf8(value).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stored document with a record and texts.
    fn document(length: &[u8], record: &[u8], texts: &[u8]) -> Vec<u8> {
        let end = 0x80 | texts.len() as u8;
        [&[0x82, 24, 0, 0, 0, 0], length, record, &[25, 0, 0, 0, 0, end], texts].concat()
    }

    #[test]
    fn each_value_is_what_stands_behind_its_length() {
        assert_eq!(record(&document(&[0x83], b"abc", "é".as_bytes())), Some(("abc", "é")));
        let long = "a".repeat(300);
        assert_eq!(record(&document(&[0x2c, 0x82], long.as_bytes(), b"")), Some((long.as_str(), "")));
    }

    #[test]
    fn another_layout_is_not_taken_for_ours() {
        let ours = document(&[0x83], b"abc", b"d");
        for at in 0..ours.len() {
            assert_eq!(record(&ours[..at]), None);
        }
        assert_eq!(record(&[ours.as_slice(), b"e"].concat()), None);
        assert_eq!(record(&document(&[0x84], b"abc", b"d")), None);
        assert_eq!(record(&document(&[0x83], b"abc", b"\xff")), None);
        assert_eq!(record(b"\x81\x18\0\0\0\0\x83abc"), None);
        assert_eq!(record(b"\x82\x18\0\0\0\x04\x83abc\x19\0\0\0\0\x81d"), None);
    }
}
