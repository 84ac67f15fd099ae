//! The names of a whole archive, joined across articles, counted from its columns.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{BitSet, DocAddress, SegmentReader, TantivyError};

use crate::entity::names::Known;
use crate::entity::{EntityKind, Names, registry};
use crate::index::{self, Archive, Fields, IndexError, Weight, analyzer};
use crate::query;
use crate::search::facet;

/// A person, organisation or place, as all articles together have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// What kind.
    pub kind: EntityKind,
    /// As shown: as the user says, else as most articles write it.
    pub name: String,
    /// What makes it one across articles.
    pub key: String,
    /// How the articles write it, with the number of articles of each.
    pub forms: BTreeMap<String, u64>,
    /// In how many articles it is named.
    pub articles: u64,
    /// How often it is named in all of them.
    pub mentions: u64,
    /// Its salience in all of them, added up: how many articles are about it.
    pub salience: f64,
    /// First and last day of the dated ones.
    pub dates: Option<(NaiveDate, NaiveDate)>,
    /// Whether the user said something of it.
    pub curated: bool,
}

/// By what names are listed; equal ones by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The number of articles, most first.
    #[default]
    Count,
    /// How central they are, most first.
    Salience,
    /// When they were first named, earliest first; undated last.
    First,
    /// When they were last named, latest first; undated last.
    Last,
}

/// Every name of a kind that has all folded words of `containing`, in any of its forms; all where that is empty.
///
/// # Errors
///
/// When the index cannot be read.
pub fn named(
    archive: &Archive,
    names: &Names,
    kind: EntityKind,
    containing: &str,
    by: By,
) -> Result<Vec<Named>, IndexError> {
    let wanted = analyzer::terms(containing);
    let mut all: BTreeMap<String, Named> = BTreeMap::new();
    each(archive, names, kind, &mut |found| {
        all.entry(found.key.to_owned()).or_insert_with(|| Named::empty(names, kind, found.key)).add(found);
    })?;
    let mut all: Vec<Named> = all.into_values().map(|named| named.shown(names)).collect();
    all.retain(|named| named.has(&wanted));
    sort(&mut all, by);
    Ok(all)
}

/// Mentions and days of groups of names of a kind, each group as if it were one name: all that count as one of its
/// keys. One pass over the archive, whatever the number of groups.
///
/// # Errors
///
/// When the index cannot be read.
pub fn sums(
    archive: &Archive,
    names: &Names,
    kind: EntityKind,
    groups: &[Vec<String>],
) -> Result<Vec<Named>, IndexError> {
    let mut sums: Vec<Named> = groups.iter().map(|_| Named::empty(names, kind, "")).collect();
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, keys) in groups.iter().enumerate() {
        keys.iter().for_each(|key| places.entry(key).or_default().push(at));
    }
    each(archive, names, kind, &mut |found| {
        places.get(found.key).into_iter().flatten().for_each(|at| sums[*at].add(found));
    })?;
    Ok(sums)
}

