//! What is asked.

use chrono::NaiveDate;

use crate::annotation::Annotations;
use crate::entity::Names;
use crate::lang::Lang;
use crate::query::{self, Clause, DateTest, Duplicates, Field, Sense};
use crate::search::facets::FacetField;
use crate::search::rank::Freshness;
use crate::text::PartialDate;
use crate::topic::Topics;

/// One question, the same from every surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// In the query language; empty or `*` for every article.
    pub query: String,
    /// Whether any of the words is enough, where plain words otherwise must all occur.
    pub any: bool,
    /// Names of people that must be named, each.
    pub people: Vec<String>,
    /// Names of organisations that must be named, each.
    pub organisations: Vec<String>,
    /// Names of places that must be named, each.
    pub places: Vec<String>,
    /// Outlets, one of which must have published it; empty for all.
    pub outlets: Vec<String>,
    /// Languages, one of which it must be written in; empty for all.
    pub languages: Vec<Lang>,
    /// First day of publication.
    pub since: Option<NaiveDate>,
    /// Last day of publication.
    pub until: Option<NaiveDate>,
    /// In which order.
    pub order: Order,
    /// What to count over all matching articles.
    pub facets: Vec<FacetField>,
    /// What becomes of near-duplicates.
    pub duplicates: Duplicates,
    /// How many hits at the most.
    pub limit: usize,
    /// How many of the best hits to leave out.
    pub offset: usize,
    /// How many passages a hit at the most; `usize::MAX` for every matching paragraph.
    pub passages: usize,
    /// Sentences of context to each side of a passage.
    pub context: usize,
    /// The day that relative dates (`30d`) count from.
    pub today: NaiveDate,
    /// What the user says of names.
    pub names: Names,
    /// The user's topics.
    pub topics: Topics,
    /// What the user put on articles.
    pub annotations: Annotations,
    /// Whether unquoted words stand for all forms of their stem.
    pub stems: bool,
    /// Whether a short question for any of its words is widened by related ones.
    pub widen: bool,
    /// Whether hits come with the reasons for their scores.
    pub reasons: bool,
}

impl Request {
    /// The ten best articles for a query, a passage each.
    pub fn new(query: &str, today: NaiveDate) -> Self {
        Self {
            query: query.to_owned(),
            any: false,
            people: Vec::new(),
            organisations: Vec::new(),
            places: Vec::new(),
            outlets: Vec::new(),
            languages: Vec::new(),
            since: None,
            until: None,
            order: Order::Relevance,
            facets: Vec::new(),
            duplicates: Duplicates::Show,
            limit: 10,
            offset: 0,
            passages: 1,
            context: 0,
            today,
            names: Names::default(),
            topics: Topics::default(),
            annotations: Annotations::default(),
            stems: true,
            widen: true,
            reasons: false,
        }
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best first; equal scores by date, newest first, then id.
    #[default]
    Relevance,
    /// Best first, where older articles count less.
    Fresh(Freshness),
    /// By date, newest first; undated last.
    Newest,
    /// By date, oldest first; undated last.
    Oldest,
}

impl Request {
    /// What the query is read by.
    pub(super) fn sense(&self) -> Sense<'_> {
        Sense { today: self.today, names: &self.names, annotations: &self.annotations, stems: self.stems }
    }

    /// The query with every other condition of the request.
    pub(super) fn whole(&self, query: Clause) -> Clause {
        let query = self.with_topics(query);
        let query = if self.any { query.any() } else { query };
        let mut all = vec![query];
        let named = |field: Field| move |name: &String| in_field(field, name);
        all.extend(self.people.iter().map(named(Field::Person)));
        all.extend(self.organisations.iter().map(named(Field::Org)));
        all.extend(self.places.iter().map(named(Field::Place)));
        all.push(Clause::or(self.outlets.iter().map(named(Field::Outlet)).collect()));
        all.push(Clause::or(self.languages.iter().copied().map(Clause::Lang).collect()));
        all.extend(
            self.since.and_then(PartialDate::from_naive).map(|day| Clause::Date(DateTest::Since(day))),
        );
        all.extend(
            self.until.and_then(PartialDate::from_naive).map(|day| Clause::Date(DateTest::Until(day))),
        );
        all.retain(|clause| *clause != Clause::All);
        Clause::and(all)
    }
}

impl Request {
    /// A clause in which the user's topics stand for their queries.
    fn with_topics(&self, clause: Clause) -> Clause {
        let all = |clauses: Vec<Clause>| clauses.into_iter().map(|clause| self.with_topics(clause)).collect();
        match clause {
            Clause::Field(Field::Topic, value) => {
                let name = match value.as_ref() {
                    Clause::Word(name) | Clause::Phrase(name) => self.topics.query(name),
                    _ => None,
                };
                name.map_or(Clause::Field(Field::Topic, value), |query| query::parse(query).query)
            }
            Clause::And(clauses) => Clause::And(all(clauses)),
            Clause::Or(clauses) => Clause::Or(all(clauses)),
            Clause::Not(clause) => Clause::Not(Box::new(self.with_topics(*clause))),
            Clause::Boost(clause, boost) => Clause::Boost(Box::new(self.with_topics(*clause)), boost),
            clause => clause,
        }
    }
}

fn in_field(field: Field, words: &str) -> Clause {
    Clause::Field(field, Box::new(Clause::Phrase(words.to_owned())))
}
