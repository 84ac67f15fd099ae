//! Phrases by which furniture gives itself away, per kind and language.
//!
//! The tables are plain data, a file a language; all of them are tried on every block, for pages mix languages.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod zh;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::cleaner::Kind;
use crate::cleaner::form::{self, Form};
use crate::text::Sieve;

/// Phrases of one kind that count in one place.
pub(super) struct Cues {
    kind: Kind,
    place: Place,
    phrases: &'static [&'static str],
}

/// Where in a block a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The whole block, but for two more words at the end.
    Whole,
    /// The start of a block of so many words at most.
    Start(u32),
    /// Anywhere in a block of so many words at most.
    Within(u32),
}

/// What a phrase says of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// The kind of furniture.
    pub(super) kind: Kind,
    /// The phrase that was found, as the table has it.
    pub(super) phrase: &'static str,
    /// Whether it is the whole block: a heading that stands over furniture of its kind.
    pub(super) whole: bool,
}

static TABLES: &[&[Cues]] = &[en::CUES, es::CUES, fr::CUES, de::CUES, ar::CUES, zh::CUES];

struct Entry {
    rest: Vec<u64>,
    kind: Kind,
    place: Place,
    phrase: &'static str,
}

/// The phrases of all tables.
struct Index {
    /// Every phrase by its first word.
    by_word: FxHashMap<u64, Vec<Entry>>,
    /// The first words.
    words: Sieve,
    /// Words of the longest block in which a phrase counts anywhere.
    within: u32,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut by_word: FxHashMap<u64, Vec<Entry>> = FxHashMap::default();
    let mut within = 0;
    for cues in TABLES.iter().copied().flatten() {
        if let Place::Within(most) = cues.place {
            within = within.max(most);
        }
        for phrase in cues.phrases {
            let mut words = form::hashes(phrase).into_iter();
            if let Some(first) = words.next() {
                let entry = Entry { rest: words.collect(), kind: cues.kind, place: cues.place, phrase };
                by_word.entry(first).or_default().push(entry);
            }
        }
    }
    Index { words: Sieve::of(by_word.keys().copied()), by_word, within }
});

/// The phrase that says most of a block: one of several words that is the whole of it, else the longest.
pub(super) fn find(form: &Form) -> Option<Cue> {
    let index = &*INDEX;
    let mut best: Option<((usize, bool, usize), Cue)> = None;
    // In a longer block a phrase counts at its start alone.
    let end = if form.words > index.within { 1 } else { form.hashes.len() };
    for (at, word) in
        form.hashes.iter().enumerate().take(end).filter(|(_, word)| index.words.may_have(**word))
    {
        let next = form.hashes.get(at + 1).copied();
        let entries = index.by_word.get(word).into_iter().flatten();
        for entry in entries.filter(|entry| entry.may_go_on(next) && entry.fits(form, at)) {
            let length = entry.rest.len() + 1;
            let whole = entry.place == Place::Whole || form.hashes.len() <= length + 1;
            let weight = (length.min(2), whole, length);
            if best.is_none_or(|(other, _)| weight > other) {
                best = Some((weight, Cue { kind: entry.kind, phrase: entry.phrase, whole }));
            }
        }
    }
    best.map(|(_, cue)| cue)
}

impl Entry {
    /// A sentence of the story may begin like furniture: one word says nothing of prose, two and more only of
    /// short prose, but for phrases on authors, comments and rights, which stories do not begin with.
    fn is_sure(&self, form: &Form) -> bool {
        let long = matches!(self.kind, Kind::Author | Kind::Comments | Kind::Legal);
        !form.is_prose() || (!self.rest.is_empty() && (long || form.words <= 14))
    }

    fn fits(&self, form: &Form, at: usize) -> bool {
        let placed = match self.place {
            Place::Whole => at == 0 && form.hashes.len() <= self.rest.len() + 3,
            Place::Start(most) => at == 0 && form.words <= most && self.is_sure(form),
            Place::Within(most) => form.words <= most,
        };
        // Most are one or two words, which a call would take longer for.
        placed && self.rest.iter().zip(1..).all(|(word, behind)| form.hashes.get(at + behind) == Some(word))
    }

    /// Whether it may fit before this word: nearly all that do not fit show it there.
    fn may_go_on(&self, next: Option<u64>) -> bool {
        self.rest.first().is_none_or(|first| next == Some(*first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Block, BlockKind};
    use crate::text;

    fn kind(text: &str) -> Option<Kind> {
        let block =
            Block { kind: BlockKind::Paragraph, level: 0, text: text.into(), linked_chars: 0, marks: None };
        find(&Form::of(&block, &text::keyed_words(&block.text).collect::<Vec<_>>())).map(|cue| cue.kind)
    }

    #[test]
    fn a_heading_says_what_stands_below() {
        assert_eq!(kind("Related Posts"), Some(Kind::Related));
        assert_eq!(kind("Join Our Newsletter"), Some(Kind::Newsletter));
        assert_eq!(kind("Artículos relacionados"), Some(Kind::Related));
        assert_eq!(kind("Das könnte Sie auch interessieren"), Some(Kind::Related));
    }

    #[test]
    fn a_story_may_speak_of_newsletters() {
        assert_eq!(
            kind("The council printed a newsletter about the barrage and sent it to every house."),
            None
        );
    }

    #[test]
    fn phrases_stand_once_in_their_table() {
        for table in TABLES {
            let mut phrases: Vec<&str> = table.iter().flat_map(|cues| cues.phrases).copied().collect();
            let count = phrases.len();
            phrases.sort_unstable();
            phrases.dedup();
            assert_eq!(phrases.len(), count);
        }
    }
}
