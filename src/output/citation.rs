//! What it takes to cite a passage.

use std::fmt;
use std::ops::Range;

use crate::entity::EntityKind;
use crate::index::StoredArticle;
use crate::passage::Passage;

/// Where a passage, or a whole article, is to be found again. Unknown stays empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The headline.
    pub headline: Option<String>,
    /// Names of the authors; empty where unknown.
    pub byline: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// `2023-06-14`, `2023-06` or `2023`, as precisely as is known.
    pub date: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Corpus-relative paths of its source files; the first one names it.
    pub paths: Vec<String>,
    /// The article's id, in 32 hexadecimal digits.
    pub article: String,
    /// Number of the paragraph, from 1; `None` for a whole article.
    pub paragraph: Option<u32>,
    /// Characters (Unicode scalar values) of the paragraph, from 0, end excluded; `None` for a whole article.
    pub characters: Option<Range<usize>>,
    /// BLAKE3 digest of the source record, in 64 hexadecimal digits.
    pub digest: String,
}

impl Citation {
    /// Cites a passage of an article, or the article.
    pub fn of(article: &StoredArticle, passage: Option<&Passage>) -> Self {
        let meta = &article.meta;
        Self {
            headline: meta.title.as_ref().map(|title| title.value.clone()),
            byline: meta.byline.as_ref().map(|byline| byline.value.clone()).unwrap_or_default(),
            outlet: meta.outlet.as_ref().map(|outlet| outlet.value.clone()),
            date: meta.date.as_ref().map(|date| date.value.to_string()),
            url: meta.url.as_ref().map(|url| url.value.clone()),
            paths: article.paths.clone(),
            article: article.id().to_string(),
            paragraph: passage.map(|passage| passage.paragraph),
            characters: passage.map(|passage| passage.characters.clone()),
            digest: article.page.digest.to_string(),
        }
    }

    /// The headline, or the first path where it is unknown.
    pub fn name(&self) -> &str {
        let path = || self.paths.first().map_or("", String::as_str);
        self.headline.as_deref().filter(|headline| !headline.is_empty()).unwrap_or_else(path)
    }
}

/// The names of this kind that an article holds, most central first.
pub(super) fn names(article: &StoredArticle, kind: EntityKind) -> Vec<&str> {
    article.entities.iter().filter(|entity| entity.kind == kind).map(|entity| entity.name.as_str()).collect()
}

/// One line: authors, headline, outlet, date, paragraph, address or path; what is unknown is left out.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.byline.is_empty() {
            write!(f, "{}. ", self.byline.join(", "))?;
        }
        write!(f, "“{}.”", self.name().trim_end_matches('.'))?;
        for part in [&self.outlet, &self.date].into_iter().flatten() {
            write!(f, " {part},")?;
        }
        if let Some(paragraph) = self.paragraph {
            write!(f, " ¶ {paragraph}.")?;
        }
        let path = self.paths.first().map_or("", String::as_str);
        write!(f, " {}", self.url.as_deref().unwrap_or(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn a_citation_is_one_line_with_all_that_is_known() {
        let hits = sample::answer().hits;
        let cited = |at: usize| Citation::of(&hits[at].article, hits[at].passages.first()).to_string();
        insta::assert_snapshot!(cited(0), @"Anna Reed, Tom Vale. “Harbour strike ends.” The Harrowmere Courier, 2023-06-14, ¶ 2. https://courier.example/strike");
        insta::assert_snapshot!(cited(1), @"“notes.txt.” notes.txt");
    }
}
