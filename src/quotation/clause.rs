//! Who does what: the subject of a verb, and the noun phrase behind it.

use std::ops::Range;

use super::line::{Kind, Line};
use super::words::{self, Class, Pronoun};
use crate::entity::{Entity, EntityKind};

/// What stands as a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// An entity, by its name.
    Entity(usize),
    /// A pronoun, at this item.
    Pronoun(Pronoun, usize),
    /// A noun without a name: "the mayor". Its items.
    Nominal(Range<usize>),
}

/// A sentence longer than this many items is not read to its end, so that no text takes more than linear time.
pub(super) const REACH: usize = 120;

/// How many pairs of commas are passed over between a subject and its verb.
const ASIDES: usize = 4;

/// One line, read with the knowledge of what its names are.
#[derive(Clone, Copy)]
pub(super) struct Clauses<'a> {
    pub(super) line: &'a Line<'a>,
    pub(super) entities: &'a [Entity],
}

impl Clauses<'_> {
    fn is_kind(&self, at: usize, kind: EntityKind) -> Option<usize> {
        match self.line.kind(at) {
            Kind::Name(entity) if self.entities[entity].kind == kind => Some(entity),
            _ => None,
        }
    }

    pub(super) fn person(&self, at: usize) -> Option<usize> {
        self.is_kind(at, EntityKind::Person)
    }

    pub(super) fn organisation(&self, at: usize) -> Option<usize> {
        self.is_kind(at, EntityKind::Organisation)
    }

    /// Where the clause begins that an item stands in: behind the last dash, bracket, colon or semicolon of its
    /// sentence.
    pub(super) fn start(&self, at: usize) -> usize {
        let sentence = self.line.sentence_before(at);
        let from = sentence.start.max(at.saturating_sub(REACH));
        let parts = |&at: &usize| matches!(self.line.kind(at), Kind::Stop | Kind::Dash | Kind::Colon);
        (from..at).rev().find(parts).map_or(from, |at| at + 1)
    }

    /// The subject of the verb at an index; `None` in the passive, and wherever it is not plain.
    pub(super) fn subject(&self, verb: usize) -> Option<Subject> {
        self.subject_in(self.start(verb), verb)
    }

    /// The same, in a clause that begins at an item.
    pub(super) fn subject_in(&self, from: usize, verb: usize) -> Option<Subject> {
        let end = self.behind_subject(from, verb)?;
        self.subject_before(from, end, ASIDES)
    }

    /// Passes over auxiliaries and adverbs in front of a verb; `None` in the passive.
    fn behind_subject(&self, from: usize, verb: usize) -> Option<usize> {
        let mut end = verb;
        while end > from {
            match self.line.class(end - 1) {
                Some(Class::Be) => return None,
                Some(Class::Auxiliary | Class::Adverb) => end -= 1,
                _ => break,
            }
        }
        Some(end)
    }

    /// Whether a form of "be" stands in front of the verb: its subject is not who speaks.
    pub(super) fn is_passive(&self, verb: usize) -> bool {
        self.behind_subject(self.start(verb), verb).is_none()
    }

    /// The subject that ends in front of an item.
    pub(super) fn subject_before(&self, from: usize, end: usize, asides: usize) -> Option<Subject> {
        let last = end.checked_sub(1).filter(|&last| last >= from)?;
        match self.line.kind(last) {
            Kind::Word(Class::Pronoun(pronoun), _) => Some(Subject::Pronoun(pronoun, last)),
            Kind::Comma => self.across_aside(from, last, asides),
            Kind::Word(Class::Conjunction, _) => self.first_subject(from, last),
            Kind::Word(Class::Relative, _) => self.antecedent(from, last, asides),
            Kind::Name(_) | Kind::Word(Class::Other | Class::Say(_), _) => self.phrase(from, end),
            _ => None,
        }
    }

    /// "Vale, who said": what stands in front of the relative pronoun.
    fn antecedent(&self, from: usize, who: usize, asides: usize) -> Option<Subject> {
        let comma = who > from && self.line.kind(who - 1) == Kind::Comma;
        let end = if comma { who - 1 } else { who };
        self.subject_before(from, end, asides.checked_sub(1)?)
    }

    /// "Vale, the mayor of Tarrow, said" and "the mayor, Jonas Vale, said": the subject in front of two commas, or
    /// the name between them.
    fn across_aside(&self, from: usize, comma: usize, asides: usize) -> Option<Subject> {
        let asides = asides.checked_sub(1)?;
        let first = (from..comma).rev().find(|&at| self.line.kind(at) == Kind::Comma)?;
        if let Some(person) = self.name_alone(first + 1, comma) {
            let before = self.phrase(from, first);
            if !matches!(before, Some(Subject::Entity(_))) {
                return Some(Subject::Entity(person));
            }
        }
        let found =
            self.subject_before(from, first, asides).or_else(|| self.across_aside(from, first, asides))?;
        self.unless_inside(from, first, found)
    }

    /// "Vale, whose company, Vale Marine, tows ships, said": what stands in front of an aside may stand in another
    /// one itself, and then the subject is the sentence's.
    fn unless_inside(&self, from: usize, end: usize, found: Subject) -> Option<Subject> {
        let Some(first @ Subject::Entity(_)) = self.first_subject(from, end) else { return Some(found) };
        if first == found || !matches!(found, Subject::Entity(_)) {
            return Some(found);
        }
        let relative = (from..end).any(|at| self.line.class(at) == Some(Class::Relative));
        relative.then_some(first)
    }

    /// The person of an aside that is a name with its titles, and nothing else.
    fn name_alone(&self, from: usize, end: usize) -> Option<usize> {
        let last = end.checked_sub(1).filter(|&last| last >= from)?;
        let person = self.person(last)?;
        (from..last).all(|at| matches!(self.line.kind(at), Kind::Word(Class::Other, true))).then_some(person)
    }

    /// The noun phrase that ends in front of an item: its person, its organisation if that is what it ends in, or
    /// the nouns alone.
    pub(super) fn phrase(&self, from: usize, end: usize) -> Option<Subject> {
        let start = (from..end).rev().find(|&at| self.bounds_phrase(at)).map_or(from, |at| at + 1);
        if start >= end {
            return None;
        }
        let bound = start.checked_sub(1).filter(|&at| at >= from);
        if bound.is_some_and(|at| self.line.class(at) == Some(Class::Relative)) {
            return None;
        }
        let inside = |at: &usize| self.line.class(*at) == Some(Class::Preposition);
        let head_end = (start..end).find(inside).unwrap_or(end);
        if head_end == start {
            return self.behind_date(start, end);
        }
        self.head(start..head_end, head_end < end)
    }

    /// "On Monday Vale said": a name behind a short note of time.
    fn behind_date(&self, start: usize, end: usize) -> Option<Subject> {
        let name = self.person(end - 1)?;
        let dated = (start + 1..end - 1).all(|at| {
            let word = self.line.written(at);
            self.line.class(at) == Some(Class::Adverb)
                || word.bytes().all(|byte| byte.is_ascii_digit())
                || MONTHS.contains(&word)
        });
        (dated && end - start > 2).then_some(Subject::Entity(name))
    }

    /// Who is meant by a noun phrase up to its first preposition.
    fn head(&self, items: Range<usize>, goes_on: bool) -> Option<Subject> {
        let last = items.end - 1;
        if items.clone().any(|at| self.is_participle(at)) {
            return None;
        }
        if let Some(person) = items.clone().rev().find_map(|at| self.person(at)) {
            return (self.person(last) == Some(person)).then_some(Subject::Entity(person));
        }
        if let Some(organisation) = self.organisation(last) {
            return Some(Subject::Entity(organisation));
        }
        let nominal = !goes_on && matches!(self.line.kind(last), Kind::Word(Class::Other | Class::Say(_), _));
        nominal.then_some(Subject::Nominal(items))
    }

    /// "police investigating Vale": the name is not the subject.
    fn is_participle(&self, at: usize) -> bool {
        matches!(self.line.kind(at), Kind::Word(Class::Other | Class::Saying, false))
            && self.line.written(at).ends_with("ing")
            && self.line.written(at).len() > 5
    }

    fn bounds_phrase(&self, at: usize) -> bool {
        match self.line.kind(at) {
            Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop | Kind::Quote(_) => true,
            Kind::Word(class, _) => matches!(
                class,
                Class::Conjunction
                    | Class::Subordinator
                    | Class::That
                    | Class::Say(_)
                    | Class::Saying
                    | Class::Relative
                    | Class::Pronoun(_)
                    | Class::Be
                    | Class::Auxiliary
                    | Class::According
            ),
            Kind::Name(_) | Kind::OwnerName(_) => false,
        }
    }

    /// The subject of a clause as it stands at its beginning, behind what may stand in front of it.
    pub(super) fn first_subject(&self, from: usize, end: usize) -> Option<Subject> {
        let mut at = from;
        while matches!(self.line.class(at), Some(Class::Conjunction | Class::Adverb)) && at < end {
            at += 1;
        }
        if self.opens_adverbial(at) {
            at = (at..end).find(|&at| self.line.kind(at) == Kind::Comma)? + 1;
        }
        if let Some(Class::Pronoun(pronoun)) = self.line.class(at).filter(|_| at < end) {
            return Some(Subject::Pronoun(pronoun, at));
        }
        let stop = (at..end).find(|&at| self.ends_subject(at)).unwrap_or(end);
        let found = self.phrase(at, stop);
        match found {
            Some(Subject::Entity(_)) => found,
            _ => self.apposition(stop, end).map(Subject::Entity).or(found),
        }
    }

    fn opens_adverbial(&self, at: usize) -> bool {
        let class = self.line.class(at);
        matches!(class, Some(Class::Preposition | Class::Subordinator | Class::Saying | Class::According))
            || self.line.written(at) == "Asked"
            || matches!(self.line.kind(at), Kind::Word(Class::Other, true))
                && self.line.written(at).ends_with("ing")
    }

    fn ends_subject(&self, at: usize) -> bool {
        let behind_name = at > 0
            && matches!(self.line.kind(at - 1), Kind::Name(_))
            && !self.is_office(at)
            && !(self.person(at - 1).is_none() && (at..at + 3).any(|at| self.person(at).is_some()));
        match self.line.kind(at) {
            Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop | Kind::Quote(_) => true,
            Kind::Word(class, capital) => match class {
                Class::Be
                | Class::Auxiliary
                | Class::Relative
                | Class::That
                | Class::Conjunction
                | Class::Pronoun(_)
                | Class::Subordinator => true,
                Class::Say(_) | Class::Other | Class::Adverb | Class::Quoted => behind_name && !capital,
                _ => false,
            },
            Kind::Name(_) | Kind::OwnerName(_) => false,
        }
    }

    /// Who is named behind a comma: "said the mayor, Jonas Vale".
    pub(super) fn apposition(&self, comma: usize, end: usize) -> Option<usize> {
        if comma >= end || self.line.kind(comma) != Kind::Comma {
            return None;
        }
        let mut at = comma + 1;
        while matches!(self.line.kind(at), Kind::Word(Class::Other, true)) && at < end {
            at += 1;
        }
        let closed = matches!(self.line.kind(at + 1), Kind::Comma | Kind::Stop | Kind::Quote(_) | Kind::Dash)
            || self.line.sentence_before(at + 1).start > at;
        self.person(at).or_else(|| self.organisation(at)).filter(|_| at < end && closed)
    }

    /// The noun phrase behind a verb: "said Jonas Vale, the mayor", "said the mayor, Jonas Vale", "said she".
    pub(super) fn inverted(&self, from: usize, end: usize) -> Option<Subject> {
        if let Some(Class::Pronoun(pronoun)) = self.line.class(from).filter(|_| from < end) {
            return Some(Subject::Pronoun(pronoun, from));
        }
        let stop = (from..end).find(|&at| self.ends_inverted(at)).unwrap_or(end);
        let found = if stop > from { self.head(from..stop, false) } else { None };
        if let Some(Subject::Entity(_)) = found {
            return found;
        }
        let comma = (stop..end.min(stop + 16)).find(|&at| self.line.kind(at) == Kind::Comma);
        let named = comma.and_then(|comma| self.apposition(comma, end)).map(Subject::Entity);
        let whole = self.line.class(stop) != Some(Class::Preposition);
        named.or(found.filter(|_| whole))
    }

    /// "Vale Brothers analyst Anna Reed": a name in front of a noun for a human is not who is meant.
    fn is_office(&self, at: usize) -> bool {
        matches!(self.line.kind(at), Kind::Word(Class::Other, false))
            && words::is_human(self.line.written(at))
    }

    fn ends_inverted(&self, at: usize) -> bool {
        let behind_name = at > 0 && self.person(at - 1).is_some() && !self.is_office(at);
        match self.line.kind(at) {
            Kind::Comma | Kind::Colon | Kind::Dash | Kind::Stop | Kind::Quote(_) => true,
            Kind::Word(class, capital) => {
                !matches!(class, Class::Determiner | Class::Other | Class::Owner | Class::Say(_))
                    || behind_name && !capital
            }
            Kind::Name(_) | Kind::OwnerName(_) => false,
        }
    }
}

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Aug",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
];
