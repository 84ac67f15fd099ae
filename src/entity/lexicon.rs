//! What the recogniser knows of single words and fixed phrases, in one language.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{EntityKind, tables};
use crate::lang::{self, Lang, PACKS, Pack};
use crate::text;

/// Classes of words, as bits.
pub(super) mod class {
    /// Function words.
    pub(crate) const STOP: u32 = 1;
    /// Titles and offices.
    pub(crate) const TITLE: u32 = 1 << 1;
    /// Words inside names of organisations.
    pub(crate) const ORG: u32 = 1 << 2;
    /// Common forenames.
    pub(crate) const FORENAME: u32 = 1 << 3;
    /// A known place of one word.
    pub(crate) const PLACE: u32 = 1 << 4;
    /// Words of nation, faith and party.
    pub(crate) const NATION: u32 = 1 << 5;
    /// "River", "bridge".
    pub(crate) const HEAD: u32 = 1 << 6;
    /// "North", "new", "mount".
    pub(crate) const PREFIX: u32 = 1 << 7;
    /// A known organisation of one word.
    pub(crate) const KNOWN_ORG: u32 = 1 << 8;
    /// Capitals that name nobody.
    pub(crate) const NO_NAME: u32 = 1 << 9;
    /// Words that open sentences.
    pub(crate) const OPENER: u32 = 1 << 10;
    /// Verbs of saying.
    pub(crate) const SAYING: u32 = 1 << 11;
    /// Small words inside names.
    pub(crate) const PARTICLE: u32 = 1 << 12;
    /// Months and week days.
    pub(crate) const CALENDAR: u32 = 1 << 13;
    /// First word of a known phrase.
    pub(crate) const PHRASE: u32 = 1 << 14;
    /// Prepositions before places.
    pub(crate) const IN: u32 = 1 << 15;
    /// Articles before names of things.
    pub(crate) const THE: u32 = 1 << 16;
    /// Words that tie the parts of one organisation's name: "of", "for".
    pub(crate) const OF: u32 = 1 << 17;
    /// Heads of place names that are surnames too.
    pub(crate) const SURNAME_HEAD: u32 = 1 << 18;
    /// "And".
    pub(crate) const AND: u32 = 1 << 19;
    /// Small words that stand between two words of a name in English text.
    pub(crate) const TIE: u32 = 1 << 20;
}

/// Words and phrases of one language with what they are.
pub(super) struct Lexicon {
    /// By the key of the word.
    words: FxHashMap<u64, u32>,
    phrases: FxHashMap<&'static str, EntityKind>,
    /// Whether a capital inside a sentence tells a name; in German every noun has one.
    pub(super) telling_capitals: bool,
    /// Whether the trained model knows the language.
    pub(super) learnt: bool,
}

/// Prepositions that stand before places, in the languages of Latin script.
const IN: &str = "in near across outside en au aux em na bei nach aus nel nella dans";
/// Articles.
const THE: &str = "the la le les el los las der die das dem den il lo i gli o os de het l";
/// What ties the parts of an organisation's name.
const OF: &str = "of for de des du del della di da do der den des van der";
/// "And".
const AND: &str = "and et y e und en";
/// Small words that stand between two words of a name in English text.
const TIES: &str = "a al amp and at ben bin da de del delle der des di du e el en for fur ibn in la le na of on the to \
                    upon van von y";
/// Heads of place names that are surnames too.
const SURNAME_HEADS: &str = "hill brook ford field fields lane park marsh wood woods forest mill mills wall falls heath \
                             rock green camp castle cross banks rivers lake bridge gates bay craft common stone sound strand";

/// Bytes of the longest word that an office is looked for in: every end of it is looked up.
const LONGEST_COMPOUND: usize = 80;

