//! The people of an article: who "she" and "the mayor" can be.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clause::{Clauses, Subject};
use super::line::{Kind, Line};
use super::words::{self, Class, Pronoun};
use crate::entity::{Entity, EntityKind};

/// How many items back a pronoun looks for whom it means.
const BACK: usize = 250;

/// How many blocks back.
const BLOCKS: usize = 2;

/// How near to a name a noun stands that is said of it: "the harbour master, Tobias Renn".
const NEAR: usize = 4;

/// The lines of an article and what is known of its people.
pub(super) struct Cast<'a> {
    pub(super) entities: &'a [Entity],
    pub(super) lines: &'a [Line<'a>],
    /// Of each entity, where known.
    sexes: Vec<Option<Pronoun>>,
    /// Of each entity: nouns said of it, as they are compared, with the words that stand in front of them.
    offices: Vec<BTreeSet<(String, String)>>,
}

/// What a sentence says of whom a pronoun means.
enum Sight {
    /// Him.
    One(usize),
    /// Nobody: look further back.
    Nobody,
    /// Several, or somebody without a name.
    Unsure,
}

impl<'a> Cast<'a> {
    pub(super) fn of(entities: &'a [Entity], lines: &'a [Line<'a>]) -> Self {
        let sexes = entities.iter().map(|entity| words::sex(entity.name.split(' ').next()?)).collect();
        let mut cast = Self { entities, lines, sexes, offices: vec![BTreeSet::new(); entities.len()] };
        for at in 0..lines.len() {
            cast.read(at);
        }
        cast
    }

    pub(super) fn clauses(&self, line: usize) -> Clauses<'a> {
        Clauses { line: &self.lines[line], entities: self.entities }
    }

    fn is_person(&self, entity: usize) -> bool {
        self.entities[entity].kind == EntityKind::Person
    }

    /// Whether words can be an entity's: a place says nothing.
    pub(super) fn speaks(&self, entity: usize) -> bool {
        self.entities[entity].kind != EntityKind::Place
    }

    /// Learns what a line says of each of its people.
    fn read(&mut self, line: usize) {
        let clauses = self.clauses(line);
        for at in 0..clauses.line.items.len() {
            let (Kind::Name(person) | Kind::OwnerName(person)) = clauses.line.kind(at) else { continue };
            if !self.is_person(person) {
                continue;
            }
            if let Some(sex) = at.checked_sub(1).and_then(|before| words::sex(clauses.line.written(before))) {
                self.sexes[person] = Some(sex);
            }
            for nouns in nouns_around(clauses, at) {
                self.offices[person].extend(description(clauses.line, nouns));
            }
        }
    }

    /// Who is meant; `None` where it could be somebody else.
    pub(super) fn resolve(&self, subject: &Subject, line: usize) -> Option<usize> {
        match subject {
            Subject::Entity(entity) => Some(*entity),
            Subject::Pronoun(Pronoun::Other, _) => None,
            Subject::Pronoun(Pronoun::It, at) => self.speaking_body(line, *at),
            Subject::Pronoun(pronoun, at) => self.meant(*pronoun, line, *at),
            Subject::Nominal(items) => self.holder(self.lines.get(line)?, items.clone()),
        }
    }

    /// The one person whom the nearest sentence that names somebody allows a pronoun to mean.
    fn meant(&self, pronoun: Pronoun, line: usize, at: usize) -> Option<usize> {
        let mut budget = BACK;
        for line in (line.saturating_sub(BLOCKS)..=line).rev().map(|back| (back, back == line)) {
            let (line, first) = line;
            let mut end = if first { at } else { self.lines[line].items.len() };
            while end > 0 {
                let head = self.lines[line].items[end - 1].head;
                budget = budget.checked_sub(end - head)?;
                let own = first && head == self.lines[line].items[at].head;
                if own && self.has_quotation(line, head..end) {
                    if self.named(line, head..end).any(|entity| self.is_man(entity, pronoun)) {
                        return None;
                    }
                    end = head;
                    continue;
                }
                match self.sight(pronoun, line, head..end) {
                    Sight::One(person) => return Some(person),
                    Sight::Unsure => return None,
                    Sight::Nobody => end = head,
                }
            }
        }
        None
    }

    /// Whether a pronoun stands behind the quotation that it speaks: "“…” is what Vale's firm was, he said". Then it
    /// hardly means who is named in front of it in the sentence, for it would stand in place of that name.
    fn has_quotation(&self, line: usize, items: Range<usize>) -> bool {
        self.lines[line].items[items].iter().any(|item| matches!(item.kind, Kind::Quote(_)))
    }

    /// The entities named in a stretch of a line.
    fn named(&self, line: usize, items: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        self.lines[line].items[items].iter().filter_map(|item| match item.kind {
            Kind::Name(entity) | Kind::OwnerName(entity) => Some(entity),
            _ => None,
        })
    }

    fn sight(&self, pronoun: Pronoun, line: usize, items: Range<usize>) -> Sight {
        let first = self.clauses(line).first_subject(items.start, items.end);
        // The same one goes on.
        if matches!(first, Some(Subject::Pronoun(same, _)) if same == pronoun) {
            return Sight::Nobody;
        }
        let first = first.and_then(|first| match first {
            Subject::Entity(entity) => Some(entity),
            Subject::Nominal(items) => self.holder(&self.lines[line], items),
            Subject::Pronoun(..) => None,
        });
        let mut people: BTreeSet<usize> = first.into_iter().filter(|&of| self.is_man(of, pronoun)).collect();
        let leads = !people.is_empty();
        people.extend(self.named(line, items.clone()).filter(|&entity| self.is_man(entity, pronoun)));
        let stranger = !leads && items.clone().any(|at| self.is_stranger(pronoun, line, at, &items));
        match people.first() {
            _ if stranger => Sight::Unsure,
            Some(person) if people.len() == 1 => Sight::One(*person),
            Some(_) => Sight::Unsure,
            None => Sight::Nobody,
        }
    }

