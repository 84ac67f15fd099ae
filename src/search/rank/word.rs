//! What a word or phrase of the text earns.

use tantivy::SegmentReader;
use tantivy::schema::Field;

use crate::index::{Archive, IndexError, analyzer};
use crate::query::{Frequencies, Leaf, Place, Slot, Unit};
use crate::search::frequency;
use crate::search::rank::rows::{Row, Rows};
use crate::search::rank::{Asked, Why, saturated};

/// How soon repetition of a word stops counting.
///
/// Source: the usual value of Okapi BM25; between it and 0.9 judged news-wire queries showed little difference.
pub(super) const K1: f64 = 1.2;
/// How many words of the body one word of the headline is worth.
///
/// Source: of 1 to 8, 3 to 5 were best on judged news-wire queries for people and subjects.
pub(super) const TITLE: f64 = 4.0;
/// How many more words of the body one word of its lead is worth.
///
/// Source: of 0.25 to 2, 0.5 lifted headlines asked for as queries (MRR 0.837 to 0.852) without a loss elsewhere;
/// more of it costs people asked for by name.
const LEAD: f64 = 0.5;
/// Positions of the body that are its lead. Source: of 15 to 100, 30 was best throughout.
const LEAD_WORDS: u32 = 30;
/// What a word earns as part of the name of someone whom the article is about, where it is hardly ever anything else.
///
/// Source: of 0.1 to 2, 0.35 to 0.5 are best, in each of five parts of the questions too: surnames asked for as plain words
/// gain 0.02 (nDCG@10), subjects lose nothing.
const AS_NAME: f64 = 0.4;
/// Salience step at which a name in plain words earns half of what it can.
const SALIENCE_HALF: f64 = 3.0;
/// The least share of a word's articles that name someone so, from which on it is looked up at all.
const NAME_SHARE: f64 = 0.01;

/// One unit in one segment.
pub(super) struct WordScorer {
    label: String,
    related: bool,
    articles: u64,
    factor: f64,
    title: Option<Count>,
    body: Option<Count>,
    removed: Option<Count>,
    name: Option<Name>,
    /// How many more words of the body one of its lead is worth.
    lead: f64,
    /// Words of the unit.
    pub(super) length: u32,
}

/// How often a unit stands in a field of the documents weighed together, and where in the one settled last.
pub(super) struct Count {
    leaf: Leaf,
    segment: SegmentReader,
    frequencies: Frequencies,
    /// Times, by the place of the document.
    times: Vec<u32>,
    /// What tells places, once one was asked for.
    placed: Option<Frequencies>,
    /// Positions, in order; none where words are open.
    pub(super) places: Vec<u32>,
}

impl Count {
    fn open(field: Field, slots: &[Slot], segment: &SegmentReader) -> Result<Self, IndexError> {
        let leaf = Leaf { field, slots: slots.to_vec() };
        let frequencies = Frequencies::open_bound(&leaf, segment)?;
        let (times, places) = (Vec::new(), Vec::new());
        Ok(Self { leaf, segment: segment.clone(), frequencies, times, placed: None, places })
    }

    /// Counts it in documents; says whether it stands in any of them.
    fn count(&mut self, rows: &Rows) -> bool {
        rows.clear(&mut self.times);
        self.frequencies.count(rows.docs(), rows.first(), &mut self.times);
        self.times.iter().fold(0, |all, times| all | times) > 0
    }

    /// No less than the times in a document.
    #[inline]
    pub(super) fn times(&self, row: &Row) -> u32 {
        self.times[row.at]
    }

    /// Times in a document; finds where, if words do not stand open.
    fn place(&mut self, row: &Row) -> Result<f64, IndexError> {
        self.places.clear();
        if self.times(row) > 0 {
            let placed = match &mut self.placed {
                Some(placed) => placed,
                none => none.insert(Frequencies::open_placed(&self.leaf, &self.segment)?),
            };
            placed.places(row.doc, &mut self.places);
        }
        Ok(f64::from(self.settled(row)))
    }

    /// Times in the document settled last.
    fn settled(&self, row: &Row) -> u32 {
        if matches!(self.frequencies, Frequencies::Bound(_)) {
            self.places.len() as u32
        } else {
            self.times(row)
        }
    }
}

/// Times by the place of the document; none for what is not counted.
pub(super) fn times(count: Option<&Count>) -> &[u32] {
    count.map_or(&[], |count| &count.times)
}

/// A word as a part of people's names.
struct Name {
    frequencies: Frequencies,
    /// Steps of salience, by the place of the document.
    steps: Vec<u32>,
    weight: f64,
}

impl WordScorer {
    pub(super) fn open(
        archive: &Archive,
        segment: &SegmentReader,
        asked: &Asked,
    ) -> Result<Self, IndexError> {
        let Asked { unit, factor, articles, .. } = asked;
        let fields = archive.fields();
        let open = |wanted: bool, field| wanted.then(|| Count::open(field, &unit.slots, segment)).transpose();
        Ok(Self {
            label: unit.label.clone(),
            related: unit.related,
            articles: *articles,
            factor: *factor,
            title: open(matches!(unit.place, Place::Text | Place::Title), fields.title)?,
            body: open(unit.place == Place::Text, fields.body)?,
            removed: open(unit.place == Place::Removed, fields.removed)?,
            name: name(archive, segment, asked)?,
            // What was not asked for is not looked for in places.
            lead: if unit.related { 0.0 } else { LEAD },
            length: unit.slots.len() as u32,
        })
    }

