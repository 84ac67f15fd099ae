//! What to say where nothing was found: what each word finds alone, and what it may have meant.

use std::cmp::Reverse;

use crate::index::{Archive, IndexError, analyzer};
use crate::query::{self, Alike, Clause, Pattern, Sense};
use crate::search::{WordCount, dictionary, top};

/// Words that are looked at, at the most.
const MOST: usize = 12;

/// What each word, phrase and name of a query finds alone, of which it is known whether it finds nothing; words that find nothing with a suggestion.
pub(super) fn alone(
    archive: &Archive,
    query: &Clause,
    finds_nothing: bool,
    sense: Sense<'_>,
) -> Result<Vec<WordCount>, IndexError> {
    let mut clauses = Vec::new();
    collect(query, &|clause| clause, &mut clauses);
    clauses.truncate(MOST);
    let count = |clause: &Clause| {
        let articles = if finds_nothing && clause == query { 0 } else { count(archive, clause, sense)? };
        word_count(archive, clause, articles, sense)
    };
    clauses.iter().map(count).collect()
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

fn word_count(
    archive: &Archive,
    clause: &Clause,
    articles: u64,
    sense: Sense<'_>,
) -> Result<WordCount, IndexError> {
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
    let Some(alike) = Alike::misspelt(term) else { return Ok(None) };
    let pattern = Pattern::Alike(alike.clone());
    let candidates = dictionary::words(archive, archive.fields().body, &pattern, |word| word != term)?;
    let best = candidates
        .into_iter()
        .min_by_key(|(known, articles)| (alike.distance(known), Reverse(*articles), known.clone()));
    let Some((best, _)) = best else { return Ok(None) };
    let articles = count(archive, &Clause::Word(best.clone()), sense)?;
    Ok(Some((best, articles)))
}
