//! What the articles of a query have in common: counts of outlets, names, languages, years, sections.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::entity::EntityKind;
use crate::index::{self, Archive, Fields, IndexError, Place};
use crate::search::facet::{self, Count};
use crate::search::matching::Matching;
use crate::search::question::Question;
use crate::search::registry::{Named, each};
use crate::search::{Request, timeline};

/// Values of one facet that an answer holds.
const LISTED: usize = 20;

/// What can be counted over the articles of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetField {
    /// Who published it.
    Outlet,
    /// People, as the user's corrections have them.
    Person,
    /// Organisations.
    Org,
    /// Places.
    Place,
    /// The language.
    Lang,
    /// The year of publication.
    Year,
    /// The month of publication.
    Month,
    /// The part of the paper.
    Section,
    /// What it is about.
    Topic,
}

impl FacetField {
    /// Every one, in the order of the help page.
    pub const ALL: [Self; 9] = [
        Self::Outlet,
        Self::Person,
        Self::Org,
        Self::Place,
        Self::Lang,
        Self::Year,
        Self::Month,
        Self::Section,
        Self::Topic,
    ];

    /// The name that it goes by on every surface.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Person => "person",
            Self::Org => "org",
            Self::Place => "place",
            Self::Lang => "lang",
            Self::Year => "year",
            Self::Month => "month",
            Self::Section => "section",
            Self::Topic => "topic",
        }
    }
}

/// The counts of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Of what.
    pub field: FacetField,
    /// The first 20 values, most articles first, then by value; years and months in their order, all of them.
    pub values: Vec<Count>,
    /// How many more values there are.
    pub more: u64,
}

/// The facets that a request asks for, in its order, counted over all matching articles.
pub(super) fn facets(
    archive: &Archive,
    request: &Request,
    question: &Question,
) -> Result<Vec<Facet>, IndexError> {
    if request.facets.is_empty() {
        return Ok(Vec::new());
    }
    let matching = Matching::of_question(archive, question)?;
    request.facets.iter().map(|field| facet(archive, request, &matching, *field)).collect()
}

fn facet(
    archive: &Archive,
    request: &Request,
    matching: &Matching,
    field: FacetField,
) -> Result<Facet, IndexError> {
    let counts = match field {
        FacetField::Outlet => facet::outlets(column(archive, matching, "outlet_name")?),
        FacetField::Lang => column(archive, matching, "lang")?,
        FacetField::Section => column(archive, matching, "section_name")?,
        FacetField::Topic => topics(archive, matching)?,
        FacetField::Person => named(archive, request, matching, EntityKind::Person)?,
        FacetField::Org => named(archive, request, matching, EntityKind::Organisation)?,
        FacetField::Place => named(archive, request, matching, EntityKind::Place)?,
        FacetField::Year => return dates(archive, matching, field, false),
        FacetField::Month => return dates(archive, matching, field, true),
    };
    Ok(Facet::of(field, counts))
}

impl Facet {
    fn of(field: FacetField, mut values: Vec<Count>) -> Self {
        values.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
        let more = values.len().saturating_sub(LISTED) as u64;
        values.truncate(LISTED);
        Self { field, values, more }
    }
}

/// The values of a column in matching articles, each once an article.
pub(super) fn column(archive: &Archive, matching: &Matching, name: &str) -> Result<Vec<Count>, IndexError> {
    let mut totals: BTreeMap<String, u64> = BTreeMap::new();
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let Some(values) = segment.fast_fields().str(name)? else { continue };
        let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
        let matches = |doc: &u32| matching.has(Place::new(at as u32, *doc));
        for doc in segment.doc_ids_alive().filter(matches) {
            let mut ords: Vec<u64> = values.term_ords(doc).collect();
            ords.sort_unstable();
            ords.dedup();
            ords.into_iter().for_each(|ord| *counts.entry(ord).or_default() += 1);
        }
        let ords: Vec<u64> = counts.keys().copied().collect();
        index::values(&values, &ords, |ord, value| {
            *totals.entry(value.to_owned()).or_default() += counts[&ord];
        })
        .map_err(tantivy::TantivyError::from)?;
    }
    Ok(totals.into_iter().map(|(value, articles)| Count { value, articles }).collect())
}

