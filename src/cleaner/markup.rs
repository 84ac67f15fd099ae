//! What the words of an element's name and classes say of the text in it.

mod names;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::cleaner::{Kind, form};

use names::{BODIES, DECKS, WORDS};

/// What one element says of the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is furniture of a kind.
    Furniture(Kind),
    /// It is the body of the article.
    Body,
    /// It is the deck under the headline.
    Deck,
}

/// Each table's marks by the first part of their names; where several fit, the first in order of this list counts.
static INDEX: LazyLock<FxHashMap<&'static str, Vec<Name>>> = LazyLock::new(|| {
    let decks = DECKS.iter().map(|name| (*name, Mark::Deck));
    let bodies = BODIES.iter().map(|name| (*name, Mark::Body));
    let kinds =
        WORDS.iter().flat_map(|(kind, names)| names.iter().map(|name| (*name, Mark::Furniture(*kind))));
    let mut index: FxHashMap<&str, Vec<Name>> = FxHashMap::default();
    for (rank, (name, mark)) in decks.chain(bodies).chain(kinds).enumerate() {
        let (first, second) =
            name.split_once(' ').map_or((name, None), |(first, second)| (first, Some(second)));
        index.entry(first).or_default().push(Name { second, rank, mark });
    }
    index
});

struct Name {
    second: Option<&'static str>,
    rank: usize,
    mark: Mark,
}

/// The names and class words of a page's elements that were read: many elements have the same.
#[derive(Default)]
pub(super) struct Names<'a> {
    words: FxHashMap<&'a str, (Option<Mark>, (u32, u32))>,
    names: FxHashMap<&'a str, u32>,
}

impl<'a> Names<'a> {
    /// What an element says by its name and the words of its attributes, `None` where it says nothing; and where in a
    /// list the hashes of these words stand, to which they are added where they are new.
    pub(super) fn read(
        &mut self,
        name: &str,
        words: &'a str,
        tokens: &mut Vec<u32>,
    ) -> (Option<Mark>, (u32, u32)) {
        let (mark, place) = *self.words.entry(words).or_insert_with(|| {
            let (first, parted) = (tokens.len() as u32, parted(words));
            push_tokens(&parted, tokens);
            (mark(&parted), (first, tokens.len() as u32))
        });
        (mark.or_else(|| called(name)), place)
    }

    /// The hash of an element's name.
    pub(super) fn name(&mut self, name: &'a str) -> u32 {
        *self.names.entry(name).or_insert_with(|| token(name))
    }
}

/// What an element says by its name.
fn called(name: &str) -> Option<Mark> {
    match name {
        "nav" => Some(Mark::Furniture(Kind::Navigation)),
        "aside" => Some(Mark::Furniture(Kind::Related)),
        "footer" => Some(Mark::Furniture(Kind::Other)),
        _ => None,
    }
}

/// What the parted class words of an element say.
fn mark(parted: &str) -> Option<Mark> {
    let mut parts = parted.split('-').peekable();
    let mut best: Option<&Name> = None;
    while let Some(part) = parts.next() {
        let next = parts.peek().copied();
        let fits = |name: &&Name| name.second.is_none() || name.second == next;
        let names = INDEX.get(part).into_iter().flatten().filter(fits);
        best = names.chain(best).min_by_key(|name| name.rank);
    }
    best.map(|name| name.mark)
}

/// Class words of one element that are looked at.
const TOKENS: usize = 12;

/// The hash of a name.
fn token(name: &str) -> u32 {
    form::hash(name) as u32
}

/// Adds the hashes of parted class words, those of numbers aside.
fn push_tokens(parted: &str, out: &mut Vec<u32>) {
    let first = out.len();
    let parts =
        parted.split('-').filter(|part| part.len() > 1 && !part.bytes().any(|byte| byte.is_ascii_digit()));
    for part in parts.take(TOKENS) {
        let token = token(part);
        if !out[first..].contains(&token) {
            out.push(token);
        }
    }
}

/// Class words in lower case, their parts closed by dashes and the words by one more: `post-tags relatedPosts`
/// gives `post-tags--related-posts`, so that neighbours are parts of one word.
fn parted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut lower_before = false;
    for c in words.chars() {
        if c.is_ascii_uppercase() && lower_before {
            out.push('-');
        }
        lower_before = c.is_ascii_lowercase();
        match c {
            ' ' => out.push_str("--"),
            '-' | '_' if out.ends_with('-') => {}
            '-' | '_' => out.push('-'),
            _ => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(name: &str, words: &str) -> Option<Mark> {
        Names::default().read(name, words, &mut Vec::new()).0
    }

    #[test]
    fn class_words_are_read_in_parts() {
        assert_eq!(mark("div", "c-newsletter-box"), Some(Mark::Furniture(Kind::Newsletter)));
        assert_eq!(mark("div", "mostRead"), Some(Mark::Furniture(Kind::Related)));
        assert_eq!(mark("div", "entry-content clearfix"), Some(Mark::Body));
        assert_eq!(mark("p", "article__standfirst"), Some(Mark::Deck));
        assert_eq!(mark("div", "headline shadow"), None);
    }

    #[test]
    fn neighbours_are_of_one_class_word() {
        assert_eq!(mark("div", "most read-only"), None);
    }

    #[test]
    fn elements_speak_by_name() {
        assert_eq!(mark("nav", ""), Some(Mark::Furniture(Kind::Navigation)));
        assert_eq!(mark("p", ""), None);
    }
}