    /// Whether an entity is somebody whom a pronoun can mean.
    fn is_man(&self, entity: usize, pronoun: Pronoun) -> bool {
        self.is_person(entity) && self.may_be(entity, pronoun)
    }

    fn may_be(&self, entity: usize, pronoun: Pronoun) -> bool {
        self.sexes[entity].is_none_or(|sex| sex == pronoun)
    }

    /// Whether a noun means somebody who is not named.
    fn is_stranger(&self, pronoun: Pronoun, line: usize, at: usize, within: &Range<usize>) -> bool {
        let word = self.lines[line].written(at);
        let noun = matches!(self.lines[line].kind(at), Kind::Word(Class::Other, _)) && words::is_human(word);
        if !noun || words::sex(word).is_some_and(|sex| sex != pronoun) {
            return false;
        }
        let around = at.saturating_sub(NEAR).max(within.start)..(at + NEAR + 1).min(within.end);
        !around.into_iter().any(|at| {
            matches!(self.lines[line].items[at].kind, Kind::Name(entity) | Kind::OwnerName(entity)
                if self.is_person(entity))
        })
    }

    /// The organisation that is the subject of the sentence before "it", in the same block.
    fn speaking_body(&self, line: usize, at: usize) -> Option<usize> {
        let clauses = self.clauses(line);
        let mut end = at;
        for _ in 0..3 {
            let last = end.checked_sub(1)?;
            let head = clauses.line.items[last].head;
            match clauses.first_subject(clauses.start(end).min(last).max(head), end) {
                Some(Subject::Entity(entity)) => {
                    return (self.entities[entity].kind == EntityKind::Organisation).then_some(entity);
                }
                Some(Subject::Pronoun(Pronoun::It, _)) | None => end = head,
                Some(_) => return None,
            }
        }
        None
    }

    /// The one person of whom the nouns of a phrase are said: "the mayor", where one mayor is named.
    fn holder(&self, line: &Line<'_>, items: Range<usize>) -> Option<usize> {
        let definite = line.class(items.start) == Some(Class::Determiner)
            && line.written(items.start).eq_ignore_ascii_case("the");
        if !definite {
            return None;
        }
        let (noun, before) = description(line, items)?;
        let fits = |offices: &BTreeSet<(String, String)>| {
            offices.iter().any(|(own, words)| {
                *own == noun && (before.is_empty() || words.is_empty() || *words == before)
            })
        };
        let mut found = (0..self.entities.len()).filter(|&at| self.is_person(at) && fits(&self.offices[at]));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

/// The nouns in front of a name, in front of the comma before it, and behind the comma after it.
fn nouns_around(clauses: Clauses<'_>, at: usize) -> Vec<Range<usize>> {
    let line = clauses.line;
    let word = |at: usize| matches!(line.kind(at), Kind::Word(Class::Other, _));
    let start = (at.saturating_sub(NEAR)..at).rev().take_while(|&at| word(at)).last().unwrap_or(at);
    let mut found: Vec<Range<usize>> = std::iter::once(start..at).collect();
    let comma = start.checked_sub(1).filter(|&before| line.kind(before) == Kind::Comma);
    if let Some(comma) = comma {
        if let Some(Subject::Nominal(items)) = clauses.phrase(comma.saturating_sub(12), comma) {
            found.push(items);
        } else {
            found.extend(head_in_front_of_preposition(clauses, comma));
        }
    }
    if line.kind(at + 1) == Kind::Comma && line.class(at + 2) == Some(Class::Determiner) {
        let end = (at + 3..at + 3 + NEAR).take_while(|&at| word(at)).last().map_or(at + 3, |last| last + 1);
        found.push(at + 3..end);
    }
    found
}

/// "the leader of the dockers' union,": the leader.
fn head_in_front_of_preposition(clauses: Clauses<'_>, comma: usize) -> Option<Range<usize>> {
    let line = clauses.line;
    let from = comma.saturating_sub(10).max(line.sentence_before(comma).start);
    let preposition = (from..comma).find(|&at| line.class(at) == Some(Class::Preposition))?;
    let word = |at: usize| matches!(line.kind(at), Kind::Word(Class::Other, _));
    let start = (from..preposition).rev().take_while(|&at| word(at)).last()?;
    Some(start..preposition)
}

/// The last noun of a phrase as it is compared, and the word in front of it if that has a capital.
fn description(line: &Line<'_>, items: Range<usize>) -> Option<(String, String)> {
    let last = items.end.checked_sub(1).filter(|&last| last >= items.start)?;
    let before = last.checked_sub(1).filter(|&before| before >= items.start);
    let capital = |at: usize| matches!(line.kind(at), Kind::Word(Class::Other, true));
    let before = before.filter(|&at| capital(at)).map_or(String::new(), |at| line.written(at).to_lowercase());
    matches!(line.kind(last), Kind::Word(Class::Other | Class::Say(_), _))
        .then(|| (words::office(line.written(last)), before))
}