impl Lexicon {
    /// The lexicon of a language; languages without a pack get the one of English.
    pub(super) fn of(lang: Option<Lang>) -> &'static Self {
        static LEXICONS: [OnceLock<Lexicon>; 16] = [const { OnceLock::new() }; 16];
        let pack = lang.and_then(lang::pack).unwrap_or(PACKS[0]);
        let at = PACKS.iter().position(|each| each.lang == pack.lang).unwrap_or(0);
        LEXICONS[at].get_or_init(|| Self::build(pack))
    }

    fn build(pack: &'static Pack) -> Self {
        let telling_capitals = pack.lang.code() != "de";
        let learnt = pack.lang == Lang::EN;
        let mut lexicon =
            Self { words: FxHashMap::default(), phrases: FxHashMap::default(), telling_capitals, learnt };
        for (list, bit) in [
            (pack.stop_words, class::STOP),
            (pack.titles, class::TITLE),
            (pack.organisation_words, class::ORG),
            (pack.saying, class::SAYING),
            (pack.particles, class::PARTICLE),
            (pack.weekdays, class::CALENDAR),
        ] {
            lexicon.add(list.iter().copied(), bit);
        }
        lexicon.add(pack.months.iter().map(|(name, _)| *name), class::CALENDAR);
        lexicon.add_tables();
        lexicon
    }

    fn add_tables(&mut self) {
        for (list, bit) in [
            (tables::FORENAMES, class::FORENAME),
            (tables::NATIONALITIES, class::NATION),
            (tables::PLACE_HEADS, class::HEAD),
            (tables::PLACE_PREFIXES, class::PREFIX),
            (tables::NO_NAMES, class::NO_NAME),
            (tables::OPENERS, class::OPENER),
            (SURNAME_HEADS, class::SURNAME_HEAD),
            (IN, class::IN),
            (THE, class::THE),
            (OF, class::OF),
            (AND, class::AND),
            (TIES, class::TIE),
        ] {
            self.add(list.split_whitespace(), bit);
        }
        self.add_phrases(tables::PLACES, EntityKind::Place, class::PLACE);
        self.add_phrases(tables::ORGANISATIONS, EntityKind::Organisation, class::KNOWN_ORG);
    }

    fn add(&mut self, words: impl Iterator<Item = &'static str>, bit: u32) {
        for word in words {
            *self.words.entry(text::key(word)).or_default() |= bit;
        }
    }

    fn add_phrases(&mut self, list: &'static str, kind: EntityKind, single: u32) {
        for phrase in list.split(", ") {
            match phrase.split_once(' ') {
                None => self.add(std::iter::once(phrase), single),
                Some((first, _)) => {
                    self.add(std::iter::once(first), class::PHRASE);
                    self.phrases.insert(phrase, kind);
                }
            }
        }
    }

    /// The classes of a folded word, 0 for a word that is not known.
    pub(super) fn class(&self, folded: &str) -> u32 {
        self.class_of(text::key(folded), folded)
    }

    /// The same for a word whose key is known.
    pub(super) fn class_of(&self, key: u64, written: &str) -> u32 {
        match self.words.get(&key) {
            Some(class) => *class,
            None if !self.telling_capitals => self.compound(&text::fold(written)),
            None => 0,
        }
    }

    /// German writes an office as one word: "hafenkapitan" is a captain.
    fn compound(&self, folded: &str) -> u32 {
        if folded.len() > LONGEST_COMPOUND {
            return 0;
        }
        let tails = folded.char_indices().map(|(at, _)| &folded[at..]).skip(3);
        let mut known =
            tails.take_while(|tail| tail.len() >= 4).filter_map(|tail| self.words.get(&text::key(tail)));
        known.next().map_or(0, |class| class & class::TITLE)
    }

    /// What a phrase of folded words, parted by single blanks, names.
    pub(super) fn phrase(&self, folded: &str) -> Option<EntityKind> {
        self.phrases.get(folded).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_folded_and_without_repeats() {
        for table in [
            tables::FORENAMES,
            tables::NATIONALITIES,
            tables::PLACE_HEADS,
            tables::PLACE_PREFIXES,
            tables::NO_NAMES,
            tables::OPENERS,
        ] {
            let words: Vec<&str> = table.split_whitespace().collect();
            assert!(words.is_sorted_by(|a, b| a < b));
            assert!(words.iter().all(|word| text::fold(word) == *word));
        }
    }

    #[test]
    fn phrases_are_folded() {
        for phrase in [tables::PLACES, tables::ORGANISATIONS].iter().flat_map(|table| table.split(", ")) {
            assert_eq!(text::fold(phrase), phrase);
            let words: Vec<&str> = text::words(phrase).map(|span| &phrase[span]).collect();
            assert_eq!(words.join(" "), phrase);
        }
    }

    #[test]
    fn every_language_has_its_own_titles() {
        let class = |code: &str, word: &str| Lexicon::of(Lang::parse(code)).class(word);
        assert_ne!(class("de", "burgermeisterin") & class::TITLE, 0);
        assert_eq!(class("en", "burgermeisterin") & class::TITLE, 0);
        assert_ne!(class("sv", "minister") & class::TITLE, 0);
    }
}
