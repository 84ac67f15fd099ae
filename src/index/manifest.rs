//! The index folder's own description.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::index::schema::FORMAT;
use crate::index::{IndexError, schema};

/// Name of the file.
const NAME: &str = "manifest.json";

/// What an index folder is, so that another format is noticed before anything is read wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    schema: String,
    segments: String,
}

impl Manifest {
    /// Reads the manifest of an index of this version.
    pub(super) fn open(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(NAME);
        let text = fs::read_to_string(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => IndexError::Missing(folder.to_owned()),
            ErrorKind::InvalidData => IndexError::Format(folder.to_owned()),
            _ => IndexError::io(&path, error),
        })?;
        let ours = |found: &Self| *found == Self::ours(&found.segments) && is_segments(&found.segments);
        serde_json::from_str(&text).ok().filter(ours).ok_or_else(|| IndexError::Format(folder.to_owned()))
    }

    /// The same, made anew where there is none or, with `rebuild`, where it is of another format. It stands before
    /// the engine's files do, which it names.
    pub(super) fn open_or_create(folder: &Path, rebuild: bool) -> Result<Self, IndexError> {
        match Self::open(folder) {
            Err(IndexError::Missing(_)) => Self::create(folder),
            Err(IndexError::Format(_)) if rebuild => Self::replace(folder),
            result => result,
        }
    }

    /// Names a new, empty folder of segments; the old one goes.
    pub(super) fn replace(folder: &Path) -> Result<Self, IndexError> {
        let old = Self::old_segments(folder);
        let manifest = Self::create(folder)?;
        if let Some(old) = old {
            let _ = fs::remove_dir_all(folder.join(old));
        }
        Ok(manifest)
    }

    /// Name of the folder of the engine's files, inside the index folder.
    pub(super) fn segments(&self) -> &str {
        &self.segments
    }

    fn ours(segments: &str) -> Self {
        let schema = serde_json::to_vec(&schema::build().0).expect("a schema has a JSON form");
        let schema = blake3::hash(&schema).to_hex()[..16].to_owned();
        Self { format: FORMAT, schema, segments: segments.to_owned() }
    }

    fn create(folder: &Path) -> Result<Self, IndexError> {
        let free =
            (1..u32::MAX).map(|number| format!("segments-{number}")).find(|name| !folder.join(name).exists());
        let manifest = Self::ours(&free.expect("a folder holds finitely many entries"));
        let text = serde_json::to_string_pretty(&manifest).expect("a manifest has a JSON form");
        super::write_atomic(&folder.join(NAME), text.as_bytes())?;
        Ok(manifest)
    }

    /// The engine's folder that a manifest of another format names, if it has the shape of ours.
    fn old_segments(folder: &Path) -> Option<String> {
        #[derive(Deserialize)]
        struct Any {
            segments: String,
        }
        let text = fs::read_to_string(folder.join(NAME)).ok()?;
        serde_json::from_str::<Any>(&text).ok().map(|any| any.segments).filter(|name| is_segments(name))
    }
}

/// Whether this is a name that we give, and so nothing that leads out of the index folder.
fn is_segments(name: &str) -> bool {
    name.strip_prefix("segments-").is_some_and(|number| number.parse::<u32>().is_ok())
}
