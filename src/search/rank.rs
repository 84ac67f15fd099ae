//! The order of hits: one formula over the matching documents, the same for every history of the index.
//!
//! The score is BM25F (Robertson, Zaragoza and Taylor 2004, doi:10.1145/1031171.1031181) over headline and body:
//! a word's frequencies in both are weighted, divided by the lengths' share of the average, added, and only then
//! saturated. Numbers of articles and words come from the commit, document frequencies count undeleted articles
//! only, and words add up in the order of the query: so neither segments nor deletions can change a bit.

use tantivy::columnar::Column;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::index::{Archive, IndexError};
use crate::query::{Frequencies, Leaf, Place, Plan, Slot, Unit};
use crate::search::frequency;

/// How soon repetition of a word stops counting.
///
/// Source: the usual value of Okapi BM25; between it and 0.9 judged news-wire queries showed little difference.
const K1: f64 = 1.2;
/// How much the length of the body counts for a query of one word.
///
/// Source: a sweep of 0.2 to 0.75 on judged news-wire queries of one or two words; a long article about a person
/// is about that person all the same.
const B: f64 = 0.2;
/// What each further word of the query adds to that, up to [`MAX_B`]: many words meet in a long text by chance.
///
/// Source: that long queries want more smoothing by length is Zhai and Lafferty 2004, doi:10.1145/984321.984322; the
/// line was measured on names (1 to 3 words), subjects (1 to 4) and whole headlines (6 to 9) of the news wire.
const B_STEP: f64 = 0.1;
/// The most that the length of the body counts: Okapi BM25's usual value, and the best for headlines.
const MAX_B: f64 = 0.75;
/// How much the length of the headline counts. Headlines are all short: 0 was better than 0.2 and 0.4 throughout.
const TITLE_B: f64 = 0.0;
/// How many words of the body one word of the headline is worth.
///
/// Source: of 1 to 8, 3 to 5 were best on judged news-wire queries for people and subjects.
const TITLE_WEIGHT: f64 = 4.0;
/// Salience step at which a name earns half of what it can.
const SALIENCE_HALF: f64 = 3.0;
/// What the words of a name in headline and body earn, where the name is asked for, against its salience: enough to
/// order articles of one salience by how much they speak of the name.
///
/// Source: 0.1 to 3 are alike on 42 people asked for by surname (MAP 0.783 to 0.789, without it 0.771); by full name
/// 0.1 and 0.3 are best.
const NAME_WORDS: f64 = 0.3;

/// The formula for one query, with what it needs to know of the whole archive.
pub(super) struct Formula<'a> {
    archive: &'a Archive,
    /// What is scored, with its rarity and weight in one factor.
    units: Vec<(Unit, f64)>,
}

impl<'a> Formula<'a> {
    /// Counts what the units of a plan need.
    pub(super) fn new(archive: &'a Archive, plan: &Plan) -> Result<Self, IndexError> {
        let mut units = Vec::new();
        for unit in &plan.units {
            units.push((unit.clone(), unit.boost * rarity(archive, unit)?));
            for unit in name_words(unit) {
                let factor = NAME_WORDS * unit.boost * rarity(archive, &unit)?;
                units.push((unit, factor));
            }
        }
        Ok(Self { archive, units })
    }

    /// The formula over one segment.
    pub(super) fn open(&self, segment: &SegmentReader) -> Result<Scorer, IndexError> {
        let open = |(unit, factor): &(Unit, f64)| UnitScorer::open(self.archive, segment, unit, *factor);
        let units: Result<Vec<UnitScorer>, IndexError> = self.units.iter().map(open).collect();
        let generation = self.archive.generation();
        let average = |words: u64| (words as f64 / generation.articles.max(1) as f64).max(1.0);
        let fields = segment.fast_fields();
        Ok(Scorer {
            units: units?,
            words: Lengths {
                column: fields.u64("words")?,
                average: average(generation.body_words),
                b: length_share(self.units.len()),
            },
            title_words: Lengths {
                column: fields.u64("title_words")?,
                average: average(generation.title_words),
                b: TITLE_B,
            },
        })
    }
}

