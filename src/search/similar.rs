//! Articles on the same matter as one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::schema::Field;

use crate::entity::{Entity, registry};
use crate::index::{Archive, IndexError, Place, StoredArticle, analyzer};
use crate::lang::{self, Lang};
use crate::query;
use crate::search::twins::{Comparer, Families};
use crate::search::{lookup, terms};
use crate::text;

/// Words of an article that others are looked for by, and names; what they share is a set of 64.
const WORDS: usize = 40;
const NAMES: usize = 24;

/// What a word of the headline counts against one of the body.
const HEADLINE: f64 = 3.0;

/// What a name that the article is all about counts against a word as rare.
const NAME: f64 = 2.0;

/// How fast further occurrences stop counting, and how much a long article's count less.
///
/// Source: k1 and b of BM25 as Robertson and Zaragoza give them (doi:10.1561/1500000019).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// Words and names that a similar article shares at the least.
const LEAST: u32 = 3;

/// Words and names that are told of what two articles share.
const SHOWN: usize = 6;

/// Articles in a list before folding, for each one that is wanted.
const SPARE: usize = 8;

/// An article on the same matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Where it lies.
    pub place: Place,
    /// How alike, of no meaning but in comparison; more is more.
    pub score: f64,
    /// What both have, what tells most first, the first six: words as the article writes them, names.
    pub shared: Vec<String>,
}

/// The articles that share most with one, best first, at most so many: rare words, and the names that it is about.
/// Reprints and versions of it are left out unless asked for; of each other, the best stands for all.
///
/// # Errors
///
/// When the index cannot be read.
pub fn similar(
    archive: &Archive,
    article: &StoredArticle,
    reprints: bool,
    limit: usize,
) -> Result<Vec<Similar>, IndexError> {
    let Some(own) = lookup::place(archive, article.id())? else { return Ok(Vec::new()) };
    let features = features(archive, article)?;
    let mut ranked = score(archive, &features, own)?;
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
    ranked.truncate(limit.saturating_mul(SPARE).max(SPARE));
    let comparer = Comparer::open(archive)?;
    let traits = comparer.of(own);
    let mut families = Families::default();
    let mut found = Vec::new();
    for (place, score, _, shared) in ranked {
        let other = comparer.of(place);
        let twin = traits.sameness(&other).is_some();
        if twin && !reprints || !twin && families.place(other).1.is_some() {
            continue;
        }
        let shared = told(&features, shared);
        found.push(Similar { place, score, shared });
    }
    found.truncate(limit);
    Ok(found)
}

/// What of the features in a set tells most; words that stand in a name of the set are left out.
fn told(features: &[Feature], set: u64) -> Vec<String> {
    let shared: Vec<&Feature> = features
        .iter()
        .enumerate()
        .filter(|(at, _)| set & (1 << at) != 0)
        .map(|(_, feature)| feature)
        .collect();
    let is_name = |feature: &Feature, field: Field| feature.field != field;
    let stands_in_one = |word: &Feature| {
        let names = shared.iter().filter(|other| is_name(other, word.field));
        names.flat_map(|name| analyzer::terms(&name.written)).any(|part| part == word.written)
    };
    let all = shared.iter().filter(|feature| !stands_in_one(feature));
    all.take(SHOWN).map(|feature| feature.written.clone()).collect()
}

/// Something by which others are looked for.
struct Feature {
    written: String,
    field: Field,
    /// What it may stand as in the index.
    terms: Vec<String>,
    weight: f64,
}

/// What an article is best found by: what weighs most first.
fn features(archive: &Archive, article: &StoredArticle) -> Result<Vec<Feature>, IndexError> {
    let mut words = words(archive, article)?;
    let mut names = names(archive, article)?;
    let by_weight = |features: &mut Vec<Feature>, most| {
        features.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.written.cmp(&b.written)));
        features.truncate(most);
    };
    by_weight(&mut words, WORDS);
    by_weight(&mut names, NAMES);
    words.append(&mut names);
    by_weight(&mut words, WORDS + NAMES);
    Ok(words)
}

/// Its words by their stems, without small words, numbers, and words that no other article has or most have.
fn words(archive: &Archive, article: &StoredArticle) -> Result<Vec<Feature>, IndexError> {
    let lang = article.meta.language.as_ref().map(|lang| lang.value);
    let mut stems: BTreeMap<String, (f64, String)> = BTreeMap::new();
    let title = article.meta.title.as_ref().map_or("", |title| title.value.as_str());
    let body = article.text();
    for (text, counts) in [(title, HEADLINE), (&body, 1.0)] {
        for span in text::words(text) {
            let written = &text[span];
            let word = text::fold(written);
            if tells(lang, &word) {
                let stem = lang.map_or_else(|| word.to_string(), |lang| analyzer::stem(lang, &word));
                stems.entry(stem).or_insert_with(|| (0.0, word.to_string())).0 += counts;
            }
        }
    }
    let all = terms::all(archive);
    let mut features = Vec::new();
    for (stem, (times, written)) in stems {
        let mut own_terms = vec![stem.clone()];
        own_terms.extend(lang.map(|lang| analyzer::stem_term(lang, &stem)));
        let mut articles = 0;
        for term in &own_terms {
            articles += query::articles(archive, archive.fields().body, term)?;
        }
        let weight = (1.0 + times.ln()) * terms::rarity(articles, all);
        if articles > 1 && weight > 0.0 {
            features.push(Feature { written, field: archive.fields().body, terms: own_terms, weight });
        }
    }
    Ok(features)
}

