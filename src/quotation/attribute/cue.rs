//! Where a word of saying stands beside a quotation, and who is its subject.

use super::Speech;
use crate::quotation::clause::{REACH, Subject};
use crate::quotation::line::Kind;
use crate::quotation::words::{Class, Pronoun, Saying};

/// How far behind a quotation its verb may stand, in items.
const NEAR: usize = 24;

/// A word of saying with its subject; one without a subject says that somebody is meant who is not named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) subject: Option<Subject>,
    pub(super) verb: String,
}

impl Speech<'_> {
    pub(super) fn cue(&self, verb: usize, subject: Option<Subject>) -> Cue {
        Cue { subject, verb: self.clauses.line.written(verb).to_owned() }
    }

    /// The word of saying behind a quotation: "…, said Vale", "…, the mayor said", "…, according to Vale".
    pub(super) fn cue_behind(&self, at: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let end = self.end_of_cue(at);
        let mut from = at + 1;
        if from < end && matches!(line.kind(from), Kind::Comma | Kind::Dash) {
            from += 1;
        }
        while from < end && line.class(from) == Some(Class::Adverb) {
            from += 1;
        }
        if from >= end {
            return None;
        }
        match line.class(from) {
            Some(Class::According) => self.according(from, end),
            Some(Class::Say(Saying::Says)) => self.verb_first(at, from, end),
            Some(Class::Subordinator) if line.written(from) == "as" => self.subject_first(from + 1, end),
            Some(
                Class::Subordinator
                | Class::Relative
                | Class::That
                | Class::Conjunction
                | Class::Preposition
                | Class::Say(_)
                | Class::Saying
                | Class::Be
                | Class::Auxiliary,
            ) => None,
            _ => self.subject_first(from, end),
        }
    }

    /// Up to where a cue behind the quotation may reach: to the end of the sentence or the next quotation. A
    /// question or a cry does not end the sentence that it stands in.
    fn end_of_cue(&self, at: usize) -> usize {
        let line = self.clauses.line;
        let next = at + 1;
        let same = line.items.get(next).is_some_and(|item| item.head <= at);
        let cries = self.inner(at).ends_with(['?', '!', '…', '—', '–']) || self.inner(at).ends_with("...");
        if !same && !cries {
            return next;
        }
        let reach = line.items.len().min(next + REACH);
        let head = line.items.get(next).map_or(0, |item| item.head);
        let ends = |&at: &usize| line.items[at].head != head || matches!(line.kind(at), Kind::Quote(_));
        (next..reach).find(ends).unwrap_or(reach)
    }

    /// "according to Vale", "according to him".
    fn according(&self, at: usize, end: usize) -> Option<Cue> {
        let line = self.clauses.line;
        if line.written(at + 1) != "to" {
            return None;
        }
        let subject = match line.written(at + 2) {
            "him" => Some(Subject::Pronoun(Pronoun::He, at + 2)),
            "her" => Some(Subject::Pronoun(Pronoun::She, at + 2)),
            _ => self.clauses.inverted(at + 2, end),
        };
        Some(Cue { subject, verb: "according to".to_owned() })
    }

    /// "…, said Vale". Behind words that are but a part of a clause with a subject of its own, the verb may be that
    /// clause's: "Vale, who called it “mad”, said".
    fn verb_first(&self, at: usize, verb: usize, end: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let clause = self.clauses.start(at)..at;
        if clause.into_iter().any(|at| line.class(at) == Some(Class::Relative)) {
            return None;
        }
        let subject = self.clauses.inverted(verb + 1, end);
        let part = at > 0 && line.items[at].head < at;
        (subject.is_some() || !part).then(|| self.cue(verb, subject))
    }

    /// "…, Vale said", "…, the mayor, Jonas Vale, told reporters", "…, the paper quoted Vale as saying".
    fn subject_first(&self, from: usize, end: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let end = end.min(from + NEAR);
        let said = (from..end).find(|&at| {
            matches!(line.class(at), Some(Class::Say(_) | Class::Quoted))
                && !matches!(line.class(at.wrapping_sub(1)), Some(Class::Determiner | Class::Preposition))
        });
        let Some(verb) = said else { return self.unknown_verb(from) };
        if line.class(verb) == Some(Class::Quoted) {
            return self.quoted(from, verb, end);
        }
        let mentions = line.class(verb) == Some(Class::Say(Saying::Mentions));
        if mentions && !(line.written(verb).starts_with("put") && line.written(verb + 1) == "it") {
            return None;
        }
        if line.class(verb + 1) == Some(Class::That) && line.items[from].head == from {
            return None;
        }
        let subject = self.clauses.subject_in(from, verb)?;
        (self.clauses.first_subject(from, verb).as_ref() == Some(&subject))
            .then(|| self.cue(verb, Some(subject)))
    }

    /// "…,” Vale thundered.": behind a quotation that ends in a comma, a name or pronoun and one word up to the full
    /// stop can only be its speaker and its verb.
    fn unknown_verb(&self, from: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let verb = from + 1;
        let comma = from > 0 && self.inner(from - 1).ends_with(',');
        let alone = line.items.get(verb + 1).is_none_or(|next| next.head > verb);
        let finite = line.class(verb) == Some(Class::Other) && line.written(verb).ends_with(['s', 'd']);
        let subject = match line.kind(from) {
            Kind::Name(entity) => Subject::Entity(entity),
            Kind::Word(Class::Pronoun(pronoun), _) => Subject::Pronoun(pronoun, from),
            _ => return None,
        };
        (comma && alone && finite).then(|| self.cue(verb, Some(subject)))
    }

    /// The word of saying that closes the sentence: "“…” is what it was, said Vale."
    pub(super) fn cue_at_end(&self, at: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let head = line.items[at].head;
        let reach = line.items.len().min(at + REACH);
        let end = (at + 1..reach).find(|&at| line.items[at].head != head).unwrap_or(reach);
        let comma = (at + 2..end).rev().take(NEAR).find(|&at| line.kind(at) == Kind::Comma)?;
        if (at..end).any(|at| self.turns(at) || line.kind(at) == Kind::Stop) {
            return None;
        }
        let says = |at: usize| line.class(at) == Some(Class::Say(Saying::Says));
        let subject = if says(comma + 1) {
            self.clauses.inverted(comma + 2, end)?
        } else if says(comma + 2) && comma + 3 == end {
            self.clauses.subject_in(comma + 1, comma + 2)?
        } else {
            return None;
        };
        let verb = if says(comma + 1) { comma + 1 } else { comma + 2 };
        Some(self.cue(verb, Some(subject)))
    }

    /// "he was quoted as saying", "the paper quoted him as saying".
    fn quoted(&self, from: usize, verb: usize, end: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let saying = (verb + 1..end.min(verb + 8)).find(|&at| line.class(at) == Some(Class::Saying))?;
        if line.written(saying - 1) != "as" {
            return None;
        }
        let subject = if saying == verb + 2 {
            let be = (from..verb).rev().find(|&at| line.class(at) == Some(Class::Be))?;
            let has = be > from && line.class(be - 1) == Some(Class::Auxiliary);
            self.clauses.subject_before(from, be - usize::from(has), 2)
        } else {
            self.clauses.inverted(verb + 1, saying - 1)
        };
        Some(self.cue(saying, subject))
    }

    /// The word of saying in front of a quotation, in its sentence: "Vale said: …", "Vale said that it was …".
    pub(super) fn cue_before(&self, at: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let from = line.sentence_before(at).start.max(at.saturating_sub(REACH));
        if self.is_named(at) {
            return None;
        }
        for verb in (from..at).rev() {
            match line.kind(verb) {
                Kind::Stop | Kind::Quote(_) => return None,
                Kind::Word(class, _) => {
                    if self.turns(verb) {
                        return None;
                    }
                    if let Some(cue) = self.cue_at(class, from, verb, at) {
                        return Some(cue).filter(|_| self.is_near(verb, at) || !self.is_title(at));
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn cue_at(&self, class: Class, from: usize, verb: usize, quote: usize) -> Option<Cue> {
        match class {
            Class::According => self.according(verb, quote),
            Class::Say(_) => self.finite(verb),
            Class::Saying => self.participle(from, verb),
            _ => None,
        }
    }

    /// A finite verb with its subject. Where it has none it is a noun, unless it stands in the passive.
    fn finite(&self, verb: usize) -> Option<Cue> {
        let line = self.clauses.line;
        if line.written(verb).starts_with("put") && line.written(verb + 1) != "it" {
            return None;
        }
        let subject = self.clauses.subject(verb);
        let passive = self.clauses.is_passive(verb);
        (subject.is_some() || passive).then(|| self.cue(verb, subject))
    }

    /// "…, adding that", "with Vale stating that", "was quoted as saying".
    fn participle(&self, from: usize, verb: usize) -> Option<Cue> {
        let line = self.clauses.line;
        let before = verb.checked_sub(1).filter(|&before| before >= from)?;
        if line.written(before) == "as" {
            let quoted = (from..before).rev().take(8).find(|&at| line.class(at) == Some(Class::Quoted))?;
            return self.quoted(self.clauses.start(quoted), quoted, verb + 1);
        }
        match line.kind(before) {
            Kind::Name(entity) => Some(self.cue(verb, Some(Subject::Entity(entity)))),
            Kind::Comma | Kind::Word(Class::Conjunction, _) => {
                let subject = self.clauses.first_subject(self.clauses.start(verb), before)?;
                Some(self.cue(verb, Some(subject)))
            }
            Kind::Word(Class::Be, _) => {
                let subject = self.clauses.subject_before(self.clauses.start(verb), before, 2);
                Some(self.cue(verb, subject))
            }
            _ => None,
        }
    }

    /// Whether nothing but a listener stands between a verb and the quotation.
    fn is_near(&self, verb: usize, quote: usize) -> bool {
        quote - verb <= 2 || self.clauses.line.kind(quote - 1) == Kind::Colon
    }
}
