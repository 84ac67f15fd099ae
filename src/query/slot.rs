//! What may stand at one place of a sequence of words, and which forms of a word those are.

use rustc_hash::FxHashMap;

use crate::index::analyzer;
use crate::lang::Lang;
use crate::query::pattern::Pattern;

/// Terms any of which may stand at one place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Slot {
    /// Words and stem terms, in order, each once.
    pub terms: Vec<String>,
    /// Words that fit this, too.
    pub pattern: Option<Pattern>,
}

impl Slot {
    /// One folded word exactly.
    pub(super) fn exact(word: String) -> Self {
        Self { terms: vec![word], pattern: None }
    }

    /// One folded word, and no other.
    pub fn of(word: &str) -> Self {
        Self::exact(word.to_owned())
    }

    /// A folded word in every form that shares its stem in one of these languages.
    ///
    /// A stem is a term of its own where it differs from the word, so the class of stem *s* is the stem term of
    /// *s* and, where *s* is its own stem, the word *s*.
    pub fn class(word: String, langs: &[Lang]) -> Self {
        let mut terms = Vec::with_capacity(1 + 2 * langs.len());
        for &lang in langs {
            let stem = analyzer::stem(lang, &word);
            terms.push(analyzer::stem_term(lang, &stem));
            if stem != word && analyzer::stem(lang, &stem) == stem {
                terms.push(stem);
            }
        }
        terms.push(word);
        Self::any(terms)
    }

    /// Every word that fits a pattern.
    pub(super) fn open(pattern: Pattern) -> Self {
        Self { terms: Vec::new(), pattern: Some(pattern) }
    }

    /// Any of these terms.
    pub(super) fn any(mut terms: Vec<String>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        Self { terms, pattern: None }
    }

    /// Whether a folded word of a text may stand here. `stem` gives the [stem term](analyzer::stem_term) of the
    /// word in the text's language and is asked only where that can decide.
    pub fn takes<'s>(&self, word: &str, stem: impl FnOnce() -> Option<&'s str>) -> bool {
        self.has(word)
            || self.pattern.as_ref().is_some_and(|pattern| pattern.takes(word))
            || stem().is_some_and(|stem| self.has(stem))
    }

    fn has(&self, term: &str) -> bool {
        self.terms.binary_search_by(|known| known.as_str().cmp(term)).is_ok()
    }
}

/// The different ones among slots, in order, and which of them each is.
pub(super) fn distinct(slots: &[Slot]) -> (Vec<&Slot>, Vec<usize>) {
    let mut known: FxHashMap<&Slot, usize> = FxHashMap::default();
    let mut all = Vec::new();
    let mut place = |slot| {
        *known.entry(slot).or_insert_with(|| {
            all.push(slot);
            all.len() - 1
        })
    };
    let places = slots.iter().map(&mut place).collect();
    (all, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_for_all_forms_of_its_stem() {
        let slot = Slot::class("harbours".to_owned(), &[Lang::EN]);
        assert_eq!(slot.terms, ["\u{1}enharbour", "harbour", "harbours"]);
    }

    #[test]
    fn a_stem_that_is_no_stem_of_itself_is_not_in_its_class() {
        for word in ["university", "news", "generously"] {
            let stem = analyzer::stem(Lang::EN, word);
            let own = analyzer::stem(Lang::EN, &stem) == stem;
            assert_eq!(Slot::class(word.to_owned(), &[Lang::EN]).terms.contains(&stem), own);
        }
    }

    #[test]
    fn slots_that_are_alike_are_told_once() {
        let slots = ["ferry", "to", "ferry"].map(Slot::of);
        assert_eq!(distinct(&slots), (vec![&slots[0], &slots[1]], vec![0, 1, 0]));
        assert_eq!(distinct(&[]), (Vec::new(), Vec::new()));
    }

    #[test]
    fn without_languages_a_word_is_itself() {
        assert_eq!(Slot::class("harbours".to_owned(), &[]), Slot::exact("harbours".to_owned()));
    }
}
