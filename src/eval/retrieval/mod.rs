//! Measures ranking on a test collection: documents, queries, judgements.
//!
//! In: a folder with `docs.jsonl` or `docs.jsonl.gz` and, per task, `<task>.tsv` and its `.qrels`. Out: a
//! [`Scorecard`] with a group a task, and a run file each where asked for. The collection is indexed in a temporary
//! folder as it stands: nothing is cleaned, near-duplicates are not folded, and any word of a query is enough, unless all are asked
//! for beside that.

mod collection;
mod tasks;
mod wording;

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::eval::qrels::Qrels;
use crate::eval::ranking::Ranking;
use crate::eval::retrieval::collection::Collection;
use crate::eval::retrieval::tasks::{Query, Task};
use crate::eval::run::Run;
use crate::eval::{EvalError, Group, Scorecard, Worst, pack, parallel, significance};
use crate::index::IndexError;
use crate::ingest::IngestError;
use crate::search::{self, Request};
use crate::text;

/// Documents that a run lists of a query at the most.
const DEPTH: usize = 1000;
/// The name that run files carry.
const NAME: &str = "cuttings";
/// Tasks whose name begins so ask with headlines, so headlines are not indexed for them.
const KNOWN_ITEM: &str = "knownitem";

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The folder of the collection.
    pub folder: PathBuf,
    /// A file of queries, for one task of its name in place of the folder's.
    pub queries: Option<PathBuf>,
    /// The judgements of those queries; without it they are looked for beside the queries, then in the folder.
    pub qrels: Option<PathBuf>,
    /// The query to ask, `{}` standing for the text of each: `person:"{}"`, say. With a template the query language
    /// holds; without one, a text that uses no field is asked as plain words.
    pub template: Option<String>,
    /// What is indexed of each document; without it, as the task's name says.
    pub fields: Option<Fields>,
    /// Whether each task is asked a second time with all words wanted, as queries are by default.
    pub all: bool,
    /// A folder of another engine's `<task>.run`s, to tell whether the difference could be chance.
    pub against: Option<PathBuf>,
    /// Where to write run files, `<task>.run` each.
    pub runs: Option<PathBuf>,
    /// How many of each task's worst queries to name.
    pub worst: usize,
    /// The day that relative dates in queries count from.
    pub today: NaiveDate,
}

/// What is indexed of each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Fields {
    /// Its text alone.
    #[serde(rename = "body")]
    Body,
    /// Headline and text.
    #[serde(rename = "title+body")]
    TitleAndBody,
}

/// Asks every query of every task and measures the answers; a task without judgements is only run.
///
/// # Errors
///
/// When a file of the collection cannot be read or is of another form, when there is no task, and when the disk
/// refuses the temporary index or a run file.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let mut card = Scorecard { name: "retrieval", groups: Vec::new(), worst: Vec::new() };
    let mut tasks = tasks::find(options)?;
    tasks.sort_by_key(|task| fields(options, task));
    let mut open: Option<(Fields, Collection)> = None;
    for task in &tasks {
        let fields = fields(options, task);
        let collection = match open.take() {
            Some((known, collection)) if known == fields => collection,
            _ => Collection::build(&options.folder, fields)?,
        };
        let run = ask(options, &collection, task, true)?;
        score(options, task, &run, &mut card)?;
        if options.all {
            let run = ask(options, &collection, task, false)?;
            let rankings = task.qrels.as_ref().map(|qrels| rankings(qrels, &run)).unwrap_or_default();
            card.groups.push(group(&format!("{}, all words", task.name), &rankings));
        }
        if let Some(folder) = &options.runs {
            pack::write(&folder.join(format!("{}.run", task.name)), &run.to_trec(NAME))?;
        }
        open = Some((fields, collection));
    }
    Ok(card)
}

fn fields(options: &Options, task: &Task) -> Fields {
    let by_name = || if task.name.starts_with(KNOWN_ITEM) { Fields::Body } else { Fields::TitleAndBody };
    options.fields.unwrap_or_else(by_name)
}

/// The answers to every query of a task.
fn ask(options: &Options, collection: &Collection, task: &Task, any: bool) -> Result<Run, EvalError> {
    let mut run = Run::default();
    let lists = parallel::map(&task.queries, |query| ask_one(options, collection, query, any));
    for (query, list) in task.queries.iter().zip(lists) {
        run.add(&query.id, list.map_err(IngestError::from)?);
    }
    Ok(run)
}

