//! Which files of a corpus are wanted.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::overrides::{Override, OverrideBuilder};

/// Name of the files that say, in the syntax of `.gitignore`, what of their folder is left alone.
pub const IGNORE_FILE: &str = ".cuttingsignore";

/// What is wanted of every corpus folder, whatever its ignore files say: patterns in the syntax of `.gitignore`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only files that one of these fits; all where there is none.
    pub include: Vec<String>,
    /// No files, and nothing below folders, that one of these fits.
    pub exclude: Vec<String>,
}

/// A pattern that says nothing.
#[derive(Debug, thiserror::Error)]
#[error(
    "the pattern {pattern:?} cannot be read ({reason}); write one as in .gitignore: drafts/, *.pdf, 20??/**/*.html"
)]
pub struct PatternError {
    /// As typed.
    pub pattern: String,
    /// What is wrong.
    pub reason: String,
}

impl Filter {
    /// Whether every pattern can be read.
    ///
    /// # Errors
    ///
    /// The first one that cannot.
    pub fn check(&self) -> Result<(), PatternError> {
        self.overrides(Path::new("")).map(drop)
    }

    fn overrides(&self, root: &Path) -> Result<Override, PatternError> {
        let mut builder = OverrideBuilder::new(root);
        let include = self.include.iter().map(|pattern| (pattern, pattern.clone()));
        let exclude = self.exclude.iter().map(|pattern| (pattern, format!("!{pattern}")));
        let failed = |pattern: &str, error: ignore::Error| PatternError {
            pattern: pattern.to_owned(),
            reason: reason(&error),
        };
        for (pattern, rule) in include.chain(exclude) {
            if pattern.trim().is_empty() || pattern.starts_with('!') {
                let reason = "empty, or with a `!` in front".to_owned();
                return Err(PatternError { pattern: pattern.clone(), reason });
            }
            builder.add(&rule).map_err(|error| failed(pattern, error))?;
        }
        builder.build().map_err(|error| failed("", error))
    }
}

fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        error => error.to_string(),
    }
}

/// The filter and the ignore files of one corpus folder, during a walk through it.
pub(super) struct Sieve {
    wanted: Override,
    /// Ignore files of the folders that the walk is in, with these folders, outermost first.
    ignored: Vec<(PathBuf, Gitignore)>,
}

impl Sieve {
    /// For a walk through a folder. A pattern that cannot be read counts as none: see [`Filter::check`].
    pub(super) fn new(filter: &Filter, root: &Path) -> Self {
        let wanted = filter.overrides(root).unwrap_or_else(|_| Override::empty());
        let mut sieve = Self { wanted, ignored: Vec::new() };
        sieve.enter(root);
        sieve
    }

    /// Takes in the ignore file of a folder, if it has one; lines that cannot be read count as none.
    pub(super) fn enter(&mut self, folder: &Path) {
        let file = folder.join(IGNORE_FILE);
        if !file.is_file() {
            return;
        }
        let mut builder = GitignoreBuilder::new(folder);
        let _ = builder.add(file);
        if let Ok(ignored) = builder.build() {
            self.ignored.push((folder.to_owned(), ignored));
        }
    }

    /// Whether a file is wanted, or something below a folder may be. Paths come in the order of the walk.
    pub(super) fn passes(&mut self, path: &Path, is_folder: bool) -> bool {
        if self.wanted.matched(path, is_folder).is_ignore() {
            return false;
        }
        self.ignored.retain(|(folder, _)| path.starts_with(folder));
        let said = self.ignored.iter().rev().map(|(_, ignored)| ignored.matched(path, is_folder));
        !matches!(said.into_iter().find(|said| !said.is_none()), Some(Match::Ignore(_)))
    }
}
