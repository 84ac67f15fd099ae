//! What each outlet's pages look like as a whole: lengths, shares removed, dates, the furniture they have in common.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::cleaner::{self, Kind, Verdict};
use crate::index::{Archive, IndexError, Place, analyzer};
use crate::outlet::Outlet;
use crate::query;
use crate::reader::Origin;
use crate::search::facet;

/// Articles of an outlet that are looked at for what it repeats: a piece on one page in ten is missed once in
/// thirty times.
const SAMPLE: usize = 32;

/// An outlet's pages as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The outlet, as most of its pages write it.
    pub outlet: String,
    /// Its articles.
    pub articles: u64,
    /// Words of the body in the middle article, by length.
    pub median_words: u32,
    /// Share of all words of its pages that was removed, `0.0..=1.0`.
    pub removed: f64,
    /// First and last day of the dated ones.
    pub dates: Option<(NaiveDate, NaiveDate)>,
    /// Articles without a date.
    pub undated: u64,
    /// Some of them, in the order of their ids.
    sample: Vec<Place>,
}

/// A block that an outlet repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Its text, as one of the pages has it.
    pub text: String,
    /// What it was removed as.
    pub kind: Kind,
    /// Number of different stories that carry it.
    pub stories: u64,
}

/// Every outlet, those with most articles first, then by name; only those whose names contain every folded word of
/// `containing`, where that is not empty. Spellings of one name count as one outlet.
///
/// # Errors
///
/// When the index cannot be read.
pub fn shapes(archive: &Archive, containing: &str) -> Result<Vec<Shape>, IndexError> {
    let wanted = analyzer::terms(containing);
    let named = groups(archive)?.into_iter().filter(|group| !group.outlet.is_empty());
    let named = named.filter(|group| facet::contains(&group.outlet, &wanted));
    let mut shapes: Vec<Shape> = named.map(Shape::of).collect();
    shapes.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.outlet.cmp(&b.outlet)));
    Ok(shapes)
}

impl Shape {
    fn of(mut group: Group) -> Self {
        group.rows.sort_unstable_by_key(|row| (row.id_key, row.place));
        let days = || group.rows.iter().filter_map(|row| row.day);
        let dates = days().min().zip(days().max());
        Self {
            articles: group.rows.len() as u64,
            median_words: median(group.rows.iter().map(|row| row.words)),
            removed: share(&group.rows),
            dates: dates.and_then(|(first, last)| facet::date(first).zip(facet::date(last))),
            undated: group.rows.iter().filter(|row| row.day.is_none()).count() as u64,
            sample: group.rows.iter().take(SAMPLE).map(|row| row.place).collect(),
            outlet: group.outlet,
        }
    }
}

/// The removed blocks that most stories of an outlet carry, most frequent first, at most so many; found in a sample of
/// its articles, counted in all.
///
/// # Errors
///
/// When the index cannot be read.
pub fn repeated(archive: &Archive, shape: &Shape, most: usize) -> Result<Vec<Repeated>, IndexError> {
    let mut seen: BTreeMap<u64, (u32, String, Kind)> = BTreeMap::new();
    for place in &shape.sample {
        let article = archive.load(*place)?;
        let keys = cleaner::keys(&article.page, article.outlet.as_ref());
        for ((block, verdict), key) in article.page.blocks.iter().zip(&article.verdicts).zip(keys.blocks) {
            if let Verdict::Drop { kind, .. } = verdict {
                seen.entry(key).or_insert_with(|| (0, block.text.clone(), *kind)).0 += 1;
            }
        }
    }
    let mut seen: Vec<(u32, u64, String, Kind)> =
        seen.into_iter().map(|(key, (times, text, kind))| (times, key, text, kind)).collect();
    seen.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    seen.truncate(2 * most);
    let keys: Vec<u64> = seen.iter().map(|(_, key, ..)| *key).collect();
    let stories = archive.stories(&keys)?.into_iter();
    let counted = seen.into_iter().zip(stories);
    let mut all: Vec<Repeated> =
        counted.map(|((_, _, text, kind), stories)| Repeated { text, kind, stories }).collect();
    all.retain(|repeated| repeated.stories > 1);
    all.sort_by(|a, b| b.stories.cmp(&a.stories).then_with(|| a.text.cmp(&b.text)));
    all.truncate(most);
    Ok(all)
}

/// What the columns of the index tell of one article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) id_key: u64,
    pub(super) words: u32,
    pub(super) removed: u32,
    /// Days since 1970.
    pub(super) day: Option<i64>,
    /// See [`crate::index::Fields`].
    pub(super) ending: u8,
}

/// The articles of one outlet; its name is empty for those of none.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) outlet: String,
    pub(super) rows: Vec<Row>,
}

/// Every article, by the keys of their outlets.
pub(super) fn groups(archive: &Archive) -> Result<Vec<Group>, IndexError> {
    let mut groups: BTreeMap<String, (BTreeMap<String, u64>, Vec<Row>)> = BTreeMap::new();
    for (segment, reader) in archive.searcher().segment_readers().iter().enumerate() {
        let fields = reader.fast_fields();
        let number = |name| fields.u64(name);
        let (words, removed) = (number("words")?, number("removed_words")?);
        let (ending, id_key, day) = (number("ending")?, number("id_key")?, fields.i64("first_day")?);
        let outlets = fields.str("outlet_name")?;
        let mut of_segment: FxHashMap<Option<u64>, Vec<Row>> = FxHashMap::default();
        for doc in reader.doc_ids_alive() {
            let first = |column: &tantivy::columnar::Column<u64>| column.first(doc).unwrap_or_default();
            let row = Row {
                place: Place::new(segment as u32, doc),
                id_key: first(&id_key),
                words: first(&words) as u32,
                removed: first(&removed) as u32,
                day: day.first(doc),
                ending: first(&ending) as u8,
            };
            let outlet = outlets.as_ref().and_then(|outlets| outlets.term_ords(doc).next());
            of_segment.entry(outlet).or_default().push(row);
        }
        let mut of_segment: Vec<_> = of_segment.into_iter().collect();
        of_segment.sort_unstable_by_key(|(ord, _)| *ord);
        for (ord, rows) in of_segment {
            let mut name = String::new();
            if let (Some(ord), Some(outlets)) = (ord, &outlets) {
                outlets.ord_to_str(ord, &mut name).map_err(tantivy::TantivyError::from)?;
            }
            let (names, all) = groups.entry(Outlet::named(name.clone(), Origin::Record).key).or_default();
            *names.entry(name).or_default() += rows.len() as u64;
            all.extend(rows);
        }
    }
    let group = |(names, rows): (BTreeMap<String, u64>, _)| Group { outlet: query::shown(&names), rows };
    Ok(groups.into_values().map(group).collect())
}

/// The middle one of some numbers, the lower of two; 0 for none.
pub(super) fn median(numbers: impl Iterator<Item = u32>) -> u32 {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.get(numbers.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}

/// Share of the words of some pages that was removed; 0 for none.
pub(super) fn share<'a>(rows: impl IntoIterator<Item = &'a Row>) -> f64 {
    let (kept, removed) = rows.into_iter().fold((0_u64, 0_u64), |(kept, removed), row| {
        (kept + u64::from(row.words), removed + u64::from(row.removed))
    });
    if removed == 0 { 0.0 } else { removed as f64 / (kept + removed) as f64 }
}
