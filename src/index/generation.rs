//! What a commit says of itself, and the names of the files that belong to it.

use serde::{Deserialize, Serialize};

use crate::index::IndexError;

/// One commit: all of it or none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Generation {
    /// Counts commits, from 1; 0 for an index that was never committed.
    pub number: u64,
    /// Name of the table of source files in the index folder, empty for none.
    pub files: String,
    /// Articles, exactly.
    pub articles: u64,
    /// Words of all bodies.
    pub body_words: u64,
    /// Words of all titles.
    pub title_words: u64,
    /// When the run that made it began, in nanoseconds since 1970.
    pub began: i64,
    /// Whether files of the last run are still to be read.
    pub incomplete: bool,
}

impl Generation {
    /// Reads the payload of a commit; the empty generation where there is none.
    pub(super) fn parse(payload: Option<&str>) -> Result<Self, IndexError> {
        match payload {
            None | Some("") => Ok(Self::default()),
            Some(payload) => {
                serde_json::from_str(payload).map_err(|error| IndexError::Record(error.to_string()))
            }
        }
    }

    pub(super) fn payload(&self) -> String {
        serde_json::to_string(self).expect("numbers and names always have a JSON form")
    }
}
