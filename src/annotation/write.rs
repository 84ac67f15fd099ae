//! Changes `tags.toml`. What stands there otherwise, comments and all, stays as it is.

use std::path::Path;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::annotation::{Annotations, FILE, Location, entry::TABLES, file, folded};
use crate::notebook::{self, Fault, NotebookError};
use crate::text;

/// What a new file opens with.
const OPENING: &str = "\
# Tags and notes on articles. They hold from the next question on: `cuttings search tag:NAME`.
";

/// An article that something is put on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its id, in 32 hexadecimal digits.
    pub id: String,
    /// The id that the file has of it, where that is another: it was edited since.
    pub before: Option<String>,
    /// Where it lies, so that it is known again when it is edited.
    pub location: Location,
    /// What people know it by; it becomes a comment.
    pub name: String,
}

/// What is put on articles, or taken from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Tags that are added, and tags that are taken off.
    Tags {
        /// Added where they are not there yet.
        add: Vec<String>,
        /// Taken off where they are there.
        remove: Vec<String>,
    },
    /// The note, in place of the one before; none for an empty text.
    Note(String),
}

/// What a change came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Whether the file says something else now.
    pub changed: bool,
    /// What it says now.
    pub annotations: Annotations,
}

/// Makes a change to articles, all in one step.
///
/// # Errors
///
/// When a tag is none, what stands in the file is faulty, or the file cannot be written; it is as it was then.
pub fn change(archive: &Path, targets: &[Target], change: &Change) -> Result<Changed, ChangeError> {
    let change = good(change).map_err(ChangeError::Tag)?;
    let path = archive.join(FILE);
    let mut before = Annotations::default();
    let edit = |text: &str| {
        before = file::parse(text)?;
        let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| Fault {
            at: error.span().map_or(0, |span| span.start),
            message: error.message().to_owned(),
        })?;
        let mut list = articles(&mut document)?.clone();
        // The comments of a file without an entry stand behind its end, and go before the first one.
        let mut comments = String::new();
        if list.is_empty() {
            document.trailing().as_str().unwrap_or_default().clone_into(&mut comments);
            document.set_trailing("");
        }
        targets.iter().for_each(|target| apply(&mut list, target, &change, &mut comments));
        if !comments.is_empty() {
            let end = document.trailing().as_str().unwrap_or_default().to_owned();
            document.set_trailing(comments + &end);
        }
        document["article"] = Item::ArrayOfTables(list);
        Ok(document.to_string())
    };
    notebook::edit(&path, OPENING, edit)?;
    let annotations = Annotations::open(archive)?;
    Ok(Changed { changed: annotations != before, annotations })
}

/// Why a change cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// What is wrong with a tag.
    #[error("{0}")]
    Tag(String),
    /// What is wrong with the file.
    #[error(transparent)]
    File(#[from] NotebookError),
}

/// The change with its tags as they are kept.
fn good(change: &Change) -> Result<Change, String> {
    let all = |tags: &[String]| {
        let good = |tag: &String| file::tag(tag).map_err(|wrong| format!("{tag:?} is {wrong}"));
        tags.iter().map(good).collect::<Result<Vec<String>, String>>()
    };
    Ok(match change {
        Change::Tags { add, remove } => Change::Tags { add: all(add)?, remove: all(remove)? },
        Change::Note(note) => Change::Note(text::printable(note.trim()).into_owned()),
    })
}

/// The articles of a file, which gets the list where it has none.
fn articles(document: &mut DocumentMut) -> Result<&mut ArrayOfTables, Fault> {
    let list = document.entry("article").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let at = list.span().map_or(0, |span| span.start);
    list.as_array_of_tables_mut().ok_or_else(|| Fault {
        at,
        message: format!("expected {TABLES}; write each article as a table of its own"),
    })
}

