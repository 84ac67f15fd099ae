//! The user's topics: `topics.toml`.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::notebook::{self, Fault, NotebookError};
use crate::text;

/// Name of the file in the archive folder.
pub const FILE: &str = "topics.toml";

/// The tables that the file may have.
const TABLES: &str = "[[topic]]";

/// Topics that the file may have.
const MOST: usize = 1_000;

/// Topics that the user names, each a query, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topics {
    all: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    topic: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Spanned<String>,
    query: Spanned<String>,
}

impl Topics {
    /// The topics of an archive's file; none where there is no file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or anything in it is wrong.
    pub fn open(archive: &Path) -> Result<Self, NotebookError> {
        notebook::read(&archive.join(FILE), true, meaning)
    }

    /// Name and query of each.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|(name, query)| (name.as_str(), query.as_str()))
    }

    /// The query of the topic of this name, case and accents aside.
    pub fn query(&self, name: &str) -> Option<&str> {
        let wanted = text::squeezed(text::fold(name).into_owned());
        let same = |known: &str| text::squeezed(text::fold(known).into_owned()) == wanted;
        self.all().find(|(known, _)| same(known)).map(|(_, query)| query)
    }
}

fn meaning(text: &str) -> Result<Topics, Fault> {
    let written: Written = toml::from_str(text).map_err(|error| notebook::fault(&error, TABLES))?;
    let mut topics = Topics::default();
    for entry in written.topic {
        let Entry { name, query } = entry.into_inner();
        for (field, value) in [("name", &name), ("query", &query)] {
            if value.get_ref().trim().is_empty() {
                let message = format!("`{field}` is empty; write what it should be");
                return Err(Fault { at: value.span().start, message });
            }
        }
        if topics.query(name.get_ref()).is_some() {
            let message =
                format!("there is a topic {:?} already; give this one another name", name.get_ref());
            return Err(Fault { at: name.span().start, message });
        }
        if topics.all.len() == MOST {
            let message = format!("more than {MOST} topics; take some out");
            return Err(Fault { at: name.span().start, message });
        }
        topics.all.push((name.into_inner().trim().to_owned(), query.into_inner()));
    }
    Ok(topics)
}

/// A file to begin with: the 17 top-level terms of the IPTC Media Topics, each with a query of ours.
pub const STARTER: &str = include_str!("starter.toml");

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        meaning(text).expect_err("refused").message
    }

    #[test]
    fn topics_are_found_by_their_names() {
        let topics = meaning("[[topic]]\nname = 'Port and Harbour'\nquery = 'port OR dock*'").expect("good");
        assert_eq!(topics.query("port  and harbour"), Some("port OR dock*"));
        assert_eq!(topics.query("port"), None);
        assert_eq!(meaning("").expect("nothing"), Topics::default());
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert!(refusal("[[topic]]\nname = 'a'\nquery = ' '").contains("`query` is empty"));
        assert!(refusal("[[topic]]\nname = 'a'").contains("missing field `query`"));
        assert!(refusal("[[topics]]\nname = 'a'").contains("there is no `topics`"));
        let twice = "[[topic]]\nname = 'A'\nquery = 'x'\n[[topic]]\nname = 'a'\nquery = 'y'";
        assert!(refusal(twice).contains("already"));
    }

    #[test]
    fn the_starter_has_every_top_level_topic() {
        let topics = meaning(STARTER).expect("good");
        assert_eq!(topics.all().count(), 17);
    }
}