    #[inline]
    pub(super) fn title(&self) -> Option<&Count> {
        self.title.as_ref()
    }

    #[inline]
    pub(super) fn body(&self) -> Option<&Count> {
        self.body.as_ref()
    }

    /// No less than the unit earns in any document.
    pub(super) fn ceiling(&self) -> f64 {
        let name = self.name.as_ref().map_or(0.0, |name| name.weight * (1.0 + SALIENCE_HALF));
        self.factor * (1.0 + K1 + name)
    }

    /// Reads how often it stands in documents, and adds to each no less than what that is worth.
    pub(super) fn weigh(&mut self, rows: &mut Rows) {
        let stands = |count: &mut Option<Count>| count.as_mut().is_some_and(|count| count.count(rows));
        let (title, body, removed) =
            (stands(&mut self.title), stands(&mut self.body), stands(&mut self.removed));
        if !(title || body || removed) {
            return;
        }
        if let Some(name) = &mut self.name {
            rows.clear(&mut name.steps);
            name.frequencies.count(rows.docs(), rows.first(), &mut name.steps);
        }
        rows.open();
        if title {
            rows.stands(times(self.title()).iter().copied(), TITLE);
        }
        if body {
            rows.stands_in_body(times(self.body()).iter().copied(), 1.0 + self.lead);
        }
        if removed {
            rows.stands(times(self.removed.as_ref()).iter().copied(), 1.0);
        }
        rows.earn(self.factor, K1);
        if let Some(name) = &self.name {
            rows.earn_besides(&name.steps, self.factor * name.weight, SALIENCE_HALF);
        }
    }

    /// What the unit earns in a document if none of it stands in the lead.
    pub(super) fn estimate(&self, row: &Row) -> f64 {
        self.wherever(row, 1.0)
    }

    /// No less than the unit earns in a document.
    #[inline]
    pub(super) fn most(&self, row: &Row) -> f64 {
        self.wherever(row, 1.0 + self.lead)
    }

    /// What the unit earns in a document, where each time in the body is worth so much.
    #[inline]
    fn wherever(&self, row: &Row, worth: f64) -> f64 {
        let times = |count: &Option<Count>| count.as_ref().map_or(0.0, |count| f64::from(count.times(row)));
        let (title, body, removed) = (times(&self.title), times(&self.body), times(&self.removed));
        self.earned(row, TITLE * title + worth * body / row.divisor + removed)
    }

    /// What the unit earns in a document; finds where it stands.
    pub(super) fn points(&mut self, row: &Row) -> Result<f64, IndexError> {
        let place = |count: &mut Option<Count>| count.as_mut().map_or(Ok(0.0), |count| count.place(row));
        let (title, body, removed) =
            (place(&mut self.title)?, place(&mut self.body)?, place(&mut self.removed)?);
        let lead = f64::from(self.lead());
        Ok(self.earned(row, TITLE * title + (body + self.lead * lead) / row.divisor + removed))
    }

    #[inline]
    fn earned(&self, row: &Row, weighted: f64) -> f64 {
        if weighted == 0.0 {
            return 0.0;
        }
        let name = self
            .name
            .as_ref()
            .map_or(0.0, |name| name.weight * saturated(f64::from(name.steps[row.at]), SALIENCE_HALF));
        self.factor * (saturated(weighted, K1) + name)
    }

    /// How often it stands among the first words of the body, in the document settled last.
    fn lead(&self) -> u32 {
        self.body.as_ref().map_or(0, |body| body.places.partition_point(|at| *at < LEAD_WORDS) as u32)
    }

    /// What was found in the document settled last.
    pub(super) fn reason(&self, row: &Row) -> (String, Why) {
        let times = |count: &Option<Count>| count.as_ref().map_or(0, |count| count.settled(row));
        let why = Why::Words {
            headline: times(&self.title),
            lead: self.lead(),
            body: times(&self.body) + times(&self.removed),
            articles: self.articles,
            related: self.related,
        };
        (self.label.clone(), why)
    }
}

/// A single word as a part of people's names, where it often is one.
fn name(archive: &Archive, segment: &SegmentReader, asked: &Asked) -> Result<Option<Name>, IndexError> {
    let words = analyzer::terms(&asked.unit.label);
    let Some(word) = words.first().filter(|_| asked.named >= NAME_SHARE) else { return Ok(None) };
    let leaf = Leaf { field: archive.fields().person, slots: vec![Slot::of(word)] };
    let frequencies = Frequencies::open(&leaf, segment)?;
    Ok(Some(Name { frequencies, steps: Vec::new(), weight: AS_NAME * asked.named }))
}

/// The share of a unit's articles that name somebody so; 0 for what is no single word that was asked for in the text.
pub(super) fn named(archive: &Archive, unit: &Unit) -> Result<f64, IndexError> {
    match (unit.slots.as_slice(), analyzer::terms(&unit.label).as_slice()) {
        ([slot], [word]) if unit.place == Place::Text && !unit.related && slot.pattern.is_none() => {
            share(archive, word)
        }
        _ => Ok(0.0),
    }
}

/// The share of the articles with a word that name somebody so, up to 1.
pub(in crate::search) fn share(archive: &Archive, word: &str) -> Result<f64, IndexError> {
    let (fields, slot) = (archive.fields(), Slot::of(word));
    let named = frequency::documents(archive, fields.person, &slot)? as f64;
    let all = frequency::documents(archive, fields.body, &slot)? as f64;
    Ok((named / all.max(1.0)).min(1.0))
}
