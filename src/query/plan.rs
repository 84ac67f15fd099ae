//! From a query to what the index is asked, what is scored and what passages show.

mod named;

use std::collections::BTreeSet;
use std::ops::Bound;

use chrono::NaiveDate;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, ExistsQuery, Occur, Query as Filter, RangeQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::entity::{EntityKind, Names, registry};
use crate::index::{self, Archive, Fields, IndexError, analyzer};
use crate::lang::Lang;
use crate::query::Query;
use crate::query::clause::{Clause, Field, Mentions};
use crate::query::date::DateTest;
use crate::query::leaf::Leaf;
use crate::query::names::Resolved;
use crate::query::slot::Slot;
use crate::query::weighed::Heavy;
use crate::text::DateRange;

use named::{CENTRAL, anyone, kinds_of};
pub use named::{asked_names, documents};

/// What a query comes down to in one archive.
pub struct Plan {
    /// Finds every matching document, deleted ones among them; its scores mean nothing.
    pub filter: Box<dyn Filter>,
    /// What the query looks for, in its order, without what it leaves out.
    pub units: Vec<Unit>,
    /// Which units a paragraph must have to answer by itself.
    pub need: Need,
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
}

/// One word, phrase or name that a query looks for.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where.
    pub place: Place,
    /// What, one slot a word; one slot with the terms of whole names where these are known.
    pub slots: Vec<Slot>,
    /// The words of a name, one slot each, as they stand in texts; none for others.
    pub words: Vec<Slot>,
}

/// Where a unit is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In headline and body.
    Text,
    /// In the headline alone.
    Title,
    /// In removed blocks.
    Removed,
    /// Among the names of this kind.
    Names(EntityKind),
    /// Among those who are quoted.
    Said,
}

impl Unit {
    /// The unit in one of the fields that it is looked for in.
    pub fn leaf(&self, field: tantivy::schema::Field) -> Leaf {
        Leaf { field, slots: self.slots.clone() }
    }

    /// Whether it asks for a name like this by the whole of it.
    pub fn takes_name(&self, kind: EntityKind, name: &str) -> bool {
        let whole = |slot: &Slot| slot.takes(&analyzer::name_term(&registry::key(kind, name)), || None);
        self.slots.first().is_some_and(whole)
    }
}

/// A condition on the set of units that a paragraph has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// None: nothing that shows in a paragraph is asked for.
    Nothing,
    /// This unit, by its index.
    Unit(usize),
    /// All of these.
    All(Vec<Need>),
    /// Any of these.
    Any(Vec<Need>),
}

impl Need {
    /// The same, without names where words are asked for too: those then choose the articles, and words the
    /// paragraphs.
    fn of_texts(self, units: &[Unit]) -> Self {
        let is_name = |unit: &Unit| matches!(unit.place, Place::Names(_));
        if units.iter().all(is_name) {
            return self;
        }
        let all = |needs: Vec<Self>| needs.into_iter().map(|need| need.of_texts(units)).collect();
        match self {
            Self::Unit(unit) if is_name(&units[unit]) => Self::Nothing,
            Self::All(needs) => Self::All(all(needs)),
            Self::Any(needs) => Self::Any(all(needs)),
            need => need,
        }
    }

    /// Whether units for which `has` says so are enough.
    pub fn is_met(&self, has: &impl Fn(usize) -> bool) -> bool {
        match self {
            Self::Nothing => true,
            Self::Unit(unit) => has(*unit),
            Self::All(needs) => needs.iter().all(|need| need.is_met(has)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(has)),
        }
    }
}

/// Plans a query.
///
/// # Errors
///
/// When the index cannot be read.
pub fn plan(archive: &Archive, query: &Query, sense: Sense<'_>) -> Result<Plan, IndexError> {
    let langs = languages(archive)?;
    let names = asked_names(archive, query, sense.names)?;
    let fields = archive.fields();
    let mut planner = Planner { fields, langs, today: sense.today, names: &names, units: Vec::new() };
    let (filter, need) = planner.clause(query, Asked::default(), true);
    let need = need.of_texts(&planner.units);
    Ok(Plan { filter, units: planner.units, need, names })
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

/// Where words are looked for.
#[derive(Clone, Copy, Default)]
struct Asked {
    removed: bool,
    field: Option<Field>,
    mentions: Option<Mentions>,
}

impl Asked {
    /// How much names of this scope have to weigh; `None` where they need not.
    fn heavy(self) -> Option<Heavy> {
        let central = self.field == Some(Field::About);
        let salience = if central { CENTRAL } else { 0.0 };
        let mentions = self.mentions.unwrap_or(Mentions::ANY);
        (central || self.mentions.is_some()).then_some(Heavy { salience, mentions })
    }
}

struct Planner<'a> {
    fields: &'a Fields,
    langs: Vec<Lang>,
    today: NaiveDate,
    names: &'a [Resolved],
    units: Vec<Unit>,
}

