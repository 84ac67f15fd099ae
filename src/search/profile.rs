//! All that an archive says of one name.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashSet;
use tantivy::{DocAddress, TantivyError};

use crate::entity::{EntityKind, Names, registry};
use crate::index::{Archive, Fields, IndexError, ROLES};
use crate::search::facet::{self, Count};
use crate::search::registry::{By, FoundName, Named, each, named_as};

/// What an archive says of a person, organisation or place.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its name, forms and numbers.
    pub named: Named,
    /// What a person is said to be, in order of the first day that says so; undated last.
    pub roles: Vec<Role>,
    /// Dated articles a month, from the first to the last one. An article that is dated by its year alone counts for
    /// the year's first month.
    pub months: Vec<Month>,
    /// Outlets with their articles, most first.
    pub outlets: Vec<Count>,
    /// People of the same articles, most first.
    pub people: Vec<Count>,
    /// Organisations of the same articles, most first.
    pub organisations: Vec<Count>,
    /// The earliest and the latest dated article.
    pub ends: Option<(DocAddress, DocAddress)>,
}

/// What somebody is said to be, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// As articles write it.
    pub role: String,
    /// In how many articles.
    pub articles: u64,
    /// First and last day of the dated ones.
    pub dates: Option<(NaiveDate, NaiveDate)>,
}

/// The articles of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Year of the calendar.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// How many.
    pub articles: u64,
}

/// The profile of what counts so; `None` where no article has it.
///
/// # Errors
///
/// When the index cannot be read.
pub fn profile(
    archive: &Archive,
    names: &Names,
    kind: EntityKind,
    key: &str,
) -> Result<Option<Profile>, IndexError> {
    let mut docs: Vec<(Option<(i64, i64)>, DocAddress)> = Vec::new();
    let found = named_as(archive, names, kind, key, &mut |found| {
        if found.first {
            docs.push((found.days, found.address));
        }
    })?;
    let Some(whole) = found else { return Ok(None) };
    let among: FxHashSet<DocAddress> = docs.iter().map(|(_, address)| *address).collect();
    let with = |of| together(archive, names, of, &among, (kind, key));
    Ok(Some(Profile {
        roles: roles(archive, names, &docs, (kind, key))?,
        months: months(&docs),
        outlets: outlets(archive, &docs)?,
        people: with(EntityKind::Person)?,
        organisations: with(EntityKind::Organisation)?,
        ends: ends(&docs),
        named: whole,
    }))
}

/// Names of a kind in some documents, without one, most articles first.
fn together(
    archive: &Archive,
    names: &Names,
    of: EntityKind,
    among: &FxHashSet<DocAddress>,
    without: (EntityKind, &str),
) -> Result<Vec<Count>, IndexError> {
    let mut all: BTreeMap<String, (u64, BTreeMap<String, u64>)> = BTreeMap::new();
    each(archive, names, of, &mut |found: &FoundName<'_>| {
        if !among.contains(&found.address) || (of, found.key) == without {
            return;
        }
        let (articles, forms) = all.entry(found.key.to_owned()).or_default();
        *articles += u64::from(found.first);
        *forms.entry(found.name.to_owned()).or_default() += 1;
    })?;
    let shown = |(key, (articles, forms)): (String, (u64, BTreeMap<String, u64>))| Count {
        value: names.shown(of, &key).map_or_else(|| crate::query::shown(&forms), str::to_owned),
        articles,
    };
    Ok(sorted(all.into_iter().map(shown).collect()))
}

fn sorted(mut counts: Vec<Count>) -> Vec<Count> {
    counts.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    counts
}

/// What somebody is said to be in some documents.
fn roles(
    archive: &Archive,
    names: &Names,
    docs: &[(Option<(i64, i64)>, DocAddress)],
    (kind, key): (EntityKind, &str),
) -> Result<Vec<Role>, IndexError> {
    let mut all: BTreeMap<String, Role> = BTreeMap::new();
    for (days, address) in docs {
        let segment = archive.searcher().segment_reader(address.segment_ord);
        let Some(column) = segment.fast_fields().str(ROLES)? else { continue };
        for ord in column.term_ords(address.doc_id) {
            let mut value = String::new();
            column.ord_to_str(ord, &mut value).map_err(TantivyError::from)?;
            let Some((name, role)) = Fields::of_role(&value) else { continue };
            let counted = names.counted(kind, &registry::key(kind, name));
            if counted.is_some_and(|counted| counted == (kind, key.to_owned())) {
                // Capitals do not tell roles apart: a headline has more of them.
                let known = all.entry(role.to_lowercase()).or_insert_with(|| Role {
                    role: role.to_owned(),
                    articles: 0,
                    dates: None,
                });
                known.articles += 1;
                known.dates = joined(known.dates, *days);
            }
        }
    }
    let mut roles: Vec<Role> = all.into_values().collect();
    roles.sort_by_key(|role| (role.dates.is_none(), role.dates, std::cmp::Reverse(role.articles)));
    Ok(roles)
}

