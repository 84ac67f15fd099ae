//! How a query was read, and what each part of it finds.

use crate::index::{Archive, IndexError};
use crate::query::{self, Clause, Notice, Place, Reading, Resolved, Unit};
use crate::search::{Request, dictionary, top};

/// Different words of which a part of a query is told to stand for all, at the most; the others are counted.
const LISTED: usize = 12;

/// How a request was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The whole question in the query language, conditions of the request included, parentheses where parts bind.
    pub read: String,
    /// Its parts, each behind the one that holds it.
    pub parts: Vec<Part>,
    /// What was taken literally or otherwise than may be expected.
    pub notices: Vec<Notice>,
    /// The names that it asks for, and whom they were taken for.
    pub names: Vec<Resolved>,
}

/// A part of a query, and what it finds by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it asks for.
    pub reading: Reading,
    /// The articles that it finds by itself; `None` for what means nothing by itself.
    pub articles: Option<u64>,
    /// The words of the archive that it stands for, most frequent first, with their articles; none where it stands for
    /// itself alone.
    pub forms: Vec<(String, u64)>,
    /// How many more of these there are.
    pub more_forms: usize,
}

/// Explains how a request is read.
///
/// # Errors
///
/// When the index cannot be read.
pub fn explain(archive: &Archive, request: &Request) -> Result<Explanation, IndexError> {
    let parsed = query::parse(&request.query);
    let query = request.whole(parsed.query);
    let names = query::asked_names(archive, &query, &request.names)?;
    let readings = query::reading(&query, request.stems);
    let parts: Result<Vec<Part>, IndexError> =
        readings.into_iter().map(|reading| part(archive, request, reading)).collect();
    Ok(Explanation { read: query.to_string(), parts: parts?, notices: parsed.notices, names })
}

fn part(archive: &Archive, request: &Request, reading: Reading) -> Result<Part, IndexError> {
    let mut part = Part { reading, articles: None, forms: Vec::new(), more_forms: 0 };
    let Some(clause) = &part.reading.clause else { return Ok(part) };
    let plan = query::plan(archive, clause, request.sense())?;
    part.articles = Some(top::count(archive, &plan)?);
    if let [unit] = plan.units.as_slice()
        && stands_for_others(clause)
    {
        (part.forms, part.more_forms) = forms(archive, unit)?;
    }
    Ok(part)
}

/// Whether a clause is one word that stands for others, too, in some field or none.
fn stands_for_others(clause: &Clause) -> bool {
    match clause {
        Clause::Word(_) | Clause::Pattern(_) | Clause::Alike(..) => true,
        Clause::Field(_, inner) | Clause::Boost(inner, _) => stands_for_others(inner),
        Clause::And(clauses) => match clauses.as_slice() {
            [Clause::Removed, inner] => stands_for_others(inner),
            _ => false,
        },
        _ => false,
    }
}

/// The words that a unit of one slot stands for, and how many are left out; none where it is just itself.
fn forms(archive: &Archive, unit: &Unit) -> Result<(Vec<(String, u64)>, usize), IndexError> {
    let fields = archive.fields();
    let field = match unit.place {
        Place::Text => fields.body,
        Place::Title => fields.title,
        Place::Removed => fields.removed,
        Place::Names(_) | Place::Said => return Ok((Vec::new(), 0)),
    };
    let [slot] = unit.slots.as_slice() else { return Ok((Vec::new(), 0)) };
    let mut all: Vec<(String, u64)> = dictionary::forms(archive, field, slot)?.into_iter().collect();
    let itself = |(word, _): &(String, u64)| slot.pattern.is_none() && slot.terms.contains(word);
    if all.len() == 1 && all.iter().all(itself) {
        all.clear();
    }
    all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let more = all.len().saturating_sub(LISTED);
    all.truncate(LISTED);
    Ok((all, more))
}
