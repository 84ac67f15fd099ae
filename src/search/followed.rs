//! Finds articles again that a person put something on and that were edited since.

use crate::annotation::{Annotations, Location};
use crate::index::{self, Archive, FileTable, Id, IndexError};
use crate::search::lookup;

/// Annotations by the ids of now: where the index has none of an id, its article is the only one in the file, else the only
/// one at the address, that the entry names.
///
/// # Errors
///
/// When the index cannot be read.
pub fn followed(archive: &Archive, mut annotations: Annotations) -> Result<Annotations, IndexError> {
    let mut lost = Vec::new();
    for (id, location) in annotations.located() {
        if !lookup::knows(archive, id)? {
            lost.push((id.to_owned(), location.clone()));
        }
    }
    if lost.is_empty() {
        return Ok(annotations);
    }
    let (table, addresses) = (archive.files()?, archive.addresses()?);
    for (before, location) in lost {
        if let Some(now) = found(&table, &addresses, &location) {
            annotations.follow(&before, &now.to_string());
        }
    }
    Ok(annotations)
}

fn found(table: &FileTable, addresses: &[(u64, u64)], location: &Location) -> Option<Id> {
    let alone = |path: &String| match table.files.get(path.as_str())?.articles[..] {
        [id] => Some(id),
        _ => None,
    };
    let at_address = || {
        let wanted = index::address_key(location.url.as_deref()?)?;
        let mut at = addresses.iter().filter(|(_, key)| *key == wanted).map(|(id, _)| *id);
        let (key, None) = (at.next()?, at.next()) else { return None };
        table.files.values().flat_map(|entry| &entry.articles).find(|id| id.key() == key).copied()
    };
    location.paths.iter().find_map(alone).or_else(at_address)
}
