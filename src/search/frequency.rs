//! In how many undeleted articles a term stands.

use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{InvertedIndexReader, SegmentReader, TantivyError, Term};

use crate::index::{Archive, IndexError};
use crate::query::{Frequencies, Leaf, Slot};

/// In how many undeleted articles a slot's words stand in a field. Articles with several of its terms count once a
/// term; beginnings of words count their articles exactly.
pub(super) fn documents(archive: &Archive, field: Field, slot: &Slot) -> Result<u64, IndexError> {
    let mut sum = 0;
    for segment in archive.searcher().segment_readers() {
        let index = segment.inverted_index(field)?;
        for term in &slot.terms {
            let info = index.get_term_info(&Term::from_field_text(field, term));
            if let Some(info) = info.map_err(TantivyError::from)? {
                sum += u64::from(alive(segment, &index, &info)?);
            }
        }
        if slot.pattern.is_some() {
            sum += completed(field, slot, segment)?;
        }
    }
    Ok(sum)
}

/// In how many undeleted documents of a segment a term stands.
pub(super) fn alive(
    segment: &SegmentReader,
    index: &InvertedIndexReader,
    info: &TermInfo,
) -> Result<u32, IndexError> {
    let Some(bits) = segment.alive_bitset() else { return Ok(info.doc_freq) };
    let postings: SegmentPostings =
        index.read_postings_from_terminfo(info, IndexRecordOption::Basic).map_err(TantivyError::from)?;
    Ok(postings.doc_freq_given_deletes(bits))
}

/// In how many undeleted documents of a segment a word with the slot's beginning stands.
fn completed(field: Field, slot: &Slot, segment: &SegmentReader) -> Result<u64, IndexError> {
    let mut frequencies = Frequencies::open(&Leaf { field, slots: vec![slot.clone()] }, segment)?;
    let documents = segment.max_doc();
    let mut times = vec![0; documents as usize];
    frequencies.count((0..documents).map(|doc| (doc as usize, doc)), &mut times);
    let alive = (0..documents).filter(|doc| !segment.is_deleted(*doc));
    Ok(alive.filter(|doc| times[*doc as usize] > 0).count() as u64)
}
