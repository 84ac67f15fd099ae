//! Finds in a text what a plan looks for, by the same folding and stems as the index.

use rustc_hash::FxHashMap;

use crate::index::analyzer;
use crate::lang::Lang;
use crate::query::plan::Unit;
use crate::query::slot::Slot;
use crate::text::{self, Span};

/// Languages whose stemmers cut beginnings of words, too; elsewhere a word and its stem begin alike.
const CUT_IN_FRONT: [&str; 2] = ["ar", "ta"];
/// Words remembered at a time; bounds the memory of hostile texts.
const CACHE: usize = 1 << 16;

/// Where a unit stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Index of the unit in its plan.
    pub unit: usize,
    /// From its first to its last word, in bytes of the text.
    pub span: Span,
}

/// A unit and the place in its sequence that a word may stand at.
type Fit = (usize, usize);

/// Finds units in texts of one language at a time; remembers words already met.
pub struct Matcher<'a> {
    units: &'a [Unit],
    lang: Option<Lang>,
    known: FxHashMap<Box<str>, Vec<Fit>>,
}

impl<'a> Matcher<'a> {
    /// A matcher for the units of a plan.
    pub fn new(units: &'a [Unit]) -> Self {
        Self { units, lang: None, known: FxHashMap::default() }
    }

    /// The units that are looked for.
    pub fn units(&self) -> &'a [Unit] {
        self.units
    }

    /// Texts are in this language from now on.
    pub fn speak(&mut self, lang: Option<Lang>) {
        if self.lang != lang {
            self.lang = lang;
            self.known.clear();
        }
    }

    /// Every place where a unit stands, whatever field it is looked for in; by the first word, then by unit.
    pub fn find(&mut self, text: &str) -> Vec<Match> {
        let mut spans = Vec::new();
        let mut fits: Vec<(usize, Fit)> = Vec::new();
        for span in text::words(text) {
            let at = spans.len();
            fits.extend(self.fits(&text[span.clone()]).iter().map(|fit| (at, *fit)));
            spans.push(span);
        }
        let mut found = Vec::new();
        for &(at, (unit, slot)) in &fits {
            let last = at + self.units[unit].slots.len() - 1;
            let goes_on = |next: usize| fits.binary_search(&(at + next, (unit, next))).is_ok();
            if slot == 0 && last < spans.len() && (1..=last - at).all(goes_on) {
                found.push(Match { unit, span: spans[at].start..spans[last].end });
            }
        }
        found
    }

    fn fits(&mut self, word: &str) -> &[Fit] {
        if !self.known.contains_key(word) {
            if self.known.len() >= CACHE {
                self.known.clear();
            }
            let fits = self.judge(word);
            self.known.insert(word.into(), fits);
        }
        self.known.get(word).map_or(&[], Vec::as_slice)
    }

    /// Where a word may stand, in order.
    fn judge(&self, word: &str) -> Vec<Fit> {
        let folded = text::fold(word);
        let mut fits = Vec::new();
        for (unit, Unit { slots, .. }) in self.units.iter().enumerate() {
            for (at, slot) in slots.iter().enumerate() {
                if slot.takes(&folded, || self.stem_for(slot, &folded)) {
                    fits.push((unit, at));
                }
            }
        }
        fits
    }

    /// The stem term of a word, where the slot has one that it could be.
    fn stem_for(&self, slot: &Slot, word: &str) -> Option<String> {
        let lang = self.lang?;
        let first = word.chars().next()?;
        let cuts = CUT_IN_FRONT.contains(&lang.code());
        let possible = slot.terms.iter().any(|term| {
            analyzer::stem_of_term(lang, term).is_some_and(|stem| cuts || stem.starts_with(first))
        });
        possible.then(|| analyzer::stem_term(lang, &analyzer::stem(lang, word)))
    }
}
