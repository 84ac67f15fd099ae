//! Articles that are left out for good: `forgotten.toml`.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::annotation::entry::{self, Location};
use crate::notebook::{self, Fault, NotebookError};
use crate::text;

/// Name of the file in the archive folder.
pub const FORGOTTEN: &str = "forgotten.toml";

/// Bytes of the largest file that is read.
const MOST_BYTES: u64 = 8 << 20;

/// What a new file opens with.
const OPENING: &str = "\
# Articles that are left out for good: by id, by the files that held nothing else, and by address.
# To have one back, take its entry out and run `cuttings index`.
";

/// What is left out: every article that any of this is true of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Exclusion {
    /// Its id is this, or begins so.
    pub id: Option<String>,
    /// It lies in one of these files of the corpus, or is at this address.
    pub location: Location,
}

/// All that is left out; nothing by default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forgotten {
    all: BTreeSet<Exclusion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Option<Spanned<String>>,
    #[serde(default)]
    paths: Vec<String>,
    url: Option<String>,
}

impl Forgotten {
    /// What an archive leaves out; nothing where it has no `forgotten.toml`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or anything in it is wrong.
    pub fn open(archive: &Path) -> Result<Self, NotebookError> {
        notebook::read_within(&archive.join(FORGOTTEN), true, MOST_BYTES, parse)
    }

    /// Each of it, in order.
    pub fn all(&self) -> impl Iterator<Item = &Exclusion> {
        self.all.iter()
    }

    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A key of each, in order: what an index remembers of them, so that it holds none of their words.
    pub fn keys(&self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.all.iter().map(Exclusion::key).collect();
        keys.sort_unstable();
        keys
    }

    /// Those whose [keys](Forgotten::keys) are not among these.
    #[must_use]
    pub fn beyond(&self, known: &[u64]) -> Self {
        self.all.iter().filter(|exclusion| !known.contains(&exclusion.key())).cloned().collect()
    }
}

impl Exclusion {
    fn key(&self) -> u64 {
        let Location { paths, url } = &self.location;
        let parts = self.id.iter().chain(paths.iter()).chain(url.iter());
        let counts = [usize::from(self.id.is_some()), paths.len()];
        text::key(&format!("{counts:?}\0{}", parts.map(String::as_str).collect::<Vec<_>>().join("\0")))
    }
}

impl FromIterator<Exclusion> for Forgotten {
    fn from_iter<T: IntoIterator<Item = Exclusion>>(exclusions: T) -> Self {
        Self { all: exclusions.into_iter().collect() }
    }
}

/// Adds to what an archive leaves out; `name`, which becomes a comment, is what people know the article by. What the file
/// says already is not said again.
///
/// # Errors
///
/// When what stands in the file is faulty, or it cannot be written; it is as it was then.
pub fn forget(archive: &Path, exclusions: &[(Exclusion, String)]) -> Result<(), NotebookError> {
    notebook::edit(&archive.join(FORGOTTEN), OPENING, |text| {
        let known = parse(text)?;
        let new = exclusions.iter().filter(|(exclusion, _)| !known.all.contains(exclusion));
        let entries: Vec<String> = new.map(|(exclusion, name)| written(exclusion, name)).collect();
        let entries = entries.join("\n");
        Ok(if entries.is_empty() { text.to_owned() } else { notebook::with(text, &entries) })
    })
}

/// An entry of the file.
fn written(exclusion: &Exclusion, name: &str) -> String {
    let mut out = format!("# {}\n[[article]]\n", text::printable(name).replace(['\n', '\r', '\t'], " "));
    if let Some(id) = &exclusion.id {
        out += &format!("id = {}\n", entry::quoted(id));
    }
    out + &exclusion.location.lines()
}

fn parse(text: &str) -> Result<Forgotten, Fault> {
    let mut all = BTreeSet::new();
    for entry in entry::entries::<Entry>(text)? {
        let at = entry.span().start;
        let Entry { id, paths, url } = entry.into_inner();
        let (id, location) = (id.map(entry::good_id).transpose()?, Location { paths, url });
        if id.is_none() && location.is_empty() {
            let message = "this [[article]] does not say which; add `id`, `paths` or `url`".to_owned();
            return Err(Fault { at, message });
        }
        all.insert(Exclusion { id, location });
    }
    Ok(Forgotten { all })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exclusion() -> Exclusion {
        Exclusion {
            id: Some("0123456789abcdef0123456789abcdef".to_owned()),
            location: Location {
                paths: vec!["a \"b\"\\c.html".to_owned()],
                url: Some("https://courier.example/a".to_owned()),
            },
        }
    }

    #[test]
    fn what_is_written_reads_as_what_was_meant() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let all = [(exclusion(), "a\nb\u{1b}".to_owned())];
        forget(folder.path(), &all).expect("a folder of ours");
        forget(folder.path(), &all).expect("a folder of ours");
        let read = Forgotten::open(folder.path()).expect("a good file");
        assert_eq!(read.all().collect::<Vec<_>>(), [&exclusion()]);
        assert!(read.beyond(&read.keys()).is_empty());
        assert_eq!(read.beyond(&[]), read);
        let location = Location { url: None, paths: vec!["https://courier.example/a".to_owned()] };
        let other = Exclusion { location, ..exclusion() };
        let more: Forgotten = [exclusion(), other.clone()].into_iter().collect();
        assert_eq!(more.beyond(&read.keys()).all().collect::<Vec<_>>(), [&other]);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let refusal = |text: &str| parse(text).expect_err("refused").message;
        assert!(refusal("[[article]]\n").contains("does not say which"));
        assert!(refusal("[[article]]\nid = 'x'").contains("8 digits"));
        assert!(refusal("[[articles]]\nid = '01234567'").contains("there is no `articles`"));
    }
}
