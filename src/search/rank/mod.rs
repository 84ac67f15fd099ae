//! The order of hits: one formula over the matching documents, the same for every history of the index.
//!
//! A word earns by BM25F (Robertson, Zaragoza and Taylor 2004, doi:10.1145/1031171.1031181) over headline, lead and
//! body: its frequencies there are weighted, divided by the lengths' share of the average, added, and only then
//! saturated. On top come words of the query that stand side by side ([`pair`]), and names by their salience
//! ([`name`]). Numbers of articles and words come from the commit, document frequencies count undeleted articles only,
//! and parts add up in the order of the query: so neither segments nor deletions can change a bit.
//!
//! The constants here and in `feedback.rs` are those that none of 48 single moves, each to either side, betters by more
//! than 0.0005 in the mean over people, subjects and headlines of half of Reuters-21578 (of nDCG@10 and MAP, of headlines
//! the reciprocal rank).

mod fresh;
mod lengths;
mod name;
mod pair;
mod related;
mod rows;
mod scorer;
mod word;

pub use fresh::Freshness;
pub(super) use lengths::Lengths;
pub(super) use scorer::Scorer;
pub(super) use word::share;

use serde::Serialize;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

use self::name::NameScorer;
use self::related::Related;
use self::scorer::{Age, Part};
use self::word::WordScorer;
use crate::index::{Archive, IndexError};
use crate::query::{Place, Plan, Slot, Unit};
use crate::search::{Order, frequency};

/// How much the length of the body counts for a query of one word.
///
/// Source: a sweep of 0.1 to 0.75 on judged news-wire queries of one or two words; a long article about a person
/// is about that person all the same.
const B: f64 = 0.15;
/// What each further word of the query adds to that, up to [`MAX_B`]: many words meet in a long text by chance.
///
/// Source: that long queries want more smoothing by length is Zhai and Lafferty 2004, doi:10.1145/984321.984322; the
/// line was measured on names (1 to 3 words), subjects (1 to 4) and whole headlines (6 to 9) of the news wire.
const B_STEP: f64 = 0.1;
/// The most that the length of the body counts: near Okapi BM25's usual 0.75, and the best for headlines.
const MAX_B: f64 = 0.7;

/// Why a hit has its score: one part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What of the query it is about, as typed.
    pub what: String,
    /// What was found.
    pub why: Why,
    /// What that adds to the score.
    pub points: f64,
}

/// What a part of a score is for.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// A word or phrase stands there so often; in so many articles of the archive it stands at all.
    Words {
        /// Times in the headline.
        headline: u32,
        /// Times among the first words of the body.
        lead: u32,
        /// Times in the body, the lead included.
        body: u32,
        /// Articles that have it.
        articles: u64,
        /// Whether it was not asked for, but stands in the best articles for what was.
        related: bool,
    },
    /// Neighbours in the query stand side by side so often.
    Together {
        /// Times in headline and body.
        times: u32,
    },
    /// A name that the article is about to this share of what it could be.
    Central {
        /// Steps of salience, added up over the names that match.
        steps: u32,
        /// Articles that have it.
        articles: u64,
    },
    /// Its age takes so much, where newer articles are asked for.
    Old {
        /// In days; none for an undated article, which counts as the oldest.
        days: Option<u64>,
    },
}

/// What is scored of a query, in its order.
struct Asked {
    unit: Unit,
    /// Rarity and weight in one.
    factor: f64,
    /// Articles that have it, by its rarest word.
    articles: u64,
    /// The share of a word's articles that name somebody so; 0 for what is no single word of the text.
    named: f64,
}

/// The formula for one query, with what it needs to know of the whole archive.
pub(super) struct Formula<'a> {
    archive: &'a Archive,
    asked: Vec<Asked>,
    /// What was not asked for, but stands in the best answers.
    related: Vec<Asked>,
    /// How much the length of the body counts.
    b: f64,
    fresh: Option<Freshness>,
}

