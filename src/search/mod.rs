//! Answers requests.
//!
//! In: an [`Archive`] and a [`Request`]. Out: an [`Answer`], or every hit in turn for an export.

mod answer;
mod request;

pub use answer::{Answer, Hit, WordCount};
pub use request::{Order, Request};

use crate::index::{Archive, IndexError};

/// Answers one request.
///
/// # Errors
///
/// When the index cannot be read.
pub fn answer(archive: &Archive, request: &Request) -> Result<Answer, IndexError> {
    let _ = request;
    Ok(Answer {
        generation: archive.generation().number,
        incomplete: archive.generation().incomplete,
        checked: archive.checked(),
        total: 0,
        hits: Vec::new(),
        notices: Vec::new(),
        alone: Vec::new(),
    })
}

/// Hands every matching article to `each`, best first, one at a time, whatever the request's limit; memory does
/// not grow with the articles' texts. Stops when `each` gives `false`. Gives the notices of the query.
///
/// # Errors
///
/// When the index cannot be read.
pub fn for_each(
    archive: &Archive,
    request: &Request,
    each: &mut dyn FnMut(Hit) -> bool,
) -> Result<Vec<crate::query::Notice>, IndexError> {
    let _ = (archive, request, each);
    Ok(Vec::new())
}

/// How often a name, outlet or language occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The value.
    pub value: String,
    /// In how many articles.
    pub articles: u64,
}

/// What can be counted over an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// People, by the fullest form of their names in each article.
    People,
    /// Organisations.
    Organisations,
    /// Places.
    Places,
    /// Outlets.
    Outlets,
    /// Languages.
    Languages,
}

/// Every value of a column with its number of articles, most frequent first, then by value; only values that
/// contain every folded word of `containing`, where that is not empty.
///
/// # Errors
///
/// When the index cannot be read.
pub fn counts(archive: &Archive, column: Column, containing: &str) -> Result<Vec<Count>, IndexError> {
    let _ = (archive, column, containing);
    Ok(Vec::new())
}

/// First and last day of the dated articles, and the number of undated ones.
///
/// # Errors
///
/// When the index cannot be read.
pub fn span(archive: &Archive) -> Result<(Option<(chrono::NaiveDate, chrono::NaiveDate)>, u64), IndexError> {
    let _ = archive;
    Ok((None, 0))
}

/// The article with this id (any unambiguous beginning of it will do) or at this corpus-relative path (all
/// records of the file); several where a beginning is ambiguous, none where nothing fits.
///
/// # Errors
///
/// When the index cannot be read.
pub fn lookup(archive: &Archive, id_or_path: &str) -> Result<Vec<crate::index::StoredArticle>, IndexError> {
    let _ = (archive, id_or_path);
    Ok(Vec::new())
}