/// Changes the entry of an article, which is made where there is none and goes with the last that it says. `comments`
/// that stand before all entries go to a new one, and come from one that goes.
fn apply(articles: &mut ArrayOfTables, target: &Target, change: &Change, comments: &mut String) {
    let before = || place(articles, target.before.as_deref()?);
    let at = place(articles, &target.id).or_else(before).unwrap_or_else(|| {
        articles.push(new_entry(target, comments));
        comments.clear();
        articles.len() - 1
    });
    let entry = articles.get_mut(at).expect("it is there, or was put there");
    match change {
        Change::Tags { add, remove } => set_tags(entry, add, remove),
        Change::Note(note) if note.is_empty() => drop(entry.remove("note")),
        Change::Note(note) => entry["note"] = toml_edit::value(note.as_str()),
    }
    if target.before.as_deref().is_some_and(|before| entry["id"].as_str() == Some(before)) {
        entry["id"] = toml_edit::value(target.id.as_str());
        locate(entry, &target.location);
    }
    if says_nothing(entry) {
        let others = others(entry).to_owned();
        articles.remove(at);
        match articles.get_mut(at) {
            Some(next) => {
                let own = prefix(next).to_owned();
                next.decor_mut().set_prefix(others + &own);
            }
            None => comments.push_str(&others),
        }
    }
}

/// What stands in front of an entry: comments and empty lines.
fn prefix(entry: &Table) -> &str {
    entry.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default()
}

/// The part of it that is parted from the entry by an empty line.
fn others(entry: &Table) -> &str {
    let prefix = prefix(entry);
    prefix.rfind("\n\n").map_or("", |end| &prefix[..=end])
}

/// The entry that speaks of an article: of several beginnings of its id, the longest.
fn place(articles: &ArrayOfTables, id: &str) -> Option<usize> {
    let digits = |entry: &Table| {
        let beginning = entry.get("id")?.as_str()?.to_ascii_lowercase();
        id.starts_with(&beginning).then_some(beginning.len())
    };
    let all = articles.iter().enumerate().filter_map(|(at, entry)| Some((digits(entry)?, at)));
    all.max().map(|(_, at)| at)
}

fn new_entry(target: &Target, comments: &str) -> Table {
    let mut entry = Table::new();
    let name = text::printable(&target.name).replace(['\n', '\r', '\t'], " ");
    entry.decor_mut().set_prefix(format!("{comments}\n# {name}\n"));
    entry["id"] = toml_edit::value(target.id.as_str());
    locate(&mut entry, &target.location);
    entry
}

/// Says where an article lies, so that it is found again under another id.
fn locate(entry: &mut Table, location: &Location) {
    if !location.paths.is_empty() {
        entry["paths"] = toml_edit::value(location.paths.iter().map(String::as_str).collect::<Array>());
    }
    if let Some(url) = &location.url {
        entry["url"] = toml_edit::value(url.as_str());
    }
}

fn set_tags(entry: &mut Table, add: &[String], remove: &[String]) {
    let list = entry.entry("tags").or_insert_with(|| toml_edit::value(Array::new()));
    let Some(tags) = list.as_array_mut() else { return };
    let is = |value: &Value, tag: &String| value.as_str().is_some_and(|known| folded(known) == folded(tag));
    for at in (0..tags.len()).rev() {
        let gone = tags.get(at).is_some_and(|value| remove.iter().any(|tag| is(value, tag)));
        if gone {
            take_off(tags, at);
        }
    }
    for tag in add {
        if !tags.iter().any(|value| is(value, tag)) {
            tags.push(tag.as_str());
        }
    }
    if tags.is_empty() {
        entry.remove("tags");
    }
}

/// Takes a tag off; a comment in front of it, which is of the one before, stays.
fn take_off(tags: &mut Array, at: usize) {
    let prefix =
        tags.get(at).and_then(|value| value.decor().prefix()?.as_str()).unwrap_or_default().to_owned();
    tags.remove(at);
    if prefix.contains('#') {
        match tags.get_mut(at) {
            Some(next) => next.decor_mut().set_prefix(prefix),
            None => tags.set_trailing(prefix),
        }
    }
}

