//! What the articles of a query are about, and when.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::Datelike;
use rustc_hash::FxHashMap;
use tantivy::TantivyError;

use crate::index::{self, Archive, Fields, IndexError, Place};
use crate::query::{self, Clause, Notice, Resolved};
use crate::search::matching::Matching;
use crate::search::profile::{self, Month};
use crate::search::{Request, terms, timeline};
use crate::text;

/// Months at the end that are compared with as many before.
const TREND: usize = 3;

/// A topic in the articles of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicCount {
    /// As most articles write it, or as the user names it.
    pub topic: String,
    /// Whether the user names it, by a query.
    pub by_query: bool,
    /// Matching articles with it.
    pub articles: u64,
    /// Articles of the archive with it.
    pub all: u64,
    /// Dated articles a month, from the first to the last month of all matching articles.
    pub months: Vec<Month>,
}

impl TopicCount {
    /// Articles of the last three months less those of the three before.
    pub fn trend(&self) -> i64 {
        let sum = |months: &[Month]| months.iter().map(|month| month.articles).sum::<u64>().cast_signed();
        let last = self.months.len().saturating_sub(TREND);
        sum(&self.months[last..]) - sum(&self.months[last.saturating_sub(TREND)..last])
    }
}

/// What the articles of a query are about.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicReport {
    /// Matching articles.
    pub articles: u64,
    /// The user's topics in the order of their file, those without an article too; then those that articles have
    /// themselves, by their number and how rare they are elsewhere.
    pub topics: Vec<TopicCount>,
    /// How many topics of articles there are, listed or not.
    pub total: usize,
    /// What was taken literally.
    pub notices: Vec<Notice>,
    /// Whom names were taken for.
    pub names: Vec<Resolved>,
}

/// The topics of the articles of a request, at most so many beside the user's own; those of one article alone are left
/// out where others are in more.
///
/// # Errors
///
/// When the index cannot be read.
pub fn topics(archive: &Archive, request: &Request, limit: usize) -> Result<TopicReport, IndexError> {
    let parsed = query::parse(&request.query);
    let whole = request.whole(parsed.query);
    let matching = Matching::of_clause(archive, &whole, request.sense(), parsed.notices)?;
    let months = Months::of(archive, &matching)?;
    let mut topics = Vec::new();
    for (name, query) in request.topics.all() {
        let own = query::parse(query).query;
        let both = Clause::and(vec![whole.clone(), own.clone()]);
        let found = Matching::of_clause(archive, &both, request.sense(), Vec::new())?;
        let all = Matching::of_clause(archive, &own, request.sense(), Vec::new())?.len();
        topics.push(TopicCount {
            topic: name.to_owned(),
            by_query: true,
            articles: found.len(),
            all,
            months: months.where_(archive, &found)?,
        });
    }
    let (chosen, total) = chosen(archive, &matching, limit)?;
    topics.extend(read(archive, &matching, &months, &chosen)?);
    Ok(TopicReport {
        articles: matching.len(),
        topics,
        total,
        notices: matching.notices,
        names: matching.names,
    })
}

/// Articles with a topic: matching, all.
type Numbers = (u64, u64);

/// The topics to list, as keys with their numbers, best first, and how many there are.
fn chosen(
    archive: &Archive,
    matching: &Matching,
    limit: usize,
) -> Result<(Vec<(u64, Numbers)>, usize), IndexError> {
    let mut numbers: FxHashMap<u64, Numbers> = FxHashMap::default();
    each(archive, &mut |place, key, _| {
        let (with, all) = numbers.entry(key).or_default();
        *with += u64::from(matching.has(place));
        *all += 1;
    })?;
    let archived = terms::all(archive);
    let score = |(with, all): Numbers| with as f64 * (0.1 + terms::rarity(all, archived));
    let mut found: Vec<(u64, Numbers)> = numbers.into_iter().filter(|(_, (with, _))| *with > 0).collect();
    let total = found.len();
    found.sort_unstable_by(|(a, first), (b, second)| {
        let lone = |numbers: &Numbers| numbers.0 < 2;
        lone(first)
            .cmp(&lone(second))
            .then_with(|| score(*second).total_cmp(&score(*first)))
            .then_with(|| a.cmp(b))
    });
    found.truncate(limit);
    Ok((found, total))
}

/// Hands out the topics of every article: where, its key, how it is written; each topic of an article once.
fn each(archive: &Archive, seen: &mut dyn FnMut(Place, u64, &str)) -> Result<(), IndexError> {
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let Some(values) = segment.fast_fields().str("topic_name")? else { continue };
        let meet = |value: &str| {
            let (key, phrase) = Fields::of_topic(value).unwrap_or((value, value));
            Some((text::key(key), phrase.to_owned()))
        };
        let known = index::values_of(&values, segment.doc_ids_alive(), meet).map_err(TantivyError::from)?;
        for doc in segment.doc_ids_alive() {
            let mut done: Vec<u64> = Vec::new();
            for (key, phrase) in values.term_ords(doc).filter_map(|ord| known.get(&ord)) {
                if !done.contains(key) {
                    done.push(*key);
                    seen(Place::new(at as u32, doc), *key, phrase);
                }
            }
        }
    }
    Ok(())
}

