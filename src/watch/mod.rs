//! Saved searches: what each asks for, and what it has shown.
//!
//! In: files that people write, `searches/NAME.toml` in the archive folder. Out: a [`Request`](crate::search::Request)
//! of each, and, beside these files, a [`Log`] of the articles that it has shown. The log knows articles by their
//! records, so that nothing comes twice when the index is built anew or another program version builds it.

mod log;
mod name;
mod saved;

pub use log::{Log, LogError};
pub use name::{FOLDER, file, names, valid};
pub use saved::Saved;
