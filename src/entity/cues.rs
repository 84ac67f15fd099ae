//! Names in scripts without capitals, found next to cue words only: Arabic titles, bodies and known places.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::EntityKind;
use super::lexicon::{Lexicon, class};
use super::tagger::Found;
use super::token::{Gap, Shape, Token, Tokens};

/// How sure a cue makes a name.
const WEIGHT: u8 = 2;

/// Words of an article among which places are looked for that it speaks of.
const SPOKEN: usize = 4_000;

/// What cue words say of the caseless words of an article, in order of the text; nothing where there are none.
pub(super) fn tag(tokens: &Tokens<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let mut found = Vec::new();
    let spoken = OnceCell::new();
    for (line, at) in tokens.lines.iter().enumerate() {
        let cues = Cues { tokens, lexicon, end: at.tokens.end, spoken: &spoken };
        let mut at = at.tokens.start;
        while at < cues.end {
            let named = cues.name(at);
            if let Some((span, kind)) = &named {
                found.push(Found { line, tokens: span.clone(), kind: *kind, weight: WEIGHT });
            }
            at = named.map_or(at + 1, |(span, _)| span.end);
        }
    }
    found
}

struct Cues<'t, 'a> {
    tokens: &'t Tokens<'a>,
    lexicon: &'t Lexicon,
    end: usize,
    /// How often each word stands behind one that leads to a place, once that was asked for.
    spoken: &'t OnceCell<FxHashMap<u64, usize>>,
}

impl Cues<'_, '_> {
    /// What begins at a token or, where the token is a title, right behind it.
    fn name(&self, at: usize) -> Option<(Range<usize>, Option<EntityKind>)> {
        let token = &self.tokens.all[at];
        if token.shape != Shape::Caseless {
            return None;
        }
        let class = self.class(at);
        if class & class::TITLE != 0 {
            return self.person(at + 1).map(|span| (span, Some(EntityKind::Person)));
        }
        if class & class::PLACE != 0 {
            return Some((at..at + 1, Some(EntityKind::Place)));
        }
        if class & class::ORG != 0 {
            return self.organisation(at).map(|span| (span, Some(EntityKind::Organisation)));
        }
        // A lone word may be the surname of somebody named in full elsewhere.
        (class == 0 && token.span.len() > 5).then_some((at..at + 1, None))
    }

    /// The classes of a word, also behind the one-letter words that Arabic writes together with the next.
    fn class(&self, at: usize) -> u32 {
        let word = self.tokens.folded(at);
        let class = self.tokens.all[at].class;
        let bare =
            word.strip_prefix(['و', 'ب', 'ل', 'ف']).filter(|rest| class == 0 && rest.chars().count() > 3);
        bare.map_or(class, |rest| self.lexicon.class(rest))
    }

    fn is_definite(&self, at: usize) -> bool {
        self.tokens.folded(at).starts_with("ال")
    }

    fn follows(&self, at: usize) -> Option<&Token> {
        (at < self.end).then(|| &self.tokens.all[at]).filter(|token| token.gap == Gap::Blank)
    }

    /// Two words of a name behind a title: "minister [of] the-ports Salim al-Haddad" skips what has the article.
    fn person(&self, from: usize) -> Option<Range<usize>> {
        let mut start = from;
        while start < from + 2 && self.follows(start).is_some() && self.is_definite(start) {
            start += 1;
        }
        if self.follows(start).is_some_and(|token| token.is(class::ORG)) {
            start += 2;
        } else if self.follows(start + 2).is_some()
            && self.is_spoken_of(start)
            && self.part(start + 2).is_some()
        {
            start += 1;
        }
        let first = self.part(start)?;
        let second = self.part(first);
        Some(start..second.unwrap_or(first)).filter(|span| span.len() > 1)
    }

    /// Where a part of a name ends: a word that is nothing else, with particles before and hyphens inside.
    fn part(&self, at: usize) -> Option<usize> {
        let mut at = at;
        while self.follows(at)?.is(class::PARTICLE) {
            at += 1;
        }
        let other = class::STOP | class::SAYING | class::TITLE | class::ORG | class::PLACE | class::CALENDAR;
        if self.follows(at)?.shape != Shape::Caseless || self.class(at) & other != 0 {
            return None;
        }
        let hyphens = (at + 1..self.end).take_while(|&next| self.tokens.all[next].gap == Gap::Hyphen).count();
        Some(at + 1 + hyphens)
    }

    /// Whether the article names the word as a place elsewhere: "to Harrowmere".
    fn is_spoken_of(&self, at: usize) -> bool {
        let spoken = self.spoken.get_or_init(|| self.spoken());
        let times = spoken.get(&self.tokens.all[at].key).copied().unwrap_or(0);
        times > usize::from((1..SPOKEN).contains(&at) && self.leads(at - 1))
    }

    fn spoken(&self) -> FxHashMap<u64, usize> {
        let mut spoken = FxHashMap::default();
        for at in (1..self.tokens.all.len().min(SPOKEN)).filter(|at| self.leads(at - 1)) {
            *spoken.entry(self.tokens.all[at].key).or_default() += 1;
        }
        spoken
    }

    /// Whether a word leads to a place.
    fn leads(&self, at: usize) -> bool {
        matches!(&*self.tokens.folded(at), "الي" | "مدينه" | "ميناء" | "في")
    }

    /// A word of bodies with the words of its name, up to the ones with the article.
    fn organisation(&self, at: usize) -> Option<Range<usize>> {
        let mut end = at + 1;
        if self.follows(end).is_some() && !self.is_definite(end) && self.follows(end + 1).is_some() {
            end += 1;
        }
        let first = end;
        while end < first + 2 && self.follows(end).is_some() && self.is_definite(end) {
            end += 1;
        }
        (end > first).then_some(at..end)
    }
}