impl Planner<'_> {
    /// What finds a clause, and what shows it. Where it is not `wanted`, but left out, it is not scored.
    fn clause(&mut self, clause: &Clause, scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let nothing = |filter: Box<dyn Filter>| (filter, Need::Nothing);
        match clause {
            Clause::All => nothing(self.everything(scope)),
            Clause::Nothing => nothing(Box::new(EmptyQuery)),
            Clause::Word(text) => self.wording(widened(scope), text, false, scope, wanted),
            Clause::Phrase(text) => self.wording(false, text, false, scope, wanted),
            Clause::Prefix(text) => self.wording(widened(scope), text, true, scope, wanted),
            Clause::Field(field, value) => self.clause(value, Asked { field: Some(*field), ..scope }, wanted),
            Clause::Lang(lang) => nothing(term(self.fields.lang, lang.code())),
            Clause::Date(test) => nothing(self.date(*test)),
            Clause::Removed => nothing(term(self.fields.removed, analyzer::PARAGRAPH)),
            Clause::Mentions(mentions) => nothing(anyone(*mentions)),
            Clause::Not(inner) => nothing(not(self.clause(inner, scope, false).0)),
            Clause::And(clauses) => self.all(clauses, scope, wanted),
            Clause::Or(clauses) => self.any(clauses, scope, wanted),
        }
    }

    /// Every article, or every article that has the field.
    fn everything(&mut self, scope: Asked) -> Box<dyn Filter> {
        if scope.field.is_none() {
            return Box::new(AllQuery);
        }
        self.slots(vec![Slot::prefix(String::new())], scope, false).0
    }

    fn wording(
        &mut self,
        widened: bool,
        text: &str,
        prefix: bool,
        scope: Asked,
        wanted: bool,
    ) -> (Box<dyn Filter>, Need) {
        let kinds = scope.field.map_or(&[][..], kinds_of);
        if !prefix && !kinds.is_empty() {
            return self.named(kinds, text, scope, wanted);
        }
        let mut words = analyzer::terms(text);
        let last = if prefix { words.pop() } else { None };
        let slot = |word| if widened { Slot::class(word, &self.langs) } else { Slot::exact(word) };
        let mut slots: Vec<Slot> = words.into_iter().map(slot).collect();
        slots.extend(last.map(Slot::prefix));
        self.slots(slots, scope, wanted)
    }

    fn slots(&mut self, slots: Vec<Slot>, scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let filters = self
            .targets(scope)
            .into_iter()
            .map(|field| Leaf { field, slots: slots.clone() }.query())
            .collect::<Vec<_>>();
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
        self.units.extend(place.map(|place| Unit { place, slots, words }));
        (union(filters), need)
    }

    /// The fields that words are looked for in.
    fn targets(&self, scope: Asked) -> Vec<tantivy::schema::Field> {
        let fields = self.fields;
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
        let mut filters: Vec<(Occur, Box<dyn Filter>)> = Vec::new();
        let mut needs = Vec::new();
        let marks = |clause: &&Clause| **clause == Clause::Removed || named && mentions(clause).is_some();
        for clause in clauses.iter().filter(|clause| !marks(clause)) {
            if let Clause::Not(inner) = clause {
                filters.push((Occur::MustNot, self.clause(inner, scope, false).0));
            } else {
                let (filter, need) = self.clause(clause, scope, wanted);
                filters.push((Occur::Must, filter));
                needs.push(need);
            }
        }
        if filters.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            let all = if marked { &Clause::Removed } else { &Clause::All };
            filters.push((Occur::Must, self.clause(all, Asked::default(), false).0));
        }
        (Box::new(BooleanQuery::new(filters)), Need::All(needs))
    }

    fn any(&mut self, clauses: &[Clause], scope: Asked, wanted: bool) -> (Box<dyn Filter>, Need) {
        let (filters, needs) =
            clauses.iter().map(|clause| self.clause(clause, scope, wanted)).unzip::<_, _, Vec<_>, Vec<_>>();
        (union(filters), Need::Any(needs))
    }

    fn date(&self, test: DateTest) -> Box<dyn Filter> {
        match test.range(self.today) {
            None => not(Box::new(ExistsQuery::new("first_day".to_owned(), false))),
            Some(range) => self.days(range),
        }
    }

    /// Articles of which every day that their date can mean lies in the range.
    fn days(&self, range: DateRange) -> Box<dyn Filter> {
        let day = |field, day| Bound::Included(Term::from_field_i64(field, index::day_number(day)));
        let mut filters: Vec<Box<dyn Filter>> = Vec::new();
        if let Some(first) = range.first {
            filters.push(Box::new(RangeQuery::new(day(self.fields.first_day, first), Bound::Unbounded)));
        }
        if let Some(last) = range.last {
            filters.push(Box::new(RangeQuery::new(Bound::Unbounded, day(self.fields.last_day, last))));
        }
        if filters.is_empty() {
            filters.push(Box::new(ExistsQuery::new("first_day".to_owned(), false)));
        }
        Box::new(BooleanQuery::intersection(filters))
    }
}

fn mentions(clause: &Clause) -> Option<Mentions> {
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

fn union(mut filters: Vec<Box<dyn Filter>>) -> Box<dyn Filter> {
    match filters.len() {
        1 => filters.remove(0),
        _ => Box::new(BooleanQuery::union(filters)),
    }
}

fn not(filter: Box<dyn Filter>) -> Box<dyn Filter> {
    Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, filter)]))
}