/// What counts as one key, `None` where no article has it; each of its names is handed to `seen`, too.
pub(super) fn named_as(
    archive: &Archive,
    names: &Names,
    kind: EntityKind,
    key: &str,
    seen: &mut dyn FnMut(&FoundName<'_>),
) -> Result<Option<Named>, IndexError> {
    let mut whole = Named::empty(names, kind, key);
    each(archive, names, kind, &mut |found| {
        if found.key == key {
            whole.add(found);
            seen(found);
        }
    })?;
    Ok((whole.articles > 0).then(|| whole.shown(names)))
}

impl Named {
    pub(super) fn empty(names: &Names, kind: EntityKind, key: &str) -> Self {
        Self {
            kind,
            name: String::new(),
            key: key.to_owned(),
            forms: BTreeMap::new(),
            articles: 0,
            mentions: 0,
            salience: 0.0,
            dates: None,
            curated: names.is_curated(kind, key),
        }
    }

    pub(super) fn add(&mut self, found: &FoundName<'_>) {
        *self.forms.entry(found.name.to_owned()).or_default() += 1;
        self.mentions += found.weight.mentions();
        if found.first {
            self.articles += 1;
            self.salience += f64::from(found.weight.salience());
        }
        let days = found.days.and_then(|(first, last)| Some((facet::date(first)?, facet::date(last)?)));
        let Some((first, last)) = days else { return };
        self.dates = Some(self.dates.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    }

    pub(super) fn shown(mut self, names: &Names) -> Self {
        let own = names.shown(self.kind, &self.key).map(str::to_owned);
        self.name = own.unwrap_or_else(|| query::shown(&self.forms));
        self
    }

    fn has(&self, wanted: &[String]) -> bool {
        facet::contains(&self.name, wanted) || self.forms.keys().any(|form| facet::contains(form, wanted))
    }
}

fn sort(all: &mut [Named], by: By) {
    let first = |named: &Named| named.dates.map_or((true, NaiveDate::MAX), |(first, _)| (false, first));
    let last = |named: &Named| Reverse(named.dates.map(|(_, last)| last));
    match by {
        By::Count => all.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.key.cmp(&b.key))),
        By::Salience => all.sort_by(|a, b| b.salience.total_cmp(&a.salience).then_with(|| a.key.cmp(&b.key))),
        By::First => all.sort_by(|a, b| first(a).cmp(&first(b)).then_with(|| a.key.cmp(&b.key))),
        By::Last => all.sort_by(|a, b| last(a).cmp(&last(b)).then_with(|| a.key.cmp(&b.key))),
    }
}

/// A name in an article, as what it counts.
pub(super) struct FoundName<'a> {
    /// What it counts as.
    pub(super) key: &'a str,
    /// As the article has it.
    pub(super) name: &'a str,
    pub(super) weight: Weight,
    /// Whether no other name of the article counted as the same before.
    pub(super) first: bool,
    /// First and last day of the article's date, in days since 1970.
    pub(super) days: Option<(i64, i64)>,
    /// Which article.
    pub(super) address: DocAddress,
}

/// Hands every name of every article that counts as this kind to `seen`, in the order of the index.
pub(super) fn each(
    archive: &Archive,
    names: &Names,
    kind: EntityKind,
    seen: &mut dyn FnMut(&FoundName<'_>),
) -> Result<(), IndexError> {
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        for from in names.found_as(kind) {
            if let Some(mut columns) = Columns::open(archive, segment, names, (from, kind))? {
                columns.each(segment, at as u32, seen);
            }
        }
    }
    Ok(())
}

/// The columns of names of one kind in a segment.
struct Columns {
    from: EntityKind,
    values: StrColumn,
    weights: Column<u64>,
    first_day: Column<i64>,
    last_day: Column<i64>,
    /// Per name of the dictionary: how it is written and what it counts as.
    known: FxHashMap<u64, (String, Option<String>)>,
    /// Per key, the last document that had it.
    last: FxHashMap<String, u32>,
    /// The documents in which a name counts as something else.
    splits: Vec<(Known, String, BitSet)>,
}

impl Columns {
    fn open(
        archive: &Archive,
        segment: &SegmentReader,
        names: &Names,
        (from, kind): (EntityKind, EntityKind),
    ) -> Result<Option<Self>, IndexError> {
        let fields = segment.fast_fields();
        let Some(values) = fields.str(Fields::name_column(from))? else { return Ok(None) };
        let mut splits = Vec::new();
        for (known, all) in names.splits().filter(|(known, _)| known.0 == from && from == kind) {
            for split in all {
                let docs = query::documents(archive, segment, &split.scope)?;
                splits.push((known.clone(), registry::key(kind, &split.name), docs));
            }
        }
        let known = index::values_of(&values, segment.doc_ids_alive(), |name| {
            let counted = names.counted(from, &registry::key(from, name));
            let counted = counted.filter(|counted| counted.0 == kind).map(|(_, key)| key);
            Some((name.to_owned(), counted))
        })
        .map_err(TantivyError::from)?;
        Ok(Some(Self {
            from,
            known,
            values,
            weights: fields.u64(Fields::weight_column(from))?,
            first_day: fields.i64("first_day")?,
            last_day: fields.i64("last_day")?,
            last: FxHashMap::default(),
            splits,
        }))
    }

