//! The words of an archive and how many articles have them.

use std::collections::BTreeMap;

use tantivy::schema::Field;

use crate::index::{Archive, IndexError, analyzer};
use crate::lang::{Lang, PACKS};
use crate::query::{self, Pattern, Slot};

/// The words of a field that fit a pattern and a test, with the number of undeleted articles that have them.
pub(super) fn words(
    archive: &Archive,
    field: Field,
    pattern: &Pattern,
    fits: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, u64>, IndexError> {
    let mut all = BTreeMap::new();
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let index = segment.inverted_index(field)?;
        let mut found = Vec::new();
        query::fitting(&index, pattern, |word, info| {
            if fits(word) {
                found.push((word.to_owned(), info.clone()));
            }
            Ok(())
        })?;
        for (word, info) in found {
            let articles = u64::from(query::alive(archive, at, &index, &info)?);
            if articles > 0 {
                *all.entry(word).or_default() += articles;
            }
        }
    }
    Ok(all)
}

/// The words of a field that a slot stands for.
pub(super) fn forms(
    archive: &Archive,
    field: Field,
    slot: &Slot,
) -> Result<BTreeMap<String, u64>, IndexError> {
    if let Some(pattern) = &slot.pattern {
        return words(archive, field, pattern, |_| true);
    }
    let stems: Vec<(Lang, &str)> = slot.terms.iter().filter_map(|term| stem(term)).collect();
    let own = slot.terms.iter().filter(|term| stem(term).is_none()).map(String::as_str);
    let beginning = if stems.iter().any(|(lang, _)| analyzer::cuts_in_front(*lang)) {
        String::new()
    } else {
        own.chain(stems.iter().map(|(_, stem)| *stem))
            .map(str::to_owned)
            .reduce(|one, other| shared(&one, &other))
            .unwrap_or_default()
    };
    let in_class = |word: &str| {
        slot.takes(word, || None) || stems.iter().any(|(lang, stem)| analyzer::stem(*lang, word) == *stem)
    };
    words(archive, field, &Pattern::Prefix(beginning), in_class)
}

/// Language and stem of a stem's term; `None` for words.
fn stem(term: &str) -> Option<(Lang, &str)> {
    PACKS.iter().find_map(|pack| Some((pack.lang, analyzer::stem_of_term(pack.lang, term)?)))
}

/// The beginning that two words share.
fn shared(one: &str, other: &str) -> String {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(letter, _)| letter).collect()
}
