//! People, organisations and places against annotated text.
//!
//! Three kinds of file, told apart by name: `ner-*.jsonl` (entities of tokenised sentences, strict: start, end and
//! type all equal), `person-variants-*.jsonl` (pairs of mentions that are one person), `*-gold.json` (one article
//! by hand). Each measure is the one of the entities pack's `score.py`, checked against it on the whole pack.

mod by_hand;
mod fit;
mod ner;
mod tokens;
mod variants;

pub use fit::{Fitted, fit};

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::entity::EntityKind;
use crate::eval::words::Prf;
use crate::eval::{EvalError, Group, Scorecard, pack};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// One file, or a folder whose files are all measured but those with `train` in their names.
    pub path: PathBuf,
    /// The source file of the article annotated by hand; without it, `../seed/article.txt` beside the gold's folder.
    pub article: Option<PathBuf>,
    /// How many documents to name that have the lowest F1, of those with an entity.
    pub worst: usize,
    /// Where to write what was found, a file a file of the pack, as the pack's scorer reads it.
    pub runs: Option<PathBuf>,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

/// Measures one file or a folder of files.
///
/// # Errors
///
/// Where a file cannot be read or is of another form, no file of the three kinds is there, or the results cannot be
/// written.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let mut card = Scorecard { name: "entities", groups: Vec::new(), worst: Vec::new() };
    for path in files(&options.path)? {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if name.starts_with("ner-") {
            ner::measure(&mut card, &path, &name, options)?;
        } else if name.starts_with("person-variants-") {
            variants::measure(&mut card, &path, &name, options)?;
        } else if name.ends_with("-gold.json") {
            by_hand::measure(&mut card, &path, options)?;
        }
    }
    if card.groups.is_empty() {
        let expected = "name a file or folder with ner-*.jsonl, person-variants-*.jsonl or *-gold.json";
        return Err(EvalError::Nothing { path: options.path.clone(), expected });
    }
    Ok(card)
}

fn files(path: &Path) -> Result<Vec<PathBuf>, EvalError> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let to_train =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().contains("train"));
    Ok(pack::entries(path)?.into_iter().filter(|path| !to_train(path)).collect())
}

/// The types that are measured, with their names in the pack.
const TYPES: [(EntityKind, &str); 3] =
    [(EntityKind::Person, "PER"), (EntityKind::Organisation, "ORG"), (EntityKind::Place, "LOC")];

fn kind(name: &str) -> Option<EntityKind> {
    TYPES.iter().find(|(_, own)| *own == name).map(|(kind, _)| *kind)
}

fn name(kind: EntityKind) -> &'static str {
    TYPES.iter().find(|(own, _)| *own == kind).map_or("O", |(_, name)| *name)
}

/// How many there are, how many were given, how many of those are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tally {
    gold: u64,
    given: u64,
    right: u64,
}

impl Tally {
    fn prf(self) -> Prf {
        Prf::of(self.gold, self.given, self.right)
    }

    /// Adds two sets' sizes and what they share.
    fn add_sets<T: Ord>(
        &mut self,
        gold: &std::collections::BTreeSet<T>,
        given: &std::collections::BTreeSet<T>,
    ) {
        self.gold += gold.len() as u64;
        self.given += given.len() as u64;
        self.right += gold.intersection(given).count() as u64;
    }
}

/// Adds precision, recall and F1 under these names.
fn push(group: &mut Group, names: [&'static str; 3], tally: Tally) {
    let scores = tally.prf();
    group.push(names[0], scores.precision);
    group.push(names[1], scores.recall);
    group.push(names[2], scores.f1);
}
