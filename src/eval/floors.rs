//! Scores that must not fall, pinned with the digest of the data they were measured on.
//!
//! `tests/data/floors.json` names a few measures of each pack, the score reached and how far chance may carry it
//! down. A floor rises by [`Floors::raise`], in a commit of its own with the numbers in the message.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::eval::{
    EvalError, Scorecard, corpus, entities, extraction, furniture, pack, quotations, retrieval, seed,
    siblings,
};

/// Characters of a digest that are kept: enough to tell versions of a pack apart.
const DIGEST_CHARS: usize = 16;

/// The floors of every pack, by its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Floors(BTreeMap<String, PackFloors>);

/// The floors of one pack.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct PackFloors {
    /// Of the data that the scores were measured on.
    digest: String,
    /// By `group/measure`.
    floors: BTreeMap<String, Floor>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Floor {
    /// As reached when it was pinned, rounded down to four decimals.
    score: f64,
    /// How far below the score a later one may lie.
    epsilon: f64,
}

/// Why the floors do not hold.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// A score fell.
    #[error(
        "{pack} {path}: {score:.4} is below the floor of {floor:.4} less {epsilon}; \
         find what made it worse with `cuttings eval {pack} --worst 10`"
    )]
    Fell {
        /// Which pack.
        pack: String,
        /// Which measure, `group/measure`.
        path: String,
        /// What it is now.
        score: f64,
        /// What it was.
        floor: f64,
        /// How much less would do.
        epsilon: f64,
    },
    /// The measure is no longer taken.
    #[error(
        "{pack} {path}: not measured any more; take its floor out of floors.json or bring the measure back"
    )]
    Missing {
        /// Which pack.
        pack: String,
        /// Which measure, `group/measure`.
        path: String,
    },
    /// The data changed since the floors were pinned.
    #[error("{pack}: the data has digest {now}, the floors are of {pinned}; measure and pin them anew")]
    OtherData {
        /// Which pack.
        pack: String,
        /// Of the data now.
        now: String,
        /// Of the data that the floors were measured on.
        pinned: String,
    },
}

/// A measurement and the digest of its data.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was measured.
    pub card: Scorecard,
    /// Of what it was measured on.
    pub digest: String,
}

impl Floors {
    /// Reads `floors.json`.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or is of another form.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        pack::json(path)
    }

    /// Writes `floors.json`, packs and measures in order of their names.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), EvalError> {
        pack::write(path, &format!("{:#}\n", serde_json::json!(self)))
    }

    /// Whether there are floors for this pack.
    pub fn names(&self, pack: &str) -> bool {
        self.0.contains_key(pack)
    }

    /// Everything that speaks against a measurement; nothing for a pack without floors. Over other data no score is
    /// compared.
    pub fn check(&self, measured: &Measured) -> Vec<Failure> {
        let pack = measured.card.name.to_owned();
        let Some(pinned) = self.0.get(&pack) else { return Vec::new() };
        if pinned.digest != measured.digest {
            let (now, pinned) = (measured.digest.clone(), pinned.digest.clone());
            return vec![Failure::OtherData { pack, now, pinned }];
        }
        pinned.floors.iter().filter_map(|(path, floor)| floor.check(&pack, path, &measured.card)).collect()
    }

    /// Pins the floors of a measurement's pack at its scores, and its digest. Floors that the measurement does not
    /// have stay as they are.
    pub fn raise(&mut self, measured: &Measured) {
        let Some(pinned) = self.0.get_mut(measured.card.name) else { return };
        pinned.digest.clone_from(&measured.digest);
        for (path, floor) in &mut pinned.floors {
            if let Some(score) = measured.card.get(path) {
                floor.score = (score * 10_000.0).floor() / 10_000.0;
            }
        }
    }
}

impl Floor {
    fn check(self, pack: &str, path: &str, card: &Scorecard) -> Option<Failure> {
        let (pack, path) = (pack.to_owned(), path.to_owned());
        let Some(score) = card.get(&path) else { return Some(Failure::Missing { pack, path }) };
        let fell = score < self.score - self.epsilon;
        fell.then_some(Failure::Fell { pack, path, score, floor: self.score, epsilon: self.epsilon })
    }
}