/// The topics of matching articles, forms of one topic together.
fn topics(archive: &Archive, matching: &Matching) -> Result<Vec<Count>, IndexError> {
    let read = |value: &str| {
        let (key, phrase) = Fields::of_topic(value).unwrap_or((value, value));
        (key.to_owned(), phrase.to_owned())
    };
    Ok(facet::joined(column(archive, matching, "topic_name")?, read))
}

/// The names of a kind in matching articles, joined as everywhere.
fn named(
    archive: &Archive,
    request: &Request,
    matching: &Matching,
    kind: EntityKind,
) -> Result<Vec<Count>, IndexError> {
    let mut all: BTreeMap<String, Named> = BTreeMap::new();
    let names = &request.names;
    each(archive, names, kind, &mut |found| {
        if matching.has(found.address) {
            all.entry(found.key.to_owned())
                .or_insert_with(|| Named::empty(names, kind, found.key))
                .add(found);
        }
    })?;
    let shown = all.into_values().map(|named| named.shown(names));
    Ok(shown.map(|named| Count { value: named.name, articles: named.articles }).collect())
}

/// Years or months in their order; articles that are dated less precisely are left out.
fn dates(
    archive: &Archive,
    matching: &Matching,
    field: FacetField,
    by_month: bool,
) -> Result<Facet, IndexError> {
    let mut totals: BTreeMap<(i32, u32), u64> = BTreeMap::new();
    let period = |day: chrono::NaiveDate| (day.year(), if by_month { day.month() } else { 0 });
    timeline::each_date(archive, &mut |place, days| {
        let within = days.map(|(first, last)| (period(first), period(last)));
        if let Some((first, _)) = within.filter(|(first, last)| first == last && matching.has(place)) {
            *totals.entry(first).or_default() += 1;
        }
    })?;
    let label = |(year, month)| if by_month { format!("{year:04}-{month:02}") } else { format!("{year:04}") };
    let values = totals.into_iter().map(|(at, articles)| Count { value: label(at), articles }).collect();
    Ok(Facet { field, values, more: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, request, story};

    fn said(query: &str, field: FacetField) -> Vec<String> {
        let fixture = Fixture::with(&[
            story("One", "Jonas Vale on the quay.").person("Jonas Vale", "Jonas Vale", 0.9).on("2023-05-02"),
            story("Two", "Ada Vale and Jonas M. Vale on the quay.")
                .person("Ada Vale", "Ada Vale", 0.2)
                .person("Jonas M. Vale", "Jonas M. Vale", 0.1)
                .on("2022")
                .outlet("Quay Gazette"),
            story("Three", "Ada Vale at home.").person("Ada Vale", "Ada Vale", 0.3),
        ]);
        let request = Request { facets: vec![field], limit: 1, ..request(query) };
        let facets = fixture.ask(&request).facets;
        facets[0].values.iter().map(|count| format!("{} {}", count.value, count.articles)).collect()
    }

    #[test]
    fn all_matching_articles_are_counted_whatever_is_shown() {
        assert_eq!(said("quay", FacetField::Outlet), ["Harrowmere Courier 1", "Quay Gazette 1"]);
        assert_eq!(said("*", FacetField::Lang), ["en 3"]);
        assert_eq!(said("quay", FacetField::Person), ["Jonas M. Vale 2", "Ada Vale 1"]);
        assert_eq!(said("*", FacetField::Year), ["2022 1", "2023 1"]);
        assert_eq!(said("*", FacetField::Month), ["2023-05 1"]);
        assert_eq!(said("zzz", FacetField::Outlet), Vec::<String>::new());
    }
}