/// How much the length of the body counts for a query of so many units.
fn length_share(units: usize) -> f64 {
    (B + B_STEP * units.saturating_sub(1) as f64).min(MAX_B)
}

/// The words of a name that is asked for, as words of the text.
fn name_words(unit: &Unit) -> impl Iterator<Item = Unit> + '_ {
    unit.words.iter().map(|slot| Unit {
        place: Place::Text,
        slots: vec![slot.clone()],
        words: Vec::new(),
        ..unit.clone()
    })
}

/// How much it says that an article has this unit: the inverse document frequency of each of its words, added up.
fn rarity(archive: &Archive, unit: &Unit) -> Result<f64, IndexError> {
    let articles = archive.generation().articles as f64;
    let mut sum = 0.0;
    for slot in &unit.slots {
        let found = documents(archive, unit.place, slot)?.min(archive.generation().articles) as f64;
        sum += (1.0 + (articles - found + 0.5) / (found + 0.5)).ln();
    }
    Ok(sum)
}

/// In how many articles a word stands, as the largest number of its fields: what stands in the headline nearly
/// always stands in the body, too.
fn documents(archive: &Archive, place: Place, slot: &Slot) -> Result<u64, IndexError> {
    let mut most = 0;
    for (field, _) in fields(archive, place) {
        most = most.max(frequency::documents(archive, field, slot)?);
    }
    Ok(most)
}

/// The fields that a unit is scored in, with their weights.
fn fields(archive: &Archive, place: Place) -> Vec<(Field, Part)> {
    let fields = archive.fields();
    match place {
        Place::Text => vec![(fields.title, Part::Title), (fields.body, Part::Body)],
        Place::Title => vec![(fields.title, Part::Title)],
        Place::Removed => vec![(fields.removed, Part::Removed)],
        Place::Names(kind) => vec![(fields.names_of(kind), Part::Names)],
        Place::Said => vec![(fields.speaker, Part::Names)],
    }
}

/// What a field is to the formula.
#[derive(Clone, Copy)]
enum Part {
    Title,
    Body,
    Removed,
    Names,
}

/// The formula over one segment.
pub(super) struct Scorer {
    units: Vec<UnitScorer>,
    words: Lengths,
    title_words: Lengths,
}

impl Scorer {
    /// The score of a document; documents must not go backwards from call to call. 0 without units.
    pub(super) fn score(&mut self, doc: DocId) -> f32 {
        if self.units.is_empty() {
            return 0.0;
        }
        let (body, title) = (self.words.divisor(doc), self.title_words.divisor(doc));
        self.units.iter_mut().map(|unit| unit.score(doc, body, title)).sum::<f64>() as f32
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
        if self.b == 0.0 {
            return 1.0;
        }
        let words = self.column.first(doc).unwrap_or(0) as f64;
        1.0 - self.b + self.b * words / self.average
    }
}

struct UnitScorer {
    factor: f64,
    parts: Vec<(Part, Frequencies)>,
}

impl UnitScorer {
    fn open(
        archive: &Archive,
        segment: &SegmentReader,
        unit: &Unit,
        factor: f64,
    ) -> Result<Self, IndexError> {
        let open = |(field, part): (Field, Part)| -> Result<_, TantivyError> {
            Ok((part, Frequencies::open(&Leaf { field, slots: unit.slots.clone() }, segment)?))
        };
        let parts: Result<Vec<_>, _> = fields(archive, unit.place).into_iter().map(open).collect();
        Ok(Self { factor, parts: parts? })
    }

    fn score(&mut self, doc: DocId, body: f64, title: f64) -> f64 {
        let (mut weighted, mut half) = (0.0, K1);
        for (part, frequencies) in &mut self.parts {
            let count = f64::from(frequencies.at(doc));
            match part {
                Part::Title => weighted += TITLE_WEIGHT * count / title,
                Part::Body => weighted += count / body,
                Part::Removed => weighted += count,
                Part::Names => {
                    weighted += count;
                    half = SALIENCE_HALF;
                }
            }
        }
        if weighted == 0.0 { 0.0 } else { self.factor * (1.0 + half) * weighted / (weighted + half) }
    }
}
