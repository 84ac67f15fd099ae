//! One article by its id or path.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyError};
use unicode_normalization::UnicodeNormalization;

use crate::index::{Archive, Id, IndexError, StoredArticle};

/// Hexadecimal digits of a whole id.
const ID_DIGITS: usize = 32;
/// Articles that an ambiguous beginning of an id gives at the most.
const MOST: usize = 20;

/// The article with this id (any unambiguous beginning of it will do) or at this corpus-relative path (all
/// records of the file); several (the first 20) where a beginning is ambiguous, none where nothing fits.
///
/// # Errors
///
/// When the index cannot be read.
pub fn lookup(archive: &Archive, id_or_path: &str) -> Result<Vec<StoredArticle>, IndexError> {
    let asked = id_or_path.trim();
    let mut found = Vec::new();
    if is_id(asked) {
        found = by_id(archive, &asked.to_ascii_lowercase())?;
    }
    if found.is_empty() {
        found = by_path(archive, asked)?;
    }
    found.into_iter().map(|address| archive.load(address)).collect()
}

/// Whether there is an article with this id.
pub(super) fn knows(archive: &Archive, id: &str) -> Result<bool, IndexError> {
    Ok(!by_id(archive, id)?.is_empty())
}

/// Where the article with this id lies; `None` where there is none.
pub(super) fn place(archive: &Archive, id: Id) -> Result<Option<DocAddress>, IndexError> {
    Ok(by_id(archive, &id.to_string())?.first().copied())
}

fn is_id(text: &str) -> bool {
    (1..=ID_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Addresses of the articles whose ids begin so, in the order of the ids.
fn by_id(archive: &Archive, beginning: &str) -> Result<Vec<DocAddress>, IndexError> {
    let mut found = Vec::new();
    for (ord, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let index = segment.inverted_index(archive.fields().id)?;
        let stream = index.terms().range().ge(beginning).into_stream();
        let mut ids = stream.map_err(TantivyError::from)?;
        while let Some((id, info)) = ids.next() {
            if !id.starts_with(beginning.as_bytes()) || found.len() > 2 * MOST {
                break;
            }
            let postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic);
            let mut postings = postings.map_err(TantivyError::from)?;
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    found.push((id.to_vec(), DocAddress::new(ord as u32, postings.doc())));
                }
                postings.advance();
            }
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, address)| address).take(MOST).collect())
}

/// Addresses of the articles of a source file, in the order of its records.
fn by_path(archive: &Archive, path: &str) -> Result<Vec<DocAddress>, IndexError> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let files = archive.files()?;
    let mut found = Vec::new();
    // The same name may be typed with its accents composed, and stored by a system that takes them apart.
    let forms = [path.to_owned(), path.nfc().collect(), path.nfd().collect()];
    let entry = forms.iter().find_map(|path| files.files.get(path.as_str()));
    for id in entry.into_iter().flat_map(|entry| &entry.articles) {
        found.extend(by_id(archive, &id.to_string())?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, story};

    fn found(asked: &str) -> usize {
        let fixture = Fixture::with(&[story("One", "First."), story("Two", "Second.")]);
        lookup(&fixture.open(), asked).map_or(99, |found| found.len())
    }

    #[test]
    fn a_path_finds_its_article() {
        assert_eq!(found("One.txt"), 1);
        assert_eq!(found("./Two.txt"), 1);
        assert_eq!(found("Three.txt"), 0);
    }

    #[test]
    fn the_beginning_of_an_id_is_enough() {
        let fixture = Fixture::with(&[story("One", "First.")]);
        let id = lookup(&fixture.open(), "One.txt").map_or(String::new(), |found| found[0].id().to_string());
        assert_eq!(found(&id), 1);
        assert_eq!(found(&id[..12]), 1);
        assert_eq!(found(&format!("{}x", &id[..12])), 0);
        assert_eq!(found(""), 0);
    }
}
