//! Near-duplicates: reprints of one text, and versions of one page.

use rustc_hash::FxHashMap;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use crate::index::{ADDRESS, Archive, IndexError, Place, SKETCH, STORY};
use crate::text::Sketch;

/// Resemblance and containment from which on two texts are one, as their sketches tell: the pieces that both have
/// against all pieces, and against those of the shorter one. A reprint that was cut to a quarter is one still.
///
/// Source: on the sample articles, reprints have 0.59 and 0.77 or more, other pairs 0.06 and 0.12 or less.
const RESEMBLANCE: f64 = 0.2;
const CONTAINMENT: f64 = 0.6;

/// Heads that one hash is looked for in, at the most: what more texts have in common tells nothing.
const CROWD: usize = 64;

/// What two near-duplicates are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sameness {
    /// Nearly the same text elsewhere.
    Reprint,
    /// The same page at another time: one address, and the same headline or parts of the same text.
    Version,
}

impl Sameness {
    /// `reprint` or `version`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reprint => "reprint",
            Self::Version => "version",
        }
    }
}

/// What an article is compared by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Traits {
    pub(super) sketch: Sketch,
    words: u64,
    address: Option<u64>,
    story: u64,
    /// First day that its date can mean, in days since 1970.
    pub(super) day: Option<i64>,
    pub(super) key: u64,
}

impl Traits {
    /// What the other one is to this one; `None` where they are different stories.
    pub(super) fn sameness(&self, other: &Self) -> Option<Sameness> {
        let page = self.address.is_some() && self.address == other.address;
        if page && (self.story == other.story || self.sketch.shared(&other.sketch) > 0) {
            return Some(Sameness::Version);
        }
        self.is_reprint(other).then_some(Sameness::Reprint)
    }

    /// A number for its address and headline together; `None` for an article without an address.
    pub(super) fn page(&self) -> Option<u64> {
        self.address.map(|address| address.rotate_left(1) ^ self.story)
    }

    fn is_reprint(&self, other: &Self) -> bool {
        if self.sketch.shared(&other.sketch) == 0 {
            return false;
        }
        let resemblance = self.sketch.resemblance(&other.sketch);
        let (all, shorter) = ((self.words + other.words) as f64, self.words.min(other.words).max(1) as f64);
        let containment = resemblance / (1.0 + resemblance) * all / shorter;
        resemblance >= RESEMBLANCE && containment >= CONTAINMENT
    }
}

/// Puts what a column says of a document into its traits.
type Told = fn(&mut Traits, &Column<u64>, DocId);

/// The columns of numbers that articles are compared by.
const NUMBERS: [(&str, Told); 5] = [
    (SKETCH, |traits, column, doc| traits.sketch = Sketch::from_packed(column.values_for_doc(doc))),
    ("words", |traits, column, doc| traits.words = column.first(doc).unwrap_or_default()),
    (ADDRESS, |traits, column, doc| traits.address = column.first(doc)),
    (STORY, |traits, column, doc| traits.story = column.first(doc).unwrap_or_default()),
    (KEY, |traits, column, doc| traits.key = column.first(doc).unwrap_or_default()),
];

/// The columns of keys and of days.
const KEY: &str = "id_key";
const DAY: &str = "first_day";

/// Of the articles at some places, in their order: where they are few. One column is open at a time, for what was looked
/// at of a large one stays in memory until it is closed.
pub(super) fn traits(archive: &Archive, places: &[Place]) -> Result<Vec<Traits>, IndexError> {
    let mut all = vec![Traits::default(); places.len()];
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let mut here: Vec<(&mut Traits, DocId)> = all
            .iter_mut()
            .zip(places)
            .filter(|(_, place)| place.segment_ord as usize == at)
            .map(|(traits, place)| (traits, place.doc_id))
            .collect();
        if here.is_empty() {
            continue;
        }
        for (name, told) in NUMBERS {
            let column = segment.fast_fields().u64(name)?;
            here.iter_mut().for_each(|(traits, doc)| told(traits, &column, *doc));
        }
        let day = segment.fast_fields().i64(DAY)?;
        here.iter_mut().for_each(|(traits, doc)| traits.day = day.first(*doc));
    }
    Ok(all)
}

/// The columns of a segment that articles are compared by.
struct Columns {
    numbers: Vec<(Column<u64>, Told)>,
    key: Column<u64>,
    day: Column<i64>,
}

impl Columns {
    fn open(segment: &SegmentReader) -> Result<Self, IndexError> {
        let fields = segment.fast_fields();
        let numbers = NUMBERS.into_iter().map(|(name, told)| Ok((fields.u64(name)?, told)));
        let numbers = numbers.collect::<Result<_, tantivy::TantivyError>>()?;
        Ok(Self { numbers, key: fields.u64(KEY)?, day: fields.i64(DAY)? })
    }