/// A span of days that holds another one, too.
fn joined(known: Option<(NaiveDate, NaiveDate)>, days: Option<(i64, i64)>) -> Option<(NaiveDate, NaiveDate)> {
    let days = days.and_then(|(first, last)| Some((facet::date(first)?, facet::date(last)?)));
    match (known, days) {
        (Some((from, to)), Some((first, last))) => Some((from.min(first), to.max(last))),
        (known, days) => known.or(days),
    }
}

fn months(docs: &[(Option<(i64, i64)>, DocAddress)]) -> Vec<Month> {
    let mut counts: BTreeMap<(i32, u32), u64> = BTreeMap::new();
    for (first, _) in docs.iter().filter_map(|(days, _)| *days) {
        if let Some(date) = facet::date(first) {
            *counts.entry((date.year(), date.month())).or_default() += 1;
        }
    }
    every_month(&counts)
}

/// Every month from the first to the last one, in order.
pub(super) fn every_month(counts: &BTreeMap<(i32, u32), u64>) -> Vec<Month> {
    let (Some(first), Some(last)) = (counts.keys().next().copied(), counts.keys().next_back().copied())
    else {
        return Vec::new();
    };
    let next =
        |(year, month): &(i32, u32)| Some(if *month == 12 { (year + 1, 1) } else { (*year, month + 1) });
    let all = std::iter::successors(Some(first), next).take_while(|at| *at <= last);
    all.map(|at| Month { year: at.0, month: at.1, articles: counts.get(&at).copied().unwrap_or(0) }).collect()
}

fn outlets(archive: &Archive, docs: &[(Option<(i64, i64)>, DocAddress)]) -> Result<Vec<Count>, IndexError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (_, address) in docs {
        let segment = archive.searcher().segment_reader(address.segment_ord);
        let Some(column) = segment.fast_fields().str("outlet_name")? else { continue };
        if let Some(ord) = column.term_ords(address.doc_id).next() {
            let mut outlet = String::new();
            column.ord_to_str(ord, &mut outlet).map_err(TantivyError::from)?;
            *counts.entry(outlet).or_default() += 1;
        }
    }
    Ok(sorted(facet::outlets(counts.into_iter().map(|(value, articles)| Count { value, articles }))))
}

/// The earliest and the latest dated document.
fn ends(docs: &[(Option<(i64, i64)>, DocAddress)]) -> Option<(DocAddress, DocAddress)> {
    let dated = || docs.iter().filter_map(|(days, address)| Some(((*days)?, *address)));
    let first = dated().min_by_key(|((first, _), address)| (*first, *address))?;
    let last = dated().max_by_key(|((_, last), address)| (*last, std::cmp::Reverse(*address)))?;
    Some((first.1, last.1))
}

/// Names that may be one, with what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// The one in more articles.
    pub name: Named,
    /// The other.
    pub other: Named,
    /// What speaks for it.
    pub reason: &'static str,
    /// In how many articles both are named: there they are hardly one.
    pub together: u64,
}

/// Pairs of names of a kind that may be one, the most often named first. Joins nothing.
///
/// # Errors
///
/// When the index cannot be read.
pub fn likenesses(archive: &Archive, names: &Names, kind: EntityKind) -> Result<Vec<Likeness>, IndexError> {
    let all = super::registry::named(archive, names, kind, "", By::Count)?;
    let pairs = super::likeness::pairs(kind, &all);
    let mut found = Vec::with_capacity(pairs.len());
    let together = super::likeness::together(archive, names, kind, &pairs, &all)?;
    for ((first, second, reason), together) in pairs.into_iter().zip(together) {
        found.push(Likeness { name: all[first].clone(), other: all[second].clone(), reason, together });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, story};

    #[test]
    fn a_profile_counts_what_stands_beside_a_name() {
        let archive = Fixture::with(&[
            story("One", "Jonas Vale spoke.").person("Jonas Vale", "Jonas Vale", 0.9).on("2023-05-03"),
            story("Two", "Ada and Jonas Vale.")
                .person("Ada Thorne", "Ada", 0.2)
                .person("Jonas M. Vale", "Jonas Vale", 0.1)
                .on("2023-07-01")
                .outlet("Quay Gazette"),
            story("Three", "Ada was there.").person("Ada Thorne", "Ada", 0.3),
        ])
        .open();
        let find = |key| profile(&archive, &Names::default(), EntityKind::Person, key).expect("an index");
        let jonas = find("jonas vale").expect("two articles name him");
        assert_eq!((jonas.named.articles, jonas.named.mentions), (2, 2));
        let months: Vec<_> = jonas.months.iter().map(|month| (month.month, month.articles)).collect();
        assert_eq!(months, [(5, 1), (6, 0), (7, 1)]);
        let said = |counts: &[Count]| {
            counts.iter().map(|count| format!("{} {}", count.value, count.articles)).collect::<Vec<_>>()
        };
        assert_eq!(said(&jonas.people), ["Ada Thorne 1"]);
        assert_eq!(said(&jonas.outlets), ["Harrowmere Courier 1", "Quay Gazette 1"]);
        let titles = jonas
            .ends
            .map(|(first, last)| [first, last].map(|at| archive.load(at).expect("stored").paths[0].clone()));
        assert_eq!(titles, Some(["One.txt".to_owned(), "Two.txt".to_owned()]));
        assert_eq!(find("nobody"), None);
    }
}
