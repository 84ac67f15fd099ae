//! The documents of a collection, indexed as they stand in a temporary folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde::Deserialize;
use tempfile::TempDir;

use crate::article::{self, Metadata, Stated};
use crate::cleaner::Verdict;
use crate::entity;
use crate::eval::qrels::malformed;
use crate::eval::retrieval::Fields;
use crate::eval::{EvalError, parallel};
use crate::index::{Archive, FileTable, IndexError, Made, StoredArticle, Writer};
use crate::ingest::IngestError;
use crate::reader::{Block, BlockKind, Field, Hint, Origin, Page};
use crate::source::{Digest, Format};
use crate::text::{self, PartialDate};

/// Documents that are made ready at a time: bounds the memory of large collections.
const BATCH: usize = 2000;
/// Memory of the index writer, in bytes.
const WRITER_BYTES: usize = 100_000_000;

/// A collection, indexed. Its index goes when it is dropped.
pub(super) struct Collection {
    pub(super) archive: Archive,
    names: BTreeMap<u64, String>,
    _folder: TempDir,
}

/// One line of `docs.jsonl`: what may be indexed of it. Labels are not even read.
#[derive(Deserialize)]
struct Record {
    id: Name,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(i64),
}

impl Name {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl Collection {
    /// Indexes the documents of a folder.
    pub(super) fn build(folder: &Path, fields: Fields) -> Result<Self, EvalError> {
        let temporary = TempDir::with_prefix("cuttings-eval-");
        let temporary = temporary.map_err(|error| EvalError::io(&std::env::temp_dir(), error))?;
        let names = write(&documents(folder)?, temporary.path(), fields)?;
        let archive = Archive::open(temporary.path()).map_err(IngestError::from)?;
        Ok(Self { archive, names, _folder: temporary })
    }

    /// The name in the collection of the article with this key.
    pub(super) fn name(&self, key: u64) -> Option<&str> {
        self.names.get(&key).map(String::as_str)
    }
}

/// The file of the documents.
fn documents(folder: &Path) -> Result<PathBuf, EvalError> {
    let names = ["docs.jsonl", "docs.jsonl.gz"];
    let found = names.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    let expected = "no `docs.jsonl` or `docs.jsonl.gz` in this folder";
    found.ok_or_else(|| EvalError::Nothing { path: folder.to_owned(), expected })
}

/// Writes an index of the documents; gives their names by the keys of their ids.
fn write(documents: &Path, index: &Path, fields: Fields) -> Result<BTreeMap<u64, String>, EvalError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let open = Writer::open(index, threads, WRITER_BYTES, false);
    let mut writer = open.map_err(IngestError::from)?;
    let mut names = BTreeMap::new();
    let mut hand = writer.hand();
    batches(documents, &mut |records| {
        for (record, article) in records.iter().zip(parallel::map(&records, |record| article(record, fields)))
        {
            if names.insert(article.id().key(), record.id.text()).is_none() {
                let made = Made::of(&article);
                hand.put(article, &made, None)?;
            }
        }
        Ok(())
    })?;
    hand.close().map_err(IngestError::from)?;
    writer.commit(&FileTable::default(), false, 0).map_err(IngestError::from)?;
    writer.close().map_err(IngestError::from)?;
    Ok(names)
}

type Take<'a> = &'a mut dyn FnMut(Vec<Record>) -> Result<(), IndexError>;

/// Hands on the records of a file in order, some at a time; empty lines are passed over.
fn batches(path: &Path, take: Take<'_>) -> Result<(), EvalError> {
    let mut batch = Vec::new();
    for (at, line) in lines(path)?.split(b'\n').enumerate() {
        let line = line.map_err(|error| EvalError::io(path, error))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        batch.push(serde_json::from_slice(&line).map_err(|error| malformed(path, at, &error.to_string()))?);
        if batch.len() == BATCH {
            take(std::mem::take(&mut batch)).map_err(IngestError::from)?;
        }
    }
    Ok(take(batch).map_err(IngestError::from)?)
}

fn lines(path: &Path) -> Result<Box<dyn BufRead>, EvalError> {
    let file = BufReader::new(File::open(path).map_err(|error| EvalError::io(path, error))?);
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    Ok(if packed { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// The article of a record: every paragraph is kept, nothing is judged.
fn article(record: &Record, fields: Fields) -> StoredArticle {
    let page = page(record);
    let title = record.title.as_deref().filter(|_| fields == Fields::TitleAndBody).map(text::squeeze);
    let date = record.date.as_deref().and_then(|date| PartialDate::parse(date.get(..10).unwrap_or(date)));
    let meta = Metadata {
        title: title.filter(|title| !title.is_empty()).map(stated),
        date: date.map(stated),
        language: article::language(&page),
        ..Metadata::default()
    };
    let verdicts = vec![Verdict::Keep; page.blocks.len()];
    let mut article = StoredArticle {
        paths: vec![record.id.text()],
        page,
        outlet: None,
        verdicts,
        meta,
        entities: Vec::new(),
        quotations: Vec::new(),
        topics: Vec::new(),
    };
    article.entities = entity::find(&article.article());
    article
}

fn stated<T>(value: T) -> Stated<T> {
    Stated { value, origin: Origin::Record }
}

fn page(record: &Record) -> Page {
    let language = record.language.iter();
    let hint = |value: &String| Hint { field: Field::Language, value: value.clone(), origin: Origin::Record };
    Page {
        record: 0,
        digest: Digest::of(record.id.text().as_bytes()),
        format: Format::JsonLines,
        hints: language.map(hint).collect(),
        blocks: blocks(record.body.as_deref().unwrap_or_default()),
        article_body: None,
    }
}

/// The paragraphs of a body: what empty lines part.
fn blocks(body: &str) -> Vec<Block> {
    let mut texts = vec![String::new()];
    for line in body.lines() {
        match texts.last_mut() {
            Some(text) if !line.trim().is_empty() => text.extend([line, "\n"]),
            _ => texts.push(String::new()),
        }
    }
    texts.iter().map(|text| text::squeeze(text)).filter(|text| !text.is_empty()).map(block).collect()
}

fn block(text: String) -> Block {
    Block { kind: BlockKind::Paragraph, level: 0, text, linked_chars: 0, marks: None }
}