/// Whether an entry says nothing, and nobody wrote a comment of their own to it.
fn says_nothing(entry: &Table) -> bool {
    let own = prefix(entry)[others(entry).len()..].matches('#').count();
    let inside = entry.iter().any(|(_, item)| item.to_string().contains('#'));
    let behind = entry.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default();
    let placed = ["id", "paths", "url"].iter().filter(|name| entry.contains_key(name)).count();
    entry.len() == placed && own <= 1 && !inside && !behind.contains('#')
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const ONE: &str = "0123456789abcdef0123456789abcdef";
    const TWO: &str = "fedcba9876543210fedcba9876543210";

    fn tags(add: &[&str], remove: &[&str]) -> Change {
        let owned = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
        Change::Tags { add: owned(add), remove: owned(remove) }
    }

    fn target(id: &str) -> Target {
        let name = "“Harbour strike\n[[x]]”, courier/strike.html".to_owned();
        Target { id: id.to_owned(), before: None, location: Location::default(), name }
    }

    /// The file after changes, from this one on.
    fn after(before: &str, changes: &[(&str, Change)]) -> String {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(FILE);
        if !before.is_empty() {
            fs::write(&path, before).expect("a folder of ours");
        }
        for (id, what) in changes {
            change(folder.path(), &[target(id)], what).unwrap_or_else(|error| panic!("{error}"));
        }
        fs::read_to_string(path).expect("just written")
    }

    #[test]
    fn tags_and_notes_are_added_and_taken_off() {
        let changes = [
            (ONE, tags(&["strike", "Front page"], &[])),
            (TWO, tags(&["todo"], &["strike"])),
            (ONE, Change::Note("Compare “B”\nand \"C\".".to_owned())),
            (ONE, tags(&["STRIKE", "dock"], &["front PAGE"])),
        ];
        insta::assert_snapshot!(after("", &changes), @r#"
            # Tags and notes on articles. They hold from the next question on: `cuttings search tag:NAME`.

            # “Harbour strike [[x]]”, courier/strike.html
            [[article]]
            id = "0123456789abcdef0123456789abcdef"
            tags = ["strike", "dock"]
            note = """
            Compare “B”
            and "C"."""

            # “Harbour strike [[x]]”, courier/strike.html
            [[article]]
            id = "fedcba9876543210fedcba9876543210"
            tags = ["todo"]
            "#);
        let gone = after("", &[changes[1].clone(), (TWO, tags(&[], &["ToDo"]))]);
        assert_eq!(gone, OPENING);
    }

    #[test]
    fn an_edited_article_keeps_its_entry() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let location = Location { paths: vec!["a.txt".to_owned()], url: None };
        let put = |id: &str, before: Option<&str>, add: &str| {
            let target =
                Target { before: before.map(str::to_owned), location: location.clone(), ..target(id) };
            change(folder.path(), &[target], &tags(&[add], &[])).expect("a folder of ours").annotations
        };
        put(ONE, None, "strike");
        let now = put(TWO, Some(ONE), "dock");
        assert_eq!(now.all().map(|(id, _)| id).collect::<Vec<_>>(), [TWO]);
        assert_eq!(now.of(TWO).expect("it is there").tags, ["strike", "dock"]);
        assert_eq!(now.located().collect::<Vec<_>>(), [(TWO, &location)]);
    }

    #[test]
    fn what_the_user_wrote_stays() {
        let before = "# mine\n\n[[article]] # this one\nid = '01234567'  # short\ntags = [\n  'a', # why\n  'b',\n]\n\n# end\n";
        let shown = after(before, &[(ONE, tags(&["c"], &["b"])), (ONE, Change::Note("n".to_owned()))]);
        insta::assert_snapshot!(shown, @r#"
            # mine

            [[article]] # this one
            id = '01234567'  # short
            tags = [
              'a', "c", # why
              ]
            note = "n"

            # end
            "#);
        let emptied = after(before, &[(ONE, tags(&[], &["a", "b"]))]);
        assert!(emptied.contains("[[article]] # this one\nid = '01234567'  # short\n"), "{emptied}");
    }

    #[test]
    fn a_faulty_file_and_a_tag_that_is_none_change_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(FILE);
        let change =
            |what: &Change| change(folder.path(), &[target(ONE)], what).expect_err("refused").to_string();
        assert!(change(&tags(&["a*"], &[])).contains("\"a*\" is a tag with a character"));
        assert!(!path.exists());
        fs::write(&path, "[[article]]\nid = 1\n").expect("a folder of ours");
        assert!(change(&tags(&["a"], &[])).contains("line 2"));
        fs::write(&path, "article = [{ id = '01234567', tags = ['a'] }]\n").expect("a folder of ours");
        assert!(change(&tags(&["a"], &[])).contains("expected [[article]]"));
        assert!(fs::read_to_string(&path).expect("still there").starts_with("article = "));
    }
}
