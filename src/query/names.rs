//! Who or what a name that is asked for can be.
//!
//! In: a name as typed, the archive's names and the user's corrections. Out: [`Resolved`]: the names that were taken.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use tantivy::query::EnableScoring;
use tantivy::{DocSet, TERMINATED, TantivyError};

use crate::entity::names::{Known, Part};
use crate::entity::{self, EntityKind, Names, registry};
use crate::index::{self, Archive, Fields, IndexError, analyzer};
use crate::lang::PACKS;
use crate::query::leaf::Leaf;
use crate::query::postings;
use crate::query::slot::Slot;
use crate::text;

/// The share of the articles with a surname's full names that one of them needs for the bare surname to be taken for it.
const BY_FAR: f64 = 0.6;

/// Articles of a name without a common forename that make it somebody else's: fewer may be a headline's capitals, misread.
const OTHER: u64 = 3;

/// A name that a query asks for, and whom it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// What was asked for.
    pub kind: EntityKind,
    /// As typed.
    pub asked: String,
    /// Those that it can be, the most often named first; none where nobody has the name.
    pub taken: Vec<Taken>,
    /// Whether the taken names are all that have the asked words, and nothing the user said of them counts: then the
    /// words themselves find the same articles.
    pub(super) plain: bool,
    /// The words that texts call them by.
    pub(super) called: Vec<String>,
    /// The surname, where somebody was asked for by the whole name and is by far the most named who has it.
    pub(super) surname: Option<Surname>,
}

/// A surname that stands for one of those who have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Surname {
    /// Folded.
    pub(super) word: String,
    /// The keys of the others.
    pub(super) others: Vec<String>,
}

/// A name that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// As shown: as the user says, else as most articles write it.
    pub name: String,
    /// What makes it one across articles.
    pub key: String,
    /// In how many articles it was found; of a name that means someone else in some articles, in all of them.
    pub articles: u64,
    /// Whether the user said something of it.
    pub curated: bool,
    /// The names that articles were found to have.
    pub(super) parts: Vec<Part>,
}

/// Whom a name can mean: the one with just this name, by articles or by the user; else everyone in whose name the words
/// stand in this order.
///
/// A single word never is a whole name: "Vale" means every Vale, and the articles that say no more than "Vale".
///
/// # Errors
///
/// When the index cannot be read.
pub fn resolve(
    archive: &Archive,
    names: &Names,
    kind: EntityKind,
    asked: &str,
) -> Result<Resolved, IndexError> {
    let key = registry::key(kind, asked);
    let words = analyzer::terms(asked);
    let (mut found, mut surname) = (Found::default(), None);
    if let Some((_, shown)) = names.aliases(kind).find(|(alias, _)| *alias == key) {
        let known = Found::of_key(archive, names, kind, &shown)?;
        (found, surname) = Found::with_surname(archive, names, kind, &key, Some(known))?;
    }
    if found.0.is_empty() && words.len() > 1 && names.counted(kind, &key).is_some() {
        (found, surname) = Found::with_surname(archive, names, kind, &key, None)?;
    }
    let whole = !found.0.is_empty();
    let mut plain = false;
    if !whole {
        (found, plain) = Found::with_words(archive, names, kind, &words)?;
    }
    if found.0.is_empty()
        && kind == EntityKind::Person
        && let Some(bare) = without_title(asked)
    {
        let resolved = resolve(archive, names, kind, bare)?;
        return Ok(Resolved { asked: asked.to_owned(), plain: false, ..resolved });
    }
    let taken = found.taken(names, kind);
    plain &= taken.iter().all(|taken| taken.is_itself(kind));
    let called = if whole && kind == EntityKind::Person { calling(archive, &key, words)? } else { words };
    Ok(Resolved { kind, asked: asked.to_owned(), taken, plain, called, surname })
}

/// What texts call somebody by whose name has these words: the last of them, or the first where the articles with that
/// name have it more often, as where the family name comes first.
///
/// The whole name is written once in an article, if at all; how central somebody is shows in the word that comes again.
fn calling(archive: &Archive, key: &str, words: Vec<String>) -> Result<Vec<String>, IndexError> {
    let fields = archive.fields();
    let name = Leaf { field: fields.person, slots: vec![Slot::any(vec![analyzer::name_term(key)])] }.query();
    let times = |word: &String| {
        let leaf = Leaf { field: fields.body, slots: vec![Slot::exact(word.clone())] };
        postings::times(archive, &leaf, name.as_ref())
    };
    let [first, .., last] = words.as_slice() else { return Ok(words) };
    let (first_times, last_times) = (times(first)?, times(last)?);
    Ok(match first_times.max(last_times) {
        // Nobody is found under a name that only the user gives.
        0 => words,
        most if most > last_times => vec![first.clone()],
        _ => vec![last.clone()],
    })
}

