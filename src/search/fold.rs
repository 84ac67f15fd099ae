//! Lists in which near-duplicates fold under the best of them.

use crate::index::{Archive, IndexError, Place};
use crate::query::{Clause, Duplicates};
use crate::search::question::Question;
use crate::search::top::{self, Found};
use crate::search::twins::{self, Families, Sameness};
use crate::search::{Order, Request};

/// Articles behind the wanted ones that are looked at first, for near-duplicates of these.
const BEHIND: usize = 10;

/// What is listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing {
    /// In which order.
    pub(super) order: Order,
    /// How many places.
    pub(super) most: usize,
    /// What becomes of near-duplicates.
    pub(super) duplicates: Duplicates,
}

impl Listing {
    /// What a request lists, for its query as read, with so many places.
    pub(super) fn of(request: &Request, query: &Clause, most: usize) -> Self {
        let duplicates = query.duplicates().unwrap_or(request.duplicates);
        Self { order: request.order, most, duplicates }
    }
}

/// A place of a list.
pub(super) struct Group {
    /// Who stands there.
    pub(super) head: Found,
    /// The others, in their order.
    pub(super) others: Vec<(Found, Sameness)>,
}

/// How many articles match, and the first places of the list. Near-duplicates that stand far behind all of these are not looked for.
pub(super) fn groups(
    archive: &Archive,
    question: &Question,
    listing: Listing,
) -> Result<(u64, Vec<Group>), IndexError> {
    let Listing { order, most, duplicates } = listing;
    if duplicates == Duplicates::Show {
        let (total, found) = top::find(archive, question, order, most)?;
        return Ok((total, found.into_iter().map(Group::of).collect()));
    }
    let only = duplicates == Duplicates::Only;
    let mut window = if only { usize::MAX } else { most.saturating_add(BEHIND) };
    loop {
        let (total, found) = top::find(archive, question, order, window)?;
        let all = found.len() < window;
        let mut groups = folded(archive, found)?;
        if only {
            groups.retain(|group| !group.others.is_empty());
        }
        if all || groups.len() >= most {
            groups.truncate(most);
            return Ok((total, groups));
        }
        window = window.saturating_mul(4);
    }
}

fn folded(archive: &Archive, found: Vec<Found>) -> Result<Vec<Group>, IndexError> {
    let places: Vec<Place> = found.iter().map(|found| found.address).collect();
    let traits = twins::traits(archive, &places)?;
    let mut families = Families::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut days: Vec<Option<i64>> = Vec::new();
    for (found, traits) in found.into_iter().zip(traits) {
        let day = traits.day;
        match families.place(traits) {
            (_, None) => {
                groups.push(Group::of(found));
                days.push(day);
            }
            (at, Some(Sameness::Version)) if day > days[at] => {
                let earlier = std::mem::replace(&mut groups[at].head, found);
                groups[at].others.insert(0, (earlier, Sameness::Version));
                days[at] = day;
            }
            (at, Some(sameness)) => groups[at].others.push((found, sameness)),
        }
    }
    Ok(groups)
}

impl Group {
    fn of(head: Found) -> Self {
        Self { head, others: Vec::new() }
    }
}
