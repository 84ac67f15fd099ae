//! From a query to what the index is asked, what is scored and what passages show.

mod alike;
mod named;
mod parts;
mod standing;
mod tagged;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, ExistsQuery, Occur, Query as Filter, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::annotation::Annotations;
use crate::entity::{EntityKind, Names};
use crate::index::{self, Archive, Fields, IndexError, analyzer};
use crate::lang::Lang;
use crate::query::Query;
use crate::query::amount::Amount;
use crate::query::clause::{Clause, Field};
use crate::query::date::DateTest;
use crate::query::leaf;
use crate::query::names::Resolved;
use crate::query::numbers::Numbers;
use crate::query::pattern::{self, Alike, Pattern};
use crate::query::slot::Slot;
use crate::query::weighed::Heavy;
use crate::text::DateRange;

use named::{CENTRAL, anyone, kinds_of};
pub use named::{asked_names, documents};
pub use parts::{Need, Place, Stand, Unit};

/// What a query comes down to in one archive.
pub struct Plan {
    /// Finds every matching document, deleted ones among them; its scores mean nothing.
    pub filter: Box<dyn Filter>,
    /// What the query looks for, in its order, without what it leaves out.
    pub units: Vec<Unit>,
    /// Which units a paragraph must have to answer by itself.
    pub need: Need,
    /// Where units have to stand, in its order.
    pub stands: Vec<Stand>,
    /// The names that it asks for, in its order, and whom they were taken for.
    pub names: Vec<Resolved>,
}

/// What a query is read by, besides the archive.
#[derive(Debug, Clone, Copy)]
pub struct Sense<'a> {
    /// The day that relative dates count from.
    pub today: NaiveDate,
    /// What the user says of names.
    pub names: &'a Names,
    /// What the user put on articles.
    pub annotations: &'a Annotations,
    /// Whether unquoted words stand for all forms of their stem.
    pub stems: bool,
}

/// Plans a query.
///
/// # Errors
///
/// When the index cannot be read.
pub fn plan(archive: &Archive, query: &Query, sense: Sense<'_>) -> Result<Plan, IndexError> {
    let langs = if sense.stems { languages(archive)? } else { Vec::new() };
    let names = asked_names(archive, query, sense.names)?;
    let Sense { today, annotations, .. } = sense;
    let (units, stands) = (Vec::new(), Vec::new());
    let mut planner = Planner { archive, langs, today, names: &names, annotations, units, stands };
    let (filter, need) = planner.clause(query, Asked::default(), true);
    let need = need.of_texts(&planner.units);
    Ok(Plan { filter, need, units: planner.units, stands: planner.stands, names })
}

/// Languages that an article of the archive is written in.
fn languages(archive: &Archive) -> Result<Vec<Lang>, IndexError> {
    let mut langs = BTreeSet::new();
    for segment in archive.searcher().segment_readers() {
        let index = segment.inverted_index(archive.fields().lang)?;
        let mut codes = index.terms().stream().map_err(tantivy::TantivyError::from)?;
        while let Some((code, info)) = codes.next() {
            let lang = std::str::from_utf8(code).ok().and_then(Lang::parse);
            if lang.is_some_and(|lang| !langs.contains(&lang)) && is_alive(segment, &index, info)? {
                langs.extend(lang);
            }
        }
    }
    Ok(langs.into_iter().collect())
}

/// Whether a document that was not deleted has the term.
fn is_alive(
    segment: &SegmentReader,
    index: &InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
) -> Result<bool, IndexError> {
    let Some(alive) = segment.alive_bitset() else { return Ok(true) };
    let read = index.read_postings_from_terminfo(info, IndexRecordOption::Basic);
    let mut postings = read.map_err(tantivy::TantivyError::from)?;
    while postings.doc() != TERMINATED && !alive.is_alive(postings.doc()) {
        postings.advance();
    }
    Ok(postings.doc() != TERMINATED)
}