/// Where the data lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The folder of the packs: `extraction`, `entities`, `seed` … (`CUTTINGS_EVAL`).
    pub packs: PathBuf,
    /// The project's own folder, with `corpus` and `tests/data/gold`.
    pub project: PathBuf,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

/// Measures every pack that has floors and whose data is there, one after another; a pack whose folder is not there
/// is passed over.
///
/// # Errors
///
/// Where a pack cannot be measured.
pub fn measure(floors: &Floors, options: &Options) -> Result<Vec<Measured>, EvalError> {
    let mut all = Vec::new();
    for (name, folders, measure) in plan(options) {
        if floors.names(name) && folders.iter().all(|folder| folder.is_dir()) {
            all.push(Measured { card: measure(options)?, digest: digest(&folders)? });
        }
    }
    Ok(all)
}

type Measure = fn(&Options) -> Result<Scorecard, EvalError>;

/// Every pack: its name, the folders that make its digest, and how it is measured.
fn plan(options: &Options) -> Vec<(&'static str, Vec<PathBuf>, Measure)> {
    let pack = |name: &str| vec![options.packs.join(name)];
    let own = vec![options.project.join("corpus"), options.project.join("tests/data/gold")];
    let quoted = vec![options.project.join("tests/data/quotations"), options.project.join("tests/data/gold")];
    vec![
        ("corpus", own, of_corpus),
        ("quotations", quoted, of_quotations),
        ("furniture", Vec::new(), of_furniture),
        ("seed", pack("seed"), of_seed),
        ("extraction", pack("extraction"), of_extraction),
        ("siblings", pack("extraction"), of_siblings),
        ("entities", pack("entities"), of_entities),
        ("retrieval", pack("retrieval/reuters-dev"), of_retrieval),
        ("named", pack("retrieval/reuters-dev"), of_named),
    ]
}

fn of_corpus(options: &Options) -> Result<Scorecard, EvalError> {
    corpus::measure(&corpus::Options {
        corpus: options.project.join("corpus"),
        gold: options.project.join("tests/data/gold"),
        alone: false,
        worst: 0,
        today: options.today,
    })
}

fn of_quotations(options: &Options) -> Result<Scorecard, EvalError> {
    quotations::measure(&quotations::Options {
        gold: options.project.join("tests/data/quotations"),
        corpus: options.project.join("tests/data/gold"),
        worst: 0,
    })
}

/// Made-up archives: the digest of their data is that of none, and the generator's own test pins its bytes.
fn of_furniture(options: &Options) -> Result<Scorecard, EvalError> {
    furniture::measure(&furniture::Options {
        siblings: furniture::SIBLINGS.to_vec(),
        outlets: furniture::OUTLETS,
        seed: 1,
        worst: 0,
        today: options.today,
    })
}

fn of_siblings(options: &Options) -> Result<Scorecard, EvalError> {
    let folder = options.packs.join("extraction");
    siblings::measure(&siblings::Options { folder, worst: 0, today: options.today })
}

fn of_seed(options: &Options) -> Result<Scorecard, EvalError> {
    seed::measure(&seed::Options { folder: options.packs.join("seed"), worst: 0, today: options.today })
}

fn of_extraction(options: &Options) -> Result<Scorecard, EvalError> {
    let folder = options.packs.join("extraction");
    let today = options.today;
    extraction::measure(&extraction::Options {
        folder,
        worst: 0,
        train: false,
        min_newsiness: None,
        runs: None,
        today,
    })
}

fn of_entities(options: &Options) -> Result<Scorecard, EvalError> {
    let path = options.packs.join("entities");
    let today = options.today;
    entities::measure(&entities::Options { path, article: None, worst: 0, runs: None, today })
}

fn of_retrieval(options: &Options) -> Result<Scorecard, EvalError> {
    retrieval::measure(&asked(options))
}

