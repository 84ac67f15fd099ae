//! Whose words they are: the rules, in the order in which they are asked.

use std::ops::Range;

use super::cast::Cast;
use super::clause::{Clauses, REACH, Subject};
use super::line::Kind;
use super::words::{Class, Pronoun, Saying};

/// A quotation of this many words may stand alone in its block and still go on with what the block before it said;
/// shorter ones are turns of a dialogue as often as not.
const ALONE: usize = 8;

/// How far behind a quotation its verb may stand, in items.
const NEAR: usize = 24;

/// Who said it and how, as far as that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Which entity.
    pub(super) speaker: Option<usize>,
    /// The word of saying, as written.
    pub(super) verb: Option<String>,
}

/// A word of saying with its subject; one without a subject says that somebody is meant who is not named.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cue {
    subject: Option<Subject>,
    verb: String,
}

/// The attribution of every quotation: a list a line.
pub(super) fn all(cast: &Cast<'_>) -> Vec<Vec<Attribution>> {
    let mut found: Vec<Vec<Attribution>> = Vec::with_capacity(cast.lines.len());
    for line in 0..cast.lines.len() {
        let of_line = Speech { cast, line, clauses: cast.clauses(line), before: &found }.attributions();
        found.push(of_line);
    }
    fill_back(cast, &mut found);
    found
}

/// A quotation that runs over blocks may name its speaker in the last one only.
fn fill_back(cast: &Cast<'_>, found: &mut [Vec<Attribution>]) {
    for line in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(line);
        let open = cast.lines[line - 1].stretches.last().is_some_and(|stretch| stretch.open);
        let (Some(last), Some(first)) = (before[line - 1].last_mut(), behind[0].first()) else { continue };
        if open && last.speaker.is_none() && last.verb.is_none() {
            last.speaker = first.speaker;
        }
    }
}

/// One line and what was found in those before it.
struct Speech<'a> {
    cast: &'a Cast<'a>,
    line: usize,
    clauses: Clauses<'a>,
    before: &'a [Vec<Attribution>],
}

