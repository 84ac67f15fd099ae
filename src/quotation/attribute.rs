//! Whose words they are: the rules, in the order in which they are asked.

mod cue;

use std::ops::Range;

use super::cast::Cast;
use super::clause::{Clauses, REACH, Subject};
use super::line::Kind;
use super::words::{Class, Saying};

use self::cue::Cue;

/// A quotation of this many words may stand alone in its block and still go on with what the block before it said;
/// shorter ones are turns of a dialogue as often as not.
const ALONE: usize = 8;

/// Who said it and how, as far as that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Which entity.
    pub(super) speaker: Option<usize>,
    /// The word of saying, as written.
    pub(super) verb: Option<String>,
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
