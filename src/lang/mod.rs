//! Languages and what the program knows of each.
//!
//! In: text. Out: its [`Lang`], and the [`Pack`] of resources that the other rooms use.

mod ar;
mod de;
mod detect;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pt;
mod ru;
mod stem;
mod zh;

pub use detect::{SAMPLE, detect, detect_keyed};
pub use stem::Stemming;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language by its ISO 639-1 code in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Lang([u8; 2]);

impl Lang {
    /// English, the language of an undetectable text's function words.
    pub const EN: Self = Self(*b"en");

    /// The language of a tag such as `en`, `EN-gb` or `pt_BR`; `None` where it does not start with two letters.
    pub fn parse(tag: &str) -> Option<Self> {
        let code = tag.trim().split(['-', '_']).next()?.as_bytes();
        let [a, b] = code else { return None };
        (a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
            .then(|| Self([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
    }

    /// The two-letter code.
    #[expect(clippy::missing_panics_doc, reason = "a language is made of two ASCII letters")]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a language code is two ASCII letters")
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.code().to_owned()
    }
}

impl TryFrom<String> for Lang {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Self::parse(&tag)
            .ok_or_else(|| format!("{tag:?} is not a language code; write two letters, as in `en`"))
    }
}

/// What the program knows of one language. The word lists are sorted, without repeats, and as
/// [`text::fold`](crate::text::fold) leaves words unless said otherwise; a list may be empty.
#[derive(Debug)]
pub struct Pack {
    /// Which language.
    pub lang: Lang,
    /// Its English name.
    pub name: &'static str,
    /// What brings words to their stems, where anything does.
    pub stemming: Option<Stemming>,
    /// Function words: prose is full of them, menus are not.
    pub stop_words: &'static [&'static str],
    /// Month names and their short forms, with the number of the month.
    pub months: &'static [(&'static str, u8)],
    /// Names of the days of the week and their short forms.
    pub weekdays: &'static [&'static str],
    /// Abbreviations that end in a dot inside a sentence, in lower case, without that dot, as
    /// [`text::sentences_with`](crate::text::sentences_with) takes them.
    pub abbreviations: &'static [&'static str],
    /// Titles and offices that stand before a person's name ("minister", "dr"), as words.
    pub titles: &'static [&'static str],
    /// Words that open a byline ("by", "von").
    pub by_words: &'static [&'static str],
    /// Words inside the names of organisations ("ministry", "club").
    pub organisation_words: &'static [&'static str],
    /// Small words inside the names of people ("van", "al").
    pub particles: &'static [&'static str],
    /// Forms of the verbs of saying that newspapers put next to a speaker's name.
    pub saying: &'static [&'static str],
}

/// Every language with resources of its own.
pub static PACKS: &[&Pack] = &[
    &en::PACK,
    &es::PACK,
    &fr::PACK,
    &de::PACK,
    &it::PACK,
    &pt::PACK,
    &nl::PACK,
    &ru::PACK,
    &ar::PACK,
    &zh::PACK,
];

/// The resources of a language, if there are any.
pub fn pack(lang: Lang) -> Option<&'static Pack> {
    PACKS.iter().copied().find(|pack| pack.lang == lang)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::text;

    fn lists(pack: &'static Pack) -> [&'static [&'static str]; 7] {
        [
            pack.stop_words,
            pack.weekdays,
            pack.titles,
            pack.by_words,
            pack.organisation_words,
            pack.particles,
            pack.saying,
        ]
    }

    #[test]
    fn every_list_is_sorted_without_repeats_and_folded() {
        for (pack, list) in PACKS.iter().flat_map(|pack| lists(pack).map(|list| (pack, list))) {
            assert!(list.is_sorted_by(|a, b| a < b), "{}: {list:?}", pack.lang);
            for word in list {
                assert_eq!(text::fold(word), *word, "{}", pack.lang);
            }
        }
    }

    #[test]
    fn every_year_has_its_twelve_months() {
        for pack in PACKS {
            assert!(pack.months.is_sorted_by(|a, b| a.0 < b.0), "{}", pack.lang);
            assert!(pack.months.iter().all(|(name, _)| text::fold(name) == *name), "{}", pack.lang);
            let numbers: BTreeMap<u8, &str> =
                pack.months.iter().map(|(name, number)| (*number, *name)).collect();
            assert!(numbers.keys().copied().eq(1..=12), "{}", pack.lang);
        }
    }

    #[test]
    fn every_language_has_one_pack() {
        let names: BTreeMap<Lang, &str> = PACKS.iter().map(|pack| (pack.lang, pack.name)).collect();
        assert_eq!(names.len(), PACKS.len());
        assert!(PACKS.iter().all(|each| std::ptr::eq(pack(each.lang).expect("found by its code"), *each)));
    }

    #[test]
    fn a_tag_is_read_by_its_first_part() {
        assert_eq!(Lang::parse("EN-gb"), Some(Lang::EN));
        assert_eq!(Lang::parse("pt_BR").map(String::from), Some("pt".to_owned()));
        assert_eq!(Lang::parse("english"), None);
    }

    /// Rows of `tests/data/lang/<code>.tsv`: kind, input, expected.
    fn rows(code: &str) -> Vec<(String, String, String)> {
        let path = format!("{}/tests/data/lang/{code}.tsv", env!("CARGO_MANIFEST_DIR"));
        let table = std::fs::read_to_string(&path).expect("every pack has a table of cases");
        table.lines().filter(|line| !line.starts_with('#')).map(|line| row(&path, line)).collect()
    }

    fn row(path: &str, line: &str) -> (String, String, String) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [kind, input, expected] = parts[..] else { panic!("{path}: three columns in {line:?}") };
        (kind.to_owned(), input.to_owned(), expected.to_owned())
    }

    fn outcome(pack: &Pack, kind: &str, input: &str) -> String {
        match kind {
            "fold" => text::fold(input).into_owned(),
            "stem" => {
                let stemming = pack.stemming.expect("a language with stem rows has stems");
                stemming.stem(&text::fold(input)).into_owned()
            }
            "words" => text::words(input).map(|span| &input[span]).collect::<Vec<_>>().join("|"),
            "sentences" => {
                let spans = text::sentences_with(input, pack.abbreviations);
                spans.into_iter().map(|span| input[span].trim_end()).collect::<Vec<_>>().join("|")
            }
            "detect" => detect(input).map_or("none".to_owned(), String::from),
            _ => format!("unknown kind {kind}"),
        }
    }

    #[test]
    fn every_language_passes_its_table_of_cases() {
        for pack in PACKS {
            for (kind, input, expected) in rows(pack.lang.code()) {
                assert_eq!(outcome(pack, &kind, &input), expected, "{} {kind} {input}", pack.lang);
            }
        }
    }
}
