//! What to say where nothing was found: what each word finds alone, and what it may have meant.

use std::collections::BTreeMap;

use tantivy::TantivyError;

use crate::index::{Archive, IndexError, analyzer};
use crate::query::{self, Alike, Clause, Sense};
use crate::search::{WordCount, frequency, top};

/// Words that are looked at, at the most.
const MOST: usize = 12;
/// The shortest word that is corrected, in characters: shorter ones are like too many others.
const SHORTEST: usize = 4;
/// The shortest word that may be corrected at two places.
const LONG: usize = 7;
/// First character that words of the dictionary begin with; stems and boundaries stand before it.
const FIRST_WORD: &str = "\u{3}";

/// What each word, phrase and name of a query finds alone; words that find nothing with a suggestion.
pub(super) fn alone(
    archive: &Archive,
    query: &Clause,
    sense: Sense<'_>,
) -> Result<Vec<WordCount>, IndexError> {
    let mut clauses = Vec::new();
    collect(query, &|clause| clause, &mut clauses);
    clauses.truncate(MOST);
    clauses.iter().map(|clause| word_count(archive, clause, sense)).collect()
}

/// The parts of a query that find something by themselves, in its order, without what it leaves out.
fn collect(query: &Clause, within: &dyn Fn(Clause) -> Clause, found: &mut Vec<Clause>) {
    match query {
        Clause::Word(_)
        | Clause::Phrase(_)
        | Clause::Pattern(_)
        | Clause::Alike(..)
        | Clause::Loose(..)
        | Clause::Exact(_) => {
            let clause = within(query.clone());
            if !found.contains(&clause) {
                found.push(clause);
            }
        }
        Clause::Field(field, value) => {
            collect(value, &|clause| within(Clause::Field(*field, Box::new(clause))), found);
        }
        Clause::And(clauses) if clauses.contains(&Clause::Removed) => {
            let scoped = |clause| within(Clause::And(vec![Clause::Removed, clause]));
            for clause in clauses {
                collect(clause, &scoped, found);
            }
        }
        Clause::And(clauses) | Clause::Or(clauses) => {
            for clause in clauses {
                collect(clause, within, found);
            }
        }
        Clause::Near(left, near, right) => {
            collect(left, within, found);
            if !near.apart {
                collect(right, within, found);
            }
        }
        Clause::Within(_, inner) | Clause::AtLeast(_, inner) | Clause::Boost(inner, _) => {
            collect(inner, within, found);
        }
        _ => {}
    }
}

fn word_count(archive: &Archive, clause: &Clause, sense: Sense<'_>) -> Result<WordCount, IndexError> {
    let articles = count(archive, clause, sense)?;
    let suggestion = match clause {
        Clause::Word(word) if articles == 0 => suggestion(archive, word, sense)?,
        _ => None,
    };
    Ok(WordCount { word: clause.to_string(), articles, suggestion })
}

fn count(archive: &Archive, clause: &Clause, sense: Sense<'_>) -> Result<u64, IndexError> {
    top::count(archive, &query::plan(archive, clause, sense)?)
}

/// The word of the archive's bodies that is most like this one, then most frequent, with what it finds.
fn suggestion(archive: &Archive, word: &str, sense: Sense<'_>) -> Result<Option<(String, u64)>, IndexError> {
    let terms = analyzer::terms(word);
    let [term] = terms.as_slice() else { return Ok(None) };
    let length = term.chars().count();
    if length < SHORTEST {
        return Ok(None);
    }
    let candidates = candidates(archive, &Alike::new(term, if length < LONG { 1 } else { 2 }))?;
    let best = candidates
        .into_iter()
        .min_by_key(|(known, (far, articles))| (*far, std::cmp::Reverse(*articles), known.clone()));
    let Some((best, _)) = best else { return Ok(None) };
    let articles = count(archive, &Clause::Word(best.clone()), sense)?;
    Ok(Some((best, articles)))
}

/// Words of undeleted articles within the distance, with it and their number of articles.
fn candidates(archive: &Archive, wanted: &Alike) -> Result<BTreeMap<String, (usize, u64)>, IndexError> {
    let mut all: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for segment in archive.searcher().segment_readers() {
        let index = segment.inverted_index(archive.fields().body)?;
        let stream = index.terms().range().ge(FIRST_WORD).into_stream();
        let mut terms = stream.map_err(TantivyError::from)?;
        while let Some((term, info)) = terms.next() {
            let Some((term, far)) =
                std::str::from_utf8(term).ok().and_then(|term| Some((term, wanted.distance(term)?)))
            else {
                continue;
            };
            let articles = u64::from(frequency::alive(segment, &index, info)?);
            if articles > 0 {
                all.entry(term.to_owned()).or_insert((far, 0)).1 += articles;
            }
        }
    }
    Ok(all)
}
