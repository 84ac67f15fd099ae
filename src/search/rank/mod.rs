//! The order of hits: one formula over the matching documents, the same for every history of the index.
//!
//! A word earns by BM25F (Robertson, Zaragoza and Taylor 2004, doi:10.1145/1031171.1031181) over headline, lead and
//! body: its frequencies there are weighted, divided by the lengths' share of the average, added, and only then
//! saturated. On top come words of the query that stand side by side ([`pair`]), and names by their salience
//! ([`name`]). Numbers of articles and words come from the commit, document frequencies count undeleted articles only,
//! and parts add up in the order of the query: so neither segments nor deletions can change a bit.

mod fresh;
mod name;
mod pair;
mod word;

pub use fresh::Freshness;
pub(super) use word::share;

use serde::Serialize;
use tantivy::columnar::Column;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TERMINATED};

use self::name::NameScorer;
use self::pair::Pair;
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

/// What sums in another order than that of the query may lack, by rounding, and then some.
const SLACK: f64 = 1.0 + 1e-6;

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
        let mut asked = Vec::new();
        for unit in &plan.units {
            asked.push(Asked::new(archive, unit.clone(), unit.boost)?);
            for words in name::words(unit) {
                let weight = name::WORDS * unit.boost;
                asked.push(Asked::new(archive, words, weight)?);
            }
        }
        let is_word = |asked: &&Asked| !asked.unit.related && !matches!(asked.unit.place, Place::Names(_));
        let counted = asked.iter().filter(is_word).count();
        Ok(Self { archive, asked, b: length_share(counted), fresh })
    }

    /// The formula over one segment.
    pub(super) fn open(&self, segment: &SegmentReader) -> Result<Scorer, IndexError> {
        let mut parts = Vec::new();
        for asked in &self.asked {
            parts.push(match asked.unit.place {
                Place::Names(_) | Place::Said => Part::Name(NameScorer::open(self.archive, segment, asked)?),
                _ => Part::Word(Box::new(WordScorer::open(self.archive, segment, asked)?)),
            });
        }
        let generation = self.archive.generation();
        let average = (generation.body_words as f64 / generation.articles.max(1) as f64).max(1.0);
        let words = Lengths { column: segment.fast_fields().u64("words")?, average, b: self.b };
        let age = match self.fresh {
            Some(fresh) => Some(Age { fresh, day: segment.fast_fields().i64("first_day")? }),
            None => None,
        };
        let mut rarest_first: Vec<usize> = (0..self.asked.len()).collect();
        rarest_first.sort_by_key(|at| self.asked[*at].articles);
        let pairs = pair::of(&self.asked);
        let rests = rests(&parts, &pairs);
        Ok(Scorer { parts, rests, rarest_first, pairs, words, age, points: Vec::new() })
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

/// The formula over one segment.
pub(super) struct Scorer {
    parts: Vec<Part>,
    /// For each part, the most that it, those behind it and the pairs can add in any document.
    rests: Vec<f64>,
    /// Indices of the parts.
    rarest_first: Vec<usize>,
    pairs: Vec<Pair>,
    words: Lengths,
    age: Option<Age>,
    /// What each part adds in the document last asked for, units before pairs.
    points: Vec<f64>,
}

enum Part {
    Word(Box<WordScorer>),
    Name(NameScorer),
}

/// The most that each part, those behind it and the pairs can add.
fn rests(parts: &[Part], pairs: &[Pair]) -> Vec<f64> {
    let mut rest: f64 = pairs.iter().map(Pair::ceiling).sum();
    let behind = parts.iter().rev().map(|part| {
        rest += match part {
            Part::Word(word) => word.ceiling(),
            Part::Name(name) => name.ceiling(),
        };
        rest
    });
    let mut rests: Vec<f64> = behind.collect();
    rests.reverse();
    rests
}

impl Scorer {
    /// The score of a document, if it can be as high as `least`; documents must not go backwards from call to call. 0
    /// without units.
    pub(super) fn score(&mut self, doc: DocId, least: f32) -> Option<f32> {
        if least == f32::INFINITY {
            return None;
        }
        let body = self.words.divisor(doc);
        let factor = self.age.as_ref().map_or(1.0, |age| age.factor(doc));
        let can = self.bound(doc, body, least, factor) && self.settle(doc, body, least, factor);
        can.then(|| self.sum(factor))
    }

    /// The first document from `target` on in which every part stands; for words alone.
    pub(super) fn next(&mut self, mut target: DocId) -> DocId {
        let (mut agreed, mut turn) = (0, 0);
        while agreed < self.rarest_first.len() && target != TERMINATED {
            let found = match &mut self.parts[self.rarest_first[turn]] {
                Part::Word(word) => word.seek(target),
                Part::Name(_) => target,
            };
            agreed = if found == target { agreed + 1 } else { 1 };
            target = found;
            turn = (turn + 1) % self.rarest_first.len();
        }
        target
    }

    /// Sets the points to no less than what each part adds, for what can be known without places in the text; stops
    /// with `false` once these and the most that the parts behind can ever add, times the factor, cannot reach `least`.
    fn bound(&mut self, doc: DocId, body: f64, least: f32, factor: f64) -> bool {
        self.points.clear();
        let mut sum = 0.0;
        for (part, rest) in self.parts.iter_mut().zip(&self.rests) {
            if ((sum + rest) * factor * SLACK) < f64::from(least) {
                return false;
            }
            let most = match part {
                Part::Word(word) => word.most(doc, body),
                Part::Name(name) => name.points(doc),
            };
            sum += most;
            self.points.push(most);
        }
        for pair in &self.pairs {
            let most = self.at(pair).map_or(0.0, |(one, other)| pair.most(one, other, body));
            self.points.push(most);
        }
        true
    }

    /// Sets the points, one after the other, to what each part adds, units before pairs, and stops with `false` once
    /// their sum, times the factor, cannot reach `least`.
    fn settle(&mut self, doc: DocId, body: f64, least: f32, factor: f64) -> bool {
        for at in 0..self.points.len() {
            if self.sum(factor) < least {
                return false;
            }
            self.points[at] = self.exact(at, doc, body);
        }
        true
    }

    /// What a part adds that was bounded before, and the parts before it settled.
    fn exact(&mut self, at: usize, doc: DocId, body: f64) -> f64 {
        match self.parts.get_mut(at) {
            Some(Part::Word(word)) => word.points(doc, body),
            Some(Part::Name(_)) => self.points[at],
            None => {
                let pair = &self.pairs[at - self.parts.len()];
                self.at(pair).map_or(0.0, |(one, other)| pair.points(one, other, body))
            }
        }
    }

    /// The points together; rounding never makes more of less, as they add up in one order.
    fn sum(&self, factor: f64) -> f32 {
        (self.points.iter().sum::<f64>() * factor) as f32
    }

    /// The words of a pair.
    fn at(&self, pair: &Pair) -> Option<(&WordScorer, &WordScorer)> {
        match (&self.parts[pair.first], &self.parts[pair.second]) {
            (Part::Word(one), Part::Word(other)) => Some((one, other)),
            _ => None,
        }
    }

    /// The parts of a document's score, in the order of the query, without those that add nothing.
    pub(super) fn reasons(&mut self, doc: DocId) -> Vec<Reason> {
        let body = self.words.divisor(doc);
        self.bound(doc, body, f32::NEG_INFINITY, 1.0);
        self.settle(doc, body, f32::NEG_INFINITY, 1.0);
        let parts = self.parts.iter().map(|part| match part {
            Part::Word(word) => word.reason(),
            Part::Name(name) => name.reason(),
        });
        let pairs = self.pairs.iter().map(|pair| {
            let times = self.at(pair).map_or(0, |(one, other)| pair::times(one, other));
            (pair.what.clone(), Why::Together { times })
        });
        let all = parts.chain(pairs).zip(&self.points).filter(|(_, points)| **points != 0.0);
        let reasons = all.map(|((what, why), points)| Reason { what, why, points: *points });
        let age = self.age.as_ref().map(|age| age.reason(doc, self.points.iter().sum()));
        reasons.chain(age).collect()
    }
}

/// What its age takes from a document.
struct Age {
    fresh: Freshness,
    day: Column<i64>,
}

impl Age {
    fn factor(&self, doc: DocId) -> f64 {
        self.fresh.factor(self.day.first(doc))
    }

    fn reason(&self, doc: DocId, points: f64) -> Reason {
        let days = self.day.first(doc).map(|day| self.fresh.age(day));
        Reason { what: "age".to_owned(), why: Why::Old { days }, points: points * (self.factor(doc) - 1.0) }
    }
}

struct Lengths {
    column: Column<u64>,
    average: f64,
    b: f64,
}

impl Lengths {
    /// What frequencies are divided by: 1 for a text of average length, more for a longer one.
    fn divisor(&self, doc: DocId) -> f64 {
        let words = self.column.first(doc).unwrap_or(0) as f64;
        1.0 - self.b + self.b * words / self.average
    }
}

/// A frequency that counts less and less: half of what it can at `half`, 1 at 1.
fn saturated(frequency: f64, half: f64) -> f64 {
    if frequency == 0.0 { 0.0 } else { (1.0 + half) * frequency / (frequency + half) }
}