/// Whether a folded word may tell what an article is about.
fn tells(lang: Option<Lang>, word: &str) -> bool {
    let stop = lang.and_then(lang::pack).is_some_and(|pack| pack.stop_words.binary_search(&word).is_ok());
    !stop && word.chars().any(char::is_alphabetic) && (word.len() > 2 || !word.is_ascii())
}

/// The names that it is about, by their salience and rarity.
fn names(archive: &Archive, article: &StoredArticle) -> Result<Vec<Feature>, IndexError> {
    let all = terms::all(archive);
    let mut features: Vec<Feature> = Vec::new();
    for Entity { kind, name, salience, .. } in &article.entities {
        let (field, term) =
            (archive.fields().names_of(*kind), analyzer::name_term(&registry::key(*kind, name)));
        let articles = query::articles(archive, field, &term)?;
        let weight = NAME * f64::from(*salience) * terms::rarity(articles, all);
        let known = features.iter().any(|feature| feature.terms[0] == term && feature.field == field);
        if articles > 1 && weight > 0.0 && !known {
            features.push(Feature { written: name.clone(), field, terms: vec![term], weight });
        }
    }
    Ok(features)
}

/// Every article that shares enough, with its score, id, and what it shares as a set.
fn score(
    archive: &Archive,
    features: &[Feature],
    own: Place,
) -> Result<Vec<(Place, f64, u64, u64)>, IndexError> {
    let lengths = Lengths::open(archive)?;
    let mut scores: FxHashMap<Place, (f64, u64)> = FxHashMap::default();
    for (at, feature) in features.iter().enumerate() {
        for term in &feature.terms {
            terms::each(archive, feature.field, term, &mut |place, times| {
                let times = f64::from(times);
                let part = feature.weight * times / (times + lengths.slowed(place));
                let (score, shared) = scores.entry(place).or_default();
                *score += part;
                *shared |= 1 << at;
            })?;
        }
    }
    let enough =
        scores.into_iter().filter(|(place, (_, shared))| *place != own && shared.count_ones() >= LEAST);
    let comparer = Comparer::open(archive)?;
    let mut all: Vec<(Place, f64, u64, u64)> =
        enough.map(|(place, (score, shared))| (place, score, comparer.key(place), shared)).collect();
    all.sort_by_key(|(_, _, key, _)| Reverse(*key));
    Ok(all)
}

/// Lengths of bodies.
struct Lengths {
    columns: Vec<tantivy::columnar::Column<u64>>,
    average: f64,
}

impl Lengths {
    fn open(archive: &Archive) -> Result<Self, IndexError> {
        let segments = archive.searcher().segment_readers().iter();
        let columns: Result<Vec<_>, tantivy::TantivyError> =
            segments.map(|segment| segment.fast_fields().u64("words")).collect();
        let (words, articles) = (archive.generation().body_words, archive.generation().articles);
        Ok(Self { columns: columns?, average: words as f64 / articles.max(1) as f64 })
    }

    /// The occurrences at which half of a word's weight is reached.
    fn slowed(&self, place: Place) -> f64 {
        let words = self.columns[place.segment_ord as usize].first(place.doc_id).unwrap_or_default() as f64;
        SATURATION * (1.0 - LENGTH + LENGTH * words / self.average.max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, Story, story};

    const FERRY: &str = "The ferry Lady Maren ran aground on the Cinder bank, and the coastguard took all passengers \
        off. Jonas Vale steered.";

    fn stories() -> Vec<Story> {
        vec![
            story("Ferry aground", FERRY).person("Jonas Vale", "Jonas Vale", 0.8),
            story(
                "Inquiry opens",
                "An inquiry into why the ferry went aground on the bank heard Jonas Vale, and \
                the coastguard.",
            )
            .person("Jonas Vale", "Jonas Vale", 0.9),
            story("Passengers aground", &format!("{FERRY} Nobody drowned.")).outlet("Quay Gazette"),
            story("Parking", "Councillors spoke of parking, and of the price of a permit."),
            story("Bread", "Bread is dear, and the baker is sorry for the price of it."),
            story("Roses", "A rose was named after the mayor of the town."),
        ]
    }

    fn said(reprints: bool) -> Vec<String> {
        let fixture = Fixture::with(&stories());
        let archive = fixture.open();
        let article = lookup::lookup(&archive, "Ferry aground.txt").expect("an index").remove(0);
        let found = similar(&archive, &article, reprints, 10).expect("an index");
        let title = |place| archive.load(place).expect("an article").meta.title.expect("a title").value;
        found.iter().map(|found| format!("{}: {}", title(found.place), found.shared.join(", "))).collect()
    }

    #[test]
    fn what_shares_rare_words_and_names_is_on_the_same_matter() {
        let found = said(false);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("Inquiry opens: "), "{found:?}");
        assert!(found[0].contains("Jonas Vale") && found[0].contains("ferry"), "{found:?}");
    }

    #[test]
    fn reprints_are_shown_when_asked_for() {
        let found = said(true);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("Passengers aground"), "{found:?}");
    }
}