fn ask_one(
    options: &Options,
    collection: &Collection,
    query: &Query,
    any: bool,
) -> Result<Vec<(String, f32)>, IndexError> {
    let text = wording::typed(&query.text, options.template.as_deref());
    let request = Request { any, limit: DEPTH, ..Request::new(&text, options.today) };
    let ranked = search::ranking(&collection.archive, &request)?;
    let named = |(score, key)| Some((collection.name(key)?.to_owned(), score));
    Ok(ranked.into_iter().filter_map(named).collect())
}

/// Adds what a run of a task reached, and how it stands to another engine's.
fn score(options: &Options, task: &Task, run: &Run, card: &mut Scorecard) -> Result<(), EvalError> {
    let Some(qrels) = &task.qrels else {
        card.groups.push(Group::new(&task.name, task.queries.len()));
        return Ok(());
    };
    let rankings = rankings(qrels, run);
    let mut group = group(&task.name, &rankings);
    if let Some(other) = against(options, task)? {
        compare(&rankings, &self::rankings(qrels, &other), &mut group);
    }
    card.groups.push(group);
    let items = qrels.queries().zip(&rankings).map(|(name, ranking)| worst(task, qrels, run, name, ranking));
    card.add_worst(items.collect(), options.worst);
    Ok(())
}

/// What a run reached for each judged query.
fn rankings(qrels: &Qrels, run: &Run) -> Vec<Ranking> {
    qrels.queries().map(|name| Ranking::of(&grades(qrels, run, name), &qrels.judged(name))).collect()
}

fn group(name: &str, rankings: &[Ranking]) -> Group {
    let mut group = Group::new(name, rankings.len());
    for (name, value) in Ranking::mean(rankings).named() {
        group.push(name, value);
    }
    group
}

/// The other engine's run of a task, if there is one.
fn against(options: &Options, task: &Task) -> Result<Option<Run>, EvalError> {
    let path = options.against.as_ref().map(|folder| folder.join(format!("{}.run", task.name)));
    let Some(path) = path.filter(|path| path.is_file()) else { return Ok(None) };
    Run::parse(&path, &String::from_utf8_lossy(&pack::bytes(&path)?)).map(Some)
}

/// Adds what the other engine reached, and how likely a difference like this is by chance.
fn compare(ours: &[Ranking], theirs: &[Ranking], group: &mut Group) {
    let gains = |one: &Ranking| one.ndcg;
    let precisions = |one: &Ranking| one.average_precision;
    for (there, p, values) in [
        ("nDCG@10 there", "p of nDCG@10", [ours, theirs].map(|all| values(all, gains))),
        ("MAP there", "p of MAP", [ours, theirs].map(|all| values(all, precisions))),
    ] {
        let [ours, theirs] = values;
        group.push(there, theirs.iter().sum::<f64>() / theirs.len().max(1) as f64);
        group.push(p, significance::p_value(&ours, &theirs));
    }
}

fn values(rankings: &[Ranking], measure: fn(&Ranking) -> f64) -> Vec<f64> {
    rankings.iter().map(measure).collect()
}

/// The grades of a query's documents, best rank first.
fn grades(qrels: &Qrels, run: &Run, query: &str) -> Vec<u32> {
    run.ranked(query).map(|document| qrels.grade(query, document)).collect()
}