/// People asked for as people, by their full names.
fn of_named(options: &Options) -> Result<Scorecard, EvalError> {
    let asked = asked(options);
    let queries = Some(asked.folder.join("person_full.tsv"));
    let template = Some("person:\"{}\"".to_owned());
    let card = retrieval::measure(&retrieval::Options { queries, template, ..asked })?;
    Ok(Scorecard { name: "named", ..card })
}

fn asked(options: &Options) -> retrieval::Options {
    retrieval::Options {
        folder: options.packs.join("retrieval/reuters-dev"),
        queries: None,
        qrels: None,
        template: None,
        fields: None,
        all: false,
        against: None,
        runs: None,
        worst: 0,
        today: options.today,
    }
}

/// The digest of all files below some folders: their places and contents, in order; hidden files, scripts and texts
/// about the data are left out, and so are folders named `train`.
fn digest(folders: &[PathBuf]) -> Result<String, EvalError> {
    let mut hasher = blake3::Hasher::new();
    for folder in folders {
        add_folder(&mut hasher, folder, "")?;
    }
    Ok(hasher.finalize().to_hex()[..DIGEST_CHARS].to_owned())
}

fn add_folder(hasher: &mut blake3::Hasher, folder: &Path, place: &str) -> Result<(), EvalError> {
    for path in pack::entries(folder)? {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let aside = name.starts_with('.')
            || name.starts_with("README")
            || path.extension().is_some_and(|ending| ending == "py");
        if aside || name == "train" {
            continue;
        }
        let place = format!("{place}/{name}");
        if path.is_dir() {
            add_folder(hasher, &path, &place)?;
        } else {
            hasher.update(place.as_bytes());
            hasher.update(blake3::hash(&pack::bytes(&path)?).as_bytes());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::Group;

    fn measured(score: f64) -> Measured {
        let mut group = Group::new("html", 10);
        group.push("word_f1", score);
        let card = Scorecard { name: "extraction", groups: vec![group], worst: Vec::new() };
        Measured { card, digest: "d1".to_owned() }
    }

    fn floors(json: &str) -> Floors {
        serde_json::from_str(json).expect("floors of the right form")
    }

    const ONE: &str = r#"{"extraction": {"digest": "d1", "floors":
        {"html/word_f1": {"score": 0.95, "epsilon": 0.002}}}}"#;

    #[test]
    fn a_score_may_fall_by_epsilon_and_no_further() {
        assert_eq!(floors(ONE).check(&measured(0.949)), []);
        let failures = floors(ONE).check(&measured(0.94));
        insta::assert_snapshot!(failures[0], @"extraction html/word_f1: 0.9400 is below the floor of 0.9500 less 0.002; find what made it worse with `cuttings eval extraction --worst 10`");
    }

    #[test]
    fn other_data_and_lost_measures_are_failures() {
        let other = Measured { digest: "d2".to_owned(), ..measured(0.99) };
        assert!(matches!(floors(ONE).check(&other)[..], [Failure::OtherData { .. }]));
        let lost = floors(&ONE.replace("word_f1", "words"));
        assert!(matches!(lost.check(&measured(0.99))[..], [Failure::Missing { .. }]));
        assert_eq!(Floors::default().check(&measured(0.1)), []);
    }

    #[test]
    fn raised_floors_hold_for_the_scores_that_raised_them() {
        let mut floors = floors(ONE);
        floors.raise(&measured(0.961_29));
        assert!((floors.0["extraction"].floors["html/word_f1"].score - 0.9612).abs() < 1e-9);
        assert_eq!(floors.check(&measured(0.961_29)), []);
    }

    #[test]
    fn a_digest_knows_content_and_place_but_not_what_is_written_about_the_data() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let of = || digest(&[folder.path().to_owned()]).expect("a folder that can be read");
        let put =
            |name: &str, text: &str| pack::write(&folder.path().join(name), text).expect("a file is written");
        put("a/truth.jsonl", "1");
        let first = of();
        put("README.md", "about");
        put("train/truth.jsonl", "2");
        assert_eq!(of(), first);
        put("a/truth.jsonl", "3");
        assert_ne!(of(), first);
    }
}
