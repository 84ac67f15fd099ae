//! The index folder's own description.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::index::schema::FORMAT;
use crate::index::{IndexError, schema};

/// Name of the file.
const NAME: &str = "manifest.json";

/// What an index folder is, so that another format is noticed before anything is read wrongly.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    schema: String,
}

impl Manifest {
    /// The manifest of this version of the program.
    fn ours() -> Self {
        let schema = serde_json::to_vec(&schema::build().0).expect("a schema has a JSON form");
        Self { format: FORMAT, schema: blake3::hash(&schema).to_hex()[..16].to_owned() }
    }

    /// Makes sure that the folder holds an index of this version.
    pub(super) fn check(folder: &Path) -> Result<(), IndexError> {
        let path = folder.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(IndexError::Missing(folder.to_owned()));
            }
            Err(error) => return Err(IndexError::io(&path, error)),
        };
        let found: Self = serde_json::from_str(&text).map_err(|_| IndexError::Format(folder.to_owned()))?;
        if found == Self::ours() { Ok(()) } else { Err(IndexError::Format(folder.to_owned())) }
    }

    /// Writes this version's manifest.
    pub(super) fn write(folder: &Path) -> Result<(), IndexError> {
        let path = folder.join(NAME);
        let text = serde_json::to_string_pretty(&Self::ours()).expect("a manifest has a JSON form");
        super::write_atomic(&path, text.as_bytes())
    }
}
