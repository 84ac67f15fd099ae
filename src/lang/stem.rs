//! From a folded word to the stem that its forms share.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use crate::text;

/// How the words of a language are brought to their stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stemming {
    /// By the Snowball stemmer, behind a look at how words end.
    Snowball {
        /// Which.
        algorithm: Algorithm,
        /// Endings as folding leaves them, and as the stemmer knows them; the first that fits is put in place.
        endings: &'static [(&'static str, &'static str)],
    },
    /// By the light stemmer of Arabic.
    Arabic,
}

impl Stemming {
    /// Snowball's on words as they are.
    pub(super) const fn snowball(algorithm: Algorithm) -> Self {
        Self::Snowball { algorithm, endings: &[] }
    }

    /// The stem of a folded word, folded.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match self {
            Self::Arabic => light(word).into(),
            Self::Snowball { algorithm, endings } => {
                let stemmer = Stemmer::create(*algorithm);
                let restored = endings.iter().find_map(|(folded, known)| {
                    word.strip_suffix(folded)
                        .filter(|rest| !rest.is_empty())
                        .map(|rest| format!("{rest}{known}"))
                });
                match restored {
                    Some(word) => text::fold(&stemmer.stem(&word)).into_owned().into(),
                    None => stemmer.stem(word),
                }
            }
        }
    }
}

/// Articles with the particles that stick to them.
const ARTICLES: [&str; 6] = ["وال", "بال", "كال", "فال", "ال", "لل"];
/// Endings in the order that they go, as folding leaves them.
const ENDINGS: [&str; 9] = ["ا", "ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];

/// A word without "and" and the article in front, and without endings of number, gender and possession.
///
/// Source: light10 of Larkey, Ballesteros and Connell 2007, doi:10.1007/978-1-4020-6046-5_12; ta marbuta is folded to
/// ha before, so its two endings are one with those of ha. The alif of the accusative goes, too, as folding takes its
/// mark.
fn light(word: &str) -> &str {
    let letters = |word: &str| word.chars().count();
    let mut stem = word.strip_prefix('و').filter(|rest| letters(rest) >= 3).unwrap_or(word);
    let without = ARTICLES.iter().find_map(|article| stem.strip_prefix(article));
    stem = without.filter(|rest| letters(rest) >= 2).unwrap_or(stem);
    for ending in ENDINGS {
        stem = stem.strip_suffix(ending).filter(|rest| letters(rest) >= 2).unwrap_or(stem);
    }
    stem
}
