//! Reads `tags.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::annotation::entry::{self, Location};
use crate::annotation::{Annotation, Annotations, folded};
use crate::notebook::Fault;
use crate::text;

/// Characters of the longest tag.
const LONGEST: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    #[serde(default)]
    tags: Vec<Spanned<String>>,
    note: Option<String>,
    #[serde(default)]
    paths: Vec<String>,
    url: Option<String>,
}

/// What a text says.
pub(super) fn parse(text: &str) -> Result<Annotations, Fault> {
    let (mut all, mut locations) = (BTreeMap::new(), BTreeMap::new());
    for entry in entry::entries::<Entry>(text)? {
        let Entry { id, tags, note, paths, url } = entry.into_inner();
        let at = id.span().start;
        let id = entry::good_id(id)?;
        let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
        let annotation = Annotation { tags: good_tags(tags)?, note };
        locations
            .extend(Some((id.clone(), Location { paths, url })).filter(|(_, location)| !location.is_empty()));
        if all.insert(id, annotation).is_some() {
            let message = "this article stands here twice; put its tags into one [[article]]".to_owned();
            return Err(Fault { at, message });
        }
    }
    Ok(Annotations { all, locations, followed: BTreeMap::new() })
}

/// The tags of an article, each once.
fn good_tags(written: Vec<Spanned<String>>) -> Result<Vec<String>, Fault> {
    let mut tags: Vec<String> = Vec::new();
    for tag in written {
        let at = tag.span().start;
        let tag = self::tag(tag.get_ref()).map_err(|message| Fault { at, message })?;
        if !tags.iter().any(|known| folded(known) == folded(&tag)) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

/// A tag as it is kept: white space folded.
///
/// # Errors
///
/// What is wrong with it: nothing in it, too long, or no text.
pub(super) fn tag(typed: &str) -> Result<String, String> {
    let tag = text::squeeze(typed);
    if tag.is_empty() {
        return Err("a tag with nothing in it; write what it should be".to_owned());
    }
    if tag.chars().count() > LONGEST {
        return Err(format!("a tag of more than {LONGEST} characters; shorten it, or write a note"));
    }
    if text::printable(&tag) != tag || tag.contains(['*', '?', '"']) {
        return Err("a tag with a character that queries could not name; leave out *, ?, \" and control \
                    characters"
            .to_owned());
    }
    Ok(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse(text).expect_err("refused").message
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert!(refusal("[[article]]\nid = 'courier'").contains("`id` is the id of an article"));
        assert!(refusal("[[article]]\nid = '0123'").contains("8 digits"));
        assert!(refusal("[[article]]\ntags = ['a']").contains("missing field `id`"));
        assert!(refusal("[[article]]\nid = '01234567'\ntag = 'a'").contains("there is no `tag`"));
        assert!(refusal("[[article]]\nid = '01234567'\ntags = [' ']").contains("nothing in it"));
        assert!(refusal("[[article]]\nid = '01234567'\ntags = [\"a\\u001b\"]").contains("control"));
        let twice = "[[article]]\nid = '01234567'\n[[article]]\nid = '01234567'";
        assert!(refusal(twice).contains("twice"));
    }

    #[test]
    fn a_tag_counts_once() {
        let all = parse("[[article]]\nid = '01234567'\ntags = ['Strike', ' strike ', 'b']").expect("good");
        assert_eq!(all.all["01234567"].tags, ["Strike", "b"]);
    }
}
