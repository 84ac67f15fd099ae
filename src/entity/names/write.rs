//! Adds corrections to `names.toml`. What stands there, comments and all, stays as it is.

use std::path::Path;

use crate::entity::EntityKind;
use crate::entity::names::{FILE, Names, Scope, file};
use crate::notebook::{self, NotebookError};

/// What a new file opens with.
const OPENING: &str = "\
# People, organisations and places, put right by hand. Applied whenever a question is asked.
# `cuttings names check` tells which of it matches nothing.
";

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// These names are one, shown by the first of them.
    Merge(Vec<String>),
    /// A name is shown as another.
    Rename(String, String),
    /// A name is shown as another in some articles.
    Split(String, String, Scope),
    /// A name is of another kind.
    Retype(String, EntityKind),
    /// A name is none.
    Ignore(String),
    /// A name has this id at Wikidata.
    Identify(String, String),
}

/// A correction of a name of this kind as it stands in the file.
pub fn written(kind: EntityKind, entry: &Entry) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let (table, pairs) = match entry {
        Entry::Merge(names) => {
            let also: Vec<String> = names.iter().skip(1).map(|name| quoted(name)).collect();
            let name = names.first().map_or("", String::as_str);
            ("merge", vec![("name", quoted(name)), ("also", format!("[{}]", also.join(", ")))])
        }
        Entry::Rename(name, to) => ("rename", vec![("name", quoted(name)), ("to", quoted(to))]),
        Entry::Split(name, shown, scope) => {
            let parts = [("outlet", &scope.outlet), ("path", &scope.path), ("article", &scope.article)];
            let parts = parts.into_iter().filter_map(|(key, value)| Some((key, quoted(value.as_ref()?))));
            ("split", [("name", quoted(name)), ("as", quoted(shown))].into_iter().chain(parts).collect())
        }
        Entry::Retype(name, to) => ("retype", vec![("name", quoted(name)), ("to", quoted(to.word()))]),
        Entry::Ignore(name) => ("ignore", vec![("name", quoted(name))]),
        Entry::Identify(name, id) => ("identify", vec![("name", quoted(name)), ("wikidata", quoted(id))]),
    };
    let kind = (kind != EntityKind::Person).then(|| ("kind", quoted(kind.word())));
    let lines = pairs.into_iter().chain(kind).map(|(key, value)| format!("{key} = {value}\n"));
    format!("[[{table}]]\n{}", lines.collect::<String>())
}

/// Adds corrections, as [`written`], at the end of the file of an archive, which is made where there is none. Gives the
/// line at which they begin.
///
/// # Errors
///
/// When what stands in the file is faulty or contradicts them, or the file cannot be written; it is as it was then.
pub fn append(archive: &Path, entries: &str) -> Result<usize, NotebookError> {
    Names::open(archive)?;
    let path = archive.join(FILE);
    notebook::read(&path, true, |text| file::parse(&format!("{text}\n\n{entries}")))?;
    notebook::append(&path, OPENING, entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_as_what_was_meant() {
        let text = |text: &str| text.to_owned();
        let scope = Scope { outlet: Some(text("L'Écho \"x\"")), path: Some(text("a\\b")), article: None };
        let entries = [
            Entry::Merge(vec![text("Ada \"A\""), text("B\u{1b}ea"), text("Cy")]),
            Entry::Rename(text("dea"), text("Dea Vale")),
            Entry::Split(text("Eve"), text("Eve (2)"), scope.clone()),
            Entry::Retype(text("Fay"), EntityKind::Person),
            Entry::Ignore(text("Gus")),
            Entry::Identify(text("Hal"), text("Q1")),
        ];
        let all: String = entries.iter().map(|entry| written(EntityKind::Place, entry)).collect();
        let names = file::parse(&all).unwrap_or_else(|fault| panic!("{fault:?} in {all}"));
        assert_eq!(names.rules().len(), 7, "{:?}", names.rules());
        assert_eq!(names.splits().next().map(|(_, splits)| splits[0].scope.clone()), Some(scope));
    }

    #[test]
    fn a_contradiction_is_not_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let merge =
            |name: &str| written(EntityKind::Person, &Entry::Merge(vec![name.to_owned(), "Bea".to_owned()]));
        assert_eq!(append(folder.path(), &merge("Ada")).expect("a folder of ours"), 4);
        let error = append(folder.path(), &merge("Cy")).expect_err("refused").to_string();
        assert!(error.contains("“Bea” belongs to “Ada” by line 4"), "{error}");
        assert_eq!(Names::open(folder.path()).expect("as it was").rules().len(), 1);
    }
}