impl<'a> Formula<'a> {
    /// Counts what the units of a plan need.
    pub(super) fn new(archive: &'a Archive, plan: &Plan, order: Order) -> Result<Self, IndexError> {
        let fresh = match order {
            Order::Fresh(fresh) => Some(fresh),
            Order::Relevance | Order::Newest | Order::Oldest => None,
        };
        let (mut asked, mut related) = (Vec::new(), Vec::new());
        for unit in plan.units.iter().filter(|unit| !unit.is_spelled()) {
            let list = if unit.related { &mut related } else { &mut asked };
            list.push(Asked::new(archive, unit.clone(), unit.boost)?);
            for words in name::words(unit) {
                let weight = name::WORDS * unit.boost;
                asked.push(Asked::new(archive, words, weight)?);
            }
        }
        let is_word = |asked: &&Asked| !matches!(asked.unit.place, Place::Names(_));
        let counted = asked.iter().filter(is_word).count();
        Ok(Self { archive, asked, related, b: length_share(counted), fresh })
    }

    /// The formula over one segment, with the lengths of its bodies where these are known.
    pub(super) fn open(
        &self,
        segment: &SegmentReader,
        known: Option<&Lengths>,
    ) -> Result<Scorer, IndexError> {
        let mut lengths = match known {
            Some(known) => known.clone(),
            None => self.lengths(segment)?,
        };
        let related = Related::of_all(self.archive, segment, &self.related, &mut lengths)?;
        self.scorer(segment, related, lengths)
    }

    /// The parts of one document's score, in the order of the query, without those that add nothing.
    pub(super) fn reasons(&self, segment: &SegmentReader, doc: DocId) -> Result<Vec<Reason>, IndexError> {
        let mut lengths = self.lengths(segment)?;
        let related = Related::of_one(self.archive, segment, &self.related, &mut lengths, doc)?;
        self.scorer(segment, related, lengths)?.reasons(doc)
    }

    /// What scores documents of a segment, with what related words earn in these.
    fn scorer(
        &self,
        segment: &SegmentReader,
        related: Related,
        lengths: Lengths,
    ) -> Result<Scorer, IndexError> {
        let mut parts = Vec::new();
        for asked in &self.asked {
            parts.push(match asked.unit.place {
                Place::Names(_) | Place::Said => Part::Name(NameScorer::open(self.archive, segment, asked)?),
                _ => Part::Word(Box::new(WordScorer::open(self.archive, segment, asked)?)),
            });
        }
        let age = self.fresh.map(|fresh| Age::open(fresh, segment)).transpose()?;
        Ok(Scorer::new(parts, pair::of(&self.asked), related, lengths, age))
    }

    fn lengths(&self, segment: &SegmentReader) -> tantivy::Result<Lengths> {
        let generation = self.archive.generation();
        let average = (generation.body_words as f64 / generation.articles.max(1) as f64).max(1.0);
        Lengths::open(average, self.b, segment)
    }
}

impl Asked {
    fn new(archive: &Archive, unit: Unit, weight: f64) -> Result<Self, IndexError> {
        let all = archive.generation().articles;
        let (mut rarity, mut articles) = (0.0, all);
        for slot in &unit.slots {
            let found = documents(archive, unit.place, slot)?.min(all);
            articles = articles.min(found);
            rarity += (1.0 + (all as f64 - found as f64 + 0.5) / (found as f64 + 0.5)).ln();
        }
        let named = word::named(archive, &unit)?;
        Ok(Self { unit, factor: weight * rarity, articles, named })
    }
}

/// How much the length of the body counts for a query of so many units.
fn length_share(units: usize) -> f64 {
    (B + B_STEP * units.saturating_sub(1) as f64).min(MAX_B)
}

/// In how many articles a word stands, as the largest number of its fields: what stands in the headline nearly
/// always stands in the body, too.
fn documents(archive: &Archive, place: Place, slot: &Slot) -> Result<u64, IndexError> {
    let mut most = 0;
    for field in fields(archive, place) {
        most = most.max(frequency::documents(archive, field, slot)?);
    }
    Ok(most)
}

/// The fields that a unit is counted in.
fn fields(archive: &Archive, place: Place) -> Vec<Field> {
    let fields = archive.fields();
    match place {
        Place::Text => vec![fields.title, fields.body],
        Place::Title => vec![fields.title],
        Place::Removed => vec![fields.removed],
        Place::Names(kind) => vec![fields.names_of(kind)],
        Place::Said => vec![fields.speaker],
    }
}

/// A frequency that counts less and less: half of what it can at `half`, 1 at 1.
#[inline]
fn saturated(frequency: f64, half: f64) -> f64 {
    if frequency == 0.0 { 0.0 } else { (1.0 + half) * frequency / (frequency + half) }
}
