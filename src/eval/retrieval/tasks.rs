//! The tasks of a collection: files of queries, each with its judgements.

use std::path::{Path, PathBuf};

use crate::eval::qrels::{Qrels, malformed};
use crate::eval::retrieval::Options;
use crate::eval::{EvalError, pack};

/// Queries that are asked and judged together.
pub(super) struct Task {
    /// The name of its file, without ending.
    pub(super) name: String,
    /// In the order of the file.
    pub(super) queries: Vec<Query>,
    /// `None` where nobody has judged.
    pub(super) qrels: Option<Qrels>,
}

/// What somebody wants to know.
pub(super) struct Query {
    pub(super) id: String,
    pub(super) text: String,
}

/// The task that the options name, else every task of the folder, in order of their names.
pub(super) fn find(options: &Options) -> Result<Vec<Task>, EvalError> {
    if let Some(path) = &options.queries {
        let queries = queries(path)?.ok_or_else(|| malformed(path, 0, "not `query id, tab, query`"))?;
        return Ok(vec![task(options, path, queries)?]);
    }
    let mut tasks = Vec::new();
    for path in pack::entries(&options.folder)? {
        if path.extension().is_some_and(|ending| ending == "tsv")
            && let Some(queries) = queries(&path)?
        {
            tasks.push(task(options, &path, queries)?);
        }
    }
    let expected = "a folder of `docs.jsonl[.gz]` and files `<task>.tsv` of lines `query id, tab, query`";
    let nothing = || EvalError::Nothing { path: options.folder.clone(), expected };
    (!tasks.is_empty()).then_some(tasks).ok_or_else(nothing)
}

fn task(options: &Options, path: &Path, queries: Vec<Query>) -> Result<Task, EvalError> {
    let name = path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    let judged = options.qrels.clone().or_else(|| judgements(options, path, &name));
    let read = |path: PathBuf| Qrels::parse(&path, &text(&path)?);
    Ok(Task { qrels: judged.map(read).transpose()?, name, queries })
}

/// `<task>.qrels`, or `<part of the task's name before the first _>.qrels`, beside the queries or in the folder.
fn judgements(options: &Options, queries: &Path, name: &str) -> Option<PathBuf> {
    let stem = name.split('_').next().unwrap_or(name);
    let folders = [queries.parent()?, &options.folder];
    let paths =
        folders.iter().flat_map(|folder| [name, stem].map(|name| folder.join(format!("{name}.qrels"))));
    paths.into_iter().find(|path| path.is_file())
}

/// The queries of a file; `None` where its lines have other than two columns. Empty lines are passed over.
fn queries(path: &Path) -> Result<Option<Vec<Query>>, EvalError> {
    let text = text(path)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let queries = lines.map(query).collect::<Option<Vec<Query>>>();
    Ok(queries.filter(|queries| !queries.is_empty()))
}

fn query(line: &str) -> Option<Query> {
    let (id, text) = line.split_once('\t')?;
    let two = !text.contains('\t') && !id.trim().is_empty();
    two.then(|| Query { id: id.trim().to_owned(), text: text.trim().to_owned() })
}

fn text(path: &Path) -> Result<String, EvalError> {
    Ok(String::from_utf8_lossy(&pack::bytes(path)?).into_owned())
}