    fn each(&mut self, segment: &SegmentReader, at: u32, seen: &mut dyn FnMut(&FoundName<'_>)) {
        for doc in (0..segment.max_doc()).filter(|doc| !segment.is_deleted(*doc)) {
            let days = self.first_day.first(doc).zip(self.last_day.first(doc));
            let found: Vec<(u64, u64)> =
                self.values.term_ords(doc).zip(self.weights.values_for_doc(doc)).collect();
            for (ord, weight) in found {
                let Some((name, counted)) = self.known.get(&ord) else { continue };
                let elsewhere = elsewhere(&self.splits, (self.from, name), doc);
                let Some(key) = elsewhere.or(counted.as_deref()) else { continue };
                let first = match self.last.get_mut(key) {
                    Some(last) => std::mem::replace(last, doc) != doc,
                    None => self.last.insert(key.to_owned(), doc).is_none(),
                };
                let address = DocAddress::new(at, doc);
                seen(&FoundName { key, name, weight: Weight(weight), first, days, address });
            }
        }
    }
}

/// What a name counts as in a document where it means someone else.
fn elsewhere<'a>(
    splits: &'a [(Known, String, BitSet)],
    (from, name): (EntityKind, &str),
    doc: u32,
) -> Option<&'a str> {
    if splits.is_empty() {
        return None;
    }
    let known = (from, registry::key(from, name));
    let split = splits.iter().find(|(of, _, docs)| *of == known && docs.contains(doc))?;
    Some(&split.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, story};

    fn people() -> Archive {
        Fixture::with(&[
            story("One", "Jonas Vale spoke. Vale left.").person("Jonas Vale", "Vale", 0.9).on("2023-05"),
            story("Two", "Ada Vale, Ada Vale and Jonas M. Vale.")
                .person("Ada Vale", "Ada Vale", 0.2)
                .person("Jonas M. Vale", "Jonas M. Vale", 0.1)
                .person("Jonas Vale", "x", 0.1)
                .outlet("Quay Gazette"),
            story("Three", "Ada Vale was there.").person("Ada Vale", "Ada Vale", 0.3).on("2021-02-03"),
        ])
        .open()
    }

    fn said(names: &str, by: By) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join(crate::entity::names::FILE), names).expect("a file of ours");
        let names = Names::open(folder.path()).expect("good names");
        let all = named(&people(), &names, EntityKind::Person, "", by).expect("an index just written");
        let dates = |named: &Named| named.dates.map_or("-".into(), |(first, last)| format!("{first} {last}"));
        all.iter()
            .map(|named| format!("{} {} {} {}", named.name, named.articles, named.mentions, dates(named)))
            .collect()
    }

    #[test]
    fn names_are_joined_and_counted_once_an_article() {
        let ada = "Ada Vale 2 3 2021-02-03 2021-02-03";
        let jonas = "Jonas Vale 2 3 2023-05-01 2023-05-31";
        assert_eq!(said("", By::Count), [ada, jonas]);
        assert_eq!(said("", By::Salience), [jonas, ada]);
        assert_eq!(said("", By::First), [ada, jonas]);
        assert_eq!(said("", By::Last), [jonas, ada]);
    }

    #[test]
    fn the_users_corrections_are_counted() {
        assert_eq!(said("[[ignore]]\nname = 'Jonas Vale'", By::Count).len(), 1);
        let merged = said("[[merge]]\nname = 'The Vales'\nalso = ['Ada Vale', 'Jonas Vale']", By::Count);
        assert_eq!(merged, ["The Vales 3 6 2021-02-03 2023-05-31"]);
        let split =
            said("[[split]]\nname = 'Ada Vale'\nas = 'Ada Vale (poet)'\noutlet = 'Gazette'", By::Count);
        assert_eq!(split[1..], ["Ada Vale 1 1 2021-02-03 2021-02-03", "Ada Vale (poet) 1 2 -"]);
    }
}
