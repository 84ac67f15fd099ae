//! Finds in a text what a plan looks for, by the same folding and stems as the index.

use std::cell::LazyCell;

use rustc_hash::FxHashMap;

use crate::index::analyzer;
use crate::lang::Lang;
use crate::query::plan::Unit;
use crate::query::slot::Slot;
use crate::query::stretch::verbatim;
use crate::text::{self, Span};

/// Words remembered at a time; bounds the memory of hostile texts.
const CACHE: usize = 1 << 16;

/// Letters of a stem from which on the first two are those of its words.
const LONG: usize = 4;

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
    /// Whether what was not asked for is looked for, too.
    related: bool,
    doors: Vec<Door<'a>>,
    known: FxHashMap<Box<str>, Vec<Fit>>,
}

/// A slot of a unit, as texts of one language see it.
struct Door<'a> {
    fit: Fit,
    slot: &'a Slot,
    /// Whether it has a stem of the language.
    stems: bool,
    /// What the words begin with that it can take; `None` where that cannot be told.
    beginnings: Option<Vec<String>>,
}

impl<'a> Door<'a> {
    fn new(fit: Fit, slot: &'a Slot, lang: Option<Lang>) -> Self {
        let stem = |term: &'a String| lang.and_then(|lang| analyzer::stem_of_term(lang, term));
        let stems = slot.terms.iter().any(|term| stem(term).is_some());
        let begin =
            |term: &'a String| stem(term).map_or_else(|| first(term, 2), beginning_of_class).to_owned();
        let mut beginnings: Vec<String> = slot.terms.iter().map(begin).collect();
        beginnings.extend(slot.pattern.as_ref().map(|pattern| first(&pattern.beginning(), 2).to_owned()));
        let open =
            beginnings.iter().any(String::is_empty) || stems && lang.is_some_and(analyzer::cuts_in_front);
        let beginnings = (!open).then_some(beginnings);
        Self { fit, slot, stems, beginnings }
    }
}

/// What every word with a stem begins with: its end may be another (`die` of `dying`).
fn beginning_of_class(stem: &str) -> &str {
    first(stem, if stem.chars().count() < LONG { 1 } else { 2 })
}

/// The first letters of a text, or all that it has.
fn first(text: &str, letters: usize) -> &str {
    text.char_indices().nth(letters).map_or(text, |(end, _)| &text[..end])
}

impl<'a> Matcher<'a> {
    /// A matcher for the units of a plan; at first for those alone that were asked for.
    pub fn new(units: &'a [Unit]) -> Self {
        let (doors, known) = (Self::doors(units, None), FxHashMap::default());
        Self { units, lang: None, related: false, doors, known }
    }

    fn doors(units: &'a [Unit], lang: Option<Lang>) -> Vec<Door<'a>> {
        let mut doors = Vec::new();
        for (unit, Unit { slots, .. }) in units.iter().enumerate() {
            doors.extend(slots.iter().enumerate().map(|(at, slot)| Door::new((unit, at), slot, lang)));
        }
        doors
    }

    /// What was not asked for is looked for from now on, or not.
    pub fn relate(&mut self, related: bool) {
        if self.related != related {
            self.related = related;
            self.known.clear();
        }
    }

    /// Texts are in this language from now on.
    pub fn speak(&mut self, lang: Option<Lang>) {
        if self.lang != lang {
            self.lang = lang;
            self.doors = Self::doors(self.units, lang);
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
        let mut found = self.verbatim(text);
        for &(at, (unit, slot)) in &fits {
            let last = at + self.units[unit].slots.len() - 1;
            let goes_on = |next: usize| fits.binary_search(&(at + next, (unit, next))).is_ok();
            let asked = self.units[unit].verbatim.is_none();
            if asked && slot == 0 && last < spans.len() && (1..=last - at).all(goes_on) {
                found.push(Match { unit, span: spans[at].start..spans[last].end });
            }
        }
        found.sort_by_key(|found| (found.span.start, found.unit));
        found
    }

    /// Where the units stand that are looked for as they are written.
    fn verbatim(&self, text: &str) -> Vec<Match> {
        let wanted =
            self.units.iter().enumerate().filter_map(|(at, unit)| Some((at, unit.verbatim.as_ref()?)));
        let found = wanted.flat_map(|(unit, wanted)| {
            verbatim(text, wanted).into_iter().map(move |span| Match { unit, span })
        });
        found.collect()
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
        let begins = |door: &&Door<'_>| {
            let Some(beginnings) = &door.beginnings else { return true };
            beginnings.iter().any(|beginning| folded.starts_with(beginning.as_str()))
        };
        let stem =
            LazyCell::new(|| self.lang.map(|lang| analyzer::stem_term(lang, &analyzer::stem(lang, &folded))));
        let takes =
            |door: &&Door<'_>| door.slot.takes(&folded, || if door.stems { stem.as_deref() } else { None });
        let open = self.doors.iter().filter(|door| self.related || !self.units[door.fit.0].related);
        open.filter(begins).filter(takes).map(|door| door.fit).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{self, PACKS};
    use crate::query::plan::Place;

    fn unit(words: &[&str], langs: &[Lang]) -> Unit {
        let slots = words.iter().map(|word| Slot::class((*word).to_owned(), langs)).collect();
        Unit::new(Place::Text, slots, 1.0, "")
    }

    fn found(units: &[Unit], lang: Lang, text: &str) -> Vec<String> {
        let mut matcher = Matcher::new(units);
        matcher.speak(Some(lang));
        matcher.find(text).into_iter().map(|found| text[found.span].to_owned()).collect()
    }

    #[test]
    fn words_are_found_in_all_forms_of_the_texts_language() {
        let german = lang::pack(Lang::parse("de").unwrap_or(Lang::EN)).map_or(Lang::EN, |pack| pack.lang);
        let units = [unit(&["harbour"], &[Lang::EN, german])];
        assert_eq!(found(&units, Lang::EN, "Harbours, a harbour's"), ["Harbours", "harbour"]);
        assert_eq!(found(&units, german, "Harbour, harboured"), ["Harbour"]);
    }

    #[test]
    fn a_sequence_is_found_as_one() {
        let units = [unit(&["two", "state"], &[])];
        assert_eq!(
            found(&units, Lang::EN, "two-state, two states, Two State two"),
            ["two-state", "Two State"]
        );
    }

    #[test]
    fn a_repeated_word_is_found_at_every_place() {
        let units = [unit(&["so", "so"], &[])];
        assert_eq!(found(&units, Lang::EN, "so so so"), ["so so", "so so"]);
    }

    proptest! {
        #[test]
        fn a_word_and_its_stem_begin_alike(word in "\\p{L}{1,12}|[a-zа-яα-ωçéèêëàâîïôûùüöäåæøñ]{1,12}") {
            let word = text::fold(&word).into_owned();
            for pack in PACKS.iter().filter(|pack| !analyzer::cuts_in_front(pack.lang)) {
                let stem = analyzer::stem(pack.lang, &word);
                let beginning = beginning_of_class(&stem);
                prop_assert!(word.starts_with(beginning), "{} {} {}", pack.name, word, stem);
            }
        }

        #[test]
        fn a_word_of_a_text_is_found_in_it(text in "(\\PC{0,12} ){0,6}") {
            for word in analyzer::terms(&text) {
                let units = [unit(&[&word], &[Lang::EN])];
                prop_assert!(!found(&units, Lang::EN, &text).is_empty());
            }
        }
    }
}
