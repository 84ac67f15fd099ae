//! What a person says of articles by hand: tags, a note, or that they are to be left out for good.
//!
//! In: `tags.toml` and `forgotten.toml` of an archive. Out: [`Annotations`], which are keyed by the ids of articles, survive
//! new indexes, moved and edited files, and hold from the next question on: the index knows nothing of them; and [`Forgotten`],
//! which a run of the index keeps to.

mod entry;
mod file;
mod forgotten;
mod write;

pub use entry::Location;
pub use forgotten::{Exclusion, FORGOTTEN, Forgotten, forget};
pub use write::{Change, Changed, Target, change};

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::notebook::{self, NotebookError};
use crate::text;
use entry::{ID_DIGITS, LEAST_DIGITS};

/// Name of the file in the archive folder.
pub const FILE: &str = "tags.toml";

/// Bytes of the largest file that is read: some fifty thousand articles.
const MOST_BYTES: u64 = 8 << 20;

/// What a person put on one article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotation {
    /// Its tags, in the order of the file.
    pub tags: Vec<String>,
    /// What there is to say of it.
    pub note: Option<String>,
}

/// What a person put on articles. Nothing by default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations {
    /// By the id, or its beginning as the file has it.
    all: BTreeMap<String, Annotation>,
    /// Where the articles lay when something was put on them, by the same ids.
    locations: BTreeMap<String, Location>,
    /// Ids of now, and those that the file has of the same articles.
    followed: BTreeMap<String, String>,
}

impl Annotation {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.note.is_none()
    }
}

impl Annotations {
    /// Those of an archive; none where it has no `tags.toml`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or anything in it is wrong.
    pub fn open(archive: &Path) -> Result<Self, NotebookError> {
        notebook::read_within(&archive.join(FILE), true, MOST_BYTES, file::parse)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What is put on the article with this id, in 32 hexadecimal digits; of several beginnings of it the longest counts.
    pub fn of(&self, id: &str) -> Option<&Annotation> {
        let beginnings = (LEAST_DIGITS..=id.len()).rev().filter_map(|digits| id.get(..digits));
        beginnings.into_iter().find_map(|beginning| self.all.get(beginning))
    }

    /// Ids, or beginnings of ids, of the articles with a tag that fits, in order. Tags are handed out [`folded`].
    pub fn tagged(&self, fits: &dyn Fn(&str) -> bool) -> Vec<&str> {
        let tagged = |annotation: &Annotation| annotation.tags.iter().any(|tag| fits(&folded(tag)));
        self.all.iter().filter(|(_, annotation)| tagged(annotation)).map(|(id, _)| id.as_str()).collect()
    }

    /// Every tag, as it is written first in the order of ids, in alphabetical order.
    pub fn tags(&self) -> Vec<&str> {
        let mut known = BTreeSet::new();
        let all = self.all.values().flat_map(|annotation| &annotation.tags);
        let mut tags: Vec<(String, &str)> = all.map(|tag| (folded(tag), tag.as_str())).collect();
        tags.retain(|(folded, _)| known.insert(folded.clone()));
        tags.sort();
        tags.into_iter().map(|(_, tag)| tag).collect()
    }

    /// Articles with whole ids of which the file says where they lie, in order.
    pub fn located(&self) -> impl Iterator<Item = (&str, &Location)> {
        let whole = self.locations.iter().filter(|(id, _)| id.len() == ID_DIGITS);
        whole.map(|(id, location)| (id.as_str(), location))
    }

    /// Takes what is put on one id for another one, under which the article is known now. Nothing where something is put on
    /// that, too.
    pub fn follow(&mut self, before: &str, now: &str) {
        if self.of(now).is_none()
            && let Some(annotation) = self.all.remove(before)
        {
            self.all.insert(now.to_owned(), annotation);
            self.followed.insert(now.to_owned(), before.to_owned());
        }
    }

    /// The id that the file has of the article that is known under this one now, where that is another.
    pub fn before(&self, now: &str) -> Option<&str> {
        self.followed.get(now).map(String::as_str)
    }

    /// Every id, or beginning of one, with what is put on its article, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Annotation)> {
        self.all.iter().map(|(id, annotation)| (id.as_str(), annotation))
    }
}

#[cfg(test)]
impl Annotations {
    /// With these tags on the articles with these ids.
    pub(crate) fn with(tags: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let annotated = |(id, tags)| (id, Annotation { tags, note: None });
        Self { all: tags.into_iter().map(annotated).collect(), ..Self::default() }
    }
}

/// A tag as tags are compared: case, accents and white space do not count.
pub fn folded(tag: &str) -> String {
    text::squeezed(text::fold(tag).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotations() -> Annotations {
        file::parse(
            "[[article]]\nid = '0123456789abcdef0123456789abcdef'\ntags = ['Front page', 'strike']\n\
             [[article]]\nid = '01234567'\ntags = ['todo']\nnote = 'Ask.'\n\
             [[article]]\nid = 'ffffffff'\ntags = ['Strike']",
        )
        .expect("a good file")
    }

    #[test]
    fn an_article_is_known_by_its_id_or_by_the_beginning_of_it() {
        let all = annotations();
        let tags = |id: &str| all.of(id).map(|annotation| annotation.tags.join(","));
        assert_eq!(tags("0123456789abcdef0123456789abcdef").as_deref(), Some("Front page,strike"));
        assert_eq!(tags("01234567ffffffffffffffffffffffff").as_deref(), Some("todo"));
        assert_eq!(tags("1123456789abcdef0123456789abcdef"), None);
    }

    #[test]
    fn tags_that_differ_in_case_are_one() {
        assert_eq!(annotations().tags(), ["Front page", "strike", "todo"]);
        let strikes = annotations();
        assert_eq!(strikes.tagged(&|tag| tag == "strike").len(), 2);
        assert_eq!(strikes.tagged(&|tag| tag == "front page"), ["0123456789abcdef0123456789abcdef"]);
    }
}