    fn of(&self, doc: DocId) -> Traits {
        let mut traits = Traits { day: self.day.first(doc), ..Traits::default() };
        self.numbers.iter().for_each(|(column, told)| told(&mut traits, column, doc));
        traits
    }
}

/// Reads what articles are compared by, where they are many.
pub(super) struct Comparer(Vec<Columns>);

impl Comparer {
    /// For the articles of an archive.
    pub(super) fn open(archive: &Archive) -> Result<Self, IndexError> {
        archive.searcher().segment_readers().iter().map(Columns::open).collect::<Result<_, _>>().map(Self)
    }

    /// The key of the id of the article at this place.
    pub(super) fn key(&self, place: Place) -> u64 {
        self.0[place.segment_ord as usize].key.first(place.doc_id).unwrap_or_default()
    }

    /// Of the article at this place.
    pub(super) fn of(&self, place: Place) -> Traits {
        self.0[place.segment_ord as usize].of(place.doc_id)
    }
}

/// Groups articles, one after the other, each under the first head that it is a near-duplicate of; one that is like
/// none is a head itself. Time grows with the number of articles alone.
#[derive(Default)]
pub(super) struct Families {
    heads: Vec<Traits>,
    by_hash: FxHashMap<u32, Vec<u32>>,
    by_address: FxHashMap<u64, Vec<u32>>,
}

impl Families {
    /// The head that an article goes under, by its number from 0, and as what; `None` in place of that where it is the
    /// head.
    pub(super) fn place(&mut self, traits: Traits) -> (usize, Option<Sameness>) {
        let found = self.candidates(&traits).into_iter().find_map(|at| {
            let head = &self.heads[at as usize];
            Some((at as usize, head.sameness(&traits)?))
        });
        if let Some((at, sameness)) = found {
            return (at, Some(sameness));
        }
        self.add(traits);
        (self.heads.len() - 1, None)
    }

    /// Heads that share anything with an article, in their order.
    fn candidates(&self, traits: &Traits) -> Vec<u32> {
        let hashes = traits.sketch.hashes().iter().filter_map(|hash| self.by_hash.get(hash));
        let address = traits.address.and_then(|address| self.by_address.get(&address));
        let mut all: Vec<u32> = hashes.chain(address).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn add(&mut self, traits: Traits) {
        let at = self.heads.len() as u32;
        let add = |heads: &mut Vec<u32>| {
            if heads.len() < CROWD {
                heads.push(at);
            }
        };
        for hash in traits.sketch.hashes() {
            add(self.by_hash.entry(*hash).or_default());
        }
        if let Some(address) = traits.address {
            add(self.by_address.entry(address).or_default());
        }
        self.heads.push(traits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(words: std::ops::Range<usize>, address: Option<u64>) -> Traits {
        let text: Vec<String> = words.clone().map(|word| format!("word{word}")).collect();
        Traits {
            sketch: Sketch::of(std::iter::once(text.join(" ").as_str())),
            words: words.len() as u64,
            address,
            story: words.end as u64,
            day: None,
            key: words.start as u64,
        }
    }

    fn said(a: &Traits, b: &Traits) -> Option<&'static str> {
        assert_eq!(a.sameness(b), b.sameness(a));
        a.sameness(b).map(Sameness::word)
    }

    #[test]
    fn a_text_that_was_edited_or_cut_is_a_reprint() {
        let whole = traits(0..600, None);
        assert_eq!(said(&whole, &traits(0..600, None)), Some("reprint"));
        assert_eq!(said(&whole, &traits(40..640, Some(7))), Some("reprint"));
        assert_eq!(said(&whole, &traits(0..250, None)), Some("reprint"), "cut");
    }

    #[test]
    fn a_paragraph_in_common_makes_no_reprint() {
        let whole = traits(0..600, None);
        assert_eq!(said(&whole, &traits(540..1140, None)), None);
        assert_eq!(said(&whole, &traits(2000..2600, None)), None);
        assert_eq!(said(&traits(0..0, None), &traits(0..0, None)), None, "no text at all");
    }

    #[test]
    fn a_page_that_went_on_is_a_version_and_another_story_at_its_address_is_not() {
        let page = traits(0..600, Some(7));
        assert_eq!(said(&page, &traits(300..1500, Some(7))), Some("version"));
        assert_eq!(said(&page, &traits(2000..2600, Some(7))), None);
    }

    #[test]
    fn each_goes_under_the_first_head_that_it_is_like() {
        let mut families = Families::default();
        let all = [0..600, 2000..2600, 20..620, 2010..2610, 5000..5600];
        let placed = all.map(|words| families.place(traits(words, None)).0);
        assert_eq!(placed, [0, 1, 0, 1, 2]);
        assert_eq!(families.heads.len(), 3);
    }
}