impl Speech<'_> {
    fn attributions(&self) -> Vec<Attribution> {
        let line = self.clauses.line;
        let mut found: Vec<Attribution> = Vec::with_capacity(line.stretches.len());
        for at in 0..line.items.len() {
            if let Kind::Quote(_) = line.kind(at) {
                found.push(self.attribution(at, &found));
            }
        }
        found
    }

    /// The attribution of the quotation at an item; `earlier` holds those before it in the line.
    fn attribution(&self, at: usize, earlier: &[Attribution]) -> Attribution {
        let announced = at > 0 && self.clauses.line.kind(at - 1) == Kind::Colon;
        let cue =
            if announced { self.cue_before(at).or_else(|| self.cue_behind(at)) } else { self.cue_behind(at) };
        if let Some(cue) = cue {
            return self.settled(&cue);
        }
        if let Some(shared) = self.shared(at, earlier) {
            return shared;
        }
        if let Some(cue) = self.cue_before(at) {
            return self.settled(&cue);
        }
        if let Some(cue) = self.cue_at_end(at).filter(|_| !self.is_named(at) && !self.is_title(at)) {
            return self.settled(&cue);
        }
        self.other_half(at, earlier)
            .or_else(|| self.speaker_with_colon(at))
            .or_else(|| self.lead_in(at, earlier))
            .or_else(|| self.run_on(at))
            .unwrap_or_default()
    }

    fn settled(&self, cue: &Cue) -> Attribution {
        let resolve = |subject: &Subject| {
            let speaker = self.cast.resolve(subject, self.line)?;
            self.cast.speaks(speaker).then_some(speaker)
        };
        Attribution { speaker: cue.subject.as_ref().and_then(resolve), verb: Some(cue.verb.clone()) }
    }

    fn inner(&self, at: usize) -> &str {
        match self.clauses.line.kind(at) {
            Kind::Quote(index) => &self.clauses.line.text[self.clauses.line.stretches[index].inner.clone()],
            _ => "",
        }
    }

    fn cue(&self, verb: usize, subject: Option<Subject>) -> Cue {
        Cue { subject, verb: self.clauses.line.written(verb).to_owned() }
    }

    /// The word of saying behind a quotation: "…, said Vale", "…, the mayor said", "…, according to Vale".
    fn cue_behind(&self, at: usize) -> Option<Cue> {
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
    fn cue_at_end(&self, at: usize) -> Option<Cue> {
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
    fn cue_before(&self, at: usize) -> Option<Cue> {
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

    /// Whether a clause begins here that is no longer what the one before it says.
    fn turns(&self, at: usize) -> bool {
        let line = self.clauses.line;
        let behind_comma = at > 0 && line.kind(at - 1) == Kind::Comma;
        match line.class(at) {
            Some(Class::Conjunction) => behind_comma && line.written(at) == "but",
            Some(Class::Subordinator) => {
                behind_comma && matches!(line.written(at), "while" | "although" | "though" | "whereas")
            }
            _ => false,
        }
    }

    /// Whether nothing but a listener stands between a verb and the quotation.
    fn is_near(&self, verb: usize, quote: usize) -> bool {
        quote - verb <= 2 || self.clauses.line.kind(quote - 1) == Kind::Colon
    }

    /// "the so-called “…”", "under the title “…”": a name, not a speech.
    fn is_named(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.clauses.line.written(before));
        NAMING.iter().any(|word| before.eq_ignore_ascii_case(word))
            || before == "called" && self.clauses.is_passive(at - 1)
    }

    /// Whether most words have a capital: the name of a book or a song.
    fn is_title(&self, at: usize) -> bool {
        let inner = self.inner(at);
        let long = inner.split_whitespace().filter(|word| word.len() > 3);
        let (capital, all) = long.fold((0, 0), |(capital, all), word| {
            (capital + usize::from(word.starts_with(char::is_uppercase)), all + 1)
        });
        inner.starts_with(char::is_uppercase) && all > 0 && capital == all && all <= 8
    }

    /// "said “a” and “b”": the one before it in the sentence, where no new verb stands between.
    fn shared(&self, at: usize, earlier: &[Attribution]) -> Option<Attribution> {
        let line = self.clauses.line;
        let from = line.sentence_before(at).start.max(at.saturating_sub(REACH));
        let before = (from..at).rev().find(|&at| matches!(line.kind(at), Kind::Quote(_)))?;
        let plain = (before + 1..at).all(|at| match line.kind(at) {
            Kind::Comma | Kind::Name(_) | Kind::OwnerName(_) => true,
            Kind::Word(class, _) => {
                matches!(
                    class,
                    Class::Conjunction
                        | Class::Preposition
                        | Class::Determiner
                        | Class::Other
                        | Class::Adverb
                ) && !self.turns(at)
            }
            _ => false,
        });
        (plain && at - before <= 12).then(|| earlier.last().cloned()).flatten()
    }

    /// "“…,” said Vale, who was there, “…”": the half before it in its sentence, where that one has a verb.
    fn other_half(&self, at: usize, earlier: &[Attribution]) -> Option<Attribution> {
        let line = self.clauses.line;
        let from = line.sentence_before(at).start.max(at.saturating_sub(REACH));
        let before = (from..at).rev().find(|&at| matches!(line.kind(at), Kind::Quote(_)))?;
        let joined = line.kind(at - 1) == Kind::Comma && !(before..at).any(|at| self.turns(at));
        earlier.last().filter(|half| joined && half.verb.is_some()).cloned()
    }

    /// "Jonas Vale: “…”", as in a transcript.
    fn speaker_with_colon(&self, at: usize) -> Option<Attribution> {
        let colon = at.checked_sub(1).filter(|&before| self.clauses.line.kind(before) == Kind::Colon)?;
        let head = self.clauses.line.items[at].head;
        let short = colon > head && colon - head <= 4;
        let name = self.clauses.person(colon.checked_sub(1)?).filter(|_| short)?;
        if self.is_title(at) {
            return None;
        }
        let titles = (head..colon - 1).all(|at| matches!(self.clauses.line.kind(at), Kind::Word(_, true)));
        titles.then_some(Attribution { speaker: Some(name), verb: None })
    }

    /// A quotation that is a sentence of its own goes on with what the sentence before it said.
    fn lead_in(&self, at: usize, earlier: &[Attribution]) -> Option<Attribution> {
        let line = self.clauses.line;
        if line.items[at].head != at || at == 0 || self.end_of_sentence_is_behind(at) {
            return None;
        }
        let before = line.items[at - 1].head.max(at.saturating_sub(REACH))..at;
        if before.clone().any(|at| matches!(line.kind(at), Kind::Quote(_))) {
            return earlier.last().cloned();
        }
        self.said_in(before)
    }

    /// Whether words follow the quotation in its own sentence.
    fn end_of_sentence_is_behind(&self, at: usize) -> bool {
        self.clauses.line.items.get(at + 1).is_some_and(|next| next.head == at)
    }

    /// Who says something, in words of the writer's, in a sentence; `None` where two do.
    fn said_in(&self, sentence: Range<usize>) -> Option<Attribution> {
        let line = self.clauses.line;
        let mut found: Option<Attribution> = None;
        for verb in sentence {
            let says = matches!(line.class(verb), Some(Class::Say(Saying::Says | Saying::Tells)));
            let Some(subject) = self.clauses.subject(verb).filter(|_| says) else { continue };
            let one = self.settled(&self.cue(verb, Some(subject)));
            if one.speaker.is_none() || found.as_ref().is_some_and(|found| found.speaker != one.speaker) {
                return None;
            }
            found = Some(one);
        }
        found
    }

    /// A block that is all quotation goes on with the one before it.
    fn run_on(&self, at: usize) -> Option<Attribution> {
        let line = self.clauses.line;
        let last = self.line.checked_sub(1)?;
        let earlier = self.before[last].last();
        let speaker = earlier.and_then(|before| before.speaker);
        let opened = self.cast.lines[last].stretches.last().is_some_and(|stretch| stretch.open);
        if at == 0 && opened {
            return Some(Attribution { speaker, verb: None });
        }
        let alone = line.items.iter().take(REACH).all(|item| matches!(item.kind, Kind::Quote(_)));
        if at != 0 || !alone || self.inner(at).split_whitespace().count() < ALONE {
            return None;
        }
        let one = self.before[last].iter().all(|before| before.speaker == speaker);
        (one && earlier.is_some()).then_some(Attribution { speaker, verb: None })
    }
}

/// Words in front of a name between marks.
const NAMING: &[&str] = &[
    "so-called",
    "titled",
    "entitled",
    "named",
    "nicknamed",
    "title",
    "headline",
    "slogan",
    "motto",
    "dubbed",
];