/// How the chosen topics are written, and their months.
fn read(
    archive: &Archive,
    matching: &Matching,
    months: &Months,
    chosen: &[(u64, Numbers)],
) -> Result<Vec<TopicCount>, IndexError> {
    let places: FxHashMap<u64, usize> = chosen.iter().enumerate().map(|(at, (key, _))| (*key, at)).collect();
    let mut forms: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new(); chosen.len()];
    let mut counts: Vec<BTreeMap<(i32, u32), u64>> = vec![BTreeMap::new(); chosen.len()];
    each(archive, &mut |place, key, phrase| {
        let Some(at) = places.get(&key).filter(|_| matching.has(place)) else { return };
        *forms[*at].entry(phrase.to_owned()).or_default() += 1;
        if let Some(month) = months.by_place.get(&place) {
            *counts[*at].entry(*month).or_default() += 1;
        }
    })?;
    let written = |forms: &BTreeMap<String, u64>| {
        let best = forms.iter().max_by_key(|(form, articles)| (**articles, Reverse(form.len())));
        best.map_or(String::new(), |(form, _)| form.clone())
    };
    let rows = chosen.iter().zip(forms.iter().zip(&counts));
    let count = |((_, (articles, all)), (forms, counts)): (&(u64, Numbers), _)| TopicCount {
        topic: written(forms),
        by_query: false,
        articles: *articles,
        all: *all,
        months: months.filled(counts),
    };
    Ok(rows.map(count).collect())
}

/// The months of the matching articles.
struct Months {
    by_place: FxHashMap<Place, (i32, u32)>,
    span: BTreeMap<(i32, u32), u64>,
}

impl Months {
    fn of(archive: &Archive, matching: &Matching) -> Result<Self, IndexError> {
        let mut months = Self { by_place: FxHashMap::default(), span: BTreeMap::new() };
        timeline::each_date(archive, &mut |place, days| {
            let Some((first, last)) = days.filter(|_| matching.has(place)) else { return };
            let month = (first.year(), first.month());
            if month == (last.year(), last.month()) {
                months.by_place.insert(place, month);
                months.span.insert(month, 0);
            }
        })?;
        Ok(months)
    }

    /// The months of some of the articles.
    fn where_(&self, archive: &Archive, found: &Matching) -> Result<Vec<Month>, IndexError> {
        let mut counts = BTreeMap::new();
        timeline::each_date(archive, &mut |place, _| {
            if let Some(month) = self.by_place.get(&place).filter(|_| found.has(place)) {
                *counts.entry(*month).or_default() += 1;
            }
        })?;
        Ok(self.filled(&counts))
    }

    /// Every month of the span, with what was counted.
    fn filled(&self, counts: &BTreeMap<(i32, u32), u64>) -> Vec<Month> {
        let mut all = self.span.clone();
        let ends = [self.span.keys().next(), self.span.keys().next_back()];
        all.retain(|month, _| ends.contains(&Some(month)));
        all.extend(counts);
        profile::every_month(&all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, request, story};

    fn report(query: &str) -> Vec<String> {
        let fixture = Fixture::with(&[
            story("One", "The dock strike began.").topic("dock strike").topic("roster").on("2023-01-05"),
            story("Two", "Dock strikes go on.").topic("dock strikes").on("2023-03-01"),
            story("Three", "Rain.").topic("rain").on("2023-03-02"),
            story("Four", "Dock strike.").topic("dock strike"),
        ]);
        let report = topics(&fixture.open(), &request(query), 10).expect("an index");
        report
            .topics
            .iter()
            .map(|topic| {
                let months: Vec<String> =
                    topic.months.iter().map(|month| month.articles.to_string()).collect();
                format!("{} {}/{} {}", topic.topic, topic.articles, topic.all, months.join(","))
            })
            .collect()
    }

    #[test]
    fn forms_are_counted_together_and_by_month() {
        assert_eq!(report("*")[0], "dock strike 3/3 1,0,1");
        assert_eq!(report("rain"), ["rain 1/1 1"]);
        assert_eq!(report("began"), ["roster 1/1 1", "dock strike 1/3 1"]);
    }

    #[test]
    fn a_topic_is_found_by_its_words_and_as_a_whole() {
        let fixture = Fixture::with(&[
            story("One", "They strike.").topic("dock strikes"),
            story("Two", "The dock strike.").topic("rain"),
        ]);
        assert_eq!(fixture.titles("topic:dock"), ["One"]);
        assert_eq!(fixture.titles("topic:\"dock strikes\""), ["One"]);
        assert_eq!(fixture.titles("topic:\"dock strike\""), ["One"]);
        assert_eq!(fixture.titles("-topic:dock"), ["Two"]);
    }
}