fn worst(task: &Task, qrels: &Qrels, run: &Run, name: &str, ranking: &Ranking) -> Worst {
    let text = task.queries.iter().find(|query| query.id == name).map_or("", |query| &query.text);
    let first = grades(qrels, run, name).iter().position(|&grade| grade > 0);
    let place = first.map_or("no relevant document".to_owned(), |at| format!("first relevant at {}", at + 1));
    let best = run.ranked(name).next().map_or(String::new(), |best| format!("; best is {best}"));
    let relevant = qrels.judged(name).len();
    Worst {
        group: task.name.clone(),
        item: name.to_owned(),
        score: ranking.ndcg,
        note: text::printable(&format!("{text} ({place}, {relevant} relevant{best})")).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    const DOCS: &str = r#"
        {"id": "a", "title": "Ferry strike ends", "date": "2024-03-01T09:00:00", "people": ["vale"],
         "body": "The crews of Harrowmere\nreturned to work on Monday.\n\nThe council had asked them to."}
        {"id": 7, "title": "Storm <HRW> damages quay", "date": null, "body": "A gale tore planks from the old pier."}
        {"id": "c", "body": "The quay will be mended, the council said, and the ferry waits for it."}"#;

    fn collection(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let docs = DOCS.replace(",\n", ",");
        for (name, content) in [("docs.jsonl", docs.as_str())].iter().chain(files) {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder of ours")).expect("a folder is made");
            fs::write(path, content).expect("a file is written");
        }
        folder
    }

    fn options(folder: &TempDir) -> Options {
        Options {
            folder: folder.path().to_owned(),
            queries: None,
            qrels: None,
            template: None,
            fields: None,
            all: false,
            against: None,
            runs: Some(folder.path().join("runs")),
            worst: 1,
            today: NaiveDate::default(),
        }
    }

    fn run(folder: &TempDir, task: &str) -> Vec<String> {
        let text = fs::read_to_string(folder.path().join(format!("runs/{task}.run"))).expect("a run file");
        text.lines().map(|line| line.split(' ').take(4).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn every_task_of_the_folder_is_measured() {
        let folder = collection(&[
            ("subject_words.tsv", "s1\tQUAY <HRW>: -STORM\ns2\tcrews\n"),
            ("subject.qrels", "s1 0 c 1\ns2 0 a 1\nunasked 0 a 1\n"),
            ("subject_names.tsv", "s1\t2\tQuay\n"),
            ("unjudged.tsv", "u1\tpier\n"),
        ]);
        let card = measure(&options(&folder)).expect("a collection");
        assert_eq!(run(&folder, "subject_words"), ["s1 Q0 7 1", "s1 Q0 c 2", "s2 Q0 a 1"]);
        assert_eq!(run(&folder, "unjudged"), ["u1 Q0 7 1"]);
        assert_eq!(card.get("subject_words/MRR@10"), Some(0.5));
        assert_eq!(card.worst[0].note, " (no relevant document, 1 relevant)");
        assert_eq!(card.groups.len(), 2);
    }

    #[test]
    fn a_task_is_asked_for_all_words_too_and_set_against_another_run() {
        let folder = collection(&[
            ("subject.tsv", "s\tquay mended ferry\n"),
            ("subject.qrels", "s 0 c 1\n"),
            ("other/subject.run", "s Q0 7 1 2.0 x\ns Q0 c 2 1.0 x\n"),
        ]);
        let other = Some(folder.path().join("other"));
        let card = measure(&Options { all: true, against: other, ..options(&folder) }).expect("a collection");
        assert_eq!(card.get("subject, all words/S@1"), Some(1.0));
        assert_eq!(run(&folder, "subject").len(), 3, "any word is enough in the run file");
        assert!(card.get("subject/nDCG@10 there").is_some_and(|there| (0.6..0.7).contains(&there)));
        assert!(card.get("subject/p of nDCG@10").is_some_and(|p| p > 0.9), "one query proves nothing");
    }

    #[test]
    fn known_items_are_looked_for_in_bodies_alone() {
        let folder = collection(&[("knownitem.tsv", "k\tstorm quay\n"), ("other.tsv", "k\tstorm quay\n")]);
        measure(&options(&folder)).expect("a collection");
        assert_eq!(run(&folder, "knownitem"), ["k Q0 c 1"]);
        assert_eq!(run(&folder, "other"), ["k Q0 7 1", "k Q0 c 2"]);
        let bodies = Options { fields: Some(Fields::Body), ..options(&folder) };
        measure(&bodies).expect("a collection");
        assert_eq!(run(&folder, "other"), ["k Q0 c 1"]);
    }

    #[test]
    fn a_template_asks_in_the_query_language() {
        let folder = collection(&[("fields.tsv", "f\tferry\n"), ("mine.qrels", "f 0 a 1\n")]);
        let options = Options {
            queries: Some(folder.path().join("fields.tsv")),
            qrels: Some(folder.path().join("mine.qrels")),
            template: Some("title:\"{}\"".to_owned()),
            ..options(&folder)
        };
        let card = measure(&options).expect("a collection");
        assert_eq!(run(&folder, "fields"), ["f Q0 a 1"]);
        assert_eq!(card.get("fields/S@1"), Some(1.0));
    }

    #[test]
    fn labels_are_not_indexed() {
        let folder = collection(&[("people.tsv", "p\tvale\n")]);
        measure(&options(&folder)).expect("a collection");
        assert_eq!(run(&folder, "people"), Vec::<String>::new());
    }

    #[test]
    fn a_folder_without_tasks_or_documents_says_what_is_missing() {
        let folder = collection(&[]);
        let error = measure(&options(&folder)).expect_err("no task");
        assert!(error.to_string().contains("<task>.tsv"), "{error}");
        let empty = tempfile::tempdir().expect("a temporary folder");
        fs::write(empty.path().join("q.tsv"), "q\tquay\n").expect("a file is written");
        let error = measure(&options(&empty)).expect_err("no documents");
        assert!(error.to_string().contains("docs.jsonl"), "{error}");
    }
}
