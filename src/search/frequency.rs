//! In how many undeleted articles a term stands.

use tantivy::query::{EnableScoring, Query};
use tantivy::schema::Field;
use tantivy::{TantivyError, Term};

use crate::index::{Archive, IndexError};
use crate::query::{self, Leaf, Slot};

/// In how many undeleted articles a slot's words stand in a field. Articles with several of its terms count once a
/// term; beginnings of words count their articles exactly.
pub(super) fn documents(archive: &Archive, field: Field, slot: &Slot) -> Result<u64, IndexError> {
    let mut sum = 0;
    for term in &slot.terms {
        sum += query::articles(archive, field, term)?;
    }
    if slot.pattern.is_some() {
        let leaf = Leaf { field, slots: vec![slot.clone()] };
        let weight = leaf.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
        for segment in archive.searcher().segment_readers() {
            sum += u64::from(weight.count(segment)?);
        }
    }
    Ok(sum)
}

/// No more than [`documents`] gives, without looking at the articles themselves: by the largest segment alone. The slot
/// has no pattern.
pub(super) fn least(archive: &Archive, field: Field, slot: &Slot) -> Result<u64, IndexError> {
    let segments = archive.searcher().segment_readers().iter();
    let Some(segment) = segments.max_by_key(|segment| segment.num_docs()) else { return Ok(0) };
    let index = segment.inverted_index(field)?;
    let mut least = 0;
    for term in &slot.terms {
        let info = index.get_term_info(&Term::from_field_text(field, term));
        let found = info.map_err(TantivyError::from)?.map_or(0, |info| info.doc_freq);
        least += u64::from(found.saturating_sub(segment.num_deleted_docs()));
    }
    Ok(least)
}
