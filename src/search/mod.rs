//! Answers requests.
//!
//! In: an [`Archive`] and a [`Request`]. Out: an [`Answer`], or every hit in turn for an export.

mod alone;
mod answer;
mod facet;
mod frequency;
mod hits;
mod lookup;
mod rank;
mod request;
mod top;

pub use answer::{Answer, Hit, WordCount};
pub use facet::{Column, Count, counts, span};
pub use lookup::lookup;
pub use request::{Order, Request};

use crate::index::{Archive, IndexError};
use crate::query::{self, Notice};
use crate::search::hits::Hits;

/// Answers one request.
///
/// # Errors
///
/// When the index cannot be read.
pub fn answer(archive: &Archive, request: &Request) -> Result<Answer, IndexError> {
    let parsed = query::parse(&request.query);
    let query = request.whole(parsed.query);
    let plan = query::plan(archive, &query, request.today)?;
    let wanted = request.offset.saturating_add(request.limit);
    let (total, found) = top::find(archive, &plan, request.order, wanted)?;
    let mut hits = Hits::new(archive, request, &plan);
    let shown = found.iter().enumerate().skip(request.offset);
    let hits: Result<Vec<Hit>, IndexError> =
        shown.map(|(at, found)| hits.load(at as u64 + 1, found)).collect();
    Ok(Answer {
        generation: archive.generation().number,
        incomplete: archive.generation().incomplete,
        checked: archive.checked(),
        total,
        hits: hits?,
        notices: parsed.notices,
        alone: if total == 0 { alone::alone(archive, &query, request.today)? } else { Vec::new() },
    })
}

/// Hands every matching article to `each`, best first, one at a time, whatever the request's limit and offset;
/// memory does not grow with the articles' texts. Stops when `each` gives `false`. Gives the notices of the query.
///
/// # Errors
///
/// When the index cannot be read.
pub fn for_each(
    archive: &Archive,
    request: &Request,
    each: &mut dyn FnMut(Hit) -> bool,
) -> Result<Vec<Notice>, IndexError> {
    let parsed = query::parse(&request.query);
    let query = request.whole(parsed.query);
    let plan = query::plan(archive, &query, request.today)?;
    let (_, found) = top::find(archive, &plan, request.order, usize::MAX)?;
    let mut hits = Hits::new(archive, request, &plan);
    for (at, found) in found.iter().enumerate() {
        if !each(hits.load(at as u64 + 1, found)?) {
            break;
        }
    }
    Ok(parsed.notices)
}
