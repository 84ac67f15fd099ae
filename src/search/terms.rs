//! Which articles have a term, and how rare it is.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED, TantivyError, Term};

use crate::index::{Archive, IndexError, Place};

/// Hands out every undeleted article that has a term of a field, with how often.
pub(super) fn each(
    archive: &Archive,
    field: Field,
    term: &str,
    seen: &mut dyn FnMut(Place, u32),
) -> Result<(), IndexError> {
    let term = Term::from_field_text(field, term);
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let index = segment.inverted_index(field)?;
        let read = index.read_postings(&term, IndexRecordOption::WithFreqs);
        let Some(mut postings) = read.map_err(TantivyError::from)? else { continue };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                seen(Place::new(at as u32, postings.doc()), postings.term_freq());
            }
            postings.advance();
        }
    }
    Ok(())
}

/// How much a term tells that stands in so many of so many articles: 0 for one that is in all of them.
///
/// The logarithm of the inverse document frequency, with half an article added to each.
pub(super) fn rarity(articles: u64, all: u64) -> f64 {
    let (with, all) = (articles as f64, all as f64);
    ((all + 0.5) / (with + 0.5)).max(1.0).ln()
}

/// Number of undeleted articles.
pub(super) fn all(archive: &Archive) -> u64 {
    archive.searcher().num_docs()
}
