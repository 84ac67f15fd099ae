//! Answers requests.
//!
//! In: an [`Archive`] and a [`Request`]. Out: an [`Answer`], or every hit in turn for an export.

mod alone;
mod answer;
mod corrected;
mod day;
mod dictionary;
mod explain;
mod facet;
mod facets;
mod feedback;
#[cfg(test)]
mod fixture;
mod fold;
mod followed;
mod frequency;
mod hits;
#[cfg(test)]
mod languages;
mod likeness;
mod lookup;
mod matching;
#[cfg(test)]
mod naive;
mod news;
mod profile;
mod question;
mod quoted;
mod rank;
mod registry;
mod reprints;
mod request;
mod shape;
mod similar;
mod source;
mod suspects;
mod terms;
#[cfg(test)]
mod tests;
mod timeline;
mod top;
mod topics;
mod twins;

pub use answer::{Answer, Hit, Twin, WordCount};
pub use corrected::correct;
pub use day::Day;
pub use explain::{Explanation, Part, explain};
pub use facet::{Column, Count, counts, span};
pub use facets::{Facet, FacetField};
pub use followed::followed;
pub use lookup::lookup;
pub use news::{Fresh, Mark, News, news};
pub use profile::{Likeness, Month, Profile, Role, likenesses, profile};
pub use quoted::{Quoted, quoted};
pub use rank::{Freshness, Reason, Why};
pub use registry::{By, Named, named, sums};
pub use reprints::{Family, Member, Shared, families, family, shared};
pub use request::{Order, Request};
pub use shape::{Repeated, Shape, repeated, shapes};
pub use similar::{Similar, similar};
pub use source::{Sourced, source};
pub use suspects::{Change, Suspect, Suspects, suspects};
pub use timeline::{Bar, Period, Timeline, timeline};
pub use topics::{TopicCount, TopicReport, topics};
pub use twins::Sameness;

use crate::index::{Archive, IndexError};
pub use crate::query::Duplicates;
use crate::query::{self, Notice, Resolved};
use crate::search::fold::Listing;
use crate::search::hits::Hits;
use crate::search::question::Question;

/// Answers one request.
///
/// # Errors
///
/// When the index cannot be read.
pub fn answer(archive: &Archive, request: &Request) -> Result<Answer, IndexError> {
    let parsed = query::parse(&request.query);
    let query = request.whole(parsed.query);
    let question = Question::of(archive, request, &query)?;
    let most = request.offset.saturating_add(request.limit);
    let listing = Listing::of(request, &query, most);
    let (total, groups) = fold::groups(archive, &question, listing)?;
    let finds_nothing = total == 0 && listing.duplicates != Duplicates::Only;
    let facets = facets::facets(archive, request, &question)?;
    let widened = question.widened();
    let plan = question.into_plan();
    let mut hits = Hits::new(archive, request, &plan);
    let shown = groups.iter().enumerate().skip(request.offset);
    let hits: Result<Vec<Hit>, IndexError> =
        shown.map(|(at, group)| hits.with_twins(at as u64 + 1, group)).collect();
    Ok(Answer {
        generation: archive.generation().number,
        incomplete: archive.generation().incomplete,
        checked: archive.checked(),
        total,
        hits: hits?,
        facets,
        notices: parsed.notices,
        widened,
        alone: match total {
            0 => alone::alone(archive, &query, finds_nothing, request.sense())?,
            _ => Vec::new(),
        },
        names: plan.names,
    })
}

/// Hands every matching article to `each`, best first, one at a time, whatever the request's limit and offset; of
/// near-duplicates that fold, the best one. Memory does not grow with the articles' texts. Stops when `each` gives `false`. Gives the notices of the query and
/// the names that it asks for.
///
/// # Errors
///
/// When the index cannot be read.
pub fn for_each(
    archive: &Archive,
    request: &Request,
    each: &mut dyn FnMut(Hit) -> bool,
) -> Result<(Vec<Notice>, Vec<Resolved>), IndexError> {
    let parsed = query::parse(&request.query);
    let query = request.whole(parsed.query);
    let question = Question::of(archive, request, &query)?;
    let (_, groups) = fold::groups(archive, &question, Listing::of(request, &query, usize::MAX))?;
    let plan = question.into_plan();
    let mut hits = Hits::new(archive, request, &plan);
    for (at, group) in groups.iter().enumerate() {
        if !each(hits.load(at as u64 + 1, &group.head)?) {
            break;
        }
    }
    Ok((parsed.notices, plan.names))
}

/// Score and [key](crate::index::Id::key) of the hits asked for, in order, without reading what is stored of them:
/// for measuring, and for lists that go on elsewhere.
///
/// # Errors
///
/// When the index cannot be read.
pub fn ranking(archive: &Archive, request: &Request) -> Result<Vec<(f32, u64)>, IndexError> {
    let query = request.whole(query::parse(&request.query).query);
    let question = Question::of(archive, request, &query)?;
    let wanted = request.offset.saturating_add(request.limit);
    let (_, found) = top::find(archive, &question, request.order, wanted)?;
    Ok(found.iter().skip(request.offset).map(|found| (found.score, found.key)).collect())
}
