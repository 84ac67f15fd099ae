//! Reads what is stored of articles without a copy of the whole store in memory.

use tantivy::store::StoreReader;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyError};

use crate::index::schema::{self, Fields};
use crate::index::{IndexError, StoredArticle};

/// Decompressed blocks that are kept per segment: hits hardly ever lie in one block, so more of them is only memory.
const KEPT_BLOCKS: usize = 1;

/// First byte of a stored document with one value, and the code of a value that is bytes.
///
/// Source: the engine's `BinaryDocumentSerializer`: the number of values, then of each its field (4 bytes), its code
/// (1 byte), its length and its bytes; numbers are in groups of seven bits, the last one marked by the eighth.
const ONE_VALUE: u8 = 0x81;
const BYTES_CODE: u8 = 4;

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
            Some(record) => StoredArticle::decode(record),
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
        if let Some(record) = record(&document) {
            return StoredArticle::decode(record);
        }
        super::decoded(&self.store.get(doc)?, &self.fields)
    }
}

/// The bytes of the only value of a stored document, which the engine itself would copy one by one.
fn record(document: &[u8]) -> Option<&[u8]> {
    let rest = document.strip_prefix(&[ONE_VALUE])?.get(size_of::<u32>()..)?.strip_prefix(&[BYTES_CODE])?;
    let digits = 1 + rest.iter().position(|byte| byte & 0x80 != 0)?;
    let length = rest[..digits].iter().rev().fold(0_u64, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
    let value = &rest[digits..];
    (value.len() as u64 == length).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_value_is_what_stands_behind_its_length() {
        let document = |length: &[u8], value: &[u8]| [&[0x81, 24, 0, 0, 0, 4], length, value].concat();
        assert_eq!(record(&document(&[0x83], b"abc")), Some(&b"abc"[..]));
        let long = vec![7; 300];
        assert_eq!(record(&document(&[0x2c, 0x82], &long)), Some(long.as_slice()));
    }

    #[test]
    fn another_layout_is_not_taken_for_ours() {
        for document in [
            &b""[..],
            b"\x81",
            b"\x82\x18\0\0\0\x04\x83abc",
            b"\x81\x18\0\0\0\x04\x84abc",
            b"\x81\x18\0\0\0\x00\x83abc",
        ] {
            assert_eq!(record(document), None);
        }
    }
}