/// A name without the title that it begins with (`King`, `Dr.`), which articles leave out; `None` without one.
fn without_title(asked: &str) -> Option<&str> {
    let first = text::words(asked).next()?;
    let word = text::fold(&asked[first.clone()]);
    let is_title = PACKS.iter().any(|pack| pack.titles.iter().any(|title| *title == word));
    let rest = asked[first.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    (is_title && !rest.is_empty()).then_some(rest)
}

impl Resolved {
    /// Whether a name that an article was found to have is one of those that were taken.
    pub fn takes(&self, kind: EntityKind, name: &str) -> bool {
        let key = registry::key(kind, name);
        let parts = self.taken.iter().flat_map(|taken| &taken.parts);
        parts.into_iter().any(|part| part.kind == kind && part.key == key)
    }
}

impl Resolved {
    /// The words of the people that were taken as they can stand in a text without being recognised there as a name:
    /// those of whole names, which the user says nothing of.
    pub(super) fn spelled(&self) -> Vec<Vec<String>> {
        let person = |taken: &&Taken| {
            self.kind == EntityKind::Person && !taken.curated && taken.is_itself(EntityKind::Person)
        };
        let words = self.taken.iter().filter(person).map(|taken| analyzer::terms(&taken.name));
        words.filter(|words| words.len() > 1).collect()
    }

    /// The keys of the names that were taken, by the kind that articles were found to have them as.
    pub(super) fn keys(&self) -> Vec<(EntityKind, Vec<String>)> {
        let parts = || self.taken.iter().flat_map(|taken| &taken.parts);
        let of = |kind| -> Vec<String> {
            let keys: BTreeSet<&String> =
                parts().filter(|part| part.kind == kind).map(|part| &part.key).collect();
            keys.into_iter().cloned().collect()
        };
        EntityKind::ALL
            .into_iter()
            .map(|kind| (kind, of(kind)))
            .filter(|(_, keys)| !keys.is_empty())
            .collect()
    }
}

impl Taken {
    /// Whether it is one found name and no more.
    fn is_itself(&self, kind: EntityKind) -> bool {
        let whole = |part: &Part| {
            part.kind == kind && part.key == self.key && part.only.is_none() && part.but.is_empty()
        };
        self.parts.len() == 1 && self.parts.iter().all(whole)
    }
}

/// Articles of each name, by what it counts as and by how it is written.
#[derive(Default)]
struct Found(BTreeMap<String, Spellings>);

#[derive(Default)]
struct Spellings {
    articles: u64,
    /// The last segment and document that had one.
    last: Option<(usize, u32)>,
    written: BTreeMap<String, u64>,
}

impl Spellings {
    /// Counts a name of a segment's document; documents must not go backwards from call to call.
    fn add(&mut self, name: &str, place: (usize, u32)) {
        *self.written.entry(name.to_owned()).or_default() += 1;
        if self.last != Some(place) {
            self.articles += 1;
            self.last = Some(place);
        }
    }
}

impl Found {
    /// The names that count as this; none where no article has one.
    fn of_key(archive: &Archive, names: &Names, kind: EntityKind, key: &str) -> Result<Self, IndexError> {
        let mut found = Self::default();
        let mut parts: BTreeMap<EntityKind, Vec<String>> = BTreeMap::new();
        let all = names.parts(kind, key);
        for part in &all {
            parts.entry(part.kind).or_default().push(analyzer::name_term(&part.key));
        }
        for (from, mut terms) in parts {
            terms.sort();
            terms.dedup();
            let slots = vec![Slot::any(terms)];
            found.add(archive, from, slots, &|name| {
                let found = registry::key(from, name);
                let is_part = all.iter().any(|part| part.kind == from && part.key == found);
                is_part.then(|| key.to_owned())
            })?;
        }
        Ok(found)
    }

    /// The names that have these words in this order, as articles or as the user write them, and whether none that
    /// has them counts as something else.
    fn with_words(
        archive: &Archive,
        names: &Names,
        kind: EntityKind,
        words: &[String],
    ) -> Result<(Self, bool), IndexError> {
        let (mut found, plain) = (Self::default(), Cell::new(true));
        if words.is_empty() {
            return Ok((found, true));
        }
        for from in names.found_as(kind) {
            let slots = words.iter().cloned().map(Slot::exact).collect();
            found.add(archive, from, slots, &|name| {
                if !analyzer::terms(name).windows(words.len()).any(|run| run == words) {
                    return None;
                }
                let known = (from, registry::key(from, name));
                let counted = names.counted(from, &known.1);
                plain.set(plain.get() && counted.as_ref() == Some(&known));
                counted.filter(|counted| counted.0 == kind).map(|counted: Known| counted.1)
            })?;
        }
        for (alias, shown) in names.aliases(kind) {
            let terms: Vec<&str> = alias.split(' ').collect();
            if terms.windows(words.len()).any(|run| run == words) && !found.0.contains_key(&shown) {
                found.0.append(&mut Self::of_key(archive, names, kind, &shown)?.0);
                plain.set(false);
            }
        }
        let plain = plain.get();
        Ok((found, plain))
    }

    /// The names that count as this one, looked up unless they are `known`; with the surname alone, where this is by far
    /// the most named of the archive's people who have it.
    fn with_surname(
        archive: &Archive,
        names: &Names,
        kind: EntityKind,
        key: &str,
        known: Option<Self>,
    ) -> Result<(Self, Option<Surname>), IndexError> {
        let of_key = || Self::of_key(archive, names, kind, key);
        let Some((_, surname)) = key.rsplit_once(' ').filter(|_| kind == EntityKind::Person) else {
            return Ok((known.map_or_else(of_key, Ok)?, None));
        };
        let (mut same, plain) = Self::with_words(archive, names, kind, &[surname.to_owned()])?;
        let bare = same.0.remove_entry(surname);
        let own = same.0.remove_entry(key);
        let articles = own.as_ref().map_or(0, |(_, spellings)| spellings.articles);
        let all: u64 = articles + same.0.values().map(|spellings| spellings.articles).sum::<u64>();
        let mut found = match known {
            Some(known) => known,
            // Of whom the user says nothing every name has the surname.
            None if plain && names.parts(kind, key).len() == 1 => Self(own.into_iter().collect()),
            None => of_key()?,
        };
        if found.0.is_empty() || !plain || (articles as f64) < BY_FAR * all as f64 {
            return Ok((found, None));
        }
        found.0.extend(bare);
        let is_other = |(key, found): &(String, Spellings)| {
            found.articles >= OTHER || key.split(' ').next().is_some_and(entity::is_forename)
        };
        let others = same.0.into_iter().filter(is_other).map(|(key, _)| key).collect();
        Ok((found, Some(Surname { word: surname.to_owned(), others })))
    }

    /// Counts the names of the documents with these slots that `counts` gives a key for.
    fn add(
        &mut self,
        archive: &Archive,
        kind: EntityKind,
        slots: Vec<Slot>,
        counts: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(), IndexError> {
        let leaf = Leaf { field: archive.fields().names_of(kind), slots };
        let weight = leaf.query().weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
        for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
            let Some(column) = segment.fast_fields().str(Fields::name_column(kind))? else { continue };
            let mut found = weight.scorer(segment, 1.0)?;
            let mut docs = Vec::new();
            while found.doc() != TERMINATED {
                docs.extend((!segment.is_deleted(found.doc())).then(|| found.doc()));
                found.advance();
            }
            let counted = |name: &str| counts(name).map(|key| (key, name.to_owned()));
            let counted =
                index::values_of(&column, docs.iter().copied(), counted).map_err(TantivyError::from)?;
            for doc in docs {
                column.term_ords(doc).filter_map(|ord| counted.get(&ord)).for_each(|(key, name)| {
                    self.0.entry(key.clone()).or_default().add(name, (at, doc));
                });
            }
        }
        Ok(())
    }

    fn taken(self, names: &Names, kind: EntityKind) -> Vec<Taken> {
        let mut taken: Vec<Taken> = self
            .0
            .into_iter()
            .map(|(key, spellings)| Taken {
                name: names.shown(kind, &key).map_or_else(|| shown(&spellings.written), str::to_owned),
                articles: spellings.articles,
                curated: names.is_curated(kind, &key),
                parts: names.parts(kind, &key),
                key,
            })
            .collect();
        taken.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.key.cmp(&b.key)));
        taken
    }
}

/// The spelling of most articles; of several one with small letters, then the first in order. Empty for none.
pub fn shown(written: &BTreeMap<String, u64>) -> String {
    let rank = |name: &String, articles: &u64| (*articles, name.contains(char::is_lowercase));
    let most = written.iter().max_by(|a, b| rank(a.0, a.1).cmp(&rank(b.0, b.1)).then_with(|| b.0.cmp(a.0)));
    most.map_or(String::new(), |(name, _)| name.clone())
}