/// Clauses of a list from which on it is long: no headline has so many words.
const MANY: usize = 32;

/// Where words are looked for.
#[derive(Clone, Copy)]
struct Asked {
    removed: bool,
    field: Option<Field>,
    mentions: Option<Amount>,
    boost: f64,
}

impl Default for Asked {
    fn default() -> Self {
        Self { removed: false, field: None, mentions: None, boost: 1.0 }
    }
}

impl Asked {
    /// How much names of this scope have to weigh; `None` where they need not.
    fn heavy(self) -> Option<Heavy> {
        let central = self.field == Some(Field::About);
        let salience = if central { CENTRAL } else { 0.0 };
        let mentions = self.mentions.unwrap_or(Amount::ANY);
        (central || self.mentions.is_some()).then_some(Heavy { salience, mentions })
    }
}

struct Planner<'a> {
    archive: &'a Archive,
    langs: Vec<Lang>,
    today: NaiveDate,
    names: &'a [Resolved],
    annotations: &'a Annotations,
    units: Vec<Unit>,
    stands: Vec<Stand>,
}

impl Planner<'_> {
    /// What finds a clause, and what shows it. Where it is not `wanted`, but left out, it is not scored.
    fn clause(&mut self, clause: &Clause, scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let nothing = |filter: Box<dyn Filter>| (filter, Need::Nothing);
        match clause {
            Clause::All => nothing(self.everything(scope)),
            Clause::Duplicates(_) => nothing(Box::new(AllQuery)),
            Clause::Nothing => nothing(Box::new(EmptyQuery)),
            Clause::Word(_) | Clause::Phrase(_) | Clause::Pattern(_) | Clause::Alike(..) => {
                self.wording(clause, scope, wanted)
            }
            Clause::Exact(_)
            | Clause::Loose(..)
            | Clause::Near(..)
            | Clause::Within(..)
            | Clause::AtLeast(..) => self.standing(clause, scope, wanted),
            Clause::Boost(inner, boost) => {
                self.clause(inner, Asked { boost: scope.boost * boost.factor(), ..scope }, wanted)
            }
            Clause::Field(field, value) => self.clause(value, Asked { field: Some(*field), ..scope }, wanted),
            Clause::Lang(lang) => nothing(term(self.fields().lang, lang.code())),
            Clause::Date(test) => nothing(self.date(*test)),
            Clause::Words(amount) => nothing(Self::body_words(*amount)),
            Clause::Like(id) => self.like(id, wanted),
            Clause::Removed => nothing(term(self.fields().removed, analyzer::PARAGRAPH)),
            Clause::Mentions(mentions) => nothing(anyone(*mentions)),
            Clause::Not(inner) => nothing(not(self.clause(inner, scope, false).0)),
            Clause::And(clauses) => self.all(clauses, scope, wanted),
            Clause::Or(clauses) => self.any(clauses, scope, wanted),
        }
    }

    /// Every article, or every article that has the field.
    fn everything(&mut self, scope: Asked) -> Box<dyn Filter> {
        match scope.field {
            None => return Box::new(AllQuery),
            Some(Field::Tag) => return self.tagged(&Clause::All),
            Some(_) => {}
        }
        self.slots(vec![Slot::open(Pattern::Prefix(String::new()))], "*", scope, false).0
    }

    fn fields(&self) -> &Fields {
        self.archive.fields()
    }

    fn wording(&mut self, clause: &Clause, scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let kinds = scope.field.map_or(&[][..], kinds_of);
        match clause {
            Clause::Word(text) | Clause::Phrase(text) if !kinds.is_empty() => {
                self.named(kinds, text, scope, wanted)
            }
            clause if scope.field == Some(Field::Tag) => (self.tagged(clause), Need::Nothing),
            clause => self.slots(self.slots_of(clause, scope), &label(clause), scope, wanted),
        }
    }

    /// What stands at each place of words, phrases and patterns; none for others.
    fn slots_of(&self, clause: &Clause, scope: Asked) -> Vec<Slot> {
        let widened = |word| if widened(scope) { Slot::class(word, &self.langs) } else { Slot::exact(word) };
        match clause {
            Clause::Word(text) => analyzer::terms(text).into_iter().map(widened).collect(),
            Clause::Phrase(text) | Clause::Exact(text) => {
                analyzer::terms(text).into_iter().map(Slot::exact).collect()
            }
            Clause::Pattern(text) => {
                let slot = |word: String| Pattern::parse(&word).map_or_else(|| widened(word), Slot::open);
                pattern::words(text).into_iter().map(slot).collect()
            }
            Clause::Alike(text, slips) => {
                let alike = |word: String| Slot::open(Pattern::Alike(Alike::new(&word, usize::from(*slips))));
                analyzer::terms(text).into_iter().map(alike).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Articles whose body has so many words.
    fn body_words(amount: Amount) -> Box<dyn Filter> {
        Box::new(Numbers { column: "words", range: amount.0..=amount.1 })
    }

    fn slots(
        &mut self,
        slots: Vec<Slot>,
        label: &str,
        scope: Asked,
        wanted: bool,
    ) -> (Box<dyn Filter>, Need) {
        let filter = leaf::any_field(&self.targets(scope), &slots);
        let place = place(scope).filter(|_| wanted && !slots.is_empty());
        let need = match place {
            None | Some(Place::Title) => Need::Nothing,
            Some(_) => Need::Unit(self.units.len()),
        };
        let words = if scope.field.is_some_and(|field| !kinds_of(field).is_empty()) {
            slots.clone()
        } else {
            Vec::new()
        };
        self.units.extend(place.map(|place| Unit { words, ..Unit::new(place, slots, scope.boost, label) }));
        (filter, need)
    }

    /// The fields that words are looked for in.
    fn targets(&self, scope: Asked) -> Vec<tantivy::schema::Field> {
        let fields = self.fields();
        match scope.field {
            None if scope.removed => vec![fields.removed],
            None => vec![fields.title, fields.body],
            Some(Field::Title) => vec![fields.title],
            Some(Field::By) => vec![fields.byline],
            Some(Field::Outlet) => vec![fields.outlet],
            Some(Field::Section) => vec![fields.section],
            Some(Field::Person) => vec![fields.person],
            Some(Field::Org) => vec![fields.org],
            Some(Field::Place) => vec![fields.place],
            Some(Field::About) => vec![fields.person, fields.org, fields.place],
            Some(Field::Said) => vec![fields.speaker],
            Some(Field::Topic) => vec![fields.topic],
            Some(Field::Path) => vec![fields.path],
            Some(Field::Url) => vec![fields.url],
            Some(Field::Tag) => Vec::new(),
        }
    }

    fn all(&mut self, clauses: &[Clause], scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let mut scope = scope;
        let marked = clauses.contains(&Clause::Removed);
        scope.removed |= marked;
        let asks =
            |clause: &&Clause| matches!(clause, Clause::Field(field, _) if !kinds_of(*field).is_empty());
        let named = clauses.iter().any(|clause| asks(&clause));
        if named {
            scope.mentions = clauses.iter().find_map(mentions).or(scope.mentions);
        }
        let (mut found, mut left_out) = (Vec::new(), Vec::new());
        let mut needs = Vec::new();
        let marks = |clause: &Clause| *clause == Clause::Removed || named && mentions(clause).is_some();
        for clause in once(clauses).into_iter().filter(|clause| !marks(clause)) {
            if let Clause::Not(inner) = clause {
                left_out.push(self.clause(inner, scope, false).0);
            } else {
                let (filter, need) = self.clause(clause, scope, wanted);
                found.push(filter);
                needs.push(need);
            }
        }
        if found.is_empty() {
            let all = if marked { &Clause::Removed } else { &Clause::All };
            found.push(self.clause(all, Asked::default(), false).0);
        }
        (but_not(leaf::intersection(found), left_out), Need::All(needs))
    }

    fn any(&mut self, clauses: &[Clause], scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let clauses = once(clauses).into_iter();
        let (filters, needs) =
            clauses.map(|clause| self.clause(clause, scope, wanted)).unzip::<_, _, Vec<_>, Vec<_>>();
        (leaf::union(filters), Need::Any(needs))
    }

    fn date(&self, test: DateTest) -> Box<dyn Filter> {
        match test.range(self.today) {
            None => not(Box::new(ExistsQuery::new("first_day".to_owned(), false))),
            Some(range) => Self::days(range),
        }
    }

    /// Articles of which every day that their date can mean lies in the range.
    fn days(range: DateRange) -> Box<dyn Filter> {
        let between = |column, range| -> Box<dyn Filter> { Box::new(Numbers { column, range }) };
        let mut filters: Vec<Box<dyn Filter>> = Vec::new();
        if let Some(first) = range.first {
            filters.push(between("first_day", index::day_number(first)..=i64::MAX));
        }
        if let Some(last) = range.last {
            filters.push(between("last_day", i64::MIN..=index::day_number(last)));
        }
        if filters.is_empty() {
            filters.push(Box::new(ExistsQuery::new("first_day".to_owned(), false)));
        }
        leaf::intersection(filters)
    }
}

/// The clauses of a list, without those of a long one that it has said before: they find nothing more, and each would be
/// looked for and weighed like the first.
fn once(clauses: &[Clause]) -> Vec<&Clause> {
    let mut said = FxHashSet::default();
    clauses.iter().filter(|clause| clauses.len() <= MANY || said.insert(*clause)).collect()
}

/// Words as they were typed, for people to know them by.
fn label(clause: &Clause) -> String {
    match clause {
        Clause::Word(text) | Clause::Phrase(text) | Clause::Pattern(text) | Clause::Exact(text) => {
            text.clone()
        }
        clause => clause.to_string(),
    }
}

fn mentions(clause: &Clause) -> Option<Amount> {
    match clause {
        Clause::Mentions(mentions) => Some(*mentions),
        _ => None,
    }
}

/// Whether unquoted words of this scope stand for all forms of their stem: those of prose do.
fn widened(scope: Asked) -> bool {
    matches!(scope.field, None | Some(Field::Title))
}

/// What words of this scope are scored and shown as; `None` for plain conditions.
fn place(scope: Asked) -> Option<Place> {
    match scope.field {
        None if scope.removed => Some(Place::Removed),
        None => Some(Place::Text),
        Some(Field::Title) => Some(Place::Title),
        Some(Field::Person) => Some(Place::Names(EntityKind::Person)),
        Some(Field::Org) => Some(Place::Names(EntityKind::Organisation)),
        Some(Field::Place) => Some(Place::Names(EntityKind::Place)),
        Some(Field::Said) => Some(Place::Said),
        Some(_) => None,
    }
}

fn term(field: tantivy::schema::Field, text: &str) -> Box<dyn Filter> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn not(filter: Box<dyn Filter>) -> Box<dyn Filter> {
    but_not(Box::new(AllQuery), vec![filter])
}

/// What a filter finds, and none of others.
fn but_not(found: Box<dyn Filter>, left_out: Vec<Box<dyn Filter>>) -> Box<dyn Filter> {
    if left_out.is_empty() {
        return found;
    }
    let left_out = left_out.into_iter().map(|filter| (Occur::MustNot, filter));
    Box::new(BooleanQuery::new(std::iter::once((Occur::Must, found)).chain(left_out).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_long_list_says_again_is_looked_for_once() {
        let word = |word: &str| Clause::Word(word.to_owned());
        let mut clauses = vec![word("harbour"); 10_000];
        clauses.insert(5_000, word("council"));
        assert_eq!(once(&clauses), [&word("harbour"), &word("council")]);
        assert_eq!(once(&clauses[..3]).len(), 3, "a headline that has a word twice is about it twice");
    }
}
