//! Fits the cleaner's judge to a pack's pages.

use std::path::{Path, PathBuf};

use crate::cleaner;
use crate::eval::extraction::shown::{self, Shown};
use crate::eval::{EvalError, parallel};
use crate::sequence::{self, Example, Model, Options};
use crate::source::Digest;

/// How the judge is fit.
///
/// Source: five-fold runs by host over the pack's 619 training pages, web and plain: more epochs, smaller first steps
/// and tables from 2^16 to 2^20 weights stay within 0.002 of it; passing over no features loses 0.006.
const OPTIONS: Options =
    Options { labels: 2, bits: 17, epochs: 12, runs: 4, seed: 1, rate: 0.02, dropout: 0.4 };

/// A judge and what it was made from.
#[derive(Debug)]
pub struct Fitted {
    /// The judge's model, for `judge.model`.
    pub model: Model,
    /// How many pages it has seen.
    pub pages: usize,
    /// Of the pack's truth.
    pub digest: Digest,
}

/// Fits the judge to all pages of a pack, each as a web page and as copied text, whole and from its headline on.
///
/// # Errors
///
/// Where a file of the pack cannot be read or is of another form.
pub fn fit(pack: &Path) -> Result<Fitted, EvalError> {
    let truth: PathBuf = pack.join("truth.jsonl");
    let digest = Digest::of(&crate::eval::pack::bytes(&truth)?);
    let views = shown::all(pack)?;
    let mut ids: Vec<&str> = views.iter().map(|view| view.id.as_str()).collect();
    ids.dedup();
    let pages = ids.len();
    let examples = parallel::map(&views, example);
    let model = model(&examples.iter().collect::<Vec<_>>());
    Ok(Fitted { model, pages, digest })
}

/// A page as the judge sees it, with its labels.
pub(super) fn example(view: &Shown) -> Example {
    view.example(cleaner::rows(&view.context(&[])))
}

/// The model of these examples.
pub(super) fn model(examples: &[&Example]) -> Model {
    sequence::train(examples, OPTIONS)
}
