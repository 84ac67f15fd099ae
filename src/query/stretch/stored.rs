//! Places in stored texts, for what the index has no positions of: names, and texts as they are written.

use tantivy::{DocId, SegmentReader};

use crate::entity::{EntityKind, registry};
use crate::index::{StoredArticle, StoredArticles, analyzer};
use crate::query::stretch::algebra::sort;
use crate::query::stretch::{Part, Spot, Stretch};
use crate::text::Span;

/// The stored articles of a segment; the last one read is remembered.
pub(super) struct Stored {
    articles: StoredArticles,
    last: Option<(DocId, Box<StoredArticle>)>,
}

impl Stored {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        Ok(Self { articles: StoredArticles::open(segment)?, last: None })
    }

    /// Where something stands in a part of a document; nowhere where the document cannot be read, which loading the hit
    /// reports.
    pub(super) fn places(&mut self, doc: DocId, part: Part, spot: &Spot) -> Vec<Stretch> {
        if self.last.as_ref().is_none_or(|(known, _)| *known != doc) {
            self.last = self.articles.load(doc).ok().map(|article| (doc, Box::new(article)));
        }
        let Some((_, article)) = &self.last else { return Vec::new() };
        match spot {
            Spot::Words(_) => Vec::new(),
            Spot::Exact(text) => exact(article, part, text),
            Spot::Name(kind, keys) => named(article, part, *kind, keys),
        }
    }
}

/// The texts of a part, in order.
fn texts(article: &StoredArticle, part: Part) -> Vec<String> {
    match part {
        Part::Title => article.meta.title.iter().map(|title| title.value.clone()).collect(),
        Part::Body => article.body().map(|block| block.text).collect(),
        Part::Removed => article.removed().into_iter().map(|block| block.text).collect(),
    }
}

fn exact(article: &StoredArticle, part: Part, wanted: &str) -> Vec<Stretch> {
    let mut all = Vec::new();
    let mut begun = 0;
    for text in texts(article, part) {
        let words = analyzer::placed_words(&text);
        let found = verbatim(&text, wanted);
        all.extend(found.iter().filter_map(|span| over(&words, span)).map(|stretch| moved(stretch, begun)));
        begun += words.len() as u32;
    }
    sort(&mut all);
    all
}

fn named(article: &StoredArticle, part: Part, kind: EntityKind, keys: &[String]) -> Vec<Stretch> {
    let entities = article
        .entities
        .iter()
        .filter(|entity| entity.kind == kind && keys.contains(&registry::key(kind, &entity.name)));
    let mentions: Vec<_> = entities.flat_map(|entity| &entity.mentions).collect();
    let mut all = Vec::new();
    let mut begun = 0;
    for (at, text) in texts(article, part).iter().enumerate() {
        let here = match part {
            Part::Title => None,
            Part::Body => Some(at as u32),
            Part::Removed => break,
        };
        let words = analyzer::placed_words(text);
        let spans = mentions.iter().filter(|mention| mention.block == here).map(|mention| &mention.span);
        all.extend(spans.filter_map(|span| over(&words, span)).map(|stretch| moved(stretch, begun)));
        begun += words.len() as u32;
    }
    sort(&mut all);
    all
}

fn moved(stretch: Stretch, by: u32) -> Stretch {
    Stretch { first: stretch.first + by, last: stretch.last + by }
}

/// The words that a span touches; `None` where it touches none.
pub(super) fn over(words: &[Span], span: &Span) -> Option<Stretch> {
    let first = words.partition_point(|word| word.end <= span.start);
    let behind = words.partition_point(|word| word.start < span.end);
    (first < behind).then(|| Stretch { first: first as u32, last: behind as u32 - 1 })
}

/// Where a text stands in another one as it is written, not inside of longer words. Typewriter's and printer's
/// apostrophes are alike.
pub(in crate::query) fn verbatim(text: &str, wanted: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let whole = |edge: Option<char>, beside: Option<char>| {
        !(edge.is_some_and(char::is_alphanumeric) && beside.is_some_and(char::is_alphanumeric))
    };
    for (at, _) in text.char_indices() {
        let Some(length) = begins_with(&text[at..], wanted) else { continue };
        let (before, behind) = (text[..at].chars().next_back(), text[at + length..].chars().next());
        if whole(wanted.chars().next(), before) && whole(wanted.chars().next_back(), behind) {
            found.push(at..at + length);
        }
    }
    found
}

/// Bytes of the text that the wanted one takes at its beginning.
fn begins_with(text: &str, wanted: &str) -> Option<usize> {
    let plain = |letter: char| if letter == '’' { '\'' } else { letter };
    let mut rest = text.chars();
    for letter in wanted.chars() {
        if plain(rest.next()?) != plain(letter) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_as_it_is_written_and_as_whole_words() {
        let found = |text, wanted| verbatim(text, wanted).len();
        assert_eq!(found("Fox-IT and fox-it, Fox IT, Fox-ITs, xFox-IT", "Fox-IT"), 1);
        assert_eq!(found("He doesn’t.", "doesn't"), 1);
        assert_eq!(found("(sic) and sic", "(sic)"), 1);
        assert_eq!(found("aaa", "a"), 0);
        assert_eq!(found("", "a"), 0);
    }
}
