//! What mutation starts from: the sample articles, and made-up pages of every format.

use std::fs;
use std::path::Path;

use anyhow::Context;
use cuttings::generate::{self, Options};
use cuttings::source::{self, Format};
use fastrand::Rng;

/// Made-up pages of each format.
const MADE: usize = 12;

/// A file: its name, whose ending tells the format, and its content.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    pub(crate) fn is_packed(&self) -> bool {
        self.path.ends_with(".gz")
    }

    /// The ending of the name, `gz` aside.
    pub(crate) fn ending(&self) -> &str {
        self.path.trim_end_matches(".gz").rsplit('.').next().unwrap_or("")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Every file below a folder, unpacked, and some that the generator makes.
pub(crate) fn all(corpus: &Path, rng: &mut Rng) -> anyhow::Result<Vec<Input>> {
    let mut seeds = folder(corpus)?;
    for format in [Format::Plain, Format::Markdown, Format::Html, Format::Json, Format::JsonLines] {
        let made = tempfile::tempdir()?;
        let options =
            Options { articles: MADE, seed: rng.u64(..), formats: vec![format], ..Options::default() };
        generate::generate(made.path(), &options)?;
        seeds.extend(folder(made.path())?);
    }
    anyhow::ensure!(!seeds.is_empty(), "{}: no articles here; name a folder of some", corpus.display());
    Ok(seeds)
}

fn folder(corpus: &Path) -> anyhow::Result<Vec<Input>> {
    let mut all = Vec::new();
    for file in source::walk(corpus, &[]).files {
        let place = corpus.join(&file.path);
        let mut bytes = Vec::new();
        source::open(&place)
            .and_then(|mut input| input.read_to_end(&mut bytes))
            .with_context(|| format!("reading {}", place.display()))?;
        let name = file.path.trim_end_matches(".gz").rsplit('/').next().unwrap_or("page").to_owned();
        all.push(Input { path: name, bytes });
    }
    let _ = fs::metadata(corpus)?;
    Ok(all)
}
